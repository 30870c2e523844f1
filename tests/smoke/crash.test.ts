/**
 * kill -9 at many points of an afternoon, and a restart: no result changes. CRASH_POINTS sets how many points are tried
 * on each database, spread evenly over all of them; CRASH_POINTS=10000 tries every one.
 */
import { cp } from 'node:fs/promises'
import { beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { openDatabase } from '../../prisma/database.ts'
import { seedHolidays } from '../../prisma/holidays.ts'
import { copyOfServer } from '../harness/databases.ts'
import { emptyPlace, type Place, placeAt } from '../harness/places.ts'
import { personId, seedInvite, seedOffice } from '../harness/small-office.ts'
import { type Played, playAfternoon } from './crash-play.ts'
import { afternoon, BINHS_CODE, CAST } from './crash-script.ts'
import { type FinalResults, readResults } from './final-results.ts'

const asked = Number(process.env['CRASH_POINTS'] ?? Number.NaN)
const MINUTES = 60_000
const BOT = '7012345678'
/** The platform numbers people from here on. */
const FIRST_USER = 700_000_001

vi.setConfig({ hookTimeout: 10 * MINUTES })

// On a server each restart waits ten seconds for the dead process's lease: fewer points by default.
if (inject('hasPostgres')) {
  describe('killed at many points, on PostgreSQL', () => killsChangeNothing('server', asked || 6))
} else {
  test.skip('killed at many points, on PostgreSQL (skipped: no binaries on this machine)', () => undefined)
}
describe('killed at many points, on the embedded database', () => killsChangeNothing('embedded', asked || 12))

interface Ending {
  readonly played: Played
  readonly results: FinalResults
}

function killsChangeNothing(where: Place['name'], count: number): void {
  let seeded: Place
  let undisturbed: Ending

  beforeAll(async () => {
    seeded = await seededPlace(where)
    undisturbed = await playAt(seeded, new Map())
    return () => seeded.remove()
  })

  test('the undisturbed afternoon ends as it should', () => {
    const { played, results } = undisturbed
    expect(played.kills).toEqual([])
    // Six duties; in time NV07 NV09 NV10 NV14, late NV16, missing NV17: counted by hand.
    expect(textsTo(played, 'chi').at(-1)).toContain(
      'Phải báo cáo: 6 lượt. Đủ, đúng hạn: 4 (67%); đủ, muộn: 1; chưa đủ nội dung: 0; chưa báo cáo: 1.',
    )
    expect(results.reports.filter((line) => line.includes('BC-261123-0001 NV07'))).toHaveLength(2)
    expect(results.reports.filter((line) => line.includes('| cancelled |'))).toHaveLength(1)
    expect(results.evidence).toHaveLength(4)
    expect(results.files).toHaveLength(4)
    expect(textsTo(played, 'phuc').filter((text) => text.startsWith('📣'))).toHaveLength(1)
    expect(results.outbox.filter((line) => !/\| (sent|cancelled|unreachable)$/.test(line))).toEqual([])
    expect(results.inbox.filter((line) => !line.endsWith('| done'))).toEqual([])
    for (const name of CAST) expect(repeated(textsTo(played, name))).toEqual([])
  })

  test(
    `kill -9 at ${count} points changes no result`,
    async () => {
      const plays = spreadOver(undisturbed.played.points, count)
      const labels: string[] = []
      for (const kills of plays) {
        const { played, results } = await playAt(seeded, kills)
        const where = described(kills, played)
        labels.push(...played.kills.map((kill) => kill.label))
        expect(results, where).toEqual(undisturbed.results)
        expectEverythingTold(played, undisturbed.played, where)
      }
      const planned = plays.reduce((sum, kills) => sum + kills.size, 0)
      // How updates fall into batches is the network's: a few points may not come up again.
      expect(labels.length).toBeGreaterThanOrEqual(Math.ceil(planned * 0.8))
      expect(new Set(labels).size).toBeGreaterThanOrEqual(Math.min(8, planned / 3))
    },
    // A restart takes two seconds on an idle machine.
    Math.max(10, count) * 2 * MINUTES,
  )
}

/** Everybody was told everything; something twice only where a kill fell between sending and recording it. */
function expectEverythingTold(played: Played, undisturbed: Played, where: string): void {
  for (const name of CAST) {
    const [texts, expected] = [textsTo(played, name), textsTo(undisturbed, name)]
    expect([...new Set(texts)].sort(), `${name}, ${where}`).toEqual([...new Set(expected)].sort())
    const threadId = String(FIRST_USER + CAST.indexOf(name))
    const excused = played.kills.filter((kill) => kill.openThreads.has(threadId)).length
    expect(repeated(texts).length, `${name} was told twice, ${where}`).toBeLessThanOrEqual(excused)
  }
}

function textsTo(played: Played, name: (typeof CAST)[number]): readonly string[] {
  return (played.told[name] ?? []).map((told) => told.text)
}

function repeated(texts: readonly string[]): readonly string[] {
  return texts.filter((text, index) => texts.indexOf(text) < index)
}

function described(kills: ReadonlyMap<number, number>, played: Played): string {
  const steps = afternoon()
  const planned = [...kills].map(([step, point]) => `${steps[step]?.clock} ${steps[step]?.name} #${point}`)
  return `killed in ${planned.join(', ')}: ${played.kills.map((kill) => kill.label).join('; ')}`
}

/**
 * Points spread evenly over all of all steps, as plays: in each play a step is disturbed once at most. Each play maps
 * step to point, counted from 1.
 */
function spreadOver(points: readonly number[], count: number): readonly ReadonlyMap<number, number>[] {
  const all = points.flatMap((passed, step) =>
    Array.from({ length: passed }, (_, index) => ({ step, point: index + 1 })),
  )
  const wanted = Math.min(count, all.length)
  const plays: Map<number, number>[] = []
  for (let n = 0; n < wanted; n++) {
    const chosen = all[Math.floor(((n + 0.5) * all.length) / wanted)]
    if (chosen === undefined) continue
    let play = plays.find((one) => !one.has(chosen.step))
    if (play === undefined) {
      play = new Map()
      plays.push(play)
    }
    play.set(chosen.step, chosen.point)
  }
  return plays
}

async function playAt(seeded: Place, kills: ReadonlyMap<number, number>): Promise<Ending> {
  const place = await copyOf(seeded)
  try {
    const played = await playAfternoon(place, kills)
    return { played, results: await readResults(place) }
  } finally {
    await place.remove()
  }
}

async function copyOf(seeded: Place): Promise<Place> {
  const url = seeded.databaseUrl === null ? null : await copyOfServer(seeded.databaseUrl)
  const place = await placeAt(seeded.name, url)
  await cp(seeded.dataDir, place.dataDir, { recursive: true })
  return place
}

/** The office with everybody linked but Bình, and the rounds done up to the beginning. */
async function seededPlace(where: Place['name']): Promise<Place> {
  const place = await emptyPlace(where)
  const log = { info: () => undefined, warn: () => undefined }
  const opened = await openDatabase({ databaseUrl: place.databaseUrl, dataDir: place.dataDir, log })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
  const { client } = opened.db
  const since = new Date('2026-11-20T00:00:00Z')
  await seedOffice(client)
  await seedHolidays(client)
  await seedInvite(client, 'binh', BINHS_CODE, '2026-11-25T00:00:00Z')
  for (const [index, handle] of CAST.entries()) {
    if (handle === 'binh') continue
    const userId = String(FIRST_USER + index)
    await client.channelAccount.create({
      data: {
        id: `account-${handle}`,
        channel: 'telegram',
        botAccount: BOT,
        userId,
        threadId: userId,
        personId: personId(handle),
        isMain: true,
        stateSince: since,
        linkedAt: since,
      },
    })
  }
  await client.roundMark.create({ data: { name: 'rounds', doneTo: new Date('2026-11-23T07:59:00Z') } })
  await opened.db.close()
  return place
}
