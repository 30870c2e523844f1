/**
 * The words about conferences, input locks, frozen snapshots and drafts: the part of vi.ts that grew too long for it. Pure.
 * behaviour §5.
 */
import type { Temporal } from 'temporal-polyfill'
import type { LackingTask } from '../../core/lock/lacking.ts'
import type { LockRule } from '../../core/lock/lock-interval.ts'
import type { MissingItem } from '../../core/report/report.ts'
import type { ExplanationLine } from '../../core/summary/explanation.ts'
import type { GroupLine } from '../../core/summary/group-lines.ts'
import type { OverviewItem } from '../../core/summary/overview.ts'
import type {
  ConferenceFacts,
  ConferenceItem,
  DraftItem,
  LockView,
  LockWarningPart,
} from '../../core/talk/lock-view.ts'
import { clockAndDay, fullDay, number, percent, shorten } from './format.ts'

/** Longer lists go on as a sum. */
const SHOWN_TASKS = 12
const SHOWN_MATTERS = 10

const LACK: Readonly<Record<MissingItem, string>> = {
  number: 'số liệu',
  proposal: 'đề xuất tháo gỡ',
  product: 'kết quả, sản phẩm',
  evidence: 'minh chứng',
}

export function lock(view: LockView, zone: string): string {
  const at = (instant: Temporal.Instant) => clockAndDay(instant.toZonedDateTimeISO(zone))
  switch (view.of) {
    case 'report_refused':
      return lines(
        `🔒 ${view.programme} đang khóa cập nhật từ ${at(view.lockFrom)} để chuẩn bị hội nghị ${at(view.startsAt)}, nên em chưa ghi báo cáo ${view.codes.join(', ')}.`,
        `Mở lại lúc ${at(view.opensAt)}. Em đã giữ nội dung này làm bản nháp, khi mở lại em nhắn để anh/chị gửi bằng một lần bấm:`,
        `“${shorten(view.text, 300)}”${photos(view.evidenceCount)}`,
        'Cần cập nhật ngay, anh/chị liên hệ bộ phận điều phối để được mở khóa.',
      )
    case 'input_closed':
      return `🔒 ${view.programme} đang khóa cập nhật để chuẩn bị hội nghị ${at(view.startsAt)}, mở lại lúc ${at(view.opensAt)}. Báo cáo gửi lúc này em giữ làm bản nháp.`
    case 'change_refused':
      return `🔒 Đang khóa cập nhật để chuẩn bị hội nghị ${at(view.startsAt)} nên báo cáo ${view.number} chưa sửa hoặc hủy được. Mở lại lúc ${at(view.opensAt)}.`
    case 'drafts_ready':
      return lines(
        '🔓 Đã mở lại cập nhật. Em đang giữ bản nháp của anh/chị, anh/chị bấm để gửi:',
        ...view.drafts.map((draft) => draftLine(draft, at)),
        'Số liệu đã khác thì anh/chị bỏ bản nháp và báo cáo lại như thường ngày.',
      )
    case 'drafts_wait':
      return `🔒 Đang khóa cập nhật, mở lại lúc ${at(view.opensAt)}. Em vẫn giữ ${view.count} bản nháp của anh/chị.`
    case 'drafts_dropped':
      return `Em đã bỏ ${view.count} bản nháp. Anh/chị báo cáo lại như thường ngày giúp em.`
    case 'no_drafts':
      return 'Không còn bản nháp nào chờ gửi. Gõ /lichsu để xem các báo cáo đã gửi.'
    case 'draft_homeless':
      return `Nhiệm vụ trong bản nháp “${shorten(view.text, 200)}” không còn do anh/chị báo cáo nên em không gửi.`
    case 'warning':
      return warning(view.parts, at)
    case 'conferences':
      return conferences(view.items, at)
    case 'explanations':
      return explanations(view, at)
    case 'frozen_summary':
      return frozenSummary(view, at)
    case 'verified':
      return verified(view, at)
    default:
      return orderText(view, at)
  }
}

