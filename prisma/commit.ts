/** Writes a decision: every change and every message in bulk, inside the caller's transaction. One case per change. */
import type { Change } from '../core/decision.ts'
import { auditMark } from './audit-marks.ts'
import { DecisionOutdated } from './decision-outdated.ts'
import { writeDirectives } from './directive-rows.ts'
import { HOLIDAY_REVISION } from './directory-rows.ts'
import type { Prisma } from './generated/client.ts'
import { leaveRow } from './leave-rows.ts'
import { writeLocks } from './lock-rows.ts'
import { writeObstacles } from './obstacle-rows.ts'
import { writeRequests } from './request-rows.ts'
import { dbDate, dbInstant, json } from './rows.ts'

export type Transaction = Prisma.TransactionClient

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>

export async function writeChanges(tx: Transaction, changes: readonly Change[]): Promise<void> {
  const of = <K extends Change['kind']>(kind: K): Of<K>[] =>
    changes.filter((change): change is Of<K> => change.kind === kind)
  await writePeople(tx, of('administrator_appointed'))
  await writeReports(tx, of('report_filed'), of('report_amended'), of('report_cancelled'))
  await writeEvidence(tx, of('evidence_received'), of('evidence_attached'))
  await writeFilings(tx, of('filing_set'), of('filing_removed'))
  await writeObstacles(tx, changes)
  await writeRequests(tx, changes)
  await writeLocks(tx, changes)
  for (const change of of('task_state_set')) {
    await tx.task.update({
      where: { id: change.taskId },
      data: { state: change.state, stateSince: dbInstant(change.at) },
    })
  }
  await writeAccounts(tx, changes)
  await writeInvites(tx, of('invite_issued'), of('invite_used'))
  await writeSteps(tx, of('escalation_planned'), of('escalation_skipped'))
  await writeEscalation(tx, changes)
  await writeDirectives(tx, changes)
  await writeLeaves(tx, of('leave_entered'), of('leave_ended'))
  await writeSettings(tx, of('programme_changed'), of('holidays_changed'))
  await writeAudits(tx, of('audit_postponed'), of('audit_done'))
  await writeAudit(tx, of('audited'))
}

async function writePeople(
  tx: Transaction,
  appointed: readonly Of<'administrator_appointed'>[],
): Promise<void> {
  for (const change of appointed) {
    const office = await tx.unit.findFirst({ orderBy: { id: 'asc' }, where: { validTo: null } })
    const unitId = office?.id ?? change.personId
    const from = new Date(change.at.toString().slice(0, 10))
    if (office === null) {
      await tx.unit.create({
        data: { id: unitId, name: 'Văn phòng', shortName: 'VP', kind: 'other', validFrom: from },
      })
    }
    await tx.person.create({ data: { id: change.personId, name: change.name, handle: change.handle } })
    await tx.post.createMany({
      data: (['administrator', 'coordinator'] as const).map((role) => ({
        id: `${change.personId}-${role}`,
        personId: change.personId,
        unitId,
        role,
        validFrom: from,
      })),
    })
  }
}

