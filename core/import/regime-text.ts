/** Reporting regimes (chế độ báo cáo) named in a cell: "Ngày; tuần", "Khi hoàn thành". Ledger 15-17, 71. */
import type { RegimeKind } from '../programme/regime.ts'
import { fold } from './cell-text.ts'

const READINGS: readonly (readonly [RegExp, RegimeKind])[] = [
  [/(?:6|sau) thang|nua nam/, 'half_yearly'],
  [/hoan thanh|ket thuc/, 'on_completion'],
  [/yeu cau|dot xuat|phat sinh/, 'ad_hoc'],
  [/(?<![a-z])ngay(?! \d)/, 'daily'],
  [/(?<![a-z])tuan(?![a-z])/, 'weekly'],
  [/(?<![a-z])thang(?! \d)/, 'monthly'],
  [/(?<![a-z])quy(?![a-z])/, 'quarterly'],
  [/(?<![a-z])nam(?! \d)/, 'yearly'],
]

const ORDER: readonly RegimeKind[] = [
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'half_yearly',
  'yearly',
  'on_completion',
  'ad_hoc',
]

/** Regimes from the shortest period to the longest; empty where the text names none. */
export function readRegimes(text: string): readonly RegimeKind[] {
  let rest = fold(text)
    .replace(/\s+/g, ' ')
    .replace(/thu (?:hai|ba|tu|nam|sau|bay)/g, '')
  const found = new Set<RegimeKind>()
  for (const [pattern, kind] of READINGS) {
    if (!pattern.test(rest)) continue
    found.add(kind)
    rest = rest.replace(pattern, ' ')
  }
  return ORDER.filter((kind) => found.has(kind))
}
