import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { findDays } from '../../../bot/commands/date-argument.ts'
import { readHolidayWords } from '../../../bot/commands/holiday-argument.ts'
import { leaveAsWords, readLeaveWords } from '../../../bot/commands/leave-argument.ts'
import { readSettingName, readSettingValue } from '../../../bot/commands/settings-argument.ts'

/** A Monday. */
const TODAY = Temporal.PlainDate.from('2026-11-23')

function days(text: string): string | null {
  const found = findDays(text, TODAY).days
  return found === null || found === 'wrong' ? found : `${found.from}..${found.to}`
}

describe('days in words', () => {
  test.each([
    ['24/11', '2026-11-24..2026-11-24'],
    ['24/11-28/11', '2026-11-24..2026-11-28'],
    ['24-28/11', '2026-11-24..2026-11-28'],
    ['24.11.2026 – 28.11.2026', '2026-11-24..2026-11-28'],
    ['từ ngày 24/11 đến hết ngày 28/11', '2026-11-24..2026-11-28'],
    ['28/12-3/1', '2026-12-28..2027-01-03'],
    ['28/12-3/1/2027', '2026-12-28..2027-01-03'],
    ['2/1', '2027-01-02..2027-01-02'],
    ['20/11', '2026-11-20..2026-11-20'],
    ['2026-11-24', '2026-11-24..2026-11-24'],
    ['hôm nay', '2026-11-23..2026-11-23'],
    ['mai', '2026-11-24..2026-11-24'],
    ['từ mai đến 28/11', '2026-11-24..2026-11-28'],
    ['hết tuần này', '2026-11-23..2026-11-27'],
    ['tuần sau', '2026-11-30..2026-12-04'],
    ['29/2/2028', '2028-02-29..2028-02-29'],
  ])('%s is %s', (text, expected) => {
    expect(days(text)).toBe(expected)
  })

  test.each(['31/2', '29/2/2027', '24/13', '28/11/2026-24/11/2026', '28/11-24/11/2026'])(
    '%s is no day',
    (text) => {
      expect(days(text)).toBe('wrong')
    },
  )

  test('a person called Mai is not tomorrow', () => {
    expect(days('thay: Mai')).toBeNull()
    expect(days('@mai')).toBeNull()
  })
})

describe('words of /nghi', () => {
  test.each([
    ['24/11-28/11 thay: Lan', '24/11/2026-28/11/2026 thay: Lan'],
    ['24/11 đến 28/11, Lan thay', '24/11/2026-28/11/2026 thay: Lan'],
    ['xin nghỉ phép tuần sau, người thay là Nguyễn Văn Phúc', '30/11/2026-4/12/2026 thay: Nguyễn Văn Phúc'],
    ['24/11 không ai thay', '24/11/2026 không ai thay'],
    ['mai không có người thay', '24/11/2026 không ai thay'],
    ['@lan 24/11 thay @binh', '@lan 24/11/2026 thay: binh'],
    [
      'Đặng Thị Lan 24/11 đơn vị: Sở Tư pháp chương trình: NQ57 thay: Bình',
      '@Đặng Thị Lan 24/11/2026 đơn vị: Sở Tư pháp chương trình: NQ57 thay: Bình',
    ],
    ['24/11', '24/11/2026 thay:'],
  ])('%s reads as %s, and that reads as itself', (text, canonical) => {
    const read = readLeaveWords(text, TODAY)
    expect(read.act === 'enter' && leaveAsWords(read)).toBe(canonical)
    const again = readLeaveWords(canonical, TODAY)
    expect(again.act === 'enter' && leaveAsWords(again)).toBe(canonical)
  })

  test('xong ends: one’s own, somebody’s, a certain one', () => {
    expect(readLeaveWords('xong', TODAY)).toEqual({ act: 'end', person: '', leaveId: null })
    expect(readLeaveWords('@lan xong', TODAY)).toEqual({ act: 'end', person: 'lan', leaveId: null })
    expect(readLeaveWords('xong #aB3', TODAY)).toEqual({ act: 'end', person: '', leaveId: 'aB3' })
  })
})

