/** What is left to do of moments that were missed: each kind once, and only what still makes sense. behaviour §2. */
import { Temporal } from 'temporal-polyfill'
import { isBefore, laterOf } from '../time.ts'
import { endingKey, type Moment } from './moment.ts'

type Of<Kind extends Moment['kind']> = Extract<Moment, { kind: Kind }>

/**
 * Joins the moments of (last done, now] into at most one of each kind, oldest first; what came in time passes
 * unchanged.
 * - heads-ups: without the endings whose cut-off has come; nothing, when none is left; the early ones without those of
 *   which everybody is told by now;
 * - reminders, due-soon notices, summaries: one at the newest instant that names all periods or mornings;
 * - reachability: the newest whose first cut-off is still ahead;
 * - self-audit: one for all rounds; when a round is only caught up now, as long after now as it would have followed;
 * - holiday check: the newest.
 */
export function coalesce(moments: readonly Moment[], now: Temporal.Instant): readonly Moment[] {
  const reminders = ofKind(moments, 'reminder')
  const caughtUp: (Moment | null)[] = [
    joinReminders(reminders),
    joinHeadsUps(ofKind(moments, 'heads_up'), now),
    joinEarly(ofKind(moments, 'early_heads_up'), ofKind(moments, 'heads_up'), now),
    joinDueSoon(ofKind(moments, 'due_soon')),
    joinSummaries(ofKind(moments, 'summary')),
    joinAudits(ofKind(moments, 'self_audit'), reminders, now),
    ofKind(moments, 'reachability').findLast(({ firstCutOff }) => isBefore(now, firstCutOff)) ?? null,
    ofKind(moments, 'holiday_check').at(-1) ?? null,
  ]
  return caughtUp
    .filter((moment) => moment !== null)
    .sort((one, other) => Temporal.Instant.compare(one.at, other.at))
}

function joinHeadsUps(missed: readonly Of<'heads_up'>[], now: Temporal.Instant): Moment | null {
  const useful = missed
    .map((moment) => ({
      ...moment,
      endings: moment.endings.filter(({ cutOff }) => isBefore(now, cutOff)),
    }))
    .filter(({ endings }) => endings.length > 0)
  const last = useful.at(-1)
  if (!last) return null
  return { ...last, instants: instantsOf(useful), endings: useful.flatMap(({ endings }) => endings) }
}

function joinEarly(
  missed: readonly Of<'early_heads_up'>[],
  everybodys: readonly Of<'heads_up'>[],
  now: Temporal.Instant,
): Moment | null {
  const told = new Set(everybodys.flatMap(({ endings }) => endings.map(endingKey)))
  const useful = missed
    .map((moment) => ({
      ...moment,
      endings: moment.endings.filter(
        (ending) => isBefore(now, ending.cutOff) && !told.has(endingKey(ending)),
      ),
    }))
    .filter(({ endings }) => endings.length > 0)
  const last = useful.at(-1)
  if (!last) return null
  return { ...last, instants: instantsOf(useful), endings: useful.flatMap(({ endings }) => endings) }
}

function joinReminders(missed: readonly Of<'reminder'>[]): Moment | null {
  const last = missed.at(-1)
  if (!last) return null
  return { ...last, instants: instantsOf(missed), endings: missed.flatMap(({ endings }) => endings) }
}

function joinSummaries(missed: readonly Of<'summary'>[]): Moment | null {
  const last = missed.at(-1)
  if (!last) return null
  return { ...last, instants: instantsOf(missed), endings: missed.flatMap(({ endings }) => endings) }
}

function joinDueSoon(missed: readonly Of<'due_soon'>[]): Moment | null {
  const last = missed.at(-1)
  if (!last) return null
  return { ...last, instants: instantsOf(missed), mornings: missed.flatMap(({ mornings }) => mornings) }
}

function joinAudits(
  missed: readonly Of<'self_audit'>[],
  reminders: readonly Of<'reminder'>[],
  now: Temporal.Instant,
): Moment | null {
  const last = missed.at(-1)
  const lastRound = last?.rounds.at(-1)
  if (!last || !lastRound) return null
  const roundsNow = instantsOf(reminders)
  const isCaughtUp = missed.some(({ rounds }) =>
    rounds.some((round) => roundsNow.some((at) => at.equals(round))),
  )
  return {
    ...last,
    at: isCaughtUp ? laterOf(last.at, now.add(lastRound.until(last.at))) : last.at,
    instants: instantsOf(missed),
    rounds: once(missed.flatMap(({ rounds }) => rounds)),
  }
}

function instantsOf(moments: readonly Moment[]): readonly Temporal.Instant[] {
  return moments.flatMap(({ instants }) => instants)
}

function once(instants: readonly Temporal.Instant[]): readonly Temporal.Instant[] {
  return [...new Map(instants.map((instant) => [instant.epochNanoseconds, instant])).values()]
}

function ofKind<Kind extends Moment['kind']>(moments: readonly Moment[], kind: Kind): Of<Kind>[] {
  return moments.filter((moment): moment is Of<Kind> => moment.kind === kind)
}
