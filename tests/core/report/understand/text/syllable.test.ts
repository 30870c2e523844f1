import { describe, expect, it } from 'vitest'
import { agree, soundOf } from '../../../../../core/report/understand/text/sound.ts'
import { fromTelex, isSyllable } from '../../../../../core/report/understand/text/syllable.ts'

describe('syllables', () => {
  it.each(['hoan', 'thanh', 'nghiem', 'thuyen', 'quy', 'xa', 'vuong', 'khong', 'oanh'])(
    'knows %s as one',
    (word) => {
      expect(isSyllable(word)).toBe(true)
    },
  )

  it.each(['thnah', 'hoas', 'ddax', 'gpmb', 'test', 'kiosk'])('knows %s as none', (word) => {
    expect(isSyllable(word)).toBe(false)
  })
})

describe('Telex leftovers', () => {
  it.each([
    ['ddax', 'đã'],
    ['soos', 'số'],
    ['hoas', 'hóa'],
    ['ddatj', 'đạt'],
    ['vuowngs', 'vướng'],
  ])('reads %s as %s', (typed, meant) => {
    expect(agree(soundOf(fromTelex(typed) ?? ''), soundOf(meant))).toBe('exact')
  })

  it.each(['hoan', 'xong', 'thanh', 'bts'])('leaves %s alone', (word) => {
    expect(fromTelex(word)).toBeNull()
  })
})
