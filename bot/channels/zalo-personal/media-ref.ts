import { z } from 'zod'
import type { MediaRef } from '../../../core/talk/message.ts'
import { isZaloUrl } from './zalo-hosts.ts'

const refSchema = z.array(z.url()).min(1)

/** The addresses of one file, best quality first, as an opaque reference; null when none of them is Zalo's. */
export function writeMediaRef(addresses: readonly (string | undefined)[]): string | null {
  const usable = addresses.filter(
    (address): address is string =>
      address !== undefined && URL.canParse(address) && isZaloUrl(new URL(address)),
  )
  return usable.length === 0 ? null : JSON.stringify([...new Set(usable)])
}

/** The addresses of a reference written above; none for one of another make. */
export function readMediaRef({ ref }: MediaRef): readonly string[] {
  try {
    const parsed = refSchema.safeParse(JSON.parse(ref))
    return parsed.success ? parsed.data : []
  } catch {
    return []
  }
}
