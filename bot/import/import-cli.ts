/** `npm run import`: reads a file, shows what it says and would change, and has the plan carried out. Holds no rule. */
import { basename } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { compareTaskList, type ImportPlan, isEmptyPlan } from '../../core/import/compare-task-list.ts'
import type { FileResult } from '../../core/import/file-problem.ts'
import type { ImportApproval, ImportBase, ImportOutcome } from '../../core/import/ports.ts'
import { readTaskList } from '../../core/import/read-task-list.ts'
import type { ImportReading } from '../../core/import/reading.ts'
import type { Sheet } from '../../core/import/sheet.ts'
import { type ImportArguments, parseArguments } from './import-arguments.ts'
import { officerJson, taskJson } from './reading-json.ts'
import { noticeWords, outcomeWords, planWords, problemWords, readingWords, warningWords } from './wording.ts'

export interface ImportDependencies {
  readonly readFile: (path: string) => Promise<Uint8Array>
  /** The sheets in a file of that name. */
  readonly readSheets: (bytes: Uint8Array, name: string) => Promise<FileResult<readonly Sheet[]>>
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly timeZone: string
  /** State to compare with; absent for a dry run without a database. */
  readonly load?: () => Promise<ImportBase>
  readonly commit?: (plan: ImportPlan, approval: ImportApproval) => Promise<ImportOutcome>
}

const USAGE =
  'npm run import -- TỆP [--dry-run] [--json] [--now ISO] [--reason "LÝ DO"] [--document "SỐ VĂN BẢN"] [--programme MÃ]'
const NOTHING: ImportBase = { directory: [], existing: [], officers: [] }

/** Exit code: 0 done, 1 the file cannot be taken, 2 wrong arguments, 3 a reason is needed first. */
export async function runImport(argv: readonly string[], deps: ImportDependencies): Promise<number> {
  const parsed = parseArguments(argv, deps.timeZone)
  if (!parsed.ok) {
    deps.stderr(`Không hiểu "${parsed.word}".\n${USAGE}\n`)
    return 2
  }
  const args = parsed.value
  const started = performance.now()
  const bytes = await bytesOf(args.file, deps)
  if (!bytes) return 1
  const sheets = await deps.readSheets(bytes, basename(args.file))
  if (!sheets.ok) {
    deps.stderr(`${problemWords(sheets.problem)}\n`)
    return 1
  }
  const base = deps.load ? await deps.load() : NOTHING
  const now = args.now ?? Temporal.Now.plainDateISO(deps.timeZone)
  const reading = readTaskList(sheets.value, { now, directory: base.directory, existing: base.existing })
  const isEmpty = reading.tasks.length + reading.officers.length === 0
  print(reading, args, secondsSince(started), deps)
  if (isEmpty) return 1
  return args.isDryRun && !deps.load ? 0 : finish(reading, base, args, started, deps)
}

async function finish(
  reading: ImportReading,
  base: ImportBase,
  args: ImportArguments,
  started: number,
  deps: ImportDependencies,
): Promise<number> {
  const plan = compareTaskList(reading, base)
  if (!args.asJson) deps.stdout(`${planWords(plan).join('\n')}\n`)
  if (args.isDryRun) return 0
  if (isEmptyPlan(plan)) {
    deps.stderr(`${outcomeWords(null, secondsSince(started))}\n`)
    return 0
  }
  if (plan.needsReason && !args.reason?.trim()) {
    deps.stderr('Có nhiệm vụ đổi thời hạn hoặc bị bỏ: cần lý do, thêm --reason "…" (và --document nếu có).\n')
    return 3
  }
  if (!deps.commit) {
    deps.stderr('Chưa nối cơ sở dữ liệu: chỉ xem trước được, thêm --dry-run.\n')
    return 1
  }
  deps.stderr('Đang ghi…\n')
  const outcome = await deps.commit(plan, { reason: args.reason, document: args.document })
  deps.stderr(`${outcomeWords(outcome, secondsSince(started))}\n`)
  return 0
}

/** JSON to stdout alone, so that it can be piped; words about the file go to stderr then. */
function print(
  reading: ImportReading,
  args: ImportArguments,
  seconds: number,
  deps: ImportDependencies,
): void {
  const say = args.asJson ? deps.stderr : deps.stdout
  say(`${readingWords(reading, seconds)}\n`)
  for (const notice of reading.notices) say(`${noticeWords(notice)}\n`)
  if (args.asJson) {
    const hasCodes = reading.tasks.some((task) => task.code !== null)
    for (const task of reading.tasks) deps.stdout(`${JSON.stringify(taskJson(task, hasCodes))}\n`)
    for (const officer of reading.officers) deps.stdout(`${JSON.stringify(officerJson(officer))}\n`)
    return
  }
  for (const row of [...reading.tasks, ...reading.officers]) {
    for (const warning of row.warnings) say(`  ${row.sheet}!${warningWords(warning)}\n`)
  }
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000
}

async function bytesOf(file: string, deps: ImportDependencies): Promise<Uint8Array | null> {
  try {
    return await deps.readFile(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    if (code === null) throw error
    deps.stderr(`Không đọc được tệp ${basename(file)} (${code}).\n`)
    return null
  }
}
