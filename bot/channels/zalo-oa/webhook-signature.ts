import { createHash } from 'node:crypto'
import { isSameSecret } from '../read-body.ts'
import { signedSchema } from './event-schema.ts'

export interface SignatureKeys {
  readonly appId: string
  /** The Official Account's secret key; not the application's. */
  readonly oaSecret: string
}

/**
 * Whether `X-ZEvent-Signature` is `mac=` and the SHA-256, in hex, of application id, body as it came, the event's
 * timestamp and the account's secret key (channels.md). The prefix has been seen missing, and is not needed.
 */
export function isSigned(
  header: string | string[] | undefined,
  body: Uint8Array,
  event: unknown,
  { appId, oaSecret }: SignatureKeys,
): boolean {
  const signed = signedSchema.safeParse(event)
  if (!signed.success || typeof header !== 'string') return false
  const hash = createHash('sha256').update(appId).update(body).update(signed.data.timestamp).update(oaSecret)
  const given = header
    .trim()
    .replace(/^mac\s*=\s*/i, '')
    .toLowerCase()
  return isSameSecret(given, hash.digest('hex'))
}
