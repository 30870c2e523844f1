import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { type OaTokens, type TokenStore, TokensUnreadable } from './tokens.ts'

export interface FileTokenStoreOptions {
  /** Such as `DATA_DIR/zalo-oa/<app id>.tokens`; its folder is made. */
  readonly path: string
  /** APP_KEY, 32 bytes. */
  readonly appKey: Uint8Array
  readonly appId: string
}

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16

const instant = z.string().transform((text) => Temporal.Instant.from(text))
const tokensSchema = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1),
  accessEndsAt: instant,
  givenAt: instant,
  seed: z.string(),
})

/**
 * Tokens in one file: version, nonce, AES-256-GCM ciphertext, tag. Written beside, synced and renamed, so that there is
 * always a whole pair; readable by its owner only.
 */
export function createFileTokenStore({ path, appKey, appId }: FileTokenStoreOptions): TokenStore {
  const key = Buffer.from(hkdfSync('sha256', appKey, '', 'zalo-oa tokens v1', 32))
  return {
    async load() {
      const sealed = await readFile(path).catch(nullIfMissing)
      return sealed === null ? null : unseal(sealed, key, appId)
    },
    async save(tokens) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const draft = `${path}.${randomBytes(6).toString('hex')}.new`
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(seal(tokens, key, appId))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, path)
      await syncFolder(dirname(path))
    },
  }
}

function seal(tokens: OaTokens, key: Buffer, appId: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(appId))
  const text = cipher.update(JSON.stringify(tokens), 'utf8')
  return Buffer.concat([Buffer.from([VERSION]), nonce, text, cipher.final(), cipher.getAuthTag()])
}

function unseal(sealed: Buffer, key: Buffer, appId: string): OaTokens {
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE_BYTES + TAG_BYTES)
    throw new TokensUnreadable('the file is damaged')
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(appId))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    const text = decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES))
    return tokensSchema.parse(JSON.parse(Buffer.concat([text, decipher.final()]).toString('utf8')))
  } catch {
    throw new TokensUnreadable('APP_KEY or ZALO_OA_APP_ID is not the one they were stored with')
  }
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open folders, and needs no sync of them.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
