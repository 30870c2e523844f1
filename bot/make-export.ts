/** Draws an ordered file when its message leaves. Part of the composition root: wires, decides nothing. */
import type { EvidenceFiles } from '../core/evidence/evidence-files.ts'
import type { Clock } from '../core/ports.ts'
import type { ExportOrder } from '../core/summary/export-order.ts'
import { letterhead } from '../core/summary/letterhead.ts'
import type { JobLog } from '../jobs/job-log.ts'
import type { Composed } from '../jobs/sender/sender.ts'
import type { Database } from '../prisma/database.ts'
import { loadCalendar, loadProgrammes } from '../prisma/directory-rows.ts'
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

/** Rejects only when the database does not answer; a file that cannot be drawn is apologised for. */
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
      const made = await carryOut(order, room, limits)
      if (made.kind === 'ready') return { kind: 'message', message: made.message, after: [] }
      log.warn({ export: order.kind, outcome: made.kind }, 'file not sent')
      return told(made.kind === 'too_large')
    } catch (error) {
      log.error({ export: order.kind, err: error }, 'file not drawn')
      return told(false)
    }
  }

  function told(isTooLarge: boolean): Composed {
    const message = render({ kind: 'file_failed', isTooLarge }, { now: clock.now(), zone })
    return { kind: 'message', message, after: [] }
  }
}
