import { describe, expect, it } from 'vitest'
import { indexTitles } from '../../../../../core/report/understand/find/title-index.ts'
import { task } from '../officer-context.ts'

const index = indexTitles([
  task('A', 'Số hóa dữ liệu hộ tịch lịch sử'),
  task('B', 'Số hóa hồ sơ cán bộ, công chức'),
  task('C', 'Giải phóng mặt bằng dự án cao tốc'),
])
const find = (words: string) => index.find(words.split(' '))

describe('titles', () => {
  it('finds the task whose words are met', () => {
    expect(find('vu so hoa ho tich ben em')?.code).toBe('A')
  })

  it('gives no lead where two titles share the words', () => {
    expect(find('so hoa duoc roi')?.margin ?? 0).toBeLessThan(1)
  })

  it('takes initials for their words', () => {
    expect(find('gpmb duoc')?.code).toBe('C')
  })

  it('finds nothing in other words', () => {
    expect(find('hom nay troi mua')).toBeNull()
  })
})
