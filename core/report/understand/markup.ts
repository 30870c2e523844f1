/**
 * Second half of normalising: gives every token a meaning. Strongest explanation first: a document's
 * number is no code, a code is no amount, an amount is no date, and only what is left is a word.
 */
import type { Temporal } from 'temporal-polyfill'
import { codeInContext, type Reader, TASK_NOUNS } from './code-in-context.ts'
import type { CodeIndex } from './find/code-index.ts'
import { readAmount } from './find/find-amount.ts'
import { readCode } from './find/find-code.ts'
import { readDate } from './find/find-date.ts'
import { readDocument } from './find/find-document.ts'
import { readTime } from './find/find-time.ts'
import { dateOfShape, type NumericShape, numericShape } from './find/numeric-date.ts'
import { TIME_LEXICON } from './find/relative-date.ts'
import { type Item, isTag } from './item.ts'
import { MEANINGS } from './lexicon/meanings.ts'
import { accented, inFull, mended } from './mend.ts'
import { isNumberWord } from './text/number-words.ts'
import { type Token, tokenise } from './text/tokenise.ts'

export interface Marked {
  readonly source: string
  readonly tokens: readonly Token[]
  readonly items: readonly Item[]
  readonly isAccented: boolean
}

/** Items of a text in NFC, in order and without gaps. `today` is the local day of writing. */
export function markUp(source: string, index: CodeIndex, today: Temporal.PlainDate): Marked {
  const cut = tokenise(source)
  const tokens = cut.map((token, at) => inFull(mended(token, index), cut[at + 1], index))
  const isAccented = accented(tokens)
  const reader: Reader = { source, tokens, index, today, isAccented, items: [], hasCode: false }
  let at = 0
  while (at < tokens.length) {
    const item = readItem(reader, at)
    reader.items.push(item)
    if (item.kind === 'code') reader.hasCode = true
    at = item.to
  }
  return { source, tokens, items: withDaysMadeUp(withoutBrackets(reader.items)), isAccented }
}

/** "(60%)": brackets around a bare figure part nothing. */
function withoutBrackets(items: readonly Item[]): readonly Item[] {
  return items.map((item, at) => {
    if (item.kind !== 'break' || (item.sign !== '(' && item.sign !== ')')) return item
    const figure = items[item.sign === '(' ? at + 1 : at - 1]
    const other = items[item.sign === '(' ? at + 2 : at - 2]
    const isBare =
      figure?.kind === 'percent' && other?.kind === 'break' && other.sign === (item.sign === '(' ? ')' : '(')
    return isBare ? { kind: 'sign', text: item.sign, from: item.from, to: item.to } : item
  })
}

/** "báo bù thứ sáu", "báo bù chủ nhật 22/11": nobody makes up for a day to come, so the week before is meant. */
function withDaysMadeUp(items: readonly Item[]): readonly Item[] {
  return items.map((item, at) => {
    if (item.kind !== 'date' || item.when !== 'future') return item
    const before = items[at - 1]
    const isMadeUp = [before, items[at - 2]].some((one) => one !== undefined && isTag(one, 'late_report'))
    return isMadeUp ? { ...item, date: item.date.subtract({ days: 7 }), when: 'past' } : item
  })
}

function readItem(reader: Reader, at: number): Item {
  const { tokens } = reader
  const token = tokens[at]
  if (token === undefined) throw new RangeError('no token to read')
  if (token.kind === 'newline') return { kind: 'break', level: 3, sign: '\n', from: at, to: at + 1 }
  if (token.kind === 'emoji') return { kind: 'emoji', text: token.text, from: at, to: at + 1 }
  const bullet = readBullet(reader, at)
  if (bullet !== null) return bullet
  if (token.kind === 'sign') return readSign(reader, at)
  if (isOnlyWord(reader, at)) return readWord(reader, at)
  return readNumberOrCode(reader, at) ?? readWord(reader, at)
}

const DATE_WORDS = new Set('ngay mung mong hom chu thu dau giua cuoi het trong thang quy nua'.split(' '))

