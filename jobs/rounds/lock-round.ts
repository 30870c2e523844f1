/** The round of conferences: warnings before the lock, the freeze at it, drafts that may be sent again. behaviour §5. */
import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import type { Change, Decision } from '../../core/decision.ts'
import type { Conference } from '../../core/lock/conference.ts'
import { freeze, lackingByUnit, overviewAtLock } from '../../core/lock/freeze.ts'
import { hasReopened, lockOver } from '../../core/lock/input-lock.ts'
import { lackingByPerson } from '../../core/lock/lacking.ts'
import { windowStart } from '../../core/lock/lock-interval.ts'
import { previousEndOf } from '../../core/lock/plan-conference.ts'
import type { ReportDraft } from '../../core/lock/report-draft.ts'
import { type LockStep, lockStepDue } from '../../core/lock/steps.ts'
import type { RoundRoom } from '../../core/ports.ts'
import type { ProgrammeInUse } from '../../core/reminder/moment.ts'
import { explanationsOf } from '../../core/summary/explanation.ts'
import { CONFERENCE_FILES, type ConferenceFile } from '../../core/summary/export-order.ts'
import type { ConferenceFacts, LockView, LockWarningPart } from '../../core/talk/lock-view.ts'
import type { OutboxDraft, Payload } from '../../core/talk/outbox.ts'
import { isBefore, isoText, localDate } from '../../core/time.ts'
import type { Say } from '../say.ts'

interface LockTick {
  readonly now: Temporal.Instant
  readonly room: RoundRoom
  readonly say: Say
  readonly conferences: readonly Conference[]
}

interface DueConference {
  readonly conference: Conference
  readonly programme: ProgrammeInUse
  readonly step: LockStep
}

export async function decideLocks(now: Temporal.Instant, room: RoundRoom, say: Say): Promise<Decision> {
  const conferences = await room.library.locks.conferences()
  const tick = { now, room, say, conferences }
  const due = dueOf(tick)
  const warned = await warn(due, tick)
  const frozen = await freezeAll(due, tick)
  const told = await tellDrafts(tick)
  return {
    changes: [...warned.changes, ...frozen.changes, ...told.changes],
    messages: [...warned.messages, ...frozen.messages, ...told.messages],
  }
}

function dueOf({ conferences, room, now }: LockTick): readonly DueConference[] {
  return conferences.flatMap((conference): DueConference[] => {
    const programme = room.programmes.find(({ id }) => id === conference.programmeId)
    if (programme === undefined || !programme.active) return []
    const { settings } = programme
    const step = lockStepDue(conference, { settings, calendar: room.calendar, zone: room.zone }, now)
    return step === null ? [] : [{ conference, programme, step }]
  })
}

// ───────────────────────────────────────────── warnings

interface Warned {
  readonly part: LockWarningPart
  readonly conference: Conference
  readonly days: number
}

/** One message per officer, however many conferences. Who lacks nothing hears of a lock once. */
async function warn(due: readonly DueConference[], tick: LockTick): Promise<Decision> {
  const { room, now } = tick
  const changes: Change[] = []
  const partsOf = new Map<string, readonly Warned[]>()
  for (const { conference, programme, step } of due) {
    if (step.kind !== 'warn') continue
    const { days, isFirst } = step
    const today = localDate(now, room.zone)
    const daysLeft = today.until(localDate(conference.lockFrom, room.zone)).days
    changes.push({ kind: 'lock_warned', conferenceId: conference.id, days })
    const rows = await room.library.locks.rows(programme, windowUpTo(conference, now, tick))
    const lacking = lackingByPerson(rows, await room.reminders([]), programme.id, today)
    for (const [personId, tasks] of lacking) {
      if (tasks.length === 0 && !isFirst) continue
      const part = { ...factsOf(conference, programme), daysLeft, lacking: tasks }
      partsOf.set(personId, [...(partsOf.get(personId) ?? []), { part, conference, days }])
    }
  }
  const messages = [...partsOf].map(([personId, parts]): OutboxDraft => {
    const about = parts.map(
      ({ conference, days }) => `${conference.id}@${isoText(conference.lockFrom)}-${days}`,
    )
    const ends = parts.map(({ conference }) => conference.lockFrom)
    return {
      identity: `lock_warning:${about.join('+')}:${personId}`,
      lane: 'reminder',
      to: { personId },
      payload: ready({ of: 'warning', parts: parts.map(({ part }) => part) }, tick),
      notBefore: now,
      expiresAt: ends.reduce((last, at) => (isBefore(last, at) ? at : last)),
    }
  })
  return { changes, messages }
}

// ───────────────────────────────────────────── the freeze

/** What was sent before the lock and waits to be handled belongs to it, but nobody waits longer than this. */
const WAIT_MINUTES = 10

async function freezeAll(due: readonly DueConference[], tick: LockTick): Promise<Decision> {
  const changes: Change[] = []
  const messages: OutboxDraft[] = []
  for (const one of due) {
    if (one.step.kind !== 'freeze' || (await mustWait(one.conference, tick))) continue
    const frozen = await freezeOne(one, tick)
    changes.push(...frozen.changes)
    messages.push(...frozen.messages)
  }
  return { changes, messages }
}

