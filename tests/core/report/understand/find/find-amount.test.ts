import { describe, expect, it } from 'vitest'
import { readAmount } from '../../../../../core/report/understand/find/find-amount.ts'
import { tokenise } from '../../../../../core/report/understand/text/tokenise.ts'

const read = (text: string) => readAmount(text, tokenise(text), 0, true)

describe('amounts', () => {
  it.each([
    ['60%', 60],
    ['60 %', 60],
    ['65,1 phần trăm', 65.1],
    ['sáu mươi phần trăm', 60],
  ])('reads "%s" as a percentage', (text, value) => {
    expect(read(text)).toMatchObject({ kind: 'percent', value })
  })

  it.each([
    ['126/155 xã', 126, 155, 'xã'],
    ['312.450/480.000 hồ sơ', 312450, 480000, 'hồ sơ'],
    ['12,5 tỷ/30 tỷ', 12.5, 30, 'tỷ đồng'],
    ['9 trên 11 bệnh viện', 9, 11, 'bệnh viện'],
    ['180 trên tổng số 240 người', 180, 240, 'người'],
    ['318k/480k', 318000, 480000, null],
  ])('reads "%s" as a share', (text, done, total, unit) => {
    expect(read(text)).toMatchObject({ kind: 'ratio', done, total, unit })
  })

  it('takes two different things for no share', () => {
    expect(read('12 lớp/620 lượt')).toMatchObject({ kind: 'count', value: 12 })
  })

  it.each(['60-70%', '60% - 70%', '60 đến 70%'])('reads %s as a range', (text) => {
    expect(read(text)).toMatchObject({ kind: 'range', low: 60, high: 70 })
  })

  it('tells a value against its target from a share', () => {
    expect(read('62,4%/80%')).toMatchObject({ kind: 'ratio', isMetric: true })
  })
})
