import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitText } from '../../../bot/channels/split-text.ts'

const solid = (text: string) => text.replace(/\s+/g, '')

describe('a text is cut', () => {
  test('not at all when it fits', () => {
    expect(splitText('a'.repeat(20), 20)).toEqual(['a'.repeat(20)])
  })

  test('at a paragraph rather than at a line or a blank', () => {
    expect(splitText('một hai\nba\n\nbốn năm\nsáu', 20)).toEqual(['một hai\nba', 'bốn năm\nsáu'])
  })

  test('at a line when there is no paragraph', () => {
    expect(splitText('một hai ba\nbốn năm sáu', 15)).toEqual(['một hai ba', 'bốn năm sáu'])
  })

  test('at a blank when a paragraph would leave next to nothing', () => {
    expect(splitText(`A\n\n${'chữ '.repeat(8).trim()}`, 20)).toEqual([
      'A\n\nchữ chữ chữ chữ',
      'chữ chữ chữ chữ',
    ])
  })

  test('before an accent in its decomposed form, never between letter and accent', () => {
    const parts = splitText('ệ'.normalize('NFD').repeat(10), 8)
    expect(parts).toEqual(['ệệ', 'ệệ', 'ệệ', 'ệệ', 'ệệ'].map((part) => part.normalize('NFD')))
  })

  test('around an emoji sequence, never inside it', () => {
    const family = '👩‍👩‍👧‍👦'
    expect(splitText(family.repeat(3), 15)).toEqual([family, family, family])
  })

  test('between code points when one single character exceeds the limit', () => {
    expect(splitText(`e${'\u0301'.repeat(12)}`, 5).map((part) => part.length)).toEqual([5, 5, 3])
  })
})

test('blank texts have no parts', () => {
  expect(splitText(' \n\n ', 10)).toEqual([])
})

test('parts are within the limit, not blank, well formed, and nothing but white space is lost', () => {
  const unit = fc.constantFrom(
    'a',
    'ộ',
    'o\u0302\u0323',
    '👍🏽',
    '👩‍👧',
    ' ',
    '\n',
    '\n\n',
    'từ ',
    '81%',
    '\u00a0',
  )
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 120 }), fc.integer({ min: 12, max: 60 }), (units, limit) => {
      const text = units.join('')
      const parts = splitText(text, limit)
      expect(solid(parts.join(''))).toBe(solid(text))
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(limit)
        expect(part.trim()).not.toBe('')
        expect(encodeURIComponent(part)).not.toBe('')
      }
      for (const part of parts.slice(1)) expect(part).not.toMatch(/^[\p{M}\u200d]/u)
    }),
    { numRuns: 1000 },
  )
})