async function mustWait({ lockFrom }: Conference, { now, room }: LockTick): Promise<boolean> {
  const isSoon = isBefore(now, lockFrom.add({ minutes: WAIT_MINUTES }))
  return isSoon && (await room.library.locks.hasUnhandled(lockFrom))
}

async function freezeOne({ conference, programme }: DueConference, tick: LockTick): Promise<Decision> {
  const { room, now } = tick
  const { zone } = room
  const window = windowUpTo(conference, conference.lockFrom, tick)
  const rows = await room.library.locks.rows(programme, window)
  const { information } = programme.settings.lock
  const facts = { programme, conference, information, windowFrom: window.from, zone, rows }
  const overview = overviewAtLock(facts)
  const logs = await room.library.locks.urgings(programme.id, lackingByUnit(overview), window)
  const content = freeze(facts, logs)
  const sha256 = createHash('sha256').update(content, 'utf8').digest('hex')
  const id = room.newId()
  const named = factsOf(conference, programme)
  const views: readonly (readonly [string, LockView])[] = [
    [
      'summary',
      {
        of: 'frozen_summary',
        conference: named,
        information,
        windowFrom: window.from,
        overview,
        sha256,
      },
    ],
    [
      'explanations_text',
      { of: 'explanations', conference: named, lines: explanationsOf(overview, logs), sha256 },
    ],
  ]
  return {
    changes: [
      { kind: 'snapshot_frozen', id, conferenceId: conference.id, content, sha256, at: now },
      {
        kind: 'audited',
        id: room.newId(),
        at: now,
        personId: null,
        action: 'snapshot_frozen',
        subject: `conference:${conference.id}`,
        after: { snapshotId: id, sha256, lockFrom: conference.lockFrom.toString() },
      },
    ],
    messages: room.coordinatorIds.flatMap((personId) => [
      ...views.map(([part, view]) => frozenMessage(conference, part, personId, ready(view, tick), tick)),
      ...CONFERENCE_FILES.map((of) =>
        frozenMessage(conference, of, personId, fileOrder(conference, of, personId), tick),
      ),
    ]),
  }
}

function frozenMessage(
  conference: Conference,
  part: string,
  personId: string,
  payload: Payload,
  { now }: LockTick,
): OutboxDraft {
  return {
    identity: `lock_frozen:${conference.id}:${part}:${personId}`,
    lane: 'escalation',
    to: { personId },
    payload,
    notBefore: now,
    expiresAt: null,
  }
}

/** Drawn when it leaves, from the snapshot that is stored by then. */
function fileOrder({ id, programmeId }: Conference, of: ConferenceFile, personId: string): Payload {
  return {
    kind: 'export',
    personId,
    order: {
      kind: of === 'workbook' ? 'workbook' : 'report',
      periodKey: '',
      programmeIds: [programmeId],
      unitIds: null,
      scope: null,
      seesPhones: true,
      originals: false,
      conference: { id, of },
    },
  }
}

function windowUpTo(conference: Conference, until: Temporal.Instant, { room, conferences }: LockTick) {
  const previous = previousEndOf(conference, conferences)
  return { from: windowStart(conference.lockFrom, previous, room.zone), until }
}

// ───────────────────────────────────────────── drafts

/** Told as soon as input is open again for one of them: for the unit alone, and once more when the lock is over. */
async function tellDrafts(tick: LockTick): Promise<Decision> {
  const { room, now, conferences } = tick
  const open = (await room.library.locks.drafts(null)).filter(
    (draft) =>
      lockOver(conferences, draft, now) === null &&
      (draft.toldAt === null || hasReopened(conferences, draft, draft.toldAt, now)),
  )
  const byPerson = new Map<string, readonly ReportDraft[]>()
  for (const draft of open) byPerson.set(draft.personId, [...(byPerson.get(draft.personId) ?? []), draft])
  const messages = [...byPerson].map(([personId, drafts]): OutboxDraft => {
    const items = drafts.map(({ pieces, text, evidenceIds, keptAt }) => ({
      codes: pieces.map(({ code }) => code),
      text,
      evidenceCount: evidenceIds.length,
      keptAt,
    }))
    return {
      identity: `drafts_ready:${drafts[0]?.id ?? ''}:${drafts[0]?.toldAt ?? 'first'}:${personId}`,
      lane: 'interactive',
      to: { personId },
      payload: ready({ of: 'drafts_ready', drafts: items }, tick),
      notBefore: now,
      expiresAt: null,
    }
  })
  const ids = open.map(({ id }) => id)
  return { changes: ids.length === 0 ? [] : [{ kind: 'drafts_told', ids, at: now }], messages }
}

// ───────────────────────────────────────────── pieces

function factsOf(
  { startsAt, endsAt, lockFrom, lockUntil, movedFrom }: Conference,
  { code, name }: ProgrammeInUse,
): ConferenceFacts {
  return { programme: { code, name }, startsAt, endsAt, lockFrom, lockUntil, movedFrom }
}

function ready(view: LockView, { say, now, room }: LockTick) {
  const message = say({ kind: 'lock', view }, { now, zone: room.zone })
  return { kind: 'ready' as const, message }
}
