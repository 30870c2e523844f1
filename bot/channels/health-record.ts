import type { ChannelHealth } from '../../core/talk/message.ts'
import type { Clock } from './surroundings.ts'

/** The state of receiving, with the instant at which it last became worse or better. */
export class HealthRecord {
  private current: ChannelHealth

  constructor(private readonly clock: Pick<Clock, 'now'>) {
    this.current = { state: 'down', reason: 'not started', since: clock.now() }
  }

  read(): ChannelHealth {
    return this.current
  }

  up(): void {
    this.current = { state: 'up' }
  }

  /** `since` stays when the state was the same, whatever the reason is now. */
  not(state: 'degraded' | 'down', reason: string): void {
    const since =
      this.current.state === state && this.current.reason !== 'not started'
        ? this.current.since
        : this.clock.now()
    this.current = { state, reason, since }
  }
}
