/** Complete or not: the programme's checklist, item by item. Pure. behaviour §3, ledger 42, 48, 54, 66. */
import type { ProgrammeSettings } from '../programme/settings.ts'
import type { MissingItem, ReportContent } from './report.ts'

type Checklist = ProgrammeSettings['checklist']

/**
 * What a report still lacks, in the order in which it is asked for; empty means complete.
 * An unchanged report inherits its number, so it lacks one only where there never was any.
 */
export function missingItems(
  content: ReportContent,
  evidenceCount: number,
  checklist: Checklist,
): readonly MissingItem[] {
  const missing: MissingItem[] = []
  const hasNumber = content.percent !== null || content.quantity !== null
  if (checklist.number && !hasNumber) missing.push('number')
  if (checklist.proposalWithObstacle && content.obstacle !== null && content.proposal === null) {
    missing.push('proposal')
  }
  if (content.status === 'done') {
    if (checklist.productWhenDone && content.result === null) missing.push('product')
    if (checklist.evidenceWhenDone && evidenceCount === 0) missing.push('evidence')
  }
  return missing
}