type At = (instant: Temporal.Instant) => string

type OrderView = Exclude<
  LockView,
  {
    readonly of:
      | 'report_refused'
      | 'input_closed'
      | 'change_refused'
      | 'drafts_ready'
      | 'drafts_wait'
      | 'drafts_dropped'
      | 'no_drafts'
      | 'draft_homeless'
      | 'warning'
      | 'conferences'
      | 'explanations'
      | 'frozen_summary'
      | 'verified'
  }
>

/** What coordinators are shown before they agree, and what they are told afterwards. */
function orderText(view: OrderView, at: At): string {
  switch (view.of) {
    case 'confirm_conference':
      return lines(
        `Hội nghị ${at(view.conference.startsAt)} – ${view.conference.programme.name}${moved(view.conference, at)}`,
        view.isAtOnce
          ? '⚠️ Đã đến thời gian khóa: đồng ý là khóa cập nhật ngay.'
          : `Khóa cập nhật từ ${at(view.conference.lockFrom)}.`,
        `Mở lại khi hội nghị kết thúc, ${at(view.conference.lockUntil)}.`,
        view.warnings.length === 0
          ? null
          : `Em báo trước cho đầu mối lúc ${view.warnings.map((one) => at(one.at)).join(' và ')}.`,
      )
    case 'conference_planned':
      return `✅ Đã ghi hội nghị ${at(view.conference.startsAt)}${moved(view.conference, at)}. Khóa cập nhật ${span(view.conference, at)}.`
    case 'confirm_cancel':
      return lines(
        `Hủy hội nghị ${at(view.conference.startsAt)} – ${view.conference.programme.name}?`,
        view.isLocked ? 'Cập nhật đang khóa sẽ được mở lại ngay.' : 'Sẽ không khóa cập nhật nữa.',
      )
    case 'conference_cancelled':
      return `✅ Đã hủy hội nghị ${at(view.conference.startsAt)}. Đầu mối cập nhật như thường ngày.`
    case 'confirm_lock_now':
      return lines(
        `Khóa cập nhật ${view.conference.programme.name} ngay bây giờ cho hội nghị ${at(view.conference.startsAt)}, thay vì từ ${at(view.conference.lockFrom)}?`,
        'Em chốt số liệu và danh sách giải trình ngay khi khóa.',
      )
    case 'locked_now':
      return `🔒 Đã khóa cập nhật ${view.conference.programme.name} đến ${at(view.conference.lockUntil)}.`
    case 'confirm_rule':
      return lines(
        `${view.programme}: khóa cập nhật ${rule(view.after)} (trước đây: ${rule(view.before)}).`,
        ...view.shifted.map((one) => `• Hội nghị ${at(one.startsAt)}: khóa từ ${at(one.lockFrom)}`),
      )
    case 'rule_changed':
      return `✅ Đã đổi: ${view.programme} khóa cập nhật ${rule(view.after)}.`
    case 'confirm_let_in':
      return `Mở khóa cho ${view.unit} đến ${at(view.until)} (hội nghị ${at(view.conference.startsAt)}). Lý do: ${view.reason}`
    case 'let_in':
      return view.to === 'coordinator'
        ? `🔓 Đã mở khóa cho ${view.unit} đến ${at(view.until)}. Lý do: ${view.reason}`
        : `🔓 ${view.unit} được mở khóa cập nhật ${view.conference.programme.name} đến ${at(view.until)} (lý do: ${view.reason}). Anh/chị gửi báo cáo trước giờ đó giúp em, gõ /baocao để xem nhiệm vụ.`
    case 'shut_out':
      return `🔒 Đã khóa lại ${view.unit}. Mở lại khi hội nghị kết thúc, ${at(view.conference.lockUntil)}.`
    default:
      return view satisfies never
  }
}

// ───────────────────────────────────────────── conferences

function moved({ movedFrom }: ConferenceFacts, at: At): string {
  return movedFrom === null ? '' : ` (dời từ ${at(movedFrom)})`
}

