import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outgoing } from '../../../core/talk/message.ts'
import { longText, pictureBytes, words } from '../../contract/channel-rig.ts'
import type { FakeOaUser } from '../../fakes/zalo-oa/fake-oa-user.ts'
import { QuickClock } from '../channels/telegram/telegram-rig.ts'
import { outgoing, patience } from '../zalo-bot/zalo-bot-rig.ts'
import { makeZaloOaRig, threadWith, type ZaloOaRig } from './zalo-oa-rig.ts'

const PDF = 'application/pdf'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const HOUR_MS = 3600 * 1000

let rig: ZaloOaRig
let lan: FakeOaUser

beforeEach(async () => {
  rig = await makeZaloOaRig()
  lan = rig.oa.user('Lan')
  lan.person.lastMessageMs = rig.oa.nowMs()
})
afterEach(() => rig.close())

const send = (text: string, more: Partial<Outgoing> = {}, signal = patience()) =>
  rig.channel.send(threadWith(lan, rig.channel), outgoing(text, more), signal)
const methods = () => rig.oa.calls.map((call) => call.method)
const silentFor = (hours: number) => {
  lan.person.lastMessageMs = rig.oa.nowMs() - hours * HOUR_MS
}

describe('what is certain', () => {
  test.each([
    [{ kind: 'server-error', status: 502 }, 'unknown', false],
    [{ kind: 'garbage', status: 200 }, 'unknown', false],
    [{ kind: 'reset' }, 'unknown', false],
    [{ kind: 'answer-lost' }, 'unknown', false],
    [{ kind: 'server-error', status: 503 }, 'temporary', false],
    [{ kind: 'garbage', status: 404 }, 'temporary', false],
    [
      { kind: 'refuse', code: -32, description: 'Your application reached limit call api' },
      'temporary',
      false,
    ],
    [{ kind: 'refuse', code: -200, description: 'Send failed' }, 'temporary', false],
    [{ kind: 'refuse', code: -211, description: 'Out of quota' }, 'temporary', false],
    [{ kind: 'refuse', code: -218, description: 'Out of quota receive' }, 'temporary', false],
    [{ kind: 'refuse', code: -224, description: 'OA has not bought the package' }, 'temporary', false],
    [{ kind: 'refuse', code: -201, description: 'Params is invalid' }, 'permanent', false],
    [{ kind: 'refuse', code: -210, description: 'Params exceeds the limit' }, 'permanent', false],
    [{ kind: 'refuse', code: -213, description: 'User has not followed OA' }, 'permanent', true],
    [{ kind: 'refuse', code: -227, description: 'User is banned' }, 'permanent', true],
    [{ kind: 'refuse', code: -230, description: 'Not interacted in 7 days' }, 'permanent', true],
    [{ kind: 'refuse', code: -232, description: 'Not interacted' }, 'permanent', true],
    [{ kind: 'refuse', code: -244, description: 'User restricts messages' }, 'permanent', true],
  ] as const)('after %j: %s, unreachable: %s', async (fault, certainty, unreachable) => {
    rig.oa.fails('send', fault)
    const sent = await send('nhắc')
    expect(sent.kind === 'refused' ? sent.lasting : sent.kind).toBe(certainty)
    expect(sent).toMatchObject(sent.kind === 'refused' ? { unreachable } : {})
    expect(methods()).toEqual(['refresh', 'send'])
  })

  test('a platform that does not listen was surely not reached', async () => {
    await send('trước')
    await rig.oa.stop()
    expect(await send('nhắc')).toMatchObject({ kind: 'refused', lasting: 'temporary', unreachable: false })
  })

  test('an empty message is refused for good without a call', async () => {
    expect(await send(' \n')).toMatchObject({ kind: 'refused', lasting: 'permanent' })
    expect(methods()).toEqual([])
  })

  test('too many calls wait for the next minute of the clock', async () => {
    class StandingClock extends QuickClock {
      override now() {
        return super.now().round({ smallestUnit: 'minute', roundingMode: 'floor' }).add({ seconds: 43 })
      }
    }
    await rig.close()
    rig = await makeZaloOaRig({}, new StandingClock())
    lan = rig.oa.user('Lan')
    lan.person.lastMessageMs = rig.oa.nowMs()
    rig.oa.fails('send', { kind: 'refuse', code: -32, description: 'limit' })
    expect(await send('nhắc')).toMatchObject({ lasting: 'temporary', retryAfterSeconds: 17 })
  })
})

