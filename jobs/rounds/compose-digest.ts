/** Digests at the moment of sending: what was settled since is left out, one that has nothing left is dropped. */
import type { Temporal } from 'temporal-polyfill'
import type { Change } from '../../core/decision.ts'
import { DIGEST_LIFE_HOURS } from '../../core/escalation/climb.ts'
import { examineDigest, type HandedDigest, indexExamination } from '../../core/escalation/examine-digest.ts'
import type { ExaminationRoom } from '../../core/ports.ts'
import type { OutboxDraft } from '../../core/talk/outbox.ts'
import type { Say } from '../say.ts'
import type { Composed, LiveItem } from '../sender/sender.ts'

export async function composeDigests(
  items: readonly LiveItem[],
  room: ExaminationRoom,
  now: Temporal.Instant,
  say: Say,
  handedOver: OutboxDraft[],
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
      const handed = found.handedOver.map((one) => handedDigest(one, digest, now))
      handedOver.push(...handed.map(({ draft }) => draft))
      const before = [
        ...settled(found.settledBefore, 'settled_before'),
        ...offDuty(found.offDuty),
        ...handed.map(({ change }) => change),
      ]
      if (found.decision === 'drop') {
        return [id, { kind: 'cancel', reason: 'nothing of it was left to tell him', after: before }]
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

function offDuty(stepIds: readonly string[]): Change[] {
  return stepIds.length === 0 ? [] : [{ kind: 'escalation_off_duty', stepIds }]
}

/** Its steps are committed when the digest it comes from is settled; by then they are there. */
const HANDED_AFTER_SECONDS = 30

/** Everything it is known by follows from the digest it comes from: composed again after a death, it is the same one. */
function handedDigest({ personId, steps }: HandedDigest, from: string, now: Temporal.Instant) {
  const digest = `${from}-${personId}`.slice(0, LONGEST_REF)
  const change: Change = {
    kind: 'escalation_planned',
    steps: steps.map(({ from: stepId, ...step }) => ({
      ...step,
      id: `${stepId}-${personId}`,
      personId,
      digest,
    })),
    at: now,
  }
  const notBefore = now.add({ seconds: HANDED_AFTER_SECONDS })
  const draft: OutboxDraft = {
    identity: `digest:${digest}`,
    lane: 'escalation',
    to: { personId },
    payload: { kind: 'digest', personId, digest },
    notBefore,
    expiresAt: notBefore.add({ hours: DIGEST_LIFE_HOURS }),
  }
  return { change, draft }
}

/** What a button can name. */
const LONGEST_REF = 40
