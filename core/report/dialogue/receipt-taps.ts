/** "Sửa" and "Hủy" below a receipt, as long as a period it counts for is running and input is open. Pure. behaviour §3. */
import { Temporal } from 'temporal-polyfill'
import type { Conversation, OwnReport, Setting } from '../../conversation.ts'
import type { Change } from '../../decision.ts'
import { opensAgainAt } from '../../lock/input-lock.ts'
import type { Tap } from '../../talk/button.ts'
import type { LockView } from '../../talk/lock-view.ts'
import type { Reply } from '../../talk/reply.ts'
import { answerWith, type Turn } from '../../talk/turn.ts'
import { periodsOfReport } from '../filing.ts'
import { cancelledObstacle } from '../obstacles.ts'
import type { Duty } from '../report.ts'
import { lockOnDuty } from './held-back.ts'
import { dutyByRef } from './known.ts'
import { currentLine } from './receipt-line.ts'
/** `tap.ref` is the receipt's number. */
export function onReceipt(tap: Tap, conversation: Conversation, setting: Setting): Turn {
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
