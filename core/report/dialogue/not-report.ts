/** Messages that are no report, answered suitably; requests go to the coordinators. Pure. behaviour §3a. */
import type { Temporal } from 'temporal-polyfill'
import type { Conversation, OwnReport, Sender, Setting } from '../../conversation.ts'
import type { HistoryLine, Reply, TaskFactsView } from '../../talk/reply.ts'
import type { RequestItem } from '../../talk/request-view.ts'
import { answerWith, type Turn } from '../../talk/turn.ts'
import { askExtension, requestChanges, requestNotices, wishedExtensions } from '../../task/ask-extension.ts'
import type { ExtensionPart } from '../../task/extension.ts'
import type { RequestKind } from '../../task/request.ts'
import type { Duty } from '../report.ts'
import type { DateMention, NotReportKind, Reading, TaskReading } from '../understand/reading.ts'
import { dutyFacts } from './task-facts.ts'

type NotReport = Extract<Reading, { intent: 'not_report' }>

/** Requests that the coordinators decide, by what the parser calls them. */
const REQUESTS: Partial<Readonly<Record<NotReportKind, RequestKind>>> = {
  extension_request: 'extension',
  handover_request: 'handover',
  delegation: 'delegation',
}

/** Photos that came with it are kept as loose ones: they may prove something later. */
export function answerNotReport(
  conversation: Conversation,
  setting: Setting,
  reading: NotReport,
  evidenceIds: readonly string[],
): Turn {
  const { session } = conversation
  const known = new Set(session.loosePhotos.map((photo) => photo.evidenceId))
  const added = evidenceIds.filter((id) => !known.has(id))
  const loosePhotos = [
    ...session.loosePhotos,
    ...added.map((evidenceId) => ({ evidenceId, at: setting.now.toString() })),
  ]
  const kept = { ...conversation, session: { ...session, loosePhotos } }
  const request = REQUESTS[reading.kind]
  if (request !== undefined && conversation.sender !== null) {
    return request === 'extension'
      ? extensionInWords(conversation.sender, kept, setting, reading)
      : forwardRequest(request, conversation.sender, kept, setting, reading)
  }
  return answerWith(kept.session, notAReport(kept, setting, reading))
}

function notAReport(conversation: Conversation, setting: Setting, reading: NotReport): Reply {
  return {
    kind: 'not_a_report',
    of: reading.kind,
    tasks: reading.kind === 'question' ? factsOf(conversation, setting, reading.codes) : [],
    received: reading.kind === 'complaint' ? receivedToday(conversation, setting) : [],
  }
}

/** The message itself is the reason. */
function extensionInWords(
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
  { codes, dates }: NotReport,
): Turn {
  const parts = conversation.duties.filter(({ task }) => task.state === 'open').map(extensionPart)
  const wanted = dates.find(({ kind }) => kind === 'extension_request')
  const words = {
    named: parts.filter(({ code }) => codes.includes(code)),
    candidates: parts,
    wanted: wanted === undefined ? null : dayOf(wanted),
    reason: conversation.incoming.text.trim(),
  }
  return askExtension(words, sender, conversation, setting)
}

/** A report that also asks for more time is a request as well. */
export function withWishes(
  filed: Turn,
  pieces: readonly { readonly duty: Duty; readonly reading: TaskReading }[],
  text: string,
  conversation: Conversation,
  setting: Setting,
): Turn {
  const wishes = pieces.flatMap(({ duty, reading }) => {
    const wanted = reading.dates.find(({ kind }) => kind === 'extension_request')
    return reading.proposal?.kind === 'extension' && wanted !== undefined
      ? [{ part: extensionPart(duty), wanted: dayOf(wanted) }]
      : []
  })
  if (wishes.length === 0 || conversation.sender === null) return filed
  const asked = wishedExtensions(wishes, text, conversation.sender, { conversation, setting })
  return {
    changes: [...filed.changes, ...asked.changes],
    replies: [...filed.replies, ...asked.replies],
    notices: [...filed.notices, ...asked.notices],
    session: filed.session,
  }
}

/** "trước 30/9" leaves the day itself out. */
function dayOf({ date, isBefore }: DateMention): Temporal.PlainDate {
  return isBefore ? date.subtract({ days: 1 }) : date
}

export function extensionPart({ task, unit }: Duty): ExtensionPart {
  const { id: taskId, code, title, due } = task
  return { taskId, unitId: unit.id, code, title, unit: unit.shortName, due }
}

function forwardRequest(
  kind: RequestKind,
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
  reading: NotReport,
): Turn {
  const named = conversation.duties.filter(({ task }) => reading.codes.includes(task.code))
  const duty = named.length === 1 ? named[0] : undefined
  const item: RequestItem = {
    id: setting.newId(),
    kind,
    taskId: duty?.task.id ?? null,
    unitId: duty?.unit.id ?? null,
    fromId: sender.person.id,
    text: conversation.incoming.text.trim(),
    dueBefore: null,
    dueWanted: null,
    at: setting.now,
    task: duty === undefined ? null : { code: duty.task.code, title: duty.task.title },
    unit: duty?.unit.shortName ?? sender.posts[0]?.unit.shortName ?? '',
    from: sender.person.name,
  }
  return {
    ...answerWith(conversation.session, notAReport(conversation, setting, reading)),
    changes: requestChanges(item, setting),
    notices: requestNotices(item, setting),
  }
}

function factsOf(
  conversation: Conversation,
  setting: Setting,
  codes: readonly string[],
): readonly TaskFactsView[] {
  return conversation.duties
    .filter((duty) => codes.includes(duty.task.code))
    .map((duty) => dutyFacts(duty, conversation.sender?.person.name ?? null, setting))
}

function receivedToday(conversation: Conversation, setting: Setting): readonly HistoryLine[] {
  const today = setting.now.toZonedDateTimeISO(setting.zone).toPlainDate()
  return historyOf(
    conversation.ownReports.filter((report) =>
      report.filedAt.toZonedDateTimeISO(setting.zone).toPlainDate().equals(today),
    ),
  )
}

/** Reports of one receipt number as one line, newest first. */
export function historyOf(reports: readonly OwnReport[]): readonly HistoryLine[] {
  const byNumber = new Map<string, OwnReport[]>()
  for (const report of reports) byNumber.set(report.number, [...(byNumber.get(report.number) ?? []), report])
  return [...byNumber.entries()].map(([number, group]) => ({
    number,
    at: group[0]?.filedAt ?? reports[0]?.filedAt ?? missingReport(),
    isLate: group.some((report) => report.isLate),
    items: group.map((report) => ({
      code: report.code,
      status: report.content.status,
      percent: report.content.percent,
      evidenceCount: report.evidenceCount,
      isComplete: report.missing.length === 0,
    })),
  }))
}

function missingReport(): never {
  throw new Error('a receipt number without reports')
}
