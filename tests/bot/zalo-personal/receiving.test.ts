import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FakeZaloPerson } from '../../fakes/zalo-personal/fake-person.ts'
import { makeZaloRig, outgoing, patience, threadOf, type ZaloRig } from './zalo-rig.ts'

let rig: ZaloRig
let lan: FakeZaloPerson

beforeEach(async () => {
  rig = await makeZaloRig()
  lan = rig.zalo.person('Lan')
  await rig.channel.start(rig.store.take)
})
afterEach(() => rig.close())

const arrived = (count: number) => rig.zalo.waitFor(() => rig.store.all.length >= count)

describe('what people send', () => {
  test('a text tells who said it, where and when', async () => {
    const said = lan.says('NV07 81%, còn 29 xã vướng kéo cáp')
    await arrived(1)
    expect(rig.store.all[0]).toMatchObject({
      thread: threadOf(rig.channel, lan.uid),
      providerId: said.msgId,
      messageId: said.msgId,
      senderId: lan.uid,
      senderName: 'Lan',
      kind: 'text',
      text: 'NV07 81%, còn 29 xã vướng kéo cáp',
      addressed: true,
    })
    expect(Date.parse(rig.store.all[0]?.sentAt ?? '')).toBe(said.ts)
  })

  test('a long text that takes time to decrypt is not overtaken by a short one', async () => {
    const long = 'Đã kéo cáp đến xã Vĩnh Thuận. '.repeat(20_000)
    rig.zalo.sockets.encryption = 2
    lan.says(long)
    rig.zalo.sockets.encryption = 0
    lan.says('vừa xong')
    await arrived(2)
    expect(rig.store.texts.map((text) => text.length)).toEqual([long.length, 8])
  })

  test('a photo has its caption as text and is offered in its best quality', async () => {
    lan.sendsPhoto(Buffer.from('ảnh lớn'), 'NV07 81%')
    await arrived(1)
    const [incoming] = rig.store.all
    expect(incoming).toMatchObject({ kind: 'photo', text: 'NV07 81%', media: [{ kind: 'photo' }] })
    const [media] = incoming?.media ?? []
    if (media === undefined) throw new Error('no media')
    const chunks: Uint8Array[] = []
    for await (const chunk of await rig.channel.fetchMedia(media, patience())) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe('ảnh lớn')
  })

  test.each(['params', 'extraData'] as const)('an album marked in %s keeps together', async (mark) => {
    lan.sendsAlbum([Buffer.from('1'), Buffer.from('2'), Buffer.from('3')], mark)
    lan.sendsPhoto(Buffer.from('4'), 'lẻ')
    await arrived(4)
    const albums = rig.store.all.map((one) => one.albumId)
    expect(albums[0]).toMatch(/^\d+$/)
    expect(albums.slice(0, 3)).toEqual([albums[0], albums[0], albums[0]])
    expect(albums[3]).toBeNull()
    expect(new Set(rig.store.all.map((one) => one.providerId)).size).toBe(4)
  })

  test('a file has its name and size, and no text', async () => {
    const bytes = Buffer.from('PK bảng tổng hợp')
    lan.sendsFile(bytes, 'Tổng hợp.xlsx')
    await arrived(1)
    expect(rig.store.all[0]).toMatchObject({
      kind: 'file',
      text: '',
      media: [{ kind: 'file', fileName: 'Tổng hợp.xlsx', sizeBytes: bytes.length }],
    })
  })

  test('a text with a link stays a text, with its address', async () => {
    lan.sharesLink('NV07 xong, ảnh ở đây', 'https://drive.example.vn/nv07')
    lan.sharesLink('NV08: https://drive.example.vn/nv08', 'https://drive.example.vn/nv08')
    await arrived(2)
    expect(rig.store.all.map((one) => one.kind)).toEqual(['text', 'text'])
    expect(rig.store.texts).toEqual([
      'NV07 xong, ảnh ở đây https://drive.example.vn/nv07',
      'NV08: https://drive.example.vn/nv08',
    ])
  })

  test('voice, location and sticker are told apart; a message taken back is none', async () => {
    lan.sendsVoice(Buffer.from('alo'))
    lan.sharesLocation()
    const regretted = lan.sendsSticker()
    lan.recalls(regretted)
    lan.says('cuối')
    await arrived(4)
    expect(rig.store.all.map((one) => one.kind)).toEqual(['voice', 'location', 'unsupported', 'text'])
  })

  test('a quote names the message it answers, ours or another', async () => {
    const sent = await rig.channel.send(threadOf(rig.channel, lan.uid), outgoing('NV07?'), patience())
    const [ours] = sent.kind === 'accepted' ? sent.providerIds : []
    if (ours === undefined) throw new Error('not sent')
    const first = lan.says('81%', { quotes: ours })
    lan.says('nhầm, 82%', { quotes: first.msgId })
    await arrived(2)
    expect(rig.store.all.map((one) => one.refersTo)).toEqual([ours, first.msgId])
  })

  test('becoming a friend says that we may write', async () => {
    lan.befriends()
    await arrived(1)
    expect(rig.store.all[0]).toMatchObject({
      kind: 'membership',
      membership: 'joined',
      senderId: lan.uid,
      thread: threadOf(rig.channel, lan.uid),
    })
  })
})

