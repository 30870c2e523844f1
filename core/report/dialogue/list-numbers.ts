/**
 * Reports by the numbers of a list: `1 60%`, `2 xong`, `3-5 kd`, `1,3 kd`, several in one message. Yields the same
 * words with codes in place of the numbers, so that one parser reads everything. Pure, linear. behaviour §3b.
 */
import { fold } from '../understand/text/sound.ts'

export interface ReadByNumbers {
  /** Codes instead of numbers; empty when no number stands in the list. */
  readonly text: string
  /** Numbers that do not stand in the list, in the order of the message. */
  readonly unknown: readonly number[]
}

/** A piece of the message: words said of some numbers, or words that name no number. */
interface Piece {
  readonly numbers: readonly number[]
  readonly words: string
}

/**
 * Null: the message does not speak by numbers. `codes` are those of the list, number 1 first; a number whose task is
 * not owed any more has none there (null). `rest` are the codes "còn lại" stands for, before those named here are
 * taken out.
 */
export function readByNumbers(
  text: string,
  codes: readonly (string | null)[],
  rest: readonly string[],
): ReadByNumbers | null {
  const pieces = piecesOf(text.normalize('NFC'))
  if (pieces === null) return null
  const codeOf = (number: number) => codes[number - 1] ?? null
  const named = new Set(pieces.flatMap(({ numbers }) => numbers.flatMap((number) => codeOf(number) ?? [])))
  const said = pieces.flatMap(({ numbers, words }) => {
    if (numbers.length === 0) return restOf(words, rest, named) ?? words
    const known = numbers.flatMap((number) => codeOf(number) ?? [])
    return known.length === 0 ? [] : `${known.join(', ')} ${spelledOut(words)}`
  })
  const unknown = pieces.flatMap(({ numbers }) => numbers.filter((number) => codeOf(number) === null))
  return { text: said.join('; '), unknown: [...new Set(unknown)] }
}

/** Not the beginning of a figure, a date or a time. */
const NUMBER = String.raw`\d{1,2}(?![\d%/]|[.:]\d|,\d*%)`
const RANGE = String.raw`${NUMBER}(?:\s*(?:-|–|—|den)\s*${NUMBER})?`
const NUMBERS = String.raw`(?:(?:so|muc|stt)\s+)?(${RANGE}(?:\s*(?:,|\+|&|va)\s*${RANGE})*)`
const GAP = String.raw`(?:\s*[:=)]\s*|\s*\.\s+|\s*-\s*(?!\d)|\s+)`

/** What can only be said of a task: a figure, or a word of status. Folded. */
const FIGURE = String.raw`\d{1,3}(?:[.,]\d+)?\s*(?:%|phan tram)|\d[\d.]*\s*\/\s*\d|\d{1,3}\s*(?=$|[;,\n])`
const STATUS = String.raw`(?:xong|x|ht|hoan thanh|da|dang|chua|kd|k doi|ko doi|khong|ko|giu nguyen|nhu cu|nhu hom qua|van|con|vuong|vm|kho khan|tam dung|td|dat|duoc|moi|gan|sap|co ban|cham)(?![\p{L}\p{N}])`
const SAID = `(?:${FIGURE}|${STATUS})`

const OPENING = new RegExp(String.raw`^\s*(?:da\s+|em bao cao:?\s+|bc:?\s+)?${NUMBERS}${GAP}(?=${SAID})`, 'u')
/** After a first one: behind a comma, or straight behind a figure or a short word. */
const INNER = new RegExp(
  String.raw`(?:,\s*|(?<=%)\s+|(?<=(?:^|\s)(?:xong|x|ht|kd|td|ko doi|k doi|khong doi|hoan thanh|nhu cu))\s+)${NUMBERS}${GAP}(?=${SAID})`,
  'gu',
)
/** In a message that speaks by numbers anyway: "2 trình ký", but not "3 xã". */
const LOOSE = new RegExp(String.raw`^\s*${NUMBERS}${GAP}(?=\p{L})(?!${counted()})`, 'u')

