/** `/hoinghi`: conferences planned, moved and called off; with them the lock of their programme. Rules: core/lock. behaviour §5. */
import type { Temporal } from 'temporal-polyfill'
import type { Conference } from '../../core/lock/conference.ts'
import { isInForce } from '../../core/lock/input-lock.ts'
import {
  closedUntil,
  conferencesAhead,
  type PlannedLock,
  planConference,
} from '../../core/lock/plan-conference.ts'
import type { Problem } from '../../core/problems.ts'
import type { Programme } from '../../core/programme/settings.ts'
import { foldWords } from '../../core/talk/fold-words.ts'
import type { ConferenceFacts, ConferenceItem, LockView } from '../../core/talk/lock-view.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'
import { instantAt, isBefore, localDate } from '../../core/time.ts'
import {
  type ConferenceWords,
  findWhen,
  readConferenceWords,
  type WhenInWords,
} from './conference-argument.ts'
import type { LinkedContext } from './context.ts'
import { announce, askFor } from './order.ts'

export async function showConferences(context: LinkedContext): Promise<Turn> {
  const words = readConferenceWords(context.args)
  if (words.act === 'show') return say(context, { of: 'conferences', items: await itemsOf(context) })
  const programmes = (await context.library.programmes()).filter(({ active }) => active)
  const { programme, rest } = programmeIn(programmes, words.rest)
  if (words.act === 'cancel') return cancel(context, programmes, programme, words)
  if (programme === null) return askProgramme('hoinghi', context, programmes)
  return plan(context, programme, words, findWhen(rest, localDate(context.setting.now, context.setting.zone)))
}

// ───────────────────────────────────────────── planning and moving

const CLOCKS = ['08:00', '14:00'] as const

type Planned = Exclude<ConferenceWords, { readonly act: 'show' }>

async function plan(
  context: LinkedContext,
  programme: Programme,
  words: Planned,
  when: WhenInWords,
): Promise<Turn> {
  if (when.day === 'wrong') return refusal(context, { code: 'days_unreadable', words: context.args })
  if (when.isTimeWrong) return refusal(context, { code: 'time_unreadable', words: context.args })
  const args = context.args.trim()
  if (when.day === null) {
    const ask = { about: 'conference_when' } as const
    return askFor('hoinghi', context, { ask, args, options: [] })
  }
  if (when.from === null) {
    const options = CLOCKS.map((time) => ({
      choice: { kind: 'clock' as const, time },
      args: `${args} ${time}`,
    }))
    return askFor('hoinghi', context, { ask: { about: 'conference_clock', day: when.day }, args, options })
  }
  const conferences = await context.library.locks.conferences()
  const ahead = conferencesAhead(conferences, programme.id, context.setting.now)
  const startsAt = when.day.toPlainDateTime(when.from)
  const begins = instantAt(when.day, when.from.toString(), context.setting.zone)
  if (!isBefore(context.setting.now, begins)) {
    return refusal(context, { code: 'conference_past', at: startsAt })
  }
  const moving = movedOne(words, ahead)
  if (moving === 'ask') {
    return ahead.some((one) => one.startsAt.equals(begins))
      ? refusal(context, { code: 'nothing_changes' })
      : askMoveOrAdd(context, ahead, startsAt, words.rest)
  }
  const { setting } = context
  const planned = planConference(
    {
      programme,
      startsAt: begins,
      endsAt: when.to === null ? null : instantAt(when.day, when.to.toString(), setting.zone),
      moving,
    },
    conferences,
    setting,
  )
  return planned.ok ? settle(context, programme, moving, planned, ahead) : refusal(context, planned.problem)
}

/** Null: a new one. */
function movedOne(words: Planned, ahead: readonly Conference[]): Conference | null | 'ask' {
  if (words.act === 'add' || ahead.length === 0) return null
  const named = ahead.find(({ id }) => id === words.id)
  if (named !== undefined) return named
  return words.act === 'move' && ahead.length === 1 ? (ahead[0] ?? null) : 'ask'
}

