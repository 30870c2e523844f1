/** Opens a zip with another library than the one that made it. */
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'

/** Name to bytes, in the order of the archive. Throws on a wrong checksum or size. */
export async function unzip(bytes: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
  const open = promisify<Buffer, { lazyEntries: boolean }, ZipFile>(fromBuffer)
  const zip = await open(Buffer.from(bytes), { lazyEntries: true })
  const files = new Map<string, Buffer>()
  for await (const entry of entriesOf(zip)) {
    const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)))
    })
    if (files.has(entry.fileName)) throw new Error(`${entry.fileName} is in the zip twice`)
    files.set(entry.fileName, await buffer(stream))
  }
  return files
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const next = await new Promise<Entry | null>((resolve, reject) => {
      zip.once('entry', resolve)
      zip.once('end', () => resolve(null))
      zip.once('error', reject)
      zip.readEntry()
    })
    zip.removeAllListeners()
    if (next === null) return
    yield next
  }
}

export async function textsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await unzip(bytes))].map(([name, data]) => [name, data.toString('utf8')]))
}
