/**
 * A second, slow reading of behaviour.md §1, §2 and §7, to hold the rules against: it walks over every single minute,
 * looks at the clock on the wall, and asks of that minute what the text says about it. It shares no code with core/,
 * uses no Temporal, and has its days off typed from the official calendars.
 */

export interface OracleProgramme {
  readonly id: string
  readonly everyDay: boolean
  readonly regimes: readonly string[]
  /** "16:30" */
  readonly cutOff: string
  readonly headsUp: number
  readonly reachability: number
  readonly selfAudit: number
  readonly dueSoon: boolean
  readonly summaryAt: string | null
}

export interface Wall {
  readonly year: number
  readonly month: number
  readonly day: number
  /** "16:30" */
  readonly time: string
}
export type Clock = (epochMs: number) => Wall

const MINUTE = 60_000
const DAY = 86_400_000

/** Days off, from the announcements for 2026 and the projection for 2027; Culture Day (24 November) is not law yet. */
const OFF = new Set([
  ...['2026-01-01', '2026-01-02'],
  ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'],
  ...['2026-04-27', '2026-04-30', '2026-05-01', '2026-08-31', '2026-09-01', '2026-09-02'],
  ...['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09', '2027-02-10'],
  ...['2027-02-11', '2027-04-16', '2027-04-30', '2027-05-03', '2027-09-02'],
])
const MAKE_UP = new Set(['2026-01-10', '2026-08-22'])

/** A civil day as the number of days since 1970. */
const dayNumber = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day) / DAY
function civil(number: number) {
  const date = new Date(number * DAY)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    iso: date.toISOString().slice(0, 10),
  }
}

function isWorked(number: number): boolean {
  const { iso, weekday } = civil(number)
  if (MAKE_UP.has(iso)) return true
  return weekday >= 1 && weekday <= 5 && !OFF.has(iso)
}

/** What tells two days of different periods apart; at the same time the key the text gives. */
function keyOf(regime: string, number: number): string {
  const { year, month, iso } = civil(number)
  switch (regime) {
    case 'daily':
      return iso
    case 'weekly':
      return weekKey(number)
    case 'monthly':
      return iso.slice(0, 7)
    case 'quarterly':
      return `${year}-Q${month <= 3 ? 1 : month <= 6 ? 2 : month <= 9 ? 3 : 4}`
    case 'half_yearly':
      return `${year}-H${month <= 6 ? 1 : 2}`
    case 'yearly':
      return `${year}`
    default:
      throw new Error(regime)
  }
}

/** The week's year is that of its Thursday, its number how many Thursdays that year has had. */
function weekKey(number: number): string {
  let thursday = number
  while (civil(thursday).weekday !== 1) thursday--
  thursday += 3
  const { year } = civil(thursday)
  let count = 0
  for (let day = thursday; civil(day).year === year; day -= 7) count++
  return `${year}-W${count < 10 ? '0' : ''}${count}`
}

/** "On Friday", "on the last day"; with working days the last working day inside the period, unless Friday is worked. */
function isCutOffDay(regime: string, number: number, everyDay: boolean): boolean {
  if (regime === 'daily') return everyDay || isWorked(number)
  const key = keyOf(regime, number)
  if (regime === 'weekly') {
    let friday = number
    while (civil(friday).weekday !== 1) friday--
    friday += 4
    if (everyDay || isWorked(friday)) return number === friday
  } else if (everyDay) {
    return keyOf(regime, number + 1) !== key
  }
  if (!isWorked(number)) return false
  for (let later = number + 1; keyOf(regime, later) === key; later++) if (isWorked(later)) return false
  return true
}

