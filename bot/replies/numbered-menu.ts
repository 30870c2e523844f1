/** Buttons on a channel without buttons: a numbered menu below the text, answered by the number. Pure. */
import type { Outgoing } from '../../core/talk/message.ts'

/** The message with its buttons written out; their order is the numbering `router` reads answers by. */
export function withNumberedMenu(message: Outgoing): Outgoing {
  const labels = message.buttons.flat().map((button, index) => `${index + 1}. ${button.label}`)
  if (labels.length === 0) return message
  return { ...message, text: `${message.text}\n\nTrả lời bằng số:\n${labels.join('\n')}` }
}
