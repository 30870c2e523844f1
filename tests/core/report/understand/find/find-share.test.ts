import { describe, expect, it } from 'vitest'
import { readShare, readTens } from '../../../../../core/report/understand/find/find-share.ts'
import { tokenise } from '../../../../../core/report/understand/text/tokenise.ts'

const share = (text: string) => readShare(tokenise(text), 0)?.value ?? null
const tens = (text: string) => {
  const hit = readTens(tokenise(text), 0)
  return hit === null ? null : [hit.low, hit.high]
}

describe('shares told in words', () => {
  it.each([
    ['một nửa', 50],
    ['1 nua', 50],
    ['nửa', 50],
    ['2 phần 3', 66.7],
    ['ba phần tư', 75],
  ])('%s is %d percent', (text, percent) => {
    expect(share(text)).toBe(percent)
  })

  it.each(['nửa tháng', 'nữa', 'nua', 'sáu mươi phần trăm', '3 phần 2'])('%s is no share', (text) => {
    expect(share(text)).toBeNull()
  })

  it('reads vague tens as the range they span', () => {
    expect(tens('6,7 chục phần trăm')).toEqual([60, 70])
    expect(tens('tám mấy phần trăm')).toEqual([80, 89])
    expect(tens('bảy mươi mấy %')).toEqual([70, 79])
    expect(tens('mấy phần trăm')).toBeNull()
  })
})
