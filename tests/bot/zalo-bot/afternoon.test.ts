/** One afternoon over sockets: the whole program in this process before a Zalo bot server that behaves like the real one. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { afterEach, expect, test, vi } from 'vitest'
import { type App, createApp } from '../../../bot/app.ts'
import { createDownload } from '../../../bot/channels/download-media.ts'
import { ZALO_MEDIA_HOSTS } from '../../../bot/channels/media-hosts.ts'
import { createZaloBotChannel } from '../../../bot/channels/zalo-bot/zalo-bot-channel.ts'
import { createRunningClock } from '../../../jobs/clocks.ts'
import type { Database } from '../../../prisma/database.ts'
import { openEvidenceFiles } from '../../../prisma/evidence-files.ts'
import { seedHolidays } from '../../../prisma/holidays.ts'
import { pictureBytes } from '../../contract/channel-rig.ts'
import { FakeZaloBot } from '../../fakes/zalo-bot/fake-zalo-bot.ts'
import type { FakeZaloUser } from '../../fakes/zalo-bot/fake-zalo-user.ts'
import type { FakeZaloMessage } from '../../fakes/zalo-bot/model.ts'
import { openFreshEmbedded } from '../../harness/databases.ts'
import { type Handle, seedOffice } from '../../harness/small-office.ts'
import { QuickClock } from '../channels/telegram/telegram-rig.ts'
import { EveryLine, openPublicServer, type PublicServer, SECRET, ZONE } from './zalo-bot-rig.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })
const PATIENCE_MS = 40_000
const SETUP_CODE = 'SETUP-CODE-1'

interface Office {
  readonly db: Database
  readonly zalo: FakeZaloBot
  readonly log: EveryLine
  moveTo(time: string): Promise<void>
  expecting(user: FakeZaloUser, pattern: RegExp): Promise<FakeZaloMessage>
  close(): Promise<void>
}

let office: Office | null = null

afterEach(async () => {
  await office?.close()
  office = null
})

async function openOffice(mode: 'polling' | 'webhook', start: string): Promise<Office> {
  const db = await openFreshEmbedded()
  const at = (time: string) =>
    Temporal.PlainDateTime.from(`2026-11-23T${time}`).toZonedDateTime(ZONE).toInstant()
  const clock = createRunningClock(at(start))
  const zalo = await FakeZaloBot.start(() => clock.now().epochMilliseconds)
  const dataDir = await mkdtemp(join(tmpdir(), 'zalo-afternoon-'))
  const evidence = await openEvidenceFiles(dataDir)
  await seedOffice(db.client)
  await seedHolidays(db.client)
  const log = new EveryLine()
  const waits = new QuickClock()
  waits.speed = 1
  const server = await openPublicServer({ now: () => clock.now() })
  const channel = createZaloBotChannel({
    token: zalo.token,
    apiRoot: zalo.apiRoot,
    webhook: mode === 'webhook' ? { publicUrl: server.url, secret: SECRET, path: '/zalo/webhook' } : null,
    links: server.links,
    download: createDownload({ hosts: ZALO_MEDIA_HOSTS, maxBytes: 20_000_000, allowsLoopback: true }),
    zone: ZONE,
    clock: { now: () => clock.now(), sleep: (ms, signal) => waits.sleep(ms, signal) },
    log,
    longPollSeconds: 2,
  })
  server.mounted = channel
  const app = createApp({ db, evidence, channels: [channel], clock, zone: ZONE, setupCode: SETUP_CODE, log })
  await app.start()
  await zalo.waitFor(() => channel.health().state === 'up', PATIENCE_MS)
  const close = () => closeAll(app, server, zalo, db, dataDir)
  return {
    db,
    zalo,
    log,
    close,
    async moveTo(time) {
      clock.set(at(time))
      await app.tick()
    },
    expecting(user, pattern) {
      const before = new Set(user.hears().map(({ id }) => id))
      const isNew = ({ id, text }: FakeZaloMessage) => !before.has(id) && pattern.test(text)
      return zalo.waitFor(() => user.hears().find(isNew), PATIENCE_MS)
    },
  }
}

async function closeAll(app: App, server: PublicServer, zalo: FakeZaloBot, db: Database, dataDir: string) {
  await app.stop()
  await server.stop()
  await zalo.stop()
  await db.close()
  await rm(dataDir, { recursive: true, force: true })
}

/** Says it, and waits for the answer that matches. */
async function hears(user: FakeZaloUser, pattern: RegExp, act: () => void): Promise<string> {
  const answer = office!.expecting(user, pattern)
  act()
  return (await answer).text
}

