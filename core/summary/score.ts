/**
 * Units by score: on time 40, complete 30, not overdue 20, regular 10 (the programme's own weights). Pure. behaviour §7,
 * ledger 8, 33, 56, 72.
 */

/** Points that each part is worth; their sum is the best score. */
export interface ScoreWeights {
  readonly onTime: number
  readonly complete: number
  readonly notOverdue: number
  readonly regular: number
}

/** What a unit did in a stretch of time, as counts. */
export interface UnitTally {
  readonly unitId: string
  /** Reports it had to file: one per task and period whose cut-off has passed. */
  readonly owed: number
  /** Of these complete, whenever they came. */
  readonly complete: number
  /** Of these complete in time. */
  readonly onTime: number
  readonly tasks: number
  readonly overdue: number
  /** Days with a cut-off, and days on which it filed anything: everything at once at the end is not regular. */
  readonly cutOffDays: number
  readonly daysReported: number
}

export interface RankedUnit extends UnitTally {
  readonly score: number
  /** Points of each part. */
  readonly parts: ScoreWeights
  /** 1 is the best; equal scores share a place. */
  readonly place: number
}

/** Null: it owed nothing, so that there is nothing to judge by. Unrounded. */
export function scoreParts(tally: UnitTally, weights: ScoreWeights): ScoreWeights | null {
  if (tally.owed === 0) return null
  const share = (count: number, of: number) => (of === 0 ? 1 : Math.min(1, count / of))
  return {
    onTime: weights.onTime * share(tally.onTime, tally.owed),
    complete: weights.complete * share(tally.complete, tally.owed),
    notOverdue: weights.notOverdue * share(tally.tasks - tally.overdue, tally.tasks),
    regular: weights.regular * share(tally.daysReported, tally.cutOffDays),
  }
}

/** Best first, of equal scores by unit id; units that owed nothing are left out. */
export function rankUnits(tallies: readonly UnitTally[], weights: ScoreWeights): readonly RankedUnit[] {
  const scored = tallies.flatMap((tally) => {
    const parts = scoreParts(tally, weights)
    if (parts === null) return []
    const score = parts.onTime + parts.complete + parts.notOverdue + parts.regular
    return [{ ...tally, parts, score }]
  })
  const sorted = scored.sort((one, other) => other.score - one.score || (one.unitId < other.unitId ? -1 : 1))
  const scores = sorted.map(({ score }) => score)
  return sorted.map((unit) => ({ ...unit, place: scores.indexOf(unit.score) + 1 }))
}

const LOWEST_SHARE = 0.1

/**
 * The lowest tenth, rounded down: of nine units nobody. Units that share their score with one above the line are left
 * out as well, and so is everybody with a full score.
 */
export function lowestTenth(ranked: readonly RankedUnit[]): ReadonlySet<string> {
  const count = Math.floor(ranked.length * LOWEST_SHARE)
  const lastAbove = ranked[ranked.length - count - 1]
  const lowest = count === 0 ? [] : ranked.slice(-count)
  return new Set(
    lowest.flatMap(({ unitId, score }) =>
      lastAbove !== undefined && score >= lastAbove.score ? [] : [unitId],
    ),
  )
}
