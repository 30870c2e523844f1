/** What a unit that only a list names is taken to be: its kind and a short name, both open to correction. Pure. */
import type { UnitKind } from '../directory/directory.ts'
import { fold } from './cell-text.ts'

/** The first that fits the folded name counts. */
const KINDS: readonly (readonly [RegExp, UnitKind])[] = [
  [/^(?:dang uy|dang bo|chi bo) |(?:tinh uy|huyen uy|thi uy|thanh uy|dang uy)$/, 'party'],
  [/^(?:ubnd|cong an) (?:huyen|thi xa|thanh pho|quan) /, 'district'],
  [/^(?:ubnd|cong an) (?:xa|phuong|thi tran|dac khu) /, 'commune'],
  [/^truong dai hoc |^hoc vien |^dai hoc /, 'university'],
  [/^(?:vnpt|viettel|mobifone|vinaphone|fpt|evn|cong ty|tong cong ty|tap doan)/, 'enterprise'],
  [/^(?:chi cuc thue|thue|cuc |bhxh|bao hiem xa hoi|nhnn|ngan hang nha nuoc|kho bac|hai quan)/, 'central'],
  [/^(?:so|ban quan ly|thanh tra tinh|van phong ubnd tinh|cong an tinh)(?: |$)/, 'department'],
  [/^(?:phong|trung tam|chi cuc) /, 'section'],
]

/** Words that offices shorten in the same way everywhere. */
const SHORT_WORDS: readonly (readonly [string, string])[] = [
  ['Văn phòng', 'VP'],
  ['Ban Quản lý Khu kinh tế', 'BQL KKT'],
  ['Ban Quản lý', 'BQL'],
  ['Trường Đại học', 'ĐH'],
  ['thành phố', 'TP'],
]

export function kindOfName(name: string): UnitKind {
  const folded = fold(name)
  return KINDS.find(([pattern]) => pattern.test(folded))?.[1] ?? 'other'
}

/** "Sở KH&CN" of "Sở Khoa học và Công nghệ": fields of two parts become initials; other names lose little. */
export function shortNameOf(name: string): string {
  const department = /^(Sở|Bộ) (.+ và .+)$/.exec(name)
  if (department) {
    const parts = (department[2] ?? '').split(' và ').map(initials)
    return `${department[1]} ${parts.join('&')}`
  }
  return SHORT_WORDS.reduce((short, [long, abbreviation]) => short.replace(long, abbreviation), name)
}

function initials(words: string): string {
  return words
    .split(/[\s,-]+/)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
}
