/** Random histories of an office: tasks, units and what arrived when. Rows are made from them by the rule for filings. */
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { periodOf } from '../../../core/programme/period.ts'
import { filingAfter } from '../../../core/report/filing.ts'
import type { Filing, MissingItem } from '../../../core/report/report.ts'
import type { OverviewRow } from '../../../core/summary/overview-row.ts'
import { at, dutyOn } from '../report/fixtures.ts'

export const CUT_OFF = at('2026-11-23T16:30')
export const PERIOD = periodOf('daily', Temporal.PlainDate.from('2026-11-23'))

/** A message of the day: minutes after midnight, and whether it held everything. */
export interface Arrival {
  readonly minute: number
  readonly isComplete: boolean
  readonly obstacle: boolean
  readonly result: boolean
}

export interface DutyHistory {
  readonly unit: number
  readonly task: number
  readonly programme: number
  readonly field: number | null
  /** Days from the period to the deadline; null: none. */
  readonly dueInDays: number | null
  /** Days from the period to the day of completion; null: not done. */
  readonly doneInDays: number | null
  readonly isPaused: boolean
  readonly arrivals: readonly Arrival[]
}

const arrival = fc.record({
  minute: fc.integer({ min: 0, max: 1439 }),
  isComplete: fc.boolean(),
  obstacle: fc.boolean(),
  result: fc.boolean(),
})

const taskFacts = fc.record({
  programme: fc.integer({ min: 0, max: 2 }),
  field: fc.option(fc.integer({ min: 0, max: 3 })),
  dueInDays: fc.option(fc.integer({ min: -20, max: 20 })),
  doneInDays: fc.option(fc.integer({ min: -25, max: 3 })),
  isPaused: fc.boolean(),
})

/** Rows of one task agree in what belongs to the task. */
export const histories = fc
  .tuple(
    fc.array(taskFacts, { minLength: 1, maxLength: 12 }),
    fc.uniqueArray(
      fc.record({
        unit: fc.integer({ min: 0, max: 5 }),
        task: fc.nat(),
        arrivals: fc.array(arrival, { maxLength: 4 }),
      }),
      { selector: ({ unit, task }) => `${unit}/${task % 12}`, maxLength: 40 },
    ),
  )
  .map(([facts, duties]) =>
    duties.map(({ unit, task, arrivals }): DutyHistory => {
      const number = (task % 12) % facts.length
      return { unit, task: number, arrivals, ...facts[number]! }
    }),
  )
  .map((list) => [...new Map(list.map((one) => [`${one.unit}/${one.task}`, one])).values()])

export function instantOf(minute: number): Temporal.Instant {
  return at('2026-11-23T00:00').add({ minutes: minute })
}

export function rowOf(history: DutyHistory): OverviewRow {
  const base = dutyOn(`NV${history.task}`)
  const day = (days: number | null) => (days === null ? null : PERIOD.end.add({ days }))
  const duty = {
    ...base,
    task: {
      ...base.task,
      programmeId: `p${history.programme}`,
      group: history.field === null ? null : `Lĩnh vực ${history.field}`,
      due: day(history.dueInDays),
      state:
        history.doneInDays !== null
          ? ('done' as const)
          : history.isPaused
            ? ('paused' as const)
            : ('open' as const),
    },
    unit: {
      ...base.unit,
      id: `u${history.unit}`,
      name: `Đơn vị số ${history.unit}`,
      shortName: `Đơn vị ${history.unit}`,
    },
  }
  const inOrder = [...history.arrivals].sort((one, other) => one.minute - other.minute)
  const last = inOrder.at(-1)
  return {
    programme: {
      id: `p${history.programme}`,
      name: `Chương trình ${history.programme}`,
    },
    task: duty.task,
    doneOn: day(history.doneInDays),
    unit: duty.unit,
    officer: null,
    head: null,
    filing: inOrder.reduce<Filing | null>((filing, one, index) => {
      const instant = instantOf(one.minute)
      const isLate = Temporal.Instant.compare(instant, CUT_OFF) >= 0
      const version = {
        reportId: `r${index}`,
        at: instant,
        isComplete: one.isComplete,
      }
      const awaited = {
        period: PERIOD,
        cutOff: CUT_OFF,
        isLate,
        delayMinutes: 0,
      }
      return filingAfter(filing, version, duty, awaited) ?? filing
    }, null),
    report:
      last === undefined
        ? null
        : {
            number: 'BC-261123-0001',
            filedAt: instantOf(last.minute),
            status: history.doneInDays === null ? 'in_progress' : 'done',
            percent: 50,
            quantity: null,
            result: last.result ? 'Quyết định số 12' : null,
            obstacle: last.obstacle ? 'thiếu kinh phí' : null,
            cause: null,
            proposal: null,
            addressee: null,
            nextStep: null,
            nextDate: null,
            missing: last.isComplete ? [] : (['number'] satisfies MissingItem[]),
            evidenceCount: 0,
          },
  }
}
