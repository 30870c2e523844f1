import { readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { readTaskList } from '../../../core/import/read-task-list.ts'
import type { TaskRow } from '../../../core/import/reading.ts'
import { unitLabel } from '../../../core/import/unit-names.ts'
import { DEFAULT_LIMITS } from '../../../jobs/import/limits.ts'
import { readCsv } from '../../../jobs/import/read-csv.ts'

type Expected = Record<string, unknown> & { code: string | null; title: string }

const REGIME_WORDS: Readonly<Record<string, string>> = {
  on_completion: 'on_complete',
  half_yearly: 'half_year',
}

function inWordsOfTheExpectation(task: TaskRow): Record<string, unknown> {
  const { target } = task
  return {
    stt: task.outline,
    code: task.code,
    group: task.group,
    title: task.title,
    due_raw: task.dueRaw,
    product: task.product,
    lead: task.lead.map(unitLabel),
    coord: task.coord.map(unitLabel),
    due: task.due?.toString() ?? null,
    due_kind: task.dueKind,
    flags: task.warnings.map((warning) => warning.code).sort(),
    report: task.regimes.map((regime) => REGIME_WORDS[regime] ?? regime),
    target: target && { value: target.value, unit: target.unit, ...(target.op && { op: target.op }) },
    milestones: task.milestones.map(({ name, due }) => ({ name, due: due.toString() })),
    sub_lead: task.subLead,
    start: task.start?.toString() ?? null,
    offset_days: task.offsetDays,
    suggest_code: task.suggestedCode,
  }
}

const ABSENT = {
  target: null,
  sub_lead: null,
  start: null,
  offset_days: null,
  suggest_code: null,
  milestones: [],
}

const sheets = readCsv(readFileSync('tests/fixtures/danh-muc-1841.csv'), DEFAULT_LIMITS)
if (!sheets.ok) throw new Error(sheets.problem.code)
const reading = readTaskList(sheets.value, {
  now: Temporal.PlainDate.from('2025-05-16'),
  directory: [],
  existing: [],
})
const expected: Expected[] = readFileSync('tests/fixtures/danh-muc-1841.expected.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

describe('the list of decision 1841-QĐ/TU', () => {
  it('yields as many tasks as expected, in the same order', () => {
    expect(reading.tasks.map((task) => task.title)).toEqual(expected.map((one) => one.title))
  })

  for (const [index, one] of expected.entries()) {
    it(`reads ${one.code ?? 'the row without code'} (task ${index + 1}) exactly`, () => {
      const got = inWordsOfTheExpectation(reading.tasks[index]!)
      const flags = [...((one['flags'] as string[] | undefined) ?? [])].sort()
      // The amendment's row says nothing of its target; it is that of the row which it may amend.
      const silent = flags.includes('possible_amendment') ? { target: got['target'] } : {}
      expect(got).toEqual({ ...ABSENT, ...silent, ...one, flags })
    })
  }

  it('knows the decision that gives out the list, and finds every column', () => {
    expect(reading.source?.number).toBe('1841-QĐ/TU')
    expect(reading.source?.issuedOn?.toString()).toBe('2025-05-15')
    expect(reading.notices).toEqual([])
  })

  it('names rows and cells as a spreadsheet shows them', () => {
    const salted = reading.tasks.find((task) => task.code === 'NV16')
    expect(salted?.row).toBe(25)
    expect(salted?.warnings.find(({ code }) => code === 'invalid_date_31_6')?.cell).toBe('H25')
  })

  it('reads the people of a cell with post, phone and role', () => {
    const people = reading.tasks.find((task) => task.code === 'NV07')?.people
    expect(people).toEqual([
      { name: 'Nguyễn Văn Phúc', title: 'Phó Giám đốc', phone: null, role: 'supervisor' },
      { name: 'Trần Thị Bình', title: 'Chuyên viên Phòng CNTT', phone: '0900000012', role: 'officer' },
    ])
  })

  it('judges deadlines by the day of the import', () => {
    const later = readTaskList(sheets.value, {
      now: Temporal.PlainDate.from('2025-06-01'),
      directory: [],
      existing: [],
    })
    const past = later.tasks.filter((task) => task.warnings.some(({ code }) => code === 'past_due'))
    expect(past.map((task) => task.code)).toEqual(['NV01', 'NV02', 'NV03', 'NV04', 'NV09'])
  })
})