function askMoveOrAdd(
  context: LinkedContext,
  ahead: readonly Conference[],
  at: Temporal.PlainDateTime,
  rest: string,
): Turn {
  const options = [
    ...ahead.map((one) => ({
      choice: { kind: 'move_conference' as const, at: localTime(context, one.startsAt) },
      args: `doi #${one.id} ${rest}`,
    })),
    { choice: { kind: 'add_conference' as const }, args: `them ${rest}` },
  ]
  const first = context.agreedTo === null ? [] : [{ kind: 'changed_meanwhile' as const }]
  const ask = { about: 'conference_move_or_add', at } as const
  return askFor('hoinghi', context, { ask, args: '', options }, first)
}

function settle(
  context: LinkedContext,
  programme: Programme,
  moving: Conference | null,
  planned: Extract<PlannedLock, { ok: true }>,
  ahead: readonly Conference[],
): Turn {
  const { conference, warnings, isAtOnce } = planned
  const basis = `${programme.id}:${programme.revision}:${conference.startsAt}:${conference.endsAt}:${stateOf(ahead)}`
  const facts = factsOf({ ...conference }, programme)
  if (context.agreedTo !== basis) {
    return announce('hoinghi', context, basis, (offer) => ({
      kind: 'lock',
      view: { of: 'confirm_conference', conference: facts, warnings, isAtOnce, offer },
    }))
  }
  const { setting, sender } = context
  const closed = moving === null ? [] : [closing(moving, 'moved', setting.now)]
  return {
    ...say(context, { of: 'conference_planned', conference: facts }),
    changes: [
      ...closed,
      { kind: 'conference_planned', conference, personId: sender.person.id, at: setting.now },
      ...planned.carried.map((exception) => ({
        kind: 'unit_let_in' as const,
        conferenceId: conference.id,
        exception,
        personId: sender.person.id,
        at: setting.now,
      })),
      audited(context, moving === null ? 'conference_planned' : 'conference_moved', conference.id, {
        before: moving === null ? null : timesOf(moving),
        after: timesOf(conference),
      }),
    ],
  }
}

// ───────────────────────────────────────────── calling off

async function cancel(
  context: LinkedContext,
  programmes: readonly Programme[],
  programme: Programme | null,
  words: Planned,
): Promise<Turn> {
  const { setting, library } = context
  const scope = programmes.length > 1 ? (programme?.id ?? null) : null
  const ahead = conferencesAhead(await library.locks.conferences(), scope, setting.now)
  const named = words.id === null && ahead.length === 1 ? ahead[0] : ahead.find(({ id }) => id === words.id)
  if (named === undefined) {
    if (ahead.length === 0) return refusal(context, { code: 'no_conference' })
    const options = ahead.map((one) => ({
      choice: { kind: 'cancel_conference' as const, at: localTime(context, one.startsAt) },
      args: `huy #${one.id}`,
    }))
    return askFor('hoinghi', context, { ask: { about: 'conference_cancel' }, args: 'huy', options })
  }
  const of = programmes.find(({ id }) => id === named.programmeId)
  const facts = factsOf(named, of)
  const basis = `cancel:${named.id}:${named.lockFrom}`
  if (context.agreedTo !== basis) {
    const isLocked = isInForce(named, setting.now)
    return announce('hoinghi', context, basis, (offer) => ({
      kind: 'lock',
      view: { of: 'confirm_cancel', conference: facts, isLocked, offer },
    }))
  }
  return {
    ...say(context, { of: 'conference_cancelled', conference: facts }),
    changes: [
      closing(named, 'cancelled', setting.now),
      audited(context, 'conference_cancelled', named.id, { before: timesOf(named), after: null }),
    ],
  }
}

function closing(conference: Conference, state: 'moved' | 'cancelled', now: Temporal.Instant) {
  const { id, lockFrom } = conference
  return {
    kind: 'conference_closed' as const,
    id,
    lockFrom,
    state,
    lockUntil: closedUntil(conference, now),
  }
}

// ───────────────────────────────────────────── shared by the commands of a lock

