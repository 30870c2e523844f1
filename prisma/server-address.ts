import type { DatabaseProblem } from './database-problem.ts'

/** Where a server is, for messages: no password in it. */
export interface ServerAddress {
  readonly url: URL
  /** `host:port` */
  readonly server: string
  readonly user: string
  readonly name: string
}

export type ReadAddress =
  | { readonly ok: true; readonly address: ServerAddress }
  | { readonly ok: false; readonly problem: DatabaseProblem }

/** Reads DATABASE_URL; every session it opens speaks UTC. Problem: database_url_invalid, without the URL itself. */
export function readServerAddress(databaseUrl: string): ReadAddress {
  if (!URL.canParse(databaseUrl)) {
    return invalid('it is no URL (special characters of the password must be percent-encoded)')
  }
  const url = new URL(databaseUrl)
  if (url.protocol !== 'postgresql:' && url.protocol !== 'postgres:') {
    return invalid('it does not begin with "postgresql://"')
  }
  const name = decoded(url.pathname.slice(1))
  const user = decoded(url.username)
  if (name === null || user === null || decoded(url.password) === null) {
    return invalid('a "%" in it is not followed by two hex digits')
  }
  if (name === '') return invalid('it names no database')
  const schema = url.searchParams.get('schema') ?? 'public'
  if (schema !== 'public') return invalid(`schema "${schema}" is not supported, only "public"`)
  // The adapters read instants as UTC whatever the session says (they drop the offset), so the session must be UTC.
  url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} -c TimeZone=UTC`.trim())
  const host = url.searchParams.get('host') ?? decoded(url.hostname)
  return {
    ok: true,
    address: { url, server: `${host || 'localhost'}:${url.port || '5432'}`, user, name },
  }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function invalid(reason: string): ReadAddress {
  return { ok: false, problem: { code: 'database_url_invalid', reason } }
}
