/** What looks odd in a report: questioned once, shown to the coordinator, never refused. Pure. behaviour §3. */
import type { Duty, PlausibilityFlag, ReportContent } from './report.ts'

export function plausibilityFlags(
  content: ReportContent,
  duty: Duty,
  facts: { readonly decreaseExplained: boolean },
): readonly PlausibilityFlag[] {
  const flags: PlausibilityFlag[] = []
  const before = duty.last?.content.percent ?? null
  if (before !== null && content.percent !== null && content.percent < before && !facts.decreaseExplained) {
    flags.push('percent_fell')
  }
  return flags
}
