/**
 * A request for more time, from whatever is known of it: made at once when task, day and reason are clear, else the
 * one question that is missing. The same for an officer's message, a leader's button and `/giahan`. Pure. behaviour §4.
 */
import { Temporal } from 'temporal-polyfill'
import type { Conversation, Sender, Setting } from '../conversation.ts'
import type { Change } from '../decision.ts'
import type { Choice, OrderQuestion } from '../talk/order.ts'
import type { Reply } from '../talk/reply.ts'
import type { RequestItem } from '../talk/request-view.ts'
import { answerWith, type Notice, type Turn } from '../talk/turn.ts'
import { localDate } from '../time.ts'
import { type ExtensionPart, extensionId, judgeExtension, usualExtensions } from './extension.ts'

export interface ExtensionWords {
  /** The parts he means; several: all of them. */
  readonly named: readonly ExtensionPart[]
  /** Those he may mean, where he named none. */
  readonly candidates: readonly ExtensionPart[]
  readonly wanted: Temporal.PlainDate | null
  /** Empty: not said; null: he would not say. */
  readonly reason: string | null
}

const MOST_CHOICES = 8

export function askExtension(
  words: ExtensionWords,
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
): Turn {
  const asking = { conversation, setting }
  const { named, candidates, wanted } = words
  const only = candidates.length === 1 ? candidates : []
  const parts = named.length > 0 ? named : only
  const [first] = parts
  if (first === undefined) return askTask(words, asking)
  const endless = parts.find(({ due }) => due === null)
  if (endless !== undefined || first.due === null) {
    return refused(conversation, { code: 'no_deadline', task: (endless ?? first).code })
  }
  const today = localDate(setting.now, setting.zone)
  const early = wanted === null ? undefined : parts.find((part) => isTooEarly(part, wanted, today))
  if (wanted === null || early !== undefined) {
    return askUntil(early ?? latestOf(first, parts), parts, words, early !== undefined, asking)
  }
  if (words.reason === '') return askReason(parts, wanted, asking)
  return makeRequests(parts, wanted, words.reason ?? '', sender, asking)
}

interface Asking {
  readonly conversation: Conversation
  readonly setting: Setting
}

function isTooEarly(part: ExtensionPart, wanted: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  return judgeExtension(part.due, wanted, today).kind === 'too_early'
}

function latestOf(first: ExtensionPart, parts: readonly ExtensionPart[]): ExtensionPart {
  return parts.reduce(
    (latest, part) =>
      latest.due !== null && part.due !== null && Temporal.PlainDate.compare(part.due, latest.due) > 0
        ? part
        : latest,
    first,
  )
}

// ───────────────────────────────────────────── questions

/** How a step's arguments name parts and a day; words follow. Read back by bot/commands/extension.ts. */
export function extensionArgs(
  parts: readonly Pick<ExtensionPart, 'taskId' | 'unitId'>[],
  wanted: Temporal.PlainDate | null,
  words: string,
): string {
  const ref =
    parts.length === 0 ? '' : `#${parts.map(({ taskId, unitId }) => `${taskId}.${unitId}`).join(',')}`
  return [ref, wanted === null ? '' : `=${wanted}`, words].filter((piece) => piece !== '').join(' ')
}

function askTask({ candidates, wanted, reason }: ExtensionWords, asking: Asking): Turn {
  const dated = candidates.filter(({ due }) => due !== null)
  if (dated.length === 0) {
    return refused(asking.conversation, { code: 'unknown_task', words: reason ?? '', nearest: [] })
  }
  return ask({ about: 'extension_task' }, extensionArgs([], wanted, reason ?? ''), asking, [
    ...dated.slice(0, MOST_CHOICES).map((part) => ({
      choice: { kind: 'task' as const, code: part.code, title: part.title },
      args: extensionArgs([part], wanted, reason ?? ''),
    })),
  ])
}

function askUntil(
  part: ExtensionPart,
  parts: readonly ExtensionPart[],
  { reason }: ExtensionWords,
  isTooEarly: boolean,
  asking: Asking,
): Turn {
  const { setting } = asking
  if (part.due === null) return refused(asking.conversation, { code: 'no_deadline', task: part.code })
  const today = localDate(setting.now, setting.zone)
  return ask(
    { about: 'extension_until', code: part.code, due: part.due, isTooEarly },
    extensionArgs(parts, null, isTooEarly ? '' : (reason ?? '')),
    asking,
    usualExtensions(part.due, today, setting.calendar).map((date) => ({
      choice: { kind: 'until' as const, date },
      args: extensionArgs(parts, date, reason ?? ''),
    })),
  )
}

