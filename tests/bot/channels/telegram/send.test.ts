import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outgoing, OutgoingFile } from '../../../../core/talk/message.ts'
import { longText, pictureBytes, words } from '../../../contract/channel-rig.ts'
import type { FakeUser } from '../../../fakes/telegram/fake-user.ts'
import { makeTelegramRig, outgoing, patience, privateThread, type TelegramRig } from './telegram-rig.ts'

let rig: TelegramRig
let lan: FakeUser

beforeEach(async () => {
  rig = await makeTelegramRig({ mode: 'polling' })
  lan = rig.telegram.user('Lan')
  lan.person.started = true
})
afterEach(() => rig.close())

const JPEG = 'image/jpeg'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const done = [[{ label: 'Xong', data: 'v1:done:1:1' }]]

function send(text: string, more: Partial<Outgoing> = {}, signal = patience()) {
  return rig.channel.send(privateThread(rig.channel, lan.chatId), outgoing(text, more), signal)
}

function offer(bytes: Buffer, name: string, mime: string): OutgoingFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  rig.files.set(sha256, bytes)
  return { name, mime, sha256, sizeBytes: bytes.length }
}

function pictures(count: number): OutgoingFile[] {
  return Array.from({ length: count }, (_, index) =>
    offer(pictureBytes(500 + index), `anh-${index}.jpg`, JPEG),
  )
}

const methods = () => rig.telegram.calls.map((call) => call.method)
const idOf = (outcome: Awaited<ReturnType<typeof send>>, at = 0) =>
  outcome.kind === 'accepted' ? (outcome.providerIds[at] ?? null) : null

describe('files', () => {
  test('a single picture carries text and buttons, and answers the message', async () => {
    const asked = lan.sends('biểu đồ?')
    const replyTo = `${lan.chatId}:${asked.messageId}`
    const files = [offer(pictureBytes(900), 'bieu-do.jpg', JPEG)]
    const sent = await send('Biểu đồ ngày', { files, buttons: done, replyTo })
    expect(sent.kind).toBe('accepted')
    expect(rig.telegram.callsOf('sendPhoto')[0]?.contentType).toContain('multipart/form-data')
    expect(lan.lastHeard()).toMatchObject({
      text: 'Biểu đồ ngày',
      buttons: [['Xong']],
      replyTo: asked.messageId,
      file: { kind: 'photo' },
    })
  })

  test('a caption beyond the limit becomes a message of its own, below the file, with the buttons', async () => {
    const files = [offer(pictureBytes(900), 'bieu-do.jpg', JPEG)]
    const text = longText(1500)
    const sent = await send(text, { files, buttons: done })
    const heard = lan.hears()
    expect(heard.map((one) => [one.file?.kind ?? null, one.text, one.buttons])).toEqual([
      ['photo', '', []],
      [null, text, [['Xong']]],
    ])
    expect(sent).toEqual({
      kind: 'accepted',
      providerIds: heard.map((one) => `${one.chatId}:${one.messageId}`),
    })
  })

  test('twelve pictures are an album of ten and one of two, with the text below', async () => {
    const files = pictures(12)
    const sent = await send('Minh chứng', { files, buttons: done })
    const heard = lan.hears()
    expect(sent).toMatchObject({ kind: 'accepted' })
    expect(methods()).toEqual(['sendMediaGroup', 'sendMediaGroup', 'sendMessage'])
    expect(heard).toHaveLength(13)
    expect(new Set(heard.map((one) => one.albumId)).size).toBe(3)
    expect(heard.slice(0, 12).map((one) => one.file?.bytes.length)).toEqual(
      files.map((file) => file.sizeBytes),
    )
    expect(heard.at(-1)).toMatchObject({ text: 'Minh chứng', buttons: [['Xong']] })
  })

  test('an album without buttons carries the text as its caption', async () => {
    const asked = lan.sends('ảnh?')
    await send('Minh chứng', { files: pictures(2), replyTo: `${lan.chatId}:${asked.messageId}` })
    expect(lan.hears().map((one) => [one.text, one.replyTo])).toEqual([
      ['Minh chứng', asked.messageId],
      ['', asked.messageId],
    ])
  })

  test('buttons without a text sit on the last file, outside the album', async () => {
    await send('', { files: pictures(3), buttons: done })
    expect(lan.hears().map((one) => one.buttons)).toEqual([[], [], [['Xong']]])
    expect(methods()).toEqual(['sendMediaGroup', 'sendPhoto'])
  })

  test('pictures and documents never share an album', async () => {
    const sheet = offer(Buffer.from('PK bảng'), 'Tổng hợp "ngày".xlsx', XLSX)
    await send('Tổng hợp', { files: [...pictures(2), sheet] })
    expect(methods()).toEqual(['sendMediaGroup', 'sendDocument', 'sendMessage'])
    expect(lan.hears()[2]?.file).toMatchObject({ kind: 'file', name: 'Tổng hợp _ngày_.xlsx' })
  })

  test('what Telegram cannot show as a picture leaves as a document', async () => {
    const bytes = Buffer.from('no picture at all')
    const sent = await send('Ảnh', { files: [offer(bytes, 'anh.jpg', JPEG)] })
    expect(sent.kind).toBe('accepted')
    expect(lan.lastHeard()?.file).toEqual({ kind: 'file', name: 'anh.jpg', bytes })
  })

  test('a file that cannot be read sends nothing and may be tried later', async () => {
    const file = { name: 'x.jpg', mime: JPEG, sha256: 'f'.repeat(64), sizeBytes: 3 }
    expect(await send('Ảnh', { files: [file] })).toMatchObject({ kind: 'refused', lasting: 'temporary' })
    expect(methods()).toEqual([])
  })
})

