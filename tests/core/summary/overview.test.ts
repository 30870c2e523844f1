import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { explanationsOf } from '../../../core/summary/explanation.ts'
import { worstGroups } from '../../../core/summary/group-lines.ts'
import { overviewOf } from '../../../core/summary/overview.ts'
import { at, ZONE } from '../report/fixtures.ts'
import { CUT_OFF, type DutyHistory, histories, instantOf, PERIOD, rowOf } from './history.ts'

const EVENING = at('2026-11-23T17:00')

function overview(list: readonly DutyHistory[], before: readonly DutyHistory[] = [], now = EVENING) {
  return overviewOf({
    period: PERIOD,
    cutOff: CUT_OFF,
    scope: null,
    rows: list.map(rowOf),
    before: before.map(rowOf),
    now,
    zone: ZONE,
  })
}

/** Counted from the messages themselves, the slow way, with no rule of the program. */
function slowDuties(list: readonly DutyHistory[]) {
  let [on_time, late, incomplete, missing] = [0, 0, 0, 0]
  for (const duty of list) {
    const complete = duty.arrivals.filter((one) => one.isComplete).map((one) => one.minute)
    if (duty.arrivals.length === 0) missing++
    else if (complete.length === 0) incomplete++
    else if (Math.min(...complete) < 16 * 60 + 30) on_time++
    else late++
  }
  return { on_time, late, incomplete, missing, owed: list.length }
}

function slowTasks(list: readonly DutyHistory[]) {
  const counts = {
    done_on_time: 0,
    done_late: 0,
    open_in_time: 0,
    open_overdue: 0,
    paused: 0,
    total: 0,
  }
  for (const number of new Set(list.map((one) => one.task))) {
    const task = list.find((one) => one.task === number)!
    const deadline = task.dueInDays ?? Number.POSITIVE_INFINITY
    counts.total++
    if (task.doneInDays !== null && task.doneInDays <= 0) {
      if (task.doneInDays <= deadline) counts.done_on_time++
      else counts.done_late++
    } else if (task.doneInDays === null && task.isPaused) counts.paused++
    else if (deadline >= 0) counts.open_in_time++
    else counts.open_overdue++
  }
  return counts
}

describe('every number equals an independent slow count over random histories', () => {
  test('of the whole, per unit, per field and per programme', () => {
    fc.assert(
      fc.property(histories, (list) => {
        const view = overview(list)
        expect(view.total.duties).toEqual(slowDuties(list))
        expect(view.total.tasks).toEqual(slowTasks(list))
        const groupings: [typeof view.units, (one: DutyHistory) => string][] = [
          [view.units, (one) => `u${one.unit}`],
          [view.fields, (one) => (one.field === null ? '' : `Lĩnh vực ${one.field}`)],
          [view.programmes, (one) => `p${one.programme}`],
        ]
        for (const [lines, keyOf] of groupings) {
          expect(new Set(lines.map(({ key }) => key))).toEqual(new Set(list.map(keyOf)))
          for (const line of lines) {
            const members = list.filter((one) => keyOf(one) === line.key)
            expect(line.duties).toEqual(slowDuties(members))
            expect(line.tasks).toEqual(slowTasks(members))
          }
        }
      }),
    )
  })

  test('of the period before, for the same groups', () => {
    fc.assert(
      fc.property(histories, histories, (list, before) => {
        const view = overview(list, before)
        expect(view.total.before).toEqual(before.length === 0 ? null : slowDuties(before))
        for (const line of view.units) {
          const members = before.filter((one) => `u${one.unit}` === line.key)
          expect(line.before).toEqual(members.length === 0 ? null : slowDuties(members))
        }
      }),
    )
  })

  test('each list holds exactly the duties it names', () => {
    fc.assert(
      fc.property(histories, (list) => {
        const view = overview(list)
        const names = (items: typeof view.items) => items.map(({ row }) => `${row.unit.id}/${row.task.id}`)
        const named = (wanted: (one: DutyHistory) => boolean) =>
          list.filter(wanted).map((one) => `u${one.unit}/tNV${one.task}`)
        const isComplete = (one: DutyHistory) => one.arrivals.some((arrival) => arrival.isComplete)
        const last = (one: DutyHistory) => [...one.arrivals].sort((a, b) => a.minute - b.minute).at(-1)
        const isDone = (one: DutyHistory) => one.doneInDays !== null && one.doneInDays <= 0
        expect(names(view.missing)).toEqual(named((one) => one.arrivals.length === 0))
        expect(names(view.leftOut)).toEqual(named((one) => one.arrivals.length > 0 && !isComplete(one)))
        expect(names(view.obstacles)).toEqual(named((one) => last(one)?.obstacle === true && !isDone(one)))
        expect(names(view.results)).toEqual([
          ...named((one) => isComplete(one) && isDone(one)),
          ...named((one) => isComplete(one) && !isDone(one) && last(one)?.result === true),
        ])
        const days = view.overdue.map(({ overdueDays }) => overdueDays)
        expect(days).toEqual([...days].sort((one, other) => other - one))
        expect(view.overdue.length).toBe(
          named(
            (one) =>
              !isDone(one) &&
              !(one.doneInDays === null && one.isPaused) &&
              one.dueInDays !== null &&
              one.dueInDays < 0,
          ).length,
        )
      }),
    )
  })

  test('the list of those who must explain names every silent and incomplete duty once', () => {
    fc.assert(
      fc.property(histories, (list) => {
        const view = overview(list)
        const explained = explanationsOf(view, []).flatMap(({ unitId, tasks }) =>
          tasks.map(({ code, lack }) => `${unitId}/${code}/${lack.kind}`),
        )
        const expected = list
          .filter((one) => !one.arrivals.some((arrival) => arrival.isComplete))
          .map((one) => `u${one.unit}/NV${one.task}/${one.arrivals.length === 0 ? 'silent' : 'incomplete'}`)
        expect([...explained].sort()).toEqual(expected.sort())
      }),
    )
  })
})

