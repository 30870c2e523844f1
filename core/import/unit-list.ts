/**
 * Splits a cell that names units into single names. Commas and "và" occur inside names ("Sở Văn hóa, Thể thao và Du
 * lịch", "các sở, ban, ngành"), so a separator counts only where what follows begins a new unit.
 */
import { cleanText, fold, modernTones, nameKey } from './cell-text.ts'
import { CATEGORIES, DOMAINS, EXPANSIONS, TERRITORIES, UNIT_HEADS } from './unit-lexicon.ts'

export interface UnitPiece {
  /** Abbreviations spelled out; without what stood in parentheses. */
  readonly text: string
  readonly parentheses: readonly string[]
}

export interface UnitPieces {
  readonly pieces: readonly UnitPiece[]
  /** "UBND các huyện An Lão, Vĩnh Thạnh": the first name's prefix was carried over to those after it. */
  readonly distributed: boolean
}

const HEAD = new RegExp(`^(?:${UNIT_HEADS})(?![a-z])`)
const CATEGORY = new RegExp(`^(?:${CATEGORIES})(?![a-z])`)
const ENDS_IN_CATEGORY = new RegExp(`(?:^|[ ,])(?:${CATEGORIES})$`)
const TERRITORY = new RegExp(`^(.*?)(cac )?(${TERRITORIES}) (?=[^ ])`)
/** Heads that are also first words of places and families ("xã Hội Sơn"). */
const AMBIGUOUS_HEAD = /^(?:hoi|dai|doan|bo|to|vu|vien|ban|truong|thon|lang|quan)(?![a-z])/
/** Heads that say nothing without the words after them: "Báo, Đài PT-TH tỉnh" is one body. */
const INCOMPLETE = /^(?:bao|dai|hoi|doan|truong|vien|to|doi|phong|cuc|vu|co quan bao)$/
const INNER_COMMA = '\ue100'
const INNER_AND = '\ue101'
const PARENTHESIS = '\ue200'

/** Abbreviations spelled out and tone marks placed as in official names; the text keeps its separators. */
export function expandUnitText(text: string): string {
  let expanded = modernTones(cleanText(text))
  for (const [pattern, full] of EXPANSIONS) expanded = expanded.replace(pattern, full)
  return expanded
}

/** True where a text can begin the name of a unit. */
export function startsUnit(text: string): boolean {
  return HEAD.test(fold(text))
}

/** Units named in one cell, in order; `knownNames` are names of the directory whose inner commas must survive. */
export function splitUnits(text: string, knownNames: readonly NamePattern[] = []): UnitPieces {
  const parentheses: string[] = []
  const masked = maskNames(expandUnitText(text), knownNames).replace(
    /\s*\(([^()]*)\)?/g,
    (_, inner: string) => {
      parentheses.push(unmask(inner))
      return PARENTHESIS
    },
  )
  const list = new PieceList()
  const parts = masked.split(/(\s*[;,\n/]\s*|\s+và\s+|\s+[-–]\s+)/)
  for (let i = 0; i < parts.length; i += 2) list.take(parts[i - 1] ?? ';', parts[i] ?? '')
  let next = 0
  const pieces = list.done().map((piece) => {
    const count = piece.split(PARENTHESIS).length - 1
    const own = parentheses.slice(next, next + count)
    next += count
    return { text: tidy(unmask(piece.replaceAll(PARENTHESIS, ''))), parentheses: own }
  })
  return { pieces: pieces.filter((piece) => piece.text !== ''), distributed: list.distributed }
}

/** Joins or separates the parts of a cell from left to right. */
class PieceList {
  distributed = false
  private readonly finished: string[] = []
  private current = ''
  /** "Các sở: Tài chính, Nội vụ": every further part is a name under this head. */
  private announcedHead: string | null = null

  take(separator: string, raw: string): void {
    const part = raw.replace(/^\s*(?:[-–•+*]\s*)+/, '').trim()
    if (part === '') return
    const mark = separator.trim()
    const carried = this.current === '' || mark === ';' ? null : this.carryOver(part)
    if (carried !== null) {
      this.distributed = true
      this.current = withoutArticle(this.current)
      this.begin(carried)
    } else if (this.current === '' || mark === ';' || this.isNewUnit(part)) {
      this.begin(part)
    } else {
      this.current += glue(mark) + part
    }
  }

  done(): readonly string[] {
    if (this.current !== '') this.finished.push(this.current)
    this.current = ''
    return this.finished
  }

  private begin(part: string): void {
    if (this.current !== '') this.finished.push(this.current)
    const announced = /^(?:các\s+)?(\p{L}+)\s*:\s*(.+)$/iu.exec(part)
    if (announced?.[1] && announced[2] && CATEGORY.test(fold(announced[1]))) {
      this.announcedHead = capitalized(announced[1])
      this.current = `${this.announcedHead} ${announced[2]}`
      return
    }
    if (startsUnit(part) && !part.startsWith(this.announcedHead ?? part)) this.announcedHead = null
    this.current = part
  }

