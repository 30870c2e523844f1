import type { Message } from 'zca-js'
import type { Line } from './line.ts'

/** Messages stored shortly before the gap are asked for again: the inbox knows them, and none falls between. */
export const OVERLAP_MS = 5 * 60_000
const PAGES_AT_MOST = 50

/**
 * Asks for what was said since `sinceMs`, page by page from the newest back; the line hands the messages over as they
 * come. True when it reached back far enough, or to the beginning; false when an answer failed to come.
 */
export async function catchUp(line: Line, type: 0 | 1, sinceMs: number): Promise<boolean> {
  let below: string | null = null
  for (let page = 0; page < PAGES_AT_MOST; page++) {
    const messages: readonly Message[] | null = await line.askOld(type, below)
    if (messages === null) return false
    const oldest = oldestOf(messages)
    if (oldest === null || Number(oldest.data.ts) <= sinceMs) return true
    const next = String(oldest.data.actionId)
    if (next === '' || next === below) return true
    below = next
  }
  return true
}

/** Pages come in no promised order. */
function oldestOf(messages: readonly Message[]): Message | null {
  return messages.reduce<Message | null>(
    (oldest, one) => (oldest === null || Number(one.data.ts) < Number(oldest.data.ts) ? one : oldest),
    null,
  )
}
