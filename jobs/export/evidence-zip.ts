/**
 * The zip of evidence: a folder per duty, an index (mục lục) by task, pictures without metadata. One file at a time is
 * in memory. behaviour §7, §8, ledger 66.
 */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { EvidenceFiles } from '../../core/evidence/evidence-files.ts'
import type { EvidencePackLine, PackedEvidence } from '../../core/summary/evidence-pack.ts'
import type { Overview } from '../../core/summary/overview.ts'
import { endingByContent } from './ending-by-content.ts'
import { evidenceIndex, type IndexedFile } from './evidence-index.ts'
import type { ExportFile, ExportMoment } from './export-file.ts'
import { periodName } from './format.ts'
import { safeEnding, safeName } from './safe-name.ts'
import { stripMetadata } from './strip-metadata.ts'
import { addEntry, zipBytes } from './zip-bytes.ts'

export interface EvidencePack {
  readonly overview: Pick<Overview, 'period' | 'scope'>
  readonly lines: readonly EvidencePackLine[]
  /** The bytes as they were sent, metadata included; for coordinators alone, which the caller makes sure of. */
  readonly originals: boolean
}

export const INDEX_NAME = 'muc-luc.xlsx'

/** What an office uploads; a file of any other ending is given a harmless one. */
const KNOWN_ENDINGS: ReadonlySet<string> = new Set(
  '.pdf .doc .docx .xls .xlsx .ppt .pptx .odt .ods .odp .txt .csv .zip .rar .7z .mp3 .m4a .wav .mp4 .mov .jpg .jpeg .png .gif .webp .tif .tiff .heic .avif'.split(
    ' ',
  ),
)

export function evidenceZip(
  pack: EvidencePack,
  { issuer }: { readonly issuer: string },
  files: Pick<EvidenceFiles, 'open'>,
  moment: ExportMoment,
): ExportFile {
  const { period, scope } = pack.overview
  const count = pack.lines.reduce((sum, { evidence }) => sum + evidence.length, 0)
  const withFiles = pack.lines.filter(({ evidence }) => evidence.length > 0).length
  return {
    fileName: `${safeName(`minh-chung-${period.key}${scope === null ? '' : `-${scope}`}${pack.originals ? '-ban-goc' : ''}`)}.zip`,
    mime: 'application/zip',
    caption: `Minh chứng ${periodName(period)}${pack.originals ? ' (bản gốc)' : ''}: ${count} tệp của ${withFiles} nhiệm vụ, kèm mục lục để cập nhật nq57.vn và hệ thống của tỉnh.`,
    bytes: packed(pack, issuer, files, moment),
  }
}

async function* packed(
  pack: EvidencePack,
  issuer: string,
  files: Pick<EvidenceFiles, 'open'>,
  moment: ExportMoment,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const bytes = zipBytes(zip)
  const filling = fill(zip, pack, issuer, files, moment).catch((error: unknown) => zip.emit('error', error))
  yield* bytes
  await filling
}

async function fill(
  zip: ZipFile,
  { overview, lines, originals }: EvidencePack,
  issuer: string,
  files: Pick<EvidenceFiles, 'open'>,
  moment: ExportMoment,
): Promise<void> {
  const mtime = new Date(moment.now.epochMilliseconds)
  const indexed: IndexedFile[] = []
  const folders = new Set<string>()
  for (const line of lines) {
    const folder = folderOf(line, folders)
    for (const [index, evidence] of line.evidence.entries()) {
      const prepared = await prepare(evidence, originals, files)
      const path =
        prepared.bytes === null ? null : `${folder}/${nameOf(line, evidence, index, prepared.ending)}`
      if (prepared.bytes !== null && path !== null) await addFile(zip, path, prepared.bytes, mtime)
      indexed.push({
        line,
        evidence,
        path,
        state: prepared.state,
        sha256: prepared.bytes && hashOf(prepared.bytes),
      })
    }
  }
  const index = evidenceIndex({ overview, lines, files: indexed, issuer }, moment)
  await addFile(zip, INDEX_NAME, await buffer(Readable.from(index)), mtime)
  zip.end()
}

interface Prepared {
  readonly state: IndexedFile['state']
  readonly bytes: Buffer | null
  /** Null: that of its name. */
  readonly ending: string | null
}

async function prepare(
  { sha256 }: PackedEvidence,
  originals: boolean,
  files: Pick<EvidenceFiles, 'open'>,
): Promise<Prepared> {
  const stored = await files.open(sha256)
  if (stored === null) return { state: 'lost', bytes: null, ending: null }
  const bytes = await buffer(Readable.from(stored))
  if (originals) return { state: 'original', bytes, ending: endingByContent(bytes) }
  const stripped = await stripMetadata(bytes)
  switch (stripped.kind) {
    case 'picture':
      return { state: 'stripped', bytes: stripped.bytes, ending: stripped.ending }
    case 'other':
      return { state: 'original', bytes, ending: endingByContent(bytes) }
    case 'unreadable':
      return { state: 'unreadable', bytes: null, ending: null }
    default:
      return stripped satisfies never
  }
}

/**
 * Resolves when the archive has taken all of it, so that the next file is read only then. Pictures are not compressed
 * again: there is nothing left to gain.
 */
async function addFile(zip: ZipFile, path: string, bytes: Buffer, mtime: Date): Promise<void> {
  await new Promise<void>((resolve) => {
    const source = Readable.from([bytes])
    const isPicture = /\.(jpg|png)$/.test(path)
    source.once('close', resolve)
    addEntry(zip, path, { mtime, size: bytes.length, compress: !isPicture }, () => source)
  })
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** "NV07-So-KHCN"; a second one of the same name gets a number. */
function folderOf({ item }: EvidencePackLine, taken: Set<string>): string {
  const name = safeName(`${item.row.task.code}-${item.row.unit.shortName}`)
  let folder = name
  for (let count = 2; taken.has(folder.toLowerCase()); count++) folder = `${name}-${count}`
  taken.add(folder.toLowerCase())
  return folder
}

/** "NV07-01-BC-261123-0042.jpg": sorted by time, unique in its folder, free of what the sender called it. */
function nameOf(
  { item }: EvidencePackLine,
  { reportNumber, fileName }: PackedEvidence,
  index: number,
  ending: string | null,
): string {
  const own = safeEnding(fileName ?? '')
  const kept = ending ?? (KNOWN_ENDINGS.has(own) ? own : '.bin')
  return `${safeName(`${item.row.task.code}-${String(index + 1).padStart(2, '0')}-${reportNumber}`)}${kept}`
}
