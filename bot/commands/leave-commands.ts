/** `/nghi`: leave with a substitute, entered and ended. Words: leave-argument.ts; rules: core/directory/leave-order.ts. */
import type { Person } from '../../core/directory/directory.ts'
import { endLeave, enterLeave, type LeaveEntry } from '../../core/directory/leave-order.ts'
import { rolesOf } from '../../core/directory/permission.ts'
import type { FoundPerson } from '../../core/ports.ts'
import type { Problem } from '../../core/problems.ts'
import { cardReply } from '../../core/report/dialogue/card.ts'
import type { Duty } from '../../core/report/report.ts'
import { foldWords } from '../../core/talk/fold-words.ts'
import type { Reply } from '../../core/talk/reply.ts'
import { answerWith, type Notice, type Turn } from '../../core/talk/turn.ts'
import { isBefore, localDate } from '../../core/time.ts'
import type { LinkedContext } from './context.ts'
import { type LeaveWords, leaveAsWords, readLeaveWords } from './leave-argument.ts'
import { askFor, type Option } from './order.ts'

type Entering = Extract<LeaveWords, { act: 'enter' }>
type Resolved<T> = { readonly value: T } | { readonly turn: Turn }

const MOST_CHOICES = 6

export async function takeLeave(context: LinkedContext): Promise<Turn> {
  const { setting, args, sender } = context
  const words = readLeaveWords(args, localDate(setting.now, setting.zone))
  if (words.act === 'end') return stopLeave(context, words)
  const person = await personOf(context, words)
  if ('turn' in person) return person.turn
  const other = person.value.id === sender.person.id ? null : person.value
  if (words.days === 'wrong') return refusal(context, { code: 'days_unreadable', words: args })
  if (words.days === null) return askForDays(context, { ...words, person: other?.handle ?? '' }, other)
  const entering = { ...words, days: words.days, person: other?.handle ?? '' }
  if (entering.substitute === null) return askForSubstitute(context, entering, person.value)
  return enter(context, entering, person.value)
}

/** Himself, or the one he names: that takes a coordinator. */
async function personOf(context: LinkedContext, words: Entering): Promise<Resolved<Person>> {
  const { sender, library } = context
  if (words.person === '') return { value: sender.person }
  const found = await library.findPeople(words.person)
  const only = found.length === 1 ? found[0] : undefined
  if (only?.person.id === sender.person.id) return { value: sender.person }
  if (!rolesOf(sender).includes('coordinator')) {
    return { turn: refusal(context, { code: 'needs_role', roles: ['coordinator'] }) }
  }
  return choosePerson(context, found, words.person, (handle) => leaveAsWords({ ...words, person: handle }))
}

/** The one who is meant; of several he chooses. */
function choosePerson(
  context: LinkedContext,
  found: readonly FoundPerson[],
  words: string,
  argsOf: (handle: string) => string,
): Resolved<Person> {
  const [first] = found
  if (first === undefined) {
    return { turn: refusal(context, { code: 'unknown_person', words, nearest: [] }) }
  }
  if (found.length === 1) return { value: first.person }
  return {
    turn: askFor('nghi', context, {
      ask: { about: 'which_person', words },
      args: '',
      options: found.slice(0, MOST_CHOICES).map((one) => optionOf(one, argsOf)),
    }),
  }
}

function optionOf({ person, units }: FoundPerson, argsOf: (handle: string) => string): Option {
  return { choice: { kind: 'person', name: person.name, units }, args: argsOf(person.handle) }
}

