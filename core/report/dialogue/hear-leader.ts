/** Words of somebody who owes no reports: thanks and instructions are answered as such. Pure. behaviour §3a. */
import type { Conversation, Setting } from '../../conversation.ts'
import { answerWith, type Turn } from '../../talk/turn.ts'
import type { NotReportKind } from '../understand/reading.ts'
import { understand } from '../understand/understand.ts'
import { contextOf } from './known.ts'

const ANSWERED: readonly NotReportKind[] = ['thanks', 'instruction', 'forward', 'chat_in_group']

/** Null: nothing that has an answer of its own. */
export function hearLeader(conversation: Conversation, setting: Setting): Turn | null {
  const context = contextOf(conversation, setting, { askedTask: null, photos: 0, at: setting.now })
  const reading = understand(conversation.incoming.text, context)
  if (reading.intent !== 'not_report' || !ANSWERED.includes(reading.kind)) return null
  return answerWith(conversation.session, {
    kind: 'not_a_report',
    of: reading.kind,
    tasks: [],
    received: [],
  })
}
