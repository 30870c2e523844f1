import { describe, expect, it } from 'vitest'
import { indexOf } from '../../../../../core/report/understand/find/code-index.ts'
import { readBareNumber, readCode } from '../../../../../core/report/understand/find/find-code.ts'
import { tokenise } from '../../../../../core/report/understand/text/tokenise.ts'
import { officer, task } from '../officer-context.ts'

const index = indexOf(
  officer(
    [
      'NV09',
      'NV12a',
      'NV12b',
      'CT-05',
      'KH12.3',
      'YT3',
      'ĐĐ07',
      '7a',
      task('NV17', '', { outline: 'III.5' }),
    ],
    {
      otherTasks: [task('NV39')],
    },
  ),
)
const hit = (text: string) => readCode(tokenise(text), 0, index)?.hit

describe('task codes', () => {
  it.each([
    ['NV09', 'NV09'],
    ['nv9', 'NV09'],
    ['NV 9', 'NV09'],
    ['nv-09', 'NV09'],
    ['NVO9', 'NV09'],
    ['NV O9', 'NV09'],
    ['nv12A', 'NV12a'],
    ['ct5', 'CT-05'],
    ['CT 05', 'CT-05'],
    ['kh 12.3', 'KH12.3'],
    ['yt 03', 'YT3'],
    ['dd7', 'ĐĐ07'],
    ['đđ 07', 'ĐĐ07'],
    ['7A', '7a'],
    ['III.5', 'NV17'],
  ])('reads %s as %s', (written, code) => {
    expect(hit(written)).toMatchObject({ code, owner: 'own' })
  })

  it('tells the tasks of others from codes nobody has', () => {
    expect(hit('NV39')).toMatchObject({ owner: 'other' })
    expect(hit('NV99')).toMatchObject({ code: 'NV99', owner: 'unknown' })
  })

  it('asks which of NV12a and NV12b "NV12" is', () => {
    expect(hit('NV12')).toMatchObject({ owner: 'unknown', candidates: ['NV12a', 'NV12b'] })
  })

  it.each(['KH 50%', 'CT 1313/UBND', 'KH tháng 5', 'ct 30%'])('finds no code in "%s"', (text) => {
    expect(hit(text)).toBeUndefined()
  })

  it('takes a bare number by its tail, also in words', () => {
    expect(readBareNumber(tokenise('9'), 0, index, true)?.hit.code).toBe('NV09')
    expect(readBareNumber(tokenise('chín đạt'), 0, index, true)?.hit.code).toBe('NV09')
    expect(readBareNumber(tokenise('60%'), 0, index, false)).toBeNull()
  })
})
