import { expect, test } from 'vitest'
import { csvOf } from '../../bot/digest-file.ts'
import { digestTable } from '../../bot/replies/digest-table.ts'
import type { DigestSubject } from '../../core/talk/reply.ts'
import { date } from '../core/programme/fixtures.ts'

const OVERDUE: DigestSubject = {
  subject: 'overdue:t1:u1:2026-11-20',
  kind: 'overdue',
  rung: 2,
  unit: 'Sở Tư pháp',
  officer: { name: 'Đặng Thị Lan', phone: '0900000014' },
  period: null,
  obstacle: null,
  tasks: [
    { code: 'NV14', title: 'Số hóa; làm "sạch"', due: date('2026-11-20'), overdueDays: 3, percent: 65.1 },
  ],
}

test('a table has one row per task, with its deadline, delay and officer', () => {
  const [, row] = digestTable([OVERDUE])
  expect(row).toEqual([
    '1',
    'Quá hạn',
    'Sở Tư pháp',
    'NV14',
    'Số hóa; làm "sạch"',
    '20/11/2026',
    '3',
    '65,1%',
    '',
    'Đặng Thị Lan',
    '0900000014',
    '2',
  ])
})

test('the file begins with its mark, quotes what would break a row, and writes formulas as text', () => {
  expect(csvOf([['a;b', 'say "x"', '=1+1', 'dòng 1\ndòng 2']])).toBe(
    '\uFEFF"a;b";"say ""x""";\'=1+1;dòng 1 dòng 2\r\n',
  )
})
