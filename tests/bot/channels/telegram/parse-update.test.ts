import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { type ParseContext, parseUpdate } from '../../../../bot/channels/telegram/parse-update.ts'

const context: ParseContext = {
  account: '77',
  bot: { id: 77, username: 'Dau_Moi_Bot' },
  receivedAt: Temporal.Instant.from('2026-11-23T09:30:00Z'),
}
const sender = { id: 5, is_bot: false, first_name: 'Lan', last_name: 'Trần' }
const inPrivate = { id: 5, type: 'private', first_name: 'Lan' }
const inGroup = { id: -1001, type: 'supergroup', title: 'Tổ công tác' }
const date = 1795424400 // 2026-11-23T09:00:00Z

function read(update: object) {
  const parsed = parseUpdate({ update_id: 41, ...update }, context)
  if (parsed === null) throw new Error('no update')
  return parsed.incoming
}

function readMessage(message: object) {
  return read({ message: { message_id: 9, from: sender, chat: inPrivate, date, ...message } })
}

function readInGroup(text: string, entities: object[] = [], more: object = {}) {
  return readMessage({ chat: inGroup, text, entities, ...more })
}

test('a private text is read whole', () => {
  expect(readMessage({ text: 'NV07 81%' })).toEqual({
    thread: { channel: 'telegram', account: '77', threadId: '5', isGroup: false },
    providerId: '41',
    senderId: '5',
    senderName: 'Lan Trần',
    sentAt: '2026-11-23T09:00:00Z',
    kind: 'text',
    text: 'NV07 81%',
    media: [],
    albumId: null,
    refersTo: null,
    messageId: '5:9',
    tapData: null,
    tapId: null,
    membership: null,
    addressed: true,
    isForwarded: false,
  })
})

describe('media', () => {
  test('of a photo the largest size is taken, wherever it stands', () => {
    const photo = [
      { file_id: 'big', file_size: 90_000, width: 1280, height: 960 },
      { file_id: 'small', file_size: 900, width: 90, height: 67 },
    ]
    const incoming = readMessage({ photo, caption: 'NV07', media_group_id: '139' })
    expect(incoming).toMatchObject({ kind: 'photo', text: 'NV07', albumId: '139' })
    expect(incoming.media).toEqual([
      { ref: 'big', kind: 'photo', fileName: null, mime: 'image/jpeg', sizeBytes: 90_000 },
    ])
  })

  test('a picture sent as a file stays a file, for it keeps its EXIF data', () => {
    const document = { file_id: 'd', file_name: 'IMG_1.jpg', mime_type: 'image/jpeg', file_size: 4 }
    const incoming = readMessage({ document })
    expect(incoming.kind).toBe('file')
    expect(incoming.media).toEqual([
      { ref: 'd', kind: 'file', fileName: 'IMG_1.jpg', mime: 'image/jpeg', sizeBytes: 4 },
    ])
  })

  test.each([
    ['voice', { voice: { file_id: 'v', duration: 3 } }],
    ['file', { video: { file_id: 'v', duration: 3 } }],
    ['location', { location: { latitude: 10, longitude: 106 } }],
    ['unsupported', { sticker: { file_id: 's' } }],
    ['unsupported', { new_chat_title: 'Tổ 57' }],
  ])('%s', (kind, content) => {
    expect(readMessage(content).kind).toBe(kind)
  })
})

