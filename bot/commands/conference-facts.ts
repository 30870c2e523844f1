/** What the commands of a lock have in common: conferences as facts, the programme meant, audit entries, answers. Pure but for reads. */
import type { Temporal } from 'temporal-polyfill'
import type { Conference } from '../../core/lock/conference.ts'
import { isInForce } from '../../core/lock/input-lock.ts'
import type { Problem } from '../../core/problems.ts'
import type { Programme } from '../../core/programme/settings.ts'
import { foldWords } from '../../core/talk/fold-words.ts'
import type { ConferenceFacts, ConferenceItem, LockView } from '../../core/talk/lock-view.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'
import { isBefore } from '../../core/time.ts'
import type { LinkedContext } from './context.ts'
import { askFor } from './order.ts'

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
