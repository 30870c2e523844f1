/** One change of a programme's settings (`/chedo`): applied, checked, with what deserves a second look. behaviour §1, §6. */
import type { Role } from '../directory/directory.ts'
import { type ProgrammeSettings, programmeSettings, type Rung, type RungDelay } from './settings.ts'

export type SettingChange =
  | { readonly setting: 'days'; readonly value: ProgrammeSettings['days'] }
  | { readonly setting: 'regimes'; readonly value: ProgrammeSettings['regimes'] }
  | { readonly setting: 'cutOff' | 'dueSoonAt'; readonly value: string }
  /** Local time; null: off. */
  | { readonly setting: 'summaryAt'; readonly value: string | null }
  /** Minutes; 0: off. */
  | {
      readonly setting:
        | 'headsUpMinutes'
        | 'headsUpEarlierMinutes'
        | 'reachabilityMinutes'
        | 'selfAuditMinutes'
      readonly value: number
    }
  /** Working days before the deadline; empty: off. */
  | { readonly setting: 'dueSoonDays'; readonly value: readonly number[] }
  | { readonly setting: 'workingHours'; readonly value: ProgrammeSettings['workingHours'] }
  | { readonly setting: 'obstacleDays'; readonly value: number }
  | {
      readonly setting: 'checklist'
      readonly item: keyof ProgrammeSettings['checklist']
      readonly value: boolean
    }
  | {
      readonly setting: 'ladder'
      readonly rung: number
      readonly subject: 'missing' | 'overdue'
      readonly value: RungDelay
    }
  /** Whom the rung tells; a rung the ladder does not have yet is added, told of in the weekly digest until it is set. */
  | { readonly setting: 'ladder'; readonly rung: number; readonly roles: readonly Role[] }
  /** Whether the top rung is told again every week. */
  | { readonly setting: 'ladder'; readonly rung: number; readonly thenWeekly: boolean }
  | { readonly setting: 'ladder'; readonly rung: number; readonly isRemoved: true }

export type SettingName = SettingChange['setting']

export type SettingWarning =
  /** The summary is drawn before the cut-off: it counts reports as missing that are not late yet. */
  | 'summary_before_cut_off'
  /** The cut-off lies outside working hours: escalation of missing reports waits for the next morning. */
  | 'cut_off_outside_hours'
  /** Nothing is asked for any more, but of tasks that name regimes of their own. */
  | 'no_regime'
  /** No rung tells anybody above the officer. */
  | 'no_leader_told'

export type ChangedSettings =
  | { readonly ok: true; readonly settings: ProgrammeSettings; readonly warnings: readonly SettingWarning[] }
  | { readonly ok: false; readonly reason: 'unchanged' | 'out_of_range' | 'no_such_rung' }

/** Problems: the value stands already; it is out of the schema's range; the ladder has no such rung. */
export function changeSettings(before: ProgrammeSettings, change: SettingChange): ChangedSettings {
  const isKnown = change.setting !== 'ladder' || before.ladder.some(({ rung }) => rung === change.rung)
  if (!isKnown && !('roles' in change)) {
    return { ok: false, reason: 'no_such_rung' }
  }
  const parsed = programmeSettings.safeParse(applied(before, change))
  if (!parsed.success || parsed.data.workingHours.from >= parsed.data.workingHours.to) {
    return { ok: false, reason: 'out_of_range' }
  }
  const settings = parsed.data
  if (JSON.stringify(settings) === JSON.stringify(before)) return { ok: false, reason: 'unchanged' }
  return { ok: true, settings, warnings: warningsOf(settings) }
}

function applied(before: ProgrammeSettings, change: SettingChange): ProgrammeSettings {
  switch (change.setting) {
    case 'dueSoonDays':
      return { ...before, dueSoonDays: [...new Set(change.value)].sort((one, other) => other - one) }
    case 'checklist':
      return { ...before, checklist: { ...before.checklist, [change.item]: change.value } }
    case 'ladder':
      return { ...before, ladder: ladderAfter(before.ladder, change) }
    default:
      return { ...before, [change.setting]: change.value }
  }
}

type LadderChange = Extract<SettingChange, { setting: 'ladder' }>

const NEW_RUNG = { missing: { kind: 'weekly' }, overdue: { kind: 'weekly' } } as const

function ladderAfter(ladder: readonly Rung[], change: LadderChange): Rung[] {
  if ('isRemoved' in change) return ladder.filter(({ rung }) => rung !== change.rung)
  const changed = (rung: Rung): Rung => {
    if ('roles' in change) return { ...rung, roles: [...change.roles] }
    if ('thenWeekly' in change) return { ...rung, thenWeekly: change.thenWeekly }
    return { ...rung, [change.subject]: change.value }
  }
  const isKnown = ladder.some(({ rung }) => rung === change.rung)
  const added =
    isKnown || !('roles' in change) ? [] : [{ rung: change.rung, roles: [...change.roles], ...NEW_RUNG }]
  return [...ladder.map((rung) => (rung.rung === change.rung ? changed(rung) : rung)), ...added].sort(
    (one, other) => one.rung - other.rung,
  )
}

/** Clock times are "HH:MM", so that they compare as text. */
function warningsOf({
  summaryAt,
  cutOff,
  workingHours,
  regimes,
  ladder,
}: ProgrammeSettings): SettingWarning[] {
  const warnings: SettingWarning[] = []
  if (summaryAt !== null && summaryAt < cutOff) warnings.push('summary_before_cut_off')
  if (cutOff < workingHours.from || cutOff > workingHours.to) warnings.push('cut_off_outside_hours')
  if (regimes.length === 0) warnings.push('no_regime')
  const isTold = ({ roles, missing, overdue }: Rung) =>
    roles.some((role) => role !== 'officer') && (missing.kind !== 'never' || overdue.kind !== 'never')
  if (!ladder.some(isTold)) warnings.push('no_leader_told')
  return warnings
}