async function writeReports(
  tx: Transaction,
  filed: readonly Of<'report_filed'>[],
  amended: readonly Of<'report_amended'>[],
  cancelled: readonly Of<'report_cancelled'>[],
): Promise<void> {
  if (filed.length > 0) {
    await tx.report.createMany({
      data: filed.map(({ report }) => ({
        id: report.id,
        number: report.number,
        taskId: report.taskId,
        unitId: report.unitId,
        personId: report.personId,
        channel: report.channel,
        inboxId: report.inboxId,
        filedAt: dbInstant(report.filedAt),
        filedOn: dbDate(report.filedOn),
      })),
    })
  }
  for (const { version } of amended) {
    const { count } = await tx.report.updateMany({
      where: { id: version.reportId, currentVersion: version.version - 1 },
      data: { currentVersion: version.version },
    })
    if (count === 0) throw new DecisionOutdated(`report ${version.reportId} has a newer version`)
  }
  const versions = [...filed, ...amended].map(({ version }) => version)
  if (versions.length > 0) {
    await tx.reportVersion.createMany({
      data: versions.map(({ content, ...version }) => ({
        reportId: version.reportId,
        version: version.version,
        at: dbInstant(version.at),
        personId: version.personId,
        status: content.status,
        percent: content.percent,
        quantityDone: content.quantity?.done ?? null,
        quantityTotal: content.quantity?.total ?? null,
        quantityUnit: content.quantity?.unit ?? null,
        result: content.result,
        obstacle: content.obstacle,
        cause: content.cause,
        proposal: content.proposal,
        addressee: content.addressee,
        nextStep: content.nextStep,
        nextDate: content.nextDate === null ? null : dbDate(content.nextDate),
        missing: [...version.missing],
        flags: [...version.flags],
        text: content.text,
      })),
    })
  }
  if (cancelled.length > 0) {
    await tx.report.updateMany({
      where: { id: { in: cancelled.map((change) => change.reportId) } },
      data: { state: 'cancelled' },
    })
  }
}

async function writeEvidence(
  tx: Transaction,
  received: readonly Of<'evidence_received'>[],
  attached: readonly Of<'evidence_attached'>[],
): Promise<void> {
  // A photo sent with words proves every task the words name: one row per report, the same bytes.
  const first = new Map<string, string>()
  const more: { evidenceId: string; reportId: string }[] = []
  for (const { evidenceId, reportId } of attached) {
    if (first.has(evidenceId)) more.push({ evidenceId, reportId })
    else first.set(evidenceId, reportId)
  }
  if (received.length > 0) {
    await tx.evidence.createMany({
      data: received.map(({ evidence }) => ({
        ...evidence,
        receivedAt: dbInstant(evidence.receivedAt),
        reportId: first.get(evidence.id) ?? evidence.reportId,
      })),
    })
  }
  const fresh = new Set(received.map(({ evidence }) => evidence.id))
  for (const [id, reportId] of first) {
    if (!fresh.has(id)) await tx.evidence.update({ where: { id }, data: { reportId } })
  }
  for (const [index, { evidenceId, reportId }] of more.entries()) {
    const original = await tx.evidence.findUniqueOrThrow({ where: { id: evidenceId } })
    await tx.evidence.create({ data: { ...original, id: `${evidenceId}-${index + 2}`, reportId } })
  }
}

async function writeFilings(
  tx: Transaction,
  set: readonly Of<'filing_set'>[],
  removed: readonly Of<'filing_removed'>[],
): Promise<void> {
  for (const { taskId, unitId, regime, periodKey } of removed) {
    await tx.filing.deleteMany({ where: { taskId, unitId, regime, periodKey } })
  }
  if (set.length === 0) return
  const columns = set.map(({ filing }) => ({
    taskId: filing.taskId,
    unitId: filing.unitId,
    regime: filing.regime,
    periodKey: filing.periodKey,
    firstAt: dbInstant(filing.firstAt).toISOString(),
    firstCompleteAt: filing.firstCompleteAt === null ? null : dbInstant(filing.firstCompleteAt).toISOString(),
    isLate: filing.isLate,
    delayMinutes: filing.delayMinutes,
    reportId: filing.reportId,
  }))
  await tx.$executeRaw`
    INSERT INTO "filing" ("taskId", "unitId", "regime", "periodKey", "firstAt", "firstCompleteAt", "isLate", "delayMinutes", "reportId")
    SELECT "taskId", "unitId", "regime", "periodKey", "firstAt", "firstCompleteAt", "isLate", "delayMinutes", "reportId"
    FROM jsonb_to_recordset(${JSON.stringify(columns)}::jsonb) AS r("taskId" text, "unitId" text, "regime" text, "periodKey" text,
      "firstAt" timestamptz, "firstCompleteAt" timestamptz, "isLate" boolean, "delayMinutes" int, "reportId" text)
    ON CONFLICT ("taskId", "unitId", "regime", "periodKey") DO UPDATE SET
      "firstAt" = excluded."firstAt", "firstCompleteAt" = excluded."firstCompleteAt", "isLate" = excluded."isLate",
      "delayMinutes" = excluded."delayMinutes", "reportId" = excluded."reportId"`
}

