/**
 * `npm run understand -- FILE.jsonl [--json] [--min 0.95] [--tasks FILE.jsonl]` scores readings against
 * expectations; without a file it reads texts from the terminal and explains each stage by stage.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { explain } from '../core/report/understand/explain.ts'
import { understand } from '../core/report/understand/understand.ts'
import { contextOf, parseCases, parseTaskList, type TaskRow } from './understand/case-file.ts'
import { renderExplanation } from './understand/render-explanation.ts'
import { compare, type Outcome, outcomeOf } from './understand/score-case.ts'

const DEFAULT_TASKS = 'tests/fixtures/danh-muc-1841.expected.jsonl'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    min: { type: 'string' },
    tasks: { type: 'string' },
    open: { type: 'string' },
    now: { type: 'string' },
  },
})

const write = (line: string) => process.stdout.write(`${line}\n`)
const rows = loadTasks(values.tasks)
const [file] = positionals
if (file === undefined) await explainTyped()
else process.exitCode = tryScore(file)

function loadTasks(path: string | undefined): TaskRow[] {
  if (path !== undefined) return parseTaskList(readFileSync(path, 'utf8'))
  return existsSync(DEFAULT_TASKS) ? parseTaskList(readFileSync(DEFAULT_TASKS, 'utf8')) : []
}

function tryScore(path: string): number {
  try {
    return scoreFile(path)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

/** Exit code 0, or 1 when the share of cases read right lies below `--min` or the file cannot be read. */
function scoreFile(path: string): number {
  if (!existsSync(path)) {
    process.stderr.write(`Không tìm thấy tệp: ${path}\n`)
    return 1
  }
  const cases = parseCases(readFileSync(path, 'utf8'))
  let right = 0
  let severe = 0
  for (const each of cases) {
    const outcome: Outcome = outcomeOf(each.id, understand(each.text, contextOf(each, rows)))
    if (values.json) write(JSON.stringify({ id: outcome.id, intent: outcome.intent, tasks: outcome.tasks }))
    if (each.expect === undefined) continue
    const result = compare(each.expect, outcome)
    if (result.differences.length === 0) right += 1
    if (result.isSevere) severe += 1
    if (!values.json && result.differences.length > 0) {
      write(`${result.isSevere ? 'NẶNG' : 'lệch'} ${each.id}  ${each.text.replaceAll('\n', ' / ')}`)
      for (const difference of result.differences) write(`      ${difference}`)
    }
  }
  const share = cases.length === 0 ? 0 : right / cases.length
  const summary = `${right}/${cases.length} đúng (${(share * 100).toFixed(1)}%), ${severe} lỗi nặng`
  if (values.json) process.stderr.write(`${summary}\n`)
  else write(summary)
  const min = values.min === undefined ? 0 : Number(values.min)
  return share < min || cases.length === 0 ? 1 : 0
}

async function explainTyped(): Promise<void> {
  const open = values.open?.split(',') ?? rows.map((row) => row.code)
  const context = contextOf(
    {
      id: 'typed',
      text: '',
      photos: 0,
      now: values.now ?? new Date().toISOString(),
      context: { agency: '', open_tasks: open },
    },
    rows,
  )
  if (process.stdin.isTTY)
    write('Gõ một tin báo cáo rồi Enter (Ctrl+D để thoát). Dùng \\n để xuống dòng trong tin.')
  for await (const line of createInterface({ input: process.stdin })) {
    write(renderExplanation(explain(line.replaceAll('\\n', '\n'), context)))
  }
}
