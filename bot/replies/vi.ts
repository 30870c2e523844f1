/**
 * Every word the bot says, in one file: polite, short administrative Vietnamese. Officers are "anh/chị", the bot is
 * "em". Functions take facts and yield text; which buttons stand below is decided in render.ts.
 */

import type { Temporal } from 'temporal-polyfill'
import type { Role } from '../../core/directory/directory.ts'
import type { LeaveEntry, LeaveWarning } from '../../core/directory/leave-order.ts'
import type { DeliveryState, TrailChange, TrailEntry, TrailSubject } from '../../core/escalation/trail.ts'
import type { Problem } from '../../core/problems.ts'
import type { HolidayCertainty, HolidayRow } from '../../core/programme/calendar.ts'
import type { SettingChange, SettingName, SettingWarning } from '../../core/programme/change-settings.ts'
import type { PeriodicRegime, RegimeKind } from '../../core/programme/regime.ts'
import type { ProgrammeSettings, Rung, RungDelay } from '../../core/programme/settings.ts'
import type { GapReason } from '../../core/reminder/audit.ts'
import type { DayPart, Promised } from '../../core/report/promise.ts'
import type { MissingItem, PlausibilityFlag } from '../../core/report/report.ts'
import type { NotReportKind, Question, ReportStatus } from '../../core/report/understand/reading.ts'
import type { ExportKind } from '../../core/summary/export-order.ts'
import type { Summary, UnitLine } from '../../core/summary/summary.ts'
import type { CommandName } from '../../core/talk/command-names.ts'
import type { ChannelFacts, HealthView, StoredHealth } from '../../core/talk/health-view.ts'
import type { ChannelName } from '../../core/talk/message.ts'
import type { ObstacleItem, ObstacleView } from '../../core/talk/obstacle-view.ts'
import type { Choice, DayRange, OrderQuestion } from '../../core/talk/order.ts'
import type {
  CheckView,
  DryRunView,
  HolidaysView,
  LeaveView,
  MomentLine,
  RegimesView,
} from '../../core/talk/order-views.ts'
import type { Lane } from '../../core/talk/outbox.ts'
import type {
  CardItem,
  DigestSubject,
  HistoryLine,
  ReceiptLine,
  SettledDigestSubject,
  TaskFactsView,
  UrgeObstacle,
} from '../../core/talk/reply.ts'
import type {
  ReassignView,
  RequestItem,
  RequestView,
  TaskHand,
  TrailView,
} from '../../core/talk/request-view.ts'
import type { RequestKind, RequestState } from '../../core/task/request.ts'
import type { TaskState } from '../../core/task/task.ts'
import { problemWords } from '../import/wording.ts'
import {
  capitalised,
  clock,
  clockAndDay,
  dayWithWeekday,
  duration,
  fullDay,
  number,
  percent,
  period,
  quantity,
  shortDay,
  shorten,
} from './format.ts'
import { CONFERENCE_ASK, conferenceWhen } from './vi-lock.ts'

type Zoned = Temporal.ZonedDateTime

const lines = (...parts: readonly (string | null)[]) => parts.filter((part) => part !== null).join('\n')

// ───────────────────────────────────────────── single words

export const STATUS: Readonly<Record<ReportStatus, string>> = {
  not_started: 'chưa thực hiện',
  in_progress: 'đang thực hiện',
  done: 'hoàn thành',
  paused: 'tạm dừng',
  unchanged: 'không đổi',
}

const MISSING: Readonly<Record<MissingItem, string>> = {
  number: 'phần trăm hoặc số lượng đạt được',
  proposal: 'đề xuất tháo gỡ vướng mắc',
  product: 'kết quả, sản phẩm (ví dụ: số quyết định, biên bản)',
  evidence: 'ảnh hoặc tệp minh chứng',
}

const FLAG: Readonly<Record<PlausibilityFlag, string>> = {
  percent_fell: 'thấp hơn lần báo cáo trước, anh/chị xem lại giúp nếu nhầm',
}

const REGIME: Readonly<Record<RegimeKind, string>> = {
  daily: 'ngày',
  weekly: 'tuần',
  monthly: 'tháng',
  quarterly: 'quý',
  half_yearly: '6 tháng',
  yearly: 'năm',
  on_completion: 'khi hoàn thành',
  ad_hoc: 'theo yêu cầu',
}

export const ROLE: Readonly<Record<Role, string>> = {
  officer: 'đầu mối',
  supervisor: 'lãnh đạo phụ trách',
  head: 'thủ trưởng đơn vị',
  coordinator: 'điều phối (Phòng KSTTHC, Tổ công tác)',
  chief: 'lãnh đạo UBND',
  inspector: 'cán bộ kiểm tra',
  administrator: 'quản trị',
}

export const LABEL = {
  same: 'Không đổi',
  percent: 'Cập nhật %',
  done: 'Hoàn thành',
  obstacle: 'Vướng mắc',
  photo: 'Ảnh',
  restSame: 'Tất cả còn lại: không đổi',
  backToList: '‹ Danh sách',
  amend: 'Sửa',
  cancel: 'Hủy',
  cancelSure: 'Đúng, hủy báo cáo',
  keep: 'Giữ lại',
  acknowledge: 'Đã nhận',
  urge: 'Nhắc đầu mối',
  instruct: 'Chỉ đạo…',
  extend: 'Gia hạn…',
  reassign: 'Giao lại…',
  refuse: 'Không đồng ý',
  withoutReason: 'Gửi, không nêu lý do',
  understood: 'Đã rõ',
  answer: 'Trả lời…',
  remindAll: 'Nhắc tất cả',
  yesItIsMe: 'Đúng, là tôi',
  notMe: 'Không phải tôi',
  drop: 'Bỏ qua',
  notDoneYet: 'Chưa hoàn thành',
  alreadyDone: 'Đã hoàn thành',
  agree: 'Đồng ý',
  decline: 'Thôi',
  picture: 'Biểu đồ',
  nobody: 'Không có người thay',
  everyone: 'Tất cả',
  endLeave: 'Kết thúc nghỉ',
  addConference: 'Thêm hội nghị mới',
  fileDraft: 'Gửi báo cáo nháp',
  dropDraft: 'Bỏ bản nháp',
} as const

// ───────────────────────────────────────────── receipts

export function receipt(
  view: {
    readonly verb: 'filed' | 'amended'
    readonly number: string
    readonly at: Zoned
    readonly lateMinutes: number
    readonly lines: readonly ReceiptLine[]
    readonly remaining: readonly string[]
    readonly photosWithoutTask: number
  },
  today: Temporal.PlainDate,
): string {
  const arrival = view.lateMinutes > 0 ? `muộn ${duration(view.lateMinutes)}` : 'trước hạn'
  const head = `✅ ${view.number} · ${clock(view.at)}, ${arrival}${view.verb === 'amended' ? ' · đã sửa' : ''}`
  const body = view.lines.map((line) => receiptLine(line, today))
  return lines(
    body.length === 1 ? `${head} · ${body[0]}` : lines(head, ...body.map((line) => `• ${line}`)),
    ...view.lines.map(askForMissing),
    ...view.lines.flatMap((line) => line.flags.map((flag) => `⚠️ ${line.code}: ${FLAG[flag]}.`)),
    remainingLine(view.remaining),
  )
}

