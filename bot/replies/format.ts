/** Numbers, dates and times as Vietnamese officials write them. Pure. */
import type { Temporal } from 'temporal-polyfill'
import type { PeriodicRegime } from '../../core/programme/regime.ts'
import type { Quantity } from '../../core/report/understand/reading.ts'

const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'] as const

/** "thứ Hai 23/11". */
export function dayWithWeekday(date: Temporal.PlainDate): string {
  return `${WEEKDAYS[date.dayOfWeek - 1]} ${shortDay(date)}`
}

/** "23/11". */
export function shortDay(date: Temporal.PlainDate): string {
  return `${date.day}/${date.month}`
}

/** "23/11/2026". */
export function fullDay(date: Temporal.PlainDate): string {
  return `${date.day}/${date.month}/${date.year}`
}

/** "16:05". */
export function clock(at: Temporal.ZonedDateTime): string {
  return `${pad(at.hour)}:${pad(at.minute)}`
}

/** "16:05 thứ Hai 23/11". */
export function clockAndDay(at: Temporal.ZonedDateTime): string {
  return `${clock(at)} ${dayWithWeekday(at.toPlainDate())}`
}

/** 312450 -> "312.450"; 65.1 -> "65,1"; at most two decimals. */
export function number(value: number): string {
  const rounded = Math.round(value * 100) / 100
  const [whole = '0', fraction] = Math.abs(rounded).toString().split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '.')
  return `${rounded < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `,${fraction}`}`
}

export function percent(value: number): string {
  return `${number(value)}%`
}

/** "126/155 xã". */
export function quantity(value: Quantity): string {
  const amount = value.total === null ? number(value.done) : `${number(value.done)}/${number(value.total)}`
  return value.unit === null ? amount : `${amount} ${value.unit}`
}

/** "45 phút", "2 giờ 5 phút", "1 ngày 2 giờ"; from a day on minutes are left out. */
export function duration(minutes: number): string {
  if (minutes < 60) return `${minutes} phút`
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  if (days > 0) return hours === 0 ? `${days} ngày` : `${days} ngày ${hours} giờ`
  const rest = minutes % 60
  return rest === 0 ? `${hours} giờ` : `${hours} giờ ${rest} phút`
}

/** "ngày 23/11", "tuần 48", "tháng 11/2026", "quý IV/2026", "6 tháng cuối năm 2026", "năm 2026". */
export function period(regime: PeriodicRegime, key: string): string {
  const [year = '', part = ''] = key.split('-')
  switch (regime) {
    case 'daily': {
      const [, month = '', day = ''] = key.split('-')
      return `ngày ${Number(day)}/${Number(month)}`
    }
    case 'weekly':
      return `tuần ${Number(part.slice(1))}`
    case 'monthly':
      return `tháng ${Number(part)}/${year}`
    case 'quarterly':
      return `quý ${['I', 'II', 'III', 'IV'][Number(part.slice(1)) - 1]}/${year}`
    case 'half_yearly':
      return `6 tháng ${part === 'H1' ? 'đầu' : 'cuối'} năm ${year}`
    case 'yearly':
      return `năm ${year}`
    default:
      return regime satisfies never
  }
}

/** Cuts at a word, with an ellipsis; `length` counts UTF-16 units. */
export function shorten(text: string, length: number): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  if (flat.length <= length) return flat
  const cut = flat.slice(0, length - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > length / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '')}…`
}

export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
}

function pad(value: number): string {
  return value.toString().padStart(2, '0')
}
