/** `/mokhoa`: one unit may file while input is closed, until a time, for a reason. Rules: core/lock. behaviour §5. */
import { Temporal } from 'temporal-polyfill'
import type { Unit } from '../../core/directory/directory.ts'
import type { Conference } from '../../core/lock/conference.ts'
import { isInForce } from '../../core/lock/input-lock.ts'
import { conferencesAhead } from '../../core/lock/plan-conference.ts'
import type { Notice, Turn } from '../../core/talk/turn.ts'
import { instantAt, isBefore, laterOf, localDate } from '../../core/time.ts'
import { findWhen, type LetInWords, readLetInWords } from './conference-argument.ts'
import { audited, factsOf, localTime, refusal, say } from './conference-facts.ts'
import type { LinkedContext } from './context.ts'
import { announce, askFor } from './order.ts'

/** `/mokhoa Sở Tư pháp đến 17:00 26/11 lý do: chờ số liệu của Cục`. */
export async function letIn(context: LinkedContext): Promise<Turn> {
  const { setting, library } = context
  const words = readLetInWords(context.args)
  const ahead = conferencesAhead(await library.locks.conferences(), null, setting.now).toSorted(
    (one, other) => Number(isInForce(other, setting.now)) - Number(isInForce(one, setting.now)),
  )
  if (ahead.length === 0) return refusal(context, { code: 'no_conference' })
  if (words.unit === '') return askUnit(context, ahead)
  const unit = await unitNamed(context, words.unit)
  if ('turn' in unit) return unit.turn
  const leading = await library.locks.programmesLedBy(unit.id)
  const conference = ahead.find(({ programmeId }) => leading.includes(programmeId))
  if (conference === undefined) {
    return refusal(context, { code: 'unit_leads_nothing', unit: unit.shortName })
  }
  const until = untilIn(words, conference, context)
  if (!until.ok) return askUntil(context, unit, conference, until.wrong)
  if (words.reason === null) return askReason(context, unit, until.at)
  return settleLetIn(context, unit, conference, until.at, words.reason)
}

async function askUnit(context: LinkedContext, [next]: readonly Conference[]): Promise<Turn> {
  const lacking = next === undefined ? [] : await context.library.locks.unitsLacking(next)
  const options = lacking.slice(0, 8).map(({ name, missing }) => ({
    choice: { kind: 'unit' as const, name, missing },
    args: `${name} den`,
  }))
  return askFor('mokhoa', context, { ask: { about: 'let_in_unit' }, args: '', options })
}

type Until =
  | { readonly ok: true; readonly at: Temporal.Instant }
  | { readonly ok: false; readonly wrong: Temporal.PlainDateTime | null }

/** A day alone means all of it; no further than the lock itself. Before it ends and after now, or it is asked for. */
function untilIn(words: LetInWords, conference: Conference, { setting }: LinkedContext): Until {
  if (words.until === null || words.until === '') return { ok: false, wrong: null }
  const today = localDate(setting.now, setting.zone)
  const { day, from, isTimeWrong } = findWhen(words.until, today)
  if (day === 'wrong' || isTimeWrong || (day === null && from === null)) return { ok: false, wrong: null }
  const time = from ?? Temporal.PlainTime.from('23:59')
  const at = instantAt(day ?? today, time.toString(), setting.zone)
  const start = laterOf(setting.now, conference.lockFrom)
  if (!isBefore(start, at)) return { ok: false, wrong: (day ?? today).toPlainDateTime(time) }
  return { ok: true, at: isBefore(conference.lockUntil, at) ? conference.lockUntil : at }
}

function askUntil(
  context: LinkedContext,
  unit: Unit,
  conference: Conference,
  wrong: Temporal.PlainDateTime | null,
): Turn {
  const { setting } = context
  const first = localDate(laterOf(setting.now, conference.lockFrom), setting.zone)
  const start = laterOf(setting.now, conference.lockFrom)
  const ends = [
    ...[first, first.add({ days: 1 })].map((day) => instantAt(day, '17:30', setting.zone)),
    conference.lockUntil,
  ].filter((at) => isBefore(start, at) && !isBefore(conference.lockUntil, at))
  const { reason } = readLetInWords(context.args)
  const why = reason === null ? '' : ` ly do: ${reason}`
  const options = ends.map((end) => {
    const at = localTime(context, end)
    return { choice: { kind: 'moment' as const, at }, args: `${unit.name} den ${asWords(at)}${why}` }
  })
  const ask = { about: 'let_in_until', unit: unit.shortName, wrong } as const
  return askFor('mokhoa', context, { ask, args: `${unit.name} den`, options })
}

/** Reads back as the same moment. */
function asWords(at: Temporal.PlainDateTime): string {
  return `${at.toPlainTime().toString({ smallestUnit: 'minute' })} ${at.day}/${at.month}/${at.year}`
}

function askReason(context: LinkedContext, unit: Unit, until: Temporal.Instant): Turn {
  const at = localTime(context, until)
  return askFor('mokhoa', context, {
    ask: { about: 'let_in_reason', unit: unit.shortName, until: at },
    args: `${unit.name} den ${asWords(at)} ly do:`,
    options: [],
  })
}

async function settleLetIn(
  context: LinkedContext,
  unit: Unit,
  conference: Conference,
  until: Temporal.Instant,
  reason: string,
): Promise<Turn> {
  const { setting, sender, library } = context
  const programme = (await library.programmes()).find(({ id }) => id === conference.programmeId)
  const facts = factsOf(conference, programme)
  const basis = `in:${conference.id}:${conference.lockFrom}:${unit.id}:${until}:${conference.exceptions.length}`
  if (context.agreedTo !== basis) {
    return announce('mokhoa', context, basis, (offer) => ({
      kind: 'lock',
      view: { of: 'confirm_let_in', conference: facts, unit: unit.shortName, until, reason, offer },
    }))
  }
  const from = laterOf(setting.now, conference.lockFrom)
  const exception = { id: setting.newId(), unitId: unit.id, from, until, reason }
  const view = { of: 'let_in', unit: unit.shortName, until, reason, conference: facts } as const
  const officers = (await library.reporters([unit.id], null)).filter(({ isOfficer }) => isOfficer)
  const told = officers.map(
    ({ personId }): Notice => ({
      personId,
      lane: 'interactive',
      reply: { kind: 'lock', view: { ...view, to: 'officer' } },
    }),
  )
  return {
    ...say(context, { ...view, to: 'coordinator' }),
    notices: told,
    changes: [
      {
        kind: 'unit_let_in',
        conferenceId: conference.id,
        exception,
        personId: sender.person.id,
        at: setting.now,
      },
      audited(context, 'unit_let_in', conference.id, {
        before: null,
        after: { unitId: unit.id, from: from.toString(), until: until.toString(), reason },
      }),
    ],
  }
}

/** The one unit the words mean. */
export async function unitNamed(
  context: LinkedContext,
  words: string,
): Promise<Unit | { readonly turn: Turn }> {
  const found = await context.library.findUnits(words)
  const [unit] = found
  if (unit !== undefined && found.length === 1) return unit
  const nearest = found.slice(0, 5).map(({ shortName }) => shortName)
  return { turn: refusal(context, { code: 'unknown_unit', words, nearest }) }
}
