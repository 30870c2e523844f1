/** The bytes of a zip while it is being made; an entry that fails ends them with its error, as yazl itself does not. */
import { PassThrough } from 'node:stream'
import type { ZipFile } from 'yazl'

export function zipBytes(zip: ZipFile): AsyncIterable<Uint8Array> {
  const out = new PassThrough()
  zip.on('error', (error: Error) => out.destroy(error))
  zip.outputStream.on('error', (error: Error) => out.destroy(error))
  zip.outputStream.pipe(out)
  return out
}