/** Whether the word can begin no code, no number and no date: most words, which then cost one look-up. */
function isOnlyWord({ tokens, index }: Reader, at: number): boolean {
  const token = tokens[at]
  if (token === undefined || token.kind !== 'word' || token.text.length < 2) return false
  const { folded } = token.sound
  const next = tokens[at + 1]
  if (next?.glued && (next.kind === 'digits' || next.text === '.')) return false
  if (index.isPrefix(folded) || folded.endsWith('l') || DATE_WORDS.has(folded)) return false
  return !TASK_NOUNS.begins(folded) && !TIME_LEXICON.begins(folded) && !isNumberWord(folded)
}

/** Nobody numbers more lines than this in a message; "70." is an answer. */
const MAX_LIST_NUMBER = 20

/** "1." or "2)" or "-" at the start of a line, when more words follow: a list number, never a code. */
function readBullet(reader: Reader, at: number): Item | null {
  const { tokens } = reader
  const token = tokens[at]
  const isLineStart = at === 0 || tokens[at - 1]?.kind === 'newline'
  if (token === undefined || !isLineStart) return null
  const next = tokens[at + 1]
  const after = tokens[at + 2]
  if (/^[-–•*+●▪]$/.test(token.text) && next !== undefined) return { kind: 'bullet', from: at, to: at + 1 }
  const isShort =
    (token.kind === 'digits' && Number(token.text) <= MAX_LIST_NUMBER) || /^[a-z]$/.test(token.text)
  if (!isShort || next === undefined || !next.glued || !/^[.)/]$/.test(next.text)) return null
  if (after === undefined || after.kind === 'digits' || after.kind === 'newline') return null
  if (next.text === '/' && after.glued) return null
  return { kind: 'bullet', from: at, to: at + 2 }
}

function readSign(reader: Reader, at: number): Item {
  const { tokens } = reader
  const token = tokens[at]
  const text = token?.text ?? ''
  const next = tokens[at + 1]
  const span = { from: at, to: at + 1 }
  if (text === '@' && next?.kind === 'word') return readMention(reader, at)
  if (text === ';' || text === '!' || text === '?' || text === '…')
    return { kind: 'break', level: 2, sign: text, ...span }
  if (text === '.') {
    const inWord =
      next?.glued === true && next.kind === 'word' && tokens[at - 1]?.kind === 'word' && token?.glued === true
    const isShort = inWord && (tokens[at - 1]?.text.length ?? 0) <= 2
    return isShort ? { kind: 'sign', text, ...span } : { kind: 'break', level: 2, sign: text, ...span }
  }
  if (text === ',' || text === '(' || text === ')') return { kind: 'break', level: 1, sign: text, ...span }
  if (/^[-–—]$/.test(text) && token?.glued === false && next?.glued === false) {
    return { kind: 'break', level: 1, sign: '-', ...span }
  }
  return { kind: 'sign', text, ...span }
}

function readMention(reader: Reader, at: number): Item {
  let to = at + 2
  while (
    reader.tokens[to]?.glued &&
    reader.tokens[to]?.kind !== 'newline' &&
    reader.tokens[to]?.kind !== 'sign'
  )
    to += 1
  const name = reader.tokens
    .slice(at + 1, to)
    .map((token) => token.sound.folded || token.text)
    .join('')
  return { kind: 'mention', name, from: at, to }
}

function readNumberOrCode(reader: Reader, at: number): Item | null {
  const { tokens, source, index, today, items, isAccented } = reader
  const document = readDocument(source, tokens, at)
  if (document !== null) return { kind: 'document', symbol: document.symbol, from: at, to: document.to }
  const code = readCode(tokens, at, index) ?? codeInContext(reader, at)
  if (code !== null && !isDocumentNumber(tokens, code.to)) {
    return { kind: 'code', hit: code.hit, from: at, to: code.to }
  }
  const time = readTime(tokens, at)
  if (time !== null) return { kind: 'time', time: time.time, from: at, to: time.to }
  const amount = readAmount(source, tokens, at, isAccented)
  if (amount?.kind === 'percent' && amount.isShare) return { ...amount, from: at }
  const shape = numericShape(tokens, at)
  const isDate = shape !== null && (amount === null || dateWins(reader, at, shape, amount))
  const date = isDate ? dateOfShape(shape, today) : readDate(tokens, at, today, isAccented)
  const isBefore = isTag(items[items.length - 1], 'if') === false && previousWord(reader) === 'truoc'
  if (date !== null) {
    return { kind: 'date', date: date.date, time: null, isBefore, when: date.when, from: at, to: date.to }
  }
  if (amount?.kind === 'ratio' && amount.maybeDate && shape !== null) {
    return { ...amount, maybeDate: isNear(dateOfShape(shape, today)?.date ?? null, today), from: at }
  }
  if (amount !== null) return { ...amount, from: at }
  return null
}

