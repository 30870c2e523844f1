/** Ticks: every minute of the clock, and once at the start. What falls due is decided by rounds/decide-round.ts. */
import { schedule } from 'node-cron'
import { Temporal } from 'temporal-polyfill'
import { escalationMomentsBetween } from '../core/escalation/moments.ts'
import { lockInstants } from '../core/lock/steps.ts'
import type { Clock, RoundBook } from '../core/ports.ts'
import { momentsBetween } from '../core/reminder/moments.ts'
import { isBefore } from '../core/time.ts'
import type { Heartbeat } from './heartbeat.ts'
import type { JobLog } from './job-log.ts'
import type { IsDown } from './rounds/checks.ts'
import { decideRound } from './rounds/decide-round.ts'
import type { Say } from './say.ts'

export interface SchedulerOptions {
  readonly rounds: RoundBook
  readonly clock: Clock
  readonly say: Say
  readonly isDown: IsDown
  /** Null: nobody outside watches. */
  readonly heartbeat: Heartbeat | null
  readonly log: JobLog
  /** Called after each tick: messages may wait in the outbox. */
  readonly afterTick: () => void
}

export interface Scheduler {
  /** Plans everything that fell due up to now. */
  tick(): Promise<void>
  /** The first moment in (now, until] at which something falls due; null: none. */
  nextMoment(until: Temporal.Instant): Promise<Temporal.Instant | null>
  start(): void
  stop(): Promise<void>
}

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { rounds, clock, heartbeat, log, afterTick } = options
  let task: ReturnType<typeof schedule> | null = null

  async function tick(): Promise<void> {
    const now = clock.now()
    let hasPassedAudit = false
    await rounds.advance(now, async (since, room) => {
      const round = await decideRound(since, now, room, options.say, options.isDown)
      hasPassedAudit = round.hasPassedAudit
      return round
    })
    afterTick()
    // Only once it is committed; a round that failed is silent, and the watchman outside notices.
    if (hasPassedAudit) await heartbeat?.ping()
  }

  async function tickSafely(): Promise<void> {
    try {
      await tick()
    } catch (error) {
      // The mark has not moved: the next tick plans the same moments.
      log.error({ err: error }, 'round failed, planned again at the next tick')
    }
  }

  return {
    tick,
    async nextMoment(until) {
      const { programmes, calendar, zone, audits, conferences } = await rounds.almanac()
      const since = (await rounds.doneTo()) ?? clock.now()
      const first = [
        momentsBetween(programmes, calendar, zone, since, until)[0]?.at,
        escalationMomentsBetween(programmes, calendar, zone, since, until)[0]?.at,
        ...conferences.flatMap((conference) => {
          const settings = programmes.find(({ id }) => id === conference.programmeId)?.settings
          return settings === undefined
            ? []
            : lockInstants(conference, { settings, calendar, zone }, since, until)
        }),
        ...audits.map(({ at }) => at).filter((at) => isBefore(since, at) && !isBefore(until, at)),
      ].filter((at) => at !== undefined)
      return first.sort(Temporal.Instant.compare)[0] ?? null
    },
    start() {
      task = schedule('* * * * *', tickSafely, { name: 'rounds', noOverlap: true })
      void tickSafely()
    },
    async stop() {
      await task?.destroy()
      task = null
    },
  }
}
