/** "Mai em gửi": a promise sets no report, but is remembered for the next reminder. Pure. behaviour §3a. */
import { Temporal } from 'temporal-polyfill'
import type { DateMention } from './understand/reading.ts'
import { fold } from './understand/text/sound.ts'

export const DAY_PARTS = ['morning', 'noon', 'afternoon', 'evening'] as const
export type DayPart = (typeof DAY_PARTS)[number]

/** When somebody said he would report, as exactly as he said it; local dates and times. */
export interface Promised {
  readonly on: Temporal.PlainDate
  readonly time: Temporal.PlainTime | null
  readonly part: DayPart | null
}

const SOON = /(?:^| )(?:lat|ti|ty|chut|xiu|lat nua|ti nua|chut nua|gio|ngay|hom nay|trong ngay)(?: |$)/
/** Written with its marks, or without them beside a day: "toi" alone is "tôi", "sang" a verb. */
const PARTS: readonly (readonly [RegExp, DayPart])[] = [
  [/(?:^| )(?:tối|đêm)(?![\p{L}])|(?:^| )(?:toi|dem|khuya) (?:nay|mai|thu \d)/u, 'evening'],
  [/(?:^| )(?:cuối giờ|cuoi gio|hết giờ|het gio)(?![\p{L}])/u, 'evening'],
  [/(?:^| )(?:chiều|chieu)(?![\p{L}])/u, 'afternoon'],
  [/(?:^| )(?:trưa|trua)(?![\p{L}])/u, 'noon'],
  [/(?:^| )(?:sáng)(?![\p{L}])|(?:^| )sang (?:nay|mai|som|thu \d)/u, 'morning'],
]
const TIME = /(?:^|[^\d])(\d{1,2}) ?(?:h|g|gio|:)(?: ?(\d{2}))?(?![\d])/

/** Null: he named neither day nor hour. `now` is local; a time that has passed today is of tomorrow only if he says so. */
export function promisedIn(
  text: string,
  dates: readonly DateMention[],
  now: Temporal.ZonedDateTime,
): Promised | null {
  const written = text.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, ' ')
  const words = fold(written)
  const part = PARTS.find(([pattern]) => pattern.test(written))?.[1] ?? null
  const time = timeIn(words, part)
  const said = dates.find(({ kind }) => kind === 'next_step' || kind === 'deadline_commitment')
  if (said === undefined && part === null && time === null && !SOON.test(words)) return null
  return { on: said?.date ?? now.toPlainDate(), time: said?.time ?? time, part }
}

function timeIn(words: string, part: DayPart | null): Temporal.PlainTime | null {
  const match = TIME.exec(words)
  if (match === null) return null
  const said = Number(match[1])
  const hour = said < 12 && (part === 'afternoon' || part === 'evening' || said < 6) ? said + 12 : said
  const minute = Number(match[2] ?? 0)
  return hour > 23 || minute > 59 ? null : Temporal.PlainTime.from({ hour, minute })
}

/** "Chiều" may still be before a cut-off in the afternoon: a part of the day counts from its beginning. */
const BEGINS: Readonly<Record<DayPart, string>> = {
  morning: '07:00',
  noon: '11:30',
  afternoon: '13:00',
  evening: '17:00',
}

/** The earliest instant he may have meant; a day without more is the whole day. */
export function promisedFrom({ on, time, part }: Promised, zone: string): Temporal.Instant {
  const plainTime = time ?? (part === null ? '00:00' : BEGINS[part])
  return on.toZonedDateTime({ timeZone: zone, plainTime }).toInstant()
}

/** From then on a promise is over: the end of its day. */
export function promiseEnds({ on }: Promised, zone: string): Temporal.Instant {
  return on.add({ days: 1 }).toZonedDateTime({ timeZone: zone }).toInstant()
}