/** What is to come and what runs, and of each programme the last that is over. */
export async function itemsOf({ library, setting }: LinkedContext): Promise<readonly ConferenceItem[]> {
  const programmes = new Map((await library.programmes()).map((one) => [one.id, one]))
  const all = (await library.locks.conferences()).filter(({ state }) => state === 'planned')
  const isOver = ({ lockUntil }: Conference) => !isBefore(setting.now, lockUntil)
  const last = new Map(all.filter(isOver).map((one) => [one.programmeId, one.id]))
  const shown = all.filter((one) => !isOver(one) || last.get(one.programmeId) === one.id)
  const items: ConferenceItem[] = []
  for (const conference of shown) {
    const frozen = await library.locks.frozen(conference.id)
    const letIn = conference.exceptions.filter(
      ({ from, until }) => isBefore(from, until) && isBefore(setting.now, until),
    )
    const names = await unitNames(
      library,
      letIn.map(({ unitId }) => unitId),
    )
    items.push({
      ...factsOf(conference, programmes.get(conference.programmeId)),
      phase: isOver(conference) ? 'over' : isInForce(conference, setting.now) ? 'locked' : 'ahead',
      letIn: letIn.map(({ unitId, ...one }) => ({ ...one, unit: names.get(unitId) ?? '' })),
      frozen: frozen === null ? null : { takenAt: frozen.takenAt, sha256: frozen.sha256 },
    })
  }
  return items
}

async function unitNames(library: LinkedContext['library'], unitIds: readonly string[]) {
  return unitIds.length === 0 ? new Map<string, string>() : await library.locks.unitNames(unitIds)
}

/** The programme whose code or name stands in the words, or the only one; the words without its code. */
export function programmeIn(programmes: readonly Programme[], words: string) {
  const parts = words.split(/\s+/)
  const named = programmes.find(({ code }) => parts.some((part) => foldWords(part) === foldWords(code)))
  if (named === undefined) {
    return { programme: programmes.length === 1 ? (programmes[0] ?? null) : null, rest: words.trim() }
  }
  const rest = parts.filter((part) => foldWords(part) !== foldWords(named.code)).join(' ')
  return { programme: named, rest }
}

export function askProgramme(
  command: 'hoinghi' | 'khoa',
  context: LinkedContext,
  programmes: readonly Programme[],
): Turn {
  return askFor(command, context, {
    ask: { about: 'which_programme' },
    args: context.args.trim(),
    options: programmes.map(({ code, name }) => ({
      choice: { kind: 'programme', name },
      args: `${context.args.trim()} ${code}`,
    })),
  })
}

export function factsOf(
  conference: Omit<ConferenceFacts, 'programme'>,
  programme: Pick<Programme, 'code' | 'name'> | undefined,
): ConferenceFacts {
  const { startsAt, endsAt, lockFrom, lockUntil, movedFrom } = conference
  const named = { code: programme?.code ?? '', name: programme?.name ?? '' }
  return { programme: named, startsAt, endsAt, lockFrom, lockUntil, movedFrom }
}

/** What a confirmation was worked out from: somebody else may plan, move or call off meanwhile. */
export function stateOf(conferences: readonly Conference[]): string {
  return conferences.map(({ id, lockFrom }) => `${id}@${lockFrom}`).join(',')
}

export function localTime({ setting }: LinkedContext, at: Temporal.Instant): Temporal.PlainDateTime {
  return at.toZonedDateTimeISO(setting.zone).toPlainDateTime()
}

export function timesOf({
  startsAt,
  endsAt,
  lockFrom,
}: Pick<Conference, 'startsAt' | 'endsAt' | 'lockFrom'>) {
  return { startsAt: startsAt.toString(), endsAt: endsAt.toString(), lockFrom: lockFrom.toString() }
}

export function audited(
  { setting, sender }: LinkedContext,
  action: string,
  conferenceId: string,
  { before, after }: { readonly before: unknown; readonly after: unknown },
) {
  return {
    kind: 'audited' as const,
    id: setting.newId(),
    at: setting.now,
    personId: sender.person.id,
    action,
    subject: `conference:${conferenceId}`,
    before,
    after,
  }
}

export function say({ conversation }: LinkedContext, ...views: readonly LockView[]): Turn {
  return answerWith(
    { ...conversation.session, order: null },
    ...views.map((view) => ({ kind: 'lock' as const, view })),
  )
}

export function refusal(context: LinkedContext, problem: Problem): Turn {
  const changed: Turn['replies'] = context.agreedTo === null ? [] : [{ kind: 'changed_meanwhile' }]
  const session = { ...context.conversation.session, order: null }
  return answerWith(session, ...changed, { kind: 'refused', problem })
}
