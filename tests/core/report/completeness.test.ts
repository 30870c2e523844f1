import { describe, expect, test } from 'vitest'
import { missingItems } from '../../../core/report/completeness.ts'
import type { ReportContent } from '../../../core/report/report.ts'

const CHECKLIST = { number: true, proposalWithObstacle: true, productWhenDone: true, evidenceWhenDone: true }
const nothing: ReportContent = {
  status: 'in_progress',
  percent: null,
  quantity: null,
  result: null,
  obstacle: null,
  cause: null,
  proposal: null,
  addressee: null,
  nextStep: null,
  nextDate: null,
  text: '',
}

describe('what a report still lacks', () => {
  test.each([
    ['a bare status lacks its number', {}, 0, ['number']],
    ['a percentage is a number', { percent: 0 }, 0, []],
    ['a quantity is a number', { quantity: { done: 4, total: 5, unit: 'ki-ốt' } }, 0, []],
    ['an obstacle wants a proposal', { percent: 30, obstacle: 'thiếu máy' }, 0, ['proposal']],
    [
      'an obstacle with a proposal is complete',
      { percent: 30, obstacle: 'thiếu máy', proposal: 'bố trí máy' },
      0,
      [],
    ],
    ['done wants product and evidence', { status: 'done', percent: 100 }, 0, ['product', 'evidence']],
    [
      'done with a product wants evidence',
      { status: 'done', percent: 100, result: 'QĐ 1702' },
      0,
      ['evidence'],
    ],
    ['done with both is complete', { status: 'done', percent: 100, result: 'QĐ 1702' }, 1, []],
    ['unchanged inherits its number', { status: 'unchanged', percent: 79 }, 0, []],
    ['unchanged with no number ever lacks one', { status: 'unchanged' }, 0, ['number']],
  ] as const)('%s', (_sentence, content, evidenceCount, missing) => {
    expect(missingItems({ ...nothing, ...content }, evidenceCount, CHECKLIST)).toEqual(missing)
  })

  test('a programme may ask for less', () => {
    const lenient = {
      number: false,
      proposalWithObstacle: false,
      productWhenDone: false,
      evidenceWhenDone: false,
    }
    expect(missingItems({ ...nothing, status: 'done', obstacle: 'x' }, 0, lenient)).toEqual([])
  })
})
