import { describe, expect, it } from 'vitest'
import { parseNumber, readNumber } from '../../../../../core/report/understand/find/find-number.ts'
import { tokenise } from '../../../../../core/report/understand/text/tokenise.ts'

describe('Vietnamese numbers', () => {
  it.each([
    ['312.450', 312450],
    ['65,1', 65.1],
    ['1.200,5', 1200.5],
    ['1,200,000', 1200000],
    ['66.25', 66.25],
  ])('reads %s as %d', (written, value) => {
    expect(parseNumber(written)).toBe(value)
  })

  it('takes no list for a number', () => {
    expect(parseNumber('9,10,17')).toBeNull()
  })

  it.each([
    ['318k', 318000],
    ['5 nghìn', 5000],
  ])('reads %s as %d', (written, value) => {
    expect(readNumber(tokenise(written), 0)?.value).toBe(value)
  })
})