describe('in a group', () => {
  test('only what mentions, quotes or orders the bot is addressed to it', async () => {
    const group = rig.zalo.group('Tổ công tác', [lan])
    const thread = threadOf(rig.channel, group.id, true)
    const sent = await rig.channel.send(thread, outgoing('Ai chưa báo cáo?'), patience())
    const [ours] = sent.kind === 'accepted' ? sent.providerIds : []
    if (ours === undefined) throw new Error('not sent')
    lan.says('chào cả nhà', { group })
    lan.says('NV07 81%', { group, mentions: 'bot' })
    lan.says('họp lúc 3 giờ', { group, mentions: 'all' })
    lan.says('/tonghop', { group })
    lan.says('em', { group, quotes: ours })
    await arrived(5)
    expect(rig.store.all.map((one) => [one.text, one.addressed])).toEqual([
      ['chào cả nhà', false],
      ['NV07 81%', true],
      ['@All họp lúc 3 giờ', false],
      ['/tonghop', true],
      ['em', true],
    ])
    expect(rig.store.all.every((one) => one.thread.threadId === group.id && one.thread.isGroup)).toBe(true)
    expect(rig.store.all.every((one) => one.senderId === lan.uid)).toBe(true)
  })
})

describe('what nobody expects', () => {
  test('a message of an unknown shape is kept as unsupported, and the rest of its frame is read', async () => {
    const odd = rig.zalo.world.addMessage({
      threadId: lan.uid,
      isGroup: false,
      fromUid: lan.uid,
      msgType: 'webchat',
      content: 'x',
      text: 'x',
      more: { content: 7, mentions: 'nobody' },
    })
    const good = rig.zalo.world.addMessage({
      threadId: lan.uid,
      isGroup: false,
      fromUid: lan.uid,
      msgType: 'webchat',
      content: 'NV07 xong',
      text: 'NV07 xong',
    })
    rig.zalo.sockets.push([odd, good])
    await arrived(2)
    expect(rig.store.all.map((one) => [one.providerId, one.kind, one.text])).toEqual([
      [odd.msgId, 'unsupported', ''],
      [good.msgId, 'text', 'NV07 xong'],
    ])
    expect(rig.log.lines.some((line) => line.includes('not understood') && line.includes(odd.msgId))).toBe(
      true,
    )
  })

  test('characters a database refuses do not stop a message', async () => {
    lan.says('NV07 \u0000 81% \ud83d')
    await arrived(1)
    expect(rig.store.texts).toEqual(['NV07  81% \ufffd'])
  })

  test('a frame that is none does not end receiving', async () => {
    rig.zalo.sockets.babble()
    lan.says('vẫn nghe')
    await arrived(1)
    expect(rig.store.texts).toEqual(['vẫn nghe'])
    expect(rig.zalo.sockets.opened).toBe(1)
  })

  test('what we say ourselves does not come back to us', async () => {
    const own = await rig.channel.send(threadOf(rig.channel, lan.uid), outgoing('nhắc việc'), patience())
    expect(own.kind).toBe('accepted')
    const echo = rig.zalo.world.messages.at(-1)
    if (echo === undefined) throw new Error('nothing said')
    rig.zalo.sockets.push([echo])
    lan.says('vâng')
    await arrived(1)
    expect(rig.store.texts).toEqual(['vâng'])
  })
})
