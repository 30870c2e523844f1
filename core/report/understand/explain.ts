/** All stages of one reading, kept for whoever wants to see why a message was read as it was. */
import { type CodeIndex, indexOf } from './find/code-index.ts'
import { judgePieces } from './judge-pieces.ts'
import { judgeTalk, type Talk } from './judge-talk.ts'
import { type Marked, markUp } from './markup.ts'
import type { Reading, UnderstandContext } from './reading.ts'
import { type Segments, segment } from './segment.ts'
import { type Unquoted, unquote } from './text/quote.ts'

export interface Explanation {
  readonly unquoted: Unquoted
  /** Task codes found in the quoted words. */
  readonly quotedCodes: readonly string[]
  readonly marked: Marked
  readonly talk: Talk
  readonly segments: Segments
  readonly reading: Reading
}

/** Longest text that is read; what follows is ignored (no channel sends more at once). */
const MAX_LENGTH = 4_096

/** Every stage's result for a text. */
export function explain(text: string, context: UnderstandContext): Explanation {
  const index = indexOf(context)
  const today = context.now.toPlainDate()
  const unquoted = unquote(text.slice(0, MAX_LENGTH).normalize('NFC').trim())
  const quotedCodes = codesOf(unquoted.quoted, index, context)
  const marked = markUp(unquoted.own, index, today)
  const talk = judgeTalk(marked, { ...context, isForwarded: context.isForwarded || unquoted.isForward })
  const segments = segment(talk.statements, marked.tokens)
  const reading = judgePieces({ context, index, marked, talk, segments, quotedCodes })
  return { unquoted, quotedCodes, marked, talk, segments, reading }
}

function codesOf(quoted: string, index: CodeIndex, context: UnderstandContext): string[] {
  if (quoted === '') return []
  const { items } = markUp(quoted, index, context.now.toPlainDate())
  const codes = items.flatMap((item) =>
    item.kind === 'code' && item.hit.owner === 'own' ? [item.hit.code] : [],
  )
  return [...new Set(codes)]
}
