/** Compares what was read with what was meant. */
import type { Reading, ReportStatus } from '../../core/report/understand/reading.ts'
import type { ExpectedReading } from './case-file.ts'

const STATUS_KEYS: Readonly<Record<ReportStatus, string>> = {
  not_started: 'chua_thuc_hien',
  in_progress: 'dang_thuc_hien',
  done: 'hoan_thanh',
  paused: 'tam_dung',
  unchanged: 'khong_thay_doi',
}

export interface Outcome {
  readonly id: string
  readonly intent: Reading['intent']
  readonly sub: string | null
  readonly tasks: readonly {
    readonly code: string
    readonly status: string
    readonly percent: number | null
    readonly has_obstacle: boolean
    readonly has_proposal: boolean
  }[]
  readonly ask: readonly string[]
}

export function outcomeOf(id: string, reading: Reading): Outcome {
  if (reading.intent === 'not_report')
    return { id, intent: reading.intent, sub: reading.kind, tasks: [], ask: [] }
  return {
    id,
    intent: reading.intent,
    sub: null,
    tasks: reading.pieces.map((piece) => ({
      code: piece.code,
      status: STATUS_KEYS[piece.status],
      percent: piece.percent,
      has_obstacle: piece.obstacle !== null,
      has_proposal: piece.proposal !== null,
    })),
    ask: reading.questions.map((question) => question.kind),
  }
}

export interface Comparison {
  readonly differences: readonly string[]
  /** A record where none may be, a task wrongly completed, or another task's record. */
  readonly isSevere: boolean
}

/** Intent always; for reports the set of codes and per code status, percent, obstacle and proposal. */
export function compare(expected: ExpectedReading, outcome: Outcome): Comparison {
  const differences: string[] = []
  let isSevere = false
  if (expected.intent !== outcome.intent) {
    differences.push(
      `loại: mong ${expected.intent}, đọc ${outcome.intent} ${outcome.sub ?? outcome.ask.join(',')}`,
    )
    isSevere = outcome.intent === 'report'
  } else if (expected.intent === 'not_report' && expected.sub && expected.sub !== outcome.sub) {
    differences.push(`kiểu: mong ${expected.sub}, đọc ${outcome.sub}`)
  }
  if (expected.intent !== 'report') return { differences, isSevere }
  for (const task of expected.tasks) {
    const read = outcome.tasks.find((each) => each.code === task.code)
    if (read === undefined) {
      differences.push(`${task.code}: thiếu`)
      continue
    }
    if (read.status !== task.status) {
      differences.push(`${task.code} trạng thái: mong ${task.status}, đọc ${read.status}`)
      isSevere ||= read.status === 'hoan_thanh'
    }
    if (!samePercent(read.percent, task.percent ?? null)) {
      differences.push(`${task.code} %: mong ${task.percent ?? null}, đọc ${read.percent}`)
    }
    if (read.has_obstacle !== Boolean(task.obstacle))
      differences.push(`${task.code} vướng: đọc ${read.has_obstacle}`)
    if (read.has_proposal !== Boolean(task.proposal))
      differences.push(`${task.code} đề xuất: đọc ${read.has_proposal}`)
  }
  for (const task of outcome.tasks) {
    if (expected.tasks.some((each) => each.code === task.code)) continue
    differences.push(`${task.code}: thừa`)
    isSevere = true
  }
  return { differences, isSevere }
}

function samePercent(a: number | null, b: number | null): boolean {
  return a === b || (a !== null && b !== null && Math.abs(a - b) < 0.06)
}
