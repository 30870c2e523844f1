/** Who lacks a report just now, for urging by hand (`/nhac`). Pure. behaviour §6. */
import type { Temporal } from 'temporal-polyfill'
import type { WorkCalendar } from '../programme/calendar.ts'
import { periodsEndingOn } from '../programme/cut-off.ts'
import type { Period } from '../programme/period.ts'
import type { ProgrammeSettings } from '../programme/settings.ts'
import type { SummaryRow } from '../summary/summary.ts'

/** Tết with its weekends is shorter. */
const LONGEST_BREAK_DAYS = 14

/**
 * The periods that end on that day; on a day on which none does (a holiday), those of the latest day that had some, at
 * most two weeks back.
 */
export function periodsInQuestion(
  settings: Pick<ProgrammeSettings, 'days'>,
  day: Temporal.PlainDate,
  calendar: WorkCalendar,
): readonly Period[] {
  for (let back = 0; back <= LONGEST_BREAK_DAYS; back++) {
    const ending = periodsEndingOn(day.subtract({ days: back }), settings.days, calendar)
    if (ending.length > 0) return ending
  }
  return []
}

export interface Lacking {
  readonly officers: readonly { readonly id: string; readonly name: string }[]
  /** Short names of units that lack a report and have nobody to be urged. */
  readonly vacantUnits: readonly string[]
  /** Units by what they lack, most first. */
  readonly units: readonly { readonly id: string; readonly name: string; readonly missing: number }[]
}

/** From the duties of the periods in question: a report that is missing or not complete. Each officer and unit once. */
export function lackingIn(rows: readonly SummaryRow[]): Lacking {
  const open = rows.filter(({ filing }) => filing === null || filing.firstCompleteAt === null)
  const officers = new Map<string, { id: string; name: string }>()
  const units = new Map<string, { id: string; name: string; tasks: Set<string> }>()
  const vacant = new Set<string>()
  for (const { officer, unit, task } of open) {
    if (officer === null) vacant.add(unit.shortName)
    else officers.set(officer.id, { id: officer.id, name: officer.name })
    const known = units.get(unit.id) ?? { id: unit.id, name: unit.shortName, tasks: new Set<string>() }
    known.tasks.add(task.id)
    units.set(unit.id, known)
  }
  return {
    officers: [...officers.values()],
    vacantUnits: [...vacant],
    units: [...units.values()]
      .map(({ id, name, tasks }) => ({ id, name, missing: tasks.size }))
      .sort((one, other) => other.missing - one.missing || (one.name < other.name ? -1 : 1)),
  }
}