const duty = (more: Partial<DutyHistory> = {}): DutyHistory => ({
  unit: 0,
  task: 0,
  programme: 0,
  field: null,
  dueInDays: 30,
  doneInDays: null,
  isPaused: false,
  arrivals: [],
  ...more,
})
const arrived = (minute: number, isComplete = true) => ({
  minute,
  isComplete,
  obstacle: false,
  result: false,
})

describe('the picture at the edges', () => {
  test('16:30:00 itself is late, the minute before is not', () => {
    expect(overview([duty({ arrivals: [arrived(16 * 60 + 30)] })]).total.duties.late).toBe(1)
    expect(overview([duty({ arrivals: [arrived(16 * 60 + 29)] })]).total.duties.on_time).toBe(1)
  })

  test('the deadline day is still in time, the next day is overdue by one', () => {
    expect(overview([duty({ dueInDays: 0 })]).items[0]).toMatchObject({
      standing: 'open_in_time',
      overdueDays: 0,
    })
    expect(overview([duty({ dueInDays: -1 })]).items[0]).toMatchObject({
      standing: 'open_overdue',
      overdueDays: 1,
    })
  })

  test('a past period is judged as of its last day: what was finished later was open then', () => {
    const view = overview([duty({ dueInDays: -2, doneInDays: 2 })], [], at('2026-12-01T09:00'))
    expect(view.asOf.toString()).toBe('2026-11-23')
    expect(view.total.tasks.open_overdue).toBe(1)
  })

  test('before the cut-off silence is not red yet; after it, it is', () => {
    const silent = [duty({ dueInDays: 60 })]
    expect(overview(silent, [], at('2026-11-23T16:29')).items[0]?.light).toBe('grey')
    expect(overview(silent, [], CUT_OFF).items[0]?.light).toBe('red')
  })

  test('due in seven days is yellow, in eight it is green when under way', () => {
    const light = (dueInDays: number) =>
      overview([duty({ dueInDays, arrivals: [arrived(600)] })]).items[0]?.light
    expect([light(0), light(7), light(8)]).toEqual(['yellow', 'yellow', 'green'])
  })

  test('done is green whatever else, overdue is red, stuck, paused or incomplete is yellow', () => {
    const light = (more: Partial<DutyHistory>) => overview([duty(more)]).items[0]?.light
    expect(light({ doneInDays: -1 })).toBe('green')
    expect(light({ dueInDays: -1, arrivals: [arrived(600)] })).toBe('red')
    expect(light({ arrivals: [{ ...arrived(600), obstacle: true }] })).toBe('yellow')
    expect(light({ isPaused: true, arrivals: [arrived(600)] })).toBe('yellow')
    expect(light({ arrivals: [arrived(600, false)] })).toBe('yellow')
  })

  test('a task of two units counts once in the whole and once for each', () => {
    const view = overview([duty({ unit: 0 }), duty({ unit: 1 })])
    expect(view.total.tasks.total).toBe(1)
    expect(view.units.map(({ tasks }) => tasks.total)).toEqual([1, 1])
  })

  test('no duties: zeros and empty lists', () => {
    const view = overview([])
    expect(view.total.duties).toEqual({
      on_time: 0,
      late: 0,
      incomplete: 0,
      missing: 0,
      owed: 0,
    })
    expect([view.units, view.items, view.results]).toEqual([[], [], []])
  })

  test('units that reported least come first, and the rest is one line with the sum', () => {
    const list = Array.from({ length: 6 }, (_, unit) =>
      duty({
        unit,
        task: unit,
        arrivals: unit < 2 ? [] : [arrived(600, unit !== 3)],
      }),
    )
    const { units } = overview(list)
    expect(units.map(({ key }) => key)).toEqual(['u0', 'u1', 'u3', 'u2', 'u4', 'u5'])
    const { shown, restDuties, restCount } = worstGroups(units, 4)
    expect(shown.map(({ key }) => key)).toEqual(['u0', 'u1', 'u3'])
    expect(restCount).toBe(3)
    expect(restDuties).toEqual({
      on_time: 3,
      late: 0,
      incomplete: 0,
      missing: 0,
      owed: 3,
    })
    expect(worstGroups(units, 6)).toEqual({
      shown: units,
      restDuties: null,
      restCount: 0,
    })
  })
})

test('the instants of the histories lie on the day of the period', () => {
  expect(Temporal.Instant.compare(instantOf(16 * 60 + 30), CUT_OFF)).toBe(0)
})
