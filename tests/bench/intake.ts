/** Reports taken in per second: the whole way from the channel's callback to the commit that holds report and receipt. */
import { Temporal } from 'temporal-polyfill'
import { createApp } from '../../bot/app.ts'
import type { EvidenceFiles } from '../../core/evidence/evidence-files.ts'
import type { Desk } from '../../core/ports.ts'
import type { Incoming } from '../../core/talk/message.ts'
import { createRunningClock } from '../../jobs/clocks.ts'
import { bareRate, insertByClient, insertByDriver, makeBareTable } from './bare-loop.ts'
import { type Bench, type BenchContext, type BenchRow, type FreshDatabase, perSecond } from './bench.ts'
import { createNullChannel, textOf } from './null-channel.ts'
import { codesOf, seedDirectory } from './seed.ts'
import { createTrouble } from './trouble.ts'

const START = Temporal.Instant.from('2026-11-23T15:00:00+07:00')
const ZONE = 'Asia/Ho_Chi_Minh'

export const intakeBench: Bench = {
  name: 'intake',
  title: 'Reports taken in ("NV07 81%; NV10 60%": two reports, one receipt), store -> handle -> commit',
  async run(context) {
    const size = { officers: context.isQuick ? 40 : 400, tasksEach: 5 }
    const fresh = await context.freshDatabase()
    try {
      const directory = { ...size, offices: 20, addedAt: '2026-11-02T08:00:00+07:00', due: '2026-12-31' }
      await seedDirectory(fresh.pool, directory)
      await makeBareTable(fresh.pool)
      const rows: BenchRow[] = []
      // Messages each officer has written so far.
      const turns = new Map<number, number>()
      for (const conversations of [1, 16]) {
        context.progress(`${conversations} at once`)
        rows.push(...(await measure(fresh, size, turns, conversations, context)))
      }
      return rows
    } finally {
      await fresh.close()
    }
  },
}

type Size = { readonly officers: number; readonly tasksEach: number }

/** Bare loops before and after, so that a machine that grows slower meanwhile is slower for both. */
async function measure(
  fresh: FreshDatabase,
  size: Size,
  turns: Map<number, number>,
  conversations: number,
  { isQuick }: BenchContext,
): Promise<readonly BenchRow[]> {
  const milliseconds = isQuick ? 1_000 : 6_000
  const message = messageOf(1, 0, size)
  const bare = (insert: ReturnType<typeof insertByDriver>) =>
    bareRate(insert, message, conversations, milliseconds / 4)
  const bareRates = async () => [
    await bare(insertByDriver(fresh.pool)),
    await bare(insertByClient(fresh.db.client)),
  ]
  const before = await bareRates()
  const rate = await takeIn(fresh, size, turns, conversations, milliseconds)
  const after = await bareRates()
  const [driver = 0, client = 0] = before.map((one, index) => (one + (after[index] ?? one)) / 2)
  const ours = perSecond(rate, 1_000)
  const what = `${conversations} at once`
  const rowOf = (rateOfBare: number, by: string): BenchRow => ({
    what: `${what}, bare loop ${by}`,
    ours,
    bare: perSecond(rateOfBare, 1_000),
    ratio: `${(rate / rateOfBare).toFixed(2)} of bare`,
    note: '',
  })
  return [rowOf(driver, 'by pg'), rowOf(client, 'by Prisma')]
}

/**
 * Messages per second of so many officers who each write the next message when the last one is committed. The
 * sender's lease is held by somebody else, as when another process sends.
 */
async function takeIn(
  fresh: FreshDatabase,
  size: Size,
  turns: Map<number, number>,
  conversations: number,
  milliseconds: number,
): Promise<number> {
  const channel = createNullChannel()
  await holdSendersLease(fresh, `sender:${channel.channel}:${channel.account}`)
  const committed = new Map<string, () => void>()
  const trouble = createTrouble()
  const app = createApp({
    db: fresh.db,
    evidence: NO_EVIDENCE,
    channels: [channel],
    clock: createRunningClock(START),
    zone: ZONE,
    setupCode: null,
    log: trouble.log,
    wrap: (name, port) => (name === 'desk' ? announcing(port, committed) : port),
  })
  const before = await countReports(fresh)
  await app.start()
  const write = async (officer: number) => {
    const turn = turns.get(officer) ?? 0
    turns.set(officer, turn + 1)
    const message = messageOf(officer, turn, size)
    const settled = new Promise<void>((resolve) => committed.set(message.providerId, resolve))
    await channel.receive(message)
    await settled
  }
  const talk = warmUp(size, write).then(() => converse(conversations, size, milliseconds, write))
  const { count, elapsed } = await Promise.race([talk, trouble.happened]).finally(() => app.stop())
  const filed = (await countReports(fresh)) - before
  const messages = count + WARM_UP_MESSAGES
  if (filed !== messages * 2) throw new Error(`${messages} messages yielded ${filed} reports`)
  return (count * 1000) / elapsed
}

/** Every query is compiled once per process, every hot function by and by: a server has that behind it. */
const WARM_UP_MESSAGES = 60

async function warmUp({ officers }: Size, write: (officer: number) => Promise<void>): Promise<void> {
  for (let n = 0; n < WARM_UP_MESSAGES; n++) await write((n % officers) + 1)
}

/** Officers take turns within a conversation, so that nobody has a history no officer has. */
async function converse(
  conversations: number,
  { officers }: Size,
  milliseconds: number,
  write: (officer: number) => Promise<void>,
): Promise<{ count: number; elapsed: number }> {
  const share = Math.floor(officers / conversations)
  const start = performance.now()
  let count = 0
  await Promise.all(
    Array.from({ length: conversations }, async (_, place) => {
      for (let n = 0; performance.now() - start < milliseconds; n++) {
        await write(place * share + (n % share) + 1)
        count += 1
      }
    }),
  )
  return { count, elapsed: performance.now() - start }
}

/** Says which updates are committed. */
function announcing<Port extends object>(port: Port, committed: Map<string, () => void>): Port {
  if (!isDesk(port)) return port
  const settle: Desk['settle'] = async (groups, now, decide) => {
    const settled = await port.settle(groups, now, decide)
    for (const { incoming } of groups.flatMap(({ group }) => group.items)) {
      committed.get(incoming.providerId)?.()
      committed.delete(incoming.providerId)
    }
    return settled
  }
  return { ...port, settle }
}

function isDesk<Port extends object>(port: Port): port is Port & Desk {
  return 'settle' in port
}

async function holdSendersLease({ pool }: FreshDatabase, lease: string): Promise<void> {
  await pool.query(
    `INSERT INTO "lease" ("name", "holder", "expiresAt") VALUES ($1, 'another process', '2099-01-01')
     ON CONFLICT ("name") DO NOTHING`,
    [lease],
  )
}

async function countReports({ pool }: FreshDatabase): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('SELECT count(*)::int AS count FROM "report"')
  return rows[0]?.count ?? 0
}

/** Percentages that rise from turn to turn. */
function messageOf(officer: number, turn: number, size: Size): Incoming {
  const [one, other] = codesOf(officer, size)
  const percent = Math.min(99, 10 + turn)
  const text = `${one} ${percent}%; ${other} ${percent - 5}%`
  return textOf(`o${officer}`, text, `${officer}-${turn}`, START.toString())
}

const NO_EVIDENCE: EvidenceFiles = {
  put: () => Promise.reject(new Error('the bench sends no files')),
  open: async () => null,
  readAll: async () => null,
  has: async () => false,
}
