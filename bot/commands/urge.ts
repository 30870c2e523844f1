/** Urging by hand: at most once an hour per officer, whoever asks; says who was left out and why. behaviour §6. */
import type { Conversation, Sender, Setting } from '../../core/conversation.ts'
import type { Library } from '../../core/ports.ts'
import { mayUrge } from '../../core/reminder/urge.ts'
import type { Reply, UrgeObstacle } from '../../core/talk/reply.ts'
import type { Notice, Turn } from '../../core/talk/turn.ts'

export interface UrgeTarget {
  readonly id: string
  readonly name: string
}

export interface UrgeContext {
  readonly sender: Sender
  readonly conversation: Conversation
  readonly setting: Setting
  readonly library: Library
}

export async function urgeAll(
  targets: readonly UrgeTarget[],
  vacantUnits: readonly string[],
  { sender, conversation, setting, library }: UrgeContext,
): Promise<Turn> {
  const people = [...new Map(targets.map((target) => [target.id, target])).values()]
  const ids = people.map(({ id }) => id)
  const [last, reach] = [await library.lastUrged(ids), await library.reachability(ids)]
  const skipped: { name: string; why: UrgeObstacle }[] = []
  const names: string[] = []
  const notices: Notice[] = []
  const { name: leader, title } = sender.person
  const reply: Reply = { kind: 'urge_from_leader', leader, title }
  for (const { id, name } of people) {
    const lastAt = last.get(id) ?? null
    const reachable = reach.get(id) ?? 'no_account'
    if (reachable !== 'reachable') skipped.push({ name, why: reachable })
    else if (!mayUrge(lastAt, setting.now)) skipped.push({ name, why: 'just_urged' })
    else {
      names.push(name)
      // What follows one urge is one message, however many ask for it at once.
      const identity = `urge:${id}:${lastAt?.toString() ?? 'first'}`
      notices.push({ personId: id, lane: 'interactive', reply, identity })
    }
  }
  const vacant = vacantUnits.map((name) => ({ name, why: 'no_officer' as const }))
  return {
    changes: [],
    replies: [{ kind: 'urged', names, skipped: [...skipped, ...vacant] }],
    notices,
    session: { ...conversation.session, order: null },
  }
}