function askReason(parts: readonly ExtensionPart[], wanted: Temporal.PlainDate, asking: Asking): Turn {
  const codes = parts.map(({ code }) => code).join(', ')
  return ask({ about: 'extension_reason', code: codes, wanted }, extensionArgs(parts, wanted, ''), asking, [
    { choice: { kind: 'without_reason' }, args: extensionArgs(parts, wanted, NO_REASON) },
  ])
}

/** Stands for a reason that he would not give. */
export const NO_REASON = '!'

function ask(
  question: OrderQuestion,
  args: string,
  { conversation, setting }: Asking,
  options: readonly { readonly choice: Choice; readonly args: string }[],
): Turn {
  const id = setting.newId()
  const offer = { id, choices: options.map(({ choice }) => choice) }
  const choices = options.map((option) => option.args)
  const since = setting.now.toString()
  return answerWith(
    { ...conversation.session, order: { id, command: 'giahan', args, choices, basis: null, since } },
    { kind: 'order', ask: question, offer },
  )
}

function refused({ session }: Conversation, problem: Extract<Reply, { kind: 'refused' }>['problem']): Turn {
  return answerWith({ ...session, order: null }, { kind: 'refused', problem })
}

// ───────────────────────────────────────────── requests

function makeRequests(
  parts: readonly ExtensionPart[],
  wanted: Temporal.PlainDate,
  text: string,
  { person }: Sender,
  { conversation, setting }: Asking,
): Turn {
  const { now, zone } = setting
  const items = parts.map(
    (part): RequestItem => ({
      id: extensionId(part, wanted, localDate(now, zone)),
      kind: 'extension',
      taskId: part.taskId,
      unitId: part.unitId,
      fromId: person.id,
      text,
      dueBefore: part.due,
      dueWanted: wanted,
      at: now,
      task: { code: part.code, title: part.title },
      unit: part.unit,
      from: person.name,
    }),
  )
  return {
    changes: items.flatMap((item) => requestChanges(item, setting)),
    replies: [{ kind: 'request', view: { of: 'made', items } }],
    notices: items.flatMap((item) => requestNotices(item, setting)),
    session: { ...conversation.session, order: null },
  }
}

/**
 * Wishes for more time inside a report ("chưa xong, xin gia hạn đến 30/6"), as a turn of their own after the receipt:
 * those whose day is named and fits. The others stand in the report as proposals.
 */
export function wishedExtensions(
  wishes: readonly { readonly part: ExtensionPart; readonly wanted: Temporal.PlainDate }[],
  text: string,
  sender: Sender,
  asking: Asking,
): Turn {
  const today = localDate(asking.setting.now, asking.setting.zone)
  const fitting = wishes.filter(({ part, wanted }) => judgeExtension(part.due, wanted, today).kind === 'fits')
  const turns = fitting.map(({ part, wanted }) => makeRequests([part], wanted, text, sender, asking))
  return {
    changes: turns.flatMap(({ changes }) => changes),
    replies: turns.flatMap(({ replies }) => replies),
    notices: turns.flatMap(({ notices }) => notices),
    session: asking.conversation.session,
  }
}

/** Recorded, and audited. */
export function requestChanges(item: RequestItem, { newId, now }: Setting): readonly Change[] {
  const { task, unit, from, ...request } = item
  return [
    { kind: 'request_made', request },
    {
      kind: 'audited',
      id: newId(),
      at: now,
      personId: item.fromId,
      action: 'request_made',
      subject: `request:${item.id}`,
      after: {
        kind: item.kind,
        task: task?.code ?? null,
        unit,
        from,
        dueWanted: item.dueWanted?.toString() ?? null,
      },
    },
  ]
}

/** To every coordinator, once for each request. */
export function requestNotices(item: RequestItem, { coordinatorIds }: Setting): readonly Notice[] {
  return coordinatorIds.map((personId) => ({
    personId,
    lane: 'interactive',
    reply: { kind: 'request', view: { of: 'to_decide', item } },
    identity: `request:${item.id}:${personId}`,
  }))
}