async function writeAccounts(tx: Transaction, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    switch (change.kind) {
      case 'account_linked':
        await tx.channelAccount.create({
          data: {
            id: change.id,
            channel: change.thread.channel,
            botAccount: change.thread.account,
            userId: change.userId,
            threadId: change.thread.threadId,
            personId: change.personId,
            isMain: change.isMain,
            stateSince: dbInstant(change.at),
            linkedAt: dbInstant(change.at),
          },
        })
        break
      case 'account_state_set':
        await tx.channelAccount.updateMany({
          where: { channel: change.channel, botAccount: change.account, userId: change.userId },
          data: { state: change.state, stateNote: change.note, stateSince: dbInstant(change.at) },
        })
        break
      case 'code_failed': {
        const key = {
          channel: change.thread.channel,
          botAccount: change.thread.account,
          userId: change.userId,
        }
        const data = { failures: change.failures, lastAt: dbInstant(change.at) }
        await tx.codeAttempt.upsert({
          where: { channel_botAccount_userId: key },
          create: { ...key, ...data },
          update: data,
        })
        break
      }
      case 'code_attempts_cleared':
        await tx.codeAttempt.deleteMany({
          where: { channel: change.thread.channel, botAccount: change.thread.account, userId: change.userId },
        })
        break
      default:
        break
    }
  }
}

async function writeInvites(
  tx: Transaction,
  issued: readonly Of<'invite_issued'>[],
  used: readonly Of<'invite_used'>[],
): Promise<void> {
  for (const change of issued) {
    await tx.invite.updateMany({
      where: { personId: change.personId, usedAt: null, revokedAt: null },
      data: { revokedAt: dbInstant(change.at) },
    })
    await tx.invite.create({
      data: {
        id: change.id,
        personId: change.personId,
        codeHash: change.codeHash,
        createdBy: change.by,
        createdAt: dbInstant(change.at),
        expiresAt: dbInstant(change.expiresAt),
      },
    })
  }
  for (const change of used) {
    const { count } = await tx.invite.updateMany({
      where: { id: change.inviteId, usedAt: null, revokedAt: null },
      data: { usedAt: dbInstant(change.at) },
    })
    if (count === 0) throw new DecisionOutdated(`invite ${change.inviteId} was used meanwhile`)
  }
}

/** Two leaders decided side by side: the second has to see that the first took note. */
function refuseBlindAcknowledgements(noted: readonly Of<'escalation_acknowledged'>[]): void {
  const takenBy = new Map<string, string>()
  for (const { subjects, personId } of noted) {
    for (const subject of subjects) {
      if ((takenBy.get(subject) ?? personId) !== personId) throw new DecisionOutdated(`${subject} was noted`)
      takenBy.set(subject, personId)
    }
  }
}

/** Steps planned and rungs skipped, in one statement: a round of a province plans ten thousand. */
async function writeSteps(
  tx: Transaction,
  planned: readonly Of<'escalation_planned'>[],
  skipped: readonly Of<'escalation_skipped'>[],
): Promise<void> {
  const rows = [
    ...planned.flatMap(({ steps, at }) =>
      steps.map((step) => ({ ...step, plannedAt: dbInstant(at), state: 'planned', note: null })),
    ),
    ...skipped.map(({ id, subject, rung, unitId, note, at }) => {
      const step = { id, subject, rung, unitId, personId: '', taskId: null, digest: null }
      return { ...step, plannedAt: dbInstant(at), state: 'skipped', note }
    }),
  ]
  if (rows.length === 0) return
  await tx.$executeRaw`
    INSERT INTO "escalation_step" ("id", "subject", "rung", "personId", "unitId", "taskId", "plannedAt", "digest", "state", "note")
    SELECT "id", "subject", "rung", "personId", "unitId", "taskId", "plannedAt", "digest", "state", "note"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" text, "subject" text, "rung" int, "personId" text,
      "unitId" text, "taskId" text, "plannedAt" timestamptz, "digest" text, "state" text, "note" text)
    ON CONFLICT DO NOTHING`
}

