/** Vietnamese wording of the import, in the terminal and in chat; warnings and refusals by code. No rule in here. */
import type {
  ChangedTask,
  ComparedField,
  ImportPlan,
  UnsettledRow,
} from '../../core/import/compare-task-list.ts'
import type { FileProblem } from '../../core/import/file-problem.ts'
import type { ExistingTask, ImportOutcome } from '../../core/import/ports.ts'
import type { ImportNotice, ImportReading, ImportWarning } from '../../core/import/reading.ts'
import type { ImportView } from '../../core/talk/import-view.ts'

const WARNINGS: Readonly<Record<string, string>> = {
  before_exclusive: 'ghi "trước ngày": tính hạn là ngày liền trước',
  two_digit_year: 'năm viết hai chữ số',
  us_date_order: 'ngày viết theo thứ tự tháng/ngày',
  dot_date: 'ngày viết bằng dấu chấm',
  excel_serial_date: 'ngày ở dạng số của Excel',
  year_assumed: 'không ghi năm, lấy theo năm của danh mục',
  vague_deadline: 'thời hạn chưa rõ',
  no_due_date: 'không có ngày hoàn thành cụ thể',
  missing_code: 'thiếu mã nhiệm vụ',
  trailing_space_code: 'mã thừa khoảng trắng',
  duplicate_code: 'trùng mã với dòng khác',
  duplicate_title: 'trùng nội dung với dòng khác',
  possible_amendment: 'có thể là bản điều chỉnh của dòng trên',
  missing_lead: 'thiếu cơ quan chủ trì',
  two_leads: 'nhiều cơ quan chủ trì',
  explode_per_agency: 'chủ trì là nhiều cơ quan, mỗi nơi báo cáo riêng',
  list_distributes_prefix: 'tên đơn vị được viết gộp, đã tách',
  unknown_unit: 'đơn vị chưa có trong danh bạ',
  missing_owner: 'thiếu người phụ trách',
  several_officers: 'nhiều hơn một đầu mối',
  missing_product: 'thiếu sản phẩm đầu ra',
  past_due: 'hạn đã qua',
  due_before_start: 'hạn trước ngày bắt đầu',
  due_on_saturday: 'hạn rơi vào thứ Bảy',
  due_on_sunday: 'hạn rơi vào Chủ nhật',
  unreadable_regime: 'không hiểu chế độ báo cáo',
  document_dated_after_letter: 'văn bản được dẫn có ngày sau ngày của danh mục',
  formula_like_text: 'ô bắt đầu bằng dấu =, giữ nguyên như chữ',
  formula_error: 'công thức báo lỗi',
  formula_without_value: 'công thức chưa được tính',
  hidden_row: 'dòng bị ẩn trong tệp',
  missing_unit: 'thiếu đơn vị',
  missing_phone: 'thiếu hoặc không đọc được số điện thoại',
}

const NOTICES: Readonly<Record<ImportNotice['code'], string>> = {
  no_table: 'không tìm thấy bảng nhiệm vụ hay danh sách đầu mối',
  marked_secret: 'tài liệu đóng dấu mật: không được nhập vào hệ thống này',
  sheet_ignored: 'trang không có bảng nhiệm vụ, bỏ qua',
  hidden_sheet_ignored: 'trang bị ẩn, bỏ qua',
  no_code_column: 'không có cột mã: mã được tạo tự động',
  no_lead_column: 'không có cột cơ quan chủ trì',
  no_owner_column: 'không có cột người phụ trách',
  no_due_column: 'không có cột thời hạn',
  no_product_column: 'không có cột sản phẩm',
  row_ignored: 'dòng không phải nhiệm vụ, bỏ qua',
}

export function warningWords(warning: ImportWarning): string {
  return `${warning.cell}: ${describe(warning.code)}${warning.detail ? ` (${dayOrText(warning.detail)})` : ''}`
}

export function noticeWords(notice: ImportNotice): string {
  const place = notice.cell ? `${notice.sheet}!${notice.cell}` : notice.sheet
  return `${place}: ${NOTICES[notice.code]}${notice.detail ? ` (${notice.detail})` : ''}`
}