function span({ lockFrom, lockUntil }: ConferenceFacts, at: At): string {
  return `từ ${at(lockFrom)} đến ${at(lockUntil)}`
}

function rule({ days, count, information }: LockRule): string {
  const when =
    days === 0 ? 'từ 0 giờ ngày họp' : `trước hội nghị ${days} ngày${count === 'working' ? ' làm việc' : ''}`
  return `${when}, thông tin tính ${information === 'period' ? 'theo kỳ báo cáo gần nhất' : 'từ hội nghị trước'}`
}

export const CONFERENCE_HELP = [
  'Thêm hoặc dời: /hoinghi 28/11/2026 08:00. Hủy: /hoinghi huỷ.',
  'Khóa ngay: /khoa ngay. Mở cho một đơn vị: /mokhoa. Danh sách giải trình: /giaitrinh.',
].join('\n')

function conferences(items: readonly ConferenceItem[], at: At): string {
  if (items.length === 0) return lines('Chưa có hội nghị nào.', CONFERENCE_HELP)
  return lines(
    `🗓 Hội nghị (${items.length}):`,
    ...items.map((item) => conference(item, at)),
    '',
    CONFERENCE_HELP,
  )
}

const PHASE: Readonly<Record<ConferenceItem['phase'], string>> = {
  ahead: 'chưa khóa',
  locked: '🔒 đang khóa',
  over: 'đã mở lại',
}

function conference(item: ConferenceItem, at: At): string {
  return lines(
    `• ${at(item.startsAt)} – ${item.programme.name}${moved(item, at)}: ${PHASE[item.phase]}, khóa ${span(item, at)}`,
    ...item.letIn.map((one) => `  🔓 ${one.unit} đến ${at(one.until)}: ${one.reason}`),
    item.frozen === null
      ? null
      : `  Đã chốt số liệu ${at(item.frozen.takenAt)}, SHA-256 ${item.frozen.sha256}`,
  )
}

// ───────────────────────────────────────────── officers

function warning(parts: readonly LockWarningPart[], at: At): string {
  return parts.map((part) => warningPart(part, at)).join('\n\n')
}

function warningPart(part: LockWarningPart, at: At): string {
  const { programme, startsAt, lockFrom, lockUntil, lacking } = part
  return lines(
    `🔒 ${part.daysLeft === 0 ? 'Hôm nay' : `Còn ${part.daysLeft} ngày`}: ${programme.name} khóa cập nhật từ ${at(lockFrom)} để chuẩn bị hội nghị ${at(startsAt)}${moved(part, at)}, mở lại ${at(lockUntil)}.`,
    lacking.length === 0
      ? '✅ Đến giờ các nhiệm vụ của anh/chị đã đủ thông tin. Anh/chị tiếp tục báo cáo đúng kỳ cho đến giờ khóa.'
      : `Anh/chị còn ${lacking.length} nhiệm vụ chưa đủ thông tin, thủ trưởng đơn vị phải giải trình tại hội nghị nếu không cập nhật:`,
    ...lacking.slice(0, SHOWN_TASKS).map(lackingLine),
    rest(lacking.length, SHOWN_TASKS, 'nhiệm vụ'),
  )
}

function lackingLine({ code, title, missing }: LackingTask): string {
  const what =
    missing === null ? 'chưa có báo cáo' : `còn thiếu ${missing.map((item) => LACK[item]).join(', ')}`
  return `• ${code} ${shorten(title, 50)} – ${what}`
}

function draftLine({ text, evidenceCount, keptAt }: DraftItem, at: At): string {
  return `• ${at(keptAt)}: “${shorten(text, 200)}”${photos(evidenceCount)}`
}

function photos(count: number): string {
  return count === 0 ? '' : ` (kèm ${count} ảnh, tệp)`
}

// ───────────────────────────────────────────── at the lock

