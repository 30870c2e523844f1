/** A process of its own that opens the embedded database of a folder and writes rows until it is killed. */
import { openDatabase } from '../../prisma/database.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const log = { info: () => undefined, warn: () => undefined }
const opened = await openDatabase({ databaseUrl: null, dataDir: process.argv[2] ?? '', log })
if (!opened.ok) {
  say(`problem ${JSON.stringify(opened.problem)}`)
  process.exit(1)
}
say('open')
for (let n = 0; ; n++) {
  await opened.db.client.counter.create({ data: { name: `row-${n}`, value: n } })
  say(`row ${n}`)
}