export function problemWords(problem: FileProblem): string {
  switch (problem.code) {
    case 'file_empty':
      return 'Tệp không có nội dung.'
    case 'file_too_large':
      return `Tệp nặng ${megabytes(problem.bytes)} MB, quá giới hạn ${megabytes(problem.limitBytes)} MB. Hãy tách tệp hoặc bỏ hình ảnh trong tệp.`
    case 'too_many_rows':
      return `Trang "${problem.sheet}" có quá ${problem.limit} dòng. Hãy xóa các dòng thừa hoặc tách tệp.`
    case 'too_many_columns':
      return `Trang "${problem.sheet}" có quá ${problem.limit} cột. Hãy xóa các cột thừa.`
    case 'too_much_text':
      return 'Nội dung tệp lớn hơn mức cho phép. Hãy tách tệp.'
    case 'zip_bomb':
      return 'Tệp nén bất thường (bung ra quá lớn), không mở. Hãy lưu lại từ Excel.'
    case 'password_protected':
      return 'Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.'
    case 'old_excel_format':
      return 'Tệp .xls đời cũ. Hãy mở bằng Excel và lưu thành .xlsx.'
    case 'macro_workbook':
      return 'Tệp có macro. Hãy lưu thành .xlsx không macro.'
    case 'external_links':
      return 'Tệp liên kết tới tệp khác. Hãy ngắt liên kết (Data → Edit Links → Break Link) rồi lưu lại.'
    case 'wrong_type':
      return `Nội dung tệp không phải .xlsx hay .csv (là ${problem.found}). Hãy lưu thành .xlsx hoặc .csv.`
    case 'damaged':
      return `Tệp hỏng hoặc chưa tải xong (${problem.detail}). Hãy lưu và gửi lại.`
  }
}

/** First line of the preview: how much was read, and how much of it needs a look. */
export function readingWords(reading: ImportReading, seconds: number): string {
  const flagged = reading.tasks.filter((task) => task.warnings.length > 0).length
  const source = reading.source ? `, theo ${reading.source.number}` : ''
  return `Đã đọc ${reading.tasks.length} nhiệm vụ (${flagged} cần xem lại), ${reading.officers.length} đầu mối${source}; hết ${decimal(seconds)} giây.`
}

export function planWords(plan: ImportPlan): readonly string[] {
  const { added, changed, unchanged, gone, unsettled, officers } = plan
  return [
    `Mới ${added.length} · thay đổi ${changed.length} · giữ nguyên ${unchanged.length} · không còn ${gone.length} · chờ quyết định ${unsettled.length} · đầu mối mới hoặc đổi ${officers.length}`,
    ...changed.flatMap(changeWords).map((line) => `  ${line}`),
    ...gone.map(goneWords).map((line) => `  ${line}`),
    ...unsettled.map(unsettledWords).map((line) => `  ${line}`),
  ]
}

const FIELDS: Readonly<Record<ComparedField, string>> = {
  outline: 'số thứ tự',
  group: 'nhóm',
  title: 'nội dung',
  lead: 'chủ trì',
  coord: 'phối hợp',
  due: 'hạn',
  dueKind: 'loại hạn',
  product: 'sản phẩm',
  authority: 'thẩm quyền',
  resources: 'nguồn lực',
  target: 'chỉ tiêu',
  regimes: 'chế độ báo cáo',
  state: 'trạng thái',
}

function changeWords({ code, differences }: ChangedTask): readonly string[] {
  return differences.map(
    ({ field, before, after }) => `${code} ${FIELDS[field]}: ${dayOrText(before)} → ${dayOrText(after)}`,
  )
}

const goneWords = ({ code, title }: ExistingTask) => `${code} không còn trong danh mục: ${title}`
const unsettledWords = ({ code, task, firstRow }: UnsettledRow) =>
  `${code}: dòng ${task.row} khác dòng ${firstRow}, chưa nhập`

function dayOrText(text: string | null): string {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? '')
  return day === null ? (text ?? '(trống)') : `${Number(day[3])}/${Number(day[2])}/${day[1]}`
}

// ───────────────────────────────────────────── in chat

/** Lines of one kind that a phone shows at once; the rest are counted. */
const SHOWN = 8

