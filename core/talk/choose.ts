/** What an answer by number or keyword chooses: a button of the open menu, an entry of the open list. Pure. behaviour §3b. */
import { Temporal } from 'temporal-polyfill'
import type { Conversation } from '../conversation.ts'
import type { Tap } from './button.ts'
import { foldWords } from './fold-words.ts'
import type { Outgoing } from './message.ts'
import { boundList, isOffer, isReceipt, openMenu, tapByNumber, tapByWords } from './open-menu.ts'
import { isIdle } from './session.ts'

export type Chosen =
  | { readonly kind: 'tap'; readonly tap: Tap }
  /** "0" on a card. */
  | { readonly kind: 'finish' }
  /** "Bỏ qua" while something is asked. */
  | { readonly kind: 'leave' }
  /** A number the list or menu does not have. */
  | { readonly kind: 'beyond'; readonly of: 'list' | 'menu'; readonly number: number; readonly count: number }
  /** The list is from another time. */
  | { readonly kind: 'old_list' }
  /** The question it would answer is over. */
  | { readonly kind: 'closed' }
  /** The words are to be read as words. */
  | { readonly kind: 'none' }

const NONE: Chosen = { kind: 'none' }

/** `hasButtons`: the channel shows buttons, so that only lists have numbers one can see. */
export function choiceOf(conversation: Conversation, hasButtons: boolean, now: Temporal.Instant): Chosen {
  const text = conversation.incoming.text.trim()
  if (text === '' || conversation.media.length > 0) return NONE
  const bare = /^(?:(?:số|so|mục|muc|chọn|chon)\s+)?(\d{1,2})[.)]?$/iu.exec(text.normalize('NFC'))
  if (bare !== null) return byNumber(Number(bare[1]), conversation, hasButtons, now)
  return byWords(text, conversation, hasButtons)
}

function byNumber(
  number: number,
  conversation: Conversation,
  hasButtons: boolean,
  now: Temporal.Instant,
): Chosen {
  const open = openMenu(conversation)
  const sentAt = open.kind === 'menu' || open.kind === 'list' ? open.sentAt : null
  if (isNumberAsked(conversation, sentAt)) return NONE
  if (open.kind === 'list') return inList(number, conversation, hasButtons, now)
  if (hasButtons || open.kind === 'none') return NONE
  if (open.kind === 'closed') return { kind: 'closed' }
  if (hasOneWayOut(open.message)) return NONE
  const tap = tapByNumber(open.message, number)
  if (tap !== null) return { kind: 'tap', tap }
  const { waiting, order } = conversation.session
  if (waiting !== null || order !== null) return NONE
  const count = open.message.buttons.flat().length
  return { kind: 'beyond', of: 'menu', number, count }
}

/**
 * Asked for a percentage, "5" is five percent, whatever stands fifth in an older menu; what was shown after the question
 * is meant again.
 */
function isNumberAsked({ session, refersTo }: Conversation, menuSentAt: Temporal.Instant | null): boolean {
  if (session.focus?.field !== 'percent' || refersTo?.list !== undefined) return false
  const since = Temporal.Instant.from(session.focus.since)
  return menuSentAt === null || Temporal.Instant.compare(menuSentAt, since) <= 0
}

/** A number this far behind the end of a list is a slip; a larger one is a figure. */
const SLIP = 5

function inList(
  number: number,
  conversation: Conversation,
  hasButtons: boolean,
  now: Temporal.Instant,
): Chosen {
  const list = boundList(conversation, now)
  if (list === null) return NONE
  const count = list.refs.length
  const ref = list.refs[number - 1]
  const isSlip = count > 1 && number <= count + SLIP
  if (ref === undefined && number !== 0 && !isSlip) return NONE
  if (list.isOld) return hasButtons ? NONE : { kind: 'old_list' }
  if (number === 0) return { kind: 'finish' }
  if (ref === undefined) return { kind: 'beyond', of: 'list', number, count }
  return { kind: 'tap', tap: { action: 'task', ref, revision: 0 } }
}

/** "Bỏ qua" alone is no menu: numbers answer the question itself. */
export function hasOneWayOut(message: Outgoing): boolean {
  const buttons = message.buttons.flat()
  return buttons.length === 1 && buttons[0]?.data.startsWith('v1:answer:') === true
}

const AMEND = ['sua', 'sua bao cao', 'sua lai']
const LEAVE = ['bo qua', 'thoi bo qua', 'bo qua di', 'khong can']
const CANCEL = ['huy bao cao', 'huy bao cao nay', 'huy bc']

function byWords(text: string, conversation: Conversation, hasButtons: boolean): Chosen {
  const words = foldWords(text).replace(/[.!]+$/, '')
  const action = AMEND.includes(words) ? 'amend' : CANCEL.includes(words) ? 'cancel' : null
  if (action !== null) {
    const tap = onReceipt(action, conversation)
    if (tap !== null) return { kind: 'tap', tap }
  }
  const tap = hasButtons ? null : tapOfWords(text, conversation)
  // A code alone may also name the task of a photo: that is for the dialogue to say.
  if (tap !== null && tap.action !== 'task') return { kind: 'tap', tap }
  const { session } = conversation
  return LEAVE.includes(words) && session.order === null && !isIdle(session) ? { kind: 'leave' } : NONE
}

/** On the open menu, else on the newest offer that has such a button. */
function tapOfWords(text: string, conversation: Conversation): Tap | null {
  const open = openMenu(conversation)
  const asked = open.kind === 'menu' || open.kind === 'list' ? [open.message] : []
  const offers = conversation.recentMenus
    .map(({ message }) => message)
    .filter((message) => isOffer(message) && !isReceipt(message))
  for (const message of [...asked, ...offers]) {
    const tap = tapByWords(message, text)
    if (tap !== null) return tap
  }
  return null
}

/** Of the quoted receipt, else of the newest. */
function onReceipt(action: 'amend' | 'cancel', { refersTo, recentMenus }: Conversation): Tap | null {
  const quoted = refersTo !== null && isReceipt(refersTo) ? refersTo : null
  const receipt = quoted ?? recentMenus.find(({ message }) => isReceipt(message))?.message ?? null
  const ref = receipt === null ? null : tapByNumber(receipt, 1)?.ref
  return ref === null || ref === undefined ? null : { action, ref, revision: 0 }
}