  private isNewUnit(part: string): boolean {
    const folded = fold(part)
    if (!HEAD.test(folded)) return false
    const before = fold(this.current)
    if (INCOMPLETE.test(before)) return false
    if (/^cac /.test(folded)) return true
    const inCollective = /(^| )(?:cac|toan the|tat ca) /.test(before) || ENDS_IN_CATEGORY.test(before)
    return !(inCollective && isCategoryPhrase(part))
  }

  /** The part with the prefix of the current unit, where the part is only a further name; else null. */
  private carryOver(part: string): string | null {
    if (this.announcedHead !== null && !startsUnit(part)) return `${this.announcedHead} ${part}`
    const department = /^(Sở|Bộ|Phòng) (.+)$/u.exec(this.current)
    if (department?.[1] && isDomain(department[2] ?? '') && isDomain(part)) return `${department[1]} ${part}`
    const territory = TERRITORY.exec(fold(this.current))
    if (!territory || !/^\p{Lu}/u.test(this.current.slice(territory[0].length))) return null
    const head = this.current.slice(0, territory[1]?.length ?? 0)
    if (new RegExp(`^(?:${TERRITORIES}) `).test(fold(part)) && /^\p{Ll}.*\p{Lu}/u.test(part))
      return head + part
    const kind = territory[3]
      ? this.current.slice(territory[0].length - territory[3].length - 1, territory[0].length)
      : ''
    return isPlaceName(part) ? head + kind + part : null
  }
}

function glue(mark: string): string {
  if (mark === ',') return ', '
  return mark === '/' || mark === '' ? mark || ' ' : ` ${mark} `
}

/** "UBND các huyện An Lão" once it proves to be the first of several names. */
function withoutArticle(text: string): string {
  return text.replace(/^(.*?)[Cc]ác (?=(?:\p{L}+ ){1,2}\p{Lu})/u, '$1')
}

/** Every word capitalized and no head of an agency in front: a place, as in "xã Nhơn Lý, Nhơn Hải". */
function isPlaceName(part: string): boolean {
  const words = part.replaceAll(PARENTHESIS, '').trim().split(' ')
  if (words.length > 4 || !words.every((word) => /^\p{Lu}[\p{Ll}'’-]*$|^\d+$/u.test(word))) return false
  const folded = fold(part)
  return !HEAD.test(folded) || AMBIGUOUS_HEAD.test(folded)
}

/** "ngành có liên quan", "đơn vị thuộc Sở": a kind of body, not one of them ("phường Quy Nhơn"). */
function isCategoryPhrase(part: string): boolean {
  const match = CATEGORY.exec(fold(part))
  return match !== null && !/^ ?\p{Lu}/u.test(part.slice(match[0].length)) && /^\p{Ll}|^\S+$/u.test(part)
}

const DOMAIN_KEYS = new Set([...DOMAINS.map(([name]) => nameKey(name)), 'kinh te', 'van hoa', 'noi chinh'])

function isDomain(text: string): boolean {
  return DOMAIN_KEYS.has(nameKey(unmask(text)))
}

/** A name with inner commas or "và", and how to find it in any spacing and case. */
export interface NamePattern {
  readonly pattern: RegExp
}

/** Patterns of the names that a separator inside must not cut; others need none. */
export function namePatterns(names: readonly string[]): readonly NamePattern[] {
  return names.flatMap((name) => {
    if (!/,| và /.test(name)) return []
    const source = name.split(/\s+/).map(escapeRegex).join('\\s+')
    return [{ pattern: new RegExp(source, 'giu') }]
  })
}

const DOMAIN_PATTERNS = namePatterns(DOMAINS.map(([name]) => name))

function maskNames(text: string, knownNames: readonly NamePattern[]): string {
  let masked = text.replace(/(HĐND) và (UBND)/g, `$1${INNER_AND}$2`)
  if (!/,|và/i.test(masked)) return masked
  for (const { pattern } of [...knownNames, ...DOMAIN_PATTERNS]) {
    masked = masked.replace(pattern, (found) =>
      found.replace(/\s+/g, ' ').replaceAll(', ', INNER_COMMA).replaceAll(' và ', INNER_AND),
    )
  }
  return masked
}

function unmask(text: string): string {
  return text.replaceAll(INNER_COMMA, ', ').replaceAll(INNER_AND, ' và ')
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()
}

function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\s+,/g, ',')
    .replace(/^[\s,;:.–-]+|[\s,;:.–-]+$/g, '')
    .trim()
}