/** Days people write of lie about the day of writing. */
const NEAR_DAYS = 60

function isNear(date: Temporal.PlainDate | null, today: Temporal.PlainDate): boolean {
  return date !== null && Math.abs(today.until(date).days) <= NEAR_DAYS
}

function isDocumentNumber(tokens: readonly Token[], to: number): boolean {
  return (
    tokens[to]?.text === '/' &&
    tokens[to + 1]?.kind === 'word' &&
    tokens[to]?.glued === true &&
    (tokens[to + 1]?.text.length ?? 0) > 1
  )
}

function previousWord(reader: Reader): string {
  const last = reader.items[reader.items.length - 1]
  if (last === undefined) return ''
  const token = reader.tokens[last.to - 1]
  if (token?.sound.folded === 'ngay') return reader.tokens[last.to - 2]?.sound.folded ?? ''
  return token?.sound.folded ?? ''
}

const DATE_CUES = new Set(
  'ngay truoc den toi han tu sang chieu trua hom ky vao dk kien lui dai qua mai ht lich ke han chot'.split(
    ' ',
  ),
)

/** First words of what is measured: "HT 2/3 khối lượng" is a share. */
const SHARED = new Set(['khoi', 'cong', 'tong', 'quang', 'chang', 'phan', 'noi', 'so', 'ke', 'doan'])

/** Whether "5/12" or "28.5" is a date here: by what stands before it, its year, or what follows. */
function dateWins(
  reader: Reader,
  at: number,
  shape: NumericShape,
  amount: { readonly kind: string; readonly to: number },
): boolean {
  const { tokens, items } = reader
  if (amount.kind === 'percent' || amount.kind === 'range') return false
  if (shape.year !== null) return true
  if (amount.kind === 'ratio' && SHARED.has(tokens[amount.to]?.sound.folded ?? '')) return false
  const cue = previousWord(reader)
  const last = items[items.length - 1]
  const afterWeekday = last?.kind === 'date' || last?.kind === 'time'
  const isCued = DATE_CUES.has(cue) || afterWeekday || isTag(last, 'future', 'extension')
  if (shape.sign !== '/') return isCued || isTag(last, 'done')
  if (isCued && amount.kind === 'ratio') return true
  if (shape.day > shape.month) return true
  const next = tokens[amount.to]
  const isUnit = amount.kind === 'ratio' && 'unit' in amount && amount.unit !== null
  if (isUnit) return false
  return next === undefined && tokens[at]?.text.startsWith('0') === true
}

/** "NV05: cho TP ky", "6 cum con lai cho thiet bi ve": a bare "cho" where a statement begins is "chờ". */
function waits({ items, tokens }: Reader, to: number): boolean {
  const last = items[items.length - 1]
  if (tokens[to]?.kind !== 'word' || last === undefined) return false
  if (last.kind === 'sign') return last.text === ':' && items[items.length - 2]?.kind === 'code'
  return last.kind === 'break' || last.kind === 'code' || last.kind === 'count' || isTag(last, 'remaining')
}

function readWord(reader: Reader, at: number): Item {
  const { tokens, isAccented } = reader
  const match = MEANINGS.match(tokens, at, isAccented)
  if (match !== null) {
    const text = tokens
      .slice(at, match.to)
      .map((token) => token.sound.folded || token.text)
      .join(' ')
    const tag = text === 'cho' && !isAccented && waits(reader, match.to) ? 'wait' : match.tag
    return { kind: 'word', tag, text, from: at, to: match.to }
  }
  return { kind: 'plain', text: tokens[at]?.sound.folded ?? '', from: at, to: at + 1 }
}