async function writeEscalation(tx: Transaction, changes: readonly Change[]): Promise<void> {
  refuseBlindAcknowledgements(changes.filter((change) => change.kind === 'escalation_acknowledged'))
  for (const change of changes) {
    switch (change.kind) {
      case 'escalation_settled':
        await tx.escalationStep.updateMany({
          where: { id: { in: [...change.stepIds] } },
          data: { state: change.state },
        })
        break
      case 'escalation_off_duty':
        await tx.escalationStep.updateMany({
          where: { id: { in: [...change.stepIds] }, state: 'planned' },
          data: { state: 'skipped', note: 'off_duty' },
        })
        break
      case 'escalation_acknowledged':
        await tx.escalationStep.updateMany({
          where: { subject: { in: [...change.subjects] }, personId: change.personId, acknowledgedAt: null },
          data: { acknowledgedAt: dbInstant(change.at), quietUntil: dbInstant(change.quietUntil) },
        })
        break
      default:
        break
    }
  }
}

async function writeLeaves(
  tx: Transaction,
  entered: readonly Of<'leave_entered'>[],
  ended: readonly Of<'leave_ended'>[],
): Promise<void> {
  if (entered.length > 0) await tx.leave.createMany({ data: entered.map(({ leave }) => leaveRow(leave)) })
  for (const { leaveId, at } of ended) {
    const { count } = await tx.leave.updateMany({
      where: { id: leaveId, endedAt: null },
      data: { endedAt: dbInstant(at) },
    })
    if (count === 0) throw new DecisionOutdated(`leave ${leaveId} was ended meanwhile`)
  }
}

/** Two administrators at once: the slower one decides again, on what the faster one made of it. */
async function writeSettings(
  tx: Transaction,
  programmes: readonly Of<'programme_changed'>[],
  holidays: readonly Of<'holidays_changed'>[],
): Promise<void> {
  for (const { programmeId, revision, settings } of programmes) {
    const { count } = await tx.programme.updateMany({
      where: { id: programmeId, revision },
      data: { settings: json(settings), revision: revision + 1 },
    })
    if (count === 0) throw new DecisionOutdated(`programme ${programmeId} has a newer revision`)
  }
  for (const { revision, put, removed } of holidays) {
    const raised = await tx.$executeRaw`
      INSERT INTO "counter" ("name", "value") VALUES (${HOLIDAY_REVISION}, ${revision + 1})
      ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value" WHERE "counter"."value" = ${revision}`
    if (raised === 0) throw new DecisionOutdated('the table of holidays has a newer revision')
    await tx.holiday.deleteMany({
      where: { date: { in: [...removed, ...put.map(({ date }) => date)].map(dbDate) } },
    })
    await tx.holiday.createMany({ data: put.map((row) => ({ ...row, date: dbDate(row.date) })) })
  }
}

async function writeAudits(
  tx: Transaction,
  postponed: readonly Of<'audit_postponed'>[],
  done: readonly Of<'audit_done'>[],
): Promise<void> {
  if (postponed.length > 0) {
    await tx.roundMark.createMany({
      data: postponed.map(({ audit }) => ({ name: auditMark(audit), doneTo: dbInstant(audit.at) })),
      skipDuplicates: true,
    })
  }
  if (done.length > 0) {
    await tx.roundMark.deleteMany({ where: { name: { in: done.map(({ audit }) => auditMark(audit)) } } })
  }
}

async function writeAudit(tx: Transaction, entries: readonly Of<'audited'>[]): Promise<void> {
  if (entries.length === 0) return
  await tx.auditEntry.createMany({
    data: entries.map((entry) => ({
      id: entry.id,
      at: dbInstant(entry.at),
      personId: entry.personId,
      action: entry.action,
      subject: entry.subject,
      ...(entry.before === undefined ? {} : { before: json(entry.before) }),
      ...(entry.after === undefined ? {} : { after: json(entry.after) }),
    })),
  })
}
