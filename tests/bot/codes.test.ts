import { expect, test } from 'vitest'
import { hashCode, newCode } from '../../bot/codes.ts'
import { looksLikeCode } from '../../bot/commands/register.ts'

test('every code is taken for one when it is sent alone, as on Zalo, in small letters and without its dash', () => {
  for (let n = 0; n < 2_000; n++) {
    const { code, hash } = newCode()
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
    for (const written of [code, code.toLowerCase(), code.replace('-', ''), ` ${code} `]) {
      expect(looksLikeCode(written), written).toBe(true)
      expect(hashCode(written)).toBe(hash)
    }
  }
})
