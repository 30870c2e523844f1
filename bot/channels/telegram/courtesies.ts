import type { Channel } from '../../../core/talk/courier.ts'
import { splitText } from '../split-text.ts'
import type { Log } from '../surroundings.ts'
import { type TelegramApi, TelegramCallFailed } from './api.ts'

const CALL_MS = 20_000
/** Longest notice Telegram shows. */
const NOTICE_LIMIT = 200

type Courtesies = Required<Pick<Channel, 'answerTap' | 'showTyping' | 'setCommands'>>

/**
 * The small things around messages. A spinner or "typing" that fails is logged and forgotten; a command menu that
 * fails rejects with TelegramCallFailed, for it decides what a person sees as his commands.
 */
export function createCourtesies(api: TelegramApi, log: Log): Courtesies {
  const quietly = async (method: string, payload: Record<string, unknown>, signal: AbortSignal) => {
    try {
      await api.call(method, payload, AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]))
    } catch (error) {
      if (!(error instanceof TelegramCallFailed)) throw error
      log.info({ method, reason: error.message }, 'telegram: courtesy without effect')
    }
  }
  return {
    answerTap: (tapId, notice, signal) =>
      quietly(
        'answerCallbackQuery',
        { callback_query_id: tapId, ...(notice === null ? {} : { text: shortened(notice) }) },
        signal,
      ),
    showTyping: (thread, signal) =>
      quietly('sendChatAction', { chat_id: thread.threadId, action: 'typing' }, signal),
    async setCommands(thread, commands) {
      const scope = { type: 'chat', chat_id: thread.threadId }
      const signal = AbortSignal.timeout(CALL_MS)
      if (commands.length === 0) await api.call('deleteMyCommands', { scope }, signal)
      else
        await api.call(
          'setMyCommands',
          { scope, commands: commands.map(({ name, description }) => ({ command: name, description })) },
          signal,
        )
    },
  }
}

function shortened(notice: string): string {
  return notice.length <= NOTICE_LIMIT ? notice : `${splitText(notice, NOTICE_LIMIT - 1)[0]}…`
}
