/**
 * Buttons on a channel without buttons, below the text: a numbered menu, the shorthand of a list, or the words that
 * stand for them. Answers are read by core/talk/choose.ts and list-numbers.ts. Pure. behaviour §3b.
 */
import { type ButtonAction, parseTapData } from '../../core/talk/button.ts'
import { hasOneWayOut } from '../../core/talk/choose.ts'
import type { Button, Outgoing } from '../../core/talk/message.ts'
import { isOffer, isReceipt } from '../../core/talk/open-menu.ts'
import * as vi from './vi.ts'

/** The message with its buttons written out; their order is the numbering answers are read by. */
export function withNumberedMenu(message: Outgoing): Outgoing {
  const buttons = message.buttons.flat()
  if (buttons.length === 0) return message
  return { ...message, text: `${message.text}\n${menuOf(message, buttons)}` }
}

function menuOf(message: Outgoing, buttons: readonly Button[]): string {
  if (message.list !== undefined) return listMenu(message.list.length, buttons)
  if (isReceipt(message)) return vi.RECEIPT_MENU
  if (isOffer(message)) return vi.offerMenu(buttons.map((button) => button.label))
  if (hasOneWayOut(message)) return vi.menuWords(buttons.map((button) => button.label))
  return vi.numberedMenu(buttons.map((button) => button.label))
}

const ON_TASK: readonly ButtonAction[] = ['same', 'percent', 'done', 'obstacle', 'photo']

/** The numbers are those of the list; buttons of another matter in the same message are answered by their words. */
function listMenu(length: number, buttons: readonly Button[]): string {
  const actionOf = (button: Button) => parseTapData(button.data)?.action ?? 'dismiss'
  const others = buttons.filter((button) => {
    const action = actionOf(button)
    return action !== 'task' && action !== 'rest_same' && !ON_TASK.includes(action)
  })
  const open = buttons.filter((button) => actionOf(button) === 'task').length
  const hint = length === 1 ? vi.SINGLE_MENU : vi.listMenu(Math.max(1, open))
  return others.length === 0 ? hint : `${hint}\n${vi.menuWords(others.map((button) => button.label))}`
}
