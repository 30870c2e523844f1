/** Reporting regimes (chế độ báo cáo): how often a task is reported on. behaviour §1, ledger 15-17, 71. */
export const REGIME_KINDS = [
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'half_yearly',
  'yearly',
  'on_completion',
  'ad_hoc',
] as const
export type RegimeKind = (typeof REGIME_KINDS)[number]

/** Regimes that yield periods with a cut-off; the other two are reported when there is something to report. */
export const PERIODIC_REGIMES = ['daily', 'weekly', 'monthly', 'quarterly', 'half_yearly', 'yearly'] as const
export type PeriodicRegime = (typeof PERIODIC_REGIMES)[number]

export function isPeriodic(kind: RegimeKind): kind is PeriodicRegime {
  return kind !== 'on_completion' && kind !== 'ad_hoc'
}
