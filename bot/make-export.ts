/** Draws an ordered file when its message leaves. Part of the composition root: wires, decides nothing. */
import type { EvidenceFiles } from '../core/evidence/evidence-files.ts'
import { thaw } from '../core/lock/freeze.ts'
import type { Clock } from '../core/ports.ts'
import type { ExportOrder } from '../core/summary/export-order.ts'
import { letterhead } from '../core/summary/letterhead.ts'
import type { CarriedOut, ExportRoom } from '../jobs/export/carry-out.ts'
import { type StoreLimits, storeFile } from '../jobs/export/store-file.ts'
import type { JobLog } from '../jobs/job-log.ts'
import type { Composed } from '../jobs/sender/sender.ts'
import type { Database } from '../prisma/database.ts'
import { loadCalendar, loadProgrammes } from '../prisma/directory-rows.ts'
import { loadFrozen } from '../prisma/lock-rows.ts'
import { createOverviewSource } from '../prisma/overview-source.ts'
import { render } from './replies/render.ts'

/** Below Telegram's 50 MB for what a bot sends. */
const MOST_BYTES = 45 * 1024 * 1024
const MAKE_MILLISECONDS = 120_000

export interface MakeExportOptions {
  readonly db: Database
  readonly evidence: EvidenceFiles
  readonly clock: Clock
  readonly zone: string
  readonly log: JobLog
}

/** A file that cannot be drawn is apologised for and logged. Rejects when the database does not answer to begin with. */
export function createExportMaker({ db: { client }, evidence, clock, zone, log }: MakeExportOptions) {
  return async (order: ExportOrder): Promise<Composed> => {
    const now = clock.now()
    const source = createOverviewSource(client, { now, zone })
    const room = {
      now,
      zone,
      programmes: (await loadProgrammes(client)).filter(({ active }) => active),
      calendar: await loadCalendar(client),
      letterhead: letterhead.parse({}),
      files: evidence,
      source: {
        ...source,
        evidence: async (...question: Parameters<typeof source.evidence>) => ({
          evidence: await source.evidence(...question),
          marks: [],
        }),
      },
    }
    try {
      // Drawing brings large libraries: they are loaded with the first file, not with the program.
      const { carryOut } = await import('../jobs/export/carry-out.ts')
      const limits = { maxBytes: MOST_BYTES, signal: AbortSignal.timeout(MAKE_MILLISECONDS) }
      const made =
        order.conference === undefined
          ? await carryOut(order, room, limits)
          : await carryOutFrozen(order.conference, room, limits)
      if (made.kind === 'ready') return { kind: 'message', message: made.message, after: [] }
      log.warn({ export: order.kind, outcome: made.kind }, 'file not sent')
      return told(made.kind === 'too_large')
    } catch (error) {
      log.error({ export: order.kind, err: error }, 'file not drawn')
      return told(false)
    }
  }

  async function carryOutFrozen(
    { id, of }: NonNullable<ExportOrder['conference']>,
    room: ExportRoom,
    limits: StoreLimits,
  ): Promise<CarriedOut> {
    const frozen = await loadFrozen(client, id)
    const thawed = frozen === null ? null : thaw(frozen.content)
    if (frozen === null || thawed === null) throw new Error(`conference ${id} has no readable snapshot`)
    const { frozenFile } = await import('../jobs/export/frozen-file.ts')
    const file = frozenFile(of, thawed, frozen.sha256, room.letterhead, room)
    const stored = await storeFile(file, room.files, limits)
    const { fileName, caption } = file
    if (stored === null) return { kind: 'too_large', fileName, caption }
    const message = { text: caption, buttons: [], files: [stored], edits: null, replyTo: null }
    return { kind: 'ready', message }
  }

  function told(isTooLarge: boolean): Composed {
    const message = render({ kind: 'file_failed', isTooLarge }, { now: clock.now(), zone })
    return { kind: 'message', message, after: [] }
  }
}
