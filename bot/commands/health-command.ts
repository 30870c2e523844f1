/** `/suckhoe`: channels, queues, rounds, what failed, and whom the Official Account will soon not reach. behaviour §6. */
import type { Conversation, Setting } from '../../core/conversation.ts'
import type { Library } from '../../core/ports.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'
import { localDate } from '../../core/time.ts'
import { closesOn, windowAt } from '../channels/zalo-oa/window.ts'
import type { LinkedContext } from './context.ts'

/** What of a command's context is looked at. */
interface HealthContext extends Pick<LinkedContext, 'channels'> {
  readonly conversation: Pick<Conversation, 'session'>
  readonly setting: Pick<Setting, 'now' | 'zone'>
  readonly library: Pick<Library, 'health'>
}

export async function showHealth({ conversation, setting, library, channels }: HealthContext): Promise<Turn> {
  const { now, zone } = setting
  const stored = await library.health()
  const tomorrow = localDate(now, zone).add({ days: 1 })
  const windows = { free: 0, billed: 0, closed: 0 }
  for (const { lastMessageAt } of stored.officialAccount) windows[windowAt(lastMessageAt, now).kind] += 1
  const fallingOut = stored.officialAccount
    .filter(({ lastMessageAt }) => closesOn(lastMessageAt, tomorrow, zone))
    .map(({ name }) => name)
  const view = { now, channels: channels(), stored, fallingOut, windows }
  return answerWith({ ...conversation.session, order: null }, { kind: 'health', view })
}
