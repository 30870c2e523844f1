import { describe, expect, it } from 'vitest'
import { type CodedRow, suggestCodes } from '../../../core/import/codes.ts'

const row = (title: string, code: string | null = null, outline: string | null = null): CodedRow => ({
  code,
  outline,
  title,
  leads: 'Sở Y tế',
})

describe('generated codes', () => {
  it('number a list without codes from one on, in its own order', () => {
    expect(suggestCodes([row('a'), row('b'), row('c')], [])).toEqual(['NV01', 'NV02', 'NV03'])
  })

  it('follow the numbers of the list where each row has one of its own', () => {
    expect(suggestCodes([row('a', null, '1'), row('b', null, '3.'), row('c', null, '12')], [])).toEqual([
      'NV01',
      'NV03',
      'NV12',
    ])
  })

  it('fill the gap that the row above opens, in the form of the codes around it', () => {
    expect(suggestCodes([row('a', 'CĐS-019'), row('b'), row('c', 'CĐS-021')], [])).toEqual([
      null,
      'CĐS-020',
      null,
    ])
  })

  it('go after the highest where the next number is taken', () => {
    expect(suggestCodes([row('a', 'NV01'), row('b'), row('c', 'NV02')], [])).toEqual([null, 'NV03', null])
  })

  it('stay with their tasks when rows are put in, moved or taken out', () => {
    const first = [row('Số hóa'), row('Đào tạo'), row('Hạ tầng')]
    const codes = suggestCodes(first, [])
    const stored = first.map((task, index) => ({ ...task, code: codes[index] ?? '' }))
    const later = [row('Mới'), row('Hạ  tầng'), row('số hoá'.normalize('NFD'))]
    expect(suggestCodes(later, stored)).toEqual(['NV04', 'NV03', 'NV01'])
  })

  it('tell two tasks with the same words apart, each code once', () => {
    const stored = [
      { ...row('Báo cáo'), code: 'NV01' },
      { ...row('Báo cáo'), leads: 'Sở Nội vụ', code: 'NV02' },
    ]
    const rows = [{ ...row('Báo cáo'), leads: 'Sở Nội vụ' }, row('Báo cáo'), row('Báo cáo')]
    expect(suggestCodes(rows, stored)).toEqual(['NV02', 'NV01', 'NV03'])
  })
})
