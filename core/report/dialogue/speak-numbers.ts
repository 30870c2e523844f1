/** Answers by the numbers of the card: "1 60%; 2 xong; 3-5 kd", "còn lại kd", "0". Pure. behaviour §3b. */
import type { Conversation, Setting } from '../../conversation.ts'
import { boundList } from '../../talk/open-menu.ts'
import type { ReportTalk } from '../../talk/report-talk.ts'
import { answerWith, type Turn } from '../../talk/turn.ts'
import { cardItem, cardItems, cardReply, dutiesWithout, periodsAsked } from './card.ts'
import { dutyByRef, isListed } from './known.ts'
import { isRestSame, type ReadByNumbers, readByNumbers } from './list-numbers.ts'

export type SpokenNumbers =
  /** The words with codes in place of numbers; `off` tells of numbers that were not taken, null: all were. */
  | { readonly kind: 'words'; readonly text: string; readonly off: ReportTalk | null }
  /** Nothing to store: no number could be taken, or the list is old. */
  | { readonly kind: 'refused'; readonly turn: Turn }

/** Null: the message does not speak by numbers, or no list was shown. */
export function spokenNumbers(
  conversation: Conversation,
  setting: Setting,
  text: string,
): SpokenNumbers | null {
  const list = boundList(conversation, setting.now)
  if (list === null) return null
  const codes = list.refs.map((ref) => codeOf(ref, conversation))
  const rest = dutiesWithout(conversation, setting)
    .filter((duty) => isListed(duty, list))
    .map((duty) => duty.task.code)
  const read = isRestSame(text)
    ? { text: rest.length === 0 ? '' : `${rest.join(', ')} không đổi`, unknown: [] }
    : readByNumbers(text, codes, rest)
  if (read === null) return null
  if (list.isOld && !isRestSame(text) && !saysTheSameNow(read, text, rest, conversation, setting)) {
    return { kind: 'refused', turn: oldList(conversation, setting) }
  }
  const off = offReply(read.unknown, codes)
  if (read.text !== '') return { kind: 'words', text: read.text, off }
  return { kind: 'refused', turn: refusal(off, conversation, setting) }
}

/** On the card of now these numbers name the same tasks: nobody has to write them again. */
function saysTheSameNow(
  read: ReadByNumbers,
  text: string,
  rest: readonly string[],
  { duties }: Conversation,
  setting: Setting,
): boolean {
  const codes = cardItems(duties, setting).map((item) => item.code)
  const now = readByNumbers(text, codes, rest)
  return now !== null && now.text === read.text && now.unknown.length + read.unknown.length === 0
}

function refusal(off: ReportTalk | null, conversation: Conversation, setting: Setting): Turn {
  if (off === null) return finishCard(conversation, setting)
  const isGone = off.kind === 'numbers_off' && off.gone.length > 0
  return isGone
    ? answerWith(conversation.session, off, cardReply(conversation, setting, null))
    : answerWith(conversation.session, off)
}

/** Null: nothing is owed on it any more. */
function codeOf(ref: string, conversation: Conversation): string | null {
  const [taskId = '', unitId = ''] = ref.split('.')
  return dutyByRef(conversation, taskId, unitId)?.task.code ?? null
}

function offReply(unknown: readonly number[], codes: readonly (string | null)[]): ReportTalk | null {
  if (unknown.length === 0) return null
  const isBeyond = (number: number) => number < 1 || number > codes.length
  return {
    kind: 'numbers_off',
    beyond: unknown.filter(isBeyond),
    gone: unknown.filter((number) => !isBeyond(number)),
    count: codes.length,
  }
}

export function oldList(conversation: Conversation, setting: Setting): Turn {
  return answerWith(conversation.session, { kind: 'old_list' }, cardReply(conversation, setting, null))
}

/** "0": leaves what was asked, and says what of the card is still open. */
export function finishCard(conversation: Conversation, setting: Setting): Turn {
  const list = boundList(conversation, setting.now)
  const open = conversation.duties.filter((duty) => duty.task.state === 'open' && isListed(duty, list))
  const items = open.map((duty) => cardItem(duty, setting))
  const left = items.filter((item) => item.state !== 'complete')
  return answerWith(
    { ...conversation.session, focus: null, waiting: null },
    {
      kind: 'card_finished',
      reported: items.length - left.length,
      total: items.length,
      open: left.map((item) => item.code),
      cutOff: periodsAsked(open, setting)[0]?.cutOff ?? null,
    },
  )
}
