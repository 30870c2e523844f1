/** Linking a chat account to a person by a one-time code. Pure; codes arrive hashed. behaviour §6 "Registration". */
import type { Temporal } from 'temporal-polyfill'
import type { Conversation, Setting } from '../conversation.ts'
import { EMPTY_SESSION } from '../talk/session.ts'
import { answerWith, type Turn } from '../talk/turn.ts'
import { isBefore } from '../time.ts'
import type { Role } from './directory.ts'

/** Wrong codes in a row after which a sender has to wait. */
export const CODE_TRIES = 5
export const CODE_LOCK_MINUTES = 60
export const INVITE_HOURS = 72

export interface OpenInvite {
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly units: readonly string[]
  readonly roles: readonly Role[]
  readonly taskCount: number
  readonly expiresAt: Temporal.Instant
  readonly usedAt: Temporal.Instant | null
  /** Accounts the person has linked already; the first one becomes his main one. */
  readonly accountCount: number
}

/** A code was sent. Wrong, used, revoked and expired ones read the same to the sender. */
export function redeemCode(
  conversation: Conversation,
  setting: Setting,
  found: OpenInvite | 'setup_code' | null,
): Turn {
  const { sender, session, incoming } = conversation
  if (incoming.thread.isGroup) {
    return answerWith(session, { kind: 'refused', problem: { code: 'only_in_private' } })
  }
  if (sender !== null) return answerWith(session, { kind: 'already_linked', name: sender.person.name })
  const lockedUntil = lockOf(conversation, setting.now)
  if (lockedUntil !== null) return answerWith(session, { kind: 'code_locked', until: lockedUntil })
  if (found === 'setup_code') return appointAdministrator(conversation, setting)
  if (found === null || found.usedAt !== null || !isBefore(setting.now, found.expiresAt)) {
    return countFailure(conversation, setting)
  }
  return {
    changes: [],
    notices: [],
    session: {
      ...session,
      linking: { inviteId: found.id, personId: found.personId, since: setting.now.toString() },
    },
    replies: [{ kind: 'confirm_link', name: found.name, units: found.units, inviteId: found.id }],
  }
}

/** The person confirmed, or not, that the code is his. */
export function confirmLink(
  conversation: Conversation,
  setting: Setting,
  invite: OpenInvite | null,
  isConfirmed: boolean,
): Turn {
  const { session, incoming } = conversation
  const isOpen =
    invite !== null &&
    session.linking?.inviteId === invite.id &&
    invite.usedAt === null &&
    isBefore(setting.now, invite.expiresAt)
  if (conversation.sender !== null) {
    return answerWith(EMPTY_SESSION, { kind: 'already_linked', name: conversation.sender.person.name })
  }
  if (!isOpen) return answerWith(EMPTY_SESSION, { kind: 'welcome_unknown' })
  if (!isConfirmed) return answerWith(EMPTY_SESSION, { kind: 'link_declined' })
  return {
    changes: [
      {
        kind: 'account_linked',
        id: setting.newId(),
        thread: incoming.thread,
        userId: incoming.senderId,
        personId: invite.personId,
        isMain: invite.accountCount === 0,
        at: setting.now,
      },
      { kind: 'invite_used', inviteId: invite.id, at: setting.now },
      { kind: 'code_attempts_cleared', thread: incoming.thread, userId: incoming.senderId },
      {
        kind: 'audited',
        id: setting.newId(),
        at: setting.now,
        personId: invite.personId,
        action: 'account_linked',
        subject: `person:${invite.personId}`,
        after: { channel: incoming.thread.channel },
      },
    ],
    notices: [],
    session: EMPTY_SESSION,
    replies: [{ kind: 'linked', name: invite.name, roles: invite.roles, taskCount: invite.taskCount }],
  }
}

function lockOf(conversation: Conversation, now: Temporal.Instant): Temporal.Instant | null {
  const failures = conversation.codeFailures
  if (failures === null || failures.count < CODE_TRIES) return null
  const until = failures.lastAt.add({ minutes: CODE_LOCK_MINUTES })
  return isBefore(now, until) ? until : null
}

function countFailure(conversation: Conversation, setting: Setting): Turn {
  const before = conversation.codeFailures
  const isOldLock = before !== null && before.count >= CODE_TRIES
  const failures = before === null || isOldLock ? 1 : before.count + 1
  const { thread, senderId } = conversation.incoming
  return {
    changes: [{ kind: 'code_failed', thread, userId: senderId, failures, at: setting.now }],
    notices: [],
    session: conversation.session,
    replies: [
      failures >= CODE_TRIES
        ? { kind: 'code_locked', until: setting.now.add({ minutes: CODE_LOCK_MINUTES }) }
        : { kind: 'code_wrong', triesLeft: CODE_TRIES - failures },
    ],
  }
}

/** The first administrator, by ADMIN_SETUP_CODE, once per installation. He is named by his channel until corrected. */
function appointAdministrator(conversation: Conversation, setting: Setting): Turn {
  const personId = setting.newId()
  const { thread, senderId, senderName } = conversation.incoming
  return {
    changes: [
      {
        kind: 'administrator_appointed',
        personId,
        name: senderName ?? 'Quản trị viên',
        handle: `quantri${personId.slice(-4).toLowerCase()}`,
        at: setting.now,
      },
      {
        kind: 'account_linked',
        id: setting.newId(),
        thread,
        userId: senderId,
        personId,
        isMain: true,
        at: setting.now,
      },
      {
        kind: 'audited',
        id: setting.newId(),
        at: setting.now,
        personId,
        action: 'administrator_appointed',
        subject: `person:${personId}`,
      },
    ],
    notices: [],
    session: EMPTY_SESSION,
    replies: [{ kind: 'administrator_linked' }],
  }
}
