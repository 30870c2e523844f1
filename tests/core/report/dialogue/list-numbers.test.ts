import { describe, expect, test } from 'vitest'
import { isRestSame, readByNumbers } from '../../../../core/report/dialogue/list-numbers.ts'

const LIST = ['NV07', 'NV08', 'NV09', 'NV10', 'NV17']
const read = (text: string) => readByNumbers(text, LIST, ['NV08', 'NV10'])
const textOf = (text: string) => read(text)?.text

describe('numbers of the card become codes', () => {
  test.each([
    ['1 60%', 'NV07 60%'],
    ['1: 60%', 'NV07 60%'],
    ['1. 60%', 'NV07 60%'],
    ['1) xong', 'NV07 xong'],
    ['1-xong', 'NV07 xong'],
    ['1 = 60', 'NV07 60'],
    ['số 2 xong', 'NV08 xong'],
    ['so 2 xong', 'NV08 xong'],
    ['2 xong', 'NV08 xong'],
    ['2 x', 'NV08 xong'],
    ['2 vm thiếu vốn, đề nghị Sở Tài chính bố trí', 'NV08 vướng mắc thiếu vốn, đề nghị Sở Tài chính bố trí'],
    ['3 td', 'NV09 tạm dừng'],
    ['1 126/155 xã', 'NV07 126/155 xã'],
    ['1 65,1%', 'NV07 65,1%'],
    ['3-5 kd', 'NV09, NV10, NV17 không đổi'],
    ['3 - 5 kđ', 'NV09, NV10, NV17 không đổi'],
    ['3 đến 5 không đổi', 'NV09, NV10, NV17 không đổi'],
    ['1,3 kd', 'NV07, NV09 không đổi'],
    ['1, 3 và 5 kd', 'NV07, NV09, NV17 không đổi'],
    ['1,3-4 kd', 'NV07, NV09, NV10 không đổi'],
    ['2 chưa thực hiện', 'NV08 chưa thực hiện'],
    ['2 dang trinh ky', 'NV08 dang trinh ky'],
  ])('%s', (text, meant) => {
    expect(read(text)).toEqual({ text: meant, unknown: [] })
  })

  test('several in one message, however they are parted', () => {
    const meant = 'NV07 60%; NV08 xong; NV09 không đổi'
    expect(textOf('1 60%; 2 xong; 3 kd')).toBe(meant)
    expect(textOf('1 60%\n2 xong\n3 kd')).toBe(meant)
    expect(textOf('1 60%, 2 xong, 3 kd')).toBe(meant)
    expect(textOf('1 60% 2 xong 3 kd')).toBe(meant)
  })

  test('decomposed letters and missing marks change nothing', () => {
    expect(textOf('3 đến 5 không đổi'.normalize('NFD'))).toBe('NV09, NV10, NV17 không đổi')
    expect(textOf('3 den 5 khong doi')).toBe('NV09, NV10, NV17 khong doi')
    expect(textOf('2 VƯỚNG thiếu vốn')).toBe('NV08 VƯỚNG thiếu vốn')
  })

  test('words between items stay with the task before them', () => {
    expect(textOf('1 60%, còn 3 xã vướng cáp; 2 xong')).toBe('NV07 60%, còn 3 xã vướng cáp; NV08 xong')
    expect(textOf('1 60%; 3 xã còn vướng')).toBe('NV07 60%; 3 xã còn vướng')
  })

  test('after a first number others may be said of in free words', () => {
    expect(textOf('1 60%; 2 trình lãnh đạo Sở')).toBe('NV07 60%; NV08 trình lãnh đạo Sở')
  })

  test('codes beside numbers stay codes', () => {
    expect(textOf('1 60%; NV10 xong')).toBe('NV07 60%; NV10 xong')
  })

  test('what is left are the tasks without a report that the message does not name', () => {
    expect(textOf('2 xong; còn lại kd')).toBe('NV08 xong; NV10 không đổi')
  })
})

describe('numbers that do not stand in the list', () => {
  test('are named, and the others are read', () => {
    expect(read('1 60%; 12 xong; 3 kd')).toEqual({ text: 'NV07 60%; NV09 không đổi', unknown: [12] })
    expect(read('4-7 kd')).toEqual({ text: 'NV10, NV17 không đổi', unknown: [6, 7] })
  })

  test('leave nothing when there is no other', () => {
    expect(read('9 xong')).toEqual({ text: '', unknown: [9] })
    expect(read('0 kd')).toEqual({ text: '', unknown: [0] })
  })

  test('and those whose task is not owed any more are among them', () => {
    expect(readByNumbers('1 kd; 2 kd', ['NV07', null], [])).toEqual({ text: 'NV07 không đổi', unknown: [2] })
  })
})

test.each([
  'NV07 60%',
  '60%',
  '65,1%',
  '126/155 xã',
  '1/5 xã xong',
  '20/5 xong',
  '16h30 em gửi',
  '15:30 xong',
  '3 xã chưa có cáp',
  '3 huyện còn vướng',
  '2 hồ sơ đã duyệt',
  '100%',
  '9',
  'em cảm ơn',
  'chiều em gửi 2 báo cáo',
  '1 60 2 70',
  '',
])('“%s” does not speak by numbers', (text) => {
  expect(read(text)).toBeNull()
})

test.each(['còn lại kd', 'Còn lại không đổi', 'các nv còn lại kd', 'cl kd', 'tat ca con lai: khong doi'])(
  '“%s” says that the rest has not changed',
  (text) => {
    expect(isRestSame(text)).toBe(true)
  },
)

test('time grows with the length alone', () => {
  const long = '1 60%, 2 xong và 3 kd; '.repeat(500)
  const started = performance.now()
  expect(textOf(long)).toContain('NV07 60%')
  expect(performance.now() - started).toBeLessThan(1000)
})
