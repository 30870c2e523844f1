/** Plays the afternoon with the program in a child process that dies where it is told to, and is started again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Temporal } from 'temporal-polyfill'
import { FakeTelegram } from '../fakes/telegram/fake-telegram.ts'
import type { Place } from '../harness/places.ts'
import { TSX } from '../harness/run-program.ts'
import { type Order, type Word, word } from './crash-protocol.ts'
import { afternoon, CAST, type Cast } from './crash-script.ts'
import { type Kill, readJournal } from './fault-points.ts'

const CHILD = fileURLToPath(new URL('./app-child.ts', import.meta.url))
/** Of a whole step with its restarts, on a busy machine. */
const STEP_MS = 240_000
const LOOK_EVERY_MS = 150

export interface Played {
  /** Fault points passed in each step, by the process that began it. */
  readonly points: readonly number[]
  readonly kills: readonly Kill[]
  /** Per person every text the bot showed, edits included, in order. */
  readonly told: Readonly<Record<string, readonly ToldMessage[]>>
}

export interface ToldMessage {
  readonly threadId: string
  readonly text: string
}

/** `killAt`: the fault point at which the process dies, by step; each step's second process lives on. */
export async function playAfternoon(place: Place, killAt: ReadonlyMap<number, number>): Promise<Played> {
  const stage = new Stage(place)
  try {
    return await stage.play(killAt)
  } finally {
    await stage.clear()
  }
}

class Stage {
  private telegram: FakeTelegram | null = null
  private child: ChildProcess | null = null
  private now = Temporal.Instant.fromEpochMilliseconds(0)
  /** The platform's clock: stands for a whole step, so that messages bear the same time in every play. */
  private platformNow = this.now
  private stderr = ''
  private readonly heard: Word[] = []
  private ended: Promise<void> = Promise.resolve()

  constructor(private readonly place: Place) {}

  async play(killAt: ReadonlyMap<number, number>): Promise<Played> {
    const telegram = await FakeTelegram.start({ now: () => this.platformNow.epochMilliseconds })
    this.telegram = telegram
    const cast = openCast(telegram)
    const points: number[] = []
    for (const [index, { clock, name, act }] of afternoon().entries()) {
      this.setTime(clock)
      const end = performance.now() + STEP_MS
      try {
        await this.begin(killAt.get(index) ?? null, end)
        await act(cast)
        points.push(await this.untilQuiet(telegram, end))
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        throw new Error(`${clock} ${name}: ${reason}\n${this.stderr}\n${telegram.transcript()}`)
      }
    }
    await this.leave()
    const journal = await readFile(this.journal, 'utf8').catch(() => '')
    return { points, kills: readJournal(journal), told: toldTo(telegram, cast) }
  }

  async clear(): Promise<void> {
    if (this.child !== null && this.isAlive) this.child.kill('SIGKILL')
    await this.ended
    await this.telegram?.stop()
  }

  private get journal(): string {
    return join(this.place.dataDir, 'journal')
  }

  private get isAlive(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null
  }

  private setTime(clock: string): void {
    const at = Temporal.PlainDateTime.from(`2026-11-23T${clock}`)
      .toZonedDateTime('Asia/Ho_Chi_Minh')
      .toInstant()
    this.platformNow = at
    this.now = at
  }

  /** The rounds of this time are run, by this process or, when it dies of it, by the next. */
  private async begin(killAt: number | null, end: number): Promise<void> {
    for (let target = killAt; ; target = null) {
      if (!this.isAlive) {
        await this.start()
        if ((await this.hear('opened', end)) === null) throw new Error('the program does not start')
      }
      this.tell({ kind: 'begin', at: this.now.toString(), killAt: target })
      if ((await this.hear('begun', end)) !== null) return
    }
  }

  /** Until nothing waits any more; a process that died is started again. Yields the first process's points. */
  private async untilQuiet(telegram: FakeTelegram, end: number): Promise<number> {
    for (;;) {
      await wait(LOOK_EVERY_MS)
      this.now = this.now.add({ milliseconds: 1_000 })
      if (this.isAlive) this.tell({ kind: 'look', at: this.now.toString() })
      const looked = await this.hear('looked', end)
      if (looked === null) await this.begin(null, end)
      else if (looked.kind === 'looked' && looked.isQuiet && telegram.queue.pending().length === 0) {
        return looked.points
      }
    }
  }

  private async start(): Promise<void> {
    const telegram = this.telegram
    if (telegram === null) throw new Error('no platform')
    this.heard.length = 0
    const child = spawn(process.execPath, ['--import', TSX, CHILD], {
      cwd: this.place.dataDir,
      env: {
        PATH: process.env['PATH'] ?? '',
        ...this.place.env,
        PLAY_API_ROOT: telegram.apiRoot,
        PLAY_TOKEN: telegram.token,
        PLAY_JOURNAL: this.journal,
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.child = child
    child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString('utf8')
    })
    child.on('message', (message) => this.heard.push(word.parse(message)))
    // Orders to a process that is dying are lost with it.
    child.on('error', () => undefined)
    this.ended = new Promise((resolve) => child.once('close', () => resolve()))
  }

  private tell(given: Order): void {
    this.child?.send(given, () => undefined)
  }

  /** The next word of that kind; null when the process was killed instead. Any other end is a failure. */
  private async hear(kind: Word['kind'], end: number): Promise<Word | null> {
    for (;;) {
      const found = this.heard.findIndex((one) => one.kind === kind)
      if (found >= 0) return this.heard.splice(found, 1)[0] ?? null
      if (!this.isAlive) {
        await this.ended
        if (this.child?.signalCode === 'SIGKILL') return null
        throw new Error(`the program left with ${this.child?.exitCode}`)
      }
      if (performance.now() > end) throw new Error(`waited in vain for “${kind}”`)
      await wait(5)
    }
  }

  private async leave(): Promise<void> {
    this.tell({ kind: 'leave' })
    await this.ended
    if (this.child?.exitCode !== 0) throw new Error(`the program left with ${this.child?.exitCode}`)
  }
}

function openCast(telegram: FakeTelegram): Cast {
  const open = (name: (typeof CAST)[number]) => {
    const user = telegram.user(name)
    user.person.started = true
    return user
  }
  const [chi, binh, lan, minh, phuc] = CAST
  return { chi: open(chi), binh: open(binh), lan: open(lan), minh: open(minh), phuc: open(phuc) }
}

function toldTo(telegram: FakeTelegram, cast: Cast): Played['told'] {
  return Object.fromEntries(
    Object.entries(cast).map(([name, user]) => [
      name,
      telegram
        .seen(user.chatId)
        .filter((seen) => seen.from === 'bot')
        .flatMap((seen) =>
          [...seen.earlier, seen.text].map((text) => ({
            threadId: String(user.chatId),
            // Minutes left are told by the clock, which goes on while a step lasts.
            text: text.replace(/Còn \d+ phút/, 'Còn … phút'),
          })),
        ),
    ]),
  )
}
