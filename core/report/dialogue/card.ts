/** The card: every task of an officer with where it stands for what is asked today. Pure. behaviour §3b. */
import { Temporal } from 'temporal-polyfill'
import type { Conversation, DaySetting } from '../../conversation.ts'
import { type AwaitedPeriod, periodsAwaited } from '../../programme/awaited.ts'
import type { CardItem, PeriodDue, Reply } from '../../talk/reply.ts'
import { filingOf, periodsDueToday } from '../filing.ts'
import type { Duty } from '../report.ts'

/** Judged by the periods that close today; where none does, by the next one to close. */
export function cardItem(duty: Duty, setting: DaySetting): CardItem {
  const filings = periodsOfInterest(duty, setting).map((awaited) => filingOf(duty, awaited))
  const isComplete = filings.every((filing) => filing?.firstCompleteAt != null)
  const hasSomething = filings.some((filing) => filing !== null)
  return {
    ref: { taskId: duty.task.id, unitId: duty.unit.id },
    code: duty.task.code,
    title: duty.task.title,
    unitShortName: null,
    state: isComplete ? 'complete' : hasSomething ? 'incomplete' : 'missing',
    missing: hasSomething && !isComplete ? (duty.last?.missing ?? []) : [],
    last:
      duty.last === null
        ? null
        : {
            status: duty.last.content.status,
            percent: duty.last.content.percent,
            on: duty.last.filedAt.toZonedDateTimeISO(setting.zone).toPlainDate(),
          },
    due: duty.task.due,
    promised: isComplete ? null : duty.promised,
  }
}

/** The periods that close today; where none does, the next one to close. */
export function periodsOfInterest(duty: Duty, setting: DaySetting): readonly AwaitedPeriod[] {
  const today = periodsDueToday(duty, setting)
  if (today.length > 0) return today
  const { settings } = duty.programme
  return periodsAwaited(settings, duty.task.regimes, setting.now, setting.calendar, setting.zone)
    .filter((awaited) => !awaited.isLate)
    .sort((one, other) => Temporal.Instant.compare(one.cutOff, other.cutOff))
    .slice(0, 1)
}

/** Open tasks, what is missing first, in the order of the list. */
export function cardItems(duties: readonly Duty[], setting: DaySetting): readonly CardItem[] {
  const several = new Set(duties.map((duty) => duty.unit.id)).size > 1
  const items = duties
    .filter((duty) => duty.task.state === 'open')
    .map((duty) => ({ ...cardItem(duty, setting), unitShortName: several ? duty.unit.shortName : null }))
  return [
    ...items.filter((item) => item.state !== 'complete'),
    ...items.filter((item) => item.state === 'complete'),
  ]
}

/** Open duties nothing was filed on for what is asked now, in the order of the list. */
export function dutiesWithout(
  { duties }: Pick<Conversation, 'duties'>,
  setting: DaySetting,
): readonly Duty[] {
  return duties.filter((duty) => duty.task.state === 'open' && cardItem(duty, setting).state === 'missing')
}

/** Periods that close today for any of the duties, each once, daily first. */
export function periodsAsked(duties: readonly Duty[], setting: DaySetting): readonly PeriodDue[] {
  const all = duties
    .filter((duty) => duty.task.state === 'open')
    .flatMap((duty) => periodsDueToday(duty, setting))
    .map(({ period, cutOff }): PeriodDue => ({ regime: period.regime, key: period.key, cutOff }))
  return [...new Map(all.map((due) => [`${due.regime} ${due.key} ${due.cutOff.toString()}`, due])).values()]
}

export function cardReply(conversation: Conversation, setting: DaySetting, edits: string | null): Reply {
  const items = cardItems(conversation.duties, setting)
  if (items.length === 0) return { kind: 'no_duties' }
  return {
    kind: 'card',
    of: 'asked',
    periods: periodsAsked(conversation.duties, setting),
    items,
    edits,
    standingInFor: standingInFor(conversation.duties),
  }
}

export function standingInFor(duties: readonly Duty[]): readonly string[] {
  return [
    ...new Set(duties.flatMap((duty) => (duty.substituteFor === null ? [] : [duty.substituteFor.name]))),
  ]
}
