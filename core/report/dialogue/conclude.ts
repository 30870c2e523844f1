/** Ends a turn in which something was filed: receipt, what is still missing today, and where the talk stands. Pure. */
import type { Temporal } from 'temporal-polyfill'
import type { Conversation, OwnReport, Setting } from '../../conversation.ts'
import type { Change } from '../../decision.ts'
import type { Reply } from '../../talk/reply.ts'
import type { Session } from '../../talk/session.ts'
import type { Turn } from '../../talk/turn.ts'
import { type Filed, fileReports, type Piece } from '../file-reports.ts'
import { filingOf, periodsDueToday } from '../filing.ts'
import type { Duty, MissingItem } from '../report.ts'
import type { TaskReading } from '../understand/reading.ts'
import { keepDrafts, type SplitPieces, splitByLock } from './held-back.ts'
import { withoutPromisesOf } from './promise-made.ts'

/** Files the pieces and answers with the receipt; the session then waits for the first thing that is missing. */
export function fileAndConclude(
  conversation: Conversation,
  setting: Setting,
  message: {
    readonly pieces: readonly Piece[]
    readonly evidenceIds: readonly string[]
    readonly arrival: Temporal.Instant
    readonly before?: readonly Change[]
  },
): Turn {
  const { open, closed } = splitByLock(message.pieces, conversation, setting)
  if (closed.length > 0) return withDrafts(conversation, setting, { ...message, pieces: open }, closed)
  const personId = conversation.sender?.person.id ?? ''
  const filed = fileReports(conversation, setting, { ...message, personId })
  const used = new Set(message.evidenceIds)
  const session: Session = {
    ...conversation.session,
    focus: focusAfter(filed, setting),
    waiting: null,
    loosePhotos: conversation.session.loosePhotos.filter((photo) => !used.has(photo.evidenceId)),
    promises: withoutPromisesOf(
      conversation.session.promises,
      filed.reports.map(({ duty }) => duty.task.code),
    ),
  }
  return {
    changes: [...(message.before ?? []), ...filed.changes],
    replies: [receiptOf(filed, conversation, setting, message.arrival)],
    notices: [],
    session,
  }
}

/** What may not be filed now is kept; the rest of the message is filed as ever. */
function withDrafts(
  conversation: Conversation,
  setting: Setting,
  message: Parameters<typeof fileAndConclude>[2],
  closed: SplitPieces['closed'],
): Turn {
  const filed = message.pieces.length === 0 ? null : fileAndConclude(conversation, setting, message)
  const used = new Set(message.evidenceIds)
  const kept = keepDrafts(closed, filed === null ? message.evidenceIds : [], conversation, setting)
  const session: Session = filed?.session ?? {
    ...conversation.session,
    focus: null,
    waiting: null,
    loosePhotos: conversation.session.loosePhotos.filter((photo) => !used.has(photo.evidenceId)),
  }
  return {
    changes: [...(filed?.changes ?? message.before ?? []), ...kept.changes],
    replies: [...(filed?.replies ?? []), ...kept.replies],
    notices: [],
    session,
  }
}

function receiptOf(filed: Filed, conversation: Conversation, setting: Setting, at: Temporal.Instant): Reply {
  return {
    kind: 'receipt',
    verb: filed.verb,
    number: filed.number,
    at,
    lateMinutes: filed.lateMinutes,
    lines: filed.lines,
    remaining: remainingToday(
      conversation,
      setting,
      filed.reports.map(({ duty }) => duty),
    ),
    photosWithoutTask: conversation.session.loosePhotos.length,
  }
}

const FIELD: Readonly<Record<MissingItem, 'percent' | 'proposal' | 'product' | 'evidence'>> = {
  number: 'percent',
  proposal: 'proposal',
  product: 'product',
  evidence: 'evidence',
}

function focusAfter(filed: Filed, setting: Setting): Session['focus'] {
  const open = filed.reports.find((report) => report.missing.length > 0)
  const single = filed.reports.length === 1 ? filed.reports[0] : undefined
  const next = open ?? single
  if (next === undefined) return null
  const item = next.missing[0]
  return {
    taskId: next.duty.task.id,
    unitId: next.duty.unit.id,
    field: item === undefined ? 'any' : FIELD[item],
    reportId: next.id,
    since: setting.now.toString(),
  }
}

/** Codes of duties still without a complete report for a period that closes today, this message's own left out. */
export function remainingToday(
  conversation: Conversation,
  setting: Setting,
  own: readonly Duty[],
): readonly string[] {
  const named = new Set(own)
  return conversation.duties
    .filter((duty) => duty.task.state === 'open' && !named.has(duty))
    .filter((duty) =>
      periodsDueToday(duty, setting).some((awaited) => filingOf(duty, awaited)?.firstCompleteAt == null),
    )
    .map((duty) => duty.task.code)
}

/**
 * The report a piece belongs to: the one being corrected or completed. A chat message that was edited amends what it
 * filed; "em nhắn nhầm" amends the last one of today; an answer to a question amends the report it asked about.
 */
export function amendedReport(
  conversation: Conversation,
  setting: Setting,
  duty: Duty,
  reading: TaskReading | null,
): OwnReport | null {
  const own = conversation.ownReports.filter(
    (report) => report.taskId === duty.task.id && report.unitId === duty.unit.id,
  )
  const { incoming, session } = conversation
  if (incoming.kind === 'edited') {
    const edited = own.find((report) => report.messageId !== null && report.messageId === incoming.refersTo)
    if (edited !== undefined) return edited
  }
  const asked = numberInFocus(conversation)
  const inFocus = own.find((report) => report.number === asked)
  if (inFocus !== undefined && (session.focus?.field !== 'any' || reading === null)) return inFocus
  const newest = own[0]
  if (newest === undefined || !isOfToday(newest, setting)) return null
  if (reading === null || reading.isCorrection) return newest
  return newest.missing.length > 0 && addsOnlyWhatIsMissing(reading) ? newest : null
}

/** Receipt number of the report the conversation is about; one receipt may hold several tasks. */
function numberInFocus(conversation: Conversation): string | null {
  const id = conversation.session.focus?.reportId ?? null
  return conversation.ownReports.find((report) => report.id === id)?.number ?? null
}

function addsOnlyWhatIsMissing(reading: TaskReading): boolean {
  return reading.percent === null && (reading.status === 'in_progress' || reading.status === 'unchanged')
}

function isOfToday(report: OwnReport, setting: Setting): boolean {
  const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(setting.zone).toPlainDate()
  return day(report.filedAt).equals(day(setting.now))
}
