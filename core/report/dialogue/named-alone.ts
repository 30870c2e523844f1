/** Words that name tasks and say nothing of them: "NV09", "ảnh của NV09 ạ", "3" where a list or photos wait. Pure. */
import type { Conversation, Setting } from '../../conversation.ts'
import { boundList } from '../../talk/open-menu.ts'
import type { Duty } from '../report.ts'
import { understand } from '../understand/understand.ts'
import { contextOf, dutyByCode, dutyByRef } from './known.ts'

/** Longer words say more than a name. */
const LONGEST_NAME = 60

/** Own tasks in the order of the list; empty: the words say something, or name none of his. */
export function tasksNamedAlone(conversation: Conversation, setting: Setting, text: string): readonly Duty[] {
  const said = text.trim()
  if (said.length > LONGEST_NAME) return []
  const number = /^\d{1,3}$/.exec(said)
  if (number !== null) return byNumber(Number(said), conversation, setting)
  const context = contextOf(conversation, setting, { askedTask: null, photos: 0, at: setting.now })
  const bare = understand(said, context)
  const [question] = bare.intent === 'ask_back' && bare.pieces.length === 0 ? bare.questions : []
  if (question?.kind !== 'unclear' || question.code === null) return []
  // With a status it is a sentence the parser knows, and names all of them.
  const whole = understand(`${said} không đổi`, context)
  const codes = whole.intent === 'report' ? whole.pieces.map((piece) => piece.code) : [question.code]
  return codes.flatMap((code) => dutyByCode(conversation, code) ?? [])
}

/** Only where photos wait: the number of a list that is open, else a code's ("9" for NV09), if only one has it. */
function byNumber(number: number, conversation: Conversation, setting: Setting): readonly Duty[] {
  if (conversation.session.loosePhotos.length === 0 && conversation.media.length === 0) return []
  const list = boundList(conversation, setting.now)
  const [taskId = '', unitId = ''] =
    list === null || list.isOld ? [] : (list.refs[number - 1] ?? '').split('.')
  const listed = dutyByRef(conversation, taskId, unitId)
  if (listed !== null) return [listed]
  const same = conversation.duties.filter(({ task }) => Number(/\d+$/.exec(task.code)?.[0]) === number)
  return same.length === 1 ? same : []
}
