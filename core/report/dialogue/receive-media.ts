/** Photos and files: each is kept at once; without words it goes to the task being spoken about, or the bot asks. Pure. */
import { Temporal } from 'temporal-polyfill'
import type { Conversation, OwnReport, Setting } from '../../conversation.ts'
import type { Change } from '../../decision.ts'
import { tapByNumber } from '../../talk/open-menu.ts'
import type { Reply } from '../../talk/reply.ts'
import type { Session } from '../../talk/session.ts'
import { answerWith, type Turn } from '../../talk/turn.ts'
import type { Duty } from '../report.ts'
import { cardItem } from './card.ts'
import { amendedReport, fileAndConclude } from './conclude.ts'
import { contextOf, dutyByCode, dutyByRef } from './known.ts'
import { joinAlbum } from './late-part.ts'

/** Telegram gives bots files up to this size. */
export const MEDIA_LIMIT_MEGABYTES = 20

export interface ReceivedMedia {
  readonly evidenceIds: readonly string[]
  readonly changes: readonly Change[]
  readonly problems: readonly Reply[]
  readonly placeWithoutWords: (conversation: Conversation, setting: Setting) => Turn
}

export function receiveMedia(conversation: Conversation, setting: Setting): ReceivedMedia {
  const stored = conversation.media.flatMap((media) => (media.ok ? [{ id: setting.newId(), media }] : []))
  const gone = conversation.media.filter((media) => !media.ok && media.problem === 'gone').length
  const tooLarge = conversation.media.some((media) => !media.ok && media.problem === 'too_large')
  const problems: Reply[] = []
  if (gone > 0) problems.push({ kind: 'media_gone', count: gone })
  if (tooLarge) problems.push({ kind: 'media_too_large', limitMegabytes: MEDIA_LIMIT_MEGABYTES })
  const evidenceIds = stored.map(({ id }) => id)
  return {
    evidenceIds,
    problems,
    changes: stored.map(({ id, media }) => ({
      kind: 'evidence_received',
      evidence: {
        id,
        reportId: null,
        personId: conversation.sender?.person.id ?? '',
        sha256: media.sha256,
        kind: media.kind,
        fileName: media.fileName,
        mime: media.mime,
        sizeBytes: media.sizeBytes,
        isOriginal: media.kind === 'file',
        albumId: conversation.incoming.albumId,
        inboxId: conversation.inboxId,
        receivedAt: setting.now,
      },
    })),
    placeWithoutWords: (talk, at) => placeWithoutWords(talk, at, evidenceIds),
  }
}

/** Minutes after a report of one task during which a photo without words belongs to it. */
const STILL_SPEAKING_MINUTES = 10

function placeWithoutWords(
  conversation: Conversation,
  setting: Setting,
  evidenceIds: readonly string[],
): Turn {
  if (evidenceIds.length === 0) return answerWith(conversation.session, { kind: 'unsupported' })
  const joined = joinAlbum(conversation, setting, evidenceIds)
  if (joined !== null) return joined
  const duty = spokenAbout(conversation, setting)
  if (duty === null) return keepAndAsk(conversation, setting, evidenceIds)
  const report = conversation.ownReports.find(
    (own) =>
      own.taskId === duty.task.id && own.unitId === duty.unit.id && isRecent(own, conversation, setting),
  )
  return report === undefined
    ? keepForTask(conversation, setting, duty, evidenceIds)
    : attach(conversation, setting, [report], evidenceIds)
}

/** The task a photo without words belongs to: the open question's, the one replied to, the only one, or the last one. */
function spokenAbout(conversation: Conversation, setting: Setting): Duty | null {
  const { focus } = conversation.session
  const { replyTasks } = contextOf(conversation, setting, { askedTask: null, photos: 0, at: setting.now })
  const replied = replyTasks.length === 1 ? dutyByCode(conversation, replyTasks[0] ?? '') : null
  if (replied !== null) return replied
  if (focus !== null) {
    const inFocus = dutyByRef(conversation, focus.taskId, focus.unitId)
    if (inFocus !== null && (focus.field !== 'any' || isWithin(focus.since, setting))) return inFocus
  }
  return conversation.duties.length === 1 ? (conversation.duties[0] ?? null) : null
}