function receiptLine(line: ReceiptLine, today: Temporal.PlainDate): string {
  const parts = [
    `${line.code} ${progress(line)}${previous(line, today)}`,
    line.obstacle === null
      ? null
      : led('vướng: ', /^(vẫn |còn |đang )?(vướng|khó khăn|tồn tại)/i, line.obstacle),
    line.proposal === null ? null : led('đề xuất: ', /^(đề xuất|đề nghị|kiến nghị|xin)/i, line.proposal),
    line.nextStep === null ? null : `tiếp theo: ${shorten(line.nextStep, 60)}`,
    line.evidenceCount === 0 ? null : `${line.evidenceCount} minh chứng`,
    line.backDay === null ? null : backDay(line.backDay),
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

function backDay({ day, state, delayMinutes }: NonNullable<ReceiptLine['backDay']>): string {
  const name = dayWithWeekday(day)
  switch (state) {
    case 'filed':
      return `báo bù ${name}${delayMinutes === 0 ? '' : `, muộn ${duration(delayMinutes)}`}`
    case 'settled_before':
      return `${name} đã báo cáo đủ từ trước`
    case 'day_off':
      return `${name} là ngày nghỉ, không phải báo bù`
    default:
      return state satisfies never
  }
}

/** Officers often say the heading themselves: "vướng kéo cáp", "đề nghị VNPT hỗ trợ". */
function led(heading: string, saidAlready: RegExp, text: string): string {
  const said = text.replace(/^[\s:;,.–-]+/, '')
  return `${saidAlready.test(said) ? '' : heading}${shorten(said, 80)}`
}

function progress(line: Pick<ReceiptLine, 'status' | 'percent' | 'quantity'>): string {
  const amount =
    line.percent === null
      ? ''
      : line.quantity === null
        ? percent(line.percent)
        : `${percent(line.percent)} (${quantity(line.quantity)})`
  const bare = line.percent === null && line.quantity !== null ? quantity(line.quantity) : amount
  switch (line.status) {
    case 'in_progress':
      return bare === '' ? STATUS.in_progress : bare
    case 'done':
      return STATUS.done
    case 'not_started':
      return STATUS.not_started
    case 'paused':
    case 'unchanged':
      return bare === '' ? STATUS[line.status] : `${STATUS[line.status]}, ${bare}`
    default:
      return line.status satisfies never
  }
}

function previous(line: ReceiptLine, today: Temporal.PlainDate): string {
  if (line.previous === null || line.status === 'unchanged') return ''
  const days = line.previous.on.until(today).days
  const when = days === 0 ? 'trước đó' : days === 1 ? 'hôm qua' : shortDay(line.previous.on)
  return ` (${when} ${percent(line.previous.percent)})`
}

function askForMissing(line: ReceiptLine): string | null {
  if (line.missing.length === 0) return null
  return `👉 ${line.code} còn thiếu ${line.missing.map((item) => MISSING[item]).join('; ')}. Anh/chị gửi tiếp giúp em ạ.`
}

function remainingLine(codes: readonly string[]): string | null {
  if (codes.length === 0) return null
  return `Hôm nay còn ${codes.length} nhiệm vụ chưa báo cáo xong: ${codeList(codes)}.`
}

export function receiptCancelled(numberText: string, codes: readonly string[]): string {
  return `Đã hủy báo cáo ${numberText} (${codes.join(', ')}). ${codes.length === 1 ? 'Nhiệm vụ' : 'Các nhiệm vụ'} này trở lại trạng thái trước đó.`
}

export const RECEIPT_KEPT = 'Dạ, báo cáo vẫn giữ nguyên.'

export function cancelConfirm(numberText: string, codes: readonly string[]): string {
  return `Anh/chị chắc chắn muốn hủy báo cáo ${numberText} (${codes.join(', ')})?`
}

export function amendPrompt(numberText: string, receiptLines: readonly ReceiptLine[]): string {
  const first = receiptLines[0]
  const example = first === undefined ? '' : ` Ví dụ: ${first.code} ${percent(first.percent ?? 60)}`
  return lines(
    `Sửa báo cáo ${numberText}. Nội dung đang ghi:`,
    ...receiptLines.map((line) => `• ${line.code} ${progress(line)}`),
    `Anh/chị nhắn lại nội dung đúng.${example}`,
  )
}

// ───────────────────────────────────────────── the card

export function card(view: {
  readonly of: 'asked' | 'heads_up' | 'reminder'
  readonly periods: readonly {
    readonly regime: PeriodicRegime
    readonly key: string
    readonly cutOff: Zoned
  }[]
  readonly items: readonly CardItem[]
  readonly standingInFor: readonly string[]
  readonly now: Zoned
}): string {
  const open = view.items.filter((item) => item.state !== 'complete')
  return lines(
    cardHead(view, open.length),
    view.standingInFor.length === 0 ? null : `(Anh/chị đang làm thay ${view.standingInFor.join(', ')}.)`,
    ...promiseLines(view.items, view.now.toPlainDate()),
    ...view.items.map((item, index) => cardLine(item, index + 1)),
    open.length === 0 ? null : 'Trả lời ngay tại đây, ví dụ:',
    open.length === 0 ? null : `  ${example(open)}`,
  )
}

function cardHead(view: Parameters<typeof card>[0], openCount: number): string {
  const asked = view.periods.map((due) => period(due.regime, due.key)).join(', ')
  const total = view.items.length
  if (view.of === 'asked') {
    const due = view.periods[0]
    const until =
      due === undefined ? '' : ` · hạn ${clock(due.cutOff)} ${dayWithWeekday(due.cutOff.toPlainDate())}`
    return `📋 Đã báo cáo ${total - openCount}/${total} nhiệm vụ${until}`
  }
  if (view.of === 'heads_up') {
    const cutOff = view.periods[0]?.cutOff
    const left =
      cutOff === undefined
        ? ''
        : ` Còn ${duration(Math.max(1, Math.round(view.now.until(cutOff).total('minutes'))))}.`
    const until = cutOff === undefined ? '' : ` trước ${clock(cutOff)}`
    return `🔔 Sắp đến hạn báo cáo ${asked}: còn ${openCount}/${total} nhiệm vụ cần cập nhật${until}.${left}`
  }
  return `⏰ Đến hạn báo cáo ${asked}: còn ${openCount}/${total} nhiệm vụ chưa báo cáo xong. Anh/chị báo cáo giúp em ngay ạ.`
}

function cardLine(item: CardItem, place: number): string {
  const mark = item.state === 'complete' ? '✅' : item.state === 'incomplete' ? '🟡' : '⬜'
  const last =
    item.last === null
      ? 'chưa có báo cáo'
      : `${item.last.percent === null ? STATUS[item.last.status] : percent(item.last.percent)} (${shortDay(item.last.on)})`
  const lacks =
    item.missing.length === 0 ? '' : ` · thiếu ${item.missing.map((missing) => MISSING[missing]).join('; ')}`
  const unit = item.unitShortName === null ? '' : ` [${item.unitShortName}]`
  return `${mark} ${place}. ${item.code}${unit} ${shorten(item.title, 48)} – ${last}${lacks}`
}

function example(open: readonly CardItem[]): string {
  const [first, second] = open
  const start =
    first === undefined
      ? ''
      : `${first.code} ${percent(Math.min(95, Math.round((first.last?.percent ?? 55) + 5)))}`
  return second === undefined ? start : `${start}; ${second.code} không đổi`
}

export function dayComplete(
  periods: readonly { readonly regime: PeriodicRegime; readonly key: string }[],
  count: number,
  numbers: readonly string[],
): string {
  const what = periods.map((due) => period(due.regime, due.key)).join(', ')
  const receipts = numbers.length === 0 ? '' : ` Biên nhận: ${codeList(numbers.toSorted())}.`
  return `✅ ${capitalised(what)}: anh/chị đã báo cáo đủ ${count} nhiệm vụ. Cảm ơn anh/chị.${receipts}`
}

export function taskChoices(item: CardItem): string {
  return lines(
    `${item.code} – ${item.title}`,
    item.last === null
      ? 'Chưa có báo cáo nào.'
      : `Lần trước (${shortDay(item.last.on)}): ${STATUS[item.last.status]}${item.last.percent === null ? '' : `, ${percent(item.last.percent)}`}.`,
    item.due === null ? null : `Hạn hoàn thành: ${fullDay(item.due)}.`,
  )
}

export function prompt(view: {
  readonly field: 'percent' | 'obstacle' | 'proposal' | 'product' | 'evidence'
  readonly code: string
  readonly title: string
  readonly previousPercent: number | null
  readonly target: { readonly value: number; readonly unit: string } | null
}): string {
  const name = `${view.code} – ${shorten(view.title, 60)}`
  switch (view.field) {
    case 'percent': {
      const before = view.previousPercent === null ? '' : ` (lần trước ${percent(view.previousPercent)})`
      const orCount =
        view.target === null || view.target.unit === '%'
          ? ''
          : ` hoặc số lượng, ví dụ: ${number(Math.max(1, Math.round(view.target.value * 0.6)))}/${number(view.target.value)} ${view.target.unit}`
      return `${name}\nAnh/chị nhắn phần trăm đạt được${before}${orCount}.`
    }
    case 'obstacle':
      return `${name}\nVướng mắc là gì, nguyên nhân do đâu, đề xuất ai tháo gỡ? Ví dụ: vướng kinh phí, đề nghị Sở Tài chính sớm bố trí`
    case 'proposal':
      return `${name}\nAnh/chị đề xuất ai tháo gỡ, tháo gỡ thế nào?`
    case 'product':
      return `${name}\nKết quả, sản phẩm là gì? Ví dụ: Quyết định 1702/QĐ-UBND ngày 18/5/2025`
    case 'evidence':
      return `${name}\nAnh/chị gửi ảnh hoặc tệp minh chứng vào đây.`
    default:
      return view.field satisfies never
  }
}

// ───────────────────────────────────────────── answers by number and word

/** Below a card on a channel without buttons; `open` tasks are still to be reported. */
export function listMenu(open: number): string {
  if (open === 1) return 'Hoặc theo số thứ tự: 1 60%, hay 1 kd (kd là không đổi). Báo cáo xong: nhắn 0.'
  const range = open === 3 ? '3' : `3-${Math.min(open, 5)}`
  const example = open === 2 ? '1 60%; 2 kd' : `1 60%; 2 xong; ${range} kd`
  return lines(
    `Hoặc theo số thứ tự: ${example} (kd là không đổi).`,
    'Các nhiệm vụ còn lại không đổi: nhắn “còn lại kd”. Báo cáo xong: nhắn 0.',
  )
}

export const SINGLE_MENU = 'Hoặc chỉ nhắn: 70%, “không đổi”, “hoàn thành”, hay vướng mắc của nhiệm vụ.'
export const RECEIPT_MENU = 'Nhắn “sửa” hoặc “hủy báo cáo” nếu cần.'

export function numberedMenu(labels: readonly string[]): string {
  const entry = (label: string) => label.replace(/^(\d+)\. /, 'Mục $1: ')
  return lines('', 'Trả lời bằng số:', ...labels.map((label, index) => `${index + 1}. ${entry(label)}`))
}

/** Choices that are answered by their words. */
export function menuWords(labels: readonly string[]): string {
  return `Hoặc nhắn ${either(labels.map(asWords))}.`
}

/** What may be done with a message that asks nothing. */
export function offerMenu(labels: readonly string[]): string {
  return `Nhắn ${either(labels.map(asWords))} nếu cần.`
}

function asWords(label: string): string {
  return `“${label.replace(/[….]+$/, '').toLocaleLowerCase('vi')}”`
}

export function numbersOff(beyond: readonly number[], gone: readonly number[], count: number): string {
  return lines(
    beyond.length === 0
      ? null
      : `Danh sách có ${count} nhiệm vụ nên em chưa ghi số ${beyond.join(', ')}. Anh/chị xem lại số thứ tự giúp em.`,
    gone.length === 0 ? null : `Số ${gone.join(', ')} nay không còn phải báo cáo nên em không ghi.`,
  )
}

export const OLD_LIST = 'Danh sách anh/chị trả lời đã cũ nên em chưa ghi gì. Danh sách hiện tại như sau ạ:'
export const STALE_CARD = 'Lựa chọn này không còn hiệu lực. Danh sách hiện tại như sau ạ:'

export function noSuchEntry(count: number): string {
  return count === 1
    ? 'Chỉ có một lựa chọn, anh/chị nhắn số 1 ạ.'
    : `Anh/chị chọn giúp em một số từ 1 đến ${count}.`
}

export function cardFinished(view: {
  readonly reported: number
  readonly total: number
  readonly open: readonly string[]
  readonly cutOff: Zoned | null
  readonly now: Zoned
}): string {
  const sum = `Đã báo cáo ${view.reported}/${view.total} nhiệm vụ.`
  if (view.open.length === 0) return `✅ ${sum} Cảm ơn anh/chị.`
  return lines(
    `${sum} Còn thiếu: ${codeList(view.open)}${view.cutOff === null ? '' : ` – hạn ${deadline(view.cutOff, view.now.toPlainDate())}`}.`,
    'Nếu không có gì mới, anh/chị nhắn “còn lại không đổi”.',
  )
}

/** "trước 16:30 hôm nay", "trước 16:30 thứ Sáu 27/11". */
function deadline(cutOff: Zoned, today: Temporal.PlainDate): string {
  const day = cutOff.toPlainDate()
  return `trước ${clock(cutOff)} ${day.equals(today) ? 'hôm nay' : dayWithWeekday(day)}`
}

// ───────────────────────────────────────────── promises

const PART: Readonly<Record<DayPart, string>> = {
  morning: 'sáng',
  noon: 'trưa',
  afternoon: 'chiều',
  evening: 'tối',
}

/** "chiều nay", "sáng mai", "lúc 15:00 hôm nay", "chiều thứ Năm 26/11". */
function promisedWhen({ on, time, part }: Promised, today: Temporal.PlainDate): string {
  const days = today.until(on).days
  const at = time === null ? '' : `lúc ${time.toString({ smallestUnit: 'minute' })} `
  if (time === null && part !== null && (days === 0 || days === 1)) {
    return `${PART[part]} ${days === 0 ? 'nay' : 'mai'}`
  }
  const day = days === 0 ? 'hôm nay' : days === 1 ? `ngày mai, ${dayWithWeekday(on)}` : dayWithWeekday(on)
  return time === null && part !== null ? `${PART[part]} ${day}` : `${at}${day}`
}

export function promiseNoted(view: {
  readonly codes: readonly string[]
  readonly promised: Promised | null
  readonly due: { readonly regime: PeriodicRegime; readonly key: string; readonly cutOff: Zoned } | null
  readonly timing: 'before' | 'after' | 'passed'
  readonly isOpen: boolean
  readonly today: Temporal.PlainDate
}): string {
  const { codes, promised, due, timing, isOpen, today } = view
  if (codes.length === 0) return 'Dạ vâng. Các nhiệm vụ của kỳ này anh/chị đã báo cáo đủ rồi ạ.'
  const nothing = isOpen ? 'Em chưa ghi gì cả.' : 'Em chưa ghi gì thêm.'
  const noted =
    promised === null
      ? `Dạ vâng, em chờ báo cáo ${codeList(codes)} của anh/chị. ${nothing}`
      : `Dạ vâng, em nhớ anh/chị hẹn gửi ${codeList(codes)} ${promisedWhen(promised, today)}. ${nothing}`
  const [code] = isOpen ? codes : []
  return lines(noted, due === null ? null : promiseAgainst(due, timing, today, code))
}

function promiseAgainst(
  due: { readonly regime: PeriodicRegime; readonly key: string; readonly cutOff: Zoned },
  timing: 'before' | 'after' | 'passed',
  today: Temporal.PlainDate,
  code: string | undefined,
): string {
  const what = `Hạn báo cáo ${period(due.regime, due.key)}`
  switch (timing) {
    case 'before':
      return `${what}: ${deadline(due.cutOff, today)}.`
    case 'after':
      return `⚠️ ${what} là ${deadline(due.cutOff, today)}, gửi sau giờ đó là muộn.${code === undefined ? '' : ` Nếu chưa có gì mới, anh/chị nhắn: ${code} không đổi`}`
    case 'passed':
      return `⚠️ ${what} đã qua lúc ${clock(due.cutOff)}; báo cáo sẽ ghi muộn theo giờ em nhận. Anh/chị gửi sớm giúp em.`
    default:
      return timing satisfies never
  }
}

/** One line for each time he named, on the card. */
function promiseLines(items: readonly CardItem[], today: Temporal.PlainDate): readonly string[] {
  const byTime = new Map<string, string[]>()
  for (const { code, promised, state } of items) {
    if (promised === null || state === 'complete') continue
    const when = promisedWhen(promised, today)
    byTime.set(when, [...(byTime.get(when) ?? []), code])
  }
  return [...byTime].map(([when, codes]) => `🕓 Anh/chị đã hẹn gửi ${when}: ${codeList(codes)}.`)
}

// ───────────────────────────────────────────── photos

export function photoKeptToo(added: number, count: number): string {
  return `Em nhận thêm ${added} ảnh/tệp, đang giữ ${count}. Anh/chị cho biết thuộc nhiệm vụ nào ạ.`
}

export function photoJoined(added: number): string {
  return `Em nhận thêm ${added} ảnh/tệp của tin vừa rồi.`
}

export function receiptGrown(
  numberText: string,
  added: number,
  receiptLines: readonly ReceiptLine[],
): string {
  const counts = receiptLines
    .filter((line) => line.evidenceCount > 0)
    .map((line) => `${line.code}: ${line.evidenceCount} minh chứng`)
  return `Đã thêm ${added} ảnh/tệp vào ${numberText} (${counts.join('; ')}).`
}

export function photoKept(count: number): string {
  return `Em đã nhận ${count} ảnh/tệp và đang giữ lại. Đây là minh chứng của nhiệm vụ nào ạ?`
}

// ───────────────────────────────────────────── questions back

export function question(
  asked: Question,
  titles: Readonly<Record<string, string>>,
  words: string,
  previousPercent: number | null,
): string {
  const named = (code: string) =>
    titles[code] === undefined ? code : `${code} (${shorten(titles[code], 40)})`
  switch (asked.kind) {
    case 'which_task': {
      const facts = asked.about.percent === null ? STATUS[asked.about.status] : percent(asked.about.percent)
      return `“${facts}” là của nhiệm vụ nào ạ? Em chưa ghi gì cả.`
    }
    case 'which_of_list': {
      const others =
        asked.notMine.length === 0 ? '' : ` (${asked.notMine.join(', ')} không do đơn vị mình báo cáo.)`
      return `Anh/chị báo cáo cho tất cả ${asked.candidates.join(', ')} hay chỉ một nhiệm vụ?${others} Em chưa ghi gì cả.`
    }
    case 'percent':
      return asked.because === 'nearly_done'
        ? `${named(asked.code)}: “${shorten(words, 60)}” là bao nhiêu phần trăm, còn phần nào chưa xong ạ?`
        : `${named(asked.code)}: hiện đạt bao nhiêu phần trăm ạ?`
    case 'choose_percent':
      return choosePercent(asked, named(asked.code), previousPercent)
    case 'done_or_not':
      return `${named(asked.code)}: em chưa rõ nhiệm vụ đã hoàn thành hay chưa. Anh/chị xác nhận giúp em.`
    case 'evidence':
      return `${named(asked.code)}: anh/chị gửi giúp em ảnh hoặc tệp minh chứng hoàn thành.`
    case 'evidence_each':
      return `Để ghi hoàn thành, anh/chị gửi giúp em kết quả và minh chứng của từng nhiệm vụ: ${asked.codes.join(', ')}. Em chưa ghi hoàn thành nhiệm vụ nào.`
    case 'not_your_task':
      return `${asked.code} do ${asked.leads.join(', ') || 'đơn vị khác'} chủ trì, em không thấy anh/chị được giao báo cáo nên chưa ghi. Nếu đã được giao, anh/chị liên hệ bộ phận điều phối; nếu nhầm mã, anh/chị nhắn lại mã đúng.`
    case 'unknown_code':
      return `Em không tìm thấy mã ${asked.code}. Ý anh/chị là nhiệm vụ nào ạ?`
    case 'cause':
      return `${named(asked.code)}: nguyên nhân chậm là khách quan hay chủ quan ạ?`
    case 'photo_for_which_task':
      return 'Ảnh này là minh chứng của nhiệm vụ nào, kết quả gì ạ?'
    case 'unclear':
      return asked.code === null
        ? 'Em chưa hiểu rõ nên chưa ghi gì. Anh/chị nhắn theo mẫu: NV07 81%, hoặc gõ /baocao để chọn từ danh sách.'
        : `${named(asked.code)}: em chưa hiểu rõ nên chưa ghi. Anh/chị nhắn lại tiến độ giúp em, ví dụ: ${asked.code} 60%`
    default:
      return asked satisfies never
  }
}

function choosePercent(
  asked: Extract<Question, { kind: 'choose_percent' }>,
  name: string,
  previousPercent: number | null,
): string {
  const choices = asked.choices.map(percent)
  switch (asked.because) {
    case 'range':
      return `${name}: anh/chị chốt giúp em ${choices.join(' hay ')}?`
    case 'metric':
      return `${name}: tiến độ ghi là ${choices.join(' hay ')}?`
    case 'two_numbers': {
      const [said, other] = asked.choices
      if (
        asked.choices.length === 2 &&
        said !== undefined &&
        other !== undefined &&
        other === previousPercent
      ) {
        return `${name}: lần trước ghi ${percent(other)}, nay ${percent(said)} là đúng chứ ạ?`
      }
      return `${name}: em thấy nhiều con số (${choices.join(', ')}). Tiến độ hiện tại là số nào ạ?`
    }
    case 'over_100':
      return `${name}: tiến độ không quá 100%. Anh/chị ghi lại giúp em là bao nhiêu?`
    default:
      return asked.because satisfies never
  }
}

// ───────────────────────────────────────────── tasks and history

export function taskList(items: readonly CardItem[], done: readonly CardItem[]): string {
  const example = items[0] ?? done[0]
  return lines(
    items.length === 0
      ? 'Anh/chị không có nhiệm vụ nào đang thực hiện.'
      : `Anh/chị có ${items.length} nhiệm vụ đang thực hiện:`,
    ...items.map((item, index) => cardLine(item, index + 1)),
    done.length === 0 ? null : 'Mới hoàn thành:',
    ...done.map(
      (item) =>
        `☑️ ${item.code} ${shorten(item.title, 48)}${item.last === null ? '' : ` – hoàn thành (${shortDay(item.last.on)})`}`,
    ),
    example === undefined ? null : `Gõ /nhiemvu kèm mã để xem chi tiết, ví dụ: /nhiemvu ${example.code}`,
  )
}

export function tasksFound(tasks: readonly TaskFactsView[], words: string | null): string {
  if (tasks.length === 0) return 'Không có nhiệm vụ nào trong phạm vi của anh/chị.'
  return lines(
    words === null ? `${tasks.length} nhiệm vụ:` : `${tasks.length} nhiệm vụ khớp với “${words}”:`,
    ...tasks.map((task) =>
      task.state === 'open' ? `• ${dueTask(task)}` : `☑️ ${dueTask(task)} – ${TASK_STATE[task.state]}`,
    ),
    `Gõ /nhiemvu kèm mã để xem chi tiết, ví dụ: /nhiemvu ${tasks[0]?.code ?? ''}`,
  )
}

export function taskDetail(
  facts: TaskFactsView,
  history: readonly HistoryLine[],
  trail: TrailView,
  zone: string,
): string {
  return lines(
    taskFacts(facts),
    history.length === 0 ? 'Chưa có báo cáo nào.' : `Báo cáo gần đây:`,
    ...history.map((line) => historyLine(line, zone)),
    ...trailLines(trail, zone),
  )
}

/** A phone screen holds so many of the newest. */
const SHOWN_TRAIL = 12

function trailLines({ entries, names }: TrailView, zone: string): readonly string[] {
  if (entries.length === 0) return []
  const shown = entries.slice(-SHOWN_TRAIL)
  const nameOf = (personId: string | null) => names.get(personId ?? '') ?? 'hệ thống'
  const more = entries.length - shown.length
  return [
    `Đôn đốc, chỉ đạo (${entries.length} lượt trong 60 ngày${more === 0 ? '' : `, ${more} lượt cũ hơn không hiện ở đây`}):`,
    ...shown.map((entry) => {
      const local = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone)
      const short = (at: Temporal.Instant) => `${clock(local(at))} ${shortDay(local(at).toPlainDate())}`
      return `• ${short(entry.at)} ${trailEntry(entry, nameOf, short)}`
    }),
  ]
}

const DELIVERED: Readonly<Record<DeliveryState, string>> = {
  waiting: ' – đang chờ gửi',
  sent: '',
  failed: ' – không gửi được',
  unreachable: ' – không liên lạc được',
  dropped: ' – không gửi vì đã xong',
}

function trailEntry(
  entry: TrailEntry,
  nameOf: (personId: string | null) => string,
  short: (at: Temporal.Instant) => string,
): string {
  switch (entry.kind) {
    case 'reminded':
      return `nhắc ${nameOf(entry.personId)}${DELIVERED[entry.state]}`
    case 'urged':
      return `lãnh đạo nhắc ${nameOf(entry.personId)}${DELIVERED[entry.state]}`
    case 'told': {
      const noted = entry.acknowledgedAt === null ? '' : ` – đã nhận ${short(entry.acknowledgedAt)}`
      return `báo ${nameOf(entry.personId)} (bậc ${entry.rung}, ${trailSubject(entry.about)})${DELIVERED[entry.state]}${noted}`
    }
    case 'passed_over':
      return `bậc ${entry.rung} (${trailSubject(entry.about)}) bỏ qua: ${PASSED_OVER[entry.note] ?? 'không có người nhận'}`
    case 'instructed': {
      const read = entry.readAt === null ? 'chưa đọc' : `đã rõ ${short(entry.readAt)}`
      const answer = entry.answer === null ? '' : `; trả lời: “${shorten(entry.answer, 60)}”`
      return `${nameOf(entry.fromId)} chỉ đạo ${nameOf(entry.toId)}: “${shorten(entry.text, 60)}” – ${read}${answer}`
    }
    case 'asked': {
      const { request: asked } = entry
      const until = asked.dueWanted === null ? '' : ` đến ${fullDay(asked.dueWanted)}`
      return `${asked.from} ${REQUEST[asked.kind]}${until} – ${REQUEST_STATE[asked.state]}${asked.decidedBy === null ? '' : ` (${asked.decidedBy})`}`
    }
    case 'changed':
      return `${nameOf(entry.personId)} ${CHANGED[entry.field]}: ${changedValue(entry.field, entry.before)} → ${changedValue(entry.field, entry.after)}`
    case 'obstacle_answered':
      return `${nameOf(entry.personId)} trả lời vướng mắc: “${shorten(entry.answer, 60)}”`
    default:
      return entry satisfies never
  }
}

function trailSubject(about: TrailSubject): string {
  switch (about.kind) {
    case 'missing':
      return `chưa báo cáo ${period(about.regime, about.periodKey)}`
    case 'overdue':
      return 'quá hạn'
    case 'obstacle':
      return 'vướng mắc'
    default:
      return about satisfies never
  }
}

const PASSED_OVER: Readonly<Record<string, string>> = {
  empty: 'chưa có người giữ vị trí này',
  on_leave: 'đang nghỉ, không có người thay',
  unreachable: 'không liên lạc được',
  already_told: 'đã được báo ở bậc dưới',
  reminded_late: 'lượt nhắc bị trễ',
  off_duty: 'không còn giữ vị trí này khi gửi',
}

const REQUEST_STATE: Readonly<Record<RequestState, string>> = {
  open: 'đang chờ',
  approved: 'đồng ý',
  declined: 'không đồng ý',
}

const CHANGED: Readonly<Record<TrailChange['field'], string>> = {
  due: 'đổi hạn',
  officer: 'giao lại cho cán bộ',
  lead: 'giao lại cho đơn vị',
}

function changedValue(field: TrailChange['field'], value: string | null): string {
  if (value === null) return field === 'officer' ? 'đầu mối của đơn vị' : 'không nêu'
  const [year, month, day] = value.split('-').map(Number)
  return field === 'due' ? `${day}/${month}/${year}` : value
}

export function taskFacts(facts: TaskFactsView): string {
  const due =
    facts.due === null ? (facts.dueRaw ?? 'không nêu') : `${dayWithWeekday(facts.due)}/${facts.due.year}`
  const late = facts.overdueDays > 0 ? ` – quá hạn ${facts.overdueDays} ngày` : ''
  return lines(
    `${facts.code} – ${facts.title}`,
    `Chủ trì: ${facts.leads.join('; ')}`,
    facts.coordinators.length === 0 ? null : `Phối hợp: ${facts.coordinators.join('; ')}`,
    facts.officers.length === 0 ? null : `Đầu mối: ${facts.officers.join('; ')}`,
    `Hạn hoàn thành: ${due}${late}`,
    facts.product === null ? null : `Sản phẩm: ${facts.product}`,
    facts.target === null
      ? null
      : `Chỉ tiêu: ${facts.target.op === '>=' ? 'từ ' : ''}${number(facts.target.value)} ${facts.target.unit}`,
    facts.authority === null ? null : `Thẩm quyền: ${facts.authority}`,
    facts.resources === null ? null : `Nguồn lực: ${facts.resources}`,
    facts.regimes.length === 0
      ? null
      : `Chế độ báo cáo: ${facts.regimes.map((regime) => REGIME[regime]).join(', ')}`,
    facts.state === 'open' ? null : `Trạng thái: ${TASK_STATE[facts.state]}`,
  )
}

const TASK_STATE: Readonly<Record<TaskState, string>> = {
  open: 'đang thực hiện',
  done: 'đã hoàn thành',
  paused: 'tạm dừng',
  removed: 'đã đưa ra khỏi danh mục',
}

function historyLine(line: HistoryLine, zone: string): string {
  const at = line.at.toZonedDateTimeISO(zone)
  const items = line.items
    .map((item) => {
      const amount =
        item.percent === null || item.status === 'done' ? STATUS[item.status] : percent(item.percent)
      const photos = item.evidenceCount === 0 ? '' : `, ${item.evidenceCount} minh chứng`
      return `${item.code} ${amount}${photos}${item.isComplete ? '' : ' (chưa đủ)'}`
    })
    .join('; ')
  return `• ${line.number} · ${clock(at)} ${shortDay(at.toPlainDate())}, ${line.isLate ? 'muộn' : 'trước hạn'} · ${items}`
}

export function history(entries: readonly HistoryLine[], zone: string): string {
  if (entries.length === 0) return 'Anh/chị chưa gửi báo cáo nào.'
  return lines(
    `${entries.length} báo cáo gần nhất của anh/chị:`,
    ...entries.map((line) => historyLine(line, zone)),
  )
}

export const NO_DUTIES = 'Hiện anh/chị không có nhiệm vụ nào phải báo cáo.'

// ───────────────────────────────────────────── summaries

export function summary(view: Summary, zone: string): string {
  const share = view.owed === 0 ? 0 : Math.round((view.onTime / view.owed) * 100)
  const before = view.before
  const change =
    before === null || before.owed === 0
      ? ''
      : ` (kỳ trước ${Math.round((before.onTime / before.owed) * 100)}%)`
  return lines(
    `📊 Tổng hợp ${period(view.regime, view.key)} – ${view.programme}${view.scope === null ? '' : ` – ${view.scope}`}`,
    cutOffLine(view, zone),
    `Phải báo cáo: ${view.owed} lượt. Đủ, đúng hạn: ${view.onTime} (${share}%)${change}; đủ, muộn: ${view.late}; chưa đủ nội dung: ${view.incomplete}; chưa báo cáo: ${view.missing}.`,
    `Nhiệm vụ: ${view.tasks.total}. Hoàn thành: ${view.tasks.done}; đang thực hiện trong hạn: ${view.tasks.running}; quá hạn: ${view.tasks.overdue}.`,
    ...section('Chưa báo cáo:', view.units.filter((unit) => unit.missing > 0).map(missingUnit)),
    ...section(
      'Chưa đủ nội dung, không tổng hợp:',
      view.leftOut.map(
        (row) => `• ${row.code} – ${row.unit}: thiếu ${row.missing.map((item) => MISSING[item]).join('; ')}`,
      ),
    ),
    ...section(
      'Vướng mắc cần xem xét:',
      view.obstacles.map(
        (row) =>
          `• ${row.code} – ${row.unit}: ${shorten(row.text, 90)}${row.proposal === null ? '' : ` → ${shorten(row.proposal, 90)}`}`,
      ),
    ),
  )
}

/** Under the picture: what was reported, what is late, what is stuck. */
export function status(view: Summary): string {
  const share = view.owed === 0 ? 0 : Math.round((view.onTime / view.owed) * 100)
  const silent = view.units.filter((unit) => unit.missing > 0).map((unit) => unit.unit)
  return lines(
    `${capitalised(period(view.regime, view.key))} – ${view.programme}${view.scope === null ? '' : ` – ${view.scope}`}: đủ, đúng hạn ${view.onTime}/${view.owed} (${share}%).`,
    view.missing === 0
      ? 'Tất cả đã báo cáo.'
      : `Chưa báo cáo ${view.missing}: ${silent.slice(0, 4).join(', ')}${silent.length > 4 ? ` và ${silent.length - 4} đơn vị khác` : ''}.`,
    `Nhiệm vụ quá hạn: ${view.tasks.overdue}/${view.tasks.total}; vướng mắc cần xem xét: ${view.obstacles.length}.`,
  )
}

const FILE: Readonly<Record<ExportKind, string>> = {
  workbook: 'bảng Excel',
  report: 'báo cáo Word',
  evidence: 'gói minh chứng',
  reporting_picture: 'biểu đồ báo cáo theo đơn vị',
  trend_picture: 'biểu đồ xu hướng đúng hạn',
  due_picture: 'lịch hạn hoàn thành',
}

export function fileComing(of: ExportKind, of_period: { regime: PeriodicRegime; key: string }): string {
  return `Em đang soạn ${FILE[of]} ${period(of_period.regime, of_period.key)}, gửi ngay sau đây.`
}

export function fileFailed(isTooLarge: boolean): string {
  return isTooLarge
    ? 'Tệp lớn hơn mức kênh này gửi được. Anh/chị xuất theo từng đơn vị, ví dụ: /xuat zip tuần Sở Y tế'
    : 'Em xin lỗi, em chưa soạn được tệp này và đã ghi lại lỗi. Anh/chị thử lại sau giúp em.'
}

function cutOffLine(view: Summary, zone: string): string | null {
  return view.cutOff === null
    ? 'Kỳ này không có hạn báo cáo (ngày nghỉ).'
    : `Hạn báo cáo: trước ${clockAndDay(view.cutOff.toZonedDateTimeISO(zone))}.`
}

function missingUnit(unit: UnitLine): string {
  return `• ${unit.unit}: ${unit.missing}/${unit.owed} nhiệm vụ (${codeList(unit.missingCodes)})`
}

export function dayOff(
  day: Temporal.PlainDate,
  name: string | null,
  lastWorkingDay: Temporal.PlainDate | null,
): string {
  return lines(
    `${capitalised(dayWithWeekday(day))} là ngày nghỉ${name === null ? '' : `, ${name},`} nên không có kỳ báo cáo.`,
    lastWorkingDay === null
      ? null
      : `Ngày làm việc gần nhất trước đó là ${dayWithWeekday(lastWorkingDay)}: gõ /tonghop ${fullDay(lastWorkingDay)}`,
  )
}

export function nothingOwedThen(regime: PeriodicRegime, key: string): string {
  return `${capitalised(period(regime, key))}: chưa có nhiệm vụ nào phải báo cáo.`
}

export function missingList(view: Summary): string {
  const units = view.units.filter((unit) => unit.missing > 0)
  if (units.length === 0)
    return `✅ ${capitalised(period(view.regime, view.key))}: tất cả ${view.owed} lượt đã báo cáo.`
  return lines(
    `${units.length} đơn vị chưa báo cáo ${period(view.regime, view.key)}, thiếu ${view.missing}/${view.owed} lượt:`,
    ...units.map((unit) => {
      const officer =
        unit.officer === null
          ? 'chưa có đầu mối'
          : `${unit.officer.name}${unit.officer.phone === null ? '' : `, ${unit.officer.phone}`}`
      return `${missingUnit(unit)}\n   ${officer}`
    }),
  )
}

export function overdueList(
  overdue: readonly TaskFactsView[],
  dueSoon: readonly TaskFactsView[],
  today: Temporal.PlainDate,
): string {
  if (overdue.length === 0 && dueSoon.length === 0) return 'Không có nhiệm vụ quá hạn hoặc sắp đến hạn.'
  return lines(
    `Quá hạn: ${overdue.length} nhiệm vụ. Đến hạn trong 7 ngày tới: ${dueSoon.length} nhiệm vụ.`,
    ...section(
      'Quá hạn:',
      overdue.map((task) => `• ${dueTask(task)} – quá ${task.overdueDays} ngày`),
    ),
    ...section(
      'Sắp đến hạn:',
      dueSoon.map(
        (task) => `• ${dueTask(task)} – còn ${task.due === null ? 0 : today.until(task.due).days} ngày`,
      ),
    ),
  )
}

function dueTask(task: TaskFactsView): string {
  const due = task.due === null ? '' : `, hạn ${fullDay(task.due)}`
  return `${task.code} ${shorten(task.title, 50)} (${task.leads.join('; ')}${due})`
}

export function dueSoon(
  tasks: readonly { readonly facts: TaskFactsView; readonly workingDaysLeft: number }[],
): string {
  return lines(
    `📅 ${tasks.length} nhiệm vụ sắp đến hạn hoàn thành:`,
    ...tasks.map(
      ({ facts, workingDaysLeft }) => `• ${dueTask(facts)} – còn ${workingDaysLeft} ngày làm việc`,
    ),
  )
}

// ───────────────────────────────────────────── escalation

/** To the officer himself, at the first rung. */
function ownOverdue(subjects: readonly DigestSubject[]): string {
  return lines(
    `🔴 ${subjects.length} nhiệm vụ của anh/chị đã quá hạn hoàn thành:`,
    ...subjects.flatMap((subject) =>
      subject.tasks.map(
        (task) =>
          `• ${task.code} ${shorten(task.title, 60)} – quá hạn ${task.overdueDays} ngày, ${task.percent === null ? 'chưa có số liệu' : percent(task.percent)}`,
      ),
    ),
    'Anh/chị báo cáo kết quả hoặc vướng mắc, nguyên nhân và đề xuất giúp em.',
  )
}

export function isOwnDigest(subjects: readonly DigestSubject[]): boolean {
  return subjects.every((subject) => subject.rung === 1 && subject.kind === 'overdue')
}

export function digest(
  subjects: readonly DigestSubject[],
  settled: readonly SettledDigestSubject[],
  named: number | null,
): string {
  if (isOwnDigest(subjects)) return ownOverdue(subjects)
  const count = (kind: DigestSubject['kind']) => subjects.filter((subject) => subject.kind === kind).length
  const silent = subjects.filter((subject) => subject.kind === 'missing')
  const sum = [
    count('overdue') === 0 ? null : `${count('overdue')} nhiệm vụ quá hạn`,
    silent.length === 0 ? null : `${new Set(silent.map((subject) => subject.unit)).size} đơn vị chưa báo cáo`,
    count('obstacle') === 0 ? null : `${count('obstacle')} vướng mắc chưa được trả lời`,
  ].filter((part) => part !== null)
  const shown = named === null ? subjects : subjects.slice(0, named)
  const of = (kind: DigestSubject['kind']) => shown.filter((subject) => subject.kind === kind)
  const more = subjects.length - shown.length
  return lines(
    `📣 Kính báo anh/chị: ${sum.join(', ')}.`,
    ...section('Quá hạn hoàn thành:', of('overdue').map(overdueSubject)),
    ...section('Chưa báo cáo:', of('missing').map(missingSubject)),
    ...section('Vướng mắc chưa được trả lời:', of('obstacle').map(obstacleSubject)),
    ...(more === 0 ? [] : ['', `… và ${more} nội dung khác: xem đủ trong tệp kèm theo.`]),
    ...section('Đã xong từ lần báo trước:', settled.map(settledSubject)),
  )
}

function obstacleSubject(subject: DigestSubject): string {
  const codes = subject.tasks.map((task) => task.code).join(', ')
  const found = subject.obstacle
  if (found === null) return `• ${codes} – ${subject.unit}`
  const asked = found.proposal === null ? '' : `; đề xuất: ${shorten(found.proposal, 80)}`
  const addressee = found.addressee === null ? '' : `; nơi giải quyết: ${found.addressee}`
  return `• ${codes} – ${subject.unit}: ${shorten(found.text, 80)}${asked}${addressee} (${found.workingDays} ngày làm việc)`
}

const SETTLED: Readonly<Record<SettledDigestSubject['reason'], string>> = {
  reported: 'đã báo cáo',
  done: 'đã hoàn thành',
  closed: 'đã đưa ra khỏi danh mục hoặc tạm dừng',
  deadline_moved: 'đã điều chỉnh thời hạn',
  answered: 'đã được trả lời',
}

function settledSubject(subject: SettledDigestSubject): string {
  const what =
    subject.period === null ? (subject.task?.code ?? '') : period(subject.period.regime, subject.period.key)
  return `• ${subject.unit}${what === '' ? '' : ` – ${what}`}: ${SETTLED[subject.reason]}`
}

function missingSubject(subject: DigestSubject): string {
  const what = subject.period === null ? '' : ` ${period(subject.period.regime, subject.period.key)}`
  return `• ${subject.unit}:${what} thiếu ${codeList(subject.tasks.map((task) => task.code))}${officerOf(subject)}`
}

function overdueSubject(subject: DigestSubject): string {
  return subject.tasks
    .map((task) => {
      const amount = task.percent === null ? 'chưa có số liệu' : percent(task.percent)
      return `• ${task.code} ${shorten(task.title, 50)} – ${subject.unit}: quá hạn ${task.overdueDays} ngày, ${amount}${officerOf(subject)}`
    })
    .join('\n')
}

function officerOf(subject: DigestSubject): string {
  if (subject.officer === null) return ' – chưa có đầu mối'
  return ` – đầu mối ${subject.officer.name}${subject.officer.phone === null ? '' : `, ${subject.officer.phone}`}`
}

export function officerUncovered(officer: string, units: readonly string[]): string {
  return `ℹ️ ${officer} (${units.join('; ')}) đang nghỉ và chưa có người báo cáo thay. Anh/chị cử người giúp; bộ phận điều phối sẽ ghi vào hệ thống.`
}

export function digestAcknowledged(view: {
  readonly until: Zoned | null
  readonly count: number
  readonly settled: number
  readonly alreadyBy: readonly string[]
}): string {
  const noted = `Đã ghi nhận anh/chị đã nhận ${view.count} nội dung.`
  const then =
    view.until === null
      ? 'Anh/chị báo cáo kết quả hoặc vướng mắc sớm giúp em.'
      : `Em sẽ không báo thêm trước ${clockAndDay(view.until)}, trừ khi có việc mới.`
  return lines(
    `${noted} ${then}`,
    view.alreadyBy.length === 0 ? null : `${view.alreadyBy.join(', ')} đã nhận trước đó.`,
    view.settled === 0 ? null : `${view.settled} nội dung khác đã xong từ lúc em báo.`,
  )
}

export function digestAcknowledgedBefore(until: Zoned): string {
  return `Anh/chị đã nhận nội dung này rồi. Em không báo thêm trước ${clockAndDay(until)}.`
}

export function digestSettled(count: number): string {
  return `✅ Đã xong từ lúc em báo: ${count} nội dung. Anh/chị không cần làm gì thêm.`
}

export const STALE_DIGEST =
  'Tin báo này đã cũ nên em chưa ghi gì. Tình hình mới nhất: gõ /chuabaocao hoặc /quahan.'

export function urged(
  names: readonly string[],
  skipped: readonly { readonly name: string; readonly why: UrgeObstacle }[],
): string {
  return lines(
    names.length === 0 ? 'Chưa nhắc được ai.' : `Đã nhắc ${names.join(', ')}.`,
    ...skipped.map(({ name, why }) => `• ${name}: ${NOT_URGED[why]}`),
  )
}

const NOT_URGED: Readonly<Record<UrgeObstacle, string>> = {
  just_urged: 'vừa được nhắc trong vòng 1 giờ nên chưa nhắc lại.',
  no_account: 'chưa liên kết tài khoản nên không nhắc được, anh/chị gọi điện giúp.',
  unreachable: 'đã chặn hoặc thoát khỏi em nên không nhắc được, anh/chị gọi điện giúp.',
  no_officer:
    'chưa có đầu mối, hoặc đầu mối nghỉ mà chưa có người thay; anh/chị liên hệ thủ trưởng đơn vị giúp.',
}

export const NOBODY_LACKS = '✅ Không có đơn vị nào thiếu báo cáo của kỳ này nên em không nhắc ai.'

export function urgeFromLeader(leader: string, title: string | null): string {
  return `📣 ${leader}${title === null ? '' : ` (${title})`} nhắc anh/chị báo cáo. Gõ /baocao để xem các nhiệm vụ còn thiếu.`
}

// ───────────────────────────────────────────── leave, settings, holidays, checks

export const CHANGED_MEANWHILE =
  '⚠️ Trong lúc anh/chị xem, người khác đã thay đổi nội dung này nên em chưa ghi gì.'
export const ORDER_DECLINED = 'Em đã dừng và chưa thay đổi gì.'

export function orderQuestion(ask: OrderQuestion, choices: number): string {
  switch (ask.about) {
    case 'leave_days':
      return ask.person === null
        ? 'Anh/chị nghỉ từ ngày nào đến ngày nào? Ví dụ: 24/11-28/11'
        : `${ask.person} nghỉ từ ngày nào đến ngày nào? Ví dụ: 24/11-28/11`
    case 'substitute':
      return `Trong thời gian ${ask.person ?? 'anh/chị'} nghỉ (${dayRange(ask.days)}), ai báo cáo thay? Anh/chị chọn hoặc nhắn tên người thay.`
    case 'which_person':
      return `Có nhiều người khớp với “${ask.words}”. Anh/chị chọn giúp em:`
    case 'which_leave_to_end':
      return 'Anh/chị kết thúc lịch nghỉ nào ạ?'
    case 'export_kind':
      return 'Anh/chị cần tệp nào?'
    case 'import_file':
      return 'Anh/chị gửi tệp danh mục (.xlsx hoặc .csv) vào đây, em đọc và cho xem trước khi ghi. Gõ /huy để thôi.'
    case 'import_reason':
      return 'Có nhiệm vụ đổi thời hạn hoặc bị bỏ. Anh/chị nhắn lý do (kèm số văn bản nếu có), ví dụ: “theo Công văn 512/UBND-NC”. Gõ /huy để thôi.'
    case 'which_programme':
      return choices === 0 ? 'Chưa có chương trình nào.' : 'Anh/chị chọn chương trình:'
    case 'setting_value':
      return `${capitalised(SETTING[ask.setting].name)}: anh/chị chọn hoặc nhắn giá trị mới. Ví dụ: ${SETTING[ask.setting].example.replace(/^\S+ /, '')}`
    case 'holiday_days':
      return `Anh/chị cho biết ngày ${HOLIDAY_ACT[ask.act]}. Ví dụ: 24/11/2026`
    case 'holiday_name':
      return `Ngày nghỉ ${dayRange(ask.days)} có tên là gì? Ví dụ: Ngày Văn hóa Việt Nam`
    case 'obstacle_answer':
      return `${ask.code} – ${ask.unit}: “${shorten(ask.text, 100)}”\nAnh/chị nhắn kết quả tháo gỡ, em chuyển đến đầu mối. Gõ /huy để thôi.`
    case 'obstacle_addressee':
      return `${ask.code}: “${shorten(ask.text, 100)}”\nChuyển đến đơn vị nào? Anh/chị ${choices === 0 ? 'nhắn tên đơn vị' : 'chọn hoặc nhắn tên đầy đủ'}. Gõ /huy để thôi.`
    case 'extension_task':
      return 'Anh/chị xin gia hạn nhiệm vụ nào? Anh/chị chọn hoặc nhắn mã giúp em.'
    case 'extension_until':
      return lines(
        ask.isTooEarly
          ? `Ngày xin gia hạn phải sau hạn hiện tại (${fullDay(ask.due)}) và sau hôm nay.`
          : null,
        `${ask.code}: hạn hiện tại là ${fullDay(ask.due)}. Anh/chị xin gia hạn đến ngày nào? Anh/chị chọn hoặc nhắn ngày. Gõ /huy để thôi.`,
      )
    case 'extension_reason':
      return `${ask.code}: xin gia hạn đến ${fullDay(ask.wanted)}. Anh/chị nhắn lý do giúp em. Gõ /huy để thôi.`
    case 'reassign_task':
      return 'Anh/chị giao lại nhiệm vụ nào? Anh/chị chọn giúp em.'
    case 'reassign_to':
      return lines(
        `${ask.code} – ${shorten(ask.title, 80)}`,
        `Đang giao: ${ask.unit}${ask.officer === null ? ', chưa có đầu mối' : `, ${ask.officer}`}.`,
        choices === 0
          ? 'Giao lại cho ai? Anh/chị nhắn tên cán bộ hoặc đơn vị. Gõ /huy để thôi.'
          : 'Giao lại cho ai? Anh/chị chọn, hoặc nhắn tên cán bộ, đơn vị khác. Gõ /huy để thôi.',
      )
    case 'conference_when':
      return CONFERENCE_ASK.when
    case 'conference_cancel':
      return CONFERENCE_ASK.cancel
    case 'let_in_unit':
      return CONFERENCE_ASK.unit
    case 'conference_clock':
      return `Hội nghị ${dayWithWeekday(ask.day)}/${ask.day.year} họp lúc mấy giờ? Anh/chị chọn hoặc nhắn giờ, ví dụ 08:00-11:30.`
    case 'conference_move_or_add':
      return `Chương trình đã có hội nghị. Anh/chị dời sang ${conferenceWhen(ask.at)} hay thêm hội nghị mới?`
    case 'let_in_until':
      return lines(
        ask.wrong === null ? null : `${conferenceWhen(ask.wrong)} không nằm trong thời gian khóa còn lại.`,
        `Mở khóa cho ${ask.unit} đến lúc nào? Anh/chị chọn hoặc nhắn, ví dụ: đến 17:00 26/11.`,
      )
    case 'let_in_reason':
      return `Mở khóa cho ${ask.unit} đến ${conferenceWhen(ask.until)}. Anh/chị nhắn lý do giúp em. Gõ /huy để thôi.`
    case 'urge_whom':
      return `Đang có ${ask.missing} đơn vị thiếu báo cáo. Anh/chị nhắc đơn vị nào?`
    default:
      return ask satisfies never
  }
}

const HOLIDAY_ACT: Readonly<Record<Extract<OrderQuestion, { about: 'holiday_days' }>['act'], string>> = {
  add: 'nghỉ cần thêm',
  remove: 'cần bỏ khỏi bảng',
  confirm: 'cần xác nhận',
  make_up: 'làm bù',
}

export function choiceLabel(choice: Choice): string {
  switch (choice.kind) {
    case 'agree':
    case 'decline':
    case 'nobody':
    case 'everyone':
      return LABEL[choice.kind]
    case 'export':
      return capitalised(FILE[choice.of])
    case 'person':
      return choice.units.length === 0
        ? choice.name
        : shorten(`${choice.name} (${[...new Set(choice.units)].join(', ')})`, 60)
    case 'unit':
      return `${shorten(choice.name, 40)} (thiếu ${choice.missing})`
    case 'programme':
    case 'addressee':
      return shorten(choice.name, 60)
    case 'task':
      return shorten(`${choice.code} ${choice.title}`, 50)
    case 'until':
      return capitalised(`${dayWithWeekday(choice.date)}/${choice.date.year}`)
    case 'without_reason':
      return LABEL.withoutReason
    case 'days':
      return dayRange(choice)
    case 'setting':
      return capitalised(settingValue(choice.change))
    case 'move_conference':
      return `Dời hội nghị ${conferenceWhen(choice.at)}`
    case 'cancel_conference':
    case 'moment':
      return conferenceWhen(choice.at)
    case 'add_conference':
      return LABEL.addConference
    case 'clock':
      return choice.time
    default:
      return choice satisfies never
  }
}

/** "thứ Ba 24/11", "thứ Ba 24/11 – thứ Bảy 28/11". */
function dayRange({ from, to }: DayRange): string {
  return from.equals(to) ? dayWithWeekday(from) : `${dayWithWeekday(from)} – ${dayWithWeekday(to)}`
}

export function leave(view: LeaveView): string {
  switch (view.of) {
    case 'list':
      return leaveList(view)
    case 'entered':
      return leaveEntered(view)
    case 'taken_over':
      return lines(
        `📌 Anh/chị báo cáo thay ${view.entry.person.name} ${dayRange(view.entry.leave)}${leaveScope(view.entry)}.`,
        view.codes.length === 0 ? null : `Nhiệm vụ nhận thay: ${codeList(view.codes)}.`,
        'Trong thời gian này em nhắc anh/chị thay cho người nghỉ. Gõ /baocao để xem và báo cáo.',
      )
    case 'ended':
      return leaveEnded(view)
    default:
      return view satisfies never
  }
}

function leaveList({ entries, whose }: Extract<LeaveView, { of: 'list' }>): string {
  if (entries.length === 0) {
    return whose === null ? 'Hiện không có ai trong lịch nghỉ.' : `${whose} không có trong lịch nghỉ.`
  }
  return lines(
    `Lịch nghỉ (${entries.length}):`,
    ...entries.map(
      (entry) =>
        `• ${entry.person.name}: ${dayRange(entry.leave)}, ${entry.substitute === null ? 'chưa có người thay' : `${entry.substitute.name} thay`}${leaveScope(entry)}`,
    ),
    whose === null ? 'Kết thúc sớm: /nghi @tên xong.' : 'Kết thúc sớm: /nghi xong.',
  )
}

/** " (Sở Tư pháp; chương trình …)"; empty for everything. */
function leaveScope({ unit, programme }: LeaveEntry): string {
  const parts = [unit?.shortName ?? null, programme === null ? null : `chương trình ${programme.name}`]
  const said = parts.filter((part) => part !== null)
  return said.length === 0 ? '' : ` (chỉ ${said.join('; ')})`
}

function leaveEntered(view: Extract<LeaveView, { of: 'entered' }>): string {
  const { entry, warnings, codes, by, to } = view
  const who = to === 'person' ? 'anh/chị' : entry.person.name
  return lines(
    `✅ ${by === null || to === 'coordinator' ? 'Đã ghi' : `${by} đã ghi`} lịch nghỉ của ${who}: ${dayRange(entry.leave)}${leaveScope(entry)}.`,
    entry.substitute === null
      ? null
      : `Người báo cáo thay: ${entry.substitute.name}${entry.substitute.title === null ? '' : ` (${entry.substitute.title})`}${codes.length === 0 ? '' : `, nhận ${codes.length} nhiệm vụ: ${codeList(codes)}`}.`,
    ...warnings.map((warning) => `⚠️ ${leaveWarning(warning, entry)}`),
    to === 'person' ? 'Đi làm sớm, anh/chị bấm “Kết thúc nghỉ” hoặc gõ /nghi xong.' : null,
  )
}

function leaveWarning(warning: LeaveWarning, { substitute }: LeaveEntry): string {
  const name = substitute?.name ?? ''
  switch (warning.kind) {
    case 'no_substitute':
      return 'Chưa có người báo cáo thay: em sẽ báo lãnh đạo đơn vị, và các kỳ trong thời gian nghỉ vẫn phải báo cáo.'
    case 'substitute_hears_nothing':
      return warning.reach === 'no_account'
        ? `${name} chưa liên kết tài khoản nên chưa nhận được tin của em. Anh/chị báo trực tiếp và xin mã đăng ký ở bộ phận điều phối.`
        : `${name} đã chặn hoặc thoát khỏi em nên không nhận được tin. Anh/chị báo trực tiếp giúp em.`
    case 'substitute_on_leave':
      return warning.next === null
        ? `${name} cũng nghỉ ${dayRange(warning.days)} và không có người thay tiếp. Anh/chị chọn người khác nếu được.`
        : `${name} cũng nghỉ ${dayRange(warning.days)}; những ngày đó ${warning.next} làm thay.`
    case 'replaces':
      return `Lịch này trùng với lịch nghỉ ${dayRange(warning.days)} đã ghi; những ngày trùng tính theo lịch mới.`
    default:
      return warning satisfies never
  }
}

function leaveEnded({ entry, isCalledOff, by, to }: Extract<LeaveView, { of: 'ended' }>): string {
  const what = isCalledOff ? 'Đã hủy lịch nghỉ' : 'Đã kết thúc lịch nghỉ'
  const days = dayRange(entry.leave)
  switch (to) {
    case 'person':
      return `✅ ${by === null ? what : `${by}: ${what.toLocaleLowerCase('vi')}`} ${days}${isCalledOff ? '.' : '. Từ bây giờ anh/chị tự báo cáo các nhiệm vụ của mình.'}`
    case 'coordinator':
      return `✅ ${what} của ${entry.person.name} (${days}).`
    case 'substitute':
      return `ℹ️ ${what} của ${entry.person.name} (${days}). Anh/chị không phải báo cáo thay nữa, cảm ơn anh/chị.`
    default:
      return to satisfies never
  }
}

/** Every setting: its name, how it is changed, and one line of what it does. */
const SETTING: Readonly<Record<SettingName, { readonly name: string; readonly example: string }>> = {
  regimes: { name: 'chế độ báo cáo', example: 'chedo ngày,tuần,tháng' },
  days: { name: 'ngày báo cáo', example: 'ngay hang-ngay' },
  cutOff: { name: 'giờ chốt', example: 'gio 16:30' },
  headsUpMinutes: { name: 'nhắc trước giờ chốt', example: 'nhactruoc 60' },
  headsUpEarlierMinutes: { name: 'nhắc sớm hơn cho nhóm 10% cuối bảng', example: 'nhacsom 60' },
  dueSoonDays: { name: 'báo sắp đến hạn nhiệm vụ', example: 'saphan 7,3,1' },
  dueSoonAt: { name: 'giờ báo sắp đến hạn', example: 'giosaphan 08:00' },
  summaryAt: { name: 'giờ gửi tổng hợp', example: 'tonghop 17:00' },
  reachabilityMinutes: { name: 'kiểm tra liên lạc trước giờ chốt', example: 'lienlac 120' },
  selfAuditMinutes: { name: 'đối soát sau lượt nhắc', example: 'doisoat 10' },
  workingHours: { name: 'giờ báo lãnh đạo', example: 'lamviec 07:30-17:30' },
  obstacleDays: { name: 'thời hạn trả lời vướng mắc', example: 'vuongmac 2' },
  checklist: { name: 'nội dung bắt buộc', example: 'batbuoc minh-chung bat' },
  ladder: { name: 'bậc báo cáo lên', example: 'bac 2 chuabaocao 30 phút' },
}

function settingHelp({ name, example }: { readonly name: string; readonly example: string }): string {
  return `• ${name}: /chedo ${example}`
}

const DAYS: Readonly<Record<ProgrammeSettings['days'], string>> = {
  'every-day': 'hằng ngày, kể cả ngày nghỉ',
  'working-days': 'ngày làm việc',
}

const CHECKLIST: Readonly<Record<keyof ProgrammeSettings['checklist'], string>> = {
  number: 'số liệu',
  proposalWithObstacle: 'đề xuất khi có vướng mắc',
  productWhenDone: 'sản phẩm khi hoàn thành',
  evidenceWhenDone: 'minh chứng khi hoàn thành',
}

function settingValue(change: SettingChange): string {
  switch (change.setting) {
    case 'days':
      return DAYS[change.value]
    case 'regimes':
      return change.value.length === 0 ? 'không' : change.value.map((regime) => REGIME[regime]).join(', ')
    case 'cutOff':
    case 'dueSoonAt':
      return change.value
    case 'summaryAt':
      return change.value ?? 'tắt'
    case 'headsUpMinutes':
    case 'headsUpEarlierMinutes':
    case 'reachabilityMinutes':
    case 'selfAuditMinutes':
      return change.value === 0 ? 'tắt' : duration(change.value)
    case 'dueSoonDays':
      return change.value.length === 0 ? 'tắt' : `trước ${change.value.join(', ')} ngày làm việc`
    case 'workingHours':
      return `${change.value.from}–${change.value.to}`
    case 'obstacleDays':
      return `${change.value} ngày làm việc`
    case 'checklist':
      return `${CHECKLIST[change.item]}: ${change.value ? 'bắt buộc' : 'không bắt buộc'}`
    case 'ladder':
      if ('isRemoved' in change) return `bỏ bậc ${change.rung}`
      if ('roles' in change) return `bậc ${change.rung}: ${rolesText(change.roles)}`
      if ('thenWeekly' in change)
        return `bậc ${change.rung}: ${change.thenWeekly ? 'nhắc lại' : 'không nhắc lại'} hằng tuần`
      return `bậc ${change.rung}, ${change.subject === 'missing' ? 'chưa báo cáo' : 'quá hạn'}: ${rungDelay(change.value)}`
    default:
      return change satisfies never
  }
}

function rolesText(roles: readonly Role[]): string {
  return roles.map((role) => ROLE[role]).join(', ')
}

function rungDelay(delay: RungDelay): string {
  switch (delay.kind) {
    case 'minutes':
      return delay.minutes === 0 ? 'ngay giờ chốt' : `sau giờ chốt ${duration(delay.minutes)}`
    case 'working_day':
      return delay.days === 0
        ? `${delay.at} ngày làm việc kế tiếp`
        : `${delay.at}, thêm ${delay.days} ngày làm việc`
    case 'weekly':
      return 'trong bản tổng hợp tuần'
    case 'never':
      return 'không báo'
    default:
      return delay satisfies never
  }
}

/** One line per setting, in the order of the table above. */
function settingLines(settings: ProgrammeSettings): ReadonlyMap<SettingName, readonly string[]> {
  const line = (change: SettingChange): [SettingName, readonly string[]] => [
    change.setting,
    [`${capitalised(SETTING[change.setting].name)}: ${settingValue(change)}`],
  ]
  const required = CHECKLIST_ITEMS.filter((item) => settings.checklist[item]).map((item) => CHECKLIST[item])
  return new Map([
    line({ setting: 'regimes', value: settings.regimes }),
    line({ setting: 'days', value: settings.days }),
    line({ setting: 'cutOff', value: settings.cutOff }),
    line({ setting: 'headsUpMinutes', value: settings.headsUpMinutes }),
    line({ setting: 'headsUpEarlierMinutes', value: settings.headsUpEarlierMinutes }),
    line({ setting: 'dueSoonDays', value: settings.dueSoonDays }),
    line({ setting: 'dueSoonAt', value: settings.dueSoonAt }),
    line({ setting: 'summaryAt', value: settings.summaryAt }),
    line({ setting: 'reachabilityMinutes', value: settings.reachabilityMinutes }),
    line({ setting: 'selfAuditMinutes', value: settings.selfAuditMinutes }),
    line({ setting: 'workingHours', value: settings.workingHours }),
    line({ setting: 'obstacleDays', value: settings.obstacleDays }),
    ['checklist', [`${capitalised(SETTING.checklist.name)}: ${required.join(', ') || 'không'}`]],
    [
      'ladder',
      [`${capitalised(SETTING.ladder.name)}:`, ...settings.ladder.map((rung) => `  ${rungLine(rung)}`)],
    ],
  ])
}

function rungLine(rung: Rung): string {
  const again = rung.thenWeekly === true ? ', sau đó trong bản tổng hợp tuần' : ''
  return `${rung.rung}. ${rolesText(rung.roles)} – chưa báo cáo: ${rungDelay(rung.missing)}; quá hạn: ${rungDelay(rung.overdue)}${again}`
}

const CHECKLIST_ITEMS = ['number', 'proposalWithObstacle', 'productWhenDone', 'evidenceWhenDone'] as const

export function regimes(view: RegimesView, zone: string): string {
  switch (view.of) {
    case 'settings':
      return lines(
        `⚙️ ${view.programme.name} (${view.programme.code})`,
        ...[...settingLines(view.programme.settings).values()].flat(),
        ...section('Các mốc sắp tới:', momentLines(view.moments, zone)),
        ...section('Thay đổi, ví dụ:', [
          `• /chedo ${SETTING.cutOff.example}`,
          `• /chedo ${SETTING.regimes.example}`,
          `• /chedo ${SETTING.summaryAt.example}`,
        ]),
      )
    case 'confirm':
      return lines(
        `${view.programme.name}: thay đổi như sau, áp dụng từ mốc kế tiếp.`,
        ...differentLines(view.programme.settings, view.after),
        ...view.warnings.map((warning) => `⚠️ ${SETTING_WARNING[warning]}`),
        ...section('Năm mốc tiếp theo sẽ là:', momentLines(view.moments, zone)),
        ...(view.dryRun === null ? [] : ['', ...dryRunLines(view.dryRun, zone)]),
        'Anh/chị đồng ý không ạ?',
      )
    case 'ladder':
      return lines(
        `⚙️ ${view.programme.name} (${view.programme.code})`,
        'Bậc báo cáo lên:',
        ...view.programme.settings.ladder.map(rungLine),
        `Chỉ báo trong giờ: ${view.programme.settings.workingHours.from}–${view.programme.settings.workingHours.to} ngày làm việc.`,
        `Vướng mắc chưa trả lời: báo lên sau ${view.programme.settings.obstacleDays} ngày làm việc, theo các bậc của nhiệm vụ quá hạn.`,
        '',
        ...dryRunLines(view.dryRun, zone),
        ...section('Thay đổi, ví dụ:', [
          '• /chedo bac 2 chuabaocao 45 phút',
          '• /chedo bac 3 quahan 1 ngày 16:30',
          '• /chedo bac 4 vaitro điều phối, lãnh đạo UBND',
          '• /chedo bac 5 nhac tuan tat',
          '• /chedo bac 4 bo',
        ]),
      )
    case 'changed':
      return lines(
        `✅ Đã thay đổi chế độ của ${view.programme.name}:`,
        ...differentLines(view.programme.settings, view.after),
      )
    default:
      return view satisfies never
  }
}

function differentLines(before: ProgrammeSettings, after: ProgrammeSettings): readonly string[] {
  const old = settingLines(before)
  const changed = [...settingLines(after)].flatMap(([name, now]) => {
    const was = old.get(name) ?? []
    return name === 'ladder'
      ? []
      : now.flatMap((line, at) =>
          line === was[at]
            ? []
            : [`• ${line.trim()} (trước đây: ${(was[at] ?? '').replace(/^[^:]*: /, '').trim()})`],
        )
  })
  return [...changed, ...differentRungs(before.ladder, after.ladder)]
}

function differentRungs(before: readonly Rung[], after: readonly Rung[]): readonly string[] {
  const numbers = [...new Set([...before, ...after].map(({ rung }) => rung))].sort(
    (one, other) => one - other,
  )
  const lineOf = (ladder: readonly Rung[], number: number) => {
    const found = ladder.find(({ rung }) => rung === number)
    return found === undefined ? null : rungLine(found).replace(/^\d+\. /, '')
  }
  return numbers.flatMap((number) => {
    const [was, now] = [lineOf(before, number), lineOf(after, number)]
    if (was === now) return []
    if (now === null) return [`• Bỏ bậc ${number} (trước đây: ${was})`]
    return [was === null ? `• Thêm bậc ${number}: ${now}` : `• Bậc ${number}: ${now} (trước đây: ${was})`]
  })
}

/** A phone screen of names. */
const SHOWN_DIGESTS = 11

function dryRunLines({ round, names }: DryRunView, zone: string): readonly string[] {
  if (round === null) return ['Với dữ liệu lúc này, 7 ngày tới chưa có tin nào báo lên.']
  const at = clockAndDay(round.at.toZonedDateTimeISO(zone))
  const shown = round.digests.slice(0, SHOWN_DIGESTS)
  const more = round.digests.length - shown.length
  return [
    `Với dữ liệu lúc này, ${round.digests.length} tin sau sẽ gửi lúc ${at}:`,
    ...shown.map(
      ({ personId, subjects, rungs }) =>
        `• ${names.get(personId) ?? ''}: ${subjects} nội dung (bậc ${rungs.join(', ')})`,
    ),
    ...(more === 0 ? [] : [`… và ${more} tin khác.`]),
  ]
}

const SETTING_WARNING: Readonly<Record<SettingWarning, string>> = {
  summary_before_cut_off: 'Giờ gửi tổng hợp sớm hơn giờ chốt: bản tổng hợp sẽ thiếu các báo cáo đến sau.',
  cut_off_outside_hours: 'Giờ chốt nằm ngoài giờ báo lãnh đạo: lãnh đạo được báo vào sáng ngày làm việc sau.',
  no_regime: 'Không còn chế độ nào: chỉ nhắc các nhiệm vụ có chế độ riêng.',
  no_leader_told: 'Không còn bậc nào báo lãnh đạo.',
}

const MOMENT: Readonly<Record<MomentLine['kind'], string>> = {
  heads_up: 'nhắc trước',
  early_heads_up: 'nhắc sớm nhóm 10% cuối bảng',
  reminder: 'giờ chốt, nhắc đầu mối',
  due_soon: 'báo nhiệm vụ sắp đến hạn (nếu có)',
  summary: 'gửi tổng hợp',
  reachability: 'kiểm tra liên lạc',
  self_audit: 'đối soát lượt nhắc',
  holiday_check: 'nhắc xác nhận lịch nghỉ',
}

function momentLines(moments: readonly MomentLine[], zone: string): readonly string[] {
  return moments.map(({ at, kind, periods }) => {
    const what = periods.map((one) => period(one.regime, one.key)).join(', ')
    const local = at.toZonedDateTimeISO(zone)
    return `• ${clockAndDay(local)}/${local.year}: ${MOMENT[kind]}${what === '' ? '' : ` (${what})`}`
  })
}

const CERTAINTY: Readonly<Record<HolidayCertainty, string>> = {
  official: '',
  memory: ' – chưa đối chiếu',
  projected: ' – dự kiến, chờ thông báo',
  pending: ' – chờ ban hành, chưa tính là ngày nghỉ',
}

export function holidays(view: HolidaysView, zone: string): string {
  switch (view.of) {
    case 'year': {
      const { rows, year } = view
      if (rows.length === 0) return lines(`Chưa có lịch nghỉ năm ${year}.`, HOLIDAY_HELP)
      const unsure = rows.filter(({ certainty }) => certainty !== 'official').length
      return lines(
        `📅 Lịch nghỉ năm ${year}: ${rows.filter(({ kind }) => kind === 'off').length} ngày nghỉ, ${rows.filter(({ kind }) => kind === 'working').length} ngày làm bù${unsure === 0 ? '' : `; ${unsure} ngày chưa chính thức`}.`,
        ...rows.map(holidayLine),
        unsure === 0 ? null : `Khi có thông báo chính thức: /lichnghi xacnhan ${year}`,
        HOLIDAY_HELP,
      )
    }
    case 'confirm':
      return lines(
        `Thay đổi lịch nghỉ: ghi ${view.put.length} ngày, bỏ ${view.removed.length} ngày.`,
        ...section('Ghi:', view.put.map(holidayLine)),
        ...section('Bỏ:', view.removed.map(holidayLine)),
        ...section('Năm mốc kế tiếp quanh các ngày này:', momentLines(view.moments, zone)),
        'Anh/chị đồng ý không ạ?',
      )
    case 'changed':
      return `✅ Đã cập nhật lịch nghỉ: ghi ${view.put} ngày, bỏ ${view.removed} ngày. Áp dụng từ mốc kế tiếp.`
    default:
      return view satisfies never
  }
}

const HOLIDAY_HELP =
  'Sửa: /lichnghi them 24/11/2026 Ngày Văn hóa; bo 24/11/2026; xacnhan 24/11/2026; lambu 22/8/2026. Nhập cả năm: gửi tệp kèm chú thích /lichnghi.'

function holidayLine({ date, kind, name, certainty }: HolidayRow): string {
  const label = kind === 'working' ? `làm bù${name === 'Làm bù' ? '' : ` – ${name}`}` : name
  return `• ${dayWithWeekday(date)}/${date.year}: ${label}${CERTAINTY[certainty]}`
}

const OUT_OF_REACH: Readonly<
  Record<Extract<CheckView, { of: 'reachability' }>['officers'][number]['why'], string>
> = {
  no_account: 'chưa liên kết tài khoản',
  unreachable: 'đã chặn hoặc thoát khỏi trợ lý',
  channel_down: 'kênh nhắn tin đang gián đoạn',
}

const GAP: Readonly<Record<GapReason, string>> = {
  waiting: 'còn chờ gửi',
  unsure: 'chưa rõ đã đến nơi hay chưa',
  failed: 'gửi không được',
  unreachable: 'không có tài khoản nhận được tin',
  expired: 'quá hạn gửi',
}

/** A list longer than this is cut; its sum stands in the first line. */
const LISTED = 30

export function check(view: CheckView, zone: string): string {
  switch (view.of) {
    case 'reachability': {
      const at = clockAndDay(view.cutOff.toZonedDateTimeISO(zone))
      return lines(
        `⚠️ ${view.officers.length} đầu mối sẽ không nhận được nhắc trước giờ chốt ${at}:`,
        ...cut(view.officers.map(({ name, why }) => `• ${name}: ${OUT_OF_REACH[why]}`)),
        'Anh/chị liên hệ trực tiếp, hoặc gõ /moi kèm tên để cấp mã đăng ký.',
      )
    }
    case 'audit': {
      const { planned, delivered, dropped, gaps } = view.result
      const rounds = view.rounds.map((round) => clockAndDay(round.toZonedDateTimeISO(zone))).join('; ')
      return lines(
        `⚠️ Đối soát lượt nhắc ${rounds}: cần gửi ${planned - dropped}, đã gửi ${delivered}, ${gaps.length} người chưa nhận được:`,
        ...cut(gaps.map(({ name, reason }) => `• ${name}: ${GAP[reason]}`)),
      )
    }
    case 'holidays':
      return view.rows === 0
        ? `📅 Lịch nghỉ năm ${view.year} chưa có. Anh/chị gửi tệp kèm chú thích /lichnghi, hoặc thêm từng ngày: /lichnghi them 1/1/${view.year} Tết Dương lịch`
        : `📅 Lịch nghỉ năm ${view.year} có ${view.rows} ngày, ${view.unsure} ngày chưa chính thức. Anh/chị xem /lichnghi ${view.year}, sửa nếu cần rồi xác nhận: /lichnghi xacnhan ${view.year}`
    default:
      return view satisfies never
  }
}

function cut(entries: readonly string[]): readonly string[] {
  return entries.length <= LISTED
    ? entries
    : [...entries.slice(0, LISTED), `… và ${entries.length - LISTED} người nữa`]
}

export function instructPrompt(officer: string, unit: string): string {
  return `Anh/chị nhắn nội dung chỉ đạo cho ${officer} (${unit}). Gõ /huy để thôi.`
}

export function instructionSent(officer: string): string {
  return `Đã chuyển ý kiến chỉ đạo đến ${officer}.`
}

export function instruction(from: string, title: string | null, about: string, text: string): string {
  return lines(`📌 Ý kiến chỉ đạo của ${from}${title === null ? '' : ` (${title})`} về ${about}:`, text)
}

export function obstacle(view: ObstacleView): string {
  switch (view.of) {
    case 'list':
      return obstacleList(view.items)
    case 'answered':
      return `Đã ghi ${view.code}: vướng mắc đã tháo gỡ, và chuyển trả lời đến ${view.officer}.`
    case 'answer':
      return lines(
        `✅ ${view.code}: ${view.by} trả lời vướng mắc “${shorten(view.text, 100)}”:`,
        view.answer,
        'Còn vướng, anh/chị báo cáo lại giúp em.',
      )
    case 'passed_on':
      return view.by === null
        ? `Đã chuyển vướng mắc của ${view.code} đến ${view.unit}; thời gian chờ tính tiếp từ ngày nêu.`
        : `↪️ ${view.code}: ${view.by} đã chuyển vướng mắc “${shorten(view.text, 100)}” đến ${view.unit}.`
    case 'closed_before':
      return view.isWithdrawn
        ? `Vướng mắc của ${view.code} không còn: đầu mối đã báo hết vướng.`
        : lines(
            `Vướng mắc của ${view.code} đã được ${view.by ?? 'người khác'} trả lời trước đó:`,
            view.answer,
          )
    default:
      return view satisfies never
  }
}

function obstacleList(items: readonly ObstacleItem[]): string {
  if (items.length === 0) return '✅ Không có vướng mắc nào đang chờ tháo gỡ.'
  const nameOf = ({ addressee }: ObstacleItem) => addressee ?? 'Chưa rõ nơi giải quyết'
  return lines(
    `🚧 ${items.length} vướng mắc đang chờ tháo gỡ.`,
    ...items.flatMap((item, index) => {
      const before = items[index - 1]
      const heading = before !== undefined && nameOf(before) === nameOf(item) ? [] : ['', `${nameOf(item)}:`]
      return [...heading, `${index + 1}. ${obstacleLine(item)}`]
    }),
  )
}

function obstacleLine(item: ObstacleItem): string {
  const proposal =
    item.proposal === null ? '' : `; ${led('đề xuất: ', /^(đề xuất|đề nghị|kiến nghị|xin)/i, item.proposal)}`
  const age = item.workingDays === 0 ? 'mới nêu hôm nay' : `đã ${item.workingDays} ngày làm việc`
  const words =
    item.addressee !== null || item.addresseeWords === null
      ? ''
      : ` (ghi: ${shorten(item.addresseeWords, 40)})`
  return `${item.code} – ${item.unit}: ${shorten(item.text, 80)}${proposal}${words} – ${age}`
}

export function obstacleLabel(act: 'solved' | 'pass_on', place: number, code: string): string {
  return `${place}. ${code} ${act === 'solved' ? 'Đã tháo gỡ' : 'Chuyển…'}`
}

export function directiveNoted(from: string, isFirst: boolean): string {
  return isFirst
    ? `Đã ghi nhận anh/chị đã rõ và báo lại ${from}.`
    : `Anh/chị đã xác nhận trước đó, ${from} đã được báo.`
}

export function directiveAnswerPrompt(from: string, text: string): string {
  return `Anh/chị nhắn câu trả lời cho ${from} về ý kiến “${shorten(text, 80)}”. Gõ /huy để thôi.`
}

export function directiveAnswerSent(to: string): string {
  return `Đã chuyển trả lời của anh/chị đến ${to}.`
}

export function directiveWasRead(officer: string, text: string): string {
  return `👁 ${officer} đã rõ ý kiến chỉ đạo: “${shorten(text, 120)}”`
}

export function directiveWasAnswered(officer: string, text: string, answer: string): string {
  return lines(`💬 ${officer} trả lời ý kiến chỉ đạo “${shorten(text, 120)}”:`, answer)
}

// ───────────────────────────────────────────── not a report

export function notAReport(
  of: NotReportKind,
  tasks: readonly TaskFactsView[],
  received: readonly HistoryLine[],
  zone: string,
): string {
  switch (of) {
    case 'thanks':
      return 'Dạ, cảm ơn anh/chị. Chúc anh/chị làm việc tốt.'
    case 'question':
      return tasks.length === 0
        ? 'Câu này em chưa trả lời được. Em trả lời được về nhiệm vụ: anh/chị hỏi kèm mã, ví dụ: NV09 hạn khi nào? Hoặc gõ /trogiup.'
        : tasks.map(taskFacts).join('\n\n')
    case 'complaint':
      return received.length === 0
        ? 'Em xin lỗi anh/chị. Hôm nay em chưa nhận được báo cáo nào của anh/chị; anh/chị gửi lại giúp em, em sẽ trả ngay biên nhận.'
        : lines(
            'Em xin lỗi anh/chị. Hôm nay em đã nhận và ghi:',
            ...received.map((line) => historyLine(line, zone)),
          )
    case 'instruction':
      return 'Đây là ý kiến chỉ đạo nên em chưa ghi vào báo cáo nào, cũng chưa chuyển cho ai. Lãnh đạo chuyển ý kiến đến đầu mối bằng “Chỉ đạo…” dưới tin báo của em.'
    case 'promise':
      return 'Dạ vâng, em chờ báo cáo của anh/chị trước giờ chốt. Em chưa ghi gì cả.'
    case 'delegation':
      return 'Em chưa ghi gì cả. Em đã chuyển đề nghị báo cáo thay đến bộ phận điều phối. Anh/chị cũng có thể tự ghi: /nghi kèm ngày và người thay.'
    case 'handover_request':
      return 'Việc bàn giao nhiệm vụ do bộ phận điều phối duyệt. Em đã chuyển đề nghị của anh/chị và chưa thay đổi gì.'
    case 'extension_request':
      return 'Việc gia hạn do bộ phận điều phối duyệt. Em đã chuyển đề nghị của anh/chị; hạn hiện tại vẫn giữ nguyên.'
    case 'forward':
      return 'Đây là tin chuyển tiếp nên em không ghi vào báo cáo. Nếu là báo cáo của đơn vị, anh/chị nhắn theo mẫu: NV09 60%.'
    case 'chat_in_group':
      return 'Em chỉ nhận báo cáo chính thức khi anh/chị gọi em hoặc nhắn riêng.'
    case 'chat':
      return 'Em là trợ lý báo cáo nhiệm vụ. Anh/chị gõ /baocao để báo cáo, /trogiup để xem hướng dẫn.'
    default:
      return of satisfies never
  }
}

// ───────────────────────────────────────────── requests, tasks that change hands

const REQUEST: Readonly<Record<RequestKind, string>> = {
  extension: 'đề nghị gia hạn',
  handover: 'đề nghị bàn giao nhiệm vụ',
  delegation: 'nhờ người khác báo cáo thay',
}

export function request(view: RequestView, zone: string): string {
  switch (view.of) {
    case 'made':
      return lines(
        ...view.items.map(
          (item) => `📤 Đã chuyển đề nghị gia hạn đến bộ phận điều phối: ${extensionOf(item)}.`,
        ),
        'Hạn hiện tại vẫn giữ nguyên đến khi được đồng ý; em sẽ báo kết quả cho anh/chị.',
      )
    case 'to_decide':
      return requestItem(view.item)
    case 'list':
      return view.items.length === 0
        ? '✅ Không có đề nghị nào đang chờ quyết định.'
        : lines(
            `📥 ${view.items.length} đề nghị đang chờ quyết định:`,
            ...view.items.map((item, index) => `${index + 1}. ${requestItem(item)}`),
          )
    case 'decided':
      return `${view.isApproved ? '✅ Đã đồng ý' : '❌ Đã ghi không đồng ý'}: ${REQUEST[view.item.kind]}${aboutTask(view.item)} của ${view.item.from}. Em đã báo ${view.item.from}.${nextStep(view.item, view.isApproved)}`
    case 'answer':
      return requestAnswer(view)
    case 'deadline_moved':
      return `📅 ${view.item.task?.code ?? ''} – ${shorten(view.item.task?.title ?? '', 80)}: ${view.by} đã đồng ý gia hạn từ ${fullDay(view.before)} đến ${dueWanted(view.item)}.`
    case 'decided_before': {
      const { state, decidedBy, decidedAt } = view.request
      const when = decidedAt === null ? '' : ` lúc ${clockAndDay(decidedAt.toZonedDateTimeISO(zone))}`
      return `Đề nghị này đã được ${decidedBy ?? 'người khác'} quyết định${when}: ${state === 'approved' ? 'đồng ý' : 'không đồng ý'}. Em không ghi gì thêm.`
    }
    case 'overtaken':
      return `Hạn của ${view.item.task?.code ?? 'nhiệm vụ'} hiện là ${view.due === null ? 'không nêu' : fullDay(view.due)}, nên không gia hạn đến ${dueWanted(view.item)} được nữa. Anh/chị bấm “${LABEL.refuse}” để trả lời người đề nghị.`
    default:
      return view satisfies never
  }
}

function requestItem(item: RequestItem): string {
  const what = item.kind === 'extension' ? ` ${extensionOf(item)}` : aboutTask(item)
  return lines(
    `📥 ${item.from}${item.unit === '' ? '' : ` (${item.unit})`} ${REQUEST[item.kind]}${what}.`,
    item.text === '' ? null : `“${shorten(item.text, 300)}”`,
  )
}

function aboutTask({ task }: RequestItem): string {
  return task === null ? '' : ` ${task.code}`
}

function extensionOf(item: RequestItem): string {
  const before = item.dueBefore === null ? '' : ` từ ${fullDay(item.dueBefore)}`
  return `${item.task?.code ?? ''}${before} đến ${dueWanted(item)}`.trim()
}

function dueWanted({ dueWanted: date }: RequestItem): string {
  return date === null ? '' : fullDay(date)
}

function nextStep({ kind, task }: RequestItem, isApproved: boolean): string {
  if (!isApproved || kind === 'extension') return ''
  return kind === 'handover'
    ? ` Để giao lại: gõ /giaolai${task === null ? ' kèm mã nhiệm vụ' : ` ${task.code}`}.`
    : ' Để ghi người báo cáo thay: gõ /nghi kèm tên, ngày và người thay.'
}

function requestAnswer({ item, isApproved, by }: Extract<RequestView, { of: 'answer' }>): string {
  if (item.kind !== 'extension') {
    return isApproved
      ? `✅ ${by} đã đồng ý: ${REQUEST[item.kind]}${aboutTask(item)} của anh/chị. Trong lúc chờ bàn giao, anh/chị vẫn báo cáo như thường lệ.`
      : `❌ ${by} không đồng ý: ${REQUEST[item.kind]}${aboutTask(item)} của anh/chị. Cần trao đổi thêm, anh/chị liên hệ bộ phận điều phối.`
  }
  return isApproved
    ? `✅ ${by} đã đồng ý gia hạn ${item.task?.code ?? ''} đến ${dueWanted(item)}${item.dueBefore === null ? '' : ` (hạn cũ ${fullDay(item.dueBefore)})`}.`
    : `❌ ${by} không đồng ý gia hạn ${item.task?.code ?? ''} đến ${dueWanted(item)}. Hạn vẫn là ${item.dueBefore === null ? 'như cũ' : fullDay(item.dueBefore)}; cần trao đổi thêm, anh/chị liên hệ bộ phận điều phối.`
}

export function requestLabel(isYes: boolean, place: number | null, item: RequestItem): string {
  const label = isYes ? LABEL.agree : LABEL.refuse
  return place === null ? label : shorten(`${place}. ${label}${aboutTask(item)}`, 40)
}

export function reassigned(view: ReassignView): string {
  const { code, title, due, from, to } = view.task
  const hand = (one: TaskHand) => (one.officer === null ? one.unit : `${one.officer} (${one.unit})`)
  switch (view.of) {
    case 'confirm':
      return lines(
        `${code} – ${shorten(title, 100)}`,
        `Giao lại: ${hand(from)} → ${hand(to)}.`,
        'Anh/chị đồng ý không ạ?',
      )
    case 'done':
      return `✅ Đã giao lại ${code}: ${hand(from)} → ${hand(to)}. Em đã báo hai bên.`
    case 'taken':
      return `ℹ️ ${view.by} đã giao lại ${code} – ${shorten(title, 80)} cho ${hand(to)}. Anh/chị không phải báo cáo nhiệm vụ này nữa.`
    case 'given':
      return lines(
        `📌 ${view.by} giao anh/chị nhiệm vụ ${code} – ${title}${due === null ? '' : `, hạn ${fullDay(due)}`}.`,
        `Trước đây: ${hand(from)}. Gõ /nhiemvu ${code} để xem, /baocao để báo cáo.`,
      )
    default:
      return view satisfies never
  }
}

// ───────────────────────────────────────────── registration

export const WELCOME_UNKNOWN =
  'Chào anh/chị. Đây là trợ lý báo cáo nhiệm vụ. Anh/chị gõ /start kèm mã đăng ký được cấp, ví dụ: /start AB12-CD34. Chưa có mã, anh/chị liên hệ bộ phận điều phối của cơ quan.'

export function codeWrong(triesLeft: number): string {
  return `Mã không đúng, đã dùng hoặc đã hết hạn. Anh/chị kiểm tra lại, còn ${triesLeft} lần thử.`
}

export function codeLocked(until: Zoned): string {
  return `Anh/chị đã nhập sai nhiều lần. Vui lòng thử lại sau ${clockAndDay(until)}, hoặc xin mã mới ở bộ phận điều phối.`
}

export function confirmLink(name: string, units: readonly string[]): string {
  return `Anh/chị là ${name}${units.length === 0 ? '' : ` – ${units.join('; ')}`}, đúng không ạ?`
}

export function linked(name: string, roles: readonly Role[], taskCount: number): string {
  const duty = roles.includes('officer')
    ? `Anh/chị có ${taskCount} nhiệm vụ. Em sẽ nhắc trước giờ chốt; anh/chị trả lời ngay trong khung chat này, ví dụ: NV07 81%.`
    : 'Gõ /trogiup để xem các lệnh.'
  return lines(`Đã liên kết tài khoản với ${name} (${roles.map((role) => ROLE[role]).join(', ')}).`, duty)
}

export const LINK_DECLINED = 'Em không liên kết tài khoản này. Anh/chị kiểm tra lại mã với bộ phận điều phối.'

export function alreadyLinked(name: string): string {
  return `Tài khoản này đã liên kết với ${name}. Gõ /trogiup để xem các lệnh.`
}

export const ADMINISTRATOR_LINKED =
  'Anh/chị là quản trị viên đầu tiên của hệ thống. Mã thiết lập này không dùng được nữa. Gõ /trogiup để bắt đầu.'

export function invited(name: string, code: string, expiresAt: Zoned): string {
  return lines(
    `Mã đăng ký của ${name}: ${code}`,
    `Dùng một lần, đến ${clockAndDay(expiresAt)}. Người nhận gõ: /start ${code}`,
  )
}

// ───────────────────────────────────────────── help and manners

export const COMMAND_HELP: Readonly<Record<CommandName, string>> = {
  batdau: 'liên kết tài khoản bằng mã đăng ký',
  baocao: 'báo cáo các nhiệm vụ của tôi',
  nhiemvu: 'xem nhiệm vụ (kèm mã để xem chi tiết)',
  lichsu: 'các báo cáo tôi đã gửi',
  tonghop: 'tổng hợp ngày, tuần, tháng, quý, năm',
  chuabaocao: 'ai chưa báo cáo',
  quahan: 'nhiệm vụ quá hạn, sắp đến hạn',
  vuongmac: 'vướng mắc đang chờ tháo gỡ',
  yeucau: 'đề nghị đang chờ quyết định (gia hạn, bàn giao)',
  giahan: 'xin gia hạn nhiệm vụ',
  giaolai: 'giao lại nhiệm vụ cho cán bộ, đơn vị khác',
  moi: 'cấp mã đăng ký cho cán bộ',
  nghi: 'ghi lịch nghỉ và người báo cáo thay',
  nhac: 'nhắc các đầu mối chưa báo cáo',
  chedo: 'chế độ báo cáo, giờ chốt, giờ nhắc',
  lichnghi: 'lịch nghỉ lễ, ngày làm bù',
  hoinghi: 'hội nghị: thêm, dời, hủy; khóa cập nhật theo hội nghị',
  khoa: 'tình trạng khóa cập nhật, khóa ngay, kiểm tra số liệu chốt',
  mokhoa: 'mở khóa cho một đơn vị đến một thời điểm, có lý do',
  giaitrinh: 'danh sách thủ trưởng giải trình tại hội nghị',
  xuat: 'xuất Excel, Word, biểu đồ, minh chứng của một kỳ',
  tinhhinh: 'biểu đồ và ba dòng tình hình',
  nhap: 'nhập danh mục nhiệm vụ từ tệp Excel, CSV',
  suckhoe: 'các kênh, hàng chờ, lượt nhắc gần nhất, lỗi',
  trogiup: 'hướng dẫn',
  huy: 'bỏ câu hỏi đang chờ trả lời',
}

export function help(name: string | null, roles: readonly Role[], commands: readonly CommandName[]): string {
  const isOfficer = roles.includes('officer')
  return lines(
    name === null ? 'Trợ lý báo cáo nhiệm vụ.' : `Chào ${name}.`,
    isOfficer ? 'Báo cáo bằng một tin nhắn, theo cách của anh/chị, ví dụ:' : null,
    isOfficer ? '  NV07 81%, còn 29 xã vướng kéo cáp, đề nghị VNPT hỗ trợ; NV10 60%; NV17 không đổi' : null,
    isOfficer ? 'Hoặc theo số thứ tự của danh sách: 1 60%; 2 xong; 3-5 kd (kd là không đổi).' : null,
    isOfficer ? 'Gửi ảnh kèm chú thích là báo cáo có minh chứng.' : null,
    'Các lệnh:',
    ...commands.map((command) => `/${command} – ${COMMAND_HELP[command]}`),
  )
}

export const DIALOGUE_LEFT = 'Em đã bỏ qua. Anh/chị cần gì cứ nhắn em.'
export const NOTHING_TO_LEAVE =
  'Không có câu hỏi nào đang chờ. Để hủy một báo cáo, anh/chị bấm “Hủy” dưới biên nhận hoặc nhắn “hủy báo cáo”.'
export const UNSUPPORTED =
  'Em chưa đọc được loại tin này (ghi âm, vị trí, nhãn dán…). Anh/chị nhắn chữ, hoặc gửi ảnh/tệp kèm chú thích giúp em.'
export const STALE_BUTTON =
  'Lựa chọn này không còn hiệu lực nên em chưa làm gì. Anh/chị gõ lại lệnh, hoặc /trogiup để xem các lệnh.'
export const APOLOGY =
  'Em xin lỗi, em chưa xử lý được tin vừa rồi nhưng đã lưu lại và báo bộ phận điều phối. Anh/chị không cần gửi lại.'

export function mediaGone(count: number): string {
  return `${count} ảnh/tệp không tải được nữa (đã hết hạn trên máy chủ). Anh/chị gửi lại giúp em.`
}

/** On a channel that takes no such file. `until` null: without an end. */
export function fileByLink(name: string, url: string, until: Zoned | null): string {
  return lines(`📎 ${name}`, url, until === null ? null : `(tải được đến ${clockAndDay(until)})`)
}

export function filesNotSent(names: readonly string[]): string {
  return `Kênh này chưa gửi được tệp (${names.join(', ')}). Anh/chị nhận tệp qua Telegram, hoặc nhờ quản trị khai báo địa chỉ PUBLIC_URL.`
}

export function mediaTooLarge(limitMegabytes: number): string {
  return `Tệp lớn hơn ${limitMegabytes} MB nên em không nhận được. Anh/chị gửi bản nhỏ hơn hoặc chia nhỏ giúp em.`
}

// ───────────────────────────────────────────── health

const CHANNEL: Readonly<Record<ChannelName, string>> = {
  console: 'Bảng điều khiển',
  telegram: 'Telegram',
  'zalo-bot': 'Zalo Bot',
  'zalo-oa': 'Zalo OA',
  'zalo-personal': 'Zalo cá nhân',
}

const LANE: Readonly<Record<Lane, string>> = {
  interactive: 'trả lời',
  escalation: 'báo cáo lãnh đạo',
  reminder: 'nhắc báo cáo',
  broadcast: 'thông báo',
}

const OUTCOME: Readonly<Record<string, string>> = {
  sent: 'đã gửi',
  cancelled: 'không còn cần gửi',
  unknown: 'chưa rõ đã tới',
  failed: 'không gửi được',
  unreachable: 'không liên lạc được',
}

export function health(view: HealthView, zone: string): string {
  const { stored, channels, now, fallingOut, windows } = view
  const { dead, unhandled, waiting, delivered, roundsDoneTo, officialAccount } = stored
  const isWell =
    channels.every((one) => one.health.state === 'up') &&
    dead.count + unhandled.count === 0 &&
    waiting.every(({ since }) => now.since(since).total('minutes') < 10)
  return lines(
    isWell ? '✅ Hệ thống hoạt động bình thường.' : '⚠️ Có điểm cần xem:',
    ...channels.map((one) => channelLine(one, stored, zone)),
    `Lượt tính mốc gần nhất: ${roundsDoneTo === null ? 'chưa có' : clockAndDay(roundsDoneTo.toZonedDateTimeISO(zone))}.`,
    waiting.length === 0
      ? 'Hàng chờ gửi: trống.'
      : `Hàng chờ gửi: ${waiting.map(({ lane, count, since }) => `${count} tin ${LANE[lane]} (từ ${clock(since.toZonedDateTimeISO(zone))})`).join(', ')}.`,
    unhandled.count === 0 || unhandled.since === null
      ? null
      : `Tin đến chưa xử lý: ${unhandled.count} (từ ${clock(unhandled.since.toZonedDateTimeISO(zone))}).`,
    delivered.length === 0
      ? null
      : `24 giờ qua: ${delivered.map(({ state, count }) => `${count} ${OUTCOME[state] ?? state}`).join(', ')}.`,
    ...section(
      dead.count === 0 ? '' : `Tin đến bị lỗi, đã cất lại (${dead.count}):`,
      dead.newest.map(
        ({ id, at, error }) =>
          `• ${clockAndDay(at.toZonedDateTimeISO(zone))}: ${shorten(error, 80)} (mã ${id})`,
      ),
    ),
    officialAccount.length === 0
      ? null
      : `Zalo OA: ${windows.free} người nhắn miễn phí (48 giờ), ${windows.billed} người tính phí (đến 7 ngày), ${windows.closed} người đã hết hạn nhắn.`,
    fallingOut.length === 0
      ? null
      : `Ngày mai hết hạn 7 ngày, nhờ nhắn cho OA một tin: ${fallingOut.join(', ')}.`,
  )
}

function channelLine(
  { channel, health: state, limits }: ChannelFacts,
  stored: StoredHealth,
  zone: string,
): string {
  const accounts = stored.accounts.find((one) => one.channel === channel)
  const word =
    state.state === 'up'
      ? 'hoạt động'
      : `${state.state === 'down' ? 'NGỪNG' : 'chập chờn'} từ ${clockAndDay(state.since.toZonedDateTimeISO(zone))} (${shorten(state.reason, 100)})`
  const people =
    accounts === undefined
      ? ''
      : `; ${accounts.active} người đã liên kết${accounts.unreachable === 0 ? '' : `, ${accounts.unreachable} không liên lạc được`}`
  const quota =
    limits === null
      ? ''
      : `; từ lúc khởi động gửi ${limits.acceptedSinceStart} tin${limits.perMonth === null ? '' : ` (gói: ${limits.perMonth} tin/tháng)`}`
  return `• ${CHANNEL[channel]}: ${word}${people}${quota}`
}

const ACCOUNT_LOSS = {
  'session-expired': 'phiên đăng nhập đã hết hạn',
  duplicate: 'tài khoản vừa được mở ở nơi khác (Zalo Web hoặc máy khác)',
  kicked: 'Zalo đã đăng xuất tài khoản',
} as const

export function alertAccountLost(why: keyof typeof ACCOUNT_LOSS): string {
  return `⚠️ Tài khoản Zalo cá nhân của trợ lý đã ngừng: ${ACCOUNT_LOSS[why]}. Tin chờ gửi sẽ chuyển sang kênh khác của từng người sau 10 phút. Nhờ quản trị chạy “npm run zalo:login” để đăng nhập lại.`
}

export function alertDeadMessage(sender: string, error: string): string {
  return `⚠️ Một tin nhắn của ${sender} chưa xử lý được (${error}). Tin đã được lưu, quản trị viên cần kiểm tra.`
}

export function problem(found: Problem): string {
  switch (found.code) {
    case 'needs_role':
      return `Lệnh này dành cho ${either(found.roles.map((role) => ROLE[role]))}. Gõ /trogiup để xem các lệnh của anh/chị.`
    case 'not_linked':
      return WELCOME_UNKNOWN
    case 'unknown_command':
      return `Em không có lệnh /${found.name}.${found.nearest === null ? '' : ` Ý anh/chị là /${found.nearest}?`} Gõ /trogiup để xem các lệnh.`
    case 'unknown_task':
      return `Không tìm thấy nhiệm vụ “${found.words}”.${suggest(found.nearest)}`
    case 'no_deadline':
      return `${found.task} không có hạn hoàn thành nên không cần gia hạn.`
    case 'task_closed':
      return `${found.task} đã hoàn thành, tạm dừng hoặc đưa ra khỏi danh mục nên em chưa thay đổi gì. Gõ /nhiemvu ${found.task} để xem.`
    case 'not_your_units':
      return `${found.task} không thuộc các đơn vị của anh/chị nên anh/chị chưa giao lại được. Anh/chị liên hệ bộ phận điều phối.`
    case 'nobody_to_take':
      return `Chưa có cán bộ nào khác ở các đơn vị của anh/chị để nhận ${found.task}. Anh/chị liên hệ bộ phận điều phối.`
    case 'unknown_unit':
      return `Không tìm thấy đơn vị “${found.words}”.${suggest(found.nearest)}`
    case 'unknown_person':
      if (found.words === '') return 'Anh/chị gõ kèm họ tên cán bộ giúp em.'
      return found.nearest.length === 0
        ? `Không tìm thấy cán bộ “${found.words}”.${suggest([])}`
        : `Có nhiều người khớp với “${found.words}”: ${found.nearest.join(', ')}. Anh/chị gõ đủ họ tên giúp em.`
    case 'unknown_period':
      return `Em chưa hiểu kỳ “${found.words}”. Anh/chị dùng: ngày, tuần, tháng, quý hoặc năm. Ví dụ: /tonghop tuần`
    case 'unknown_receipt':
      return `Không tìm thấy báo cáo ${found.number}.`
    case 'receipt_not_yours':
      return `Báo cáo ${found.number} do người khác gửi nên anh/chị không sửa hoặc hủy được.`
    case 'receipt_closed':
      return `Báo cáo ${found.number} đã chốt nên không sửa hoặc hủy được nữa. Anh/chị gửi báo cáo mới giúp em.`
    case 'percent_out_of_range':
      return `“${found.text}” không phải phần trăm từ 0 đến 100.`
    case 'setup_code_wrong':
      return 'Mã thiết lập không đúng.'
    case 'setup_done_already':
      return 'Hệ thống đã có quản trị viên. Anh/chị xin mã đăng ký ở bộ phận điều phối.'
    case 'no_programme':
      return 'Hệ thống chưa có chương trình nào. Quản trị viên nhập danh mục nhiệm vụ bằng npm run import.'
    case 'only_in_private':
      return 'Việc này anh/chị nhắn riêng cho em ạ.'
    case 'leave_past':
      return `Lịch nghỉ đến ${fullDay(found.to)} đã qua nên em không ghi. Anh/chị xem lại ngày giúp em.`
    case 'leave_too_long':
      return `Lịch nghỉ ${number(found.days)} ngày là quá dài, có thể nhầm năm. Anh/chị xem lại ngày giúp em.`
    case 'leave_known':
      return 'Lịch nghỉ này đã được ghi từ trước. Gõ /nghi để xem.'
    case 'substitute_is_self':
      return 'Người báo cáo thay phải là người khác. Anh/chị chọn lại giúp em.'
    case 'days_unreadable':
      return `Em chưa hiểu ngày trong “${found.words}”. Anh/chị ghi theo mẫu: 24/11-28/11 hoặc 24/11/2026.`
    case 'no_leave_to_end':
      return found.person === null
        ? 'Không có lịch nghỉ nào đang hoặc sắp diễn ra để kết thúc.'
        : `${found.person} không có lịch nghỉ nào đang hoặc sắp diễn ra.`
    case 'unknown_programme':
      return `Không tìm thấy chương trình “${found.words}”.${suggest(found.nearest)}`
    case 'unknown_setting':
      return lines(
        `Không có mục cài đặt “${found.words}”. Các mục:`,
        ...Object.values(SETTING).map(settingHelp),
      )
    case 'setting_value_wrong':
      return `Giá trị “${found.words}” không hợp lệ cho mục ${SETTING[found.setting].name}. Ví dụ: /chedo ${SETTING[found.setting].example}`
    case 'conference_past':
      return `${conferenceWhen(found.at)} đã qua nên em không ghi hội nghị. Anh/chị xem lại ngày giờ giúp em.`
    case 'time_unreadable':
      return `Em chưa hiểu giờ trong “${found.words}”. Anh/chị ghi theo mẫu: 08:00 hoặc 08:00-11:30.`
    case 'no_conference':
      return 'Chưa có hội nghị nào sắp tới. Gõ /hoinghi 28/11/2026 08:00 để thêm.'
    case 'locked_already':
      return 'Chương trình đang khóa cập nhật rồi. Gõ /khoa để xem.'
    case 'unit_leads_nothing':
      return `${found.unit} không chủ trì nhiệm vụ nào của chương trình này nên không cần mở khóa.`
    case 'unit_not_let_in':
      return `${found.unit} không được mở khóa riêng nên không cần khóa lại. Gõ /khoa để xem.`
    case 'lock_rule_unreadable':
      return `Em chưa hiểu “${found.words}”. Ví dụ: /khoa quy định 3 ngày, /khoa quy định 2 ngày làm việc, /khoa quy định thông tin theo kỳ (hoặc từ hội nghị trước).`
    case 'nothing_frozen':
      return 'Chưa có số liệu chốt nào để kiểm tra: số liệu được chốt khi khóa cập nhật.'
    case 'nothing_changes':
      return 'Nội dung này đang được áp dụng đúng như vậy, không có gì thay đổi.'
    case 'no_holiday_there':
      return 'Ngày này không có trong bảng lịch nghỉ. Gõ /lichnghi để xem bảng.'
    case 'import_file':
      return problemWords(found.problem)
    case 'import_file_gone':
      return 'Em không tải được tệp vừa rồi. Anh/chị gửi lại tệp giúp em.'
    case 'holiday_file_unreadable':
      return `Em không đọc được tệp lịch nghỉ (${found.detail}). Tệp cần ở dạng JSON như tệp vn-holidays.json kèm theo phần mềm, không quá 256 KB.`
    default:
      return found satisfies never
  }
}

/** "a, b hoặc c". */
function either(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} hoặc ${last}`
}

function suggest(nearest: readonly string[]): string {
  return nearest.length === 0 ? ' Anh/chị xem lại giúp em.' : ` Gần giống: ${nearest.join(', ')}.`
}

// ───────────────────────────────────────────── pieces

function section(heading: string, entries: readonly string[]): readonly string[] {
  return entries.length === 0 ? [] : ['', heading, ...entries]
}

/** "NV01, NV02 … (+7)": a phone shows about twelve codes. */
function codeList(codes: readonly string[]): string {
  const shown = codes.slice(0, 12)
  return `${shown.join(', ')}${codes.length > shown.length ? ` … (+${codes.length - shown.length})` : ''}`
}
