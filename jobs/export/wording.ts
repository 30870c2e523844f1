/** Vietnamese words of files and pictures. */

import type { MissingItem } from '../../core/report/report.ts'
import type { ReportStatus } from '../../core/report/understand/reading.ts'
import type { DutyState } from '../../core/summary/duty-state.ts'
import type { Urging } from '../../core/summary/explanation.ts'
import type { Light } from '../../core/summary/light.ts'
import type { TaskStanding } from '../../core/summary/task-standing.ts'

export const DUTY_STATE: Readonly<Record<DutyState, string>> = {
  on_time: 'Đủ, đúng hạn',
  late: 'Đủ, quá hạn',
  incomplete: 'Chưa đủ nội dung',
  missing: 'Chưa báo cáo',
}

/** Short enough for one line above a picture on a phone. */
export const CHART_STATE: Readonly<Record<DutyState, string>> = {
  on_time: 'Đúng hạn',
  late: 'Quá hạn',
  incomplete: 'Chưa đủ',
  missing: 'Chưa báo cáo',
}

export const STANDING: Readonly<Record<TaskStanding, string>> = {
  done_on_time: 'Hoàn thành đúng hạn',
  done_late: 'Hoàn thành quá hạn',
  open_in_time: 'Chưa hoàn thành, trong hạn',
  open_overdue: 'Chưa hoàn thành, quá hạn',
  paused: 'Tạm dừng',
}

export const LIGHT: Readonly<Record<Light, string>> = {
  red: 'Đỏ',
  yellow: 'Vàng',
  green: 'Xanh',
  grey: 'Xám',
}

export const STATUS: Readonly<Record<ReportStatus, string>> = {
  not_started: 'Chưa thực hiện',
  in_progress: 'Đang thực hiện',
  done: 'Hoàn thành',
  paused: 'Tạm dừng',
  unchanged: 'Không đổi',
}

export const CAUSE: Readonly<Record<'objective' | 'subjective', string>> = {
  objective: 'Khách quan',
  subjective: 'Chủ quan',
}

export const LACK: Readonly<Record<MissingItem, string>> = {
  number: 'số liệu (phần trăm hoặc số lượng)',
  proposal: 'đề xuất tháo gỡ',
  product: 'kết quả, sản phẩm',
  evidence: 'minh chứng',
}

export const URGING: Readonly<Record<Urging['kind'], string>> = {
  reminded: 'Nhắc theo lịch',
  urged: 'Đôn đốc',
  told: 'Báo cáo lãnh đạo',
  acknowledged: 'Lãnh đạo đã nhận',
}

export const NO_FIELD = 'Chưa phân lĩnh vực'

export const CHART = {
  reporting: 'Tình hình báo cáo theo đơn vị',
  trend: 'Tỷ lệ báo cáo đủ, đúng hạn',
  calendar: 'Lịch đến hạn',
  progress: 'Tiến độ',
  nothing: 'Chưa có số liệu trong kỳ này',
  nothingDue: 'Không có nhiệm vụ đến hạn trong thời gian này',
  noPercent: 'Chưa có số liệu phần trăm',
} as const

export function lackText(missing: readonly MissingItem[]): string {
  return missing.length === 0 ? 'chưa đủ nội dung' : `thiếu ${missing.map((item) => LACK[item]).join('; ')}`
}

/** Names of sheets: at most 31 characters, without : \ / ? * [ ]. */
export const SHEET = {
  summary: { name: 'Tổng hợp', title: 'TỔNG HỢP TÌNH HÌNH THỰC HIỆN NHIỆM VỤ' },
  results: { name: 'Kết quả, sản phẩm', title: 'KẾT QUẢ, SẢN PHẨM TRONG KỲ' },
  tasks: { name: 'Theo nhiệm vụ', title: 'CHI TIẾT THEO NHIỆM VỤ' },
  units: { name: 'Theo đơn vị', title: 'TỔNG HỢP THEO ĐƠN VỊ' },
  fields: { name: 'Theo lĩnh vực', title: 'TỔNG HỢP THEO LĨNH VỰC' },
  programmes: { name: 'Theo chương trình', title: 'TỔNG HỢP THEO CHƯƠNG TRÌNH' },
  missing: { name: 'Chưa báo cáo', title: 'NHIỆM VỤ CHƯA BÁO CÁO' },
  leftOut: { name: 'Chưa đủ nội dung', title: 'BÁO CÁO CHƯA ĐỦ NỘI DUNG, KHÔNG TỔNG HỢP' },
  obstacles: { name: 'Vướng mắc', title: 'KHÓ KHĂN, VƯỚNG MẮC VÀ ĐỀ XUẤT, KIẾN NGHỊ' },
  explanations: { name: 'Giải trình', title: 'DANH SÁCH GIẢI TRÌNH TẠI HỘI NGHỊ' },
  urgings: { name: 'Nhật ký đôn đốc', title: 'NHẬT KÝ NHẮC, ĐÔN ĐỐC VÀ TIẾP NHẬN' },
} as const
