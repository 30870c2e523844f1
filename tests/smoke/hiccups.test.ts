/** A database that fails a single call - before it is done, or after it, when only the answer is lost - loses nothing. */
import { afterEach, expect, test, vi } from 'vitest'
import type { AppOptions } from '../../bot/app.ts'
import type { Database } from '../../prisma/database.ts'
import { pictureBytes } from '../contract/channel-rig.ts'
import type { FakeUser } from '../fakes/telegram/fake-user.ts'
import { describeOnBothDatabases } from '../harness/databases.ts'
import { type Handle, personId } from '../harness/small-office.ts'
import { type Office, openOffice } from './telegram-office.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

let office: Office | null = null

afterEach(async () => {
  await office?.close()
  office = null
})

const CALLS = [
  'inbox.store',
  'inbox.next',
  'evidence.put',
  'desk.settle',
  'outbox.take',
  'rounds.examine',
  'outbox.settle',
] as const

describeOnBothDatabases('a single failure', (openFresh) => {
  test.each(CALLS.flatMap((call) => [[call, 'before'] as const, [call, 'after'] as const]))(
    'at %s, %s it is done, changes no result',
    async (call, when) => {
      const db = await openFresh()
      const hiccup = failingOnce(call, when)
      office = await openOffice(db, 'polling', '16:20:00', hiccup.wrap)
      const { quiet, moveTo } = office
      const [lan, minh] = [await linked(db, office, 'lan'), await linked(db, office, 'minh')]

      if (call !== 'rounds.examine') hiccup.arm()
      lan.sendsPhoto(pictureBytes(3001), 'NV14 66%')
      await office.telegram.waitFor(() => lan.lastHeard()?.text.startsWith('✅ BC-'), 60_000)
      await quiet()
      if (call === 'rounds.examine') hiccup.arm()
      await moveTo('16:30:00')
      await quiet()

      expect(hiccup.hasFailed()).toBe(true)
      const texts = (user: FakeUser) => [...new Set(user.hears().map(({ text }) => text))]
      expect(texts(lan)).toEqual([
        expect.stringMatching(
          /^✅ BC-261123-0001 · 16:2\d, trước hạn · NV14 66% \(20\/11 50%\) · 1 minh chứng$/,
        ),
        expect.stringMatching(/^✅ Ngày 23\/11: anh\/chị đã báo cáo đủ 1 nhiệm vụ.*BC-261123-0001/),
      ])
      expect(texts(minh)).toEqual([expect.stringMatching(/^⏰ Đến hạn báo cáo ngày 23\/11: còn 1\/1/)])
      const today = { filedOn: new Date('2026-11-23T00:00:00Z') }
      expect(await db.client.report.count({ where: today })).toBe(1)
      expect(await db.client.evidence.count()).toBe(1)
      expect(await db.client.inboxMessage.count({ where: { state: { not: 'done' } } })).toBe(0)
      const states = await db.client.outboxMessage.groupBy({ by: ['state'], where: { channel: 'telegram' } })
      expect(states.map(({ state }) => state)).toEqual(['sent'])
    },
  )
})

/** Fails the first call of that name after `arm`. */
function failingOnce(call: string, when: 'before' | 'after') {
  let state: 'quiet' | 'armed' | 'failed' = 'quiet'
  const wrap: NonNullable<AppOptions['wrap']> = (name, port) =>
    new Proxy(port, {
      get(object, key) {
        const value: unknown = Reflect.get(object, key)
        if (typeof value !== 'function' || `${name}.${String(key)}` !== call) return value
        return async (...args: unknown[]): Promise<unknown> => {
          if (state === 'armed' && when === 'before') {
            state = 'failed'
            throw new Error('the database is away')
          }
          const result: unknown = await Reflect.apply(value, object, args)
          const hasDone = !Array.isArray(result) || result.length > 0
          if (state === 'armed' && hasDone) {
            state = 'failed'
            throw new Error('the answer of the database is lost')
          }
          return result
        }
      },
    })
  return {
    wrap,
    arm() {
      state = 'armed'
    },
    hasFailed: () => state === 'failed',
  }
}

/** Somebody who registered long ago. */
async function linked(db: Database, { telegram }: Office, handle: Handle): Promise<FakeUser> {
  const user = telegram.user(handle)
  user.person.started = true
  const since = new Date('2026-11-20T00:00:00Z')
  await db.client.channelAccount.create({
    data: {
      id: `account-${handle}`,
      channel: 'telegram',
      botAccount: telegram.token.split(':')[0] ?? '',
      userId: String(user.id),
      threadId: String(user.chatId),
      personId: personId(handle),
      isMain: true,
      stateSince: since,
      linkedAt: since,
    },
  })
  return user
}