describe('words of /chedo', () => {
  test.each([
    ['giờ 16:00', { setting: 'cutOff', value: '16:00' }],
    ['gio chot 9h', { setting: 'cutOff', value: '09:00' }],
    ['ngày hằng ngày', { setting: 'days', value: 'every-day' }],
    ['ngay lam-viec', { setting: 'days', value: 'working-days' }],
    ['chế độ ngày,tuần,tháng', { setting: 'regimes', value: ['daily', 'weekly', 'monthly'] }],
    ['che do 6 tháng, năm', { setting: 'regimes', value: ['half_yearly', 'yearly'] }],
    ['nhắc trước 45 phút', { setting: 'headsUpMinutes', value: 45 }],
    ['nhactruoc tắt', { setting: 'headsUpMinutes', value: 0 }],
    ['sắp hạn 7, 3, 1', { setting: 'dueSoonDays', value: [7, 3, 1] }],
    ['tổng hợp 17:00', { setting: 'summaryAt', value: '17:00' }],
    ['tonghop tat', { setting: 'summaryAt', value: null }],
    ['làm việc 7h30-17h30', { setting: 'workingHours', value: { from: '07:30', to: '17:30' } }],
    ['vướng mắc 3 ngày', { setting: 'obstacleDays', value: 3 }],
    ['bắt buộc minh chứng tắt', { setting: 'checklist', item: 'evidenceWhenDone', value: false }],
    [
      'bậc 2 chưa báo cáo 45 phút',
      { setting: 'ladder', rung: 2, subject: 'missing', value: { kind: 'minutes', minutes: 45 } },
    ],
    [
      'bậc 4 vai trò điều phối, lãnh đạo UBND',
      { setting: 'ladder', rung: 4, roles: ['coordinator', 'chief'] },
    ],
    ['bac 3 vaitro thủ trưởng', { setting: 'ladder', rung: 3, roles: ['head'] }],
    [
      'bậc 6 thêm lãnh đạo phòng và thủ trưởng',
      { setting: 'ladder', rung: 6, roles: ['supervisor', 'head'] },
    ],
    ['bậc 5 nhắc tuần tắt', { setting: 'ladder', rung: 5, thenWeekly: false }],
    ['bac 5 nhac hang tuan bat', { setting: 'ladder', rung: 5, thenWeekly: true }],
    ['bậc 4 bỏ', { setting: 'ladder', rung: 4, isRemoved: true }],
    ['nhắc sớm 90', { setting: 'headsUpEarlierMinutes', value: 90 }],
    [
      'bac 3 qua han 1 ngay 16:30',
      {
        setting: 'ladder',
        rung: 3,
        subject: 'overdue',
        value: { kind: 'working_day', days: 1, at: '16:30' },
      },
    ],
  ])('%s', (text, change) => {
    const named = readSettingName(text)
    expect(named && readSettingValue(named.setting, named.value)).toEqual(change)
  })

  test.each([
    'chế độ ngày,mây',
    'giờ sớm',
    'sắp hạn ba',
    'ngày mưa',
    'bậc 2 30 phút',
    'bậc 2 vai trò hàng xóm',
    'bậc 5 nhắc tuần đôi khi',
    'bắt buộc mưa bật',
  ])('%s has no value of that setting', (text) => {
    const named = readSettingName(text)
    expect(named).not.toBeNull()
    expect(named && readSettingValue(named.setting, named.value)).toBeNull()
  })
})

describe('words of /lichnghi', () => {
  test('a year, a day with its name, a whole year to confirm', () => {
    expect(readHolidayWords('', TODAY)).toEqual({ act: 'show', year: 2026 })
    expect(readHolidayWords('năm 2027', TODAY)).toEqual({ act: 'show', year: 2027 })
    expect(readHolidayWords('thêm 24/11/2026 Ngày Văn hóa', TODAY)).toMatchObject({
      act: 'add',
      name: 'Ngày Văn hóa',
    })
    expect(readHolidayWords('xác nhận 2027', TODAY)).toEqual({ act: 'confirm_year', year: 2027 })
    expect(readHolidayWords('làm bù 22/8/2026', TODAY)).toMatchObject({ act: 'make_up', name: '' })
    expect(readHolidayWords('bỏ', TODAY)).toMatchObject({ act: 'remove', days: null })
  })
})
