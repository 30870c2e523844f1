import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OutgoingFile, SendOutcome } from '../../../core/talk/message.ts'
import type { FakeZaloPerson } from '../../fakes/zalo-personal/fake-person.ts'
import type { Fault } from '../../fakes/zalo-personal/faults.ts'
import { makeZaloRig, outgoing, patience, threadOf, type ZaloRig } from './zalo-rig.ts'

let rig: ZaloRig
let lan: FakeZaloPerson

beforeEach(async () => {
  rig = await makeZaloRig()
  lan = rig.zalo.person('Lan')
})
afterEach(() => rig.close())

const start = () => rig.channel.start(rig.store.take)

function send(text: string, more = {}, signal = patience()): Promise<SendOutcome> {
  return rig.channel.send(threadOf(rig.channel, lan.uid), outgoing(text, more), signal)
}

function offer(bytes: Buffer, name: string, mime: string): OutgoingFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  rig.files.set(sha256, bytes)
  return { name, mime, sha256, sizeBytes: bytes.length }
}

const chart = () =>
  sharp({ create: { width: 640, height: 360, channels: 3, background: '#cc3333' } })
    .jpeg()
    .toBuffer()

describe('what Zalo refuses', () => {
  const permanent = { kind: 'refused', lasting: 'permanent', retryAfterSeconds: null }
  const temporary = { kind: 'refused', lasting: 'temporary', unreachable: false }
  test.each([
    [118, { ...permanent, unreachable: false }],
    [122, { ...permanent, unreachable: true }],
    [123, { ...permanent, unreachable: true }],
    [216, { ...permanent, unreachable: true }],
    [221, { ...temporary, retryAfterSeconds: 60 }],
    [102, { ...temporary, retryAfterSeconds: null }],
    [-69, { ...temporary, retryAfterSeconds: null }],
  ])('code %i', async (code, expected) => {
    rig.zalo.fails('sms', { kind: 'code', code })
    expect(await send('nhắc việc')).toEqual({ ...expected, reason: `Zalo code ${code}${named(code)}` })
    expect(lan.hears()).toEqual([])
    expect((await send('nhắc việc')).kind).toBe('accepted')
  })

  const named = (code: number) => (code === 102 ? ': not logged in' : '')

  test('somebody who blocks strangers, or cannot receive, is unreachable', async () => {
    lan.person.blocksStrangers = true
    expect(await send('nhắc việc')).toMatchObject({ lasting: 'permanent', unreachable: true })
    lan.person.blocksStrangers = false
    lan.person.cannotReceive = true
    expect(await send('nhắc việc')).toMatchObject({ lasting: 'permanent', unreachable: true })
  })

  test('a file of a kind Zalo does not take is refused for good, and the person stays reachable', async () => {
    await start()
    const files = [offer(Buffer.from('MZ'), 'cai-dat.exe', 'application/octet-stream')]
    expect(await send('', { files })).toMatchObject({ lasting: 'permanent', unreachable: false })
  })
})

describe('what the line does to a text', () => {
  const unsure: [string, Fault][] = [
    ['an error page after the text was taken', { kind: 'http', status: 502 }],
    ['an answer nobody can read', { kind: 'garbage' }],
    ['a broken connection', { kind: 'reset' }],
    ['a lost answer', { kind: 'answer-lost' }],
  ]
  test.each(unsure)('%s is unknown', async (_, fault) => {
    rig.zalo.fails('sms', fault)
    expect((await send('nhắc việc')).kind).toBe('unknown')
  })

  test('silence is unknown when the sender gives up, and when our own time is over', async () => {
    rig.zalo.fails('sms', { kind: 'hang' }, 2)
    await send('lần đầu', {}, AbortSignal.timeout(2000))
    expect((await send('nhắc việc', {}, AbortSignal.timeout(100))).kind).toBe('unknown')
    await rig.close()
    rig = await makeZaloRig({ limits: { sendMs: 500 } })
    lan = rig.zalo.person('Lan')
    rig.zalo.fails('sms', { kind: 'hang' })
    expect((await send('nhắc việc')).kind).toBe('unknown')
  })

  test('too many requests are waited for', async () => {
    rig.zalo.fails('sms', { kind: 'http', status: 429 })
    expect(await send('nhắc việc')).toMatchObject({ lasting: 'temporary', retryAfterSeconds: 60 })
  })

  test('a Zalo that cannot be reached at all has surely not sent it', async () => {
    expect((await send('trước')).kind).toBe('accepted')
    await rig.zalo.stop()
    // The client notices that its idle connection is closed.
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await send('nhắc việc')).toMatchObject({
      kind: 'refused',
      lasting: 'temporary',
      reason: expect.stringContaining('ECONNREFUSED'),
    })
  })

  test('a login that fails refuses for a while, and a queue of messages causes no storm of logins', async () => {
    rig.zalo.account.expire()
    const outcomes = await Promise.all(['1', '2', '3', '4'].map((text) => send(text)))
    outcomes.push(await send('5'), await send('6'))
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ kind: 'refused', lasting: 'temporary', unreachable: false })
    expect(rig.zalo.callsOf('getLoginInfo')).toHaveLength(1)
  })
})

