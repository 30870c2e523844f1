/** Puts a file where the senders find it, while it is being made. */
import type { EvidenceFiles } from '../../core/evidence/evidence-files.ts'
import type { OutgoingFile } from '../../core/talk/message.ts'
import type { ExportFile } from './export-file.ts'

export interface StoreLimits {
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/** Null: it is larger than allowed, and was not kept. */
export async function storeFile(
  { fileName, mime, bytes }: Pick<ExportFile, 'fileName' | 'mime' | 'bytes'>,
  files: Pick<EvidenceFiles, 'put'>,
  limits: StoreLimits,
): Promise<OutgoingFile | null> {
  const put = await files.put(bytes, limits)
  return put.ok ? { name: fileName, mime, sha256: put.sha256, sizeBytes: put.sizeBytes } : null
}
