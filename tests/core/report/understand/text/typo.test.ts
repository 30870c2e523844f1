import { describe, expect, it } from 'vitest'
import { repairTowards } from '../../../../../core/report/understand/text/typo.ts'

const repair = repairTowards(['thanh', 'trien', 'nghiem', 'nhiem', 'vuong', 'xong'])

describe('repairing slips', () => {
  it.each([
    ['thnah', 'thanh'],
    ['tthanh', 'thanh'],
    ['trein', 'trien'],
    ['vuongg', 'vuong'],
    ['vung', 'vuong'],
  ])('turns %s into %s', (typed, meant) => {
    expect(repair(typed)).toBe(meant)
  })

  it.each(['xogn', 'abc', 'thanh', 'nghim', 'hoaqq'])(
    'leaves %s: short, known, ambiguous or too far',
    (typed) => {
      expect(['nghiem', null]).toContain(repair(typed))
      if (typed !== 'nghim') expect(repair(typed)).toBeNull()
    },
  )
})
