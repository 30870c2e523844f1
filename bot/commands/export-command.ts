/** `/xuat` and `/tinhhinh`: a period as a file or a picture. The file is drawn when it is sent. behaviour §6, §7, §8. */
import { rolesOf, seesPhones } from '../../core/directory/permission.ts'
import { periodFromKey } from '../../core/programme/period.ts'
import type { PeriodicRegime } from '../../core/programme/regime.ts'
import { type ExportKind, type ExportOrder, mayHave } from '../../core/summary/export-order.ts'
import type { SummaryQuestion } from '../../core/summary/period-summary.ts'
import { foldWords } from '../../core/talk/fold-words.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'
import type { LinkedContext } from './context.ts'
import { readQuestion, summariesOf } from './desk-commands.ts'
import { askFor } from './order.ts'

const KINDS: readonly (readonly [RegExp, ExportKind])[] = [
  [/^(xlsx|excel|bang)$/, 'workbook'],
  [/^(docx|word|baocao|bao)$/, 'report'],
  [/^(zip|minhchung)$/, 'evidence'],
  [/^(bieudo|anh|hinh|chart)$/, 'reporting_picture'],
  [/^(xuhuong|trend)$/, 'trend_picture'],
  [/^(lich|hanviec)$/, 'due_picture'],
]
const ORIGINALS = /^(goc|nguyenban)$/

/** `KIND [gốc] [period or its key] [unit]`. */
export async function exportFile(context: LinkedContext): Promise<Turn> {
  const words = context.args.split(/\s+/).filter((word) => word !== '')
  const kind = KINDS.find(([pattern]) => pattern.test(foldWords(words[0] ?? '')))?.[1]
  if (kind === undefined) {
    const rest = context.args
    return askFor('xuat', context, {
      ask: { about: 'export_kind' },
      args: '',
      options: (['workbook', 'report', 'evidence', 'reporting_picture'] as const).map((each) => ({
        choice: { kind: 'export', of: each },
        args: `${WORD[each]} ${rest}`.trim(),
      })),
    })
  }
  const originals = ORIGINALS.test(foldWords(words[1] ?? ''))
  const roles = rolesOf(context.sender)
  if (!mayHave({ originals: originals || kind === 'evidence' }, roles)) {
    const problem = { code: 'needs_role', roles: ['coordinator'] } as const
    return answerWith(context.conversation.session, { kind: 'refused', problem })
  }
  const asked = await questionOf({ ...context, args: words.slice(originals ? 2 : 1).join(' ') })
  if ('turn' in asked) return asked.turn
  return {
    ...answerWith(context.conversation.session, { kind: 'file_coming', of: kind, period: nameOf(asked) }),
    files: [orderOf(kind, asked, context, originals)],
  }
}

const WORD: Readonly<Record<'workbook' | 'report' | 'evidence' | 'reporting_picture', string>> = {
  workbook: 'xlsx',
  report: 'docx',
  evidence: 'zip',
  reporting_picture: 'bieudo',
}

/** The picture first, three lines of text under it: for those who look rather than read. */
export async function showStatus(context: LinkedContext): Promise<Turn> {
  const asked = await readQuestion(context)
  if ('turn' in asked) return asked.turn
  const summaries = await summariesOf(context, asked)
  const { session } = context.conversation
  if (summaries.every((summary) => summary.owed === 0)) {
    return answerWith(session, { kind: 'nothing_owed_then', period: nameOf(asked) })
  }
  return {
    ...answerWith(session, { kind: 'status', summaries }),
    files: [orderOf('reporting_picture', asked, context, false)],
  }
}

function questionOf(context: LinkedContext): ReturnType<typeof readQuestion> {
  const [first = '', ...rest] = context.args.split(/\s+/)
  const period = periodFromKey(first)
  return period === null ? readQuestion(context) : readQuestion({ ...context, args: rest.join(' ') }, period)
}

function orderOf(
  kind: ExportKind,
  { period, unitIds, scope }: SummaryQuestion,
  { sender }: LinkedContext,
  originals: boolean,
): ExportOrder {
  return {
    kind,
    periodKey: period.key,
    programmeIds: null,
    unitIds: unitIds === null ? null : [...unitIds],
    scope,
    seesPhones: seesPhones(sender),
    originals,
  }
}

function nameOf({ period: { regime, key } }: SummaryQuestion): { regime: PeriodicRegime; key: string } {
  return { regime, key }
}
