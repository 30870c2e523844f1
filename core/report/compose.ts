/** From what was understood to what is recorded: content of a new report, or of a new version of one. Pure. */
import type { Duty, ReportContent } from './report.ts'
import type { DateMention, TaskReading } from './understand/reading.ts'

/** Content of a new report. "Vẫn như hôm qua" and "tạm dừng" keep the last number; nothing else is carried over. */
export function contentOf(reading: TaskReading, duty: Duty): ReportContent {
  const last = duty.last?.content ?? null
  const before = reading.status === 'unchanged' ? last : null
  const number = before ?? (reading.status === 'paused' ? last : null)
  return {
    status: reading.status,
    percent: reading.percent ?? number?.percent ?? null,
    quantity: reading.quantity ?? number?.quantity ?? null,
    result: reading.result ?? (reading.documents.length > 0 ? reading.documents.join(', ') : null),
    obstacle: reading.obstacle?.text ?? (reading.noObstacle ? null : (before?.obstacle ?? null)),
    cause: reading.obstacle?.cause ?? before?.cause ?? null,
    proposal: reading.proposal?.text ?? before?.proposal ?? null,
    addressee: reading.proposal?.addressee ?? before?.addressee ?? null,
    nextStep: reading.nextStep,
    nextDate: nextDateOf(reading.dates),
    text: reading.excerpt,
  }
}

/** A later message that completes or corrects a report: what it says replaces, what it leaves out stays. */
export function amendedContent(current: ReportContent, reading: TaskReading): ReportContent {
  const saysStatus =
    reading.status !== 'unchanged' && (reading.percent !== null || reading.status !== 'in_progress')
  return {
    status: saysStatus ? reading.status : current.status,
    percent: reading.percent ?? current.percent,
    quantity: reading.quantity ?? (reading.percent === null ? current.quantity : null),
    result: reading.result ?? current.result,
    obstacle: reading.noObstacle ? null : (reading.obstacle?.text ?? current.obstacle),
    cause: reading.obstacle?.cause ?? current.cause,
    proposal: reading.proposal?.text ?? current.proposal,
    addressee: reading.proposal?.addressee ?? current.addressee,
    nextStep: reading.nextStep ?? current.nextStep,
    nextDate: nextDateOf(reading.dates) ?? current.nextDate,
    text: `${current.text}\n${reading.excerpt}`,
  }
}

function nextDateOf(dates: readonly DateMention[]) {
  return dates.find((mention) => mention.kind === 'next_step')?.date ?? null
}
