/** A conversation as the parser sees it: the officer's tasks by the names he may use. */
import type { Temporal } from 'temporal-polyfill'
import type { Conversation, Setting } from '../../conversation.ts'
import type { BoundList } from '../../talk/open-menu.ts'
import type { Duty } from '../report.ts'
import type { KnownTask, UnderstandContext } from '../understand/reading.ts'

export function knownTask(duty: Duty): KnownTask {
  return {
    code: duty.task.code,
    outline: duty.task.outline,
    title: duty.task.title,
    target: duty.task.target,
    due: duty.task.due,
    leads: [duty.unit.name],
    previous:
      duty.last === null ? null : { status: duty.last.content.status, percent: duty.last.content.percent },
  }
}

/** `askedTask` is the code a question of the bot waits for; `at` the instant the words were said. */
export function contextOf(
  conversation: Conversation,
  setting: Setting,
  asked: { readonly askedTask: string | null; readonly photos: number; readonly at: Temporal.Instant },
): UnderstandContext {
  const roles = conversation.sender?.posts.map((post) => post.role) ?? []
  return {
    now: asked.at.toZonedDateTimeISO(setting.zone),
    tasks: conversation.duties.map(knownTask),
    otherTasks: conversation.otherTasks,
    askedTask: asked.askedTask,
    replyTasks: codesNamedIn(conversation),
    unitName: conversation.sender?.posts[0]?.unit.name ?? '',
    senderRole: roles.includes('officer')
      ? 'officer'
      : roles.includes('coordinator')
        ? 'coordinator'
        : 'leader',
    photos: asked.photos,
    isGroup: conversation.incoming.thread.isGroup,
    isForwarded: conversation.incoming.isForwarded,
  }
}

/** Codes of this officer's tasks that stand in the bot message he answers. */
function codesNamedIn(conversation: Conversation): readonly string[] {
  const text = conversation.refersTo?.text
  if (text === undefined) return []
  return conversation.duties.map((duty) => duty.task.code).filter((code) => namesCode(text, code))
}

function namesCode(text: string, code: string): boolean {
  let from = text.indexOf(code)
  while (from >= 0) {
    const next = text.charAt(from + code.length)
    if (!/[\p{L}\p{N}]/u.test(next)) return true
    from = text.indexOf(code, from + 1)
  }
  return false
}

export function dutyByCode(conversation: Conversation, code: string): Duty | null {
  return conversation.duties.find((duty) => duty.task.code === code) ?? null
}

export function dutyByRef(conversation: Conversation, taskId: string, unitId: string): Duty | null {
  return conversation.duties.find((duty) => duty.task.id === taskId && duty.unit.id === unitId) ?? null
}

/** Whether a card that was shown names the duty; without any card everything counts. */
export function isListed(duty: Duty, list: BoundList | null): boolean {
  return list === null || list.refs.includes(`${duty.task.id}.${duty.unit.id}`)
}
