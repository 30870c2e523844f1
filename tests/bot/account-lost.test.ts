import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { expect, test, vi } from 'vitest'
import { createApp } from '../../bot/app.ts'
import { CONSOLE_ACCOUNT, createConsoleChannel } from '../../bot/channels/console/console-channel.ts'
import type { Channel } from '../../core/talk/courier.ts'
import { createStandingClock } from '../../jobs/clocks.ts'
import { openEvidenceFiles } from '../../prisma/evidence-files.ts'
import { describeOnBothDatabases } from '../harness/databases.ts'

vi.setConfig({ testTimeout: 60_000 })

const LOST = Temporal.Instant.from('2026-11-23T14:00:00+07:00')
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

/** A personal Zalo account that Zalo has logged out: it refuses for a while, for ever. */
function lostAccount(console: Channel): Channel {
  return {
    ...console,
    channel: 'zalo-personal',
    account: 'z',
    health: () => ({ state: 'down', reason: 'logged out', since: LOST }),
    send: async () => ({
      kind: 'refused',
      lasting: 'temporary',
      unreachable: false,
      retryAfterSeconds: 60,
      reason: 'logged out',
    }),
  }
}

describeOnBothDatabases('a personal Zalo account that is lost', (openFresh) => {
  test('is told to a coordinator who uses it himself by his other channel, once', async () => {
    const db = await openFresh()
    const folder = await mkdtemp(join(tmpdir(), 'account-lost-'))
    const validFrom = new Date('2026-01-01')
    await db.client.unit.create({
      data: { id: 'o', name: 'Văn phòng', shortName: 'VP', kind: 'other', validFrom },
    })
    await db.client.person.create({ data: { id: 'chi', name: 'Nguyễn Thị Kim Chi', handle: 'chi' } })
    await db.client.post.create({
      data: { id: 'p', personId: 'chi', unitId: 'o', role: 'coordinator', validFrom },
    })
    const account = (channel: string, botAccount: string, isMain: boolean) => ({
      id: channel,
      channel,
      botAccount,
      userId: 'chi',
      threadId: 'chi',
      personId: 'chi',
      isMain,
      stateSince: validFrom,
      linkedAt: validFrom,
    })
    await db.client.channelAccount.createMany({
      data: [account('zalo-personal', 'z', true), account('console', CONSOLE_ACCOUNT, false)],
    })
    const clock = createStandingClock(LOST)
    const heard: string[] = []
    const screen = createConsoleChannel({ clock, write: ({ message }) => heard.push(message.text) })
    const app = createApp({
      db,
      evidence: await openEvidenceFiles(folder),
      channels: [screen, lostAccount(screen)],
      clock,
      zone: 'Asia/Ho_Chi_Minh',
      setupCode: null,
      log: SILENT,
    })
    await app.startReceiving()
    const reply = { kind: 'alert_account_lost', channel: 'zalo-personal', why: 'kicked' } as const
    await app.tellCoordinators('account-lost:z:1', reply)
    await app.tellCoordinators('account-lost:z:1', reply)
    for (const minutes of [0, 5, 11, 12, 30]) {
      clock.set(LOST.add({ minutes }))
      await app.drain()
      if (minutes < 10) expect(heard).toEqual([])
    }
    expect(heard).toEqual([expect.stringMatching(/^⚠️ Tài khoản Zalo cá nhân .*npm run zalo:login/)])
    await app.stop()
    await rm(folder, { recursive: true })
  })
})
