/** One row of a list of focal officers (danh sách đầu mối): who, of which unit, how to reach him. Ledger 14, 27, 30. */
import { fold, oneLine } from './cell-text.ts'
import type { Field } from './columns.ts'
import { readName, readPhone } from './people-text.ts'
import type { ImportWarning, OfficerRow } from './reading.ts'
import { cellAddress } from './sheet.ts'
import type { TableRow } from './table-rows.ts'
import { readUnits, type UnitDirectory } from './unit-names.ts'

/** Null where the row names nobody. A group title above (the unit's name) stands in for an empty unit cell. */
export function readOfficerRow(
  row: TableRow,
  sheet: string,
  columns: ReadonlyMap<Field, number>,
  directory: UnitDirectory,
): OfficerRow | null {
  const text = (field: Field) => oneLine(row.fields.get(field)?.text ?? '')
  const written = text('personName')
  if (written === '') return null
  const unitText = text('unit') || text('lead') || (row.group ?? '')
  const unit = unitText === '' ? null : (readUnits(unitText, directory).units[0] ?? null)
  const phone = readPhone(text('phone')) ?? readPhone(restoredZero(text('phone')))
  const warnings: ImportWarning[] = []
  const warn = (code: ImportWarning['code'], field: Field, detail: string | null = null) =>
    warnings.push({ code, cell: cellAddress(row.index, columns.get(field) ?? 0), detail })
  if (!unit) warn('missing_unit', 'unit')
  else if (!directory.isEmpty && unit.unitId === null) warn('unknown_unit', 'unit', unit.name)
  if (!phone && columns.has('phone')) warn('missing_phone', 'phone', text('phone') || null)
  if (row.isHidden) warn('hidden_row', 'personName')
  const person = {
    name: readName(written) ?? written,
    title: text('position') || null,
    phone,
    email: /\S+@\S+/.exec(text('email'))?.[0] ?? null,
    role: roleOf(text('role')),
  }
  return { kind: 'officer', sheet, row: row.index + 1, unit, person, warnings }
}

/** A spreadsheet that took the number for a figure dropped its leading zero. */
function restoredZero(phone: string): string {
  return /^[35789]\d{8}$/.test(phone) ? `0${phone}` : phone
}

function roleOf(text: string): 'officer' | 'supervisor' {
  return /lanh dao|phu trach|thu truong|truong/.test(fold(text)) ? 'supervisor' : 'officer'
}
