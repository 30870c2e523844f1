import { readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { compareTaskList, type ImportPlan, isEmptyPlan } from '../../../core/import/compare-task-list.ts'
import type { ExistingTask } from '../../../core/import/ports.ts'
import { readTaskList } from '../../../core/import/read-task-list.ts'
import type { ImportReading } from '../../../core/import/reading.ts'
import { DEFAULT_LIMITS } from '../../../jobs/import/limits.ts'
import { readCsv } from '../../../jobs/import/read-csv.ts'

const original = readFileSync('tests/fixtures/danh-muc-1841.csv', 'utf8')

function read(text: string, existing: readonly ExistingTask[] = []): ImportReading {
  const sheets = readCsv(Buffer.from(text), DEFAULT_LIMITS)
  if (!sheets.ok) throw new Error(sheets.problem.code)
  return readTaskList(sheets.value, { now: Temporal.PlainDate.from('2025-05-16'), directory: [], existing })
}

/** What a store holds after carrying the plan out; collectives are owed by units that the list does not name. */
function stored(plan: ImportPlan): ExistingTask[] {
  const units = (names: readonly { name: string; collective: boolean }[]) =>
    names.flatMap(({ name, collective }) => (collective ? ['Sở Xây dựng', 'Sở Y tế'] : [name]))
  return plan.added.map(({ code, task }) => ({
    ...task,
    code,
    lead: units(task.lead),
    coord: units(task.coord),
    state: 'open',
  }))
}

const plan = (text: string, existing: readonly ExistingTask[]) =>
  compareTaskList(read(text, existing), { existing, officers: [] })

const first = plan(original, [])
const existing = stored(first)

describe('comparing a list with what is stored', () => {
  it('adds every code once and leaves a second row with the same code unsettled', () => {
    expect(first.added).toHaveLength(41)
    expect(first.unsettled.map(({ code, kind, firstRow, task }) => [code, kind, firstRow, task.row])).toEqual(
      [['NV22', 'amendment', 32, 38]],
    )
    expect(first.unsettled[0]?.differences.map(({ field }) => field)).toEqual(['coord', 'due'])
    expect(first.needsReason).toBe(false)
  })

  it('changes nothing when the same file comes again, its generated code included', () => {
    const again = plan(original, existing)
    expect(isEmptyPlan(again)).toBe(true)
    expect(again.unchanged).toHaveLength(41)
    expect(again.unchanged).toContain('NV20')
  })

  it('changes nothing when the amendment has been taken and the file comes again', () => {
    const amended = existing.map((task) =>
      task.code === 'NV22'
        ? { ...task, due: Temporal.PlainDate.from('2025-11-30'), coord: ['Sở Xây dựng'] }
        : task,
    )
    expect(isEmptyPlan(plan(original, amended))).toBe(true)
  })

  it('shows what changed, and wants a reason where a deadline moves', () => {
    const product = plan(original.replace('64 QĐ phê duyệt cấp độ', '64 quyết định'), existing)
    expect(product.changed.map(({ code, differences }) => [code, differences])).toEqual([
      ['NV09', [{ field: 'product', before: '64 QĐ phê duyệt cấp độ', after: '64 quyết định' }]],
    ])
    expect(product.needsReason).toBe(false)
    const later = plan(original.replace('31/5/2025', '15/6/2025'), existing)
    expect(later.changed.map(({ code, differences }) => [code, differences])).toEqual([
      ['NV09', [{ field: 'due', before: '2025-05-31', after: '2025-06-15' }]],
    ])
    expect(later.needsReason).toBe(true)
  })

  it('names open tasks that are gone, and wants a reason', () => {
    const without = original.replace(/^II\.3,NV09[^\n]*\n/m, '')
    const shorter = plan(without, existing)
    expect(shorter.gone.map((task) => task.code)).toEqual(['NV09'])
    expect(shorter.needsReason).toBe(true)
    const removed = existing.map((task) =>
      task.code === 'NV09' ? { ...task, state: 'removed' as const } : task,
    )
    expect(isEmptyPlan(plan(without, removed))).toBe(true)
  })

  it('brings a removed task back only as a change that needs a reason', () => {
    const removed = existing.map((task) =>
      task.code === 'NV09' ? { ...task, state: 'removed' as const } : task,
    )
    const back = plan(original, removed)
    expect(
      back.changed.map(({ code, differences }) => [code, differences.map(({ field }) => field)]),
    ).toEqual([['NV09', ['state']]])
    expect(back.needsReason).toBe(true)
  })

  it('notices another lead, also beside a collective', () => {
    const text = original.replace(
      '"Các sở, ban, ngành; BQL Khu kinh tế tỉnh; UBND cấp huyện"',
      '"Các sở, ban, ngành; Sở Xây dựng mới"',
    )
    expect(
      plan(text, existing).changed.map(({ code, differences }) => [code, differences[0]?.field]),
    ).toEqual([['NV03', 'lead']])
  })

  it('calls two tasks under one code a conflict and takes only the first', () => {
    const clash = plan(original.replace('I.2,NV02', 'I.2,NV01'), [])
    expect(clash.unsettled.map(({ code, kind }) => [code, kind])).toContainEqual(['NV01', 'conflict'])
    expect(clash.added.find(({ code }) => code === 'NV01')?.task.outline).toBe('I.1')
  })

  it('does not take a list of officers alone for a list without tasks', () => {
    const reading = { ...read(original), tasks: [] }
    expect(compareTaskList(reading, { existing, officers: [] }).gone).toEqual([])
  })
})
