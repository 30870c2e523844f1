/**
 * The bytes of a zip while it is being made. yazl listens neither to the errors of an entry's source nor does it end its
 * output with them: both would leave the reader waiting, or end the process. Here they reach the reader.
 */
import { PassThrough, type Readable } from 'node:stream'
import type { ZipFile } from 'yazl'

export function zipBytes(zip: ZipFile): AsyncIterable<Uint8Array> {
  const out = new PassThrough()
  // Whoever reads is told, also when he begins later.
  out.on('error', () => undefined)
  zip.on('error', (error: Error) => out.destroy(error))
  zip.outputStream.on('error', (error: Error) => out.destroy(error))
  zip.outputStream.pipe(out)
  return out
}

export interface EntryFacts {
  readonly mtime: Date
  /** Bytes, where they are known. */
  readonly size?: number
  /** False for what is compressed already. */
  readonly compress?: boolean
}

/** The source is opened when it is this entry's turn. */
export function addEntry(zip: ZipFile, path: string, facts: EntryFacts, open: () => Readable): void {
  zip.addReadStreamLazy(path, facts, (give) => {
    const source = open()
    source.on('error', (error: Error) => zip.emit('error', error))
    give(null, source)
  })
}
