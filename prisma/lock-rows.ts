/** Conferences, locks, frozen snapshots and drafts: read as the rules see them, written as they decide. */
import type { Temporal } from 'temporal-polyfill'
import type { Change } from '../core/decision.ts'
import { CONFERENCE_STATES, type Conference } from '../core/lock/conference.ts'
import type { LockChange } from '../core/lock/lock-change.ts'
import type { FrozenSnapshot } from '../core/lock/lock-records.ts'
import { draftPieces, type ReportDraft } from '../core/lock/report-draft.ts'
import type { Transaction } from './commit.ts'
import { DecisionOutdated } from './decision-outdated.ts'
import type { ConferenceModel, LockExceptionModel, ReportDraftModel } from './generated/models.ts'
import { dbInstant, instant, json, oneOf, optionalInstant } from './rows.ts'

/** A lock that ended this long ago may still have closed a cut-off that is spoken of. */
const DAYS_BACK = 60

/** Of all programmes, earliest first: what is to come, and what ended in the last 60 days; `now` null: all there ever were. */
export async function loadConferences(
  tx: Transaction,
  now: Temporal.Instant | null,
): Promise<readonly Conference[]> {
  const rows = await tx.conference.findMany({
    where: now === null ? {} : { endsAt: { gte: dbInstant(now.subtract({ hours: DAYS_BACK * 24 })) } },
    include: { exceptions: { orderBy: { at: 'asc' } } },
    orderBy: [{ startsAt: 'asc' }, { plannedAt: 'asc' }],
  })
  return rows.map(conferenceOf)
}

function conferenceOf(row: ConferenceModel & { exceptions: LockExceptionModel[] }): Conference {
  return {
    id: row.id,
    programmeId: row.programmeId,
    startsAt: instant(row.startsAt),
    endsAt: instant(row.endsAt),
    lockFrom: instant(row.lockFrom),
    lockUntil: instant(row.lockUntil),
    movedFrom: optionalInstant(row.movedFrom),
    state: oneOf(CONFERENCE_STATES, row.state, 'planned'),
    warnedDays: row.warnedDays,
    frozenAt: optionalInstant(row.frozenAt),
    exceptions: row.exceptions.map(({ id, unitId, from, until, reason }) => ({
      id,
      unitId,
      from: instant(from),
      until: instant(until),
      reason,
    })),
  }
}

/** With the checksum that the audit log kept of it. */
export async function loadFrozen(tx: Transaction, conferenceId: string): Promise<FrozenSnapshot | null> {
  const row = await tx.lockSnapshot.findUnique({ where: { conferenceId } })
  if (row === null) return null
  const audited = await tx.auditEntry.findFirst({
    where: { action: 'snapshot_frozen', subject: `conference:${conferenceId}` },
  })
  const { id, content, sha256 } = row
  return { id, content, sha256, takenAt: instant(row.takenAt), auditedSha256: sha256In(audited?.after) }
}

function sha256In(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('sha256' in value)) return null
  return typeof value.sha256 === 'string' ? value.sha256 : null
}

