/** People named in a cell: "Đ/c Nguyễn Văn Phúc – PGĐ; đầu mối: Trần Thị Bình – CV, 0900.000.012". Ledger 6, 12, 27. */
import { cleanText, fold } from './cell-text.ts'

export interface ListedPerson {
  /** Null where the cell names a post, not a person ("Chủ tịch UBND cấp huyện"). */
  readonly name: string | null
  /** Position with common abbreviations spelled out; null where none is given. */
  readonly title: string | null
  /** Digits only, national form ("0900000012"). */
  readonly phone: string | null
  /** officer: the focal officer (đầu mối); supervisor: the leader in charge of the matter. */
  readonly role: 'officer' | 'supervisor'
}

const PHONE = /(?<!\d)(?:\+?84|0)(?:[\s.-]?\d){8,10}(?!\d)/g
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const PHONE_LABEL =
  /(?<!\p{L})(?:s?đt|điện thoại|sđt|di động|dđ|tel|phone|zalo|email)\s*[.:]*\s*(?=$|[,;)\s–-])/giu
const LABEL =
  /^(?:cán bộ |công chức |người |đầu )?(đầu mối|mối|theo dõi|tham mưu|thực hiện|tổng hợp|phụ trách|chỉ đạo|lãnh đạo(?: phụ trách| chỉ đạo)?|chủ trì)[^:]{0,20}:\s*/iu
const HONORIFIC = /^(?:đồng chí|đ\/?c\.?|ông|bà|anh|chị|o\.|b\.)\s+/iu
const DEGREE =
  /^(?:(?:PGS|GS|TSKH|TS|ThS|Th\.S|BS|BSCKI{1,2}|BSCK\d?|DS|KS|CN|LS|KTS|NSƯT)\.?\s*)+(?=\p{Lu}\p{Ll})/u
const RANK = /^((?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý))\s+/iu

/** Titles in use, as "abbreviation: full"; matched as whole words. */
const TITLES: readonly (readonly [string, string])[] = [
  ['PCVP', 'Phó Chánh Văn phòng'],
  ['CVP', 'Chánh Văn phòng'],
  ['PCT', 'Phó Chủ tịch'],
  ['CT', 'Chủ tịch'],
  ['PGĐ', 'Phó Giám đốc'],
  ['GĐ', 'Giám đốc'],
  ['PTP', 'Phó Trưởng phòng'],
  ['TP', 'Trưởng phòng'],
  ['PTB', 'Phó Trưởng ban'],
  ['TB', 'Trưởng ban'],
  ['PBT', 'Phó Bí thư'],
  ['BT', 'Bí thư'],
  ['CVC', 'Chuyên viên chính'],
  ['CV', 'Chuyên viên'],
  ['PCCT', 'Phó Chi cục trưởng'],
]

/** Everyone named, in order. Nobody labelled đầu mối: those named are the focal officers themselves. */
export function readPeople(text: string): readonly ListedPerson[] {
  const drafts: Draft[] = []
  for (const segment of cleanText(text).split(/[;\n]/)) readSegment(segment.trim(), drafts)
  const hasOfficer = drafts.some((draft) => draft.label === 'officer')
  return drafts.map(({ label, name, titles, phone }) => ({
    name,
    title: titles.length > 0 ? titles.map(fullTitle).join(', ') : null,
    phone,
    role: label ?? (hasOfficer ? 'supervisor' : 'officer'),
  }))
}

/** First phone number of a text as digits, "+84" as "0"; null where there is none. */
export function readPhone(text: string): string | null {
  const found = text.match(PHONE)?.[0]
  return found ? found.replace(/\D/g, '').replace(/^84/, '0') : null
}

/** Two to five capitalized words that name no agency; a name in capitals is set in mixed case. */
export function readName(text: string): string | null {
  const words = text.replace(HONORIFIC, '').replace(DEGREE, '').trim().split(/\s+/)
  if (words.length < 2 || words.length > 5) return null
  const isShouted =
    words.every((word) => word === word.toUpperCase()) && words.some((word) => word.length > 1)
  const mixed = isShouted ? words.map((word) => word.charAt(0) + word.slice(1).toLowerCase()) : words
  if (isShouted && words.length < 3) return null
  if (!mixed.every((word) => /^\p{Lu}[\p{Ll}’']*\.?$/u.test(word))) return null
  const first = fold(mixed.slice(0, 2).join(' '))
  return /^(?:so |phong |ubnd|cong an|van phong|trung tam|ban (?!.*van)|chi cuc|benh vien)/.test(first)
    ? null
    : mixed.join(' ')
}

interface Draft {
  readonly label: 'officer' | 'supervisor' | null
  name: string | null
  readonly titles: string[]
  phone: string | null
}

function readSegment(segment: string, drafts: Draft[]): void {
  if (segment === '') return
  const label = LABEL.exec(segment)
  const rest = segment.slice(label?.[0].length ?? 0)
  const phone = readPhone(rest)
  const words = rest.replace(PHONE, ' ').replace(EMAIL, ' ').replace(PHONE_LABEL, ' ')
  const parts = words
    .split(/\s+[-–—]\s*|[–—,()]|\s-\s/)
    .map((part) => part.replace(/^[\s.:–-]+|[\s:–-]+$/g, '').trim())
    .filter((part) => part !== '')
  const last = drafts.at(-1)
  if (parts.length === 0) {
    if (last && phone && last.phone === null) last.phone = phone
    return
  }
  const role = label ? roleOf(label[1] ?? '') : null
  const added = takeParts(parts, role)
  const receiver = added.at(-1)
  if (receiver && phone) receiver.phone = phone
  drafts.push(...added)
}

function takeParts(parts: readonly string[], label: Draft['label']): readonly Draft[] {
  const drafts: Draft[] = []
  const early: string[] = []
  for (const part of parts) {
    const rank = RANK.exec(part)
    const [, postBefore, nameAfter] = /^(\p{L}[\p{L}\s]*?)\s*:\s*(.+)$/u.exec(part) ?? []
    const name = readName((nameAfter ?? part).slice(rank && !nameAfter ? rank[0].length : 0))
    const current = drafts.at(-1)
    if (name !== null) {
      const titles = [
        ...early.splice(0),
        ...(rank?.[1] ? [rank[1]] : []),
        ...(postBefore ? [postBefore] : []),
      ]
      drafts.push({ label, name, titles, phone: null })
    } else if (current) current.titles.push(part)
    else early.push(part)
  }
  return drafts.length > 0 ? drafts : [{ label, name: null, titles: [early.join(', ')], phone: null }]
}

function roleOf(label: string): 'officer' | 'supervisor' {
  return /lanh dao|chi dao|phu trach|chu tri/.test(fold(label)) ? 'supervisor' : 'officer'
}

function fullTitle(text: string): string {
  let title = text.replace(/(?<!\p{L})CQ(?!\p{L})/gu, 'cơ quan').replace(/(?<!\p{L})ĐV(?!\p{L})/gu, 'đơn vị')
  for (const [short, full] of TITLES) {
    title = title.replace(new RegExp(`^${short}(?=$|[\\s.])\\.?\\s*`, 'u'), `${full} `)
  }
  title = title.replace(/(?<!\p{L})P\.\s*(?=\p{Lu})/gu, 'Phòng ').trim()
  return title.charAt(0).toUpperCase() + title.slice(1)
}
