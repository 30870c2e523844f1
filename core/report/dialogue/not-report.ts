/** Messages that are no report, answered suitably; requests go to the coordinators. Pure. behaviour §3a. */
import type { Conversation, OwnReport, Setting } from '../../conversation.ts'
import type { HistoryLine, TaskFactsView } from '../../talk/reply.ts'
import type { Turn } from '../../talk/turn.ts'
import type { NotReportKind, Reading } from '../understand/reading.ts'
import { dutyFacts } from './task-facts.ts'

type NotReport = Extract<Reading, { intent: 'not_report' }>

const REQUESTS: readonly NotReportKind[] = ['handover_request', 'extension_request', 'delegation']

/** Photos that came with it are kept as loose ones: they may prove something later. */
export function answerNotReport(
  conversation: Conversation,
  setting: Setting,
  reading: NotReport,
  evidenceIds: readonly string[],
): Turn {
  const { sender, session, incoming } = conversation
  const known = new Set(session.loosePhotos.map((photo) => photo.evidenceId))
  const added = evidenceIds.filter((id) => !known.has(id))
  const forwardTo = REQUESTS.includes(reading.kind) ? setting.coordinatorIds : []
  return {
    changes: [],
    session: {
      ...session,
      loosePhotos: [
        ...session.loosePhotos,
        ...added.map((evidenceId) => ({ evidenceId, at: setting.now.toString() })),
      ],
    },
    replies: [
      {
        kind: 'not_a_report',
        of: reading.kind,
        tasks: reading.kind === 'question' ? factsOf(conversation, setting, reading.codes) : [],
        received: reading.kind === 'complaint' ? receivedToday(conversation, setting) : [],
        forwardedTo: forwardTo.length,
      },
    ],
    notices: forwardTo.map((personId) => ({
      personId,
      lane: 'interactive',
      reply: {
        kind: 'request_from_officer',
        of: reading.kind,
        officer: sender?.person.name ?? '',
        unit: sender?.posts[0]?.unit.shortName ?? '',
        text: incoming.text,
      },
    })),
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