/** Every moment in (since, until], in milliseconds, as "ms kind details". The programmes name all regimes in use. */
export function oracleMoments(
  programmes: readonly OracleProgramme[],
  since: number,
  until: number,
  clock: Clock,
): string[] {
  const ending = cached((number: number) =>
    programmes.map(({ everyDay, regimes }) =>
      regimes
        .filter((regime) => isCutOffDay(regime, number, everyDay))
        .map((regime) => keyOf(regime, number)),
    ),
  )
  const worked = cached(isWorked)
  const closingTimes = new Set(programmes.map(({ cutOff }) => cutOff))
  /** Programme and period keys whose cut-off is this very minute. */
  const cutOffsAt = (ms: number, at: Wall = clock(ms)) => {
    if (!closingTimes.has(at.time)) return NOTHING
    const ended = ending(dayNumber(at.year, at.month, at.day))
    return programmes.flatMap((programme, i) =>
      programme.cutOff === at.time ? ended[i]!.map((key) => ({ programme, key })) : [],
    )
  }
  const found: string[] = []
  for (let ms = since - (since % MINUTE); ms <= until; ms += MINUTE) {
    if (ms <= since) continue
    const at = clock(ms)
    const today = dayNumber(at.year, at.month, at.day)
    const say = (kind: string, details: readonly string[]) => {
      if (details.length > 0) found.push([ms, kind, ...details].join(' '))
    }
    const named = (list: readonly { programme: OracleProgramme; key: string }[]) =>
      list.map(({ programme, key }) => `${programme.id}:${key}`)

    say('reminder', named(cutOffsAt(ms, at)))
    say(
      'heads_up',
      programmes
        .filter(({ headsUp }) => headsUp > 0)
        .flatMap((programme) =>
          named(cutOffsAt(ms + programme.headsUp * MINUTE).filter((entry) => entry.programme === programme)),
        ),
    )
    say('self_audit', rounds(programmes, ms, cutOffsAt))
    if (worked(today)) {
      const asking = programmes.filter(({ dueSoon }) => dueSoon && at.time === '08:00')
      say(
        'due_soon',
        asking.map(({ id }) => `${id}:${civil(today).iso}`),
      )
    }
    say(
      'summary',
      programmes.flatMap((programme, i) =>
        programme.summaryAt === at.time ? ending(today)[i]!.map((key) => `${programme.id}:${key}`) : [],
      ),
    )
    say('reachability', reachability(programmes, ms, clock, ending, cutOffsAt))
    if (at.time === '08:00' && at.month === 12 && isHolidayQuestion(today, at.day)) {
      say('holiday_check', [`${at.year + 1}`])
    }
  }
  return found
}

const NOTHING: readonly { programme: OracleProgramme; key: string }[] = []
type CutOffs = (ms: number) => readonly { programme: OracleProgramme; key: string }[]

function rounds(programmes: readonly OracleProgramme[], ms: number, cutOffsAt: CutOffs): string[] {
  const starts = programmes
    .filter(({ selfAudit }) => selfAudit > 0)
    .filter((programme) =>
      cutOffsAt(ms - programme.selfAudit * MINUTE).some((entry) => entry.programme === programme),
    )
    .map(({ selfAudit }) => ms - selfAudit * MINUTE)
  return [...new Set(starts)].sort((a, b) => a - b).map(String)
}

/** Is some later minute of this notice a cut-off, with none before it on its day? The longest notice of its programmes. */
function reachability(
  programmes: readonly OracleProgramme[],
  ms: number,
  clock: Clock,
  ending: (number: number) => readonly (readonly string[])[],
  cutOffsAt: CutOffs,
): string[] {
  for (const notice of new Set(programmes.map((programme) => programme.reachability))) {
    if (notice === 0) continue
    const then = ms + notice * MINUTE
    const concerned = cutOffsAt(then).map(({ programme }) => programme)
    if (concerned.length === 0 || Math.max(...concerned.map((one) => one.reachability)) !== notice) continue
    const at = clock(then)
    const day = dayNumber(at.year, at.month, at.day)
    const isFirst = programmes.every((other, i) => ending(day)[i]!.length === 0 || other.cutOff >= at.time)
    if (isFirst) return [String(then)]
  }
  return []
}

/** The first working day from 1 December on, and the first from 20 December on. */
function isHolidayQuestion(today: number, day: number): boolean {
  if (!isWorked(today)) return false
  return [1, 20].some((from) => {
    if (day < from) return false
    for (let earlier = from; earlier < day; earlier++) if (isWorked(today - (day - earlier))) return false
    return true
  })
}

function cached<Value>(compute: (key: number) => Value): (key: number) => Value {
  const known = new Map<number, { value: Value }>()
  return (key) => {
    const entry = known.get(key) ?? { value: compute(key) }
    known.set(key, entry)
    return entry.value
  }
}

const TIMES = Array.from({ length: 1440 }, (_, minute) => {
  const two = (number: number) => `${number < 10 ? '0' : ''}${number}`
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
})
const civilDay = cached(civil)

/** Viet Nam: seven hours ahead of Greenwich all year round. */
export const vietNam: Clock = (ms) => {
  const minutes = Math.floor(ms / MINUTE) + 7 * 60
  const { year, month, day } = civilDay(Math.floor(minutes / 1440))
  return { year, month, day, time: TIMES[minutes % 1440]! }
}

/** Any other place, by the platform's own time zone table. */
export function placeClock(zone: string): Clock {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const known = new Map<number, Wall>()
  return (ms) => {
    const wall = known.get(ms) ?? read(format, ms)
    known.set(ms, wall)
    return wall
  }
}

function read(format: Intl.DateTimeFormat, ms: number): Wall {
  const parts = new Map(format.formatToParts(new Date(ms)).map(({ type, value }) => [type, value]))
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
  return {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  }
}
