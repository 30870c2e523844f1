/** Reads an officer's message: normalise -> segment -> extract -> judge. Pure; see behaviour §3. */
import { explain } from './explain.ts'
import type { Understand } from './reading.ts'

/** The reading of a text in its context. Never throws, takes time linear in the length of the text. */
export const understand: Understand = (text, context) => explain(text, context).reading
