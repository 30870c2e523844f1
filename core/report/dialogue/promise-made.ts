/** Answers a promise: remembered for the reminder, and said where it comes after the cut-off. Pure. behaviour §3a. */
import { Temporal } from 'temporal-polyfill'
import type { Conversation, Setting } from '../../conversation.ts'
import type { AwaitedPeriod } from '../../programme/awaited.ts'
import type { ReportTalk } from '../../talk/report-talk.ts'
import type { Session } from '../../talk/session.ts'
import { answerWith, type Turn } from '../../talk/turn.ts'
import { isBefore } from '../../time.ts'
import { filingOf, periodsDueToday } from '../filing.ts'
import { type Promised, promisedFrom, promisedIn, promiseEnds } from '../promise.ts'
import type { Duty } from '../report.ts'
import type { Reading } from '../understand/reading.ts'
import { cardItem, periodsOfInterest } from './card.ts'
import { dutyByRef } from './known.ts'

type NotReport = Extract<Reading, { intent: 'not_report' }>

/** A promise as the parser has it, or bare talk that commits itself to a day ("chiều nay xong"). */
export function isPromise(reading: NotReport): boolean {
  if (reading.kind === 'promise') return true
  return reading.kind === 'chat' && reading.dates.some(({ kind }) => kind === 'deadline_commitment')
}

export function notePromise(
  conversation: Conversation,
  setting: Setting,
  reading: NotReport,
  said: { readonly text: string; readonly at: Temporal.Instant },
): Turn {
  const duties = dutiesMeant(conversation, setting, reading)
  const codes = [...new Set(duties.map((duty) => duty.task.code))]
  const promised = promisedIn(said.text, reading.dates, said.at.toZonedDateTimeISO(setting.zone))
  return answerWith(
    sessionWith(conversation.session, codes, promised, setting),
    replyTo(duties, codes, promised, setting),
  )
}

/** The tasks he named; else the one he is asked about; else all that still lack a report, today's before others. */
function dutiesMeant(conversation: Conversation, setting: Setting, { codes }: NotReport): readonly Duty[] {
  const named = conversation.duties.filter((duty) => codes.includes(duty.task.code))
  if (named.length > 0) return named
  const { focus } = conversation.session
  const asked =
    focus === null || focus.field === 'any' ? null : dutyByRef(conversation, focus.taskId, focus.unitId)
  if (asked !== null) return [asked]
  const lacking = conversation.duties.filter(
    (duty) => duty.task.state === 'open' && cardItem(duty, setting).state !== 'complete',
  )
  const today = lacking.filter((duty) => periodsDueToday(duty, setting).length > 0)
  return today.length > 0 ? today : lacking
}

function sessionWith(
  session: Session,
  codes: readonly string[],
  promised: Promised | null,
  setting: Setting,
): Session {
  if (promised === null || codes.length === 0) return session
  const promise = {
    codes: [...codes],
    on: promised.on.toString(),
    time: promised.time?.toString({ smallestUnit: 'minute' }) ?? null,
    part: promised.part,
    until: promiseEnds(promised, setting.zone).toString(),
  }
  return { ...session, promises: [...withoutPromisesOf(session.promises, codes), promise] }
}

/** The report has come, or a newer promise: what was promised of these tasks is settled. */
export function withoutPromisesOf(
  promises: Session['promises'],
  codes: readonly string[],
): Session['promises'] {
  return promises
    .map((promise) => ({ ...promise, codes: promise.codes.filter((code) => !codes.includes(code)) }))
    .filter((promise) => promise.codes.length > 0)
}

function replyTo(
  duties: readonly Duty[],
  codes: readonly string[],
  promised: Promised | null,
  setting: Setting,
): ReportTalk {
  const due = duties
    .flatMap((duty) =>
      periodsOfInterest(duty, setting).filter((awaited) => filingOf(duty, awaited)?.firstCompleteAt == null),
    )
    .sort((one, other) => Temporal.Instant.compare(one.cutOff, other.cutOff))[0]
  return {
    kind: 'promise_noted',
    codes,
    promised,
    due: due === undefined ? null : { regime: due.period.regime, key: due.period.key, cutOff: due.cutOff },
    timing: timingOf(due, promised, setting),
    isOpen: duties.every((duty) => cardItem(duty, setting).state === 'missing'),
  }
}

function timingOf(
  due: AwaitedPeriod | undefined,
  promised: Promised | null,
  { now, zone }: Setting,
): 'before' | 'after' | 'passed' {
  if (due === undefined) return 'before'
  if (!isBefore(now, due.cutOff)) return 'passed'
  return promised !== null && !isBefore(promisedFrom(promised, zone), due.cutOff) ? 'after' : 'before'
}
