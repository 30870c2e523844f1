/** A small province for the rounds: a few officers on the console, a clock that stands, any number of processes on one database. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { type App, type AppOptions, createApp } from '../../bot/app.ts'
import {
  CONSOLE_ACCOUNT,
  type ConsoleChannel,
  createConsoleChannel,
  type Written,
} from '../../bot/channels/console/console-channel.ts'
import { newId } from '../../bot/new-id.ts'
import type { Role } from '../../core/directory/directory.ts'
import { type ProgrammeSettings, programmeSettings } from '../../core/programme/settings.ts'
import { createStandingClock, type MovableClock } from '../../jobs/clocks.ts'
import type { Database } from '../../prisma/database.ts'
import { openEvidenceFiles } from '../../prisma/evidence-files.ts'
import { seedHolidays } from '../../prisma/holidays.ts'

export const ZONE = 'Asia/Ho_Chi_Minh'
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }
const LONG_AGO = new Date('2026-01-01T00:00:00Z')

/** Local time, "2026-11-23T16:30:00.001". */
export function at(local: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).toInstant()
}

export interface Sent extends Written {
  readonly at: Temporal.Instant
}

export interface Process {
  readonly app: App
  readonly channel: ConsoleChannel
}

export interface Stage {
  readonly db: Database
  readonly clock: MovableClock
  /** Everything that any process sent, oldest first. */
  readonly sent: Sent[]
  /** Another process on the same database. */
  start(more?: Partial<AppOptions>): Promise<Process>
  /** Ticks and sends at that local time. */
  run(process: Process, local: string): Promise<void>
  /** As `run`, stopping at each moment on the way. */
  walk(process: Process, local: string): Promise<void>
  say(process: Process, person: string, text: string, photos?: readonly string[]): Promise<readonly Sent[]>
  tap(process: Process, person: string, label: string): Promise<readonly Sent[]>
  /** Texts sent to that person since the last look, by every process. */
  heard(person: string): readonly string[]
  readonly folder: string
  close(): Promise<void>
}

export interface StagePerson {
  readonly handle: string
  readonly unit: string
  readonly role: Role
  /** Null: not linked. */
  readonly account?: null
}

export const PEOPLE: readonly StagePerson[] = [
  { handle: 'an', unit: 'A', role: 'officer' },
  { handle: 'binh', unit: 'B', role: 'officer' },
  { handle: 'truong', unit: 'A', role: 'head' },
  { handle: 'chi', unit: 'O', role: 'coordinator' },
  { handle: 'dung', unit: 'O', role: 'coordinator' },
]

/** Unit A leads A1 and A2, unit B leads B1; ids are the names themselves. */
export async function openStage(
  db: Database,
  {
    start,
    people = PEOPLE,
    settings = {},
  }: {
    readonly start: string
    readonly people?: readonly StagePerson[]
    readonly settings?: Partial<ProgrammeSettings>
  },
): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'stage-'))
  const clock = createStandingClock(at(start))
  const evidence = await openEvidenceFiles(folder)
  const sent: Sent[] = []
  const looked = new Map<string, number>()
  const opened: App[] = []
  await seed(db, people, programmeSettings.parse(settings))

  const settle = async ({ app }: Process) => {
    await app.tick()
    await app.drain()
  }
  const since = async (act: () => Promise<void>): Promise<readonly Sent[]> => {
    const before = sent.length
    await act()
    return sent.slice(before)
  }
  const stage: Stage = {
    db,
    clock,
    sent,
    folder,
    async start(more = {}) {
      const channel = createConsoleChannel({
        clock,
        hasButtons: true,
        write: (one) => sent.push({ ...one, at: clock.now() }),
      })
      const options = { db, evidence, channels: [channel], clock, zone: ZONE, setupCode: null, log: SILENT }
      const app = createApp({ ...options, ...more })
      await app.startReceiving()
      opened.push(app)
      return { app, channel }
    },
    async run(process, local) {
      clock.set(at(local))
      await settle(process)
    },
    async walk(process, local) {
      const target = at(local)
      for (;;) {
        const next = await process.app.nextMoment(target)
        if (next === null) break
        clock.set(next)
        await settle(process)
      }
      clock.set(target)
      await settle(process)
    },
    say: (process, person, text, photos = []) =>
      since(async () => {
        const said = await process.channel.say({ person, text, photos, tap: null })
        if (!said.ok) throw new Error(said.reason)
        await settle(process)
      }),
    tap: (process, person, label) =>
      since(async () => {
        const said = await process.channel.say({ person, text: '', photos: [], tap: label })
        if (!said.ok) throw new Error(said.reason)
        await settle(process)
      }),
    heard(person) {
      const own = sent.filter(({ to }) => to === person)
      const news = own.slice(looked.get(person) ?? 0)
      looked.set(person, own.length)
      return news.map(({ message }) => message.text)
    },
    async close() {
      for (const app of opened) await app.stop()
      await rm(folder, { recursive: true })
    },
  }
  return stage
}

async function seed(
  db: Database,
  people: readonly StagePerson[],
  settings: ProgrammeSettings,
): Promise<void> {
  const { client } = db
  await seedHolidays(client)
  const units = [...new Set([...people.map(({ unit }) => unit), 'A', 'B'])]
  await client.unit.createMany({
    data: units.map((id) => ({
      id,
      name: `Sở ${id}`,
      shortName: `Sở ${id}`,
      kind: 'department',
      validFrom: LONG_AGO,
    })),
  })
  await client.person.createMany({
    data: people.map(({ handle }) => ({ id: handle, handle, name: `Ông ${handle}` })),
  })
  await client.post.createMany({
    data: people.map(({ handle, unit, role }) => ({
      id: newId(),
      personId: handle,
      unitId: unit,
      role,
      validFrom: LONG_AGO,
    })),
  })
  await client.channelAccount.createMany({
    data: people
      .filter(({ account }) => account !== null)
      .map(({ handle }) => ({
        id: newId(),
        channel: 'console',
        botAccount: CONSOLE_ACCOUNT,
        userId: handle,
        threadId: handle,
        personId: handle,
        isMain: true,
        stateSince: LONG_AGO,
        linkedAt: LONG_AGO,
      })),
  })
  await client.programme.create({
    data: {
      id: 'P',
      code: 'CT1',
      name: 'Chương trình thử',
      settings: JSON.parse(JSON.stringify(settings)),
      createdAt: LONG_AGO,
    },
  })
  const tasks = [
    ['A1', 'A'],
    ['A2', 'A'],
    ['B1', 'B'],
  ] as const
  await client.task.createMany({
    data: tasks.map(([code], position) => ({
      id: code,
      programmeId: 'P',
      code: `NV${code}`,
      title: `Việc ${code}`,
      dueKind: 'none',
      stateSince: LONG_AGO,
      addedAt: LONG_AGO,
      position,
    })),
  })
  await client.assignment.createMany({
    data: tasks.map(([taskId, unitId]) => ({ taskId, unitId, role: 'lead' })),
  })
}
