/** Messages that their own channel does not take leave by another one the person has. */
import type { Clock, Outbox } from '../../core/ports.ts'
import type { Channel } from '../../core/talk/courier.ts'
import type { JobLog } from '../job-log.ts'

/** A message waits so long for its own channel; a person's main channel deserves that much patience. */
export const PATIENCE_MINUTES = 10

export interface FallBackOptions {
  readonly outbox: Pick<Outbox, 'passOn'>
  readonly channels: readonly Pick<Channel, 'channel' | 'account' | 'health'>[]
  readonly clock: Clock
  readonly log: JobLog
}

/** Passes on what has waited too long to channels that are not down; yields whether anything was. */
export async function fallBack({ outbox, channels, clock, log }: FallBackOptions): Promise<boolean> {
  const working = channels.filter((channel) => channel.health().state !== 'down')
  if (working.length === 0) return false
  const now = clock.now()
  const accounts = working.map(({ channel, account }) => ({ channel, account }))
  const count = await outbox.passOn(now.subtract({ minutes: PATIENCE_MINUTES }), accounts, now)
  if (count > 0) log.warn({ count }, 'messages passed on to other channels')
  return count > 0
}
