/** One afternoon on a personal Zalo account: the whole program in this process before a fake of Zalo's servers. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { afterEach, expect, test, vi } from 'vitest'
import { createApp } from '../../../bot/app.ts'
import { createZaloPersonalChannel } from '../../../bot/channels/zalo-personal/zalo-personal-channel.ts'
import { createRunningClock } from '../../../jobs/clocks.ts'
import type { Database } from '../../../prisma/database.ts'
import { openEvidenceFiles } from '../../../prisma/evidence-files.ts'
import { seedHolidays } from '../../../prisma/holidays.ts'
import { createLeases } from '../../../prisma/lease-store.ts'
import { pictureBytes } from '../../contract/channel-rig.ts'
import type { FakeZaloPerson, SeenMessage } from '../../fakes/zalo-personal/fake-person.ts'
import { FakeZalo } from '../../fakes/zalo-personal/fake-zalo.ts'
import { describeOnBothDatabases } from '../../harness/databases.ts'
import { type Handle, seedOffice } from '../../harness/small-office.ts'
import { KeptLog, MemoryStore, sessionOf } from './zalo-rig.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

const ZONE = 'Asia/Ho_Chi_Minh'
const SETUP_CODE = 'SETUP-CODE-1'
const PATIENCE_MS = 60_000
const UNHURRIED = { perSecond: 1000, perThreadPerSecond: 1000, perGroupPerMinute: 10_000 }

interface Office {
  readonly zalo: FakeZalo
  /** Local time of 23/11/2026, a Monday; what falls due on the way is planned at once. */
  moveTo(clock: string): Promise<void>
  /** What the bot sends to somebody from now on that matches. */
  expecting(person: FakeZaloPerson, pattern: RegExp): Promise<SeenMessage>
  quiet(): Promise<void>
  close(): Promise<void>
}

let office: Office | null = null

afterEach(async () => {
  await office?.close()
  office = null
})

