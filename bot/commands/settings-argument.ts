/** Words of `/chedo`: "giờ 16:00", "chế độ ngày,tuần,tháng", "sắp hạn 7,3,1", "bậc 2 chưa báo cáo 30 phút". Pure. */
import type { Role } from '../../core/directory/directory.ts'
import type { SettingChange, SettingName } from '../../core/programme/change-settings.ts'
import type { RegimeKind } from '../../core/programme/regime.ts'
import type { RungDelay } from '../../core/programme/settings.ts'
import { foldWords } from '../../core/talk/fold-words.ts'

/** Every spelling, folded and joined. */
const NAMES: Readonly<Record<SettingName, readonly string[]>> = {
  cutOff: ['gio', 'giochot', 'mocchot', 'cutoff'],
  days: ['ngay', 'ngaybaocao', 'days'],
  regimes: ['chedo', 'ky', 'kybaocao', 'regimes'],
  headsUpMinutes: ['nhactruoc'],
  headsUpEarlierMinutes: ['nhacsom', 'nhomcuoi'],
  reachabilityMinutes: ['lienlac', 'kiemtralienlac'],
  selfAuditMinutes: ['doisoat'],
  dueSoonDays: ['saphan', 'sapdenhan'],
  dueSoonAt: ['giosaphan', 'giosapdenhan'],
  summaryAt: ['tonghop', 'giotonghop'],
  workingHours: ['lamviec', 'giolamviec'],
  obstacleDays: ['vuongmac'],
  checklist: ['batbuoc', 'noidung'],
  ladder: ['bac', 'thang'],
}

const SETTINGS: readonly SettingName[] = [
  'cutOff',
  'days',
  'regimes',
  'headsUpMinutes',
  'headsUpEarlierMinutes',
  'reachabilityMinutes',
  'selfAuditMinutes',
  'dueSoonDays',
  'dueSoonAt',
  'summaryAt',
  'workingHours',
  'obstacleDays',
  'checklist',
  'ladder',
]

/** The setting the words begin with, and the folded words behind it; null: none. */
export function readSettingName(
  text: string,
): { readonly setting: SettingName; readonly value: string } | null {
  const words = foldWords(text).split(' ')
  for (let length = Math.min(4, words.length); length >= 1; length--) {
    const name = words.slice(0, length).join('').replaceAll('-', '')
    const setting = SETTINGS.find((one) => NAMES[one].includes(name))
    if (setting !== undefined) return { setting, value: words.slice(length).join(' ') }
  }
  return null
}

const OFF = ['tat', 'khong', 'off', '0']
const ON = ['bat', 'co', 'on']

/** Null: the value is not one of that setting. */
export function readSettingValue(setting: SettingName, value: string): SettingChange | null {
  switch (setting) {
    case 'cutOff':
    case 'dueSoonAt':
      return changed(readClock(value), (at) => ({ setting, value: at }))
    case 'summaryAt':
      if (OFF.includes(value)) return { setting, value: null }
      return changed(readClock(value), (at) => ({ setting, value: at }))
    case 'days':
      return changed(readDays(value), (days) => ({ setting, value: days }))
    case 'regimes':
      return changed(readRegimes(value), (regimes) => ({ setting, value: regimes }))
    case 'headsUpMinutes':
    case 'headsUpEarlierMinutes':
    case 'reachabilityMinutes':
    case 'selfAuditMinutes':
      return changed(OFF.includes(value) ? 0 : readCount(value), (minutes) => ({ setting, value: minutes }))
    case 'dueSoonDays':
      return changed(readCounts(value), (days) => ({ setting, value: days }))
    case 'workingHours':
      return changed(readHours(value), (hours) => ({ setting, value: hours }))
    case 'obstacleDays':
      return changed(readCount(value), (days) => ({ setting, value: days }))
    case 'checklist':
      return readChecklist(value)
    case 'ladder':
      return readRung(value)
    default:
      return setting satisfies never
  }
}

