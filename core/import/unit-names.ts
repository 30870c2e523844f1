/** Canonical names of the units in a cell: abbreviations resolved, the directory preferred, collectives marked. */
import { fold, nameKey, sentenceCase } from './cell-text.ts'
import { CATEGORIES, DOMAINS, RELATIONAL } from './unit-lexicon.ts'
import { expandUnitText, type NamePattern, namePatterns, splitUnits, startsUnit } from './unit-list.ts'

/** A unit of the directory, under all names by which lists call it. */
export interface KnownUnit {
  readonly id: string
  readonly name: string
  readonly shortName: string
  readonly aliases: readonly string[]
}

export interface UnitMention {
  /** Official name; of a collective its wording ("các sở, ban, ngành"). */
  readonly name: string
  /** Stands for several units: the task is owed by each of them. */
  readonly collective: boolean
  /** The directory's unit; null where the directory does not know the name. */
  readonly unitId: string | null
}

export interface UnitCell {
  readonly units: readonly UnitMention[]
  /** Part of the first unit that does the work, named in parentheses ("VP UBND tỉnh (TTPVHCC)"). */
  readonly subUnit: string | null
  readonly distributed: boolean
}

/** Finds units by any of their names. Built once per import. */
export class UnitDirectory {
  private readonly byKey = new Map<string, KnownUnit>()
  /** Lists repeat the same cells over and over. */
  private readonly readCells = new Map<string, UnitCell>()
  readonly patterns: readonly NamePattern[]

  constructor(units: readonly KnownUnit[]) {
    this.patterns = namePatterns(units.map((unit) => unit.name))
    for (const unit of units) {
      for (const name of [unit.name, unit.shortName, ...unit.aliases]) {
        for (const key of [nameKey(name), nameKey(expandUnitText(name))]) {
          if (key !== '' && !this.byKey.has(key)) this.byKey.set(key, unit)
        }
      }
    }
  }

  get isEmpty(): boolean {
    return this.byKey.size === 0
  }

  /** What a cell was read to say, read once. */
  remember(text: string, read: () => UnitCell): UnitCell {
    const cell = this.readCells.get(text) ?? read()
    this.readCells.set(text, cell)
    return cell
  }

  find(name: string): KnownUnit | null {
    if (this.isEmpty) return null
    return this.byKey.get(nameKey(name)) ?? this.byKey.get(nameKey(expandUnitText(name))) ?? null
  }
}

/** Units of one cell, in order, each once. */
export function readUnits(text: string, directory: UnitDirectory): UnitCell {
  return directory.remember(text, () => readCell(text, directory))
}

function readCell(text: string, directory: UnitDirectory): UnitCell {
  const whole = directory.find(text)
  if (whole) return { units: [known(whole)], subUnit: null, distributed: false }
  const { pieces, distributed } = splitUnits(text, directory.patterns)
  const units: UnitMention[] = []
  for (const piece of pieces) {
    const mention = mentionOf(piece.text, directory)
    if (!units.some((unit) => nameKey(unit.name) === nameKey(mention.name))) units.push(mention)
  }
  const inner = pieces[0]?.parentheses.find(isSubUnit)
  return { units, subUnit: inner ? canonicalName(inner) : null, distributed }
}

/** "*các sở, ban, ngành" for a collective, else the plain name: how JSON and tables show a mention. */
export function unitLabel(unit: UnitMention): string {
  return unit.collective ? `*${unit.name}` : unit.name
}

function mentionOf(text: string, directory: UnitDirectory): UnitMention {
  const found = directory.find(text)
  if (found) return known(found)
  if (!isCollective(text)) return { name: canonicalName(text), collective: false, unitId: null }
  const relational = RELATIONAL.exec(fold(text))
  const name = relational ? text.slice('các '.length) : text
  return { name: withoutCapital(sentenceCase(name)), collective: true, unitId: null }
}

function known(unit: KnownUnit): UnitMention {
  return { name: unit.name, collective: false, unitId: unit.id }
}

/** Department names in their official spelling, whatever the case in the cell; other names keep theirs. */
function canonicalName(text: string): string {
  const expanded = sentenceCase(expandUnitText(text))
  const [head = '', ...rest] = expanded.split(' ')
  const key = nameKey(rest.join(' '))
  const domain = DOMAINS.find(([name]) => nameKey(name) === key)
  const upperHead = head.charAt(0).toUpperCase() + head.slice(1)
  return domain && /^(so|bo|phong)$/.test(fold(head))
    ? `${upperHead} ${domain[0]}`
    : [upperHead, ...rest].join(' ')
}

const ONLY_CATEGORIES = new RegExp(
  `^(?:ubnd |cong an |dang uy )?(?:${CATEGORIES})(?:(?:, | va |, va )(?:${CATEGORIES}))+(?: .*)?$`,
)
const BARE_PLURAL = new RegExp(`^(?:${CATEGORIES})(?: (?:truc thuoc|co lien quan|lien quan).*)$`)
const SEVERAL = new RegExp(`(?:^| )cac (?:${CATEGORIES}|nha|chu|hoi|nhtm|cong ty|ngan hang|to)(?![a-z])`)

function isCollective(text: string): boolean {
  const folded = fold(text)
  return (
    /^(?:cac|toan the|tat ca|moi) /.test(folded) ||
    SEVERAL.test(folded) ||
    /(?:^| )cap (?:huyen|xa|co so|thon)(?![a-z])/.test(folded) ||
    ONLY_CATEGORIES.test(folded) ||
    BARE_PLURAL.test(folded) ||
    (/^(?:huyen uy|thi uy|thanh uy|doanh nghiep|don vi|to chuc|dia phuong|nha mang|chu dau tu)(?: [^A-Z]*)?$/.test(
      folded,
    ) &&
      !/\p{Lu}/u.test(text.slice(1)))
  )
}

/** Begins like a unit and has a name of its own: not "(tổng hợp)", not "(cơ quan thường trực)". */
function isSubUnit(text: string): boolean {
  const expanded = expandUnitText(text)
  return (
    startsUnit(expanded) &&
    /\p{Lu}/u.test(expanded) &&
    !/^(?:co quan|don vi|dia phuong|cac|to chuc) /.test(fold(expanded))
  )
}

/** "Các sở, ban, ngành" begins a cell, not a name; "Công an các xã" keeps its capital. */
function withoutCapital(text: string): string {
  return /^(?:Các|Toàn thể|Tất cả|Mọi) /u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
