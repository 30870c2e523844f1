/** Tells a watchman outside (`HEARTBEAT_URL`) that a reminder round went out: his alarm rings when nothing comes. */
import type { JobLog } from './job-log.ts'

export interface Heartbeat {
  /** Never rejects: a watchman who cannot be reached must not stop a round. */
  ping(): Promise<void>
}

const TRIES = 3
const TRY_MILLISECONDS = 10_000

/** One GET, with a time limit, tried again at once. The address may hold a key: it never reaches the log. */
export function createHeartbeat(url: string, log: JobLog): Heartbeat {
  return {
    async ping() {
      for (let attempt = 1; attempt <= TRIES; attempt++) {
        const problem = await knock(url)
        if (problem === null) return
        log.warn({ attempt, problem }, 'heartbeat not taken')
      }
    },
  }
}

/** What went wrong; null: it was taken. */
async function knock(url: string): Promise<string | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TRY_MILLISECONDS) })
    await response.body?.cancel()
    return response.ok ? null : `status ${response.status}`
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown'
  }
}
