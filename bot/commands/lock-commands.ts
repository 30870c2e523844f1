/** `/khoa`: the lock of a conference seen, brought forward, its rule changed, a unit shut out again. Rules: core/lock. behaviour §5. */
import type { Change } from '../../core/decision.ts'
import { canonicalJson } from '../../core/lock/canonical-json.ts'
import { isInForce } from '../../core/lock/input-lock.ts'
import { type LockRule, lockStart } from '../../core/lock/lock-interval.ts'
import { conferencesAhead } from '../../core/lock/plan-conference.ts'
import type { Programme } from '../../core/programme/settings.ts'
import type { Turn } from '../../core/talk/turn.ts'
import { isBefore, laterOf } from '../../core/time.ts'
import { readLockWords } from './conference-argument.ts'
import {
  askProgramme,
  audited,
  factsOf,
  itemsOf,
  programmeIn,
  refusal,
  say,
  stateOf,
  timesOf,
} from './conference-facts.ts'
import type { LinkedContext } from './context.ts'
import { verify } from './explain-command.ts'
import { unitNamed } from './let-in-command.ts'
import { announce } from './order.ts'

export async function showLocks(context: LinkedContext): Promise<Turn> {
  const programmes = (await context.library.programmes()).filter(({ active }) => active)
  const { programme, rest } = programmeIn(programmes, context.args)
  const words = readLockWords(rest)
  switch (words.act) {
    case 'show':
      return say(context, { of: 'conferences', items: await itemsOf(context) })
    case 'verify':
      return verify(context, programme?.id ?? null)
    case 'now':
      return lockNow(context, programmes, programme)
    case 'rule':
      if (words.rule === null) return refusal(context, { code: 'lock_rule_unreadable', words: context.args })
      return programme === null
        ? askProgramme('khoa', context, programmes)
        : changeRule(context, programme, words.rule)
    case 'shut_out':
      return shutOut(context, programmes, words.unit)
    default:
      return words satisfies never
  }
}

async function lockNow(
  context: LinkedContext,
  programmes: readonly Programme[],
  programme: Programme | null,
): Promise<Turn> {
  const { setting, library } = context
  const ahead = conferencesAhead(await library.locks.conferences(), programme?.id ?? null, setting.now)
  const next = ahead.find((one) => !isInForce(one, setting.now))
  if (next === undefined) {
    return refusal(context, { code: ahead.length === 0 ? 'no_conference' : 'locked_already' })
  }
  const of = programmes.find(({ id }) => id === next.programmeId)
  const basis = `now:${next.id}:${next.lockFrom}`
  if (context.agreedTo !== basis) {
    return announce('khoa', context, basis, (offer) => ({
      kind: 'lock',
      view: { of: 'confirm_lock_now', conference: factsOf(next, of), offer },
    }))
  }
  const after = { ...next, lockFrom: setting.now }
  return {
    ...say(context, { of: 'locked_now', conference: factsOf(after, of) }),
    changes: [
      { kind: 'lock_shifted', id: next.id, before: next.lockFrom, after: setting.now },
      audited(context, 'locked_now', next.id, { before: timesOf(next), after: timesOf(after) }),
    ],
  }
}

/** Conferences whose lock has not fallen get their new one; it never falls in the past. */
async function changeRule(
  context: LinkedContext,
  programme: Programme,
  wanted: Partial<LockRule>,
): Promise<Turn> {
  const { setting, library, sender } = context
  const before = programme.settings.lock
  const after = { ...before, ...wanted }
  if (canonicalJson(before) === canonicalJson(after)) {
    return refusal(context, { code: 'nothing_changes' })
  }
  const open = conferencesAhead(await library.locks.conferences(), programme.id, setting.now).filter(
    (one) => !isInForce(one, setting.now),
  )
  const shifted = open.map((one) => ({
    one,
    lockFrom: laterOf(lockStart(one.startsAt, after, setting.calendar, setting.zone), setting.now),
  }))
  const basis = `rule:${programme.id}:${programme.revision}:${canonicalJson(wanted)}:${stateOf(open)}`
  if (context.agreedTo !== basis) {
    return announce('khoa', context, basis, (offer) => ({
      kind: 'lock',
      view: {
        of: 'confirm_rule',
        programme: programme.name,
        before,
        after,
        shifted: shifted.map(({ one, lockFrom }) => factsOf({ ...one, lockFrom }, programme)),
        offer,
      },
    }))
  }
  const { id, revision, settings } = programme
  return {
    ...say(context, { of: 'rule_changed', programme: programme.name, after }),
    changes: [
      { kind: 'programme_changed', programmeId: id, revision, settings: { ...settings, lock: after } },
      ...shifted.flatMap(({ one, lockFrom }): Change[] =>
        one.lockFrom.equals(lockFrom)
          ? []
          : [{ kind: 'lock_shifted', id: one.id, before: one.lockFrom, after: lockFrom }],
      ),
      {
        kind: 'audited',
        id: setting.newId(),
        at: setting.now,
        personId: sender.person.id,
        action: 'programme_changed',
        subject: `programme:${id}`,
        before: { lock: before },
        after: { lock: after },
      },
    ],
  }
}

async function shutOut(
  context: LinkedContext,
  programmes: readonly Programme[],
  words: string,
): Promise<Turn> {
  const unit = await unitNamed(context, words)
  if ('turn' in unit) return unit.turn
  const { setting, library } = context
  const ahead = conferencesAhead(await library.locks.conferences(), null, setting.now)
  for (const conference of ahead) {
    const held = conference.exceptions.filter(
      ({ unitId, from, until }) =>
        unitId === unit.id && isBefore(from, until) && isBefore(setting.now, until),
    )
    if (held.length === 0) continue
    const of = programmes.find(({ id }) => id === conference.programmeId)
    const exceptionIds = held.map(({ id }) => id)
    return {
      ...say(context, { of: 'shut_out', unit: unit.shortName, conference: factsOf(conference, of) }),
      changes: [
        { kind: 'unit_shut_out', exceptionIds, at: setting.now },
        audited(context, 'unit_shut_out', conference.id, {
          before: { unitId: unit.id, until: held.map(({ until }) => until.toString()) },
          after: { unitId: unit.id, until: setting.now.toString() },
        }),
      ],
    }
  }
  return refusal(context, { code: 'unit_not_let_in', unit: unit.shortName })
}
