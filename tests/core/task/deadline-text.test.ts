import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDeadline } from '../../../core/task/deadline-text.ts'

const read = (text: string) => readDeadline(text, { year: 2025 })

/** Text, kind, due, flags: written by hand from how a clerk reads the words. */
const CASES: readonly (readonly [string, string, string | null, string])[] = [
  ['30/6/2025', 'date', '2025-06-30', ''],
  ['30.9.2025', 'date', '2025-09-30', 'dot_date'],
  ['30-9-2025', 'date', '2025-09-30', ''],
  ['30/6/25', 'date', '2025-06-30', 'two_digit_year'],
  ['2025-06-30', 'date', '2025-06-30', ''],
  ['2025-06-30 00:00:00', 'date', '2025-06-30', ''],
  ['ngày 05 tháng 3 năm 2025', 'date', '2025-03-05', ''],
  ['Hoàn thành trong ngày 18/5/2025', 'date', '2025-05-18', ''],
  ['chậm nhất ngày 20/5/2025', 'date', '2025-05-20', ''],
  ['đến hết ngày 31/12/2025', 'date', '2025-12-31', ''],
  ['xong 30/6', 'date', '2025-06-30', 'year_assumed'],
  ['trước 20/5/2025', 'before_exclusive', '2025-05-19', 'before_exclusive'],
  ['Trước ngày 19 tháng 5 năm 2025', 'before_exclusive', '2025-05-18', 'before_exclusive'],
  ['TRƯỚC 01/01/2026', 'before_exclusive', '2025-12-31', 'before_exclusive'],
  ['trước tháng 7/2025', 'before_exclusive', '2025-06-30', 'before_exclusive'],
  ['trước quý IV/2025', 'before_exclusive', '2025-09-30', 'before_exclusive'],
  ['trước 16h30 ngày 20/5/2025', 'date', '2025-05-20', ''],
  ['31/6/2025', 'invalid_date', null, 'invalid_date_31_6'],
  ['29/2/2025', 'invalid_date', null, 'invalid_date_29_2'],
  ['30/6/2205', 'invalid_date', null, 'invalid_date_30_6_2205'],
  ['tháng 13/2025', 'invalid_date', null, 'invalid_date_13_2025'],
  ['06/30/2025', 'us_format', '2025-06-30', 'us_date_order'],
  ['45838', 'excel_serial', '2025-06-30', 'excel_serial_date'],
  ['45838.5', 'excel_serial', '2025-06-30', 'excel_serial_date'],
  ['Quý II/2025', 'quarter_end', '2025-06-30', ''],
  ['QIII/2025', 'quarter_end', '2025-09-30', ''],
  ['Q4/2025', 'quarter_end', '2025-12-31', ''],
  ['hết quý I', 'quarter_end', '2025-03-31', 'year_assumed'],
  ['trong quý 2 năm 2026', 'quarter_end', '2026-06-30', ''],
  ['Quý II - III/2025', 'quarter_range', '2025-09-30', ''],
  ['Tháng 6/2025', 'month_end', '2025-06-30', ''],
  ['trong tháng 02/2025', 'month_end', '2025-02-28', ''],
  ['6/2025', 'month_end', '2025-06-30', ''],
  ['cuối tháng 8', 'month_end', '2025-08-31', 'year_assumed'],
  ['Tháng 6 - 8/2025', 'month_range', '2025-08-31', ''],
  ['từ tháng 11/2025 đến tháng 2/2026', 'month_range', '2026-02-28', ''],
  ['đầu tháng 7/2025', 'month_part', '2025-07-10', 'vague_deadline'],
  ['tuần 2 tháng 6/2025', 'week_end', '2025-06-14', 'vague_deadline'],
  ['tuần 24/2025', 'week_end', '2025-06-13', ''],
  ['6 tháng đầu năm 2025', 'half_year_end', '2025-06-30', ''],
  ['6 tháng cuối năm', 'half_year_end', '2025-12-31', 'year_assumed'],
  ['cuối năm 2025', 'year_end', '2025-12-31', ''],
  ['Năm 2026', 'year_end', '2026-12-31', ''],
  ['đầu năm 2026', 'year_part', '2026-03-31', 'vague_deadline'],
  ['2025 - 2026', 'year_range', '2026-12-31', ''],
  ['giai đoạn 2025-2030', 'year_range', '2030-12-31', ''],
  ['từ 01/6/2025 đến 30/6/2025', 'date_range', '2025-06-30', ''],
  ['01/6/2025 - 15/6/2025', 'date_range', '2025-06-15', ''],
  ['thường xuyên', 'ongoing', null, ''],
  ['Thường xuyên, năm 2025', 'ongoing', null, ''],
  ['Hằng ngày', 'recurring_daily', null, ''],
  ['hàng tuần', 'recurring_weekly', null, ''],
  ['Hằng tháng', 'recurring_monthly', null, ''],
  ['Ngày 25 hằng tháng', 'recurring_monthly', null, ''],
  ['hằng quý', 'recurring_quarterly', null, ''],
  ['hằng năm', 'recurring_yearly', null, ''],
  ['Theo tiến độ các nhiệm vụ', 'dependent', null, 'no_due_date'],
  ['theo lộ trình của Trung ương', 'open_roadmap', null, 'no_due_date'],
  ['Trong 15 ngày kể từ khi có hướng dẫn', 'relative_event', null, 'no_due_date'],
  ['trong 15 ngày kể từ ngày 01/6/2025', 'relative_date', '2025-06-16', ''],
  ['sớm nhất có thể', 'unreadable', null, 'vague_deadline no_due_date'],
  ['', 'none', null, 'no_due_date'],
  ['-', 'none', null, 'no_due_date'],
]

