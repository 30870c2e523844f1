/** What the test and the program in its child process say to one another. */
import { z } from 'zod'

/** What the parent says. */
export const order = z.discriminatedUnion('kind', [
  /** A step begins: the clock stands there, rounds that fell due are run; the process dies at that point. */
  z.object({ kind: z.literal('begin'), at: z.string(), killAt: z.number().nullable() }),
  /** Does anything still wait? The clock goes on meanwhile, so that what waits for a time comes. */
  z.object({ kind: z.literal('look'), at: z.string() }),
  z.object({ kind: z.literal('leave') }),
])
export type Order = z.infer<typeof order>

/** What the process says. */
export const word = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('begun') }),
  z.object({ kind: z.literal('looked'), isQuiet: z.boolean(), points: z.number() }),
])
export type Word = z.infer<typeof word>
