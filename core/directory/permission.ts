/** Who may do what. Checked on every call; a menu is no permission. behaviour §6. */
import type { Sender } from '../conversation.ts'
import type { CommandName } from '../talk/command-names.ts'
import type { Role } from './directory.ts'

/** Null: anyone who is linked; 'anyone': also somebody unknown. */
export const COMMAND_ROLES: Readonly<Record<CommandName, readonly Role[] | null | 'anyone'>> = {
  batdau: 'anyone',
  baocao: ['officer'],
  nhiemvu: null,
  lichsu: null,
  tonghop: ['coordinator', 'supervisor', 'head', 'chief', 'inspector'],
  chuabaocao: ['coordinator', 'supervisor', 'head', 'chief', 'inspector'],
  quahan: ['coordinator', 'supervisor', 'head', 'chief', 'inspector'],
  moi: ['coordinator', 'administrator'],
  trogiup: 'anyone',
  huy: 'anyone',
}

/** Roles that see every unit; others see their own units and those below. */
const SEES_ALL: readonly Role[] = ['coordinator', 'chief', 'inspector', 'administrator']

export function rolesOf(sender: Sender): readonly Role[] {
  return [...new Set(sender.posts.map((post) => post.role))]
}

/** A substitute has an officer's duties without the post: whoever owes reports may report. */
export function mayRun(command: CommandName, sender: Sender, hasDuties: boolean): boolean {
  const wanted = COMMAND_ROLES[command]
  if (wanted === 'anyone' || wanted === null) return true
  const roles = rolesOf(sender)
  return wanted.some((role) => roles.includes(role)) || (command === 'baocao' && hasDuties)
}

export function commandsFor(sender: Sender | null, hasDuties: boolean): readonly CommandName[] {
  const names = Object.keys(COMMAND_ROLES).filter((name): name is CommandName => name in COMMAND_ROLES)
  if (sender === null) return names.filter((name) => COMMAND_ROLES[name] === 'anyone')
  return names.filter((name) => name !== 'batdau' && mayRun(name, sender, hasDuties))
}

/** Units whose numbers the person may see; null: all. The units below are added by whoever asks. */
export function unitsInSight(sender: Sender): readonly string[] | null {
  if (sender.posts.some((post) => SEES_ALL.includes(post.role))) return null
  return [...new Set(sender.posts.map((post) => post.unit.id))]
}

/** Phone numbers show in full only to coordinators and to leaders of the person's own unit. behaviour §8. */
export function seesPhones(sender: Sender): boolean {
  return sender.posts.some((post) =>
    ['coordinator', 'supervisor', 'head', 'administrator'].includes(post.role),
  )
}