describe('pictures and files', () => {
  test('a short text rides with a single picture, whatever its name looks like', async () => {
    const bytes = await chart()
    const sent = await send('Tổng hợp ngày', { files: [offer(bytes, 'BIỂU ĐỒ.JPG', 'image/jpeg')] })
    expect(sent.kind).toBe('accepted')
    const heard = lan.hears()
    expect(heard.map((one) => [one.text, one.media?.name])).toEqual([['Tổng hợp ngày', 'BIỂU ĐỒ.jpg']])
    expect(heard[0]?.media?.bytes.equals(bytes)).toBe(true)
    expect(sent.kind === 'accepted' ? sent.providerIds : []).toEqual([heard[0]?.msgId])
  })

  test('a text too long for a caption follows the picture, its choices at the very end', async () => {
    const text = 'Đã kéo cáp đến xã. '.repeat(60).trim()
    const files = [offer(await chart(), 'a.jpg', 'image/jpeg')]
    const buttons = [[{ label: 'Đã nhận', data: 'v1:ack:1:1' }], [{ label: 'Để sau', data: 'v1:later:1:1' }]]
    expect((await send(text, { files, buttons })).kind).toBe('accepted')
    const heard = lan.hears()
    expect(heard.map((one) => one.media?.name ?? null)).toEqual(['a.jpg', null])
    expect(heard[0]?.text).toBe('')
    expect(heard[1]?.text.startsWith(text)).toBe(true)
    expect(heard[1]?.text).toMatch(/Đã nhận[\s\S]*Để sau$/)
  })

  test('several pictures, files and a text are so many messages, in order', async () => {
    await start()
    const picture = await chart()
    const sheet = Buffer.alloc(300_000, 7)
    const files = [
      offer(picture, 'a.jpg', 'image/jpeg'),
      offer(await sharp(picture).png().toBuffer(), 'b.png', 'image/png'),
      offer(sheet, 'Báo cáo tuần.xlsx', 'application/vnd.ms-excel'),
    ]
    const sent = await send('Ba tệp', { files })
    const heard = lan.hears()
    expect(heard.map((one) => one.media?.name ?? one.text)).toEqual([
      'a.jpg',
      'b.png',
      'Báo cáo tuần.xlsx',
      'Ba tệp',
    ])
    expect(heard[2]?.media?.bytes.equals(sheet)).toBe(true)
    expect(sent.kind === 'accepted' ? sent.providerIds : []).toEqual(heard.map((one) => one.msgId))
  })

  test('a picture that is to leave as a file keeps its bytes', async () => {
    await start()
    const files = [offer(Buffer.from('GIF89a'), 'dong.gif', 'image/gif')]
    expect((await send('', { files })).kind).toBe('accepted')
    expect(lan.hears()[0]?.media?.bytes.toString()).toBe('GIF89a')
  })

  test('an upload whose end is never told does not hang for ever', async () => {
    await start()
    rig.zalo.fails('file/upload', { kind: 'no-file-done' })
    const files = [offer(Buffer.from('PK'), 'a.xlsx', 'application/vnd.ms-excel')]
    const begun = performance.now()
    expect((await send('', { files }, AbortSignal.timeout(500))).kind).toBe('unknown')
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(lan.hears()).toEqual([])
    expect((await send('', { files })).kind).toBe('accepted')
  })

  test('a file waits for the connection, for without it the upload would never end', async () => {
    const files = [offer(Buffer.from('PK'), 'a.xlsx', 'application/vnd.ms-excel')]
    expect(await send('', { files })).toMatchObject({ kind: 'refused', lasting: 'temporary' })
    await start()
    expect((await send('', { files })).kind).toBe('accepted')
  })

  test('an upload that fails has surely sent nothing', async () => {
    rig.zalo.fails('photo/upload', { kind: 'http', status: 502 })
    const files = [offer(await chart(), 'a.jpg', 'image/jpeg')]
    expect(await send('x', { files })).toMatchObject({ kind: 'refused', lasting: 'temporary' })
    rig.zalo.fails('photo/send', { kind: 'http', status: 502 })
    expect((await send('x', { files })).kind).toBe('unknown')
  })

  test('a file that cannot be read is refused for a while', async () => {
    const files = [{ name: 'a.jpg', mime: 'image/jpeg', sha256: '0'.repeat(64), sizeBytes: 3 }]
    expect(await send('x', { files })).toMatchObject({ kind: 'refused', lasting: 'temporary' })
  })
})