function changed<T>(value: T | null, make: (value: T) => SettingChange): SettingChange | null {
  return value === null ? null : make(value)
}

/** "16:00", "16h", "16h30", "8:05". */
function readClock(text: string): string | null {
  const match = /^(\d{1,2})(?:[:h](\d{2})?)?$/.exec(text.replaceAll(' ', ''))
  return match === null ? null : `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? '00'}`
}

function readDays(text: string) {
  const word = text.replaceAll(/[\s-]/g, '')
  if (['hangngay', 'moingay', 'tatca', 'everyday'].includes(word)) return 'every-day' as const
  if (['lamviec', 'ngaylamviec', 'workingdays'].includes(word)) return 'working-days' as const
  return null
}

const REGIME_WORDS: Readonly<Record<string, RegimeKind>> = {
  ngay: 'daily',
  tuan: 'weekly',
  thang: 'monthly',
  quy: 'quarterly',
  '6thang': 'half_yearly',
  nuanam: 'half_yearly',
  nam: 'yearly',
  hoanthanh: 'on_completion',
  khihoanthanh: 'on_completion',
  dotxuat: 'ad_hoc',
  theoyeucau: 'ad_hoc',
}

/** Commas, "và" or, between single words, spaces. */
function readRegimes(text: string): RegimeKind[] | null {
  const parts = (/[,;+]/.test(text) ? text.split(/[,;+]|\bva\b/) : text.split(/\s+/)).map((part) =>
    part.replaceAll(/[\s-]/g, ''),
  )
  const kinds = parts.filter((part) => part !== '').map((part) => REGIME_WORDS[part])
  const known = kinds.filter((kind) => kind !== undefined)
  return known.length === 0 || known.length < kinds.length ? null : [...new Set(known)]
}

function readCount(text: string): number | null {
  const match = /^(\d{1,4})(?: ?(?:phut|p|ngay)(?: lam viec)?)?$/.exec(text)
  return match === null ? null : Number(match[1])
}

function readCounts(text: string): number[] | null {
  if (OFF.includes(text)) return []
  const parts = text
    .replace(/ngay(?: lam viec)?$/, '')
    .split(/[\s,;+]+/)
    .filter((part) => part !== '')
  return parts.length > 0 && parts.every((part) => /^\d{1,3}$/.test(part)) ? parts.map(Number) : null
}

function readHours(text: string): { from: string; to: string } | null {
  const [from, to, more] = text.split(/-|–|den/).map((part) => readClock(part.trim()))
  return from && to && more === undefined ? { from, to } : null
}

const ITEMS = [
  [/^(so lieu|so|phan tram)/, 'number'],
  [/^(de xuat|kien nghi)/, 'proposalWithObstacle'],
  [/^(san pham|ket qua)/, 'productWhenDone'],
  [/^(minh chung|anh)/, 'evidenceWhenDone'],
] as const

function readChecklist(value: string): SettingChange | null {
  const words = value.replaceAll('-', ' ')
  const item = ITEMS.find(([pattern]) => pattern.test(words))?.[1]
  const last = words.split(' ').at(-1) ?? ''
  if (item === undefined || !(ON.includes(last) || OFF.includes(last))) return null
  return { setting: 'checklist', item, value: ON.includes(last) }
}

