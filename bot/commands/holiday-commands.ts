/** `/lichnghi`: the table of holidays, seen, changed, imported. Rules: core/programme/change-holidays.ts. */
import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../../core/problems.ts'
import { createWorkCalendar, type HolidayRow } from '../../core/programme/calendar.ts'
import {
  changeHolidays,
  type HolidayChange,
  type HolidayTable,
} from '../../core/programme/change-holidays.ts'
import { readHolidayFile } from '../../core/programme/holiday-file.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'
import { instantAt, laterOf, localDate } from '../../core/time.ts'
import type { LinkedContext } from './context.ts'
import { daysAsWords } from './date-argument.ts'
import { type HolidayAct, type HolidayWords, readHolidayWords } from './holiday-argument.ts'
import { announce, askFor } from './order.ts'
import { momentLines } from './regime-commands.ts'

/** A table of holidays has a few kilobytes. */
const LARGEST_FILE_BYTES = 256 * 1024

export async function showHolidays(context: LinkedContext): Promise<Turn> {
  const { setting, args, library, conversation } = context
  const [file] = conversation.media
  if (file !== undefined && context.agreedTo === null) {
    if (!file.ok || file.sizeBytes > LARGEST_FILE_BYTES) return unreadable(context, 'size')
    return importFile({ ...context, args: `tep ${file.sha256}` }, file.sha256)
  }
  const words = readHolidayWords(args, localDate(setting.now, setting.zone))
  switch (words.act) {
    case 'show': {
      const rows = (await library.holidays()).rows.filter(({ date }) => date.year === words.year)
      return answer(context, { kind: 'holidays', view: { of: 'year', year: words.year, rows } })
    }
    case 'import':
      return importFile(context, words.sha256)
    case 'confirm_year':
      return change(context, words)
    case 'unknown':
      return refusal(context, { code: 'days_unreadable', words: args })
    default:
      return changeDays(context, words)
  }
}

const VERBS: Readonly<Record<HolidayAct, string>> = {
  add: 'them',
  remove: 'bo',
  confirm: 'xacnhan',
  make_up: 'lambu',
}

function changeDays(
  context: LinkedContext,
  { act, days, name }: Extract<HolidayWords, { readonly act: HolidayAct }>,
): Promise<Turn> | Turn {
  if (days === 'wrong') return refusal(context, { code: 'days_unreadable', words: context.args })
  if (days === null) {
    return askFor('lichnghi', context, { ask: { about: 'holiday_days', act }, args: VERBS[act], options: [] })
  }
  switch (act) {
    case 'add':
      return name === ''
        ? askFor('lichnghi', context, {
            ask: { about: 'holiday_name', days },
            args: `${VERBS.add} ${daysAsWords(days)}`,
            options: [],
          })
        : change(context, { act, days, name })
    case 'make_up':
      return change(context, { act, days, name: name === '' ? MAKE_UP_NAME : name })
    default:
      return change(context, { act, days })
  }
}

/** As the file's rows are named (core/programme/holiday-file.ts). */
const MAKE_UP_NAME = 'Làm bù'

async function importFile(context: LinkedContext, sha256: string): Promise<Turn> {
  const bytes = await context.readFile(sha256)
  if (bytes === null || bytes.byteLength > LARGEST_FILE_BYTES) return unreadable(context, 'size')
  const json = parseJson(new TextDecoder().decode(bytes))
  if (json === undefined) return unreadable(context, 'JSON')
  const reading = readHolidayFile(json)
  if (reading.ok) return change(context, { act: 'import', rows: reading.rows })
  const { problem } = reading
  return unreadable(context, problem.code === 'holiday_file_shape' ? problem.where : problem.date)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

async function change(context: LinkedContext, wanted: HolidayChange): Promise<Turn> {
  const table = await context.library.holidays()
  const { put, removed, after } = changeHolidays(table.rows, wanted)
  if (put.length + removed.length === 0) {
    return refusal(context, { code: isThere(table, wanted) ? 'nothing_changes' : 'no_holiday_there' })
  }
  const basis = `holidays:${table.revision}`
  if (context.agreedTo === basis) return commit(context, table, put, removed)
  const moments = momentLines(
    await context.library.programmesInUse(),
    createWorkCalendar(after),
    context,
    shortlyBefore(context, [...put, ...removed]),
  )
  return announce('lichnghi', context, basis, (offer) => ({
    kind: 'holidays',
    view: { of: 'confirm', put, removed, moments, offer },
  }))
}

/** Whether the table holds what was to be changed: then it is so already. */
function isThere({ rows }: HolidayTable, wanted: HolidayChange): boolean {
  switch (wanted.act) {
    case 'confirm_year':
      return rows.some(({ date }) => date.year === wanted.year)
    case 'confirm':
    case 'remove':
      return rows.some(
        ({ date }) =>
          Temporal.PlainDate.compare(wanted.days.from, date) <= 0 &&
          Temporal.PlainDate.compare(date, wanted.days.to) <= 0,
      )
    default:
      return true
  }
}

/** The moments that tell something are those around the first day that changes, unless that is past. */
function shortlyBefore({ setting }: LinkedContext, rows: readonly HolidayRow[]): Temporal.Instant {
  const [first] = rows.map(({ date }) => date).sort(Temporal.PlainDate.compare)
  if (first === undefined) return setting.now
  return laterOf(setting.now, instantAt(first.subtract({ days: 1 }), '12:00', setting.zone))
}

function commit(
  context: LinkedContext,
  { rows, revision }: HolidayTable,
  put: readonly HolidayRow[],
  removed: readonly HolidayRow[],
): Turn {
  const { setting, sender } = context
  const touched = new Set([...put, ...removed].map(({ date }) => date.toString()))
  const turn = answer(context, {
    kind: 'holidays',
    view: { of: 'changed', put: put.length, removed: removed.length },
  })
  return {
    ...turn,
    changes: [
      { kind: 'holidays_changed', revision, put, removed: removed.map(({ date }) => date) },
      {
        kind: 'audited',
        id: setting.newId(),
        at: setting.now,
        personId: sender.person.id,
        action: 'holidays_changed',
        subject: 'holidays',
        before: rows.filter(({ date }) => touched.has(date.toString())),
        after: put,
      },
    ],
  }
}

function answer({ conversation }: LinkedContext, ...replies: Turn['replies']): Turn {
  return answerWith({ ...conversation.session, order: null }, ...replies)
}

function refusal(context: LinkedContext, problem: Problem): Turn {
  const changed: Turn['replies'] = context.agreedTo === null ? [] : [{ kind: 'changed_meanwhile' }]
  return answer(context, ...changed, { kind: 'refused', problem })
}

function unreadable(context: LinkedContext, detail: string): Turn {
  return refusal(context, { code: 'holiday_file_unreadable', detail })
}
