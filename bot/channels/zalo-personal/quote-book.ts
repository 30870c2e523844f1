import type { SendMessageQuote } from 'zca-js'
import { messageSchema } from './message-schema.ts'

const KEPT = 1_000

/** What Zalo wants to know of a message to quote it; the newest ones, in memory. Others are answered without quote. */
export class QuoteBook {
  private readonly quotes = new Map<string, SendMessageQuote>()

  /** Keeps a message that came in; what cannot be quoted is passed over. */
  note(raw: unknown): void {
    const parsed = messageSchema.safeParse(raw)
    if (!parsed.success || parsed.data.isSelf) return
    const { msgId, cliMsgId, uidFrom, ts, msgType, content } = parsed.data.data
    if (typeof content !== 'string') return
    this.quotes.set(msgId, {
      content,
      msgType,
      propertyExt: undefined,
      uidFrom,
      msgId,
      cliMsgId,
      ts,
      ttl: parsed.data.data.ttl ?? 0,
    })
    const oldest = this.quotes.keys().next().value
    if (this.quotes.size > KEPT && oldest !== undefined) this.quotes.delete(oldest)
  }

  find(msgId: string): SendMessageQuote | null {
    return this.quotes.get(msgId) ?? null
  }
}
