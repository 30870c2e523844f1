/** The province's zone and its holiday table as the sample file gives it. */
import { readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import { createWorkCalendar, type HolidayRow } from '../../../core/programme/calendar.ts'
import { readHolidayFile } from '../../../core/programme/holiday-file.ts'
import { type ProgrammeSettings, programmeSettings } from '../../../core/programme/settings.ts'

export const ZONE = 'Asia/Ho_Chi_Minh'

const reading = readHolidayFile(
  JSON.parse(readFileSync(new URL('../../fixtures/vn-holidays.json', import.meta.url), 'utf8')),
)
if (!reading.ok) throw new Error('the sample holiday table must be readable')
export const HOLIDAYS: readonly HolidayRow[] = reading.rows
export const CALENDAR = createWorkCalendar(HOLIDAYS)

export const date = (iso: string) => Temporal.PlainDate.from(iso)
/** An instant from the clock on an office wall in Viet Nam, where there is no summer time: "2026-11-23T16:30". */
export const local = (iso: string) => Temporal.Instant.from(`${iso}+07:00`)

export const settings = (changes: Partial<ProgrammeSettings> = {}): ProgrammeSettings => ({
  // The early heads-up has tests of its own; everywhere else it would only be one more moment.
  ...programmeSettings.parse({ headsUpEarlierMinutes: 0 }),
  ...changes,
})
