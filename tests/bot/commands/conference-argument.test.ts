import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  findWhen,
  readConferenceWords,
  readLetInWords,
  readLockWords,
} from '../../../bot/commands/conference-argument.ts'
import { parseCommand } from '../../../bot/commands/parse-command.ts'

const TODAY = Temporal.PlainDate.from('2026-11-23')

describe('the words of a conference', () => {
  test.each([
    ['28/11/2026 08:00', '2026-11-28', '08:00:00', null],
    ['08:00 28/11', '2026-11-28', '08:00:00', null],
    ['28/11 8h30', '2026-11-28', '08:30:00', null],
    ['8 giờ ngày 28/11/2026', '2026-11-28', '08:00:00', null],
    ['28/11/2026 08:00-11:30', '2026-11-28', '08:00:00', '11:30:00'],
    ['lúc 14h đến 16h ngày mai', '2026-11-24', '14:00:00', '16:00:00'],
    ['2026-11-28 7g15', '2026-11-28', '07:15:00', null],
    ['28/11/2026', '2026-11-28', null, null],
  ])('%s', (text, day, from, to) => {
    const when = findWhen(text, TODAY)
    expect(when.isTimeWrong).toBe(false)
    expect([when.day?.toString(), when.from?.toString() ?? null, when.to?.toString() ?? null]).toEqual([
      day,
      from,
      to,
    ])
    expect(when.rest).toBe('')
  })

  test.each(['28/11 25:00', '28/11 08:75', '28/11 11:30-08:00'])('%s has a time that cannot be', (text) => {
    expect(findWhen(text, TODAY).isTimeWrong).toBe(true)
  })

  test.each([
    ['', { act: 'show' }],
    ['28/11 8h', { act: 'plan', id: null, rest: '28/11 8h' }],
    ['dời sang 30/11 8h', { act: 'move', id: null, rest: '30/11 8h' }],
    ['doi #ab12 30/11 8h', { act: 'move', id: 'ab12', rest: '30/11 8h' }],
    ['thêm 30/11 8h', { act: 'add', id: null, rest: '30/11 8h' }],
    ['hủy', { act: 'cancel', id: null, rest: '' }],
    ['huỷ #ab12', { act: 'cancel', id: 'ab12', rest: '' }],
  ])('%s is read', (text, expected) => {
    expect(readConferenceWords(text)).toEqual(expected)
  })
})

describe('the words of a lock', () => {
  test.each([
    ['', { act: 'show' }],
    ['ngay', { act: 'now' }],
    ['kiểm tra', { act: 'verify' }],
    ['quy định 5 ngày', { act: 'rule', rule: { days: 5, count: 'calendar' } }],
    ['quy định 2 ngày làm việc', { act: 'rule', rule: { days: 2, count: 'working' } }],
    ['quy định thông tin theo kỳ', { act: 'rule', rule: { information: 'period' } }],
    ['quy định thông tin từ hội nghị trước', { act: 'rule', rule: { information: 'conference' } }],
    ['quy định 99 ngày', { act: 'rule', rule: null }],
    ['quy định tùy ý', { act: 'rule', rule: null }],
    ['lại Sở Tư pháp', { act: 'shut_out', unit: 'Sở Tư pháp' }],
    ['Sở Tư pháp', { act: 'shut_out', unit: 'Sở Tư pháp' }],
  ])('%s', (text, expected) => {
    expect(readLockWords(text)).toEqual(expected)
  })

  test.each([
    ['', '', null, null],
    ['Sở Tư pháp', 'Sở Tư pháp', null, null],
    ['cho Sở Tư pháp đến 17:00 26/11', 'Sở Tư pháp', '17:00 26/11', null],
    ['Sở Tư pháp den den 17:00', 'Sở Tư pháp', '17:00', null],
    ['Sở Tư pháp đến hết ngày mai lý do: chờ số', 'Sở Tư pháp', 'ngày mai', 'chờ số'],
    ['Sở A đến 17h lý do chờ đến 20/11 mới có', 'Sở A', '17h', 'chờ đến 20/11 mới có'],
    ['Sở A đến', 'Sở A', '', null],
    ['Sở A lý do:', 'Sở A', null, null],
  ])('“%s” lets in', (text, unit, until, reason) => {
    expect(readLetInWords(text)).toEqual({ unit, until, reason })
  })
})

describe('the orders of a lock, by every name', () => {
  const read = (text: string) => {
    const parsed = parseCommand(text)
    return parsed.kind === 'command' ? `${parsed.name} ${parsed.args}`.trim() : parsed.kind
  }

  test.each([
    ['/conference 28/11 8h', 'hoinghi 28/11 8h'],
    ['hội nghị', 'hoinghi'],
    ['Hội nghị 28/11/2026 08:00', 'hoinghi 28/11/2026 08:00'],
    ['hoi nghi doi 30/11 8h', 'hoinghi doi 30/11 8h'],
    ['/lock ngay', 'khoa ngay'],
    ['khóa', 'khoa'],
    ['/unlock Sở A', 'mokhoa Sở A'],
    ['mở khóa Sở Tư pháp đến 17h', 'mokhoa Sở Tư pháp đến 17h'],
    ['/explain', 'giaitrinh'],
    ['giải trình', 'giaitrinh'],
    ['giai trinh kiem tra', 'giaitrinh kiem tra'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test.each(['khóa học kế toán', 'hội nghị vui quá', 'mở khóa điện thoại', 'giải trình cho em với'])(
    '%s is talk',
    (text) => {
      expect(read(text)).toBe('none')
    },
  )
})
