/** The files `npm run understand` reads: cases with expectations, and lists of tasks. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { KnownTask, UnderstandContext } from '../../core/report/understand/reading.ts'

const ExpectedTask = z.object({
  code: z.string(),
  status: z.string(),
  percent: z.number().nullable().optional(),
  obstacle: z.string().nullable().optional(),
  proposal: z.string().nullable().optional(),
})

const Expected = z.object({
  intent: z.enum(['report', 'not_report', 'ask_back']),
  sub: z.string().nullable().optional(),
  tasks: z.array(ExpectedTask).default([]),
})

const Case = z.object({
  id: z.string(),
  now: z.string().default('2025-05-21T15:40:00+07:00'),
  text: z.string(),
  photos: z.number().default(0),
  context: z.object({
    agency: z.string().default(''),
    open_tasks: z.array(z.string()).default([]),
    asked_task: z.string().nullable().optional(),
    reply_tasks: z.array(z.string()).optional(),
    task_titles: z.record(z.string(), z.string()).optional(),
    previous_percent: z.record(z.string(), z.number()).optional(),
    sender_role: z.string().optional(),
    is_group: z.boolean().optional(),
    is_forwarded: z.boolean().optional(),
  }),
  expect: Expected.optional(),
})

const Row = z.object({
  stt: z.string().nullable().optional(),
  code: z.string().nullable().optional(),
  suggest_code: z.string().optional(),
  title: z.string(),
  lead: z.array(z.string()).default([]),
  target: z.object({ value: z.number(), unit: z.string() }).optional(),
})

export type CaseInput = z.input<typeof Case>
export type ExpectedReading = z.output<typeof Expected>

export interface TaskRow extends KnownTask {}

/** Cases of a JSON-lines file; blank lines are skipped. Throws an `Error` that names the first bad line. */
export function parseCases(content: string): z.output<typeof Case>[] {
  return lines(content).map((line, i) => {
    try {
      return Case.parse(JSON.parse(line))
    } catch (error) {
      const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
      throw new Error(`Trường hợp thứ ${i + 1} không đọc được: ${reason}`)
    }
  })
}

/** Tasks of a list like `danh-muc-1841.expected.jsonl`; a code named twice counts once. */
export function parseTaskList(content: string): TaskRow[] {
  const tasks = new Map<string, TaskRow>()
  for (const line of lines(content)) {
    const row = Row.parse(JSON.parse(line))
    const code = row.code ?? row.suggest_code
    if (code === undefined || tasks.has(code)) continue
    tasks.set(code, {
      code,
      outline: row.stt ?? null,
      title: row.title,
      target: row.target ?? null,
      due: null,
      leads: row.lead,
      previous: null,
    })
  }
  return [...tasks.values()]
}

function lines(content: string): string[] {
  return content.split('\n').filter((line) => line.trim() !== '')
}

/** The context of a case: titles of the case first, then of the list; tasks not open are others'. */
export function contextOf(input: CaseInput, rows: readonly TaskRow[]): UnderstandContext {
  const given = Case.parse(input)
  const { context } = given
  const titles = context.task_titles
  const known = new Map<string, KnownTask>(titles === undefined ? rows.map((row) => [row.code, row]) : [])
  for (const [code, title] of Object.entries(titles ?? {})) known.set(code, emptyTask(code, title))
  const isOpen = new Set(context.open_tasks)
  const tasks = context.open_tasks.map((code): KnownTask => {
    const percent = context.previous_percent?.[code]
    const task = known.get(code) ?? rows.find((row) => row.code === code) ?? emptyTask(code, '')
    return percent === undefined ? task : { ...task, previous: { status: 'in_progress', percent } }
  })
  return {
    now: Temporal.Instant.from(given.now).toZonedDateTimeISO('Asia/Ho_Chi_Minh'),
    tasks,
    otherTasks: [...known.values()].filter((task) => !isOpen.has(task.code)),
    askedTask: context.asked_task ?? null,
    replyTasks: context.reply_tasks ?? [],
    unitName: context.agency,
    senderRole: /lanh_dao|leader/.test(context.sender_role ?? '') ? 'leader' : 'officer',
    photos: given.photos,
    isGroup: context.is_group ?? false,
    isForwarded: context.is_forwarded ?? false,
  }
}

function emptyTask(code: string, title: string): KnownTask {
  return { code, outline: null, title, target: null, due: null, leads: [], previous: null }
}
