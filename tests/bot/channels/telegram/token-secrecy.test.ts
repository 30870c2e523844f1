import { inspect } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { readFailure } from '../../../../bot/channels/telegram/call-failure.ts'
import type { Fault } from '../../../fakes/telegram/faults.ts'
import { makeTelegramRig, outgoing, patience, privateThread, type TelegramRig } from './telegram-rig.ts'

let rig: TelegramRig | null = null

afterEach(async () => {
  await rig?.close()
  rig = null
})

/** Everything a log, an error report or /suckhoe could show of a value, stacks and hidden fields included. */
function everythingOf(value: unknown): string {
  const stack = value instanceof Error ? `${value.stack} ${value.message}` : ''
  return `${inspect(value, { depth: 12, showHidden: true })} ${stack} ${JSON.stringify(value)}`
}

const faults: Fault[] = [
  { kind: 'server-error', status: 502 },
  { kind: 'garbage', status: 200 },
  { kind: 'garbage', status: 404 },
  { kind: 'reset' },
  { kind: 'answer-lost' },
  { kind: 'refuse', code: 400, description: 'Bad Request: no' },
  { kind: 'refuse', code: 401, description: 'Unauthorized' },
]

test.each(faults)('the token shows in nothing that $kind leaves behind', async (fault) => {
  rig = await makeTelegramRig({ mode: 'polling' })
  const { telegram, channel, store, log } = rig
  const lan = telegram.user('Lan')
  lan.sendsPhoto(Buffer.from('ảnh'))
  await channel.start(store.take)
  await telegram.waitFor(() => store.all.length === 1)
  const media = store.all[0]?.media[0]
  if (media === undefined) throw new Error('no media')
  const thread = privateThread(channel, lan.chatId)
  const left: unknown[] = []
  const attempt = async (method: string, act: () => Promise<unknown> | undefined) => {
    telegram.fails(method, fault)
    left.push(await act()?.catch((error: unknown) => error))
  }
  await attempt('sendMessage', () => channel.send(thread, outgoing('nhắc'), patience()))
  await attempt('editMessageText', () => channel.send(thread, outgoing('x', { edits: '5:5' }), patience()))
  await attempt('getFile', () => channel.fetchMedia(media, patience()))
  await attempt('download', () => channel.fetchMedia(media, patience()))
  await attempt('setMyCommands', () => channel.setCommands?.(thread, [{ name: 'a', description: 'b' }]))
  await attempt('answerCallbackQuery', () => channel.answerTap?.('1', null, patience()))
  telegram.fails('getUpdates', fault)
  lan.sends('đánh thức')
  await telegram.waitFor(() => log.lines.some((line) => line.includes('no updates')) || store.all.length > 1)
  left.push(channel.health())
  await telegram.stop()
  left.push(await channel.send(thread, outgoing('nhắc'), patience()))
  left.push(await channel.fetchMedia(media, patience()).catch((error: unknown) => error))
  await channel.stop()
  left.push(await channel.start(store.take).catch((error: unknown) => error), channel.health())

  const secret = telegram.token.slice(telegram.token.indexOf(':') + 1)
  expect(left).toHaveLength(11)
  for (const value of [...left, ...log.lines]) expect(everythingOf(value)).not.toContain(secret)
})

test('what telegraf throws does hold it, so that the test above means something', async () => {
  rig = await makeTelegramRig({ mode: 'polling' })
  const { telegram } = rig
  const { Telegram } = await import('telegraf')
  telegram.fails('getMe', { kind: 'garbage', status: 200 })
  const bare = new Telegram(telegram.token, { apiRoot: telegram.apiRoot })
  const thrown: unknown = await bare.getMe().catch((error: unknown) => error)
  expect(everythingOf(thrown)).toContain(telegram.token)
  expect(everythingOf(readFailure(thrown, telegram.token))).not.toContain(telegram.token.slice(11))
})
