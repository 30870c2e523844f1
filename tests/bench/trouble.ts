/** A log under which nothing may go wrong: a bench that measures failures measures nothing. */
import type { JobLog } from '../../jobs/job-log.ts'

export interface Trouble {
  readonly log: JobLog
  /** Rejects at the first warning or error; never resolves. */
  readonly happened: Promise<never>
}

export function createTrouble(): Trouble {
  let reject: (error: Error) => void = () => undefined
  const happened = new Promise<never>((_, onTrouble) => {
    reject = onTrouble
  })
  // Trouble after the race is over is nobody's business any more.
  happened.catch(() => undefined)
  const complain = (fields: Record<string, unknown>, message: string) => {
    const { err, error } = fields
    reject(new Error(`${message}: ${err instanceof Error ? err.message : JSON.stringify(error ?? fields)}`))
  }
  const log = { debug: () => undefined, info: () => undefined, warn: complain, error: complain }
  return { log, happened }
}
