/** Times of day: "16h30", "4h30 chiều", "15h", "16:30", "3 giờ chiều". */
import { Temporal } from 'temporal-polyfill'
import type { Token } from '../text/tokenise.ts'

/** "16h30", "4h30 chiều", "15h", "16:30", "3 giờ chiều"; null for what is no time of day. */
export function readTime(
  tokens: readonly Token[],
  at: number,
): { readonly time: Temporal.PlainTime; readonly to: number } | null {
  const hour = tokens[at]
  const mark = tokens[at + 1]
  if (hour?.kind !== 'digits' || mark === undefined || Number(hour.text) > 23) return null
  const isHour = (mark.text === 'h' || mark.text === 'g') && mark.glued
  const isWord = mark.sound.folded === 'gio' && mark.text !== 'gio' ? true : mark.text === 'gio'
  const isColon = mark.text === ':' && mark.glued
  if (!isHour && !isWord && !isColon) return null
  const minute = tokens[at + 2]
  const hasMinute = minute?.kind === 'digits' && (minute.glued || isWord) && /^[0-5]?\d$/.test(minute.text)
  if (isColon && (!hasMinute || minute.text.length !== 2)) return null
  if (hasMinute && (tokens[at + 3]?.text === '%' || tokens[at + 3]?.text === '/')) return null
  let to = at + (hasMinute ? 3 : 2)
  const part = tokens[to]?.sound.folded
  let value = Number(hour.text)
  if (part === 'chieu' || part === 'toi') {
    if (value < 12) value += 12
    to += 1
  } else if (part === 'sang') to += 1
  return { time: new Temporal.PlainTime(value, hasMinute ? Number(minute.text) : 0), to }
}
