import { inspect } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { pictureBytes } from '../../contract/channel-rig.ts'
import type { Fault } from '../../fakes/telegram/faults.ts'
import { makeZaloBotRig, outgoing, patience, SECRET, threadWith, type ZaloBotRig } from './zalo-bot-rig.ts'

let rig: ZaloBotRig | null = null

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
  { kind: 'too-many-requests', retryAfter: 3 },
  { kind: 'refuse', code: 400, description: 'Bad request' },
  { kind: 'refuse', code: 401, description: 'Unauthorized' },
]

for (const mode of ['polling', 'webhook'] as const)
  test.each(faults)(
    `by ${mode}, no token, secret or text shows in what $kind $code leaves behind`,
    async (fault) => {
      rig = await makeZaloBotRig({ mode })
      const { zalo, channel, store, log } = rig
      const said = 'NV07 bí mật của người nói'
      const written = 'Lời nhắc bí mật của bot'
      await channel.start(store.take)
      await zalo.waitFor(() => channel.health().state === 'up')
      const lan = zalo.user('Tên Người Gửi')
      let failures = 2
      store.before = () => {
        if (failures-- > 0) throw new Error('the database is away')
      }
      lan.sendsPhoto(pictureBytes(100), said)
      await zalo.waitFor(() => store.all.length > 0)
      const media = store.all[0]?.media[0]
      if (media === undefined) throw new Error('no media')
      const thread = threadWith(lan, channel)
      const left: unknown[] = []
      for (const method of ['sendMessage', 'sendChatAction', 'getUpdates', 'getWebhookInfo', 'sendPhoto']) {
        zalo.fails(method, fault)
        left.push(await channel.send(thread, outgoing(written), patience()))
        await channel.showTyping?.(thread, patience())
      }
      zalo.media.faults.plan('download', fault, 1)
      left.push(await channel.fetchMedia(media, patience()).catch((error: unknown) => error))
      lan.says(said)
      left.push(channel.health(), channel.quota())
      await zalo.stop()
      left.push(await channel.send(thread, outgoing(written), patience()))
      left.push(await channel.fetchMedia(media, patience()).catch((error: unknown) => error))
      await channel.stop()
      left.push(await channel.start(store.take).catch((error: unknown) => error), channel.health())

      const tokenSecret = zalo.token.slice(zalo.token.indexOf(':') + 1)
      expect(log.lines.some((line) => line.startsWith('debug'))).toBe(true)
      expect(log.lines.some((line) => line.startsWith('error'))).toBe(true)
      for (const value of [...left, ...log.lines])
        for (const hidden of [tokenSecret, SECRET, said, written, 'Tên Người Gửi', '/m/'])
          expect(everythingOf(value)).not.toContain(hidden)
    },
  )
