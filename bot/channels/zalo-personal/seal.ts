import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const VERSION = 1
const IV_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = 1 + IV_BYTES + TAG_BYTES

/** Encrypts and authenticates small texts at rest, under a key of its own for each purpose. */
export interface Seal {
  close(text: string): Buffer
  /** Null for another key or purpose, or damaged bytes. */
  open(sealed: Buffer): string | null
}

/** AES-256-GCM; the key is derived from APP_KEY (32 bytes) by HKDF-SHA-256 with the purpose as its info. */
export function createSeal(appKey: Uint8Array, purpose: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', appKey, Buffer.alloc(0), `dau-moi ${purpose}`, 32))
  const context = Buffer.concat([Buffer.from([VERSION]), Buffer.from(purpose, 'utf8')])
  return {
    close(text) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      cipher.setAAD(context)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), sealed])
    },
    open(sealed) {
      if (sealed.length < HEADER_BYTES || sealed[0] !== VERSION) return null
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + IV_BYTES))
      decipher.setAAD(context)
      decipher.setAuthTag(sealed.subarray(1 + IV_BYTES, HEADER_BYTES))
      try {
        const plain = [decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]
        return Buffer.concat(plain).toString('utf8')
      } catch {
        return null
      }
    },
  }
}
