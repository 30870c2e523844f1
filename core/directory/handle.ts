/** Short names of people ("binh"), unique in the installation. Pure. */
import { fold } from '../import/cell-text.ts'

/** The given name in plain letters, with a number from 2 on where it is taken. */
export function freeHandle(name: string, taken: ReadonlySet<string>): string {
  const given = fold(name.trim().split(/\s+/).at(-1) ?? '').replace(/[^a-z0-9]/g, '') || 'canbo'
  if (!taken.has(given)) return given
  let number = 2
  while (taken.has(`${given}${number}`)) number++
  return `${given}${number}`
}
