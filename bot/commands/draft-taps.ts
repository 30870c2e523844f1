/** What was kept while input was closed: filed by one tap, or dropped. behaviour §5. */
import type { Conversation, Sender, Setting } from '../../core/conversation.ts'
import type { Change } from '../../core/decision.ts'
import { opensAgainAt } from '../../core/lock/input-lock.ts'
import type { ReportDraft } from '../../core/lock/report-draft.ts'
import type { Library } from '../../core/ports.ts'
import { fileAndConclude } from '../../core/report/dialogue/conclude.ts'
import { fileableDrafts, piecesOfDraft } from '../../core/report/dialogue/held-back.ts'
import type { Tap } from '../../core/talk/button.ts'
import type { LockView } from '../../core/talk/lock-view.ts'
import type { Reply } from '../../core/talk/reply.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'

export async function tapDraft(
  tap: Tap,
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
  library: Library,
): Promise<Turn> {
  const drafts = await library.locks.drafts(sender.person.id)
  if (drafts.length === 0) return say(conversation, { of: 'no_drafts' })
  const open = fileableDrafts(drafts, setting.conferences, setting.now)
  if (open.length === 0) {
    const opens = drafts.map((draft) => opensAgainAt(setting.conferences, draft, setting.now))
    const [opensAt = setting.now] = opens.sort(
      (one, other) => one.epochMilliseconds - other.epochMilliseconds,
    )
    return say(conversation, { of: 'drafts_wait', opensAt, count: drafts.length })
  }
  return tap.action === 'draft_drop' ? drop(open, conversation, setting) : file(open, conversation, setting)
}

/** Each draft is a report of its own, filed now: it is on time or late by this moment. */
function file(drafts: readonly ReportDraft[], conversation: Conversation, setting: Setting): Turn {
  const changes: Change[] = [settling(drafts, 'filed', setting)]
  const replies: Reply[] = []
  let { session } = conversation
  for (const draft of drafts) {
    const talk = { ...conversation, session }
    const pieces = piecesOfDraft(draft, talk)
    if (pieces.length === 0) {
      replies.push(homeless(draft))
      continue
    }
    const { evidenceIds } = draft
    const filed = fileAndConclude(talk, setting, { pieces, evidenceIds, arrival: setting.now })
    changes.push(...filed.changes)
    replies.push(...filed.replies)
    session = filed.session
  }
  return { changes, replies, notices: [], session }
}

function homeless({ text }: ReportDraft): Reply {
  return { kind: 'lock', view: { of: 'draft_homeless', text } }
}

function drop(drafts: readonly ReportDraft[], conversation: Conversation, setting: Setting): Turn {
  return {
    ...say(conversation, { of: 'drafts_dropped', count: drafts.length }),
    changes: [settling(drafts, 'dropped', setting)],
  }
}

function settling(drafts: readonly ReportDraft[], state: 'filed' | 'dropped', { now }: Setting) {
  return { kind: 'drafts_settled' as const, ids: drafts.map(({ id }) => id), state, at: now }
}

function say({ session }: Conversation, view: LockView): Turn {
  return answerWith(session, { kind: 'lock', view })
}