async function askForDays(context: LinkedContext, words: Entering, other: Person | null): Promise<Turn> {
  const { setting, library, sender } = context
  const today = localDate(setting.now, setting.zone)
  const friday = today.add({ days: Math.max(0, 5 - today.dayOfWeek) })
  const days = [
    { from: today, to: today },
    { from: today.add({ days: 1 }), to: today.add({ days: 1 }) },
    ...(friday.since(today).days > 1 ? [{ from: today, to: friday }] : []),
  ]
  const isOverview = context.args === ''
  const seesAll = isOverview && rolesOf(sender).includes('coordinator')
  const entries = await library.leaves(seesAll ? null : [other?.id ?? sender.person.id])
  const whose = seesAll ? null : (other ?? sender.person).name
  const list: Reply[] =
    isOverview || entries.length > 0 ? [{ kind: 'leave', view: { of: 'list', entries, whose } }] : []
  const question = {
    ask: { about: 'leave_days' as const, person: other?.name ?? null },
    args: words.person === '' ? '' : `@${words.person}`,
    options: days.map((range) => ({
      choice: { kind: 'days' as const, ...range },
      args: leaveAsWords({ ...words, days: range }),
    })),
  }
  return askFor('nghi', context, question, list)
}

async function askForSubstitute(
  context: LinkedContext,
  words: Entering & { readonly days: Exclude<Entering['days'], 'wrong' | null> },
  person: Person,
): Promise<Turn> {
  const colleagues = await context.library.colleagues(person.id)
  const isSelf = person.id === context.sender.person.id
  return askFor('nghi', context, {
    ask: { about: 'substitute', person: isSelf ? null : person.name, days: words.days },
    args: leaveAsWords({ ...words, substitute: null }),
    options: [
      ...colleagues
        .slice(0, MOST_CHOICES)
        .map((one) => optionOf(one, (handle) => leaveAsWords({ ...words, substitute: `@${handle}` }))),
      { choice: { kind: 'nobody' }, args: leaveAsWords({ ...words, substitute: '' }) },
    ],
  })
}

async function enter(
  context: LinkedContext,
  words: Entering & { readonly days: Exclude<Entering['days'], 'wrong' | null> },
  person: Person,
): Promise<Turn> {
  const { library, sender, setting } = context
  const substitute = await substituteOf(context, words)
  if ('turn' in substitute) return substitute.turn
  const scope = await scopeOf(context, words)
  if ('turn' in scope) return scope.turn
  const ids = [person.id, ...(substitute.value === null ? [] : [substitute.value.id])]
  const reach = await library.reachability(ids)
  const decision = enterLeave(
    { person, substitute: substitute.value, ...scope.value, days: words.days, by: sender.person },
    {
      known: await library.leaves(ids),
      substituteReach: reach.get(substitute.value?.id ?? '') ?? 'no_account',
    },
    setting,
  )
  if (!decision.ok) return refusal(context, decision.problem)
  const { entry, warnings } = decision
  const codes = codesOf(await library.dutiesOf(person.id, []), entry)
  const isSelf = person.id === sender.person.id
  const by = isSelf ? null : sender.person.name
  const said = (to: 'person' | 'coordinator'): Reply => ({
    kind: 'leave',
    view: { of: 'entered', entry, warnings, codes, by, to },
  })
  const notices: Notice[] = isSelf ? [] : [notice(person.id, said('person'))]
  if (entry.substitute !== null) {
    notices.push(notice(entry.substitute.id, { kind: 'leave', view: { of: 'taken_over', entry, codes } }))
  }
  return {
    changes: decision.changes,
    replies: [said(isSelf ? 'person' : 'coordinator')],
    notices,
    session: { ...context.conversation.session, order: null },
  }
}

async function substituteOf(context: LinkedContext, words: Entering): Promise<Resolved<Person | null>> {
  if (words.substitute === null || words.substitute === '') return { value: null }
  const found = await context.library.findPeople(words.substitute.replace(/^@/, ''))
  return choosePerson(context, found, words.substitute, (handle) =>
    leaveAsWords({ ...words, substitute: `@${handle}` }),
  )
}

