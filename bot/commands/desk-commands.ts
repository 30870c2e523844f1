/** Commands of coordinators and leaders: the numbers of a period, who is missing, what is overdue, codes to register. */
import type { Temporal } from 'temporal-polyfill'
import { rolesOf, seesPhones, unitsInSight } from '../../core/directory/permission.ts'
import { INVITE_HOURS } from '../../core/directory/registration.ts'
import type { Problem } from '../../core/problems.ts'
import type { Period } from '../../core/programme/period.ts'
import { type SummaryQuestion, summaryOf } from '../../core/summary/period-summary.ts'
import type { Summary } from '../../core/summary/summary.ts'
import { foldWords } from '../../core/talk/fold-words.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'
import type { LinkedContext } from './context.ts'
import { readPeriod } from './period-argument.ts'
import { factsOf } from './report-commands.ts'

const DUE_SOON_DAYS = 7

export async function showSummary(context: LinkedContext): Promise<Turn> {
  const asked = await readQuestion(context)
  if ('turn' in asked) return asked.turn
  const summaries = await summariesOf(context, asked)
  if (summaries.length === 0) return refusal(context, { code: 'no_programme' })
  return (
    (await nothingOwed(context, asked, summaries)) ??
    answerWith(
      context.conversation.session,
      ...summaries.map((summary) => ({ kind: 'summary' as const, summary })),
    )
  )
}

export async function showMissing(context: LinkedContext): Promise<Turn> {
  const asked = await readQuestion(context)
  if ('turn' in asked) return asked.turn
  const canRemind = rolesOf(context.sender).includes('coordinator')
  const summaries = await summariesOf(context, asked)
  if (summaries.length === 0) return refusal(context, { code: 'no_programme' })
  return (
    (await nothingOwed(context, asked, summaries)) ??
    answerWith(
      context.conversation.session,
      ...summaries.map((summary) => ({ kind: 'missing_list' as const, summary, canRemind })),
    )
  )
}

/** A day off, or a period before there was any task: named, and nobody is blamed. Null: something is owed. */
async function nothingOwed(
  { conversation, library, setting }: LinkedContext,
  { period }: SummaryQuestion,
  summaries: readonly Summary[],
): Promise<Turn | null> {
  if (summaries.every((summary) => summary.cutOff === null)) {
    const { rows } = await library.holidays()
    const named = rows.find((row) => row.kind === 'off' && row.date.equals(period.start))
    return answerWith(conversation.session, {
      kind: 'day_off',
      day: period.start,
      name: named?.name ?? null,
      lastWorkingDay: setting.calendar.lastWorkingDayWithin(
        period.start.subtract({ days: LONGEST_BREAK_DAYS }),
        period.start,
      ),
    })
  }
  if (summaries.some((summary) => summary.owed > 0)) return null
  return answerWith(conversation.session, {
    kind: 'nothing_owed_then',
    period: { regime: period.regime, key: period.key },
  })
}

/** Tết with its weekends is shorter. */
const LONGEST_BREAK_DAYS = 14

/** "[kỳ] [đơn vị]", or with the period named already "[đơn vị]"; a leader's own units are all he can ask for. */
export async function readQuestion(
  context: LinkedContext,
  named: Period | null = null,
): Promise<SummaryQuestion | { readonly turn: Turn }> {
  const { setting, library, sender, args, conversation } = context
  const today = setting.now.toZonedDateTimeISO(setting.zone).toPlainDate()
  const read =
    named === null
      ? (readPeriod(args, today) ?? readPeriod(`ngày ${args}`, today))
      : { period: named, rest: args }
  const refuse = (problem: Parameters<typeof refusal>[1]) => ({ turn: refusal(context, problem) })
  if (read === null) return refuse({ code: 'unknown_period', words: args })
  const own = unitsInSight(sender)
  const allowed = own === null ? null : await library.unitsBelow(own)
  if (read.rest === '') {
    const name =
      own === null ? null : [...new Set(sender.posts.map((post) => post.unit.shortName))].join(', ')
    return { period: read.period, unitIds: allowed, scope: name }
  }
  const units = await library.findUnits(read.rest)
  const visible = units.filter((unit) => allowed === null || allowed.includes(unit.id))
  const [unit] = visible
  if (
    unit === undefined ||
    (visible.length > 1 &&
      foldWords(unit.name) !== foldWords(read.rest) &&
      foldWords(unit.shortName) !== foldWords(read.rest))
  ) {
    const isPeriodWord = units.length === 0 && conversation.incoming.text.trim().split(/\s+/).length <= 2
    return refuse(
      isPeriodWord
        ? { code: 'unknown_period', words: read.rest }
        : {
            code: 'unknown_unit',
            words: read.rest,
            nearest: visible.slice(0, 5).map((one) => one.shortName),
          },
    )
  }
  return { period: read.period, unitIds: await library.unitsBelow([unit.id]), scope: unit.name }
}

