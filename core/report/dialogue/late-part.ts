/**
 * Parts of an album that come after the others were answered: they join what these were taken for, without a second
 * receipt or question. Pure. behaviour §3c.
 */
import type { AlbumSoFar, Conversation, OwnReport, Setting } from '../../conversation.ts'
import type { Change } from '../../decision.ts'
import type { Receipt } from '../../talk/reply.ts'
import { answerWith, type Turn } from '../../talk/turn.ts'
import { lateMinutesAt } from '../file-reports.ts'
import { periodsOfReport } from '../filing.ts'
import { cardItem } from './card.ts'
import { remainingToday } from './conclude.ts'
import { lockOnDuty } from './held-back.ts'
import { dutyByRef } from './known.ts'
import { currentLine } from './receipt-line.ts'

/** Null: no earlier part is known. */
export function joinAlbum(
  conversation: Conversation,
  setting: Setting,
  evidenceIds: readonly string[],
): Turn | null {
  const { album, session } = conversation
  if (album === null) return null
  if (album.reports.some((report) => isLocked(report, conversation, setting))) return null
  if (album.reports.length > 0) return joinReports(conversation, setting, album, evidenceIds)
  const earlier = new Set(album.evidenceIds)
  const added = evidenceIds.length
  if (session.waiting?.evidenceIds.some((id) => earlier.has(id)) === true) {
    const waiting = { ...session.waiting, evidenceIds: [...session.waiting.evidenceIds, ...evidenceIds] }
    return answerWith({ ...session, waiting }, { kind: 'photo_joined', added })
  }
  if (!session.loosePhotos.some((photo) => earlier.has(photo.evidenceId))) return null
  const at = setting.now.toString()
  const loosePhotos = [...session.loosePhotos, ...evidenceIds.map((evidenceId) => ({ evidenceId, at }))]
  return answerWith(
    { ...session, loosePhotos },
    {
      kind: 'photo_kept',
      count: loosePhotos.length,
      added,
      candidates: conversation.duties.map((duty) => cardItem(duty, setting)),
      // A question for the progress stands there by now, and stays.
      edits: session.focus === null ? album.answerId : null,
    },
  )
}

/** What comes while input is closed goes the way of all reports then. */
function isLocked({ taskId, unitId }: OwnReport, conversation: Conversation, setting: Setting): boolean {
  const duty = dutyByRef(conversation, taskId, unitId)
  return duty !== null && lockOnDuty(duty, conversation, setting) !== null
}

/** More evidence of the same version: what the reports lack cannot change, an earlier part is evidence already. */
function joinReports(
  conversation: Conversation,
  setting: Setting,
  album: AlbumSoFar,
  evidenceIds: readonly string[],
): Turn {
  const changes = album.reports.flatMap((report) =>
    evidenceIds.map((evidenceId): Change => ({ kind: 'evidence_attached', evidenceId, reportId: report.id })),
  )
  return {
    changes,
    replies: [
      {
        kind: 'receipt_grown',
        receipt: receiptNow(conversation, setting, album, evidenceIds.length),
        added: evidenceIds.length,
        edits: album.answerId,
      },
    ],
    notices: [],
    session: conversation.session,
  }
}

/** The receipt as it would be written now. */
function receiptNow(conversation: Conversation, setting: Setting, album: AlbumSoFar, added: number): Receipt {
  const number = album.reports[0]?.number ?? ''
  const grown = new Set(album.reports.map((report) => report.id))
  const own = conversation.ownReports.filter((report) => report.number === number)
  const reports = own.map((report) =>
    grown.has(report.id) ? { ...report, evidenceCount: report.evidenceCount + added } : report,
  )
  const duties = reports.flatMap((report) => dutyByRef(conversation, report.taskId, report.unitId) ?? [])
  const filedAt = reports[0]?.filedAt ?? setting.now
  const periods = duties.flatMap((duty) => periodsOfReport(duty, filedAt, null, setting))
  return {
    kind: 'receipt',
    verb: reports.some((report) => report.version > 1) ? 'amended' : 'filed',
    number,
    at: filedAt,
    lateMinutes: lateMinutesAt(filedAt, periods),
    lines: reports.map((report) => currentLine(report, reportBefore(report, conversation), setting.zone)),
    remaining: remainingToday(conversation, setting, duties),
    photosWithoutTask: conversation.session.loosePhotos.length,
  }
}

/** Of the last days; an amended receipt names no earlier figure. */
function reportBefore(report: OwnReport, { ownReports }: Conversation): OwnReport | null {
  if (report.version > 1) return null
  return (
    ownReports.find(
      (other) =>
        other.taskId === report.taskId &&
        other.unitId === report.unitId &&
        other.filedAt.epochMilliseconds < report.filedAt.epochMilliseconds,
    ) ?? null
  )
}
