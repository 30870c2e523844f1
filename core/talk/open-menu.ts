/**
 * Which of our messages an answer by number or keyword belongs to: the one that is quoted, else the newest that is
 * still open. Pure. behaviour §3b.
 */
import type { Temporal } from 'temporal-polyfill'
import type { Conversation } from '../conversation.ts'
import { type ButtonAction, parseTapData, type Tap } from './button.ts'
import { foldWords } from './fold-words.ts'
import type { Outgoing } from './message.ts'
import { QUESTION_MINUTES } from './session.ts'

/** A numbered list of duties, as somebody may answer it by its numbers. */
export interface BoundList {
  /** "taskId.unitId", number 1 first. */
  readonly refs: readonly string[]
  readonly sentAt: Temporal.Instant | null
  /** Older than an open question may be, and not quoted: its numbers are not taken. */
  readonly isOld: boolean
}

/** The list whose numbers are meant: the quoted one, else the newest. Null: none was shown lately. */
export function boundList({ refersTo, recentMenus }: Conversation, now: Temporal.Instant): BoundList | null {
  if (refersTo?.list !== undefined) return { refs: refersTo.list, sentAt: null, isOld: false }
  const newest = recentMenus.find(({ message }) => message.list !== undefined)
  if (newest?.message.list === undefined) return null
  const minutes = newest.sentAt.until(now).total('minutes')
  return { refs: newest.message.list, sentAt: newest.sentAt, isOld: minutes > QUESTION_MINUTES }
}

export type OpenMenu =
  /** Its numbers choose its buttons. */
  | { readonly kind: 'menu'; readonly message: Outgoing; readonly sentAt: Temporal.Instant | null }
  /** Its numbers name duties. */
  | { readonly kind: 'list'; readonly message: Outgoing; readonly sentAt: Temporal.Instant | null }
  /** The newest question has been answered or has expired, and no list stands open. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'none' }

/**
 * The quoted message, else the newest that still waits for an answer. A receipt or an offer waits for none; once
 * something newer was answered, only a list stays open.
 */
export function openMenu(conversation: Conversation): OpenMenu {
  const { refersTo, recentMenus } = conversation
  if (refersTo !== null && isAnswerable(refersTo)) return asOpen(refersTo, null)
  let isBehind = false
  let hasClosed = false
  for (const { message, sentAt } of recentMenus) {
    if (message.list !== undefined) return asOpen(message, sentAt)
    if (isReceipt(message)) isBehind = true
    else if (isOffer(message)) continue
    else if (isClosed(message, conversation)) {
      isBehind = true
      hasClosed = true
    } else if (!isBehind) return asOpen(message, sentAt)
  }
  return hasClosed ? { kind: 'closed' } : { kind: 'none' }
}

function isAnswerable(message: Outgoing): boolean {
  return message.list !== undefined || (message.buttons.length > 0 && !isOffer(message))
}

function asOpen(message: Outgoing, sentAt: Temporal.Instant | null): OpenMenu {
  return { kind: message.list === undefined ? 'menu' : 'list', message, sentAt }
}

export function isReceipt(message: Outgoing): boolean {
  return firstTap(message)?.action === 'amend'
}

const OFFERED: readonly ButtonAction[] = [
  'amend',
  'cancel',
  'end_leave',
  'remind_missing',
  'export_workbook',
  'export_report',
  'export_picture',
]

/** What may be done with a message that asks nothing: chosen by words, so that numbers stay with what is asked. */
export function isOffer(message: Outgoing): boolean {
  const buttons = message.buttons.flat()
  return (
    buttons.length > 0 &&
    buttons.every(({ data }) => {
      const action = parseTapData(data)?.action
      return action !== undefined && OFFERED.includes(action)
    })
  )
}

const OF_QUESTION: readonly ButtonAction[] = ['answer']
const OF_ORDER: readonly ButtonAction[] = ['choose', 'agree', 'decline']

/** A question that is not the one the session waits for. */
function isClosed(message: Outgoing, { session }: Conversation): boolean {
  const tap = firstTap(message)
  if (tap === null) return false
  if (OF_QUESTION.includes(tap.action)) return session.waiting?.id !== tap.ref
  return OF_ORDER.includes(tap.action) && session.order?.id !== tap.ref
}

function firstTap(message: Outgoing): Tap | null {
  const first = message.buttons.flat()[0]
  return first === undefined ? null : parseTapData(first.data)
}

/** The button of that number, counted from 1 in reading order. */
export function tapByNumber(message: Outgoing, place: number): Tap | null {
  const button = message.buttons.flat()[place - 1]
  return button === undefined ? null : parseTapData(button.data)
}

/** The button whose words these are, whatever their case, diacritics and closing marks. */
export function tapByWords(message: Outgoing, words: string): Tap | null {
  const said = keyword(words)
  if (said === '') return null
  const button = message.buttons.flat().find((one) => keyword(one.label) === said)
  return button === undefined ? null : parseTapData(button.data)
}

/** "Chỉ đạo…" -> "chi dao". */
function keyword(text: string): string {
  return foldWords(text.normalize('NFC'))
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim()
}
