/** One afternoon over sockets: the whole program in this process before a Bot API server that behaves like the real one. */
import { afterEach, expect, test, vi } from 'vitest'
import type { Database } from '../../prisma/database.ts'
import { pictureBytes } from '../contract/channel-rig.ts'
import type { FakeUser } from '../fakes/telegram/fake-user.ts'
import { describeOnBothDatabases } from '../harness/databases.ts'
import { type Handle, personId, seedInvite } from '../harness/small-office.ts'
import { type Office, openOffice, SETUP_CODE } from './telegram-office.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

let office: Office | null = null

afterEach(async () => {
  await office?.close()
  office = null
})

async function open(db: Database, mode: 'polling' | 'webhook', start: string): Promise<Office> {
  office = await openOffice(db, mode, start)
  return office
}

describeOnBothDatabases('the afternoon on Telegram', (openFresh) => {
  test.each(['polling', 'webhook'] as const)('by %s, from the first code to the summary', async (mode) => {
    const db = await openFresh()
    const { telegram, moveTo, expecting, quiet } = await open(db, mode, '15:00:00')
    const viet = telegram.user('Việt')
    const people = new Map<Handle, FakeUser>()
    const who = (handle: Handle) => people.get(handle)!

    // ── the administrator links by the setup code, everybody else by a code of his
    const appointed = expecting(viet, /^Anh\/chị là quản trị viên đầu tiên/)
    viet.starts(SETUP_CODE)
    await appointed
    for (const handle of ['chi', 'binh', 'lan', 'minh', 'phuc', 'tung'] as const) {
      const invited = expecting(viet, /^Mã đăng ký của /)
      viet.sends(`/moi ${handle}`)
      const code = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec((await invited).text)?.[0] ?? ''
      const user = telegram.user(handle)
      const asked = expecting(user, /^Anh\/chị là .* – .*, đúng không ạ\?$/)
      user.starts(code)
      await asked
      const linked = expecting(user, /^Đã liên kết tài khoản với /)
      user.taps('Đúng, là tôi')
      await linked
      people.set(handle, user)
    }
    const stranger = telegram.user('Người lạ')
    const refused = expecting(stranger, /^Hệ thống đã có quản trị viên/)
    stranger.starts(SETUP_CODE)
    await refused

    // ── 15:30: still an hour
    await moveTo('15:30:00')
    await quiet()
    expect(who('binh').lastHeard()?.text).toMatch(/^🔔 Sắp đến hạn báo cáo ngày 23\/11: còn 4\/4/)

    // ── reports in time: in words, by buttons, with a photo, with an album
    await moveTo('16:00:00')
    const inWords = await receipt(office!, who('binh'), () =>
      who('binh').sends('NV07 81%, còn 29 xã vướng kéo cáp, đề nghị VNPT hỗ trợ'),
    )
    expect(inWords).toMatch(/^✅ BC-261123-0001 · 16:0\d, trước hạn · NV07 81%/)
    await reportByButtons(office!, who('binh'))
    const photo = await receipt(office!, who('lan'), () =>
      who('lan').sendsPhoto(pictureBytes(3001), 'NV14 66%'),
    )
    expect(photo).toMatch(/NV14 66% \(20\/11 50%\) · 1 minh chứng$/)
    await sendAlbums(office!, who('lan'))

    // ── 16:30: the reminder, then the first late report
    await moveTo('16:30:00')
    await quiet()
    expect(who('minh').lastHeard()?.text).toMatch(/^⏰ Đến hạn báo cáo ngày 23\/11: còn 1\/1/)
    expect(who('binh').lastHeard()?.text).toMatch(/^✅ Ngày 23\/11: anh\/chị đã báo cáo đủ 4 nhiệm vụ/)
    expect(who('lan').lastHeard()?.text).toMatch(/^✅ Ngày 23\/11: anh\/chị đã báo cáo đủ 1 nhiệm vụ/)
    for (const handle of ['chi', 'phuc', 'tung'] as const) {
      expect(
        who(handle)
          .hears()
          .filter(({ text }) => /^⏰|^✅ Ngày/.test(text)),
      ).toEqual([])
    }

    // ── 17:00: nobody but the leader of the silent unit; he has no account, so the rung is noted and skipped
    await moveTo('17:00:00')
    await quiet()
    const digests = (handle: Handle) =>
      who(handle)
        .hears()
        .filter(({ text }) => text.startsWith('📣'))
    expect(digests('phuc')).toEqual([])
    expect(digests('tung')).toEqual([])
    const steps = await db.client.escalationStep.findMany({ where: { rung: 2 } })
    expect(steps.map((step) => step.unitId)).toEqual(['unit-home'])

    // ── a late report
    await moveTo('17:05:00')
    const late = await receipt(office!, who('minh'), () => void who('minh').taps('Không đổi'))
    expect(late).toMatch(/17:0\d, muộn 3\d phút · NV16 không đổi, 50%/)

    // Counted by hand: six duties; in time NV07, NV09, NV10, NV17, NV14; late NV16.
    const summary = expecting(who('chi'), /^📊 Tổng hợp ngày 23\/11/)
    who('chi').sends('/tonghop')
    const told = (await summary).text
    expect(told).toContain(
      'Phải báo cáo: 6 lượt. Đủ, đúng hạn: 5 (83%); đủ, muộn: 1; chưa đủ nội dung: 0; chưa báo cáo: 0.',
    )
    expect(told).toContain('Nhiệm vụ: 6. Hoàn thành: 0; đang thực hiện trong hạn: 6; quá hạn: 0.')
    const evidence = await db.client.evidence.findMany({ where: { reportId: { not: null } } })
    expect(new Set(evidence.map((one) => one.sha256)).size).toBe(evidence.length)
    expect(evidence).toHaveLength(1 + 3 + 2)
  })

  test('a silent officer is escalated at 17:00 to his leader alone, who acknowledges with one tap', async () => {
    const db = await openFresh()
    const { telegram, moveTo, expecting, quiet } = await open(db, 'polling', '16:20:00')
    const [binh, lan, phuc, tung] = await linkAll(db, ['binh', 'lan', 'phuc', 'tung'])
    const reported = expecting(lan, /^✅ BC-/)
    lan.sends('NV14 66%')
    await reported
    await moveTo('16:30:00')
    await quiet()
    expect(binh.lastHeard()?.text).toMatch(/còn 4\/4 nhiệm vụ/)
    const escalated = expecting(phuc, /^📣 Kính báo anh\/chị: 1 đơn vị chưa báo cáo/)
    await moveTo('17:00:00')
    expect((await escalated).text).toMatch(/Sở KH&CN: ngày 23\/11 thiếu NV07, NV09, NV10, NV17/)
    await quiet()
    expect(tung.hears().filter(({ text }) => text.startsWith('📣'))).toEqual([])
    expect(phuc.hears().filter(({ text }) => text.startsWith('📣'))).toHaveLength(1)

    const acknowledged = expecting(
      phuc,
      /^Đã ghi nhận anh\/chị đã nhận 1 nội dung\. .*trước 17:30 thứ Ba 24\/11/,
    )
    const tap = phuc.taps('Đã nhận')
    await acknowledged
    await telegram.waitFor(() => tap.answer() !== null)
    const steps = await db.client.escalationStep.findMany({ where: { personId: personId('phuc') } })
    expect(steps.map((step) => step.acknowledgedAt !== null)).toEqual([true])
  })

  test('five wrong codes lock a sender for an hour, even for the right one', async () => {
    const db = await openFresh()
    const { telegram, moveTo, expecting } = await open(db, 'polling', '09:00:00')
    await seedInvite(db.client, 'binh', 'AB23-CD45', '2026-11-25T00:00:00Z')
    const binh = telegram.user('Bình')
    for (const left of [4, 3, 2, 1]) {
      const told = expecting(binh, new RegExp(`còn ${left} lần thử`))
      binh.starts('ZZ99-ZZ99')
      await told
    }
    const locked = expecting(binh, /^Anh\/chị đã nhập sai nhiều lần\. Vui lòng thử lại sau 10:0\d/)
    binh.starts('ZZ99-ZZ99')
    await locked
    const still = expecting(binh, /^Anh\/chị đã nhập sai nhiều lần/)
    binh.starts('AB23-CD45')
    await still
    await moveTo('10:30:00')
    const asked = expecting(binh, /^Anh\/chị là Trần Thị Bình/)
    binh.starts('AB23-CD45')
    await asked
    const linked = expecting(
      binh,
      /^Đã liên kết tài khoản với Trần Thị Bình \(đầu mối\)\.\nAnh\/chị có 4 nhiệm vụ/,
    )
    binh.taps('Đúng, là tôi')
    await linked
  })

  test('who blocked the bot is marked unreachable and does not hold up the others', async () => {
    const db = await openFresh()
    const { moveTo, quiet, expecting } = await open(db, 'polling', '16:20:00')
    const [binh, lan, minh] = await linkAll(db, ['binh', 'lan', 'minh'])
    // Blocked without the bot being told: it finds out by sending.
    binh.person.blocked = true
    await moveTo('16:30:00')
    await quiet()
    for (const officer of [lan, minh])
      expect(officer.lastHeard()?.text).toMatch(/^⏰ Đến hạn báo cáo ngày 23\/11/)
    const accounts = await db.client.channelAccount.findMany({ where: { state: 'unreachable' } })
    expect(accounts.map((account) => account.personId)).toEqual([personId('binh')])
    const lost = await db.client.outboxMessage.findMany({ where: { state: 'unreachable' } })
    expect(lost.map((row) => row.personId)).toEqual([personId('binh')])

    binh.unblocks()
    await quiet()
    const receipt = expecting(binh, /^✅ BC-261123-0001 .* NV07 81%/)
    binh.sends('NV07 81%')
    await receipt
    expect(await db.client.channelAccount.count({ where: { state: 'unreachable' } })).toBe(0)
  })

  test('a refusal for a while is obeyed, and the message then comes once', async () => {
    const db = await openFresh()
    const { telegram, expecting, quiet } = await open(db, 'polling', '16:10:00')
    const [binh] = await linkAll(db, ['binh'])
    await quiet()
    telegram.fails('sendMessage', { kind: 'too-many-requests', retryAfter: 3 })
    const before = telegram.callsOf('sendMessage').length
    const began = performance.now()
    const receipt = expecting(binh, /^✅ BC-261123-0001/)
    binh.sends('NV07 81%')
    await receipt
    expect(performance.now() - began).toBeGreaterThan(2_900)
    await quiet()
    expect(telegram.callsOf('sendMessage').length - before).toBe(2)
    expect(binh.hears().filter(({ text }) => text.includes('BC-261123-0001'))).toHaveLength(1)
  })

  test('an edited message amends what it filed', async () => {
    const db = await openFresh()
    const { expecting, quiet } = await open(db, 'polling', '16:10:00')
    const [binh] = await linkAll(db, ['binh'])
    const first = expecting(binh, /^✅ BC-261123-0001 .* NV07 81%/)
    const sent = binh.sends('NV07 81%')
    await first
    const amended = expecting(binh, /^✅ BC-261123-0001 .*đã sửa · NV07 84%/)
    binh.edits(sent, 'NV07 84%')
    await amended
    await quiet()
    const reports = await db.client.report.findMany({
      where: { filedOn: new Date('2026-11-23T00:00:00Z') },
      include: { versions: { orderBy: { version: 'asc' } } },
    })
    expect(
      reports.map(({ number, versions }) => [number, ...versions.map(({ percent }) => percent)]),
    ).toEqual([['BC-261123-0001', 81, 84]])
  })
})

