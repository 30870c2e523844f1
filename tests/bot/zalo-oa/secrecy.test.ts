import { inspect } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { pictureBytes } from '../../contract/channel-rig.ts'
import type { Fault } from '../../fakes/telegram/faults.ts'
import { outgoing, patience } from '../zalo-bot/zalo-bot-rig.ts'
import { makeZaloOaRig, threadWith, type ZaloOaRig } from './zalo-oa-rig.ts'

let rig: ZaloOaRig | null = null

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
  { kind: 'reset' },
  { kind: 'answer-lost' },
  { kind: 'too-many-requests', retryAfter: 3 },
  { kind: 'refuse', code: -216, description: 'Access token is invalid' },
  { kind: 'refuse', code: -230, description: 'Not interacted in 7 days' },
]

test.each(faults)('no token, secret or text shows in what $kind $code leaves behind', async (fault) => {
  rig = await makeZaloOaRig()
  const { oa, channel, store, log, server } = rig
  const said = 'NV07 bí mật của người nói'
  const written = 'Lời nhắc bí mật của tài khoản'
  const hidden = new Set([oa.appSecret, oa.oaSecret, said, written, '/m/', oa.tokens.current])
  const noteTokens = () => {
    hidden.add(oa.tokens.current)
    if (oa.tokens.access !== null) hidden.add(oa.tokens.access)
  }
  await channel.start(store.take)
  await oa.waitFor(() => channel.health().state === 'up')
  noteTokens()
  const lan = oa.user('Lan')
  let failures = 2
  store.before = () => {
    if (failures-- > 0) throw new Error('the database is away')
  }
  lan.sendsPhotos([pictureBytes(100)], said)
  await oa.waitFor(() => store.all.length > 0)
  const media = store.all[0]?.media[0]
  if (media === undefined) throw new Error('no media')
  const thread = threadWith(lan, channel)
  const file = server.offerFile(pictureBytes(50), 'a.png', 'image/png')
  const left: unknown[] = []
  for (const method of ['send', 'image', 'refresh', 'getoa']) {
    oa.tokens.revokeAccess()
    oa.fails(method, fault)
    left.push(await channel.send(thread, outgoing(written, { files: [file] }), patience()))
    noteTokens()
    left.push(await channel.send(thread, outgoing(written), patience()))
    noteTokens()
  }
  oa.media.faults.plan('download', fault, 1)
  left.push(await channel.fetchMedia(media, patience()).catch((error: unknown) => error))
  left.push(channel.health(), channel.prices(), channel.officialAccount())
  await oa.stop()
  left.push(await channel.send(thread, outgoing(written), patience()))
  await channel.stop()
  left.push(channel.health())

  expect(hidden.size).toBeGreaterThan(7)
  expect(log.lines.some((line) => line.startsWith('debug'))).toBe(true)
  expect(log.lines.some((line) => line.startsWith('error'))).toBe(true)
  for (const value of [...left, ...log.lines])
    for (const secret of hidden) expect(everythingOf(value)).not.toContain(secret)
})