describe('the window', () => {
  test('is free within 48 hours, then paid from the plan, then billed, then closed, until the person writes', async () => {
    rig.oa.planLeft = 1
    for (const hours of [1, 47, 49, 50, 167]) {
      silentFor(hours)
      expect((await send(`${hours} giờ`)).kind, String(hours)).toBe('accepted')
    }
    expect(rig.channel.prices()).toEqual({
      sentSinceStart: { reply: 2, sub_quota: 1, billed: 2 },
      planQuota: { remain: 0, total: 2000 },
      stopped: null,
    })
    silentFor(169)
    expect(await send('muộn')).toMatchObject({
      lasting: 'permanent',
      unreachable: true,
      reason: expect.stringMatching(/^-230 /),
    })
    lan.says('Em đây')
    expect((await send('nhắc')).kind).toBe('accepted')
  })

  test('that needs money nobody has shows in the health until a message is taken', async () => {
    await rig.channel.start(rig.store.take)
    await rig.oa.waitFor(() => rig.channel.health().state === 'up')
    Object.assign(rig.oa, { planLeft: 0, hasMoney: false })
    silentFor(60)
    expect(await send('nhắc')).toMatchObject({ lasting: 'temporary', unreachable: false })
    expect(rig.channel.health()).toMatchObject({
      state: 'degraded',
      reason: expect.stringContaining('-321'),
    })
    silentFor(1)
    await send('nhắc')
    expect(rig.channel.health()).toEqual({ state: 'up' })
  })
})

describe('a message', () => {
  test('in several parts keeps every word, within the limit, the menu in the last', async () => {
    const text = longText(5000)
    await send(text, { buttons: [[{ label: 'Xem tiếp', data: 'v1:more:1:1' }]] })
    const heard = lan.hears().map((message) => message.text)
    expect(heard.length).toBeGreaterThanOrEqual(3)
    for (const part of heard) expect(part.length).toBeLessThanOrEqual(2000)
    expect(words(heard.join(' ')).slice(0, words(text).length)).toEqual(words(text))
    expect(heard.at(-1)).toContain('Xem tiếp')
  })

  test('is not begun anew when a later part is refused for a while: the part waits and comes', async () => {
    rig.oa.fails('send', { kind: 'too-many-requests', retryAfter: 5 }, 2, 1)
    expect((await send(longText(3000))).kind).toBe('accepted')
    expect(lan.hears()).toHaveLength(2)
  })

  test('quotes what it answers, and comes without a quote when that is gone', async () => {
    const asked = lan.says('Còn bao nhiêu?')
    await send('Còn 3', { replyTo: asked })
    await send('Còn 2', { replyTo: 'a-message-of-long-ago' })
    expect(lan.hears()).toMatchObject([
      { text: 'Còn 3', quotes: asked },
      { text: 'Còn 2', quotes: null },
    ])
  })
})

describe('files', () => {
  const picture = pictureBytes(4000)

  test('a single picture carries the text', async () => {
    const file = rig.server.offerFile(picture, 'tien-do.png', 'image/png')
    expect((await send('Tiến độ ngày 23/11', { files: [file] })).kind).toBe('accepted')
    expect(lan.hears()).toMatchObject([{ text: 'Tiến độ ngày 23/11', files: [picture] }])
    expect(methods()).toEqual(['refresh', 'image', 'send'])
  })

  test.each([
    [PDF, 'bao-cao.pdf'],
    [DOCX, 'Báo cáo tháng 11.docx'],
    ['application/msword', 'cu.doc'],
  ])('%s up to 5 MB is sent as a file', async (mime, name) => {
    const bytes = pictureBytes(5_000_000)
    expect((await send('', { files: [rig.server.offerFile(bytes, name, mime)] })).kind).toBe('accepted')
    expect(lan.hears()[0]?.files[0]?.equals(bytes)).toBe(true)
    expect(methods()).toEqual(['refresh', 'file', 'send'])
  })

  test.each([
    [XLSX, 'Tổng hợp.xlsx', 100],
    [PDF, 'lớn.pdf', 5_000_001],
    ['image/png', 'lớn.png', 1_000_001],
    ['application/zip', 'minh-chung.zip', 100],
  ])('%s named %s of %d bytes comes as a link', async (mime, name, size) => {
    const bytes = pictureBytes(size)
    expect((await send('', { files: [rig.server.offerFile(bytes, name, mime)] })).kind).toBe('accepted')
    const [message] = lan.hears()
    expect(message?.text).toContain(`📎 ${name}\nhttp`)
    expect(message?.files[0]?.equals(bytes)).toBe(true)
    expect(methods()).toEqual(['refresh', 'send'])
  })

  test.each([
    { kind: 'server-error', status: 502 },
    { kind: 'answer-lost' },
    { kind: 'reset' },
    { kind: 'refuse', code: -32, description: 'limit' },
  ] as const)('an upload that ends in %j is no doubt about the message: nobody saw it', async (fault) => {
    rig.oa.fails('image', fault)
    const file = rig.server.offerFile(picture, 'tien-do.png', 'image/png')
    expect(await send('Tiến độ', { files: [file] })).toMatchObject({ kind: 'refused', lasting: 'temporary' })
    expect(lan.hears()).toEqual([])
  })

  test('a file that cannot be read is tried later', async () => {
    const file = rig.server.offerFile(picture, 'tien-do.png', 'image/png')
    rig.server.files.clear()
    expect(await send('Tiến độ', { files: [file] })).toMatchObject({ kind: 'refused', lasting: 'temporary' })
    expect(methods()).toEqual([])
  })
})
