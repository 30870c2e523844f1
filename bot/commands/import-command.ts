/** `/nhap` with a list: preview, reason where one is owed, then "Đồng ý". Rules: core/import. behaviour §6, Ledger 36, 37. */
import { createHash } from 'node:crypto'
import { compareTaskList, type ImportPlan, isEmptyPlan } from '../../core/import/compare-task-list.ts'
import type { ImportBase } from '../../core/import/ports.ts'
import { readTaskList } from '../../core/import/read-task-list.ts'
import type { ImportReading } from '../../core/import/reading.ts'
import type { Problem } from '../../core/problems.ts'
import { MEDIA_LIMIT_MEGABYTES } from '../../core/report/dialogue/receive-media.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'
import { localDate } from '../../core/time.ts'
import type { LinkedContext } from './context.ts'
import { announce, askFor } from './order.ts'

/** What the command's arguments hold once the file is there: `tep SHA256 EXTENSION [ct CODE] [lydo WORDS]`. */
interface ImportWords {
  readonly sha256: string
  readonly extension: string
  readonly programme: string | null
  readonly reason: string | null
}

/** Of the first list of an installation without programmes. */
const FIRST_PROGRAMME = 'CT01'
const WORDS = /^tep ([0-9a-f]{64}) ([a-z0-9]{1,5}|-)(?: ct (\S+))?(?: lydo ([\s\S]+))?$/

export async function importList(context: LinkedContext): Promise<Turn> {
  const { conversation, agreedTo } = context
  const [file] = conversation.media
  if (file !== undefined && agreedTo === null) {
    if (!file.ok) return unfetched(context, file.problem)
    const extension = /\.([a-z0-9]{1,5})$/i.exec(file.fileName ?? '')?.[1]?.toLowerCase() ?? '-'
    const named = /^(?:ct )?([\p{L}\p{N}_-]+)$/u.exec(context.args)?.[1]
    const programme = named === undefined ? '' : ` ct ${named.toUpperCase()}`
    return takeFile({ ...context, args: `tep ${file.sha256} ${extension}${programme}` })
  }
  if (context.args === '') {
    return askFor('nhap', context, { ask: { about: 'import_file' }, args: '', options: [] })
  }
  return takeFile(context)
}

async function takeFile(context: LinkedContext): Promise<Turn> {
  const words = readWords(context.args)
  if (words === null) return askFor('nhap', context, { ask: { about: 'import_file' }, args: '', options: [] })
  const programmes = (await context.library.programmes()).filter(({ active }) => active)
  const [only, another] = programmes
  const chosen = words.programme ?? (another === undefined ? (only?.code ?? FIRST_PROGRAMME) : null)
  if (chosen === null) {
    const start = `tep ${words.sha256} ${words.extension}`
    const options = programmes.map(({ name, code }) => ({
      choice: { kind: 'programme' as const, name },
      args: `${start} ct ${code}`,
    }))
    return askFor('nhap', context, { ask: { about: 'which_programme' }, args: start, options })
  }
  const isNew = !programmes.some(({ code }) => code === chosen)
  return compare(context, { ...words, programme: chosen, isNew })
}

function unfetched({ conversation }: LinkedContext, problem: 'gone' | 'too_large'): Turn {
  return answerWith(
    conversation.session,
    problem === 'gone'
      ? { kind: 'refused', problem: { code: 'import_file_gone' } }
      : { kind: 'media_too_large', limitMegabytes: MEDIA_LIMIT_MEGABYTES },
  )
}

function readWords(args: string): ImportWords | null {
  const found = WORDS.exec(args)
  if (found === null) return null
  const [, sha256 = '', extension = '-', programme, reason] = found
  return { sha256, extension, programme: programme ?? null, reason: reason?.trim() ?? null }
}

/** A code nobody has yet, if he names one, begins a programme. */
type Chosen = ImportWords & { readonly programme: string; readonly isNew: boolean }

async function compare(context: LinkedContext, words: Chosen): Promise<Turn> {
  const { setting, library } = context
  const bytes = await context.readFile(words.sha256)
  if (bytes === null) return refusal(context, { code: 'import_file_gone' })
  const sheets = await context.readSheets(bytes, `danh-sach.${words.extension}`)
  if (!sheets.ok) return refusal(context, { code: 'import_file', problem: sheets.problem })
  const base = await library.importBase(words.programme)
  const reading = readTaskList(sheets.value, {
    now: localDate(setting.now, setting.zone),
    directory: base.directory,
    existing: base.existing,
  })
  if (reading.tasks.length + reading.officers.length === 0) {
    return answer(context, { kind: 'import', view: { of: 'nothing_read', notices: reading.notices } })
  }
  const plan = compareTaskList(reading, base)
  if (isEmptyPlan(plan)) {
    return answer(context, { kind: 'import', view: { of: 'same', tasks: plan.unchanged.length } })
  }
  if (plan.needsReason && words.reason === null) return askReason(context, words, reading, plan)
  const basis = `nhap:${printOf(base)}`
  if (context.agreedTo === basis) return commit(context, words, plan, base)
  return announce('nhap', context, basis, (offer) => ({
    kind: 'import',
    view: { of: 'preview', ...words, reading, plan, offer },
  }))
}

function askReason(context: LinkedContext, words: Chosen, reading: ImportReading, plan: ImportPlan): Turn {
  const args = `tep ${words.sha256} ${words.extension} ct ${words.programme} lydo`
  const view = { of: 'preview', ...words, reading, plan, offer: null } as const
  return askFor('nhap', context, { ask: { about: 'import_reason' }, args, options: [] }, [
    { kind: 'import', view },
  ])
}

function commit(context: LinkedContext, words: Chosen, plan: ImportPlan, base: ImportBase): Turn {
  const document = /\d+\/(?:\d{4}\/)?\p{Lu}[\p{Lu}\d]*(?:-\p{Lu}[\p{Lu}\d]*)*/u.exec(words.reason ?? '')
  const turn = answer(context, {
    kind: 'import',
    view: {
      of: 'done',
      added: plan.added.length,
      changed: plan.changed.length,
      removed: plan.gone.length,
      officers: plan.officers.length,
    },
  })
  return {
    ...turn,
    changes: [
      {
        kind: 'task_list_taken',
        programmeCode: words.programme,
        base,
        plan,
        approval: { reason: words.reason, document: document?.[0] ?? null },
        personId: context.sender.person.id,
        at: context.setting.now,
      },
    ],
  }
}

/** What the preview was worked out from: where it has moved on, the preview is shown anew. */
function printOf(base: ImportBase): string {
  return createHash('sha256').update(JSON.stringify(base)).digest('base64url').slice(0, 22)
}

function answer({ conversation }: LinkedContext, ...replies: Turn['replies']): Turn {
  return answerWith({ ...conversation.session, order: null }, ...replies)
}

function refusal(context: LinkedContext, problem: Problem): Turn {
  return answer(context, { kind: 'refused', problem })
}