describe('messages in parts', () => {
  const long = `${'Đã kéo cáp đến xã. '.repeat(90)}\n\n${'Còn vướng mặt bằng. '.repeat(90)}`

  test('a later part that is refused for a while is tried again', async () => {
    rig.zalo.fails('sms', { kind: 'code', code: -69 }, 2, 1)
    expect((await send(long)).kind).toBe('accepted')
    expect(lan.hears()).toHaveLength(2)
    expect(rig.zalo.callsOf('sms')).toHaveLength(4)
  })

  test('a later part that is refused for good leaves the whole unknown', async () => {
    rig.zalo.fails('sms', { kind: 'code', code: 123 }, 1, 1)
    expect(await send(long)).toEqual({ kind: 'unknown', reason: 'only in part: Zalo code 123' })
    expect(lan.hears()).toHaveLength(1)
  })

  test('nothing to say is refused for good', async () => {
    expect(await send('  ')).toMatchObject({ kind: 'refused', lasting: 'permanent', unreachable: false })
  })
})

describe('answers and courtesies', () => {
  test('an answer quotes the message it answers, in private and in a group', async () => {
    await start()
    const group = rig.zalo.group('Tổ công tác', [lan])
    const asked = lan.says('NV07 hạn khi nào?')
    const askedInGroup = lan.says('/nhiemvu NV07', { group })
    await rig.zalo.waitFor(() => rig.store.all.length === 2)
    expect((await send('Hạn 30/11', { replyTo: asked.msgId })).kind).toBe('accepted')
    const inGroup = await rig.channel.send(
      threadOf(rig.channel, group.id, true),
      outgoing('Hạn 30/11', { replyTo: askedInGroup.msgId }),
      patience(),
    )
    expect(inGroup.kind).toBe('accepted')
    expect(lan.hears().map((one) => one.quotes)).toEqual([asked.msgId])
    expect(rig.zalo.seen(group.id).at(-1)?.quotes).toBe(askedInGroup.msgId)
  })

  test('a message nobody remembers is answered without a quote', async () => {
    expect((await send('Hạn 30/11', { replyTo: '123' })).kind).toBe('accepted')
    expect(lan.hears().map((one) => one.quotes)).toEqual([null])
  })

  test('typing is shown, and its failure is no failure', async () => {
    const thread = threadOf(rig.channel, lan.uid)
    await rig.channel.showTyping?.(thread, patience())
    expect(rig.zalo.callsOf('typing')).toHaveLength(1)
    rig.zalo.fails('typing', { kind: 'reset' })
    await rig.channel.showTyping?.(thread, patience())
    expect(rig.zalo.callsOf('typing')).toHaveLength(2)
  })
})