function frozenSummary(view: Extract<LockView, { of: 'frozen_summary' }>, at: At): string {
  const { conference, overview, sha256, windowFrom, information } = view
  const counted =
    information === 'period'
      ? 'tính báo cáo từ kỳ chốt gần nhất của từng nhiệm vụ'
      : `tính báo cáo từ ${at(windowFrom)}`
  const { total, results, leftOut, obstacles } = overview
  return lines(
    `📊 Số liệu chốt cho hội nghị ${at(conference.startsAt)} – ${conference.programme.name}`,
    `Chốt lúc khóa cập nhật, ${at(conference.lockFrom)}; ${counted}.`,
    dutiesLine(total),
    tasksLine(total),
    ...section(`Kết quả, sản phẩm (${results.length}):`, results.map(resultLine), 'nội dung'),
    ...section(
      `Chưa đủ nội dung, không tổng hợp (${leftOut.length}):`,
      leftOut.map(
        ({ row }) =>
          `• ${row.task.code} – ${row.unit.shortName}: thiếu ${lackWords(row.report?.missing ?? [])}`,
      ),
      'nhiệm vụ',
    ),
    ...section(`Vướng mắc cần xem xét (${obstacles.length}):`, obstacles.map(obstacleLine), 'vướng mắc'),
    '',
    `SHA-256: ${sha256}`,
  )
}

function dutiesLine({ duties }: GroupLine): string {
  const share = duties.owed === 0 ? '' : ` (${percent(Math.round((duties.on_time / duties.owed) * 100))})`
  return `Phải có thông tin: ${number(duties.owed)} lượt. Đủ: ${duties.on_time + duties.late}${share}; chưa đủ nội dung: ${duties.incomplete}; không có thông tin: ${duties.missing}.`
}

function tasksLine({ tasks }: GroupLine): string {
  const done = tasks.done_on_time + tasks.done_late
  return `Nhiệm vụ: ${tasks.total}. Hoàn thành: ${done}; đang thực hiện trong hạn: ${tasks.open_in_time}; quá hạn: ${tasks.open_overdue}.`
}

function resultLine({ row }: OverviewItem): string {
  const report = row.report
  const done = report?.percent == null ? '' : ` ${percent(report.percent)}`
  const product = report?.result ?? row.task.product ?? 'đã hoàn thành'
  return `• ${row.task.code} – ${row.unit.shortName}:${done} ${shorten(product, 90)}`
}

function obstacleLine({ row }: OverviewItem): string {
  const proposal = row.report?.proposal ?? null
  return `• ${row.task.code} – ${row.unit.shortName}: ${shorten(row.report?.obstacle ?? '', 90)}${proposal === null ? '' : ` → ${shorten(proposal, 90)}`}`
}

function explanations(view: Extract<LockView, { of: 'explanations' }>, at: At): string {
  const { conference, lines: heads, sha256 } = view
  const tasks = heads.reduce((sum, line) => sum + line.tasks.length, 0)
  const title = `📋 Danh sách giải trình tại hội nghị ${at(conference.startsAt)} – ${conference.programme.name}`
  const isPreview = sha256 === null
  return lines(
    isPreview ? `${title} (dự kiến, chưa khóa)` : title,
    heads.length === 0
      ? '✅ Mọi nhiệm vụ đã có đủ thông tin, không đơn vị nào phải giải trình.'
      : `${heads.length} thủ trưởng, ${tasks} nhiệm vụ không có thông tin hoặc chưa đủ nội dung:`,
    ...heads.map((line, index) => explanation(line, index + 1, at)),
    isPreview ? `Danh sách chốt khi khóa, ${at(conference.lockFrom)}.` : '',
    isPreview ? null : `SHA-256: ${sha256}`,
  )
}

