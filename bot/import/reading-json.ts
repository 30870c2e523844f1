/** A reading as the JSON that `--json` prints, one object per row taken; the fields are a stable interface. */

import { codeOf, type OfficerRow, type TaskRow } from '../../core/import/reading.ts'
import { unitLabel } from '../../core/import/unit-names.ts'
import type { RegimeKind } from '../../core/programme/regime.ts'

/** Where official lists' sample expectations use another word than our regimes. */
const REGIME_WORDS: Readonly<Partial<Record<RegimeKind, string>>> = {
  on_completion: 'on_complete',
  half_yearly: 'half_year',
}

/** `hasCodes`: the list has a code column; there a missing code stays null and is proposed in its warning. */
export function taskJson(task: TaskRow, hasCodes: boolean): Readonly<Record<string, unknown>> {
  return {
    sheet: task.sheet,
    row: task.row,
    kind: task.kind,
    code: hasCodes ? task.code : codeOf(task),
    title: task.title,
    lead: task.lead.map(unitLabel),
    coord: task.coord.map(unitLabel),
    due: task.due?.toString() ?? null,
    dueKind: task.dueKind,
    product: task.product,
    authority: task.authority,
    resources: task.resources,
    regimes: task.regimes.map((regime) => REGIME_WORDS[regime] ?? regime),
    people: task.people,
    warnings: task.warnings,
  }
}

export function officerJson(officer: OfficerRow): Readonly<Record<string, unknown>> {
  return {
    sheet: officer.sheet,
    row: officer.row,
    kind: officer.kind,
    code: null,
    title: null,
    lead: officer.unit ? [unitLabel(officer.unit)] : [],
    coord: [],
    due: null,
    dueKind: null,
    product: null,
    authority: null,
    resources: null,
    regimes: [],
    people: [officer.person],
    warnings: officer.warnings,
  }
}
