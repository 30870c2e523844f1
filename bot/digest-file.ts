/** The file that goes with a long digest: UTF-8 with its mark and semicolons, as the spreadsheets here open it. */
import type { Temporal } from 'temporal-polyfill'
import type { EvidenceFiles } from '../core/evidence/evidence-files.ts'
import type { OutgoingFile } from '../core/talk/message.ts'
import type { DigestSubject } from '../core/talk/reply.ts'
import { digestTable } from './replies/digest-table.ts'

const MOST_BYTES = 5 * 1024 * 1024
const STORE_MILLISECONDS = 10_000
const BYTE_ORDER_MARK = '\uFEFF'

export function createDigestFiles(evidence: Pick<EvidenceFiles, 'put'>) {
  return async (
    subjects: readonly DigestSubject[],
    at: Temporal.ZonedDateTime,
  ): Promise<OutgoingFile | null> => {
    const bytes = Buffer.from(csvOf(digestTable(subjects)), 'utf8')
    const put = await evidence.put(oneChunk(bytes), {
      maxBytes: MOST_BYTES,
      signal: AbortSignal.timeout(STORE_MILLISECONDS),
    })
    if (!put.ok) return null
    const stamp = `${at.toPlainDate().toString().replaceAll('-', '')}-${String(at.hour).padStart(2, '0')}${String(at.minute).padStart(2, '0')}`
    return {
      name: `bao-cao-len-${stamp}.csv`,
      mime: 'text/csv',
      sha256: put.sha256,
      sizeBytes: put.sizeBytes,
    }
  }
}

export function csvOf(rows: readonly (readonly string[])[]): string {
  return `${BYTE_ORDER_MARK}${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

/** What begins like a formula is written as text; quotes are doubled. */
function cell(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  const safe = /^[=+\-@]/.test(flat) ? `'${flat}` : flat
  return /[";]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
