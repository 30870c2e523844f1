/** One-time codes: typed by people, stored as hashes. */
import { createHash, randomInt, timingSafeEqual } from 'node:crypto'

/** No 0/O, 1/I/L: codes are read out over the telephone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 8

/** "AB12-CD34". A digit is always in it: sent bare, it is told from a word by that (looksLikeCode). */
export function newCode(): { readonly code: string; readonly hash: string } {
  let letters: string
  do {
    letters = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('')
  } while (!/\d/.test(letters))
  return { code: `${letters.slice(0, 4)}-${letters.slice(4)}`, hash: hashCode(letters) }
}

/** Case, spaces and dashes do not matter. */
export function hashCode(code: string): string {
  return createHash('sha256').update(normalise(code)).digest('hex')
}

export function isSameCode(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hashCode(one)), Buffer.from(hashCode(other)))
}

function normalise(code: string): string {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, '')
}