test.each(['polling', 'webhook'] as const)(
  'the afternoon on Zalo by %s, from the first code to the summary',
  async (mode) => {
    office = await openOffice(mode, '15:00:00')
    const { zalo, db, moveTo, expecting, log } = office
    const viet = zalo.user('Việt')
    const people = new Map<Handle, FakeZaloUser>()
    const who = (handle: Handle) => people.get(handle)!

    // ── no buttons: who he is, is confirmed by a number
    await hears(viet, /^Anh\/chị là quản trị viên đầu tiên/, () => viet.says(`start ${SETUP_CODE}`))
    for (const handle of ['chi', 'binh', 'lan', 'minh'] as const) {
      const invited = await hears(viet, /^Mã đăng ký của /, () => viet.says(`/moi ${handle}`))
      const code = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(invited)?.[0] ?? ''
      const user = zalo.user(handle)
      await hears(user, /^Anh\/chị là .*đúng không ạ\?/, () => user.says(`start ${code}`))
      await hears(user, /^Đã liên kết tài khoản với /, () => user.says('1'))
      people.set(handle, user)
    }
    const stranger = zalo.user('Người lạ')
    await hears(stranger, /^Hệ thống đã có quản trị viên/, () => stranger.says(`start ${SETUP_CODE}`))

    // ── reports in time: in words, with a photo, with an album that nothing ties together
    await moveTo('16:00:00')
    const words = 'NV07 81%, còn 29 xã vướng kéo cáp, đề nghị VNPT hỗ trợ; NV09, NV10, NV17 không đổi'
    const inWords = await hears(who('binh'), /^✅ BC-261123-0001/, () => who('binh').says(words))
    expect(inWords).toMatch(/16:0\d, trước hạn/)
    const photo = pictureBytes(3001)
    const withPhoto = await hears(who('lan'), /^✅ BC-/, () => who('lan').sendsPhoto(photo, 'NV14 66%'))
    expect(withPhoto).toMatch(/NV14 66% .*1 minh chứng/)
    const pictures = [3100, 3200, 3300].map(pictureBytes)
    const before = who('lan').hears().length
    who('lan').sendsAlbum(pictures)
    const evidenceCount = () =>
      db.client.evidence.count({ where: { sizeBytes: { in: [3001, 3100, 3200, 3300] } } })
    const end = performance.now() + PATIENCE_MS
    while ((await evidenceCount()) < 4 && performance.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await evidenceCount()).toBe(4)
    await zalo.waitFor(() => who('lan').hears().length > before, PATIENCE_MS)

    // ── 16:30: one message to each officer
    const reminders = [
      expecting(who('minh'), /^⏰ Đến hạn báo cáo ngày 23\/11: còn 1\/1/),
      expecting(who('binh'), /^✅ Ngày 23\/11: anh\/chị đã báo cáo đủ 4 nhiệm vụ/),
    ]
    await moveTo('16:30:00')
    await Promise.all(reminders)
    expect(who('lan').hears().length).toBe(
      new Set(
        who('lan')
          .hears()
          .map(({ id }) => id),
      ).size,
    )

    // ── a late report, and the coordinator's summary
    await moveTo('17:05:00')
    const late = await hears(who('minh'), /^✅ BC-/, () => who('minh').says('NV16 không đổi'))
    expect(late).toMatch(/17:0\d, muộn 3\d phút/)
    const summary = await hears(who('chi'), /^📊 Tổng hợp ngày 23\/11/, () => who('chi').says('tong hop'))
    expect(summary).toContain('Phải báo cáo: 6 lượt. Đủ, đúng hạn: 5 (83%); đủ, muộn: 1')
    expect(log.lines.join('\n')).not.toMatch(/81%|VNPT|Người lạ/)
  },
)
