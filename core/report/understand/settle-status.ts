/** How a task stands, from what its piece says and the number it names; contradictions are asked. */
import type { Doubt } from './doubt.ts'
import type { Amounts } from './extract-amounts.ts'
import type { StatusFacts } from './extract-status.ts'
import { type Item, isTag } from './item.ts'
import type { ReportStatus } from './reading.ts'
import type { SettledPercent } from './settle-percent.ts'

export interface SettledStatus {
  readonly status: ReportStatus | null
  readonly blocking: Doubt | null
}

const PROGRESS: SettledStatus = { status: 'in_progress', blocking: null }

function doubtful(blocking: Doubt): SettledStatus {
  return { status: 'in_progress', blocking }
}

/** Status of a piece from its verdicts and its settled percentage; null when nothing is said of it. */
export function settleStatus(
  status: StatusFacts,
  percent: SettledPercent,
  amounts: Amounts,
  items: readonly Item[],
): SettledStatus {
  if (status.isCancelled && percent.value === null) {
    return doubtful({ kind: 'done_or_not', because: 'unclear' })
  }
  const closed = settleDone(status, percent, amounts)
  if (closed !== null) return closed
  if (status.isPaused) return { status: 'paused', blocking: null }
  const isNothing = (percent.value === null || percent.value === 0) && percent.quantity === null
  if (status.isNotStarted && isNothing && !status.done.includes('part'))
    return { status: 'not_started', blocking: null }
  if (status.isUnchanged && percent.quantity === null) return { status: 'unchanged', blocking: null }
  if (percent.value === 0) return { status: 'not_started', blocking: null }
  const isTold =
    percent.value !== null ||
    percent.blocking !== null ||
    hasStages(amounts) ||
    status.isProgress ||
    status.done.some((each) => each === 'part' || each === 'not' || each === 'near') ||
    items.some((item) => isTag(item, 'lag'))
  return isTold ? PROGRESS : { status: null, blocking: null }
}

function hasStages(amounts: Amounts): boolean {
  return amounts.percents.some((each) => each.role === 'stage')
}

/** Done, nearly done, or a contradiction; null when the piece does not claim the end. */
function settleDone(status: StatusFacts, percent: SettledPercent, amounts: Amounts): SettledStatus | null {
  const has = (verdict: StatusFacts['done'][number]) => status.done.includes(verdict)
  const isOpenNumber = percent.value === null || percent.value === 100
  if (has('near') && isOpenNumber) return doubtful({ kind: 'percent', because: 'nearly_done' })
  if (has('period') && isOpenNumber) return doubtful({ kind: 'percent', because: 'whole_task' })
  const leaves = leavesSomething(status, amounts) || has('not') || has('part')
  if (has('counted') && !has('whole') && !isOpenNumber) return PROGRESS
  if ((has('whole') || has('counted')) && !hasStages(amounts)) {
    if (!isOpenNumber) return doubtful({ kind: 'done_or_not', because: 'contradiction' })
    if (leaves && percent.blocking !== null) return PROGRESS
    if (leaves) return doubtful({ kind: 'done_or_not', because: 'contradiction' })
    return percent.isExceeded ? PROGRESS : { status: 'done', blocking: null }
  }
  if (percent.value === 100 && !percent.isExceeded && !hasStages(amounts)) {
    if (leaves || has('future')) return doubtful({ kind: 'done_or_not', because: 'contradiction' })
    return { status: 'done', blocking: null }
  }
  const isVague = has('object') && percent.value === null && percent.blocking === null
  return isVague ? doubtful({ kind: 'done_or_not', because: 'unclear' }) : null
}

/** "còn 3 xã", "chưa chạy được": something is still open. */
function leavesSomething(status: StatusFacts, amounts: Amounts): boolean {
  return (
    status.hasOpenPart ||
    status.isNotStarted ||
    amounts.counts.some((each) => each.role === 'remaining') ||
    amounts.ratios.some((each) => each.role === 'remaining')
  )
}
