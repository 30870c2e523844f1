import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeTelegramRig, outgoing, patience, privateThread, type TelegramRig } from './telegram-rig.ts'

let rig: TelegramRig

beforeEach(async () => {
  rig = await makeTelegramRig({ mode: 'polling' })
  await rig.channel.start(rig.store.take)
})
afterEach(() => rig.close())

test('in a group the bot is addressed by command, mention and reply, in any other case not', async () => {
  const { telegram, channel, store } = rig
  const lan = telegram.user('Lan')
  const group = telegram.group('Tổ công tác', [lan])
  const inGroup = lan.in(group)
  const thread = privateThread(channel, group.id, true)
  await channel.send(thread, outgoing('Ai chưa báo cáo?'), patience())
  const question = inGroup.lastHeard()
  inGroup.sends('các anh họp chưa')
  inGroup.sends('/tonghop@dau_moi_bot tuần')
  inGroup.sends('@dau_moi_bot NV07 81%')
  inGroup.sends('NV09 60%', { replyTo: { messageId: question?.messageId ?? 0 } })
  await telegram.waitFor(() => store.all.length === 5)
  const spoken = store.all.filter((one) => one.kind === 'text')
  expect(spoken.map((one) => [one.text, one.addressed, one.refersTo])).toEqual([
    ['các anh họp chưa', false, null],
    ['/tonghop tuần', true, null],
    ['NV07 81%', true, null],
    ['NV09 60%', true, `${group.id}:${question?.messageId}`],
  ])
  expect(store.all[0]).toMatchObject({ kind: 'membership', membership: 'joined', thread })
})

test('the parts of an album come as they are sent, stragglers included, under one album id', async () => {
  const { telegram, store } = rig
  const lan = telegram.user('Lan')
  const parts = [1, 2, 3].map((size) => ({
    bytes: Buffer.alloc(size * 100, size),
    caption: size === 1 ? 'NV07' : '',
  }))
  const sent = await lan.sendsAlbum(parts, 60)
  await telegram.waitFor(() => store.all.length === 3)
  expect(new Set(store.all.map((one) => one.albumId)).size).toBe(1)
  expect(store.all.map((one) => one.text)).toEqual(['NV07', '', ''])
  expect(store.all.map((one) => one.media[0]?.sizeBytes)).toEqual([100, 200, 300])
  expect(store.all.map((one) => one.messageId)).toEqual(sent.map((one) => `${one.chatId}:${one.messageId}`))
})

test('two edits of one message are two updates that name it', async () => {
  const { telegram, store } = rig
  const lan = telegram.user('Lan')
  const sent = lan.sends('NV07 18%')
  lan.edits(sent, 'NV07 80%')
  lan.edits(sent, 'NV07 81%')
  await telegram.waitFor(() => store.all.length === 3)
  const [first, ...edits] = store.all
  expect(edits.map((one) => [one.kind, one.text, one.refersTo])).toEqual([
    ['edited', 'NV07 80%', first?.messageId],
    ['edited', 'NV07 81%', first?.messageId],
  ])
  expect(new Set(store.all.map((one) => one.providerId)).size).toBe(3)
})

test('a file beyond 20 MB is gone before the first byte', async () => {
  const { telegram, channel, store } = rig
  telegram.user('Lan').sendsDocument(Buffer.from('x'), 'phim.mp4', 'video/mp4', '', 25 * 1024 * 1024)
  await telegram.waitFor(() => store.all.length === 1)
  const media = store.all[0]?.media[0]
  if (media === undefined) throw new Error('no media')
  expect(media).toMatchObject({ kind: 'file', fileName: 'phim.mp4', sizeBytes: 26_214_400 })
  await expect(channel.fetchMedia(media, patience())).rejects.toMatchObject({
    name: 'MediaUnavailable',
    lasting: 'gone',
    message: '400 Bad Request: file is too big',
  })
})
