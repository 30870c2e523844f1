import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outgoing } from '../../../core/talk/message.ts'
import { longText, pictureBytes, words } from '../../contract/channel-rig.ts'
import type { FakeZaloUser } from '../../fakes/zalo-bot/fake-zalo-user.ts'
import { makeZaloBotRig, outgoing, patience, threadWith, type ZaloBotRig } from './zalo-bot-rig.ts'

let rig: ZaloBotRig
let lan: FakeZaloUser

beforeEach(async () => {
  rig = await makeZaloBotRig({ mode: 'polling' })
  lan = rig.zalo.user('Lan')
  lan.person.started = true
})
afterEach(() => rig.close())

const send = (text: string, more: Partial<Outgoing> = {}, signal = patience()) =>
  rig.channel.send(threadWith(lan, rig.channel), outgoing(text, more), signal)
const methods = () => rig.zalo.calls.map((call) => call.method)

describe('what is certain', () => {
  test.each([
    [{ kind: 'server-error', status: 502 }, 'unknown', false],
    [{ kind: 'server-error', status: 500 }, 'unknown', false],
    [{ kind: 'garbage', status: 200 }, 'unknown', false],
    [{ kind: 'reset' }, 'unknown', false],
    [{ kind: 'answer-lost' }, 'unknown', false],
    [{ kind: 'refuse', code: 408, description: 'Request timeout' }, 'unknown', false],
    [{ kind: 'refuse', code: 500, description: 'Error' }, 'unknown', false],
    [{ kind: 'server-error', status: 503 }, 'temporary', false],
    [{ kind: 'garbage', status: 403 }, 'temporary', false],
    [{ kind: 'garbage', status: 302 }, 'temporary', false],
    [{ kind: 'refuse', code: 401, description: 'Unauthorized' }, 'temporary', false],
    [{ kind: 'refuse', code: 403, description: 'Internal server error' }, 'temporary', false],
    [{ kind: 'refuse', code: 404, description: 'Not found' }, 'temporary', false],
    [{ kind: 'refuse', code: 429, description: 'Quota exceeded' }, 'temporary', false],
    [{ kind: 'refuse', code: 400, description: 'Bad request' }, 'permanent', false],
    [{ kind: 'refuse', code: 400, description: 'Bad request: chat not found' }, 'permanent', true],
    [{ kind: 'refuse', code: 403, description: 'Forbidden: blocked by user' }, 'permanent', true],
    [{ kind: 'refuse', code: 404, description: 'User not found' }, 'permanent', true],
  ] as const)('after %j: %s, unreachable: %s', async (fault, certainty, unreachable) => {
    rig.zalo.fails('sendMessage', fault)
    const sent = await send('nhắc')
    expect(sent.kind === 'refused' ? sent.lasting : sent.kind).toBe(certainty)
    expect(sent).toMatchObject(sent.kind === 'refused' ? { unreachable } : {})
    expect(methods()).toEqual(['sendMessage'])
  })

  test.each(['status', 'body'] as const)(
    'a refusal is read the same with its number in the %s',
    async (where) => {
      rig.zalo.refusesBy = where
      lan.blocks()
      expect(await send('nhắc')).toMatchObject({
        lasting: 'permanent',
        unreachable: true,
        reason: '403 Forbidden: bot was blocked by the user',
      })
    },
  )

  test('a 408 is not sent again behind our back', async () => {
    rig.zalo.refusesBy = 'status'
    rig.zalo.fails('sendMessage', { kind: 'refuse', code: 408, description: 'Request timeout' }, 1)
    expect((await send('nhắc')).kind).toBe('unknown')
    expect(methods()).toEqual(['sendMessage'])
  })

  test('a platform that does not listen was surely not reached', async () => {
    await rig.zalo.stop()
    expect(await send('nhắc')).toMatchObject({ kind: 'refused', lasting: 'temporary', unreachable: false })
  })

  test('an answer that never comes is given up with the signal', async () => {
    rig.zalo.fails('sendMessage', { kind: 'answer-hangs' })
    expect(await send('nhắc', {}, AbortSignal.timeout(80))).toMatchObject({ kind: 'unknown' })
    expect(lan.hears()).toHaveLength(1)
  })

  test('an empty message is refused for good without a call', async () => {
    expect(await send(' \n')).toMatchObject({ kind: 'refused', lasting: 'permanent' })
    expect(methods()).toEqual([])
  })

  test('somebody who never wrote cannot be written to, and can once he has', async () => {
    const minh = rig.zalo.user('Minh')
    const thread = threadWith(minh, rig.channel)
    expect(await rig.channel.send(thread, outgoing('nhắc'), patience())).toMatchObject({ unreachable: true })
    minh.says('Em chào')
    expect((await rig.channel.send(thread, outgoing('nhắc'), patience())).kind).toBe('accepted')
  })
})

