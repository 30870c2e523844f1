/** A zip in memory, unpacked entry by entry as a stream that stops at the limits; what is not asked for stays packed. */
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import type { FileProblem } from '../../../core/import/file-problem.ts'
import type { FileLimits } from '../limits.ts'

/** Ends the reading of a file at once; caught where the file was opened, never beyond. */
export class Refusal extends Error {
  readonly problem: FileProblem

  constructor(problem: FileProblem) {
    super(problem.code)
    this.problem = problem
  }
}

const MOST_ENTRIES = 10_000
const ENCRYPTED = 0x1

export class ZipPackage {
  private readonly zip: ZipFile
  private readonly entries: ReadonlyMap<string, Entry>
  private readonly limits: FileLimits
  private unpacked = 0

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, limits: FileLimits) {
    this.zip = zip
    this.entries = entries
    this.limits = limits
  }

  /** Reads the directory of the zip and judges it by the sizes it claims. Throws Refusal. */
  static async open(bytes: Uint8Array, limits: FileLimits): Promise<ZipPackage> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const zip = await damagedOnError(fromBufferPromise(buffer, { lazyEntries: true, autoClose: false }))
    const entries = new Map<string, Entry>()
    const iterator = zip.eachEntry()
    for (
      let next = await damagedOnError(iterator.next());
      !next.done;
      next = await damagedOnError(iterator.next())
    ) {
      const entry: Entry = next.value
      judge(entry, limits)
      entries.set(entry.fileName, entry)
      if (entries.size > MOST_ENTRIES) throw new Refusal({ code: 'zip_bomb', entry: entry.fileName })
    }
    return new ZipPackage(zip, entries, limits)
  }

  get names(): readonly string[] {
    return [...this.entries.keys()]
  }

  has(name: string): boolean {
    return this.entries.has(name)
  }

  /** Text of an entry in pieces (UTF-8); nothing where there is no such entry. Throws Refusal. */
  async *text(name: string): AsyncGenerator<string> {
    const entry = this.entries.get(name)
    if (!entry) return
    const decoder = new TextDecoder()
    let size = 0
    const stream = await damagedOnError(this.zip.openReadStreamPromise(entry))
    const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]()
    try {
      for (
        let next = await damagedOnError(chunks.next());
        !next.done;
        next = await damagedOnError(chunks.next())
      ) {
        size += next.value.length
        this.unpacked += next.value.length
        judgeSize(entry.fileName, size, entry.compressedSize, this.limits)
        if (this.unpacked > this.limits.unpackedBytes) {
          throw new Refusal({ code: 'too_much_text', limitBytes: this.limits.unpackedBytes })
        }
        yield decoder.decode(next.value, { stream: true })
      }
      yield decoder.decode()
    } finally {
      stream.destroy()
    }
  }
}

function judge(entry: Entry, limits: FileLimits): void {
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw new Refusal({ code: 'password_protected' })
  judgeSize(entry.fileName, entry.uncompressedSize, entry.compressedSize, limits)
}

function judgeSize(name: string, unpacked: number, packed: number, limits: FileLimits): void {
  const isTight = unpacked > limits.ratioFloorBytes && unpacked > Math.max(packed, 1) * limits.ratio
  if (isTight) throw new Refusal({ code: 'zip_bomb', entry: name })
}

/** Errors of the zip library mean a broken file; Refusals pass through. */
async function damagedOnError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal({ code: 'damaged', detail: error instanceof Error ? error.message : String(error) })
  }
}
