/** What a tap on a card, a receipt or a question decides. A stale one gets a fresh card. Pure. behaviour §3b. */
import { Temporal } from 'temporal-polyfill'
import type { Conversation, OwnReport, Setting } from '../../conversation.ts'
import type { Change } from '../../decision.ts'
import { opensAgainAt } from '../../lock/input-lock.ts'
import type { Tap } from '../../talk/button.ts'
import type { LockView } from '../../talk/lock-view.ts'
import { boundList } from '../../talk/open-menu.ts'
import type { Reply } from '../../talk/reply.ts'
import { answerWith, type Turn } from '../../talk/turn.ts'
import { periodsOfReport } from '../filing.ts'
import { cancelledObstacle } from '../obstacles.ts'
import type { Duty } from '../report.ts'
import type { TaskReading } from '../understand/reading.ts'
import { answerFor, optionsOf } from './answers.ts'
import { cardItem, cardReply, dutiesWithout } from './card.ts'
import { amendedReport, fileAndConclude } from './conclude.ts'
import { arrivalOf, isAskedByItself, readWaiting, settleWaiting } from './hear.ts'
import { lockOnDuty } from './held-back.ts'
import { dutyByRef, isListed } from './known.ts'
import { nothingSaid } from './nothing-said.ts'
import { currentLine } from './receipt-line.ts'
import { placePhotos, withPhotosOfLeft } from './receive-media.ts'

/** Taps that belong to reporting; null: the tap is somebody else's. */
export function press(tap: Tap, conversation: Conversation, setting: Setting): Turn | null {
  const turn = pressed(tap, conversation, setting)
  return turn === null ? null : { ...turn, session: withPhotosOfLeft(conversation, turn, setting) }
}

function pressed(tap: Tap, conversation: Conversation, setting: Setting): Turn | null {
  switch (tap.action) {
    case 'card':
      return answerWith(conversation.session, cardReply(conversation, setting, tapped(conversation)))
    case 'task':
      return onDuty(tap, conversation, setting, (duty) =>
        answerWith(conversation.session, {
          kind: 'task_choices',
          item: cardItem(duty, setting),
          edits: tapped(conversation),
        }),
      )
    case 'same':
      return onDuty(tap, conversation, setting, (duty) => file(conversation, setting, [duty], 'unchanged'))
    case 'done':
      return onDuty(tap, conversation, setting, (duty) => file(conversation, setting, [duty], 'done'))
    case 'percent':
    case 'obstacle':
      return onDuty(tap, conversation, setting, (duty) =>
        ask(tap.action === 'percent' ? 'percent' : 'obstacle', duty, conversation, setting),
      )
    case 'photo':
      return onDuty(tap, conversation, setting, (duty) => ask('evidence', duty, conversation, setting))
    case 'rest_same':
      return restSame(conversation, setting)
    case 'evidence_for':
      return onDuty(tap, conversation, setting, (duty) => placeLoosePhotos(duty, conversation, setting))
    case 'answer':
      return answerQuestion(tap, conversation, setting)
    case 'amend':
    case 'cancel':
    case 'cancel_sure':
      return onReceipt(tap, conversation, setting)
    case 'dismiss':
      return answerWith(conversation.session, { kind: 'receipt_kept' })
    default:
      return null
  }
}

function onDuty(tap: Tap, conversation: Conversation, setting: Setting, act: (duty: Duty) => Turn): Turn {
  const [taskId = '', unitId = ''] = tap.ref.split('.')
  const duty = dutyByRef(conversation, taskId, unitId)
  return duty === null ? stale(conversation, setting) : act(duty)
}

/** Who owes reports gets a fresh card; nobody else has one. */
export function stale(conversation: Conversation, setting: Setting): Turn {
  return conversation.duties.length === 0
    ? answerWith(conversation.session, { kind: 'stale_button' })
    : answerWith(conversation.session, { kind: 'stale_card' }, cardReply(conversation, setting, null))
}

/** What a button says of a task, in the parser's form. */
function said(duty: Duty, status: 'unchanged' | 'done', text: string): TaskReading {
  const base = { ...nothingSaid(duty.task.code, text), status }
  return status === 'done' ? { ...base, percent: 100, percentFrom: 'written' } : base
}