describe('an edit', () => {
  test('of a message that is gone becomes a new message', async () => {
    const sent = await send('thẻ', { buttons: done })
    for (const message of rig.telegram.world.messages) message.deleted = true
    const edited = await send('thẻ mới', { buttons: done, edits: idOf(sent) })
    expect(edited.kind).toBe('accepted')
    expect(idOf(edited)).not.toBe(idOf(sent))
    expect(lan.hears().map((one) => [one.text, one.buttons])).toEqual([['thẻ mới', [['Xong']]]])
  })

  test("of the person's own message becomes a new message", async () => {
    const { messageId } = lan.sends('của tôi')
    expect((await send('trả lời', { edits: `${lan.chatId}:${messageId}` })).kind).toBe('accepted')
    expect(lan.hears().map((one) => one.text)).toEqual(['trả lời'])
  })

  test('of a message of another channel becomes a new message', async () => {
    expect((await send('thẻ', { edits: 'zalo-1' })).kind).toBe('accepted')
    expect(methods()).toEqual(['sendMessage'])
  })

  test('without a text changes the buttons alone', async () => {
    const sent = await send('thẻ', { buttons: done })
    const edited = await send('', { edits: idOf(sent) })
    expect(idOf(edited)).toBe(idOf(sent))
    expect(lan.lastHeard()).toMatchObject({ text: 'thẻ', buttons: [] })
  })

  test('of a picture changes its caption', async () => {
    const sent = await send('79%', { files: [offer(pictureBytes(600), 'a.jpg', JPEG)] })
    const edited = await send('81%', { edits: idOf(sent), buttons: done })
    expect(idOf(edited)).toBe(idOf(sent))
    expect(lan.lastHeard()).toMatchObject({ text: '81%', buttons: [['Xong']], file: { kind: 'photo' } })
  })

  test('beyond the limit keeps the first part in place and sends the rest, with the buttons last', async () => {
    const sent = await send('thẻ', { buttons: done })
    const text = longText(6000)
    const edited = await send(text, { edits: idOf(sent), buttons: done })
    expect(idOf(edited, 0)).toBe(idOf(sent))
    const heard = lan.hears()
    expect(heard.map((one) => one.buttons)).toEqual([[], [['Xong']]])
    expect(words(heard.map((one) => one.text).join(' '))).toEqual(words(text))
  })

  test('in the chat of somebody who blocked the bot is refused as unreachable', async () => {
    const sent = await send('thẻ')
    lan.blocks()
    expect(await send('thẻ mới', { edits: idOf(sent) })).toMatchObject({ kind: 'refused', unreachable: true })
  })
})

