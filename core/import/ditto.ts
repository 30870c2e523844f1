/** "-nt-", "nt", "như trên": the cell says what the one above it said. */
import { fold } from './cell-text.ts'
import type { Field } from './columns.ts'
import type { FieldValue, TableRow } from './table-rows.ts'

const DITTO = /^[-–—"'”“.\s]*(?:nt|n\/t|n\.t|nhu tren|nhu muc tren)[-–—"'”“.\s]*$|^["”“〃]+$|^-["”]-$/
/** Never repeated from above: they make a row itself. */
const OWN: ReadonlySet<Field> = new Set<Field>(['outline', 'code', 'title', 'personName', 'phone', 'email'])

export interface ResolvedRow {
  readonly row: TableRow
  readonly ditto: ReadonlySet<Field>
}

/** Rows with their dittos replaced by the nearest value above; one with nothing above it is left empty. */
export function resolveDittos(rows: readonly TableRow[]): readonly ResolvedRow[] {
  const above = new Map<Field, FieldValue>()
  return rows.map((row) => {
    const ditto = new Set<Field>()
    const fields = new Map<Field, FieldValue>()
    for (const [field, value] of row.fields) {
      const isDitto = !OWN.has(field) && DITTO.test(fold(value.text))
      const source = isDitto ? above.get(field) : value
      if (isDitto) ditto.add(field)
      if (source) fields.set(field, isDitto ? { ...source, address: value.address } : value)
    }
    for (const [field, value] of fields) above.set(field, value)
    return { row: { ...row, fields }, ditto }
  })
}