function counted(): string {
  const nouns =
    'xa|phuong|huyen|thi xa|thi tran|thon|lang|ban|to|khu|tinh|thanh pho|tp|don vi|co quan|so|phong|truong|tram|benh vien|ho so|hs|ho|nguoi|can bo|cong chuc|dan|ngay|tuan|thang|quy|nam|gio|phut|tiet|lan|van ban|vb|qd|van|dong|ty|trieu|nghin|ngan|m|km|ha|may|bo|cai|chiec|diem|cuoc|lop|hoc sinh|giao vien|dang vien|chi bo|cum|tuyen|cong trinh|du an|goi|httt|csdl|dich vu|thu tuc|tthc|muc|phan|nv|nhiem vu|viec'
  return String.raw`(?:${nouns})(?![\p{L}\p{N}])`
}

function piecesOf(text: string): readonly Piece[] | null {
  const segments = text.split(/[;\n]+/).filter((segment) => segment.trim() !== '')
  const opened = segments.map(openingPieces)
  if (opened.every((pieces) => pieces === null)) return null
  return segments.flatMap((segment, at) => opened[at] ?? loosePiece(segment))
}

/** One segment that begins with numbers, cut where further numbers begin; null: it does not. */
function openingPieces(segment: string): readonly Piece[] | null {
  const folded = foldInPlace(segment)
  const first = OPENING.exec(folded)
  if (first === null) return null
  const cuts = [
    { numbers: numbersIn(first[1] ?? ''), from: 0, to: first[0].length },
    ...[...folded.matchAll(INNER)]
      .filter((match) => match.index >= first[0].length)
      .map((match) => ({
        numbers: numbersIn(match[1] ?? ''),
        from: match.index,
        to: match.index + match[0].length,
      })),
  ]
  return cuts.map(({ numbers, to }, at) => ({
    numbers,
    words: segment.slice(to, cuts[at + 1]?.from ?? segment.length).trim(),
  }))
}

function loosePiece(segment: string): Piece {
  const folded = foldInPlace(segment)
  const match = LOOSE.exec(folded)
  return match === null
    ? { numbers: [], words: segment.trim() }
    : { numbers: numbersIn(match[1] ?? ''), words: segment.slice(match[0].length).trim() }
}

/** Folded letter by letter, so that places in it are places in the original. */
function foldInPlace(text: string): string {
  return [...text]
    .map((letter) => {
      const plain = fold(letter.toLocaleLowerCase('vi'))
      return plain.length === letter.length ? plain : letter
    })
    .join('')
}

/** "1, 3-5" -> 1, 3, 4, 5. A range that runs backwards or is longer than a list is read as its two ends. */
function numbersIn(text: string): readonly number[] {
  return text.split(/,|\+|&|va/).flatMap((part) => {
    const [from = 0, to = from] = (part.match(/\d{1,2}/g) ?? []).map(Number)
    return to <= from || to - from > 60
      ? [...new Set([from, to])]
      : Array.from({ length: to - from + 1 }, (_, step) => from + step)
  })
}

/** Short forms that only mean something beside a number. */
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/^(?:kd|kđ)(?![\p{L}\p{N}])/iu, 'không đổi'],
  [/^x(?![\p{L}\p{N}])/iu, 'xong'],
  [/^td(?![\p{L}\p{N}])/iu, 'tạm dừng'],
  [/^vm(?![\p{L}\p{N}])/iu, 'vướng mắc'],
]

function spelledOut(words: string): string {
  return SHORT.reduce((said, [short, full]) => said.replace(short, full), words)
}

const REST =
  /^(?:tat ca |cac |nhung )?(?:nv |nhiem vu |so |muc )?(?:con lai|cl)(?: deu| thi)?[\s:,-]*(?:kd|khong doi|ko doi|k doi|khong co gi moi|chua co gi moi|giu nguyen|nhu cu)(?: a| nhe)?[\s.]*$/

/** "còn lại kd" as its codes; null: it says something else. */
function restOf(words: string, rest: readonly string[], named: ReadonlySet<string>): string[] | null {
  if (!isRestSame(words)) return null
  const codes = rest.filter((code) => !named.has(code))
  return codes.length === 0 ? [] : [`${codes.join(', ')} không đổi`]
}

/** The whole message says that what is left has not changed. */
export function isRestSame(text: string): boolean {
  return REST.test(foldInPlace(text.normalize('NFC')).trim())
}
