/** Composition root: puts channels, rules, jobs and memory together. Wires, and decides nothing. */
import type { Temporal } from 'temporal-polyfill'
import type { EvidenceFiles } from '../core/evidence/evidence-files.ts'
import type { Clock, Inbox, Outbox } from '../core/ports.ts'
import type { Channel } from '../core/talk/courier.ts'
import type { Incoming } from '../core/talk/message.ts'
import type { Reply } from '../core/talk/reply.ts'
import { localDate } from '../core/time.ts'
import type { Heartbeat } from '../jobs/heartbeat.ts'
import { readSheets } from '../jobs/import/read-file.ts'
import type { JobLog } from '../jobs/job-log.ts'
import { type Loop, startLoop } from '../jobs/loop.ts'
import { createComposer } from '../jobs/rounds/compose.ts'
import { createScheduler } from '../jobs/scheduler.ts'
import { fallBack } from '../jobs/sender/fall-back.ts'
import { createRateLimiter, RATE_LIMITS, type RateLimits } from '../jobs/sender/rate-limiter.ts'
import { createSender, type Sender } from '../jobs/sender/sender.ts'
import type { Database } from '../prisma/database.ts'
import { createDesk } from '../prisma/desk-store.ts'
import { loadCoordinatorIds } from '../prisma/directory-rows.ts'
import { createInbox } from '../prisma/inbox-store.ts'
import { createLeases } from '../prisma/lease-store.ts'
import { createOutbox } from '../prisma/outbox-store.ts'
import { createRoundBook } from '../prisma/round-store.ts'
import { dbDate } from '../prisma/rows.ts'
import { createDigestFiles } from './digest-file.ts'
import { createInboxHandler } from './handle-inbox.ts'
import { createExportMaker } from './make-export.ts'
import { newId } from './new-id.ts'
import { render } from './replies/render.ts'
import { createRouter } from './router.ts'

export interface AppOptions {
  readonly db: Database
  readonly evidence: EvidenceFiles
  readonly channels: readonly Channel[]
  readonly clock: Clock
  readonly zone: string
  readonly setupCode: string | null
  /** Names this process in leases; a name of its own unless told. */
  readonly holder?: string
  readonly log: JobLog
  /** Told after each reminder round that passed its audit. */
  readonly heartbeat?: Heartbeat
  /** Limits by channel; the console has none. */
  readonly limits?: RateLimits
  /** Gives every port that does I/O a second skin: fault tests cut the process off between any two of its calls. */
  readonly wrap?: <Port extends object>(name: string, port: Port) => Port
}

export interface App {
  /** Receives, handles, ticks and sends on its own until `stop`. */
  start(): Promise<void>
  /** Receives only; handling and sending wait for `drain` (scripts, tests with a standing clock). */
  startReceiving(): Promise<void>
  /** Handles and sends everything that is due at the clock's time. */
  drain(): Promise<void>
  /** Plans what fell due. */
  tick(): Promise<void>
  nextMoment(until: Temporal.Instant): Promise<Temporal.Instant | null>
  /** Says something to every coordinator, once for each identity. */
  tellCoordinators(identity: string, reply: Reply): Promise<void>
  stop(): Promise<void>
}

const IDLE_MS = 500
const FALL_BACK_MS = 30_000
const UNLIMITED: RateLimits = { perSecond: 10_000, perThreadPerSecond: 10_000, perGroupPerMinute: 10_000 }