describe('a recipient', () => {
  test('who blocked the bot is unreachable until he comes back, and both are told by membership', async () => {
    await rig.channel.start(rig.store.take)
    lan.blocks()
    expect(await send('nhắc')).toEqual({
      kind: 'refused',
      lasting: 'permanent',
      unreachable: true,
      retryAfterSeconds: null,
      reason: '403 Forbidden: bot was blocked by the user',
    })
    lan.unblocks()
    expect((await send('nhắc')).kind).toBe('accepted')
    await rig.telegram.waitFor(() => rig.store.all.length === 2)
    expect(rig.store.all.map((one) => one.membership)).toEqual(['left', 'joined'])
  })

  test('whose account is deactivated is unreachable', async () => {
    lan.person.deactivated = true
    expect(await send('nhắc')).toMatchObject({ lasting: 'permanent', unreachable: true })
  })

  test('group that expelled the bot is unreachable', async () => {
    const group = rig.telegram.group('Tổ công tác', [lan])
    rig.telegram.expel(group, lan)
    const sent = await rig.channel.send(privateThread(rig.channel, group.id, true), outgoing('x'), patience())
    expect(sent).toMatchObject({ lasting: 'permanent', unreachable: true })
  })

  test('group that grew into a supergroup gets the message in its new place, now and later', async () => {
    const group = rig.telegram.group('Tổ công tác', [lan], 'group')
    const grown = rig.telegram.upgrade(group)
    const thread = privateThread(rig.channel, group.id, true)
    const first = await rig.channel.send(thread, outgoing('một'), patience())
    await rig.channel.send(thread, outgoing('hai'), patience())
    expect(first).toMatchObject({ kind: 'accepted', providerIds: [`${grown.id}:1`] })
    expect(rig.telegram.seen(grown.id).map((one) => one.text)).toEqual(['một', 'hai'])
    expect(methods()).toEqual(['sendMessage', 'sendMessage', 'sendMessage'])
  })
})

describe('a message in several parts', () => {
  test('keeps the pace of one part per second', async () => {
    await send(longText(9000))
    expect(rig.clock.waits).toEqual([1000, 1000])
  })

  test('is not begun anew when a later part is refused for a while: the part waits and comes', async () => {
    const text = longText(6000)
    rig.telegram.fails('sendMessage', { kind: 'too-many-requests', retryAfter: 5 }, 2, 1)
    expect((await send(text)).kind).toBe('accepted')
    expect(lan.hears()).toHaveLength(2)
    expect(rig.clock.waits).toEqual([1000, 5000, 5000])
  })

  test('is unknown when the time is up in its middle', async () => {
    rig.clock.speed = 1
    const giveUp = new AbortController()
    const sending = send(longText(6000), {}, giveUp.signal)
    await rig.telegram.waitFor(() => rig.clock.waits.length === 1)
    giveUp.abort()
    expect(await sending).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('only in part') })
    expect(lan.hears()).toHaveLength(1)
  })
})

describe('what is certain', () => {
  test.each([
    [{ kind: 'server-error', status: 502 }, 'unknown'],
    [{ kind: 'server-error', status: 504 }, 'unknown'],
    [{ kind: 'server-error', status: 500 }, 'unknown'],
    [{ kind: 'garbage', status: 200 }, 'unknown'],
    [{ kind: 'reset' }, 'unknown'],
    [{ kind: 'answer-lost' }, 'unknown'],
    [{ kind: 'server-error', status: 503 }, 'temporary'],
    [{ kind: 'refuse', code: 401, description: 'Unauthorized' }, 'temporary'],
    [{ kind: 'refuse', code: 400, description: 'Bad Request: message is too long' }, 'permanent'],
  ] as const)('after %j: %s', async (fault, certainty) => {
    rig.telegram.fails('sendMessage', fault)
    const sent = await send('nhắc')
    expect(sent.kind === 'refused' ? sent.lasting : sent.kind).toBe(certainty)
    expect(sent).toMatchObject(sent.kind === 'refused' ? { unreachable: false } : {})
  })

  test('a platform that does not listen was surely not reached', async () => {
    await rig.telegram.stop()
    expect(await send('nhắc')).toMatchObject({ kind: 'refused', lasting: 'temporary', unreachable: false })
  })

  test('button data beyond 64 bytes is refused for good', async () => {
    const buttons = [[{ label: 'Xong', data: 'ệ'.repeat(22) }]]
    expect(await send('thẻ', { buttons })).toMatchObject({ lasting: 'permanent', unreachable: false })
  })

  test('an empty message is refused for good without a call', async () => {
    expect(await send(' \n')).toMatchObject({ kind: 'refused', lasting: 'permanent' })
    expect(methods()).toEqual([])
  })

  test('a message that answers one deleted meanwhile is sent all the same', async () => {
    const asked = lan.sends('hỏi')
    rig.telegram.world.messages.forEach((message) => {
      message.deleted = true
    })
    const sent = await send('đáp', { replyTo: `${lan.chatId}:${asked.messageId}` })
    expect(sent.kind).toBe('accepted')
    expect(lan.lastHeard()?.replyTo).toBeNull()
  })
})
