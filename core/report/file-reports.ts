/** Files what was understood: new reports under one receipt number, or new versions of earlier ones. Pure. */
import type { Temporal } from 'temporal-polyfill'
import type { Conversation, OwnReport, Setting } from '../conversation.ts'
import type { Change } from '../decision.ts'
import { cutOffOf } from '../programme/cut-off.ts'
import { periodOf } from '../programme/period.ts'
import type { ReceiptLine } from '../talk/reply.ts'
import { missingItems } from './completeness.ts'
import { amendedContent, contentOf } from './compose.ts'
import { filingAfter, filingOf, periodsOfReport } from './filing.ts'
import { obstacleChanges } from './obstacles.ts'
import { plausibilityFlags } from './plausibility.ts'
import type { Duty, Filing, MissingItem, ReportContent } from './report.ts'
import type { TaskReading } from './understand/reading.ts'

/** One task's share of a message: `reading` null adds evidence only. */
export interface Piece {
  readonly duty: Duty
  readonly reading: TaskReading | null
  /** The report it completes or corrects; null: a new report. */
  readonly amends: OwnReport | null
}

export interface Filed {
  readonly changes: readonly Change[]
  readonly number: string
  readonly verb: 'filed' | 'amended'
  /** Of the strictest period; 0: in time for all. */
  readonly lateMinutes: number
  readonly lines: readonly ReceiptLine[]
  readonly reports: readonly {
    readonly id: string
    readonly duty: Duty
    readonly missing: readonly MissingItem[]
    readonly isNew: boolean
  }[]
  readonly filings: readonly Filing[]
}

interface Version {
  readonly piece: Piece
  readonly reportId: string
  readonly number: string
  readonly content: ReportContent
  readonly evidenceCount: number
  readonly missing: readonly MissingItem[]
  readonly changes: readonly Change[]
  readonly filings: readonly Filing[]
  readonly lateMinutes: number
}

/** "BC-261123-0042" from the local day and the day's running number (at least four digits). */
export function receiptNumber(day: Temporal.PlainDate, sequence: number): string {
  const date = day.toString().slice(2).replaceAll('-', '')
  return `BC-${date}-${sequence.toString().padStart(4, '0')}`
}

/**
 * Evidence goes to every piece of the message: a photo sent with words proves what the words say. `arrival` is the
 * channel's own time of the message; on time or late is judged by it.
 */
export function fileReports(
  conversation: Conversation,
  setting: Setting,
  message: {
    readonly pieces: readonly Piece[]
    readonly evidenceIds: readonly string[]
    readonly arrival: Temporal.Instant
    readonly personId: string
  },
): Filed {
  const day = message.arrival.toZonedDateTimeISO(setting.zone).toPlainDate()
  const isAllAmended = message.pieces.every((piece) => piece.amends !== null)
  const number = isAllAmended
    ? (message.pieces[0]?.amends?.number ?? '')
    : receiptNumber(day, setting.nextReceipt())
  const versions = message.pieces.map((piece) =>
    versionOf(piece, conversation, setting, { ...message, day, number }),
  )
  return {
    changes: versions.flatMap((version) => version.changes),
    number,
    verb: isAllAmended ? 'amended' : 'filed',
    lateMinutes: Math.max(0, ...versions.map((version) => version.lateMinutes)),
    lines: versions.map((version) => lineOf(version, setting)),
    reports: versions.map(({ reportId, piece, missing }) => ({
      id: reportId,
      duty: piece.duty,
      missing,
      isNew: piece.amends === null,
    })),
    filings: versions.flatMap((version) => version.filings),
  }
}

interface MessageFacts {
  readonly evidenceIds: readonly string[]
  readonly arrival: Temporal.Instant
  readonly personId: string
  readonly day: Temporal.PlainDate
  readonly number: string
}

function versionOf(
  piece: Piece,
  conversation: Conversation,
  setting: Setting,
  message: MessageFacts,
): Version {
  const { duty, reading, amends } = piece
  const reportId = amends?.id ?? setting.newId()
  const content = contentAfter(piece)
  const evidenceCount = (amends?.evidenceCount ?? 0) + message.evidenceIds.length
  const missing = missingItems(content, evidenceCount, duty.programme.settings.checklist)
  const flags = plausibilityFlags(content, duty, {
    decreaseExplained:
      reading === null || reading.decreaseExplained || reading.isCorrection || amends !== null,
  })
  const version = {
    reportId,
    version: (amends?.version ?? 0) + 1,
    at: message.arrival,
    personId: message.personId,
    content,
    missing,
    flags,
  }
  const settled = settledPeriods(piece, setting, message.arrival, {
    reportId,
    isComplete: missing.length === 0,
  })
  const changes: Change[] = [
    amends === null
      ? { kind: 'report_filed', version, report: newReport(piece, conversation, message, reportId) }
      : { kind: 'report_amended', version },
    ...evidenceChanges(message.evidenceIds, reportId),
    ...settled.filings.map((filing): Change => ({ kind: 'filing_set', filing })),
    ...obstacleChanges(
      { ...piece, content, reportId, personId: message.personId, at: message.arrival },
      setting.newId,
    ),
    ...stateChanges(piece, content, missing, setting),
  ]
  return {
    piece,
    reportId,
    number: amends?.number ?? message.number,
    content,
    evidenceCount,
    missing,
    changes,
    ...settled,
  }
}

