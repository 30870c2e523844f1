/** Is this a command, and with what arguments? With or without slash, diacritics and @botname. Pure. behaviour §6. */
import { COMMANDS, type CommandName } from '../../core/talk/command-names.ts'
import { foldWords } from '../../core/talk/fold-words.ts'

export type ParsedCommand =
  | { readonly kind: 'command'; readonly name: CommandName; readonly args: string }
  /** Began with a slash, but there is no such command. */
  | { readonly kind: 'unknown'; readonly name: string; readonly nearest: CommandName | null }
  | { readonly kind: 'none' }

/** Every spelling, folded and without spaces: Vietnamese in full, short form, English. */
const SPELLINGS: Readonly<Record<CommandName, readonly string[]>> = {
  batdau: ['batdau', 'start', 'dangky'],
  baocao: ['baocao', 'report'],
  nhiemvu: ['nhiemvu', 'tasks', 'nv'],
  lichsu: ['lichsu', 'history'],
  tonghop: ['tonghop', 'summary'],
  chuabaocao: ['chuabaocao', 'missing', 'chuabc'],
  quahan: ['quahan', 'overdue'],
  vuongmac: ['vuongmac', 'obstacles', 'obstacle'],
  yeucau: ['yeucau', 'requests', 'denghi'],
  giahan: ['giahan', 'extend'],
  giaolai: ['giaolai', 'reassign'],
  moi: ['moi', 'invite'],
  nghi: ['nghi', 'leave', 'nghiphep'],
  nhac: ['nhac', 'remind', 'nhacnho'],
  chedo: ['chedo', 'regimes', 'regime'],
  lichnghi: ['lichnghi', 'holidays', 'holiday'],
  hoinghi: ['hoinghi', 'conference', 'giaoban'],
  khoa: ['khoa', 'lock', 'khoanhap'],
  mokhoa: ['mokhoa', 'unlock', 'mokhoanhap'],
  giaitrinh: ['giaitrinh', 'explain'],
  suckhoe: ['suckhoe', 'health'],
  xuat: ['xuat', 'export', 'xuatfile', 'xuattep'],
  tinhhinh: ['tinhhinh', 'status'],
  nhap: ['nhap', 'import', 'nhapdanhmuc', 'nhapdanhsach'],
  trogiup: ['trogiup', 'help', 'huongdan'],
  huy: ['huy', 'cancel', 'thoi'],
}

/** Words of ordinary talk that must not become commands without a slash, and what may follow where they do. */
const BARE_ARGUMENTS: Readonly<Record<CommandName, RegExp>> = {
  batdau: /^[a-z0-9-]{4,20}$/,
  baocao: /^$/,
  nhiemvu: /^$/,
  lichsu: /^$/,
  tonghop: /^((ngay|tuan|thang|quy|nam|hom nay|hom qua)( nay| truoc)?)?$/,
  chuabaocao: /^$/,
  quahan: /^$/,
  vuongmac: /^$/,
  yeucau: /^$/,
  giahan: /^$/,
  giaolai: /^$/,
  moi: /^(?!.)/,
  nghi: /^$|^(tu )?(ngay )?(\d{1,2}[/.-]|\d{4}-|hom nay|mai\b|xong$|@)/,
  nhac: /^$|^(tat ca|@|(so|ban|phong|ubnd|xa|phuong|van phong|cong an|chi cuc|trung tam)\b[^\d%]*)$/,
  chedo: /^$|^(gio|ngay (lam|hang)|che ?do|nhac ?truoc|sap ?han|tong ?hop|lam ?viec)\b/,
  lichnghi: /^$|^(nam )?20\d\d$|^(them|bo|xac ?nhan|lam ?bu)\b/,
  hoinghi: /^$|^(ngay )?\d{1,2}[/.:h-]|^(doi|huy|them)\b/,
  khoa: /^$|^(ngay|lai|kiem ?tra|quy ?dinh)\b/,
  mokhoa: /^$|^(cho )?(@|(so|ban|phong|ubnd|xa|phuong|van phong|cong an|chi cuc|trung tam)\b)/,
  giaitrinh: /^$|^kiem ?tra$/,
  suckhoe: /^$/,
  xuat: /^$|^(xlsx|docx|zip|excel|word)\b/,
  tinhhinh: /^$|^((ngay|tuan|thang|quy|nam|hom nay|hom qua)( nay| truoc)?)$/,
  nhap: /^$|^ct \S+$/,
  trogiup: /^$/,
  huy: /^$/,
}

export function parseCommand(text: string): ParsedCommand {
  const trimmed = text.trim().normalize('NFC')
  const slash = /^\/([\p{L}\p{N}_]{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/u.exec(trimmed)
  if (slash !== null) {
    const word = foldWords(slash[1] ?? '')
    const name = commandOf(word)
    if (name !== null) return { kind: 'command', name, args: (slash[2] ?? '').trim() }
    return { kind: 'unknown', name: slash[1] ?? '', nearest: nearestCommand(word) }
  }
  return bareCommand(trimmed)
}

/** A longer message without a slash is talk. */
const LONGEST_BARE = 100

function bareCommand(text: string): ParsedCommand {
  if (text.length > LONGEST_BARE || text.includes('\n')) return { kind: 'none' }
  const words = text.split(/\s+/)
  const folded = words.map(foldWords)
  for (let length = Math.min(3, words.length); length >= 1; length--) {
    const name = commandOf(folded.slice(0, length).join(''))
    if (name !== null && BARE_ARGUMENTS[name].test(folded.slice(length).join(' '))) {
      return { kind: 'command', name, args: words.slice(length).join(' ') }
    }
  }
  return { kind: 'none' }
}

function commandOf(word: string): CommandName | null {
  return COMMANDS.find((name) => SPELLINGS[name].includes(word)) ?? null
}

/** The command one slip of the finger away, if there is one. */
function nearestCommand(word: string): CommandName | null {
  return COMMANDS.find((name) => SPELLINGS[name].some((spelling) => isOneSlipAway(word, spelling))) ?? null
}

function isOneSlipAway(written: string, meant: string): boolean {
  if (written.length < 3 || Math.abs(written.length - meant.length) > 1) return false
  let start = 0
  while (start < written.length && written[start] === meant[start]) start++
  const tail = (text: string, skip: number) => text.slice(start + skip)
  return (
    tail(written, 1) === tail(meant, 1) ||
    tail(written, 0) === tail(meant, 1) ||
    tail(written, 1) === tail(meant, 0) ||
    (written[start] === meant[start + 1] &&
      written[start + 1] === meant[start] &&
      tail(written, 2) === tail(meant, 2))
  )
}
