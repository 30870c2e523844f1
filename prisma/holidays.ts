/** The table of public holidays that every installation starts with; administrators edit it afterwards. behaviour §1. */
import { readFile } from 'node:fs/promises'
import type { HolidayRow } from '../core/programme/calendar.ts'
import { readHolidayFile } from '../core/programme/holiday-file.ts'
import type { Transaction } from './commit.ts'
import { dbDate } from './rows.ts'

const PACKAGED = new URL('./holidays/vn-holidays.json', import.meta.url)

/** Rows of the packaged file, oldest first. */
export async function packagedHolidays(): Promise<readonly HolidayRow[]> {
  const reading = readHolidayFile(JSON.parse(await readFile(PACKAGED, 'utf8')))
  if (!reading.ok) throw new Error(`packaged holidays: ${JSON.stringify(reading.problem)}`)
  return reading.rows
}

/** Fills an empty table; one that holds any row is left as it is, for somebody may have edited it. */
export async function seedHolidays(client: Transaction): Promise<void> {
  if ((await client.holiday.findFirst({ select: { date: true } })) !== null) return
  const rows = await packagedHolidays()
  await client.holiday.createMany({
    data: rows.map((row) => ({ ...row, date: dbDate(row.date) })),
    skipDuplicates: true,
  })
}