async function openOffice(db: Database, start: string): Promise<Office> {
  const at = (clock: string) =>
    Temporal.PlainDateTime.from(`2026-11-23T${clock}`).toZonedDateTime(ZONE).toInstant()
  const clock = createRunningClock(at(start))
  const zalo = await FakeZalo.start({ now: () => clock.now().epochMilliseconds })
  const dataDir = await mkdtemp(join(tmpdir(), 'dau-moi-evidence-'))
  const evidence = await openEvidenceFiles(dataDir)
  await seedOffice(db.client)
  await seedHolidays(db.client)
  const log = new KeptLog()
  const channel = await createZaloPersonalChannel({
    store: new MemoryStore({ kind: 'found', session: sessionOf(zalo, clock.now()) }),
    lease: { leases: createLeases(db.client), holder: 'test', name: (account) => `zalo-personal:${account}` },
    readFile: async (sha256) => Buffer.from((await evidence.readAll(sha256)) ?? Buffer.alloc(0)),
    clock: { now: () => clock.now(), sleep },
    log,
    onLost: () => undefined,
    baseUrl: zalo.baseUrl,
  })
  const app = createApp({
    db,
    evidence,
    channels: [channel],
    clock,
    zone: ZONE,
    setupCode: SETUP_CODE,
    log,
    limits: UNHURRIED,
  })
  await app.start()
  return {
    zalo,
    async moveTo(time) {
      clock.set(at(time))
      await app.tick()
    },
    expecting(person, pattern) {
      const before = person.hears().length
      return zalo.waitFor(
        () =>
          person
            .hears()
            .slice(before)
            .find((seen) => pattern.test(seen.text)),
        PATIENCE_MS,
      )
    },
    async quiet() {
      const waiting = async () => {
        const inbox = await db.client.inboxMessage.count({ where: { state: 'pending' } })
        const states = ['pending', 'sending']
        return inbox + (await db.client.outboxMessage.count({ where: { state: { in: states } } }))
      }
      const end = performance.now() + PATIENCE_MS
      while ((await waiting()) > 0) {
        if (performance.now() > end)
          throw new Error(`never quiet\n${zalo.transcript()}\n${log.lines.join('\n')}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    async close() {
      await app.stop()
      await zalo.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The number that stands before a choice of the newest menu. */
function numberOf(message: SeenMessage, label: string): string {
  const line = message.text.split('\n').find((one) => one.endsWith(`. ${label}`))
  if (line === undefined) throw new Error(`no choice “${label}” in:\n${message.text}`)
  return line.split('.')[0] ?? ''
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

describeOnBothDatabases('the afternoon on a personal Zalo account', (openFresh) => {
  test('from the first code to the summary, photos included', async () => {
    const db = await openFresh()
    office = await openOffice(db, '15:00:00')
    const { zalo, moveTo, expecting, quiet } = office
    const people = new Map<Handle, FakeZaloPerson>()
    const who = (handle: Handle) => people.get(handle)!
    const says = async (person: FakeZaloPerson, text: string, pattern: RegExp) => {
      const coming = expecting(person, pattern)
      person.says(text)
      return coming
    }

    // ── the administrator links by the setup code, everybody else by a code of his
    const viet = zalo.person('Việt')
    await says(viet, `/start ${SETUP_CODE}`, /^Anh\/chị là quản trị viên đầu tiên/)
    for (const handle of ['chi', 'binh', 'lan', 'minh', 'phuc'] as const) {
      const invited = await says(viet, `/moi ${handle}`, /^Mã đăng ký của /)
      const code = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(invited.text)?.[0] ?? ''
      const person = zalo.person(handle)
      const asked = await says(person, `/start ${code}`, /^Anh\/chị là .* – .*, đúng không ạ\?/)
      await says(person, numberOf(asked, 'Đúng, là tôi'), /^Đã liên kết tài khoản với /)
      people.set(handle, person)
    }
    await quiet()

    // ── 15:30: still an hour
    const warned = expecting(who('binh'), /^🔔 Sắp đến hạn báo cáo ngày 23\/11: còn 4\/4/)
    await moveTo('15:30:00')
    await warned

    // ── reports in time: in words, with a photo, with an album, while the line breaks
    await moveTo('16:00:00')
    await quiet()
    const inWords = await says(
      who('binh'),
      'NV07 81%, còn 29 xã vướng kéo cáp, đề nghị VNPT hỗ trợ',
      /^✅ BC-261123-0001 · 16:0\d, trước hạn · NV07 81%/,
    )
    expect(inWords.quotes === null || zalo.world.message(inWords.quotes) !== null).toBe(true)
    await quiet()
    const withPhoto = expecting(who('lan'), /^✅ BC-.* NV14 66% .* 1 minh chứng/)
    who('lan').sendsPhoto(pictureBytes(3001), 'NV14 66%')
    await withPhoto
    await quiet()
    zalo.sockets.drop()
    const withAlbum = expecting(who('binh'), /^✅ BC-.* NV09 60% .*2 minh chứng/)
    who('binh').sendsAlbum([pictureBytes(3002), pictureBytes(3003)], 'params', { caption: 'NV09 60%' })
    await withAlbum
    await quiet()
    await says(
      who('binh'),
      'còn lại kd',
      /^✅ BC-261123-\d{4} .*\n• NV10 không đổi, 50%\n• NV17 không đổi, 50%/,
    )
    await quiet()

    // ── 16:30: the reminder
    const reminded = expecting(who('minh'), /^⏰ Đến hạn báo cáo ngày 23\/11: còn 1\/1/)
    const thanked = expecting(who('binh'), /^✅ Ngày 23\/11: anh\/chị đã báo cáo đủ 4 nhiệm vụ/)
    await moveTo('16:30:00')
    await reminded
    await thanked
    await quiet()

    // ── 17:00: nobody hears of those who reported
    await moveTo('17:00:00')
    await quiet()
    expect(
      who('phuc')
        .hears()
        .filter(({ text }) => text.startsWith('📣')),
    ).toEqual([])

    // ── a late report, and the coordinator's summary
    await moveTo('17:05:00')
    await says(who('minh'), 'không đổi', /17:0\d, muộn 3\d phút · NV16 không đổi, 50%/)
    await quiet()
    const summary = await says(who('chi'), 'tong hop', /^📊 Tổng hợp ngày 23\/11/)
    expect(summary.text).toContain(
      'Phải báo cáo: 6 lượt. Đủ, đúng hạn: 5 (83%); đủ, muộn: 1; chưa đủ nội dung: 0; chưa báo cáo: 0.',
    )
    const evidence = await db.client.evidence.findMany({ where: { reportId: { not: null } } })
    expect(new Set(evidence.map((one) => one.sha256)).size).toBe(3)
    expect(zalo.callsOf('getLoginInfo')).toHaveLength(1)
  })
})
