import { describe, expect, test } from 'vitest'
import { parseCommand } from '../../../bot/commands/parse-command.ts'

describe('commands in every spelling', () => {
  test.each([
    ['/tonghop tuần', 'tonghop', 'tuần'],
    ['/tonghop@daumoi_bot tuần Sở Tư pháp', 'tonghop', 'tuần Sở Tư pháp'],
    ['/Summary week', 'tonghop', 'week'],
    ['tổng hợp tuần', 'tonghop', 'tuần'],
    ['Tong hop', 'tonghop', ''],
    ['Tổng hợp'.normalize('NFD'), 'tonghop', ''],
    ['báo cáo', 'baocao', ''],
    ['chưa báo cáo', 'chuabaocao', ''],
    ['/start AB12-CD34', 'batdau', 'AB12-CD34'],
    ['start AB12-CD34', 'batdau', 'AB12-CD34'],
    ['/nhiemvu NV09', 'nhiemvu', 'NV09'],
    ['hủy', 'huy', ''],
    ['HUY', 'huy', ''],
  ])('%s', (text, name, args) => {
    expect(parseCommand(text)).toEqual({ kind: 'command', name, args })
  })

  test.each([
    'báo cáo NV09 60%',
    'BC tuần: NV34 63%',
    'nhiệm vụ số chín đạt sáu mươi phần trăm',
    'NV09 quá hạn rồi ạ',
    'mời anh họp',
    'tổng hợp giúp em số liệu NV07',
    'hủy lịch họp chiều nay',
    '',
  ])('ordinary talk is no command: %s', (text) => {
    expect(parseCommand(text)).toEqual({ kind: 'none' })
  })

  test('an unknown one is named, with the nearest', () => {
    expect(parseCommand('/tonghopp')).toEqual({ kind: 'unknown', name: 'tonghopp', nearest: 'tonghop' })
    expect(parseCommand('/xyz')).toEqual({ kind: 'unknown', name: 'xyz', nearest: null })
  })
})
