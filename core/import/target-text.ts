/** The number a task is measured by, where its title or product names exactly one. Ledger 54. */
import type { Target } from '../task/task.ts'
import { fold, oneLine } from './cell-text.ts'

/** Countable things, folded; the first that follows a number is its unit. */
const UNITS =
  'xa|phuong|thi tran|thon|lang|khu pho|huyen|ho so|trung tam|chung thu|chu ky so|dich vu|phieu|trang|luot|ki-ot|kiosk|camera|httt|he thong|csdl|co so du lieu|tai lieu|van ban|quyet dinh|qd|ke hoach|de an|du an|nhiem vu|chuong trinh|lop|hoc vien|sinh vien|hoc sinh|nguoi|can bo|cong chuc|dang vien|chi bo|tai khoan|giao dich|ho|truong|benh vien|diem|tram|may|bo|tin|bai|thu tuc|tthc|doanh nghiep|san pham|mo hinh|cuoc|buoi|ban'

const NUMBER = '(\\d{1,3}(?:\\.\\d{3})+|\\d+(?:,\\d+)?)(?:\\s*(nghin|ngan|trieu|ty))?'
const COUNTED = new RegExp(
  `(?<![\\d.,/])(?:${NUMBER}\\s*/\\s*)?${NUMBER}\\s+((?:[^\\s,;.()]+\\s+){0,2}?)(${UNITS})(?![a-z-])(/[a-z]+)?`,
  'g',
)
const COMPARED = /(>=|≥|tren|toi thieu|it nhat|tu)\s*(\d+(?:,\d+)?)\s*%/
const SCALE: Readonly<Record<string, number>> = { nghin: 1e3, ngan: 1e3, trieu: 1e6, ty: 1e9 }

/** The quantity in parentheses in the title, else the only one in the product; null where none or several. */
export function readTarget(title: string, product: string): Target | null {
  const inTitle = [...title.matchAll(/\(([^()]+)\)/g)].flatMap((match) => counted(match[1] ?? '', true))
  if (inTitle.length === 1) return inTitle[0] ?? null
  const rate = COMPARED.exec(fold(product))
  if (rate?.[2]) return { value: decimal(rate[2]), unit: '%', op: '>=' }
  const found = counted(product, false)
  const [first] = found
  return first && found.every((one) => one.unit === first.unit && one.value === first.value) ? first : null
}

function counted(raw: string, whole: boolean): readonly Target[] {
  const text = oneLine(raw).replace(/[≈~]/g, ' ')
  const folded = fold(text)
    .replace(/(\d)\/(?=[a-z])/g, '$1 ')
    .replace(/([a-z])\/([a-z])/g, (pair, a, b) =>
      /\b(thang|nam|tuan|ngay|quy)\b/.test(pair) ? pair : `${a}/${b}`,
    )
  return [...splitAlternatives(folded).matchAll(COUNTED)].flatMap((match): Target[] => {
    const [all, , , number, scale, , unit, per] = match
    if (!number || !unit || (whole && text.slice(0, match.index).trim() !== '')) return []
    const end = match.index + all.length
    const from = end - unit.length - (per?.length ?? 0)
    const value = decimal(number) * (SCALE[scale ?? ''] ?? 1)
    const isPeriod = per !== undefined && /^\/(ngay|tuan|thang|quy|nam)$/.test(per)
    return [{ value, unit: text.slice(from, isPeriod ? end : from + unit.length), op: null }]
  })
}

/** "API/dịch vụ" is two words for one thing; "phiếu/tháng" is a rate and stays whole. */
function splitAlternatives(folded: string): string {
  return folded.replace(/\/(?!\s*\d)(?!(?:ngay|tuan|thang|quy|nam)(?![a-z]))/g, ' ')
}

function decimal(text: string): number {
  return Number(text.includes(',') ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll('.', ''))
}