function explanation(line: ExplanationLine, place: number, at: At): string {
  const head =
    line.head === null
      ? 'chưa có tên thủ trưởng'
      : `${line.head.name}${line.head.title === null ? '' : `, ${line.head.title}`}`
  return lines(
    '',
    `${place}. ${line.unit} – ${head}`,
    ...line.tasks.map(
      (task) => `   • ${task.code} ${shorten(task.title, 60)}: ${lackOf(task)}${overdue(task.overdueDays)}`,
    ),
    `   ${urging(line, at)}`,
  )
}

function lackOf({ lack }: ExplanationLine['tasks'][number]): string {
  return lack.kind === 'silent' ? 'không có thông tin' : `còn thiếu ${lackWords(lack.missing)}`
}

function lackWords(missing: readonly MissingItem[]): string {
  return missing.map((item) => LACK[item]).join(', ')
}

function overdue(days: number): string {
  return days === 0 ? '' : `, quá hạn ${days} ngày`
}

function urging({ log, officer }: ExplanationLine, at: At): string {
  const who = officer === null ? 'chưa có đầu mối' : `đầu mối ${officer.name}`
  if (log === null || (log.reminders === 0 && log.acknowledgements.length === 0)) return `Chưa nhắc (${who}).`
  const last = log.lastReminderAt === null ? '' : `, lần cuối ${at(log.lastReminderAt)}`
  const noted = log.acknowledgements.map(({ name, at: when }) => `${name} (${at(when)})`)
  return `Đã nhắc ${who} ${log.reminders} lần${last}.${noted.length === 0 ? ' Chưa lãnh đạo nào xác nhận đã nhận tin.' : ` Lãnh đạo đã nhận tin: ${noted.join(', ')}.`}`
}

function verified(view: Extract<LockView, { of: 'verified' }>, at: At): string {
  const of = `số liệu chốt cho hội nghị ${at(view.conference.startsAt)} – ${view.conference.programme.name} (chốt ${at(view.takenAt)})`
  switch (view.verdict) {
    case 'intact':
      return lines(`✅ Nguyên vẹn: ${of}.`, `SHA-256 tính lại trùng với lúc chốt: ${view.found}`)
    case 'changed':
      return lines(
        `⚠️ KHÔNG KHỚP: ${of} đã bị thay đổi sau khi chốt.`,
        `Lúc chốt: ${view.sha256}`,
        `Bây giờ:  ${view.found}`,
        'Anh/chị báo quản trị hệ thống và đối chiếu với tin chốt đã nhận.',
      )
    case 'not_audited':
      return lines(
        `⚠️ ${of}: nội dung khớp mã đang lưu nhưng nhật ký không có bút toán chốt, chưa kết luận được.`,
        `SHA-256: ${view.found}`,
      )
    default:
      return view.verdict satisfies never
  }
}

// ───────────────────────────────────────────── questions, choices, problems

export function conferenceWhen(at: Temporal.PlainDateTime): string {
  return `${pad(at.hour)}:${pad(at.minute)} ${fullDay(at.toPlainDate())}`
}

function pad(value: number): string {
  return value.toString().padStart(2, '0')
}

export const CONFERENCE_ASK = {
  when: 'Hội nghị họp ngày giờ nào? Ví dụ: 28/11/2026 08:00, hoặc 28/11/2026 08:00-11:30. Gõ /huy để thôi.',
  unit: 'Mở khóa cho đơn vị nào? Anh/chị chọn hoặc nhắn tên đơn vị. Gõ /huy để thôi.',
  cancel: 'Anh/chị hủy hội nghị nào ạ?',
} as const

// ───────────────────────────────────────────── pieces

function section(heading: string, entries: readonly string[], noun: string): readonly string[] {
  if (entries.length === 0) return []
  const more = rest(entries.length, SHOWN_MATTERS, noun)
  return ['', heading, ...entries.slice(0, SHOWN_MATTERS), ...(more === null ? [] : [more])]
}

function rest(count: number, shown: number, noun: string): string | null {
  return count <= shown ? null : `… và ${count - shown} ${noun} khác`
}

function lines(...rows: readonly (string | null)[]): string {
  return rows.filter((row) => row !== null).join('\n')
}