function isWithin(since: string, setting: Setting): boolean {
  return (
    setting.now.epochMilliseconds - Temporal.Instant.from(since).epochMilliseconds <=
    STILL_SPEAKING_MINUTES * 60_000
  )
}

function isRecent(report: OwnReport, conversation: Conversation, setting: Setting): boolean {
  const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(setting.zone).toPlainDate()
  return report.id === conversation.session.focus?.reportId || day(report.filedAt).equals(day(setting.now))
}

/** Photos whose tasks are named now: to today's reports on them; where there is none, its progress is asked for. */
export function placePhotos(
  conversation: Conversation,
  setting: Setting,
  duties: readonly Duty[],
  evidenceIds: readonly string[],
): Turn {
  const reports = duties.flatMap((duty) => amendedReport(conversation, setting, duty, null) ?? [])
  const [first] = duties
  if (reports.length > 0 || first === undefined) return attach(conversation, setting, reports, evidenceIds)
  return keepForTask(conversation, setting, first, evidenceIds)
}

/** Adds evidence to reports as new versions; what they then still lack is asked for. */
function attach(
  conversation: Conversation,
  setting: Setting,
  reports: readonly OwnReport[],
  evidenceIds: readonly string[],
): Turn {
  const pieces = reports.flatMap((report) => {
    const duty = dutyByRef(conversation, report.taskId, report.unitId)
    return duty === null ? [] : [{ duty, reading: null, amends: report }]
  })
  if (pieces.length === 0) return keepAndAsk(conversation, setting, evidenceIds)
  return fileAndConclude(conversation, setting, { pieces, evidenceIds, arrival: setting.now })
}

/** A photo of a task that has no report today: kept, and the progress is asked for. */
function keepForTask(
  conversation: Conversation,
  setting: Setting,
  duty: Duty,
  evidenceIds: readonly string[],
): Turn {
  const since = setting.now.toString()
  const session = withLoosePhotos(conversation.session, evidenceIds, setting)
  return answerWith(
    {
      ...session,
      waiting: null,
      focus: { taskId: duty.task.id, unitId: duty.unit.id, field: 'percent', reportId: null, since },
    },
    {
      kind: 'prompt',
      field: 'percent',
      code: duty.task.code,
      title: duty.task.title,
      previousPercent: duty.last?.content.percent ?? null,
      target: duty.task.target,
    },
  )
}

/** Kept until words come; those that are there already stay as they are. */
export function withLoosePhotos(session: Session, evidenceIds: readonly string[], setting: Setting): Session {
  const known = new Set(session.loosePhotos.map((photo) => photo.evidenceId))
  const at = setting.now.toString()
  const added = evidenceIds.filter((id) => !known.has(id)).map((evidenceId) => ({ evidenceId, at }))
  return added.length === 0 ? session : { ...session, loosePhotos: [...session.loosePhotos, ...added] }
}

/** A message with photos whose question is over without them being placed: they wait for words as loose ones. */
export function withPhotosOfLeft(conversation: Conversation, turn: Turn, setting: Setting): Session {
  const left = conversation.session.waiting
  if (left === null || turn.session.waiting?.id === left.id) return turn.session
  // "Bỏ qua": they prove nothing that is still to come.
  if (turn.replies.some((reply) => reply.kind === 'dialogue_left')) return turn.session
  const placed = new Set(
    turn.changes.flatMap((change) => (change.kind === 'evidence_attached' ? [change.evidenceId] : [])),
  )
  const unplaced = left.evidenceIds.filter((id) => !placed.has(id))
  return withLoosePhotos(turn.session, unplaced, setting)
}

/** Asked once: while the question is the last thing that was said, further photos only get a line. */
function keepAndAsk(conversation: Conversation, setting: Setting, evidenceIds: readonly string[]): Turn {
  const session = withLoosePhotos(conversation.session, evidenceIds, setting)
  const newest = conversation.recentMenus[0]?.message
  const isAsked =
    conversation.session.loosePhotos.length > 0 &&
    newest !== undefined &&
    tapByNumber(newest, 1)?.action === 'evidence_for'
  return answerWith(session, {
    kind: 'photo_kept',
    count: session.loosePhotos.length,
    added: isAsked ? evidenceIds.length : 0,
    candidates: conversation.duties.map((duty) => cardItem(duty, setting)),
    edits: null,
  })
}
