/** What the demo's officers reported last, by task: in their own words, with what was read from them. Data only. */
import type { Quantity } from '../../core/report/understand/reading.ts'

export interface DemoReport {
  readonly text: string
  readonly percent: number
  readonly quantity?: Quantity
  readonly result?: string
  readonly nextStep?: string
  readonly obstacle?: {
    readonly text: string
    readonly cause: 'objective' | 'subjective'
    readonly proposal: string
    readonly addressee: string
  }
}

/** Silent on the last working day; they reported on the one before. */
export const SILENT_UNITS: readonly string[] = ['UBND thành phố Quy Nhơn', 'Sở Văn hóa, Thể thao và Du lịch']

/** Finished before the installation: no report on them is in it. */
export const DONE_TASKS: readonly string[] = ['NV01', 'NV04']

const quantity = (done: number, total: number, unit: string): Quantity => ({ done, total, unit })

/** Of a task with several leads each unit reported the same. */
export const LAST_REPORTS: Readonly<Record<string, DemoReport>> = {
  NV02: { text: 'NV02 đã chạy thử nghiệm, chưa nghiệm thu, tính 90%', percent: 90 },
  NV03: {
    text: 'NV03 kế hoạch đã dự thảo xong, đang trình ký, 80%',
    percent: 80,
    nextStep: 'trình ký kế hoạch',
  },
  NV05: { text: 'NV05 45%, đang lấy ý kiến Sở Tư pháp, Sở Nội vụ', percent: 45 },
  NV06: {
    text: 'NV06 đã cấp đợt 1 12,5/30 tỷ đồng, đợt 2 chờ HĐND họp',
    percent: 41.67,
    quantity: quantity(12.5, 30, 'tỷ đồng'),
    nextStep: 'đợt 2 chờ HĐND họp',
  },
  NV07: {
    text: 'NV07 79%, các xã còn lại đang kéo cáp',
    percent: 79,
    nextStep: 'kéo cáp các xã còn lại',
  },
  NV08: { text: 'NV08 30%, đang chấm thầu giai đoạn 1', percent: 30, nextStep: 'chấm thầu giai đoạn 1' },
  NV09: { text: 'NV09 60%, chờ Công an tỉnh thẩm định', percent: 60, nextStep: 'chờ Công an tỉnh thẩm định' },
  NV10: { text: 'NV10 57%, đang chờ danh sách nhân sự các xã', percent: 57 },
  NV11: { text: 'NV11 đã ký hợp đồng, lắp đặt được 45%', percent: 45 },
  NV12a: { text: 'NV12a 70%', percent: 70 },
  NV12b: {
    text: 'NV12b 6/23 thôn đã có sóng',
    percent: 26.09,
    quantity: quantity(6, 23, 'thôn'),
    result: '6/23 thôn đã có sóng',
  },
  NV13: { text: 'NV13 nay 45%, chuẩn bị nghiệm thu đợt 1', percent: 45, nextStep: 'nghiệm thu đợt 1' },
  NV14: {
    text: 'NV14 đạt 312.450/480.000 hồ sơ (65,1%). Khó khăn: nhân lực cấp xã thiếu do sắp xếp ĐVHC. Kiến nghị: UBND tỉnh cho thuê dịch vụ nhập liệu.',
    percent: 65.1,
    quantity: quantity(312_450, 480_000, 'hồ sơ'),
    obstacle: {
      text: 'nhân lực cấp xã thiếu do sắp xếp ĐVHC',
      cause: 'objective',
      proposal: 'UBND tỉnh cho thuê dịch vụ nhập liệu',
      addressee: 'UBND tỉnh',
    },
  },
  NV15: { text: 'NV15 30%, đang chỉnh lý bản đồ địa chính 7 xã miền núi', percent: 30 },
  NV16: { text: 'NV16 làm sạch được 55% hồ sơ', percent: 55 },
  NV17: { text: 'NV17 40%, chưa có API mới', percent: 40 },
  NV18: {
    text: 'NV18 2/3 bệnh viện đã công bố',
    percent: 66.67,
    quantity: quantity(2, 3, 'bệnh viện'),
    result: '2/3 bệnh viện đã công bố',
  },
  NV19: { text: 'NV19 48% trường đã phát hành học bạ số', percent: 48 },
  NV20: { text: 'NV20 20%, đang rà soát danh mục', percent: 20 },
  NV21: { text: 'NV21 kích hoạt đạt 81%', percent: 81 },
  NV22: { text: 'NV22 tỷ lệ trực tuyến toàn trình 72%', percent: 72 },
  NV23: { text: 'NV23 60%', percent: 60 },
  NV24: { text: 'NV24 phần của đơn vị đạt 62%', percent: 62 },
  NV25: { text: 'NV25 58% cơ sở đã dùng', percent: 58 },
  NV26: {
    text: 'NV26 tháng này 920/1.000 phiếu',
    percent: 92,
    quantity: quantity(920, 1000, 'phiếu'),
  },
  NV27: { text: 'NV27 75% cơ sở đã liên thông', percent: 75 },
  NV28: { text: 'NV28 35%, không đăng tài liệu mật', percent: 35 },
  NV29: { text: 'NV29 22%, đang tập huấn các đảng bộ', percent: 22 },
  NV30: {
    text: 'NV30 130/155 xã đã kết nối',
    percent: 83.87,
    quantity: quantity(130, 155, 'xã'),
    nextStep: 'kiểm tra đường truyền các xã cuối',
  },
  NV31: { text: 'NV31 95%, còn biên bản nghiệm thu', percent: 95, nextStep: 'ký biên bản nghiệm thu' },
  NV32: { text: 'NV32 40% hồ sơ', percent: 40 },
  NV33: { text: 'NV33 chưa triển khai, 0%, chờ hướng dẫn của Trung ương', percent: 0 },
  NV34: {
    text: 'NV34 lũy kế 3.050/5.000 lượt',
    percent: 61,
    quantity: quantity(3050, 5000, 'lượt'),
  },
  NV35: { text: 'NV35 15%, đang thẩm định chương trình đào tạo', percent: 15 },
  NV36: {
    text: 'NV36 35%, đang hoàn thiện dự thảo đề án',
    percent: 35,
    nextStep: 'hoàn thiện dự thảo đề án',
  },
  NV37: { text: 'NV37 50% kế hoạch năm', percent: 50 },
  NV38: {
    text: 'NV38 3/5 ki-ốt đã chạy',
    percent: 60,
    quantity: quantity(3, 5, 'ki-ốt'),
    result: '3/5 ki-ốt đã chạy',
  },
  NV39: {
    text: 'NV39 lắp được 40/120 camera',
    percent: 33.33,
    quantity: quantity(40, 120, 'camera'),
  },
  NV40: { text: 'NV40 10%, đang xây dựng đề cương', percent: 10 },
}