function file(
  conversation: Conversation,
  setting: Setting,
  duties: readonly Duty[],
  status: 'unchanged' | 'done',
): Turn {
  const text = status === 'done' ? 'Hoàn thành' : 'Không đổi'
  return fileAndConclude(conversation, setting, {
    pieces: duties.map((duty) => {
      const reading = said(duty, status, text)
      return { duty, reading, amends: amendedReport(conversation, setting, duty, reading) }
    }),
    evidenceIds: status === 'done' ? conversation.session.loosePhotos.map((photo) => photo.evidenceId) : [],
    arrival: arrivalOf(conversation, setting),
  })
}

/** The message whose button was pressed: it is edited in place. An answer by number gets a message of its own. */
function tapped({ incoming }: Conversation): string | null {
  return incoming.kind === 'tap' ? incoming.refersTo : null
}

/** "Tất cả còn lại: không đổi": only what still misses a report; nothing left is no error. */
function restSame(conversation: Conversation, setting: Setting): Turn {
  const list = boundList(conversation, setting.now)
  const duties = dutiesWithout(conversation, setting).filter((duty) => isListed(duty, list))
  if (duties.length === 0) {
    return answerWith(conversation.session, cardReply(conversation, setting, tapped(conversation)))
  }
  return file(conversation, setting, duties, 'unchanged')
}

function ask(
  field: 'percent' | 'obstacle' | 'evidence',
  duty: Duty,
  conversation: Conversation,
  setting: Setting,
): Turn {
  const report = amendedReport(conversation, setting, duty, null)
  return answerWith(
    {
      ...conversation.session,
      waiting: null,
      focus: {
        taskId: duty.task.id,
        unitId: duty.unit.id,
        field,
        reportId: field === 'percent' ? null : (report?.id ?? null),
        since: setting.now.toString(),
      },
    },
    {
      kind: 'prompt',
      field,
      code: duty.task.code,
      title: duty.task.title,
      previousPercent: duty.last?.content.percent ?? null,
      target: duty.task.target,
    },
  )
}

function placeLoosePhotos(duty: Duty, conversation: Conversation, setting: Setting): Turn {
  const evidenceIds = conversation.session.loosePhotos.map((photo) => photo.evidenceId)
  return evidenceIds.length === 0
    ? stale(conversation, setting)
    : placePhotos(conversation, setting, [duty], evidenceIds)
}

function answerQuestion(tap: Tap, conversation: Conversation, setting: Setting): Turn {
  const { waiting } = conversation.session
  if (waiting === null || waiting.id !== tap.ref) return stale(conversation, setting)
  const reading = readWaiting(conversation, setting, waiting)
  const question = reading.intent === 'not_report' ? undefined : reading.questions[0]
  const option = question === undefined ? undefined : optionsOf(question)[tap.revision]
  if (question === undefined || option === undefined) return stale(conversation, setting)
  if (option.kind === 'drop') return dropQuestion(conversation, setting)
  const answer = answerFor(question, option)
  if (answer === null) return stale(conversation, setting)
  return settleWaiting(conversation, setting, { ...waiting, answers: [...waiting.answers, answer] })
}

/** "Bỏ qua": the question is left; what else the message said is still asked. */
export function dropQuestion(conversation: Conversation, setting: Setting): Turn {
  const { session } = conversation
  const left = answerWith({ ...session, waiting: null }, { kind: 'dialogue_left' })
  if (session.waiting === null) return left
  const reading = readWaiting(conversation, setting, session.waiting)
  const others = reading.intent === 'not_report' ? [] : reading.questions.slice(1)
  if (!others.some((open) => isAskedByItself(open) || reading.intent === 'ask_back')) return left
  const answers = [...session.waiting.answers, { kind: 'drop' as const }]
  return settleWaiting(conversation, setting, { ...session.waiting, answers })
}

// ───────────────────────────────────────────── receipts

function onReceipt(tap: Tap, conversation: Conversation, setting: Setting): Turn {
  const reports = conversation.ownReports.filter((report) => report.number === tap.ref)
  const refuse = (code: 'unknown_receipt' | 'receipt_closed') =>
    answerWith(conversation.session, { kind: 'refused', problem: { code, number: tap.ref } })
  const first = reports[0]
  if (first === undefined) return refuse('unknown_receipt')
  const locked = lockedReceipt(reports, conversation, setting)
  if (locked !== null) return answerWith(conversation.session, { kind: 'lock', view: locked })
  if (!isOpenForChange(first, conversation, setting)) return refuse('receipt_closed')
  const codes = reports.map((report) => report.code)
  if (tap.action === 'cancel') {
    return answerWith(conversation.session, { kind: 'cancel_confirm', number: tap.ref, codes })
  }
  return tap.action === 'cancel_sure'
    ? cancel(reports, codes, conversation, setting)
    : startAmending(tap.ref, reports, conversation, setting)
}