/** What `/nhap` says. */
export function importText(view: ImportView): string {
  switch (view.of) {
    case 'preview':
      return previewText(view)
    case 'nothing_read':
      return [
        'Em không thấy nhiệm vụ hay đầu mối nào trong tệp, nên chưa ghi gì.',
        ...shown('', view.notices.map(noticeWords)),
      ].join('\n')
    case 'same':
      return `Danh mục trong tệp giống hệt danh mục đang có (${view.tasks} nhiệm vụ), không có gì để ghi.`
    case 'done':
      return `✅ Đã nhập: ${view.added} nhiệm vụ mới, ${view.changed} thay đổi, ${view.removed} đưa ra khỏi danh mục${view.officers === 0 ? '' : `, ${view.officers} dòng đầu mối`}. Áp dụng từ mốc nhắc kế tiếp.`
    default:
      return view satisfies never
  }
}

function previewText({
  reading,
  plan,
  programme,
  isNew,
  reason,
  offer,
}: Extract<ImportView, { of: 'preview' }>): string {
  const { added, changed, gone, unsettled } = plan
  const warnings = [...reading.tasks, ...reading.officers].flatMap((row) => row.warnings)
  const source = reading.source ? `, theo ${reading.source.number}` : ''
  return [
    `📄 ${isNew ? `Chương trình mới ${programme}` : `Danh mục ${programme}`}${source}: ${reading.tasks.length} nhiệm vụ${reading.officers.length === 0 ? '' : `, ${reading.officers.length} dòng đầu mối`}.`,
    countsOf(plan),
    ...shown(
      'Mới:',
      added.map(({ code, task }) => `${code} ${task.title}`),
    ),
    ...shown('Thay đổi:', changed.flatMap(changeWords)),
    ...shown(
      'Không còn trong tệp, sẽ đưa ra khỏi danh mục:',
      gone.map(({ code, title }) => `${code} ${title}`),
    ),
    ...shown('Chờ anh/chị quyết định, lần này chưa nhập:', unsettled.map(unsettledWords)),
    ...shown(`Cần xem lại ${warnings.length} chỗ:`, warnings.map(warningWords)),
    ...shown('Ghi chú:', reading.notices.map(noticeWords)),
    reason === null ? '' : `Lý do: ${reason}`,
    offer === null ? '' : 'Em ghi vào hệ thống nhé? Chưa bấm đồng ý thì chưa có gì thay đổi.',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

/** What there is none of is not said. */
function countsOf({ added, changed, unchanged, gone, unsettled, officers }: ImportPlan): string {
  const counts: readonly (readonly [string, readonly unknown[]])[] = [
    ['mới', added],
    ['thay đổi', changed],
    ['giữ nguyên', unchanged],
    ['không còn', gone],
    ['chờ quyết định', unsettled],
    ['đầu mối mới hoặc đổi', officers],
  ]
  const told = counts.filter(([, rows]) => rows.length > 0).map(([name, rows]) => `${rows.length} ${name}`)
  return `So với hiện có: ${told.join(' · ')}.`
}

function shown(head: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return []
  const rest = lines.length - SHOWN
  const short = lines
    .slice(0, SHOWN)
    .map((line) => `• ${line.length > 110 ? `${line.slice(0, 108)}…` : line}`)
  return [head, ...short, ...(rest > 0 ? [`• … và ${rest} dòng khác`] : [])]
}

/** Last line: what was done (null: there was nothing to do) and how long all of it took. */
export function outcomeWords(outcome: ImportOutcome | null, seconds: number): string {
  if (outcome === null) return `Không có gì thay đổi; hết ${decimal(seconds)} giây.`
  const { added, changed, removed, officers } = outcome
  return `Đã nhập: mới ${added}, thay đổi ${changed}, bỏ ${removed}, đầu mối ${officers}; hết ${decimal(seconds)} giây.`
}

function describe(code: ImportWarning['code']): string {
  const known = WARNINGS[code]
  if (known) return known
  if (code.startsWith('invalid_date_')) return 'ngày không có thật'
  if (code.startsWith('ditto_')) return 'ghi "nt", lấy theo dòng trên'
  if (code.startsWith('handover_')) return 'có bàn giao trong thời gian thực hiện'
  return code
}

function megabytes(bytes: number): string {
  return decimal(bytes / 1024 / 1024)
}

function decimal(value: number): string {
  return value.toFixed(1).replace('.', ',')
}
