/** The packaged sample list as the import reads it; prisma reads its own .csv, the import's file readers live in jobs. */
import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { Temporal } from 'temporal-polyfill'
import { codeKey } from '../../core/import/codes.ts'
import { readTaskList } from '../../core/import/read-task-list.ts'
import { codeOf, type SourceDocument, type TaskRow } from '../../core/import/reading.ts'

const PACKAGED = new URL('./danh-muc-1841.csv', import.meta.url)
/** A day in the list's own time; its dates are moved afterwards. */
export const LIST_DAY = Temporal.PlainDate.from('2025-05-28')

export interface DemoList {
  readonly source: SourceDocument | null
  /** Each code once: of the two rows under NV22 the first. */
  readonly tasks: readonly TaskRow[]
}

export async function readDemoList(): Promise<DemoList> {
  const records: string[][] = parse(await readFile(PACKAGED), { bom: true, relax_column_count: true })
  const sheet = {
    name: 'CSV',
    rows: records.map((record) => record.map((text) => ({ text }))),
    merges: [],
    hiddenRows: new Set<number>(),
    hidden: false,
  }
  const reading = readTaskList([sheet], { now: LIST_DAY, directory: [], existing: [] })
  const first = new Map<string, TaskRow>()
  for (const task of reading.tasks) {
    const key = codeKey(codeOf(task))
    if (!first.has(key)) first.set(key, task)
  }
  return { source: reading.source, tasks: [...first.values()] }
}
