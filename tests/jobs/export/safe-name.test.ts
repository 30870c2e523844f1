import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeEnding, safeName } from '../../../jobs/export/safe-name.ts'

test.each([
  ['Sở Khoa học và Công nghệ', 'So-Khoa-hoc-va-Cong-nghe'],
  ['Đường dây nóng', 'Duong-day-nong'],
  ['../../etc/passwd', 'etc-passwd'],
  ['C:\\Windows\\x', 'C-Windows-x'],
  ['.hidden', 'hidden'],
  ['CON', '_CON'],
  ['…', 'tep'],
  ['báo cáo\u202Egpj', 'bao-cao-gpj'],
])('%s becomes %s', (text, name) => {
  expect(safeName(text)).toBe(name)
})

test('whatever it is called, the name is plain, short and no path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(safeName(text)).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,80}$/)
      expect(safeEnding(text)).toMatch(/^(\.[a-z0-9]{1,8})?$/)
    }),
  )
})

test('an ending is taken only where it looks like one', () => {
  expect(['ảnh.JPG', 'a.tar.gz', 'không', 'x.p/df', 'a.'].map(safeEnding)).toEqual([
    '.jpg',
    '.gz',
    '',
    '',
    '',
  ])
})
