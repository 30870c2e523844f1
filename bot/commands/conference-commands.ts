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
import type { Programme } from '../../core/programme/settings.ts'
import type { Turn } from '../../core/talk/turn.ts'
import { instantAt, isBefore, localDate } from '../../core/time.ts'
import {
  type ConferenceWords,
  findWhen,
  readConferenceWords,
  type WhenInWords,
} from './conference-argument.ts'
import {
  askProgramme,
  audited,
  factsOf,
  itemsOf,
  localTime,
  programmeIn,
  refusal,
  say,
  stateOf,
  timesOf,
} from './conference-facts.ts'
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