async function scopeOf(
  context: LinkedContext,
  { unit, programme }: Entering,
): Promise<Resolved<Pick<LeaveEntry, 'unit' | 'programme'>>> {
  const units = unit === null ? [] : await context.library.findUnits(unit)
  if (unit !== null && units.length !== 1) {
    const nearest = units.slice(0, 5).map((one) => one.shortName)
    return { turn: refusal(context, { code: 'unknown_unit', words: unit, nearest }) }
  }
  const programmes = programme === null ? [] : await context.library.programmes()
  const wanted = foldWords(programme ?? '')
  const meant = programmes.find(({ code, name }) => foldWords(code) === wanted || foldWords(name) === wanted)
  if (programme !== null && meant === undefined) {
    const nearest = programmes.map(({ code }) => code)
    return { turn: refusal(context, { code: 'unknown_programme', words: programme, nearest }) }
  }
  return { value: { unit: units[0] ?? null, programme: meant ?? null } }
}

// ───────────────────────────────────────────── ending

async function stopLeave(context: LinkedContext, words: Extract<LeaveWords, { act: 'end' }>): Promise<Turn> {
  const { library, sender } = context
  if (words.leaveId !== null) {
    const entry = (await library.leaves(null)).find(({ leave }) => leave.id === words.leaveId)
    return entry === undefined
      ? refusal(context, { code: 'no_leave_to_end', person: null })
      : end(context, entry)
  }
  const person = await personOf(context, { ...NO_WORDS, person: words.person })
  if ('turn' in person) return person.turn
  const entries = await library.leaves([person.value.id])
  const [first] = entries
  const isSelf = person.value.id === sender.person.id
  if (first === undefined) {
    return refusal(context, { code: 'no_leave_to_end', person: isSelf ? null : person.value.name })
  }
  if (entries.length === 1) return end(context, first)
  return askFor('nghi', context, {
    ask: { about: 'which_leave_to_end' },
    args: '',
    options: entries.map(({ leave }) => ({
      choice: { kind: 'days', from: leave.from, to: leave.to },
      args: `xong #${leave.id}`,
    })),
  })
}

const NO_WORDS: Entering = {
  act: 'enter',
  person: '',
  days: null,
  substitute: null,
  unit: null,
  programme: null,
}

/** The officer gets his card back, the substitute is told that it is over. */
async function end(context: LinkedContext, entry: LeaveEntry): Promise<Turn> {
  const { sender, setting, library, conversation } = context
  const { person, substitute, leave } = entry
  const isSelf = person.id === sender.person.id
  if (!isSelf && !rolesOf(sender).includes('coordinator')) {
    return refusal(context, { code: 'needs_role', roles: ['coordinator'] })
  }
  const isCalledOff = isBefore(setting.now, leave.from.toZonedDateTime(setting.zone).toInstant())
  const by = isSelf ? null : sender.person.name
  const said = (to: 'person' | 'coordinator' | 'substitute'): Reply => ({
    kind: 'leave',
    view: { of: 'ended', entry, isCalledOff, by, to },
  })
  const duties = await library.dutiesOf(person.id, [leave.id])
  const card: Reply[] =
    isCalledOff || duties.length === 0 ? [] : [cardReply({ ...conversation, duties }, setting, null)]
  const toPerson = [said('person'), ...card]
  return {
    changes: endLeave(entry, sender.person, setting),
    replies: isSelf ? toPerson : [said('coordinator')],
    notices: [
      ...(isSelf ? [] : toPerson.map((reply) => notice(person.id, reply))),
      ...(substitute === null ? [] : [notice(substitute.id, said('substitute'))]),
    ],
    session: { ...conversation.session, order: null },
  }
}

function notice(personId: string, reply: Reply): Notice {
  return { personId, lane: 'interactive', reply }
}

function codesOf(duties: readonly Duty[], { unit, programme }: LeaveEntry): readonly string[] {
  return duties
    .filter(({ task }) => task.state === 'open')
    .filter((duty) => unit === null || duty.unit.id === unit.id)
    .filter((duty) => programme === null || duty.programme.id === programme.id)
    .map(({ task }) => task.code)
}

function refusal({ conversation }: LinkedContext, problem: Problem): Turn {
  return answerWith({ ...conversation.session, order: null }, { kind: 'refused', problem })
}
