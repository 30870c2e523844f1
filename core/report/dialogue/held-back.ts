/**
 * Reports that come while input is closed for a conference: refused kindly, kept as drafts, filed by one tap when it is
 * open again. Pure. behaviour §5.
 */
import { Temporal } from 'temporal-polyfill'
import type { Conversation, OwnReport, Setting } from '../../conversation.ts'
import type { Change } from '../../decision.ts'
import type { Conference } from '../../lock/conference.ts'
import { lockOver, opensAgainAt } from '../../lock/input-lock.ts'
import type { DraftPiece, ReportDraft } from '../../lock/report-draft.ts'
import type { LockView } from '../../talk/lock-view.ts'
import type { Reply } from '../../talk/reply.ts'
import { arrivalInstant } from '../../time.ts'
import type { Piece } from '../file-reports.ts'
import type { Duty } from '../report.ts'
import { dutyByRef } from './known.ts'

/**
 * The conference that keeps this duty closed; null: it may be filed. What was sent before the lock is taken, however late
 * we come to it, and so is what can be filed by now.
 */
export function lockOnDuty(
  duty: Pick<Duty, 'task' | 'unit'>,
  conversation: Pick<Conversation, 'incoming'>,
  setting: Setting,
): Conference | null {
  const scope = { programmeId: duty.task.programmeId, unitId: duty.unit.id }
  const sentAt = arrivalInstant(Temporal.Instant.from(conversation.incoming.sentAt), setting.now)
  if (lockOver(setting.conferences, scope, sentAt) === null) return null
  return lockOver(setting.conferences, scope, setting.now)
}

export interface SplitPieces {
  readonly open: readonly Piece[]
  readonly closed: readonly { readonly piece: Piece; readonly conference: Conference }[]
}

export function splitByLock(
  pieces: readonly Piece[],
  conversation: Pick<Conversation, 'incoming'>,
  setting: Setting,
): SplitPieces {
  if (setting.conferences.length === 0) return { open: pieces, closed: [] }
  const judged = pieces.map((piece) => ({ piece, conference: lockOnDuty(piece.duty, conversation, setting) }))
  return {
    open: judged.flatMap(({ piece, conference }) => (conference === null ? [piece] : [])),
    closed: judged.flatMap(({ piece, conference }) => (conference === null ? [] : [{ piece, conference }])),
  }
}

/** A draft per unit and programme, with a refusal each; evidence goes to the first. */
export function keepDrafts(
  closed: SplitPieces['closed'],
  evidenceIds: readonly string[],
  conversation: Conversation,
  setting: Setting,
): { readonly changes: readonly Change[]; readonly replies: readonly Reply[] } {
  const groups = new Map<string, SplitPieces['closed'][number][]>()
  for (const entry of closed) {
    const key = `${entry.piece.duty.task.programmeId} ${entry.piece.duty.unit.id}`
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  const kept = [...groups.values()].map((entries, index) =>
    keepDraft(entries, index === 0 ? evidenceIds : [], conversation, setting),
  )
  return { changes: kept.map(({ change }) => change), replies: kept.map(({ reply }) => reply) }
}

function keepDraft(
  entries: SplitPieces['closed'],
  evidenceIds: readonly string[],
  conversation: Conversation,
  setting: Setting,
): { readonly change: Change; readonly reply: Reply } {
  const [first] = entries
  if (first === undefined) throw new Error('a draft without a piece')
  const { duty } = first.piece
  const pieces = entries.map(({ piece }) => draftPiece(piece))
  const draft: ReportDraft = {
    id: setting.newId(),
    personId: conversation.sender?.person.id ?? '',
    programmeId: duty.task.programmeId,
    unitId: duty.unit.id,
    pieces,
    text: wordsOf(pieces),
    evidenceIds,
    keptAt: setting.now,
    toldAt: null,
  }
  const view: LockView = {
    of: 'report_refused',
    codes: pieces.map(({ code }) => code),
    programme: duty.programme.name,
    startsAt: first.conference.startsAt,
    lockFrom: first.conference.lockFrom,
    opensAt: opensAgainAt(setting.conferences, draft, setting.now),
    text: draft.text,
    evidenceCount: evidenceIds.length,
  }
  return { change: { kind: 'draft_kept', draft }, reply: { kind: 'lock', view } }
}

function draftPiece({ duty, reading, amends }: Piece): DraftPiece {
  return {
    taskId: duty.task.id,
    unitId: duty.unit.id,
    code: duty.task.code,
    reading:
      reading === null
        ? null
        : {
            ...reading,
            milestones: [...reading.milestones],
            dates: [...reading.dates],
            documents: [...reading.documents],
            history: [...reading.history],
          },
    amends: amends?.id ?? null,
  }
}

/** What he said of each task; a button says little, so that the task is named. */
function wordsOf(pieces: readonly DraftPiece[]): string {
  return pieces
    .map(({ code, reading }) => {
      const said = (reading?.excerpt ?? '').replace(/^[\s,;:.–-]+|[\s,;:.–-]+$/g, '')
      return said.includes(code) ? said : `${code} ${said}`.trim()
    })
    .join('; ')
}

/** One note per programme whose input is closed for open duties of his. */
export function closedNotes({ duties }: Pick<Conversation, 'duties'>, setting: Setting): readonly Reply[] {
  const notes = new Map<string, Reply>()
  for (const { task, unit, programme } of duties) {
    const scope = { programmeId: programme.id, unitId: unit.id }
    const conference = task.state === 'open' ? lockOver(setting.conferences, scope, setting.now) : null
    if (conference === null || notes.has(programme.id)) continue
    const opensAt = opensAgainAt(setting.conferences, scope, setting.now)
    const { startsAt } = conference
    notes.set(programme.id, {
      kind: 'lock',
      view: { of: 'input_closed', programme: programme.name, startsAt, opensAt },
    })
  }
  return [...notes.values()]
}

/** Drafts that can be filed now. */
export function fileableDrafts(
  drafts: readonly ReportDraft[],
  conferences: readonly Conference[],
  at: Temporal.Instant,
): readonly ReportDraft[] {
  return drafts.filter((draft) => lockOver(conferences, draft, at) === null)
}

/** What a draft has become by now: a task that went to other hands is left out. Evidence alone needs its report. */
export function piecesOfDraft(draft: ReportDraft, conversation: Conversation): readonly Piece[] {
  return draft.pieces.flatMap((piece): Piece[] => {
    const duty = dutyByRef(conversation, piece.taskId, piece.unitId)
    const amends: OwnReport | null = conversation.ownReports.find(({ id }) => id === piece.amends) ?? null
    if (duty === null || (piece.reading === null && amends === null)) return []
    return [{ duty, reading: piece.reading, amends }]
  })
}