export function createApp(options: AppOptions): App {
  const { db, clock, zone, log } = options
  const wrap = options.wrap ?? ((_name, port) => port)
  const store = { client: db.client, zone, newId }
  const inbox: Inbox = wrap('inbox', createInbox(db.client, newId))
  const outbox: Outbox = wrap('outbox', createOutbox(db.client, newId))
  const rounds = wrap('rounds', createRoundBook(store))
  const channels = options.channels.map((channel) => wrap(`channel ${channel.channel}`, channel))
  const loops: Loop[] = []
  const wakeAll = () => {
    for (const loop of loops) loop.wake()
  }
  const scheduler = createScheduler({
    rounds,
    clock,
    say: render,
    isDown: ({ channel, account }) => {
      const used = channels.find((one) => one.channel === channel && one.account === account)
      return used === undefined || used.health().state === 'down'
    },
    heartbeat: options.heartbeat === undefined ? null : wrap('heartbeat', options.heartbeat),
    log,
    afterTick: wakeAll,
  })
  const coordinatorIds = () => loadCoordinatorIds(db.client, dbDate(localDate(clock.now(), zone)))
  const handler = createInboxHandler({
    inbox,
    outbox,
    clock,
    zone,
    log,
    desk: wrap('desk', createDesk(store)),
    evidence: wrap('evidence', options.evidence),
    channelOf: ({ channel, account }) =>
      channels.find((one) => one.channel === channel && one.account === account) ?? null,
    decide: createRouter({
      setupCode: options.setupCode,
      readFile: (sha256) => options.evidence.readAll(sha256),
      readSheets,
      channels: () =>
        channels.map((one) => ({
          channel: one.channel,
          health: one.health(),
          limits: one.limits?.() ?? null,
        })),
      capabilitiesOf: ({ incoming }) => {
        const channel = channels.find((one) => one.channel === incoming.thread.channel)
        if (channel === undefined) throw new Error(`no channel ${incoming.thread.channel} is configured`)
        return channel.capabilities
      },
    }),
    coordinatorIds,
  })
  const makeFile = createExportMaker(options)
  const senders = channels.map((channel) =>
    openSender(channel, {
      ...options,
      outbox,
      compose: createComposer({
        rounds,
        put: outbox.put,
        clock,
        say: render,
        makeFile,
        attach: channel.capabilities.filesOut ? createDigestFiles(options.evidence) : null,
      }),
    }),
  )
  const passOn = async () => {
    const hasPassed = await fallBack({ outbox, channels, clock, log })
    if (hasPassed) wakeAll()
    return hasPassed
  }
  const receive = async (batch: readonly Incoming[]) => {
    await inbox.store(batch, clock.now())
    wakeAll()
  }
  const handleBatch = async () => {
    const didSomething = await handler.handleBatch()
    if (didSomething) wakeAll()
    return didSomething
  }

  return {
    async start() {
      const pace = { idleMilliseconds: IDLE_MS, log }
      loops.push(startLoop('inbox', handleBatch, pace))
      for (const sender of senders) loops.push(startLoop('sender', () => sender.sendBatch(), pace))
      if (channels.length > 1) {
        loops.push(startLoop('fall back', passOn, { idleMilliseconds: FALL_BACK_MS, log }))
      }
      for (const channel of channels) await channel.start(receive)
      scheduler.start()
    },
    async startReceiving() {
      for (const channel of channels) await channel.start(receive)
    },
    async drain() {
      for (let isBusy = true; isBusy; ) {
        isBusy = channels.length > 1 && (await passOn())
        isBusy = (await handler.handleBatch()) || isBusy
        for (const sender of senders) isBusy = (await sender.sendBatch()) || isBusy
      }
    },
    tick: () => scheduler.tick(),
    nextMoment: (until) => scheduler.nextMoment(until),
    async tellCoordinators(identity, reply) {
      const now = clock.now()
      const message = render(reply, { now, zone })
      const drafts = (await coordinatorIds()).map((personId) => ({
        identity: `${identity}:${personId}`,
        lane: 'interactive' as const,
        to: { personId },
        payload: { kind: 'ready' as const, message },
        notBefore: now,
        expiresAt: null,
      }))
      await outbox.put(drafts, now)
      wakeAll()
    },
    async stop() {
      await scheduler.stop()
      for (const channel of channels) await channel.stop()
      await Promise.all(loops.splice(0).map((loop) => loop.stop()))
      for (const sender of senders) await sender.release()
    },
  }
}

/** Names a process in leases. One process alone can open the embedded database: after a restart it is the same holder. */
export function holderOf({ kind }: Database): string {
  return kind === 'embedded' ? 'embedded' : `${process.pid}-${newId()}`
}

function openSender(
  channel: Channel,
  options: AppOptions & Pick<Parameters<typeof createSender>[0], 'outbox' | 'compose'>,
): Sender {
  const { clock, log, outbox, compose, db } = options
  const limits =
    channel.channel === 'console'
      ? UNLIMITED
      : channel.channel === 'telegram'
        ? RATE_LIMITS.telegram
        : channel.channel === 'zalo-personal'
          ? RATE_LIMITS['zalo-personal']
          : RATE_LIMITS.other
  return createSender({
    courier: channel,
    outbox,
    leases: createLeases(db.client),
    compose,
    limiter: createRateLimiter(options.limits ?? limits),
    clock,
    holder: options.holder ?? holderOf(db),
    random: Math.random,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    log,
  })
}
