import { describe, expect, it } from 'vitest'
import { readNumberWords } from '../../../../../core/report/understand/text/number-words.ts'
import { tokenise } from '../../../../../core/report/understand/text/tokenise.ts'

describe('numbers in words', () => {
  it.each([
    ['sáu mươi', 60],
    ['sáu lăm', 65],
    ['sau muoi lam', 65],
    ['mười hai', 12],
    ['bảy hai phẩy năm', 72.5],
    ['một trăm', 100],
    ['một trăm hai mươi', 120],
    ['một trăm linh năm', 105],
    ['chín', 9],
  ])('reads "%s" as %d', (words, value) => {
    expect(readNumberWords(tokenise(words), 0)?.value).toBe(value)
  })

  it('stops before "phần trăm"', () => {
    expect(readNumberWords(tokenise('sáu mươi phần trăm'), 0)).toEqual({ value: 60, to: 2 })
  })

  it('finds none in other words', () => {
    expect(readNumberWords(tokenise('hoàn thành'), 0)).toBeNull()
  })
})
