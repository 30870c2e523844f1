/** Identifiers of rows and buttons. */
import { randomFillSync } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const LENGTH = 12
/** Random bytes are drawn many at a time: a round makes ten thousand identifiers. */
const pool = Buffer.alloc(LENGTH * 256)
let used = pool.length

/** 12 letters and digits, 71 bits: short enough for two of them in a button. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  let id = ''
  for (const end = used + LENGTH; used < end; used++)
    id += ALPHABET.charAt((pool[used] ?? 0) % ALPHABET.length)
  return id
}
