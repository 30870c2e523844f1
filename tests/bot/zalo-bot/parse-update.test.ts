import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { AlbumGuess } from '../../../bot/channels/album-guess.ts'
import { parseUpdate } from '../../../bot/channels/zalo-bot/parse-update.ts'
import type { Incoming } from '../../../core/talk/message.ts'

const context = {
  account: '1459',
  bot: { id: '1459', names: ['bot.VDKyGxQvc', 'Bot Đầu Mối'], plan: 'BASIC' },
  receivedAt: Temporal.Instant.from('2026-11-23T09:30:00Z'),
}

const message = {
  message_id: '2d758cb5e222177a4e35',
  date: 1750316131602,
  from: { id: '6ede9afa66b88fe6d6a9', display_name: 'Ted', is_bot: false },
  chat: { id: '6ede9afa66b88fe6d6a9', chat_type: 'PRIVATE' },
}

function read(update: unknown): Incoming {
  const parsed = parseUpdate(update, context)
  if (parsed.kind === 'nothing') throw new Error(parsed.why)
  return parsed.incoming
}

test('the documented example is read whole', () => {
  expect(
    read({
      ok: true,
      result: { event_name: 'message.text.received', message: { ...message, text: 'Xin chào' } },
    }),
  ).toEqual({
    thread: { channel: 'zalo-bot', account: '1459', threadId: '6ede9afa66b88fe6d6a9', isGroup: false },
    providerId: '2d758cb5e222177a4e35',
    senderId: '6ede9afa66b88fe6d6a9',
    senderName: 'Ted',
    sentAt: '2025-06-19T06:55:31.602Z',
    kind: 'text',
    text: 'Xin chào',
    media: [],
    albumId: null,
    refersTo: null,
    messageId: '2d758cb5e222177a4e35',
    tapData: null,
    tapId: null,
    membership: null,
    addressed: true,
    isForwarded: false,
  })
})

test.each([
  [1750316131602, '2025-06-19T06:55:31.602Z'],
  ['1750316131602', '2025-06-19T06:55:31.602Z'],
  [1750316131, '2025-06-19T06:55:31Z'],
  [undefined, '2026-11-23T09:30:00Z'],
  [-5, '2026-11-23T09:30:00Z'],
  [8.64e18, '2026-11-23T09:30:00Z'],
])('a date of %s is %s', (date, sentAt) => {
  expect(read({ message: { ...message, text: 'x', date } }).sentAt).toBe(sentAt)
})

test.each([
  [{ photo: 'https://f1.zdn.vn/a.jpg' }],
  [{ photo_url: 'https://f1.zdn.vn/a.jpg' }],
  [{ photo: { url: 'https://f1.zdn.vn/a.jpg' } }],
  [{ photo: [{ url: 'https://f1.zdn.vn/small.jpg' }, { url: 'https://f1.zdn.vn/a.jpg' }] }],
  [{ photo: '', photo_url: 'https://f1.zdn.vn/a.jpg' }],
])('a picture is found in %j', (where) => {
  expect(read({ message: { ...message, ...where } })).toMatchObject({
    kind: 'photo',
    media: [{ ref: 'https://f1.zdn.vn/a.jpg', kind: 'photo' }],
  })
})

describe('in a group', () => {
  const inGroup = (text: string) =>
    read({ message: { ...message, text, chat: { id: 'g1', chat_type: 'GROUP' } } })

  test.each([
    ['/tonghop', '/tonghop', true],
    ['@Bot Đầu Mối, tổng hợp giúp tôi', 'tổng hợp giúp tôi', true],
    ['Nhờ @bot.vdkygxqvc tổng hợp', 'Nhờ tổng hợp', true],
    ['Chiều nay họp nhé', 'Chiều nay họp nhé', false],
  ])('"%s" is read as "%s", for the bot: %s', (said, text, addressed) => {
    expect(inGroup(said)).toMatchObject({ text, addressed, thread: { threadId: 'g1', isGroup: true } })
  })
})

test.each([null, 7, 'x', [], {}, { message: null }, { message: {} }, { ok: true, result: null }])(
  "%j is nobody's message",
  (update) => {
    expect(parseUpdate(update, context).kind).toBe('nothing')
  },
)

describe('pictures are taken for one album', () => {
  const photo = (providerId: string, second: number, text = '', senderId = 'lan'): Incoming => ({
    ...read({ message: { ...message, photo: 'https://f1.zdn.vn/a.jpg' } }),
    providerId,
    senderId,
    text,
    sentAt: Temporal.Instant.from('2026-11-23T09:00:00Z')
      .add({ milliseconds: second * 1000 })
      .toString(),
  })
  const albumsOf = (photos: readonly Incoming[]) => {
    const guess = new AlbumGuess()
    return photos.map((one) => guess.withAlbum(one).albumId)
  }

  test('when each follows the one before within three seconds', () => {
    expect(albumsOf([photo('a', 0), photo('b', 2), photo('c', 5), photo('d', 8.1)])).toEqual([
      'guess:a',
      'guess:a',
      'guess:a',
      'guess:d',
    ])
  })

  test('of one person', () => {
    expect(albumsOf([photo('a', 0), photo('b', 0, '', 'minh'), photo('c', 1)])).toEqual([
      'guess:a',
      'guess:b',
      'guess:a',
    ])
  })

  test('with one caption at most', () => {
    expect(albumsOf([photo('a', 0, 'NV07'), photo('b', 1), photo('c', 2, 'NV08')])).toEqual([
      'guess:a',
      'guess:a',
      'guess:c',
    ])
  })

  test('and stay in it when they are brought again', () => {
    expect(albumsOf([photo('a', 0), photo('b', 60), photo('a', 0), photo('c', 61)])).toEqual([
      'guess:a',
      'guess:b',
      'guess:a',
      'guess:b',
    ])
  })

  test('but no text is', () => {
    const text = read({ message: { ...message, text: 'x' } })
    expect(new AlbumGuess().withAlbum(text)).toEqual(text)
  })
})