describe('references', () => {
  test('a reply names the message it answers', () => {
    const incoming = readMessage({ text: 'xong', reply_to_message: { message_id: 3, chat: inPrivate } })
    expect(incoming.refersTo).toBe('5:3')
  })

  test('the opening of a topic is no reply', () => {
    const reply = { is_topic_message: true, message_thread_id: 3, reply_to_message: { message_id: 3 } }
    expect(readInGroup('xong', [], reply).refersTo).toBeNull()
  })

  test('an edit names itself, has an id of its own and the time of the edit', () => {
    const edited_message = {
      message_id: 9,
      from: sender,
      chat: inPrivate,
      date,
      edit_date: date + 60,
      text: 'b',
    }
    expect(read({ edited_message })).toMatchObject({
      kind: 'edited',
      providerId: '41',
      messageId: '5:9',
      refersTo: '5:9',
      sentAt: '2026-11-23T09:01:00Z',
    })
  })

  test('a location that moves is no amendment', () => {
    const edited_message = { message_id: 9, from: sender, chat: inPrivate, date, location: {} }
    expect(read({ edited_message }).kind).toBe('unsupported')
  })

  test('a tap has no time of its own and gets ours; also on a message that Telegram no longer shows', () => {
    const message = { message_id: 8, chat: inPrivate, date: 0 }
    expect(read({ callback_query: { id: 'q1', from: sender, message, data: 'v1:x' } })).toMatchObject({
      kind: 'tap',
      refersTo: '5:8',
      tapData: 'v1:x',
      tapId: 'q1',
      senderId: '5',
      sentAt: '2026-11-23T09:30:00Z',
      addressed: true,
    })
  })

  test.each([
    ['forward_origin', { forward_origin: { type: 'user' } }],
    ['the older forward_date', { forward_date: date }],
  ])('a message passed on is marked by %s', (_, more) => {
    expect(readMessage({ text: 'x', ...more }).isForwarded).toBe(true)
  })
})

describe('in a group', () => {
  test('plain talk does not address the bot', () => {
    expect(readInGroup('NV07 81% nhé các anh')).toMatchObject({
      addressed: false,
      text: 'NV07 81% nhé các anh',
    })
  })

  test('a command does, and loses the name of the bot', () => {
    const text = '/tonghop@dau_moi_bot tuần'
    const entities = [{ type: 'bot_command', offset: 0, length: 20 }]
    expect(readInGroup(text, entities)).toMatchObject({ addressed: true, text: '/tonghop tuần' })
  })

  test('a command without a name does as well', () => {
    const entities = [{ type: 'bot_command', offset: 0, length: 8 }]
    expect(readInGroup('/tonghop', entities)).toMatchObject({ addressed: true, text: '/tonghop' })
  })

  test('a command for another bot does not, and stays as it is', () => {
    const entities = [{ type: 'bot_command', offset: 0, length: 15 }]
    expect(readInGroup('/help@other_bot', entities)).toMatchObject({
      addressed: false,
      text: '/help@other_bot',
    })
  })

  test.each([
    ['@dau_moi_bot NV07 81%', 0, 'NV07 81%'],
    ['@dau_moi_bot, NV07 81%', 0, 'NV07 81%'],
    ['👩‍👩‍👧 NV07 81% @dau_moi_bot', 18, '👩‍👩‍👧 NV07 81%'],
    ['NV07 @dau_moi_bot 81%', 5, 'NV07 81%'],
  ])('a mention does, and is taken out of "%s"', (text, offset, rest) => {
    const entities = [{ type: 'mention', offset, length: 12 }]
    expect(readInGroup(text, entities)).toMatchObject({ addressed: true, text: rest })
  })

  test('a mention of somebody else does not', () => {
    const entities = [{ type: 'mention', offset: 0, length: 8 }]
    expect(readInGroup('@minh_tk xem giúp', entities)).toMatchObject({
      addressed: false,
      text: '@minh_tk xem giúp',
    })
  })

  test('a mention by name without a username does', () => {
    const entities = [{ type: 'text_mention', offset: 0, length: 7, user: { id: 77 } }]
    expect(readInGroup('Đầu Mối NV07 xong', entities)).toMatchObject({ addressed: true, text: 'NV07 xong' })
  })

  test.each([
    [77, true],
    [5, false],
  ])('a reply to %d addresses the bot: %s', (id, addressed) => {
    const reply = { reply_to_message: { message_id: 3, chat: inGroup, from: { id } } }
    expect(readInGroup('xong', [], reply).addressed).toBe(addressed)
  })

  test('an anonymous administrator is no person', () => {
    const more = { from: { id: 1087968824, first_name: 'Group' }, sender_chat: inGroup }
    expect(readInGroup('xong', [], more)).toMatchObject({ senderId: '-1001', senderName: 'Tổ công tác' })
  })

  test.each([
    [{ migrate_to_chat_id: -1009 }, 'left'],
    [{ migrate_from_chat_id: -17 }, 'joined'],
  ])('a group that grows leaves its old place and joins the new one: %j', (more, membership) => {
    expect(readInGroup('', [], more)).toMatchObject({ kind: 'membership', membership })
  })
})

