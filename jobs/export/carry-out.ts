/** Carries an order for a file out: loads, lets core count, draws, stores, and yields the message it leaves with. */
import type { Temporal } from 'temporal-polyfill'
import type { EvidenceFiles } from '../../core/evidence/evidence-files.ts'
import type { WorkCalendar } from '../../core/programme/calendar.ts'
import { type Period, periodFromKey } from '../../core/programme/period.ts'
import type { Programme } from '../../core/programme/settings.ts'
import { dueCalendarOf } from '../../core/summary/due-calendar.ts'
import { type CarryMark, evidencePackOf, type PackedEvidence } from '../../core/summary/evidence-pack.ts'
import { type ExportOrder, withoutPhones } from '../../core/summary/export-order.ts'
import type { Letterhead } from '../../core/summary/letterhead.ts'
import { type OverviewSource, periodOverview, periodTrend } from '../../core/summary/period-overview.ts'
import type { Outgoing } from '../../core/talk/message.ts'
import { dueCalendarPicture, reportingPicture, trendPicture } from './chart/picture-files.ts'
import { overviewReport } from './docx/overview-report.ts'
import { evidenceZip } from './evidence-zip.ts'
import type { ExportFile, ExportMoment } from './export-file.ts'
import { type StoreLimits, storeFile } from './store-file.ts'
import { overviewWorkbook } from './xlsx/overview-workbook.ts'

const TREND_PERIODS = 12

export interface ExportSource extends OverviewSource {
  /** Of the reports of a period, with what has been carried over to other systems. */
  evidence(
    programme: Programme,
    period: Period,
    unitIds: readonly string[] | null,
  ): Promise<{ readonly evidence: readonly PackedEvidence[]; readonly marks: readonly CarryMark[] }>
}

export interface ExportRoom extends ExportMoment {
  /** Active ones. */
  readonly programmes: readonly Programme[]
  readonly source: ExportSource
  readonly calendar: WorkCalendar
  readonly letterhead: Letterhead
  readonly files: Pick<EvidenceFiles, 'put' | 'open'>
}

export type CarriedOut =
  | { readonly kind: 'ready'; readonly message: Outgoing }
  /** It stays out of the chat; `file` may be made again for another way. */
  | { readonly kind: 'too_large'; readonly fileName: string; readonly caption: string }
  | { readonly kind: 'unknown_period' }

export async function carryOut(
  order: ExportOrder,
  room: ExportRoom,
  limits: StoreLimits,
): Promise<CarriedOut> {
  const period = periodFromKey(order.periodKey)
  if (period === null) return { kind: 'unknown_period' }
  const file = await fileOf(order, period, room)
  const stored = await storeFile(file, room.files, limits)
  if (stored === null) return { kind: 'too_large', fileName: file.fileName, caption: file.caption }
  return {
    kind: 'ready',
    message: { text: file.caption, buttons: [], files: [stored], edits: null, replyTo: null },
  }
}

async function fileOf(order: ExportOrder, period: Period, room: ExportRoom): Promise<ExportFile> {
  const programmes = room.programmes.filter(
    ({ id }) => order.programmeIds === null || order.programmeIds.includes(id),
  )
  const question = { period, unitIds: order.unitIds, scope: order.scope }
  const about = order.scope ?? programmes.map(({ name }) => name).join('; ')
  if (order.kind === 'trend_picture')
    return trendPicture(await periodTrend(programmes, question, TREND_PERIODS, room.source), about)
  const overview = await periodOverview(programmes, question, sourceFor(order, room.source), room)
  switch (order.kind) {
    case 'workbook':
      return overviewWorkbook({ overview, explanations: [], checksum: null }, room.letterhead, room)
    case 'report':
      return overviewReport(overview, room.letterhead, room)
    case 'reporting_picture':
      return reportingPicture(overview)
    case 'due_picture':
      return dueCalendarPicture(
        dueCalendarOf(
          overview.items.map(({ row }) => row),
          monthsAround(overview.asOf),
        ),
        about,
      )
    case 'evidence': {
      const found = await Promise.all(
        programmes.map((one) => room.source.evidence(one, period, order.unitIds)),
      )
      const lines = evidencePackOf(
        overview,
        found.flatMap(({ evidence }) => evidence),
        found.flatMap(({ marks }) => marks),
      )
      return evidenceZip({ overview, lines, originals: order.originals }, room.letterhead, room.files, room)
    }
    default:
      return order.kind satisfies never
  }
}

function sourceFor({ seesPhones }: ExportOrder, source: OverviewSource): OverviewSource {
  if (seesPhones) return source
  return {
    earlierRows: source.earlierRows.bind(source),
    overviewRows: async (...question) => withoutPhones(await source.overviewRows(...question)),
  }
}

/** The month of that day and the next. */
function monthsAround(asOf: Temporal.PlainDate) {
  const from = asOf.with({ day: 1 })
  return { from, to: from.add({ months: 2 }).subtract({ days: 1 }), asOf }
}
