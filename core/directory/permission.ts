/** Who may do what. Checked on every call; a menu is no permission. behaviour §6. */
import type { Sender } from '../conversation.ts'
import { COMMANDS, type CommandName } from '../talk/command-names.ts'
import type { Role } from './directory.ts'

/** Null: anyone who is linked; 'anyone': also somebody unknown. */
export const COMMAND_ROLES: Readonly<Record<CommandName, readonly Role[] | null | 'anyone'>> = {
  batdau: 'anyone',
  baocao: ['officer'],
  nhiemvu: null,
  lichsu: ['officer'],
  tonghop: ['coordinator', 'supervisor', 'head', 'chief', 'inspector'],
  chuabaocao: ['coordinator', 'supervisor', 'head', 'chief', 'inspector'],
  quahan: ['coordinator', 'supervisor', 'head', 'chief', 'inspector'],
  vuongmac: ['coordinator', 'supervisor', 'head', 'chief'],
  yeucau: ['coordinator'],
  giahan: ['officer', 'supervisor', 'head', 'chief', 'coordinator'],
  giaolai: ['supervisor', 'head', 'chief', 'coordinator'],
  moi: ['coordinator', 'administrator'],
  nghi: ['officer', 'supervisor', 'head', 'chief', 'coordinator'],
  nhac: ['coordinator', 'supervisor', 'head', 'chief'],
  chedo: ['coordinator', 'administrator'],
  lichnghi: ['coordinator', 'administrator'],
  hoinghi: ['coordinator'],
  khoa: ['coordinator'],
  mokhoa: ['coordinator'],
  giaitrinh: ['coordinator'],
  xuat: ['coordinator', 'supervisor', 'head', 'chief', 'inspector'],
  tinhhinh: ['coordinator', 'supervisor', 'head', 'chief', 'inspector'],
  nhap: ['coordinator', 'administrator'],
  suckhoe: ['coordinator', 'administrator'],
  trogiup: 'anyone',
  huy: 'anyone',
}

/** Roles that see every unit; others see their own units and those below. */
const SEES_ALL: readonly Role[] = ['coordinator', 'chief', 'inspector', 'administrator']

export function rolesOf(sender: Sender): readonly Role[] {
  return [...new Set(sender.posts.map((post) => post.role))]
}

const OF_DUTIES: readonly CommandName[] = ['baocao', 'lichsu']

export function mayRun(command: CommandName, sender: Sender, hasDuties: boolean): boolean {
  return mayRunAs(command, rolesOf(sender), hasDuties)
}

/** A substitute has an officer's duties without the post: whoever owes reports may report and see his receipts. */
function mayRunAs(command: CommandName, roles: readonly Role[], hasDuties: boolean): boolean {
  const wanted = COMMAND_ROLES[command]
  if (wanted === 'anyone' || wanted === null) return true
  return wanted.some((role) => roles.includes(role)) || (OF_DUTIES.includes(command) && hasDuties)
}

export function commandsFor(sender: Sender | null, hasDuties: boolean): readonly CommandName[] {
  if (sender === null) return COMMANDS.filter((name) => COMMAND_ROLES[name] === 'anyone')
  return commandsOf(rolesOf(sender), hasDuties)
}

/** Commands worth offering to somebody who is linked. */
export function commandsOf(roles: readonly Role[], hasDuties: boolean): readonly CommandName[] {
  return COMMANDS.filter((name) => name !== 'batdau' && mayRunAs(name, roles, hasDuties))
}

/** Units whose numbers the person may see; null: all. The units below are added by whoever asks. */
export function unitsInSight(sender: Sender): readonly string[] | null {
  if (sender.posts.some((post) => SEES_ALL.includes(post.role))) return null
  return [...new Set(sender.posts.map((post) => post.unit.id))]
}

const LEADS_ALL: readonly Role[] = ['coordinator', 'chief']
const LEADS_UNIT: readonly Role[] = ['supervisor', 'head']

/** Units whose tasks the person disposes of as a leader, not merely sees; null: all. Those below are added likewise. */
export function unitsLed(sender: Sender): readonly string[] | null {
  if (sender.posts.some((post) => LEADS_ALL.includes(post.role))) return null
  const led = sender.posts.filter((post) => LEADS_UNIT.includes(post.role))
  return [...new Set(led.map((post) => post.unit.id))]
}

/** Phone numbers show in full only to coordinators and to leaders of the person's own unit. behaviour §8. */
export function seesPhones(sender: Sender): boolean {
  return sender.posts.some((post) =>
    ['coordinator', 'supervisor', 'head', 'administrator'].includes(post.role),
  )
}
