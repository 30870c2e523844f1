/** Every word of reports and of talk with its meaning, compiled once. */
import type { Tag } from '../item.ts'
import { compileLexicon } from './lexicon.ts'
import { REPORT_WORDS } from './report-words.ts'
import { TALK_WORDS } from './talk-words.ts'

export const MEANINGS = compileLexicon<Tag>([...REPORT_WORDS, ...TALK_WORDS])
