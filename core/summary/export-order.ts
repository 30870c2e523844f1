/** What somebody asked to have as a file, as it waits in the outbox until it is drawn. behaviour §6 `/xuat`, §7, §8. */
import { z } from 'zod'
import type { Role } from '../directory/directory.ts'
import type { OverviewRow } from './overview-row.ts'

export const EXPORT_KINDS = [
  'workbook',
  'report',
  'evidence',
  'reporting_picture',
  'trend_picture',
  'due_picture',
] as const
export type ExportKind = (typeof EXPORT_KINDS)[number]

/** Of the pack of a conference. */
export const CONFERENCE_FILES = ['report', 'explanations', 'workbook'] as const
export type ConferenceFile = (typeof CONFERENCE_FILES)[number]

export const exportOrder = z.object({
  kind: z.enum(EXPORT_KINDS),
  /** Of a period (core/programme/period.ts). */
  periodKey: z.string(),
  /** Null: all active ones. */
  programmeIds: z.array(z.string()).nullable(),
  /** Null: all. */
  unitIds: z.array(z.string()).nullable(),
  /** Name of what `unitIds` stands for; null: everything. */
  scope: z.string().nullable(),
  /** Telephone numbers are shown. */
  seesPhones: z.boolean(),
  /** evidence: as it was sent, metadata included. */
  originals: z.boolean(),
  /** Drawn from the frozen snapshot of this conference, whatever else is asked for. */
  conference: z.object({ id: z.string(), of: z.enum(CONFERENCE_FILES) }).optional(),
})
export type ExportOrder = z.infer<typeof exportOrder>

/** Originals carry what a camera wrote into them: coordinators alone. */
export function mayHave({ originals }: Pick<ExportOrder, 'originals'>, roles: readonly Role[]): boolean {
  return !originals || roles.includes('coordinator')
}

export function withoutPhones(rows: readonly OverviewRow[]): readonly OverviewRow[] {
  return rows.map((row) => ({ ...row, officer: row.officer && { ...row.officer, phone: null } }))
}