describe('membership', () => {
  test.each([
    [{ status: 'member' }, 'joined'],
    [{ status: 'administrator' }, 'joined'],
    [{ status: 'kicked', until_date: 0 }, 'left'],
    [{ status: 'left' }, 'left'],
    [{ status: 'restricted', is_member: true, can_send_messages: true }, 'joined'],
    [{ status: 'restricted', is_member: true, can_send_messages: false }, 'left'],
    [{ status: 'restricted', is_member: false, can_send_messages: true }, 'left'],
  ])('%j means %s', (new_chat_member, membership) => {
    const change = { chat: inPrivate, from: sender, date, new_chat_member }
    expect(read({ my_chat_member: change })).toMatchObject({ kind: 'membership', membership, senderId: '5' })
  })
})

describe('what cannot be read', () => {
  test('keeps its id, chat and sender as unsupported, and says why', () => {
    const message = { message_id: 'nine', from: sender, chat: inPrivate, date }
    const parsed = parseUpdate({ update_id: 41, message }, context)
    expect(parsed?.incoming).toMatchObject({
      kind: 'unsupported',
      providerId: '41',
      senderId: '5',
      thread: { threadId: '5', isGroup: false },
      addressed: true,
    })
    expect(parsed?.problem).toContain('message.message_id')
  })

  test('a kind never asked for answers nobody', () => {
    const parsed = parseUpdate({ update_id: 41, poll: { id: '1' } }, context)
    expect(parsed?.incoming).toMatchObject({ kind: 'unsupported', addressed: false })
    expect(parsed?.problem).not.toBeNull()
  })

  test.each([[null], ['text'], [[]], [{}], [{ update_id: 'x', message: {} }]])('%j is no update', (raw) => {
    expect(parseUpdate(raw, context)).toBeNull()
  })

  test('a character that no database stores does not stop the update', () => {
    expect(readMessage({ text: 'NV07\u0000 81% \ud83d' }).text).toBe('NV07 81% \ufffd')
  })

  test('whatever comes, nothing is thrown, and an update id is never lost', () => {
    const part = fc.anything({ maxDepth: 4, withNullPrototype: false })
    const message = fc.record(
      {
        message_id: fc.oneof(fc.integer(), part),
        from: fc.oneof(fc.constant(sender), part),
        chat: fc.oneof(fc.constant(inGroup), part),
        date: fc.oneof(fc.integer(), fc.double(), part),
        text: fc.oneof(fc.string({ unit: 'binary' }), part),
        entities: fc.oneof(
          fc.array(
            fc.record({
              type: fc.constantFrom('mention', 'bot_command'),
              offset: fc.nat(),
              length: fc.nat(),
            }),
          ),
          part,
        ),
        photo: part,
        reply_to_message: part,
      },
      { requiredKeys: [] },
    )
    const update = fc.record(
      { update_id: fc.nat(), message, edited_message: message, callback_query: part, my_chat_member: part },
      { requiredKeys: ['update_id'] },
    )
    fc.assert(
      fc.property(update, (raw) => {
        const parsed = parseUpdate(raw, context)
        expect(parsed?.incoming.providerId).toBe(String(raw.update_id))
        expect(JSON.parse(JSON.stringify(parsed?.incoming))).toEqual(parsed?.incoming)
        expect(Number.isNaN(Date.parse(parsed?.incoming.sentAt ?? ''))).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
})
