import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { type SummaryRow, summarise } from '../../../core/summary/summary.ts'
import { at, dutyOn } from '../report/fixtures.ts'

const TODAY = Temporal.PlainDate.from('2026-11-23')

type Kind = 'on_time' | 'late' | 'incomplete' | 'missing'

function row(unit: number, task: number, kind: Kind, state: 'open' | 'done', dueInDays: number): SummaryRow {
  const duty = dutyOn(`NV${task}`)
  return {
    task: { ...duty.task, state, due: TODAY.add({ days: dueInDays }) },
    unit: { ...duty.unit, id: `u${unit}`, shortName: `Đơn vị ${unit}` },
    officer: null,
    filing:
      kind === 'missing'
        ? null
        : {
            firstAt: at('2026-11-23T10:00'),
            firstCompleteAt: kind === 'incomplete' ? null : at('2026-11-23T10:00'),
            isLate: kind === 'late',
          },
    report: null,
  }
}

test('every number equals a slow count over random rows, and the parts add up', () => {
  const anyRow = fc.tuple(
    fc.integer({ min: 0, max: 5 }),
    fc.integer({ min: 0, max: 20 }),
    fc.constantFrom<Kind>('on_time', 'late', 'incomplete', 'missing'),
  )
  fc.assert(
    fc.property(
      fc.uniqueArray(anyRow, {
        selector: ([unit, task]) => `${unit}/${task}`,
        maxLength: 60,
      }),
      (picked) => {
        // A task's state and deadline follow from its number: rows of one task agree.
        const rows = picked.map(([unit, task, kind]) =>
          row(unit, task, kind, task % 4 === 0 ? 'done' : 'open', (task % 7) - 3),
        )
        const summary = summarise({
          programme: 'P',
          regime: 'daily',
          key: '2026-11-23',
          start: TODAY,
          end: TODAY,
          cutOff: null,
          scope: null,
          rows,
          before: null,
          today: TODAY,
        })
        let [onTime, late, incomplete, missing] = [0, 0, 0, 0]
        for (const [, , kind] of picked) {
          if (kind === 'on_time') onTime++
          if (kind === 'late') late++
          if (kind === 'incomplete') incomplete++
          if (kind === 'missing') missing++
        }
        expect(summary).toMatchObject({
          owed: picked.length,
          onTime,
          late,
          incomplete,
          missing,
        })
        const tasks = [...new Set(picked.map(([, task]) => task))]
        const done = tasks.filter((task) => task % 4 === 0).length
        const overdue = tasks.filter((task) => task % 4 !== 0 && (task % 7) - 3 < 0).length
        expect(summary.tasks).toEqual({
          total: tasks.length,
          done,
          overdue,
          running: tasks.length - done - overdue,
        })
        expect(summary.units.reduce((sum, unit) => sum + unit.owed, 0)).toBe(picked.length)
        const missings = summary.units.map((unit) => unit.missing)
        expect(missings).toEqual([...missings].sort((a, b) => b - a))
      },
    ),
  )
})
