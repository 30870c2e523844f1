/** Words as they are searched for: lower case, no diacritics, single spaces. */
import { fold } from '../report/understand/text/sound.ts'

export function foldWords(text: string): string {
  return fold(text.toLocaleLowerCase('vi')).replace(/\s+/g, ' ').trim()
}