// ───────────────────────────────────────────── what people do

/** The receipt that follows an act. */
async function receipt({ expecting, quiet }: Office, user: FakeUser, act: () => void): Promise<string> {
  const coming = expecting(user, /^✅ BC-/)
  act()
  const { text } = await coming
  await quiet()
  return text
}

/** Card, task, "Cập nhật %", the number; back to the list; the rest unchanged. */
async function reportByButtons({ expecting, quiet }: Office, binh: FakeUser): Promise<void> {
  const card = expecting(binh, /^📋 Đã báo cáo 1\/4 nhiệm vụ/)
  binh.sends('/baocao')
  const { messageId, buttons } = await card
  expect(buttons.flat()).toEqual(['NV09', 'NV10', 'NV17', 'Tất cả còn lại: không đổi'])
  const choices = expecting(binh, /^NV09 – /)
  binh.taps('NV09')
  expect((await choices).messageId).toBe(messageId)
  const prompt = expecting(binh, /Anh\/chị nhắn phần trăm đạt được \(lần trước 50%\)/)
  binh.taps('Cập nhật %')
  await prompt
  const receipt = expecting(binh, /^✅ BC-261123-0002 .* NV09 60% \(20\/11 50%\)/)
  binh.sends('60')
  await receipt
  const list = expecting(binh, /^📋 Đã báo cáo 2\/4 nhiệm vụ/)
  binh.taps('‹ Danh sách')
  expect((await list).messageId).toBe(messageId)
  const rest = expecting(binh, /^✅ BC-261123-0003 .*\n• NV10 không đổi, 50%\n• NV17 không đổi, 50%$/)
  binh.taps('Tất cả còn lại: không đổi')
  await rest
  await quiet()
}