/** Kept ones, oldest first; `personId` null: everybody's. */
export async function loadDrafts(tx: Transaction, personId: string | null): Promise<readonly ReportDraft[]> {
  const rows = await tx.reportDraft.findMany({
    where: { state: 'kept', ...(personId === null ? {} : { personId }) },
    orderBy: [{ keptAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(draftOf)
}

/** One that cannot be read any more has no pieces: its words are all that is left of it. */
function draftOf(row: ReportDraftModel): ReportDraft {
  const { id, personId, programmeId, unitId, text, evidenceIds } = row
  const pieces = draftPieces.safeParse(row.pieces)
  return {
    id,
    personId,
    programmeId,
    unitId,
    text,
    evidenceIds,
    pieces: pieces.success ? pieces.data : [],
    keptAt: instant(row.keptAt),
    toldAt: optionalInstant(row.toldAt),
  }
}

// ───────────────────────────────────────────── writing

type Of<Kind extends LockChange['kind']> = Extract<LockChange, { kind: Kind }>

export async function writeLocks(tx: Transaction, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    switch (change.kind) {
      case 'conference_planned':
        await writePlanned(tx, change)
        break
      case 'conference_closed':
        await writeClosed(tx, change)
        break
      case 'lock_shifted':
        await writeShifted(tx, change)
        break
      case 'unit_let_in':
        await writeLetIn(tx, change)
        break
      case 'unit_shut_out':
        await tx.lockException.updateMany({
          where: { id: { in: [...change.exceptionIds] }, until: { gt: dbInstant(change.at) } },
          data: { until: dbInstant(change.at) },
        })
        break
      case 'lock_warned':
        await tx.conference.update({
          where: { id: change.conferenceId },
          data: { warnedDays: change.days },
        })
        break
      case 'snapshot_frozen':
        await writeFrozen(tx, change)
        break
      case 'draft_kept':
        await writeDraft(tx, change)
        break
      case 'drafts_settled':
        await writeSettled(tx, change)
        break
      case 'drafts_told':
        await tx.reportDraft.updateMany({
          where: { id: { in: [...change.ids] } },
          data: { toldAt: dbInstant(change.at) },
        })
        break
      default:
        break
    }
  }
}

async function writePlanned(
  tx: Transaction,
  { conference, personId, at }: Of<'conference_planned'>,
): Promise<void> {
  const { id, programmeId, movedFrom } = conference
  const startsAt = dbInstant(conference.startsAt)
  const other = await tx.conference.findFirst({ where: { programmeId, startsAt, state: 'planned' } })
  if (other !== null) throw new DecisionOutdated(`a conference of ${programmeId} is planned for then already`)
  await tx.conference.create({
    data: {
      id,
      programmeId,
      startsAt,
      endsAt: dbInstant(conference.endsAt),
      lockFrom: dbInstant(conference.lockFrom),
      lockUntil: dbInstant(conference.lockUntil),
      movedFrom: movedFrom === null ? null : dbInstant(movedFrom),
      plannedById: personId,
      plannedAt: dbInstant(at),
    },
  })
}

async function writeClosed(
  tx: Transaction,
  { id, lockFrom, state, lockUntil }: Of<'conference_closed'>,
): Promise<void> {
  const { count } = await tx.conference.updateMany({
    where: { id, state: 'planned', lockFrom: dbInstant(lockFrom) },
    data: { state, lockUntil: dbInstant(lockUntil) },
  })
  if (count === 0) throw new DecisionOutdated(`conference ${id} was changed meanwhile`)
}

async function writeShifted(tx: Transaction, { id, before, after }: Of<'lock_shifted'>): Promise<void> {
  const { count } = await tx.conference.updateMany({
    where: { id, state: 'planned', lockFrom: dbInstant(before), frozenAt: null },
    data: { lockFrom: dbInstant(after), warnedDays: null },
  })
  if (count === 0) throw new DecisionOutdated(`the lock of conference ${id} was changed meanwhile`)
}

async function writeLetIn(
  tx: Transaction,
  { conferenceId, exception, personId, at }: Of<'unit_let_in'>,
): Promise<void> {
  const { id, unitId, from, until, reason } = exception
  await tx.lockException.create({
    data: {
      id,
      conferenceId,
      unitId,
      from: dbInstant(from),
      until: dbInstant(until),
      reason,
      personId,
      at: dbInstant(at),
    },
  })
}

async function writeFrozen(tx: Transaction, change: Of<'snapshot_frozen'>): Promise<void> {
  const { id, conferenceId, content, sha256, at } = change
  const takenAt = dbInstant(at)
  await tx.lockSnapshot.create({ data: { id, conferenceId, content, sha256, takenAt } })
  await tx.conference.update({ where: { id: conferenceId }, data: { frozenAt: takenAt } })
}

async function writeDraft(tx: Transaction, { draft }: Of<'draft_kept'>): Promise<void> {
  const { pieces, evidenceIds, keptAt, toldAt, ...row } = draft
  await tx.reportDraft.create({
    data: {
      ...row,
      pieces: json(pieces),
      evidenceIds: [...evidenceIds],
      keptAt: dbInstant(keptAt),
      toldAt: toldAt === null ? null : dbInstant(toldAt),
    },
  })
}

async function writeSettled(tx: Transaction, { ids, state, at }: Of<'drafts_settled'>): Promise<void> {
  const { count } = await tx.reportDraft.updateMany({
    where: { id: { in: [...ids] }, state: 'kept' },
    data: { state, settledAt: dbInstant(at) },
  })
  if (count < ids.length) throw new DecisionOutdated('a draft was settled meanwhile')
}
