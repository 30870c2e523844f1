/** Live messages at the moment of sending: examined again on a fresh snapshot, then put into words. */
import { Temporal } from 'temporal-polyfill'
import type { Clock, ExaminationRoom, RoundBook } from '../../core/ports.ts'
import {
  type Examination,
  isStillUncovered,
  type ReminderItem,
  reexamination,
} from '../../core/reminder/reexamine.ts'
import { indexSnapshot } from '../../core/reminder/snapshot.ts'
import { cardItem, standingInFor } from '../../core/report/dialogue/card.ts'
import { dutyFacts } from '../../core/report/dialogue/task-facts.ts'
import type { Duty, MissingItem } from '../../core/report/report.ts'
import type { ExportOrder } from '../../core/summary/export-order.ts'
import type { Outgoing } from '../../core/talk/message.ts'
import type { LivePayload, OutboxDraft } from '../../core/talk/outbox.ts'
import type { CardItem, PeriodDue, Reply } from '../../core/talk/reply.ts'
import type { Say } from '../say.ts'
import type { Compose, Composed, ComposedLater, LiveItem } from '../sender/sender.ts'
import { type AttachDigest, composeDigests } from './compose-digest.ts'
import { reminderDraft } from './decide-round.ts'

export interface ComposerOptions {
  readonly rounds: RoundBook
  readonly put: (drafts: readonly OutboxDraft[], now: Temporal.Instant) => Promise<void>
  readonly clock: Clock
  readonly say: Say
  /** Makes the file of a long digest; null where the channel takes no files. */
  readonly attach: AttachDigest | null
  /** Draws a file that was ordered. */
  readonly makeFile: (order: ExportOrder) => Promise<Composed>
}

export interface ExaminedItem {
  readonly item: LiveItem['item']
  readonly payload: Exclude<LivePayload, { kind: 'export' }>
}

type OfficerPayload = Extract<LivePayload, { kind: 'reminder' }>

/** Files are drawn by themselves; everything else is examined on one reading of the database. */
export function createComposer(options: ComposerOptions): Compose {
  const examine = createExaminer(options)
  return async (items) => {
    const examined: ExaminedItem[] = []
    const drawn = new Map<string, ComposedLater>()
    for (const { item, payload } of items) {
      if (payload.kind === 'export') drawn.set(item.id, () => options.makeFile(payload.order))
      else examined.push({ item, payload })
    }
    if (examined.length === 0) return drawn
    return new Map<string, Composed | ComposedLater>([...drawn, ...(await examine(examined))])
  }
}

/** One reading of the database for the whole batch. */
function createExaminer({ rounds, put, clock, say, attach }: ComposerOptions) {
  return async (items: readonly ExaminedItem[]): Promise<ReadonlyMap<string, Composed>> => {
    const now = clock.now()
    const handedOver: OutboxDraft[] = []
    const composed = await rounds.examine(requestOf(items), now, async (room) => {
      const index = indexSnapshot(room.reminders)
      const context = { room, now, say, index, examine: reexamination(index, now), handedOver }
      const digests = await composeDigests(items, room, now, say, handedOver, attach)
      return new Map(
        items.map(({ item, payload }): [string, Composed] => {
          switch (payload.kind) {
            case 'reminder':
              return [item.id, withDigest(composeReminder(payload, context), digests.get(item.id))]
            case 'uncovered':
              return [item.id, composeUncovered(payload, context)]
            case 'digest':
              return [item.id, digests.get(item.id) ?? cancel('digest unknown')]
            default:
              return payload satisfies never
          }
        }),
      )
    })
    if (handedOver.length > 0) await put(handedOver, now)
    return composed
  }
}

/** A reminder and a digest as one message; either may have nothing to say any more. */
function withDigest(reminder: Composed, digest: Composed | undefined): Composed {
  if (digest === undefined) return reminder
  const after = [...reminder.after, ...digest.after]
  if (digest.kind === 'cancel') return { ...reminder, after }
  if (reminder.kind === 'cancel') return { ...digest, after }
  return { kind: 'message', message: joined([reminder.message, digest.message]), after }
}

interface Context {
  readonly room: ExaminationRoom
  readonly now: Temporal.Instant
  readonly say: Say
  readonly index: ReturnType<typeof indexSnapshot>
  readonly examine: ReturnType<typeof reexamination>
  readonly handedOver: OutboxDraft[]
}

function requestOf(items: readonly ExaminedItem[]) {
  const instants = items.flatMap(({ payload }) =>
    payload.kind === 'reminder' ? payload.parts.flatMap((part) => part.instants) : [],
  )
  const people = items.flatMap(({ payload }) =>
    payload.kind === 'uncovered' ? [payload.personId, payload.absentId] : [payload.personId],
  )
  return {
    personIds: [...new Set(people)],
    instants: [...new Set(instants)].map((at) => Temporal.Instant.from(at)),
  }
}