function contentAfter({ duty, reading, amends }: Piece): ReportContent {
  if (amends === null) {
    if (reading === null) throw new Error('a new report needs a reading')
    return contentOf(reading, duty)
  }
  return reading === null ? amends.content : amendedContent(amends.content, reading)
}

function newReport(piece: Piece, conversation: Conversation, message: MessageFacts, id: string) {
  return {
    id,
    number: message.number,
    taskId: piece.duty.task.id,
    unitId: piece.duty.unit.id,
    personId: message.personId,
    channel: conversation.incoming.thread.channel,
    inboxId: conversation.inboxId,
    filedAt: message.arrival,
    filedOn: message.day,
  }
}

/** An amendment counts for the periods of the report it amends; only its first complete version sets the time. */
function settledPeriods(
  piece: Piece,
  setting: Setting,
  arrival: Temporal.Instant,
  version: { readonly reportId: string; readonly isComplete: boolean },
) {
  const lateFor = piece.reading?.lateFor ?? null
  const base = piece.amends?.filedAt ?? arrival
  const periods = periodsOfReport(piece.duty, base, lateFor, setting)
  const filings = periods.flatMap((awaited) => {
    const judged = { ...awaited, ...latenessAt(arrival, awaited.cutOff) }
    const filing = filingAfter(filingOf(piece.duty, awaited), { ...version, at: arrival }, piece.duty, judged)
    return filing === null ? [] : [filing]
  })
  const own = periods.filter((awaited) => lateFor === null || awaited.period.key !== lateFor.toString())
  return { filings, lateMinutes: lateMinutesAt(arrival, own) }
}

/** Minutes past the strictest of the cut-offs, begun ones counted whole; 0: in time for all. */
export function lateMinutesAt(
  arrival: Temporal.Instant,
  periods: readonly { readonly cutOff: Temporal.Instant }[],
): number {
  return Math.max(0, ...periods.map(({ cutOff }) => latenessAt(arrival, cutOff).delayMinutesCeiled))
}

function latenessAt(arrival: Temporal.Instant, cutOff: Temporal.Instant) {
  const milliseconds = arrival.epochMilliseconds - cutOff.epochMilliseconds
  const isLate = milliseconds >= 0
  return {
    isLate,
    delayMinutes: isLate ? Math.floor(milliseconds / 60_000) : 0,
    /** For the receipt: a report seconds after the cut-off is "muộn 1 phút", never "trước hạn". */
    delayMinutesCeiled: isLate ? Math.max(1, Math.ceil(milliseconds / 60_000)) : 0,
  }
}

function evidenceChanges(evidenceIds: readonly string[], reportId: string): Change[] {
  return evidenceIds.map((evidenceId) => ({ kind: 'evidence_attached', evidenceId, reportId }))
}

/** Done and complete closes the task; a correction of such a report to less opens it again. */
function stateChanges(
  piece: Piece,
  content: ReportContent,
  missing: readonly MissingItem[],
  setting: Setting,
): Change[] {
  const { task, peersDone } = piece.duty
  const isDone = content.status === 'done' && missing.length === 0 && peersDone
  if (isDone && task.state === 'open') {
    return [{ kind: 'task_state_set', taskId: task.id, state: 'done', at: setting.now }]
  }
  if (!isDone && task.state === 'done' && piece.amends !== null) {
    return [{ kind: 'task_state_set', taskId: task.id, state: 'open', at: setting.now }]
  }
  return []
}

function lineOf(version: Version, setting: Setting): ReceiptLine {
  const { duty, amends } = version.piece
  const last = duty.last !== null && duty.last.id !== amends?.id ? duty.last : null
  const previousPercent = last?.content.percent ?? null
  return {
    ref: { taskId: duty.task.id, unitId: duty.unit.id },
    code: duty.task.code,
    status: version.content.status,
    percent: version.content.percent,
    quantity: version.content.quantity,
    previous:
      last === null || previousPercent === null
        ? null
        : { percent: previousPercent, on: last.filedAt.toZonedDateTimeISO(setting.zone).toPlainDate() },
    obstacle: version.content.obstacle,
    proposal: version.content.proposal,
    result: version.content.result,
    nextStep: version.content.nextStep,
    evidenceCount: version.evidenceCount,
    missing: version.missing,
    flags: flagsOf(version),
    backDay: backDayOf(version, setting),
  }
}

/** The day of "báo bù", and whether anything of it was still open. */
function backDayOf({ piece, filings }: Version, setting: Setting): ReceiptLine['backDay'] {
  const day = piece.reading?.lateFor ?? null
  if (day === null) return null
  const { settings } = piece.duty.programme
  const filing = filings.find(({ regime, periodKey }) => regime === 'daily' && periodKey === day.toString())
  if (filing !== undefined) return { day, state: 'filed', delayMinutes: filing.delayMinutes }
  const cutOff = cutOffOf(periodOf('daily', day), settings, setting.calendar, setting.zone)
  return { day, state: cutOff === null ? 'day_off' : 'settled_before', delayMinutes: 0 }
}

function flagsOf(version: Version) {
  for (const change of version.changes) {
    if (change.kind === 'report_filed' || change.kind === 'report_amended') return change.version.flags
  }
  return []
}
