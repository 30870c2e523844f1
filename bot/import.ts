/** `npm run import`: wires the reading of files (jobs) to the database. Wiring alone; what it does is jobs/import's. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import type { TaskListStore } from '../core/import/ports.ts'
import { readSheets } from '../jobs/import/read-file.ts'
import { type Database, openDatabase } from '../prisma/database.ts'
import { describeDatabaseProblem } from '../prisma/database-problem.ts'
import { DecisionOutdated } from '../prisma/decision-outdated.ts'
import { createTaskListStore } from '../prisma/task-list-store.ts'
import { type Config, readConfig } from './config.ts'
import { parseArguments } from './import/import-arguments.ts'
import { type ImportDependencies, runImport } from './import/import-cli.ts'
import { newId } from './new-id.ts'

/** Of a programme that begins with its first list, unless `--programme` names it. */
const FIRST_PROGRAMME = 'CT01'
const SILENT = { info: () => undefined, warn: () => undefined }

const say = (line: string) => process.stderr.write(`${line}\n`)

async function main(argv: readonly string[]): Promise<number> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const read = readConfig(process.env)
  if (!read.ok) {
    for (const line of read.lines) say(line)
    return 1
  }
  const { config } = read
  const outside: ImportDependencies = {
    readFile: (path) => readFile(path),
    readSheets,
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    timeZone: config.timeZone,
  }
  const parsed = parseArguments(argv, config.timeZone)
  if (!parsed.ok || !needsDatabase(parsed.value, config)) return runImport(argv, outside)
  const opened = await openDatabase({ ...config, log: SILENT })
  if (!opened.ok) {
    say(describeDatabaseProblem(opened.problem))
    return 1
  }
  const { db } = opened
  try {
    const code = parsed.value.programme ?? (await onlyProgramme(db))
    if (code === null) return 2
    const store = storeOf(db, config)
    return await runImport(argv, {
      ...outside,
      load: () => store.load(code),
      commit: (plan, approval) => store.apply(plan, approval),
    })
  } catch (error) {
    if (!(error instanceof DecisionOutdated)) throw error
    say('Dữ liệu vừa được người khác thay đổi, chưa ghi gì. Hãy chạy lại lệnh.')
    return 1
  } finally {
    await db.close()
  }
}

/** A dry run compares with what there is, but creates nothing; as JSON it shows the file alone. */
function needsDatabase(
  { isDryRun, asJson }: { readonly isDryRun: boolean; readonly asJson: boolean },
  { databaseUrl, dataDir }: Config,
): boolean {
  if (!isDryRun) return true
  return !asJson && (databaseUrl !== null || existsSync(join(dataDir, 'db')))
}

function storeOf({ client }: Database, { timeZone }: Config): TaskListStore {
  const now = () => Temporal.Now.instant()
  return createTaskListStore({ client, now, zone: timeZone, newId, personId: null })
}

/** Null, with the choice shown, where there are several. */
async function onlyProgramme({ client }: Database): Promise<string | null> {
  const found = await client.programme.findMany({ where: { active: true }, orderBy: { code: 'asc' } })
  const [only, ...others] = found.map(({ code }) => code)
  if (others.length === 0) return only ?? FIRST_PROGRAMME
  say(`Có nhiều chương trình (${[only, ...others].join(', ')}): thêm --programme MÃ.`)
  return null
}

process.exitCode = await main(process.argv.slice(2))