/** "2 chua bao cao 30 phut", "3 qua han 1 ngay 16:30", "5 nhac tuan bat", "4 vai tro dieu phoi, lanh dao", "6 bo". */
function readRung(value: string): SettingChange | null {
  const match = /^(\d) (.+)$/.exec(value.replaceAll('-', ' '))
  if (match === null) return null
  const rung = Number(match[1])
  const words = match[2] ?? ''
  if (/^(bo|xoa)$/.test(words)) return { setting: 'ladder', rung, isRemoved: true }
  const again = /^(?:nhac|nhac lai|lap lai) ?(?:hang )?tuan (\S+)$/.exec(words)?.[1]
  if (again !== undefined) {
    if (!ON.includes(again) && !OFF.includes(again)) return null
    return { setting: 'ladder', rung, thenWeekly: ON.includes(again) }
  }
  const roles = /^(?:vai ?tro|gui|them) (.+)$/.exec(words)?.[1]
  if (roles !== undefined) {
    return changed(readRoles(roles), (named) => ({ setting: 'ladder', rung, roles: named }))
  }
  const told = /^(chua ?bao ?cao|chuabc|qua ?han) (.+)$/.exec(words)
  const subject = told?.[1]?.startsWith('chua') ? 'missing' : 'overdue'
  return changed(told === null ? null : readDelay(told[2] ?? ''), (delay) => ({
    setting: 'ladder',
    rung,
    subject,
    value: delay,
  }))
}

const ROLE_WORDS: readonly (readonly [RegExp, Role])[] = [
  [/^(dau moi|can bo dau moi|officer)$/, 'officer'],
  [/^(lanh dao phu trach|lanh dao phong|truong phong|phu trach|supervisor)$/, 'supervisor'],
  [/^(thu truong|thu truong don vi|nguoi dung dau|head)$/, 'head'],
  [/^(dieu phoi|phong kstthc|kstthc|to cong tac|coordinator)$/, 'coordinator'],
  [/^(lanh dao ubnd|chu tich|pho chu tich|chanh van phong|lanh dao|chief)$/, 'chief'],
]

/** Commas, "và" or "+" between them. */
function readRoles(text: string): Role[] | null {
  const parts = text.split(/[,;+]|\bva\b/).map((part) => part.trim())
  const roles = parts.flatMap((part) => ROLE_WORDS.find(([pattern]) => pattern.test(part))?.[1] ?? [])
  return roles.length === 0 || roles.length < parts.length ? null : [...new Set(roles)]
}

function readDelay(text: string): RungDelay | null {
  if (OFF.includes(text)) return { kind: 'never' }
  if (/^(hang )?tuan$/.test(text)) return { kind: 'weekly' }
  const minutes = /^(\d{1,4}) ?(?:phut|p)$/.exec(text)
  if (minutes !== null) return { kind: 'minutes', minutes: Number(minutes[1]) }
  const days = /^(\d{1,2}) ?ngay(?: lam viec)? (.+)$/.exec(text)
  const at = days === null ? null : readClock(days[2] ?? '')
  return days === null || at === null ? null : { kind: 'working_day', days: Number(days[1]), at }
}

// ───────────────────────────────────────────── choices

/** Usual values, as the words that say them; the ladder and the checklist are told in words. */
export const USUAL: Readonly<Record<SettingName, readonly string[]>> = {
  cutOff: ['16:00', '16:30', '17:00'],
  days: ['lam viec', 'hang ngay'],
  regimes: ['ngay,tuan,thang', 'ngay,tuan,thang,quy,nam', 'tuan,thang', 'thang'],
  headsUpMinutes: ['30', '60', '120', 'tat'],
  headsUpEarlierMinutes: ['30', '60', '90', 'tat'],
  reachabilityMinutes: ['60', '120', '180', 'tat'],
  selfAuditMinutes: ['10', '20', 'tat'],
  dueSoonDays: ['7,3,1', '5,2,1', '3,1', 'tat'],
  dueSoonAt: ['07:30', '08:00', '14:00'],
  summaryAt: ['17:00', '17:30', 'tat'],
  workingHours: ['07:30-17:30', '07:00-17:00', '08:00-17:00'],
  obstacleDays: ['1', '2', '3', '5'],
  checklist: [
    'minh chung bat',
    'minh chung tat',
    'san pham bat',
    'san pham tat',
    'de xuat bat',
    'de xuat tat',
  ],
  ladder: [],
}
