/** Messages sent through the sender to a channel that takes everything at once. */
import { randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { newId } from '../../bot/new-id.ts'
import { render } from '../../bot/replies/render.ts'
import type { OutboxDraft } from '../../core/talk/outbox.ts'
import { createStandingClock } from '../../jobs/clocks.ts'
import { createComposer } from '../../jobs/rounds/compose.ts'
import { createRateLimiter } from '../../jobs/sender/rate-limiter.ts'
import { createSender } from '../../jobs/sender/sender.ts'
import { createLeases } from '../../prisma/lease-store.ts'
import { createOutbox } from '../../prisma/outbox-store.ts'
import { createRoundBook } from '../../prisma/round-store.ts'
import { bareRate, insertByDriver, makeBareTable } from './bare-loop.ts'
import { type Bench, type BenchRow, type FreshDatabase, perSecond, timed } from './bench.ts'
import { createNullChannel } from './null-channel.ts'
import { seedDirectory } from './seed.ts'
import { createTrouble } from './trouble.ts'

const NOW = Temporal.Instant.from('2026-11-23T16:30:00+07:00')
const ZONE = 'Asia/Ho_Chi_Minh'
/** The sender's batch: as many deliveries at once. */
const AT_ONCE = 30
const UNLIMITED = { perSecond: 1e9, perThreadPerSecond: 1e9, perGroupPerMinute: 1e9 }

export const sendingBench: Bench = {
  name: 'sending',
  title: 'Messages sent to a channel that takes them at once, one per officer, no rate limit',
  async run(context) {
    const count = context.isQuick ? 100 : 1_000
    const fresh = await context.freshDatabase()
    try {
      const addedAt = '2026-11-23T08:00:00+07:00'
      const size = { officers: count, tasksEach: 5, offices: count / 20, addedAt, due: '2026-12-31' }
      await seedDirectory(fresh.pool, size)
      await makeBareTable(fresh.pool)
      const rows: BenchRow[] = []
      for (const { what, draftOf } of KINDS) {
        context.progress(what)
        const bare = await bareRate(
          insertByDriver(fresh.pool),
          draftOf(1),
          AT_ONCE,
          context.isQuick ? 300 : 1_500,
        )
        const milliseconds = await send(fresh, count, draftOf)
        const rate = (count * 1000) / milliseconds
        rows.push({
          what: `${count} ${what}`,
          ours: perSecond(count, milliseconds),
          bare: perSecond(bare, 1_000),
          ratio: `${(rate / bare).toFixed(2)} of bare`,
          note: '',
        })
      }
      return rows
    } finally {
      await fresh.close()
    }
  },
}

const KINDS: readonly { what: string; draftOf: (officer: number) => OutboxDraft }[] = [
  { what: 'ready messages', draftOf: readyDraft },
  { what: 'reminders, each examined again', draftOf: reminderDraft },
]

function readyDraft(officer: number): OutboxDraft {
  const text = 'Đã ghi nhận BC-261123-0042: NV07 81%, NV10 60%. Cảm ơn anh/chị.'
  const message = { text, buttons: [], files: [], edits: null, replyTo: null }
  return { ...common(officer), lane: 'interactive', payload: { kind: 'ready', message } }
}

function reminderDraft(officer: number): OutboxDraft {
  const at = NOW.toString()
  const parts = [{ kind: 'reminder' as const, instants: [at], endings: [], mornings: [] }]
  const payload = { kind: 'reminder' as const, personId: `o${officer}`, at, parts, digest: null }
  return { ...common(officer), lane: 'reminder', payload }
}

function common(officer: number) {
  const to = { personId: `o${officer}` }
  return { identity: randomUUID(), to, notBefore: NOW, expiresAt: NOW.add({ hours: 20 }) }
}

async function send(
  { db, pool }: FreshDatabase,
  count: number,
  draftOf: (officer: number) => OutboxDraft,
): Promise<number> {
  await pool.query('TRUNCATE "outbox_message"')
  const clock = createStandingClock(NOW)
  const outbox = createOutbox(db.client, newId)
  const rounds = createRoundBook({ client: db.client, zone: ZONE, newId })
  const trouble = createTrouble()
  let sent = 0
  const courier = createNullChannel(() => {
    sent += 1
  })
  const sender = createSender({
    courier,
    outbox,
    leases: createLeases(db.client),
    compose: createComposer({ rounds, put: outbox.put, clock, say: render, attach: null, makeFile: noFiles }),
    limiter: createRateLimiter(UNLIMITED),
    clock,
    holder: 'bench',
    random: Math.random,
    sleep: async () => undefined,
    log: trouble.log,
  })
  await outbox.put(
    Array.from({ length: count }, (_, index) => draftOf(index + 1)),
    NOW,
  )
  const milliseconds = await timed(async () => {
    while (await Promise.race([sender.sendBatch(), trouble.happened])) {}
  })
  await sender.release()
  if (sent !== count) throw new Error(`${sent} of ${count} messages were sent`)
  return milliseconds
}

function noFiles(): never {
  throw new Error('the bench orders no files')
}
