/** A long digest as rows of a table, for the file that goes with it. Every word in Vietnamese. Pure. behaviour §7. */
import type { DigestSubject } from '../../core/talk/reply.ts'
import { fullDay, percent, period } from './format.ts'

const HEADER = [
  'STT',
  'Loại',
  'Đơn vị',
  'Mã',
  'Nhiệm vụ',
  'Kỳ báo cáo / hạn',
  'Số ngày quá hạn',
  'Tiến độ',
  'Vướng mắc, đề xuất',
  'Đầu mối',
  'Điện thoại',
  'Bậc',
] as const

const KIND: Readonly<Record<DigestSubject['kind'], string>> = {
  overdue: 'Quá hạn',
  missing: 'Chưa báo cáo',
  obstacle: 'Vướng mắc chưa trả lời',
}

/** Header first; one row per task, in the order of the digest. */
export function digestTable(subjects: readonly DigestSubject[]): readonly (readonly string[])[] {
  const rows = subjects.flatMap((subject) =>
    subject.tasks.map((task) => [
      KIND[subject.kind],
      subject.unit,
      task.code,
      task.title,
      subject.period === null
        ? task.due === null
          ? ''
          : fullDay(task.due)
        : period(subject.period.regime, subject.period.key),
      task.overdueDays === 0 ? '' : String(task.overdueDays),
      task.percent === null ? '' : percent(task.percent),
      subject.obstacle === null
        ? ''
        : [subject.obstacle.text, subject.obstacle.proposal ?? ''].filter((part) => part !== '').join(' → '),
      subject.officer?.name ?? '',
      subject.officer?.phone ?? '',
      String(subject.rung),
    ]),
  )
  return [HEADER, ...rows.map((row, index) => [String(index + 1), ...row])]
}
