/** A reading that says nothing yet: what buttons and answers to a question fill in. Pure. */
import type { TaskReading } from '../understand/reading.ts'

export function nothingSaid(code: string, excerpt: string): TaskReading {
  return {
    code,
    matchedBy: 'asked',
    status: 'in_progress',
    percent: null,
    percentFrom: null,
    quantity: null,
    planPercent: null,
    milestones: [],
    result: null,
    obstacle: null,
    noObstacle: false,
    proposal: null,
    nextStep: null,
    dates: [],
    documents: [],
    isCorrection: false,
    decreaseExplained: false,
    history: [],
    lateFor: null,
    ownPartOnly: false,
    excerpt,
  }
}
