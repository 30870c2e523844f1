/** Digests at the moment of sending: what was settled since is left out, one that has nothing left is dropped. */
import type { Temporal } from 'temporal-polyfill'
import type { Change } from '../../core/decision.ts'
import { examineDigest, indexExamination } from '../../core/escalation/examine-digest.ts'
import type { ExaminationRoom } from '../../core/ports.ts'
import type { Say } from '../say.ts'
import type { Composed, LiveItem } from '../sender/sender.ts'

export async function composeDigests(
  items: readonly LiveItem[],
  room: ExaminationRoom,
  now: Temporal.Instant,
  say: Say,
): Promise<ReadonlyMap<string, Composed>> {
  const digests = items.flatMap(({ item, payload }) =>
    payload.kind !== 'uncovered' && payload.digest !== null
      ? [{ id: item.id, digest: payload.digest, personId: payload.personId }]
      : [],
  )
  if (digests.length === 0) return new Map()
  const { snapshot, stepsOf, names } = await room.escalation(digests.map(({ digest }) => digest))
  const index = indexExamination(snapshot, now)
  return new Map(
    digests.map(({ id, digest, personId }): [string, Composed] => {
      const found = examineDigest(personId, stepsOf.get(digest) ?? [], index, names)
      const before = settled(found.settledBefore, 'settled_before')
      if (found.decision === 'drop') {
        return [id, { kind: 'cancel', reason: 'everything was settled before it left', after: before }]
      }
      const reply = {
        kind: 'digest',
        id: digest,
        at: now,
        subjects: found.subjects,
        settled: found.settled,
      } as const
      return [
        id,
        {
          kind: 'message',
          message: say(reply, { now, zone: room.zone }),
          after: [...before, ...settled(found.told, 'told'), ...settled(found.closed, 'closed')],
        },
      ]
    }),
  )
}

function settled(stepIds: readonly string[], state: 'told' | 'settled_before' | 'closed'): Change[] {
  return stepIds.length === 0 ? [] : [{ kind: 'escalation_settled', stepIds, state }]
}
