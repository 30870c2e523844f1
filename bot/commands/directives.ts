/** What an officer does with a leader's instruction: says that it is clear, or answers it in words. behaviour §4. */
import type { Conversation, Sender, Setting } from '../../core/conversation.ts'
import type { Change } from '../../core/decision.ts'
import type { GivenDirective, Library } from '../../core/ports.ts'
import { parseTapData, type Tap } from '../../core/talk/button.ts'
import { foldWords } from '../../core/talk/fold-words.ts'
import { answerWith, type Notice, type Turn } from '../../core/talk/turn.ts'

/** "Đã rõ" and "Trả lời…" below an instruction. */
export async function tapDirective(
  tap: Tap,
  sender: Sender,
  { session }: Conversation,
  setting: Setting,
  library: Library,
): Promise<Turn> {
  const directive = await library.directive(tap.ref)
  if (directive === null || directive.toId !== sender.person.id) {
    return answerWith(session, { kind: 'stale_button' })
  }
  if (tap.action === 'directive_answer') {
    const answering = { directiveId: directive.id, since: setting.now.toString() }
    return answerWith(
      { ...session, answering, order: null, instructing: null },
      { kind: 'directive_answer_prompt', from: directive.fromName, text: directive.text },
    )
  }
  const reply = {
    kind: 'directive_noted',
    from: directive.fromName,
    isFirst: directive.readAt === null,
  } as const
  if (directive.readAt !== null) return answerWith(session, reply)
  return {
    changes: readingOf(directive, sender, setting),
    replies: [reply],
    notices: [
      {
        personId: directive.fromId,
        lane: 'interactive',
        reply: { kind: 'directive_was_read', officer: sender.person.name, text: directive.text },
        // Told once, however often it is tapped.
        identity: `directive-read:${directive.id}`,
      },
    ],
    session,
  }
}

/** The instruction these words answer: the one replied to, or the one whose "Trả lời…" was tapped; null: none. */
export function answeredDirective({ incoming, refersTo, session }: Conversation): string | null {
  if (incoming.kind === 'tap' || incoming.text.trim() === '') return null
  for (const button of refersTo?.buttons.flat() ?? []) {
    const tap = parseTapData(button.data)
    if (tap?.action === 'directive_answer') return tap.ref
  }
  return session.answering?.directiveId ?? null
}

/**
 * Records the words and passes them on to the leader; an answer shows that the instruction was read. `talk` is what
 * the words do by themselves: an answer that names a task and reports on it is filed as well.
 */
export async function answerDirective(
  directiveId: string,
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
  library: Library,
  talk: () => Turn,
): Promise<Turn> {
  const directive = await library.directive(directiveId)
  if (directive === null || directive.toId !== sender.person.id) {
    const own = talk()
    return { ...own, session: { ...own.session, answering: null } }
  }
  const text = conversation.incoming.text.trim()
  const said = namesTask(conversation) ? talk() : null
  const own = said !== null && files(said) ? said : answerWith(conversation.session)
  return {
    changes: [
      ...own.changes,
      ...(directive.readAt === null ? readingOf(directive, sender, setting) : []),
      ...answerOf(directive, sender, setting, text),
    ],
    replies: [{ kind: 'directive_answer_sent', to: directive.fromName }, ...own.replies],
    notices: [...own.notices, answerNotice(directive, sender, text)],
    session: { ...own.session, answering: null },
  }
}

function namesTask({ incoming, duties }: Conversation): boolean {
  const spoken = ` ${foldWords(incoming.text).replace(/[^a-z0-9./-]+/g, ' ')} `
  return duties.some(({ task }) => spoken.includes(` ${foldWords(task.code)} `))
}

function files({ changes }: Turn): boolean {
  return changes.some(({ kind }) => kind === 'report_filed' || kind === 'report_amended')
}

function answerNotice(directive: GivenDirective, { person }: Sender, answer: string): Notice {
  return {
    personId: directive.fromId,
    lane: 'interactive',
    reply: { kind: 'directive_was_answered', officer: person.name, text: directive.text, answer },
  }
}

function readingOf({ id }: GivenDirective, { person }: Sender, { now, newId }: Setting): readonly Change[] {
  return [
    { kind: 'directive_read', id, at: now },
    {
      kind: 'audited',
      id: newId(),
      at: now,
      personId: person.id,
      action: 'directive_read',
      subject: `directive:${id}`,
    },
  ]
}

/** A second answer is put below the first. */
function answerOf(
  { id, answer }: GivenDirective,
  { person }: Sender,
  { now, newId }: Setting,
  text: string,
): readonly Change[] {
  return [
    { kind: 'directive_answered', id, text: answer === null ? text : `${answer}\n${text}`, at: now },
    {
      kind: 'audited',
      id: newId(),
      at: now,
      personId: person.id,
      action: 'directive_answered',
      subject: `directive:${id}`,
      after: { text },
    },
  ]
}
