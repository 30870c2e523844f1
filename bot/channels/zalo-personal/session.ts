import { z } from 'zod'

const cookieSchema = z.looseObject({ key: z.string(), value: z.string() })

/** What a login by QR leaves behind, and how far we have received since. Secret as a whole. */
export const sessionSchema = z.object({
  /** The account's own id; the `account` of the channel. */
  uid: z.string().min(1),
  imei: z.string().min(1),
  userAgent: z.string().min(1),
  language: z.string().min(1),
  /** As the client's cookie jar writes them; they rotate. */
  cookies: z.array(cookieSchema),
  /** ISO instant of the login by QR: names this login. */
  loggedInAt: z.string(),
  /** Time of the newest message stored, in ms since 1970; null: none yet. */
  receivedUpToMs: z.number().nullable(),
})

export type ZaloSession = Readonly<z.infer<typeof sessionSchema>>

export type StoredSession =
  | { readonly kind: 'found'; readonly session: ZaloSession }
  | { readonly kind: 'none' }
  /** Another APP_KEY, or a damaged file. */
  | { readonly kind: 'unreadable' }

/** Keeps the one session of the installation, encrypted. */
export interface SessionStore {
  load(): Promise<StoredSession>
  /** False when a later login is stored: that one stays. */
  save(session: ZaloSession): Promise<boolean>
}
