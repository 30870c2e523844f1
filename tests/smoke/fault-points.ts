/**
 * A second skin round every port of the program: each call that does something is two points, before and after it, and
 * so is each callback a port runs inside its transaction. At a chosen point the process kills itself, as kill -9 would.
 */
import { appendFileSync } from 'node:fs'

/** Reads that change nothing, and what never returns while the program runs. */
const PASSED_OVER = new Set(['start', 'stop', 'health', 'doneTo', 'almanac', 'nextReadyAt', 'nextDueAt'])
/** Asked again and again; a point only when they yield something, for how often they do not is chance. */
const ASKED_AGAIN = new Set(['next', 'take'])

export interface FaultPoints {
  /** For AppOptions. */
  readonly wrap: <Port extends object>(name: string, port: Port) => Port
  /** Counts from nought, and dies at that point; null: at none. */
  restart(killAt: number | null): void
  /** Points passed since the last restart. */
  passed(): number
}

/** The journal outlives the process: what was begun and what was recorded, one line each. */
export function createFaultPoints(journal: string): FaultPoints {
  let passed = 0
  let target: number | null = null
  const threads = new Map<string, string>()

  const note = (line: string) => appendFileSync(journal, `${line}\n`)

  function point(label: string): void {
    passed += 1
    if (passed !== target) return
    note(`kill ${label}`)
    process.kill(process.pid, 'SIGKILL')
  }

  function around(label: string, method: string, call: (...args: unknown[]) => unknown) {
    return async (...args: unknown[]): Promise<unknown> => {
      let ranCallback = false
      const given = args.map((arg) => {
        if (typeof arg !== 'function') return arg
        return async (...inner: unknown[]): Promise<unknown> => {
          ranCallback = true
          point(`inside ${label}, before its decision`)
          const decided: unknown = await Reflect.apply(arg, undefined, inner)
          point(`inside ${label}, before its commit`)
          return decided
        }
      })
      const isCounted = method !== 'advance' && !ASKED_AGAIN.has(method)
      if (isCounted) point(`before ${label}`)
      if (method === 'send') note(`sending ${threadOf(args[0])}`)
      const result = await call(...given)
      if (method === 'take') for (const { id, thread } of itemsOf(result)) threads.set(id, thread)
      if (method === 'settle') note(`settled ${threads.get(String(args[0])) ?? ''}`)
      const yielded = Array.isArray(result) && result.length > 0
      if (isCounted || ranCallback || yielded) point(`after ${label}`)
      return result
    }
  }

  return {
    wrap: (name, port) =>
      new Proxy(port, {
        get(object, key) {
          const value: unknown = Reflect.get(object, key)
          if (typeof value !== 'function' || PASSED_OVER.has(String(key))) return value
          const call = (...args: unknown[]): unknown => Reflect.apply(value, object, args)
          return around(`${name}.${String(key)}`, String(key), call)
        },
      }),
    restart(killAt) {
      passed = 0
      target = killAt
    },
    passed: () => passed,
  }
}

function threadOf(thread: unknown): string {
  return typeof thread === 'object' && thread !== null && 'threadId' in thread ? String(thread.threadId) : ''
}

function itemsOf(items: unknown): readonly { readonly id: string; readonly thread: string }[] {
  if (!Array.isArray(items)) return []
  return items.map((item: { id: string; thread: unknown }) => ({
    id: item.id,
    thread: threadOf(item.thread),
  }))
}

export interface Kill {
  readonly label: string
  /** Threads to which something was being sent that was not recorded yet. */
  readonly openThreads: ReadonlySet<string>
}

export function readJournal(text: string): readonly Kill[] {
  const kills: Kill[] = []
  let open = new Set<string>()
  for (const line of text.split('\n')) {
    const [word = '', ...rest] = line.split(' ')
    if (word === 'sending') open.add(rest.join(' '))
    if (word === 'settled') open.delete(rest.join(' '))
    if (word === 'kill') {
      kills.push({ label: rest.join(' '), openThreads: open })
      open = new Set()
    }
  }
  return kills
}
