/** The office on Zalo: the whole program before the Bot Platform's fake, over sockets; every choice is a number or a word. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { createApp } from '../../bot/app.ts'
import { createZaloBotChannel } from '../../bot/channels/zalo-bot/zalo-bot-channel.ts'
import { createRunningClock } from '../../jobs/clocks.ts'
import type { Database } from '../../prisma/database.ts'
import { openEvidenceFiles } from '../../prisma/evidence-files.ts'
import { seedHolidays } from '../../prisma/holidays.ts'
import { FakeZaloBot } from '../fakes/zalo-bot/fake-zalo-bot.ts'
import type { FakeZaloUser } from '../fakes/zalo-bot/fake-zalo-user.ts'
import { seedOffice } from '../harness/small-office.ts'
import { answerFor, hasEntry, invite, type OpenedOffice } from './escalation-offices.ts'
import { CAST, type CastMember, seedCast } from './escalation-script.ts'
import { PATIENCE_MS, ZONE } from './telegram-office.ts'

const START = '2026-11-23T07:30'
const UNHURRIED = { perSecond: 1_000, perThreadPerSecond: 1_000, perGroupPerMinute: 1_000 }
const instantOf = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime(ZONE).toInstant()

export async function openZaloEscalation(db: Database): Promise<OpenedOffice> {
  const clock = createRunningClock(instantOf(START))
  const zalo = await FakeZaloBot.start(() => clock.now().epochMilliseconds)
  const folder = await mkdtemp(join(tmpdir(), 'escalation-zalo-'))
  const evidence = await openEvidenceFiles(folder)
  await seedOffice(db.client)
  await seedHolidays(db.client)
  await seedCast(db)
  const log: string[] = []
  const keep = (fields: object, message: string) => void log.push(`${message} ${JSON.stringify(fields)}`)
  const lines = { debug: () => undefined, info: () => undefined, warn: keep, error: keep }
  const channel = createZaloBotChannel({
    token: zalo.token,
    apiRoot: zalo.apiRoot,
    webhook: null,
    links: null,
    download: () => Promise.reject(new Error('nobody sends pictures here')),
    zone: ZONE,
    clock: { now: () => clock.now(), sleep },
    log: lines,
    longPollSeconds: 1,
  })
  const options = { db, evidence, channels: [channel], clock, zone: ZONE, setupCode: null, log: lines }
  const app = createApp({ ...options, limits: UNHURRIED })
  await app.start()

  const patiently = async (isDone: () => Promise<boolean>) => {
    const end = performance.now() + PATIENCE_MS
    while (!(await isDone())) {
      if (performance.now() > end) throw new Error(`never quiet\n${zalo.transcript()}\n${log.join('\n')}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const quiet = () =>
    patiently(async () => {
      const inbox = await db.client.inboxMessage.count({ where: { state: 'pending' } })
      const out = await db.client.outboxMessage.count({ where: { state: { in: ['pending', 'sending'] } } })
      return inbox + out === 0
    })
  /** Nothing tells when a poll has fetched a message but the inbox itself. */
  const say = async (user: FakeZaloUser, text: string) => {
    const before = await db.client.inboxMessage.count()
    user.says(text)
    await patiently(async () => (await db.client.inboxMessage.count()) > before)
    await quiet()
  }
  const tickAt = async (at: Temporal.Instant) => {
    clock.set(at)
    await app.tick()
    await quiet()
  }

  const users = new Map<CastMember, FakeZaloUser>()
  for (const [index, handle] of CAST.entries()) {
    const phone = zalo.user(handle)
    await say(phone, `/start ${await invite(db, handle, index)}`)
    await say(phone, '1')
    users.set(handle, phone)
  }
  const user = (who: CastMember) => users.get(who)!
  const said = (who: CastMember) =>
    user(who)
      .hears()
      .map(({ text }) => text)
  const looked = new Map(CAST.map((who) => [who, said(who).length] as const))
  return {
    db,
    async moveTo(wall) {
      const target = instantOf(wall)
      for (;;) {
        const next = await app.nextMoment(target)
        if (next === null) break
        await tickAt(next)
      }
      await tickAt(target)
    },
    says: (who, text) => say(user(who), text),
    async chooses(who, label) {
      const menu = said(who).findLast((text) => hasEntry(text, label))
      if (menu === undefined) throw new Error(`no entry “${label}” in the menus of ${who}`)
      await say(user(who), answerFor(menu, label))
    },
    async heard(who) {
      await quiet()
      const texts = said(who)
      const news = texts.slice(looked.get(who) ?? 0)
      looked.set(who, texts.length)
      return news
    },
    async close() {
      await app.stop()
      await zalo.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })
}