function composeReminder(payload: OfficerPayload, context: Context): Composed {
  const parts = payload.parts.map((part) => ({
    kind: part.kind,
    instants: part.instants.map((at) => Temporal.Instant.from(at)),
    endings: part.endings.map((ending) => ({ ...ending, cutOff: Temporal.Instant.from(ending.cutOff) })),
    mornings: part.mornings.map(({ programmeId, date }) => ({
      programmeId,
      date: Temporal.PlainDate.from(date),
    })),
  }))
  const { personId } = payload
  const found = context.examine({ personId, at: Temporal.Instant.from(payload.at), parts })
  context.handedOver.push(...found.handedOver.map(reminderDraft))
  if (found.decision === 'drop') return cancel('nothing to remind of any more')
  const of = parts.some((part) => part.kind === 'reminder') ? 'reminder' : 'heads_up'
  const replies = repliesOf(found, of, context.room.duties.get(personId) ?? [], context)
  return {
    kind: 'message',
    message: joined(replies.map((reply) => context.say(reply, sayContext(context)))),
    after: [],
  }
}

function sayContext({ now, room }: Context) {
  return { now, zone: room.zone }
}

function repliesOf(
  found: Extract<Examination, { decision: 'send' }>,
  of: 'reminder' | 'heads_up',
  duties: readonly Duty[],
  context: Context,
): readonly Reply[] {
  const replies: Reply[] = []
  if (found.form === 'receipt') {
    const numbers = duties
      .filter((duty) => found.items.some((item) => isOf(item, duty)))
      .flatMap((duty) => (duty.last !== null && isOfToday(duty, context) ? [duty.last.number] : []))
    replies.push({
      kind: 'day_complete',
      periods: periodsOf(found.items),
      numbers: [...new Set(numbers)],
      count: found.items.length,
    })
  }
  if (found.form === 'card') {
    const items = cardOf(found.items, duties, context)
    replies.push({
      kind: 'card',
      of,
      periods: periodsOf(found.items),
      items,
      edits: null,
      standingInFor: standingInFor(duties.filter((duty) => found.items.some((item) => isOf(item, duty)))),
    })
  }
  if (found.deadlines.length > 0) {
    const tasks = found.deadlines.flatMap((deadline) => {
      const duty = duties.find((one) => isOf(deadline, one))
      return duty === undefined
        ? []
        : [{ facts: dutyFacts(duty, null, settingOf(context)), workingDaysLeft: deadline.workingDaysLeft }]
    })
    if (tasks.length > 0) replies.push({ kind: 'due_soon', tasks })
  }
  return replies
}

function isOf(item: { readonly taskId: string; readonly unitId: string }, duty: Duty): boolean {
  return item.taskId === duty.task.id && item.unitId === duty.unit.id
}

function isOfToday(duty: Duty, { now, room }: Context): boolean {
  const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(room.zone).toPlainDate()
  return duty.last !== null && day(duty.last.filedAt).equals(day(now))
}

/** The card needs only these of a turn's setting. */
function settingOf({ now, room }: Context) {
  return { now, zone: room.zone, calendar: room.calendar }
}

const MISSING: readonly MissingItem[] = ['number', 'proposal', 'product', 'evidence']

/** What is missing first; each item says why it stands there. */
function cardOf(
  items: readonly ReminderItem[],
  duties: readonly Duty[],
  context: Context,
): readonly CardItem[] {
  const cards = items.flatMap((item): CardItem[] => {
    const duty = duties.find((one) => isOf(item, one))
    if (duty === undefined) return []
    const missing = MISSING.filter((known) => item.missing.includes(known))
    return [{ ...cardItem(duty, settingOf(context)), state: item.state, missing }]
  })
  return [
    ...cards.filter((card) => card.state !== 'complete'),
    ...cards.filter((card) => card.state === 'complete'),
  ]
}

function periodsOf(items: readonly ReminderItem[]): readonly PeriodDue[] {
  const all = items.flatMap((item) => item.periods)
  return [
    ...new Map(
      all.map(({ regime, periodKey, cutOff }): [string, PeriodDue] => [
        `${regime} ${periodKey} ${cutOff.toString()}`,
        { regime, key: periodKey, cutOff },
      ]),
    ).values(),
  ]
}

function composeUncovered(payload: Extract<LivePayload, { kind: 'uncovered' }>, context: Context): Composed {
  if (!isStillUncovered(payload, context.index, context.now)) return cancel('somebody stands in now')
  const absent = context.room.people.get(payload.absentId)
  const units = payload.unitIds.flatMap((id) => context.room.units.get(id)?.shortName ?? [])
  const reply: Reply = { kind: 'officer_uncovered', officer: absent?.name ?? '', units }
  return { kind: 'message', message: context.say(reply, sayContext(context)), after: [] }
}

/** Several replies as one message: one per officer and moment. */
function joined(messages: readonly Outgoing[]): Outgoing {
  const [first, ...rest] = messages
  if (first === undefined) throw new Error('a reminder without content')
  return {
    ...first,
    text: [first, ...rest].map((message) => message.text).join('\n\n'),
    buttons: messages.flatMap((message) => message.buttons),
    files: messages.flatMap((message) => message.files),
  }
}

export function cancel(reason: string): Composed {
  return { kind: 'cancel', reason, after: [] }
}
