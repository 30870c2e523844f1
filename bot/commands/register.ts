/** /start CODE and the confirmation that follows. Rules: core/directory/registration.ts. */

import type { Conversation, Setting } from '../../core/conversation.ts'
import { confirmLink, redeemCode } from '../../core/directory/registration.ts'
import type { Library } from '../../core/ports.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'
import { hashCode, isSameCode } from '../codes.ts'

export async function startWithCode(
  code: string,
  conversation: Conversation,
  setting: Setting,
  library: Library,
  setupCode: string | null,
): Promise<Turn> {
  if (code === '') {
    const { sender, session } = conversation
    return answerWith(
      session,
      sender === null ? { kind: 'welcome_unknown' } : { kind: 'already_linked', name: sender.person.name },
    )
  }
  if (setupCode !== null && isSameCode(code, setupCode)) {
    if (await library.hasAdministrator()) {
      return answerWith(conversation.session, { kind: 'refused', problem: { code: 'setup_done_already' } })
    }
    return redeemCode(conversation, setting, 'setup_code')
  }
  return redeemCode(conversation, setting, await library.inviteByHash(hashCode(code)))
}

export async function confirmLinking(
  inviteId: string,
  isConfirmed: boolean,
  conversation: Conversation,
  setting: Setting,
  library: Library,
): Promise<Turn> {
  return confirmLink(conversation, setting, await library.inviteById(inviteId), isConfirmed)
}

/** Looks like a code that was sent without /start. */
export function looksLikeCode(text: string): boolean {
  const trimmed = text.trim()
  return /^[A-Za-z0-9]{4}[- ]?[A-Za-z0-9]{4}$/.test(trimmed) && /\d/.test(trimmed)
}
