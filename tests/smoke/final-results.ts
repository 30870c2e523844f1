/** What an afternoon left in the memory of the program, without identifiers and to the minute: two plays can be compared. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { openDatabase } from '../../prisma/database.ts'
import type { PrismaClient } from '../../prisma/generated/client.ts'
import type { Place } from '../harness/places.ts'

const SILENT = { info: () => undefined, warn: () => undefined }

export interface FinalResults {
  readonly reports: readonly string[]
  readonly filings: readonly string[]
  readonly evidence: readonly string[]
  /** Content of the files on disk; each is what its name says. */
  readonly files: readonly string[]
  readonly obstacles: readonly string[]
  readonly tasks: readonly string[]
  readonly escalation: readonly string[]
  readonly accounts: readonly string[]
  readonly outbox: readonly string[]
  readonly inbox: readonly string[]
  readonly audit: readonly string[]
}

export async function readResults({ databaseUrl, dataDir }: Place): Promise<FinalResults> {
  const opened = await openDatabase({ databaseUrl, dataDir, log: SILENT })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
  try {
    const { client } = opened.db
    return {
      ...(await reportsOf(client)),
      files: await filesOf(join(dataDir, 'evidence')),
      tasks: lines(await client.task.findMany(), (task) => [task.code, task.state]),
      escalation: lines(await client.escalationStep.findMany(), (step) => [
        step.subject,
        step.rung,
        step.personId,
        step.unitId,
        step.state,
        step.note,
        step.acknowledgedAt !== null,
        minute(step.quietUntil),
      ]),
      accounts: lines(await client.channelAccount.findMany({ include: { person: true } }), (account) => [
        account.userId,
        account.person.handle,
        account.state,
        account.isMain,
      ]),
      ...(await messagesOf(client)),
      audit: lines(await client.auditEntry.findMany(), (entry) => [entry.action, entry.subject]),
    }
  } finally {
    await opened.db.close()
  }
}

async function reportsOf(client: PrismaClient) {
  const reports = await client.report.findMany({ include: { task: true, versions: true, evidence: true } })
  const numbers = new Map(reports.map((report) => [report.id, `${report.number} ${report.task.code}`]))
  return {
    reports: reports
      .flatMap((report) =>
        report.versions.map((version) =>
          [
            numbers.get(report.id),
            report.state,
            report.unitId,
            report.personId,
            minute(report.filedAt),
            `version ${version.version} of ${report.currentVersion}`,
            minute(version.at),
            version.status,
            version.percent,
            version.obstacle,
            version.proposal,
            version.missing,
            version.flags,
            version.text,
          ].join(' | '),
        ),
      )
      .sort(),
    filings: lines(await client.filing.findMany(), (filing) => [
      filing.taskId,
      filing.unitId,
      filing.regime,
      filing.periodKey,
      minute(filing.firstAt),
      minute(filing.firstCompleteAt),
      filing.isLate,
      filing.delayMinutes,
      numbers.get(filing.reportId),
    ]),
    evidence: lines(await client.evidence.findMany(), (one) => [
      one.sha256,
      one.personId,
      one.kind,
      one.sizeBytes,
      numbers.get(one.reportId ?? ''),
    ]),
    obstacles: lines(await client.obstacle.findMany(), (one) => [
      numbers.get(one.reportId),
      one.text,
      one.proposal,
      one.state,
    ]),
  }
}

/** An answer is named after the update it answers. */
async function messagesOf(client: PrismaClient) {
  const inbox = await client.inboxMessage.findMany()
  const updates = new Map(inbox.map((row) => [row.id, row.providerId]))
  const known = (identity: string) =>
    identity.replace(/[0-9A-Za-z]{12}/g, (id) => updates.get(id) ?? id).replace(/^digest:[^Z]+Z/, 'digest')
  return {
    outbox: lines(await client.outboxMessage.findMany(), (row) => [
      known(row.identity),
      row.lane,
      row.personId,
      row.threadId,
      row.state,
    ]),
    inbox: lines(inbox, (row) => [row.providerId, row.senderId, row.state]),
  }
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile())
  const contents = await Promise.all(
    files.map(async (entry) => {
      const bytes = await readFile(join(entry.parentPath, entry.name))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return basename(entry.name) === sha256 ? sha256 : `${entry.name}: not its name's content`
    }),
  )
  return contents.sort()
}

function lines<Row>(rows: readonly Row[], fieldsOf: (row: Row) => readonly unknown[]): readonly string[] {
  return rows.map((row) => fieldsOf(row).join(' | ')).sort()
}

function minute(at: Date | null): string {
  return at === null ? '' : at.toISOString().slice(0, 16)
}