describe('the quota', () => {
  test('used up shows in the health since then, and no more once a message is taken', async () => {
    await rig.channel.start(rig.store.take)
    await rig.zalo.waitFor(() => rig.channel.health().state === 'up')
    rig.zalo.messagesLeft = 1
    expect((await send('một')).kind).toBe('accepted')
    expect(await send('hai')).toMatchObject({ lasting: 'temporary', reason: '429 Quota exceeded' })
    const since = rig.channel.quota().exhaustedSince
    await send('ba')
    expect(rig.channel.health()).toEqual({
      state: 'degraded',
      reason: 'Zalo refuses messages: the quota of the plan is used up (3000 messages a month)',
      since,
    })
    rig.zalo.messagesLeft = 5
    await send('bốn')
    expect(rig.channel.health()).toEqual({ state: 'up' })
    expect(rig.channel.quota()).toEqual({
      plan: 'BASIC',
      limits: { people: 50, messagesPerMonth: 3000 },
      acceptedSinceStart: 2,
      exhaustedSince: null,
    })
  })
})

describe('a long message', () => {
  test('comes in parts within the limit, without a word lost, the menu in the last', async () => {
    const text = longText(5000)
    const buttons = [[{ label: 'Xem tiếp', data: 'v1:more:1:1' }], [{ label: 'Thôi', data: 'v1:no:1:1' }]]
    await send(text, { buttons })
    const heard = lan.hears().map((message) => message.text)
    expect(heard.length).toBeGreaterThanOrEqual(3)
    expect(words(heard.join(' ')).slice(0, words(text).length)).toEqual(words(text))
    for (const label of ['Xem tiếp', 'Thôi']) {
      expect(heard.at(-1)).toContain(label)
      expect(heard.slice(0, -1).join(' ')).not.toContain(label)
    }
  })

  test('is not begun anew when a later part is refused for a while: the part waits and comes', async () => {
    rig.zalo.fails('sendMessage', { kind: 'too-many-requests', retryAfter: 5 }, 2, 1)
    expect((await send(longText(3000))).kind).toBe('accepted')
    expect(lan.hears()).toHaveLength(2)
    expect(rig.zalo.callsOf('sendMessage')).toHaveLength(4)
  })

  test('is unknown when a later part is refused for good', async () => {
    const blocked = { kind: 'refuse', code: 403, description: 'Forbidden: user has blocked the bot' } as const
    rig.zalo.fails('sendMessage', blocked, 1, 1)
    const sent = await send(longText(3000))
    expect(sent).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('only in part') })
    expect(lan.hears()).toHaveLength(1)
  })
})

describe('files', () => {
  const picture = pictureBytes(4000)

  test('a single picture carries the text, and its address gives it twice', async () => {
    const file = rig.server.offerFile(picture, 'tien-do.png', 'image/png')
    expect((await send('Tiến độ ngày 23/11', { files: [file] })).kind).toBe('accepted')
    expect(lan.hears()).toMatchObject([{ text: 'Tiến độ ngày 23/11', files: [picture] }])
    expect(rig.zalo.callsOf('sendPhoto')[0]?.parameters['photo']).toMatch(/\/m\/[\w-]{95}\/tien-do\.png$/)
  })

  test('a text too long for a caption follows the picture', async () => {
    const file = rig.server.offerFile(picture, 'tien-do.png', 'image/png')
    await send(longText(2500), { files: [file] })
    const heard = lan.hears()
    expect(heard[0]).toMatchObject({ text: '', files: [picture] })
    expect(heard.length).toBe(3)
  })

  test('what is no picture comes as a link, with its name and its end', async () => {
    const sheet = Buffer.from('PK bảng')
    const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    await send('', { files: [rig.server.offerFile(sheet, 'Tổng hợp.xlsx', xlsx)] })
    const [message] = lan.hears()
    expect(message?.text).toMatch(/^📎 Tổng hợp\.xlsx\nhttp:\S+\n\(tải được đến \d\d:\d\d .+\)$/)
    expect(message?.files).toEqual([sheet])
  })

  test('a picture that is not there any more is refused by the platform for good', async () => {
    const file = rig.server.offerFile(picture, 'tien-do.png', 'image/png')
    rig.server.files.clear()
    expect(await send('Tiến độ', { files: [file] })).toMatchObject({
      lasting: 'permanent',
      unreachable: false,
    })
  })

  test('without a public address the text goes out and says what is missing', async () => {
    await rig.close()
    rig = await makeZaloBotRig({ mode: 'polling', overrides: { links: null } })
    lan = rig.zalo.user('Lan')
    lan.person.started = true
    expect(rig.channel.capabilities.filesOut).toBe(false)
    const file = rig.server.offerFile(picture, 'tien-do.png', 'image/png')
    expect((await send('Tiến độ', { files: [file] })).kind).toBe('accepted')
    const heard = lan.hears().map((message) => message.text)
    expect(heard[0]).toBe('Tiến độ')
    expect(heard[1]).toContain('tien-do.png')
  })
})

test('typing is shown, and its failure harms nothing', async () => {
  const thread = threadWith(lan, rig.channel)
  await rig.channel.showTyping?.(thread, patience())
  expect(rig.zalo.callsOf('sendChatAction')[0]?.parameters).toEqual({ chat_id: lan.id, action: 'typing' })
  for (const fault of [{ kind: 'reset' }, { kind: 'server-error', status: 502 }] as const) {
    rig.zalo.fails('sendChatAction', fault)
    await expect(rig.channel.showTyping?.(thread, patience())).resolves.toBeUndefined()
  }
})
