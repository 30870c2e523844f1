/** `/giaitrinh`: who explains in person at the conference; `kiểm tra` verifies the frozen snapshot's checksum again. behaviour §5. */
import type { Conference } from '../../core/lock/conference.ts'
import { lackingByUnit, overviewAtLock, thaw } from '../../core/lock/freeze.ts'
import { isInForce } from '../../core/lock/input-lock.ts'
import { windowStart } from '../../core/lock/lock-interval.ts'
import { conferencesAhead, previousEndOf } from '../../core/lock/plan-conference.ts'
import { verdictOf } from '../../core/lock/verify.ts'
import type { Programme } from '../../core/programme/settings.ts'
import { explanationsOf } from '../../core/summary/explanation.ts'
import { foldWords } from '../../core/talk/fold-words.ts'
import type { LockView } from '../../core/talk/lock-view.ts'
import type { Turn } from '../../core/talk/turn.ts'
import { sha256Of } from '../checksum.ts'
import { isVerify } from './conference-argument.ts'
import { factsOf, programmeIn, refusal, say } from './conference-facts.ts'
import type { LinkedContext } from './context.ts'

export async function showExplanations(context: LinkedContext): Promise<Turn> {
  const { library, setting } = context
  const programmes = (await library.programmes()).filter(({ active }) => active)
  const { programme, rest } = programmeIn(programmes, context.args)
  const scope = programme?.id ?? null
  if (isVerify(foldWords(rest))) return verify(context, scope)
  const all = await library.locks.conferences()
  const ahead = conferencesAhead(all, scope, setting.now)
  const locked = ahead.filter((one) => isInForce(one, setting.now))
  const wanted = locked.length > 0 ? locked : ahead.length > 0 ? ahead.slice(0, 1) : lastOver(all, scope)
  const views: LockView[] = []
  for (const conference of wanted) {
    const of = programmes.find(({ id }) => id === conference.programmeId)
    const view = (await frozenList(context, conference, of)) ?? (await preview(context, conference, of, all))
    if (view !== null) views.push(view)
  }
  return views.length === 0 ? refusal(context, { code: 'no_conference' }) : say(context, ...views)
}

function lastOver(all: readonly Conference[], programmeId: string | null): readonly Conference[] {
  return all
    .filter((one) => one.frozenAt !== null && (programmeId === null || one.programmeId === programmeId))
    .slice(-1)
}

async function frozenList(
  { library }: LinkedContext,
  conference: Conference,
  programme: Programme | undefined,
): Promise<LockView | null> {
  const frozen = await library.locks.frozen(conference.id)
  const thawed = frozen === null ? null : thaw(frozen.content)
  if (frozen === null || thawed === null) return null
  const lines = thawed.content.explanations
  return { of: 'explanations', conference: factsOf(conference, programme), lines, sha256: frozen.sha256 }
}

/** As if input were closed now. */
async function preview(
  { library, setting }: LinkedContext,
  conference: Conference,
  programme: Programme | undefined,
  all: readonly Conference[],
): Promise<LockView | null> {
  if (programme === undefined) return null
  const { zone, now } = setting
  const window = { from: windowStart(now, previousEndOf(conference, all), zone), until: now }
  const rows = await library.locks.rows(programme, window)
  const overview = overviewAtLock({ rows, zone, conference: { ...conference, lockFrom: now } })
  const logs = await library.locks.urgings(programme.id, lackingByUnit(overview), window)
  return {
    of: 'explanations',
    conference: factsOf(conference, programme),
    lines: explanationsOf(overview, logs),
    sha256: null,
  }
}

/** The newest snapshot of each programme (null: of all), hashed again as it is stored now. */
export async function verify(context: LinkedContext, programmeId: string | null): Promise<Turn> {
  const { library } = context
  const programmes = new Map((await library.programmes()).map((one) => [one.id, one]))
  const newest = new Map(
    (await library.locks.conferences())
      .filter((one) => one.frozenAt !== null)
      .filter((one) => programmeId === null || one.programmeId === programmeId)
      .sort((one, other) => one.lockFrom.epochMilliseconds - other.lockFrom.epochMilliseconds)
      .map((one) => [one.programmeId, one]),
  )
  const views: LockView[] = []
  for (const conference of newest.values()) {
    const frozen = await library.locks.frozen(conference.id)
    if (frozen === null) continue
    const { takenAt, sha256 } = frozen
    const found = sha256Of(frozen.content)
    const facts = factsOf(conference, programmes.get(conference.programmeId))
    const verdict = verdictOf(frozen, found)
    views.push({ of: 'verified', conference: facts, takenAt, sha256, found, verdict })
  }
  return views.length === 0 ? refusal(context, { code: 'nothing_frozen' }) : say(context, ...views)
}
