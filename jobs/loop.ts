/** Repeats a step: at once while there is work, then when woken or after a pause. Errors wait and are said. */
import type { JobLog } from './job-log.ts'

export interface Loop {
  /** There is something to do now. */
  wake(): void
  /** Ends after the step under way. */
  stop(): Promise<void>
}

const LONGEST_ERROR_PAUSE_MS = 15_000

/** `step` yields whether it did anything. */
export function startLoop(
  name: string,
  step: () => Promise<boolean>,
  { idleMilliseconds, log }: { readonly idleMilliseconds: number; readonly log: JobLog },
): Loop {
  let isStopping = false
  let isAwake = false
  let ring: () => void = () => undefined
  let errors = 0

  async function pause(milliseconds: number): Promise<void> {
    if (isAwake || isStopping) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      ring = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      isAwake = false
      try {
        const didSomething = await step()
        errors = 0
        if (!didSomething) await pause(idleMilliseconds)
      } catch (error) {
        errors += 1
        log.error({ loop: name, errors, err: error }, 'step failed, tried again shortly')
        isAwake = false
        await pause(Math.min(LONGEST_ERROR_PAUSE_MS, 250 * 2 ** Math.min(errors, 6)))
      }
    }
  }

  const running = run()
  return {
    wake() {
      isAwake = true
      ring()
    },
    async stop() {
      isStopping = true
      ring()
      await running
    },
  }
}