function refusal(context: LinkedContext, problem: Problem): Turn {
  return answerWith(context.conversation.session, { kind: 'refused', problem })
}

/** One per programme that has duties in the period. */
export async function summariesOf(
  { library, setting, sender }: Pick<LinkedContext, 'library' | 'setting' | 'sender'>,
  asked: SummaryQuestion,
): Promise<readonly Summary[]> {
  const programmes = await library.programmes()
  const all = await Promise.all(
    programmes.map((programme) => summaryOf(programme, asked, { library, ...setting })),
  )
  const filled = all.filter((summary) => summary.owed > 0)
  const shown = filled.length > 0 ? filled : all.slice(0, 1)
  return seesPhones(sender) ? shown : shown.map(withoutPhones)
}

function withoutPhones(summary: Summary): Summary {
  return {
    ...summary,
    units: summary.units.map((unit) => ({
      ...unit,
      officer: unit.officer === null ? null : { ...unit.officer, phone: null },
    })),
  }
}

export async function showOverdue({ conversation, setting, library, sender }: LinkedContext): Promise<Turn> {
  const today = setting.now.toZonedDateTimeISO(setting.zone).toPlainDate()
  const own = unitsInSight(sender)
  const found = await library.tasksDueUntil(
    today.add({ days: DUE_SOON_DAYS }),
    own === null ? null : await library.unitsBelow(own),
  )
  const isPast = (due: Temporal.PlainDate | null) => due !== null && due.until(today).days > 0
  return answerWith(conversation.session, {
    kind: 'overdue_list',
    today,
    overdue: found.filter(({ task }) => isPast(task.due)).map((one) => factsOf(one, today)),
    dueSoon: found.filter(({ task }) => !isPast(task.due)).map((one) => factsOf(one, today)),
  })
}

/** A single-use code: what the person types, and the hash that is stored. */
export type NewCode = () => { readonly code: string; readonly hash: string }

export async function invite(context: LinkedContext, newCode: NewCode): Promise<Turn> {
  const { conversation, setting, library, args, sender } = context
  if (conversation.incoming.thread.isGroup) return refusal(context, { code: 'only_in_private' })
  const found = args === '' ? [] : await library.findPeople(args)
  const [first] = found
  if (first === undefined || found.length > 1) {
    const nearest = found.slice(0, 8).map((one) => `${one.person.name} (${one.units.join(', ')})`)
    return refusal(context, { code: 'unknown_person', words: args, nearest })
  }
  const { code, hash } = newCode()
  const expiresAt = setting.now.add({ hours: INVITE_HOURS })
  return {
    changes: [
      {
        kind: 'invite_issued',
        id: setting.newId(),
        personId: first.person.id,
        codeHash: hash,
        by: sender.person.id,
        at: setting.now,
        expiresAt,
      },
      {
        kind: 'audited',
        id: setting.newId(),
        at: setting.now,
        personId: sender.person.id,
        action: 'invite_issued',
        subject: `person:${first.person.id}`,
      },
    ],
    replies: [{ kind: 'invited', name: first.person.name, code, expiresAt }],
    notices: [],
    session: conversation.session,
  }
}