/** While input is closed for one of its tasks, a receipt stays as it is; null: none is. */
function lockedReceipt(
  reports: readonly OwnReport[],
  conversation: Conversation,
  setting: Setting,
): LockView | null {
  for (const { taskId, unitId, number } of reports) {
    const duty = dutyByRef(conversation, taskId, unitId)
    const conference = duty === null ? null : lockOnDuty(duty, conversation, setting)
    if (duty === null || conference === null) continue
    const scope = { programmeId: duty.task.programmeId, unitId }
    const opensAt = opensAgainAt(setting.conferences, scope, setting.now)
    return { of: 'change_refused', number, startsAt: conference.startsAt, opensAt }
  }
  return null
}

/** A receipt can be changed as long as a period it counts for is still running (until the lock, behaviour §3). */
function isOpenForChange(report: OwnReport, conversation: Conversation, setting: Setting): boolean {
  const duty = dutyByRef(conversation, report.taskId, report.unitId)
  if (duty === null) return false
  const today = setting.now.toZonedDateTimeISO(setting.zone).toPlainDate()
  return periodsOfReport(duty, report.filedAt, null, setting).some(
    (awaited) => Temporal.PlainDate.compare(awaited.period.end, today) >= 0,
  )
}

function startAmending(
  number: string,
  reports: readonly OwnReport[],
  conversation: Conversation,
  setting: Setting,
): Turn {
  const first = reports[0]
  const focus =
    first === undefined
      ? null
      : {
          taskId: first.taskId,
          unitId: first.unitId,
          field: 'percent' as const,
          reportId: first.id,
          since: setting.now.toString(),
        }
  return answerWith(
    { ...conversation.session, focus, waiting: null },
    { kind: 'amend_prompt', number, lines: reports.map((report) => currentLine(report)) },
  )
}

/** Cancelled reports stop counting; an earlier report of the same period counts again. */
function cancel(
  reports: readonly OwnReport[],
  codes: readonly string[],
  conversation: Conversation,
  setting: Setting,
): Turn {
  const ids = new Set(reports.map((report) => report.id))
  const changes = reports.flatMap((report): Change[] => {
    const duty = dutyByRef(conversation, report.taskId, report.unitId)
    if (duty === null) return []
    return [
      { kind: 'report_cancelled', reportId: report.id },
      ...recountFilings(duty, ids, conversation, setting),
      ...cancelledObstacle(report, ids, conversation.ownReports, report.personId, setting.now),
      ...(duty.task.state === 'done'
        ? [{ kind: 'task_state_set' as const, taskId: duty.task.id, state: 'open' as const, at: setting.now }]
        : []),
    ]
  })
  const number = reports[0]?.number ?? ''
  const reply: Reply = { kind: 'receipt_cancelled', number, codes }
  return { changes, replies: [reply], notices: [], session: { ...conversation.session, focus: null } }
}

function recountFilings(
  duty: Duty,
  cancelled: ReadonlySet<string>,
  conversation: Conversation,
  setting: Setting,
): Change[] {
  return duty.filings
    .filter((filing) => cancelled.has(filing.reportId))
    .map((filing): Change => {
      const other = conversation.ownReports.find(
        (report) =>
          !cancelled.has(report.id) &&
          report.taskId === duty.task.id &&
          report.unitId === duty.unit.id &&
          periodsOfReport(duty, report.filedAt, null, setting).some(
            (awaited) => awaited.period.regime === filing.regime && awaited.period.key === filing.periodKey,
          ),
      )
      if (other === undefined) {
        const { taskId, unitId, regime, periodKey } = filing
        return { kind: 'filing_removed', taskId, unitId, regime, periodKey }
      }
      const isComplete = other.missing.length === 0
      return {
        kind: 'filing_set',
        filing: {
          ...filing,
          reportId: other.id,
          firstAt: other.filedAt,
          firstCompleteAt: isComplete ? other.filedAt : null,
          isLate: other.isLate,
        },
      }
    })
}