/** Three pictures, the last one late but within the time of gathering; then two, the second long after the receipt. */
async function sendAlbums({ expecting, quiet, telegram }: Office, lan: FakeUser): Promise<void> {
  const before = lan.hears().length
  const receipt = expecting(lan, /^✅ BC-.* NV14 67% .*3 minh chứng/)
  await lan.sendsAlbum(
    [
      { bytes: pictureBytes(3002), caption: 'NV14 67%' },
      { bytes: pictureBytes(3003) },
      { bytes: pictureBytes(3004) },
    ],
    400,
  )
  const number = /BC-261123-\d{4}/.exec((await receipt).text)?.[0] ?? ''
  await quiet()
  expect(lan.hears().length - before).toBe(1)

  const first = expecting(lan, /^✅ BC-.* NV14 68% .*1 minh chứng/)
  const sending = lan.sendsAlbum(
    [{ bytes: pictureBytes(3005), caption: 'NV14 68%' }, { bytes: pictureBytes(3006) }],
    6_000,
  )
  const second = /BC-261123-\d{4}/.exec((await first).text)?.[0] ?? ''
  const heard = lan.hears().length
  const completed = expecting(lan, new RegExp(`^✅ ${second} .*trước hạn · NV14 68%.*2 minh chứng`))
  await sending
  await completed
  await quiet()
  // The receipt grew where it stood.
  expect(lan.hears().length).toBe(heard)
  expect(second).not.toBe(number)
  expect(telegram.callsOf('getFile').length).toBeGreaterThanOrEqual(6)
}

/** Links people by codes that were given out before. */
async function linkAll<const Handles extends readonly Handle[]>(
  db: Database,
  handles: Handles,
): Promise<{ readonly [Index in keyof Handles]: FakeUser }> {
  const { telegram, expecting } = office!
  const users: FakeUser[] = []
  for (const [index, handle] of handles.entries()) {
    const code = `AB2${index + 2}-CD45`
    await seedInvite(db.client, handle, code, '2026-11-25T00:00:00Z')
    const user = telegram.user(handle)
    const asked = expecting(user, /đúng không ạ\?$/)
    user.starts(code)
    await asked
    const linked = expecting(user, /^Đã liên kết tài khoản/)
    user.taps('Đúng, là tôi')
    await linked
    users.push(user)
  }
  return users as unknown as { readonly [Index in keyof Handles]: FakeUser }
}
