/** Numbers, dates and periods as official files write them. Pure. */
import type { Temporal } from 'temporal-polyfill'
import type { Period } from '../../core/programme/period.ts'

const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'] as const
const QUARTERS = ['I', 'II', 'III', 'IV'] as const

/** "23/11". */
export function shortDay({ day, month }: Temporal.PlainDate): string {
  return `${pad(day)}/${pad(month)}`
}

/** "23/11/2026". */
export function fullDay(date: Temporal.PlainDate): string {
  return `${shortDay(date)}/${date.year}`
}

/** "16:30 ngày 23/11/2026". */
export function clockAndDay(at: Temporal.Instant, zone: string): string {
  const local = at.toZonedDateTimeISO(zone)
  return `${pad(local.hour)}:${pad(local.minute)} ngày ${fullDay(local.toPlainDate())}`
}

/**
 * "ngày 23 tháng 11 năm 2026"; days up to 9 and the months January and February with a leading zero, as Nghị định
 * 30/2020/NĐ-CP wants them.
 */
export function dayInWords({ day, month, year }: Temporal.PlainDate): string {
  return `ngày ${pad(day)} tháng ${month < 3 ? pad(month) : month} năm ${year}`
}

/** 312450 -> "312.450"; 65.1 -> "65,1"; at most two decimals. */
export function number(value: number): string {
  const rounded = Math.round(value * 100) / 100
  const [whole = '0', fraction] = Math.abs(rounded).toString().split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '.')
  return `${rounded < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `,${fraction}`}`
}

/** A share of 0-1 as "66,7%"; a dash where there is none. */
export function share(value: number | null): string {
  return value === null ? '–' : `${number(Math.round(value * 1000) / 10)}%`
}

/** "tăng 4,2 điểm phần trăm", "giảm 3 điểm phần trăm", "không đổi"; null stays null. */
export function pointsChange(points: number | null): string | null {
  if (points === null) return null
  const rounded = Math.round(points * 10) / 10
  if (rounded === 0) return 'không đổi'
  return `${rounded > 0 ? 'tăng' : 'giảm'} ${number(Math.abs(rounded))} điểm phần trăm`
}

/** "ngày 23/11/2026 (thứ Hai)", "tuần 48 (23/11 - 29/11/2026)", "tháng 11/2026", "quý IV/2026", "năm 2026". */
export function periodName({ regime, start, end }: Period): string {
  switch (regime) {
    case 'daily':
      return `ngày ${fullDay(start)} (${WEEKDAYS[start.dayOfWeek - 1]})`
    case 'weekly':
      return `tuần ${weekNumber(start)} (${shortDay(start)} - ${fullDay(end)})`
    case 'monthly':
      return `tháng ${start.month}/${start.year}`
    case 'quarterly':
      return `quý ${QUARTERS[(start.month - 1) / 3]}/${start.year}`
    case 'half_yearly':
      return `6 tháng ${start.month === 1 ? 'đầu' : 'cuối'} năm ${start.year}`
    case 'yearly':
      return `năm ${start.year}`
    default:
      return regime satisfies never
  }
}

/** Under a point of a picture: "23/11", "T48", "11/26", "Q4/26", "H2/26", "2026". */
export function periodTick({ regime, start }: Period): string {
  const year = String(start.year).slice(2)
  switch (regime) {
    case 'daily':
      return shortDay(start)
    case 'weekly':
      return `T${weekNumber(start)}`
    case 'monthly':
      return `${start.month}/${year}`
    case 'quarterly':
      return `Q${(start.month + 2) / 3}/${year}`
    case 'half_yearly':
      return `H${start.month === 1 ? 1 : 2}/${year}`
    case 'yearly':
      return String(start.year)
    default:
      return regime satisfies never
  }
}

function weekNumber(monday: Temporal.PlainDate): number {
  return Math.ceil(monday.add({ days: 3 }).dayOfYear / 7)
}

export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
}

export function pad(value: number): string {
  return value.toString().padStart(2, '0')
}