describe('deadline words', () => {
  for (const [text, kind, due, flags] of CASES) {
    it(`reads "${text}" as ${kind} ${due ?? 'without a day'}`, () => {
      const deadline = read(text)
      expect([deadline.kind, deadline.due?.toString() ?? null, deadline.flags.join(' ')]).toEqual([
        kind,
        due,
        flags,
      ])
    })
  }

  it('keeps the first day of a span of months or days, none of a span of years', () => {
    expect(read('Tháng 5 - 12/2025').start?.toString()).toBe('2025-05-01')
    expect(read('từ 01/6/2025 đến 30/6/2025').start?.toString()).toBe('2025-06-01')
    expect(read('2025 - 2026').start).toBeNull()
  })

  it('counts the days after an event that the words name', () => {
    expect(read('Trong 15 ngày kể từ khi có hướng dẫn').offsetDays).toBe(15)
    expect(read('trong vòng 02 tuần sau khi được giao').offsetDays).toBe(14)
  })

  it('tells the phases of one cell apart, by the words beside them', () => {
    const phases = (text: string) => read(text).milestones.map(({ name, due }) => `${name}: ${due}`)
    expect(phases('30/6/2025 (giai đoạn 1); 31/12/2025 (giai đoạn 2)')).toEqual([
      'giai đoạn 1: 2025-06-30',
      'giai đoạn 2: 2025-12-31',
    ])
    expect(phases('GĐ1: Quý II/2025; GĐ2: trước 15/10/2025')).toEqual(['GĐ1: 2025-06-30', 'GĐ2: 2025-10-14'])
    expect(phases('Trước 15/7/2025 và 15/01/2026')).toEqual(['null: 2025-07-14', 'null: 2026-01-14'])
    expect(read('30/6/2025 (giai đoạn 1); 31/12/2025 (giai đoạn 2)').due?.toString()).toBe('2025-12-31')
  })

  it('does not carry "trước" over to a phase of its own', () => {
    expect(read('trước 15/7/2025; 15/01/2026').milestones.map(({ due }) => due.toString())).toEqual([
      '2025-07-14',
      '2026-01-15',
    ])
  })

  it('reads decomposed letters like composed ones', () => {
    expect(read('Trước ngày 19 tháng 5 năm 2025'.normalize('NFD'))).toEqual(
      read('Trước ngày 19 tháng 5 năm 2025'),
    )
  })

  it('reads every real day of the century back, and never throws on any text', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10)
          const [year, month, day] = iso.split('-').map(Number)
          expect(read(`${day}/${month}/${year}`).due?.toString()).toBe(iso)
          expect(read(`ngày ${day} tháng ${month} năm ${year}`).due?.toString()).toBe(iso)
        },
      ),
    )
    const words = fc.constantFrom(
      'trước',
      'quý',
      'tháng',
      'ngày',
      'năm',
      '31',
      '12',
      '2025',
      '/',
      '-',
      '.',
      'IV',
      'tuần',
      '99',
    )
    fc.assert(fc.property(fc.array(words, { maxLength: 8 }), (parts) => void read(parts.join(' '))))
    fc.assert(fc.property(fc.string(), (text) => void read(text)))
  })
})
