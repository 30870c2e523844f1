/** Digests at the moment of sending: what was settled since is left out, one that has nothing left is dropped. */
import type { Temporal } from 'temporal-polyfill'
import type { Change } from '../../core/decision.ts'
import { DIGEST_LIFE_HOURS } from '../../core/escalation/climb.ts'
import {
  type DigestExamination,
  examineDigest,
  type HandedDigest,
  indexExamination,
} from '../../core/escalation/examine-digest.ts'
import type { ExaminationRoom } from '../../core/ports.ts'
import type { OutgoingFile } from '../../core/talk/message.ts'
import type { OutboxDraft } from '../../core/talk/outbox.ts'
import type { DigestSubject } from '../../core/talk/reply.ts'
import type { Say } from '../say.ts'
import type { Composed } from '../sender/sender.ts'
import type { ExaminedItem } from './compose.ts'

/** Keeps a table of all subjects as a file; null: it could not be kept. */
export type AttachDigest = (
  subjects: readonly DigestSubject[],
  at: Temporal.ZonedDateTime,
) => Promise<OutgoingFile | null>

/** A digest of more subjects than this is a summary, with a file of all. */
const LONGEST_IN_WORDS = 24
/** The worst ones, which the summary names. */
const NAMED_IN_SUMMARY = 12

export async function composeDigests(
  items: readonly ExaminedItem[],
  room: ExaminationRoom,
  now: Temporal.Instant,
  say: Say,
  handedOver: OutboxDraft[],
  attach: AttachDigest | null,
): Promise<ReadonlyMap<string, Composed>> {
  const digests = items.flatMap(({ item, payload }) =>
    payload.kind !== 'uncovered' && payload.digest !== null
      ? [{ id: item.id, digest: payload.digest, personId: payload.personId }]
      : [],
  )
  if (digests.length === 0) return new Map()
  const { snapshot, stepsOf, names } = await room.escalation(digests.map(({ digest }) => digest))
  const context = { index: indexExamination(snapshot, now), names, now, zone: room.zone, say, attach }
  const composed = new Map<string, Composed>()
  for (const { id, digest, personId } of digests) {
    const found = examineDigest(personId, stepsOf.get(digest) ?? [], context.index, names)
    const handed = found.handedOver.map((one) => handedDigest(one, digest, now))
    handedOver.push(...handed.map(({ draft }) => draft))
    const before = [
      ...settled(found.settledBefore, 'settled_before'),
      ...offDuty(found.offDuty),
      ...handed.map(({ change }) => change),
    ]
    composed.set(id, await composeOne(digest, found, before, context))
  }
  return composed
}

interface Context {
  readonly now: Temporal.Instant
  readonly zone: string
  readonly say: Say
  readonly attach: AttachDigest | null
}

async function composeOne(
  digest: string,
  found: DigestExamination,
  before: readonly Change[],
  { now, zone, say, attach }: Context,
): Promise<Composed> {
  if (found.decision === 'drop') {
    return { kind: 'cancel', reason: 'nothing of it was left to tell him', after: before }
  }
  const { subjects } = found
  const isLong = attach !== null && subjects.length > LONGEST_IN_WORDS
  const file = isLong ? await attach(subjects, now.toZonedDateTimeISO(zone)) : null
  const named = file === null ? null : NAMED_IN_SUMMARY
  const reply = { kind: 'digest', id: digest, at: now, subjects, settled: found.settled, named } as const
  const message = say(reply, { now, zone })
  return {
    kind: 'message',
    message: file === null ? message : { ...message, files: [...message.files, file] },
    after: [...before, ...settled(found.told, 'told'), ...settled(found.closed, 'closed')],
  }
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
