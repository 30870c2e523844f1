import { describe, expect, it } from 'vitest'
import { agree, soundOf } from '../../../../../core/report/understand/text/sound.ts'

const compare = (written: string, meant: string) => agree(soundOf(written), soundOf(meant))

describe('comparing words by sound', () => {
  it.each([
    ['hoà', 'hòa'],
    ['luỹ', 'lũy'],
    ['hòan', 'hoàn'],
  ])('takes %s and %s for one word, wherever the tone stands', (a, b) => {
    expect(compare(a, b)).toBe('exact')
  })

  it.each([
    ['chua', 'chưa'],
    ['dat', 'đạt'],
    ['đat', 'đạt'],
    ['phân', 'phần'],
  ])('takes %s for %s typed with marks missing', (written, meant) => {
    expect(compare(written, meant)).toBe('bare')
  })

  it.each([
    ['chùa', 'chưa'],
    ['chăm', 'chậm'],
    ['cơn', 'còn'],
    ['hàn', 'hạn'],
  ])('never takes %s for %s: it has other marks', (written, meant) => {
    expect(compare(written, meant)).toBe('none')
  })
})
