/** Which unit of the directory an officer means by the words of his proposal. Pure. behaviour §3 (addressee). */
import { nameKey } from '../import/cell-text.ts'
import { expandUnitText } from '../import/unit-list.ts'
import type { KnownUnit } from '../import/unit-names.ts'

/**
 * The unit that the longest beginning of the words names, abbreviations spelt out ("Sở TC thẩm định" is Sở Tài
 * chính). Null: none, or more than one is called so - nobody is guessed.
 */
export function addressedUnit(words: string, units: readonly KnownUnit[]): string | null {
  const spoken = words.trim().split(/\s+/)
  for (let length = spoken.length; length > 0; length--) {
    const key = keyOf(spoken.slice(0, length).join(' '))
    const found = units.filter((unit) => namesOf(unit).includes(key))
    if (key !== '' && found.length > 0) return found.length === 1 ? (found[0]?.id ?? null) : null
  }
  return null
}

function namesOf({ name, shortName, aliases }: KnownUnit): readonly string[] {
  return [name, shortName, ...aliases].map(keyOf)
}

function keyOf(name: string): string {
  return nameKey(expandUnitText(name))
}
