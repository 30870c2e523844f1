import { describe, expect, test } from 'vitest'
import { freeHandle } from '../../../core/directory/handle.ts'

describe('a short name', () => {
  test('is the given name in plain letters', () => {
    expect(freeHandle('Võ Thành Đạt', new Set())).toBe('dat')
    expect(freeHandle('  Phan Thị Ước ', new Set())).toBe('uoc')
  })

  test('is numbered from 2 on where others have it, filling gaps', () => {
    expect(freeHandle('Trần Thị Bình', new Set(['binh']))).toBe('binh2')
    expect(freeHandle('Trần Thị Bình', new Set(['binh', 'binh2', 'binh4']))).toBe('binh3')
  })

  test('is there even for a name without a letter', () => {
    expect(freeHandle('...', new Set())).toBe('canbo')
  })
})
