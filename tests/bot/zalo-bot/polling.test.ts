import { afterEach, describe, expect, test } from 'vitest'
import { ZaloBotTokenRejected } from '../../../bot/channels/zalo-bot/identify-bot.ts'
import { makeZaloBotRig, type RigOptions, type ZaloBotRig } from './zalo-bot-rig.ts'

let rig: ZaloBotRig | null = null

afterEach(async () => {
  await rig?.close()
  rig = null
})

async function polling(overrides: RigOptions['overrides'] = {}): Promise<ZaloBotRig> {
  const made = await makeZaloBotRig({ mode: 'polling', overrides })
  rig = made
  return made
}

const polls = ({ zalo }: ZaloBotRig) => zalo.callsOf('getUpdates').length

describe('an update is handed out once, so', () => {
  test('it is stored before the next is asked for', async () => {
    const made = await polling()
    const { zalo, channel, store } = made
    let release: (() => void) | null = null
    store.before = () =>
      new Promise<void>((resolve) => {
        release = resolve
      })
    await channel.start(store.take)
    await zalo.waitFor(() => zalo.queue.isPolled)
    const before = polls(made)
    zalo.user('Lan').says('NV07 81%')
    const finishStoring = await zalo.waitFor(() => release)
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(polls(made)).toBe(before)
    finishStoring()
    await zalo.waitFor(() => polls(made) === before + 1)
    expect(store.texts).toEqual(['NV07 81%'])
  })

  test('it is kept and tried until the database is back', async () => {
    const { zalo, channel, store, clock } = await polling()
    let isAway = true
    store.before = () => {
      if (isAway) throw new Error('the database is away')
    }
    await channel.start(store.take)
    const lan = zalo.user('Lan')
    zalo.queue.keepMs = 60_000
    for (const text of ['một', 'hai', 'ba']) lan.says(text)
    await zalo.waitFor(() => clock.waits.length >= 5)
    expect(channel.health()).toMatchObject({
      state: 'degraded',
      reason: 'received messages could not be stored',
    })
    isAway = false
    await zalo.waitFor(() => store.texts.length === 3)
    expect(store.texts).toEqual(['một', 'hai', 'ba'])
    await zalo.waitFor(() => channel.health().state === 'up')
  })

  test('it is tried once more at a stop, and its loss is said', async () => {
    const { zalo, channel, store, log } = await polling()
    let tries = 0
    store.before = () => {
      tries += 1
      throw new Error('the database is away')
    }
    await channel.start(store.take)
    await zalo.waitFor(() => zalo.queue.isPolled)
    zalo.user('Lan').says('NV07')
    await zalo.waitFor(() => tries > 0)
    await channel.stop()
    expect(log.lines.filter((line) => line.includes('"givenUp":true'))).toHaveLength(1)
    const atStop = tries
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(tries).toBe(atStop)
  })

  test('what is on its way when the stop comes is stored', async () => {
    const { zalo, channel, store } = await polling()
    await channel.start(store.take)
    await zalo.waitFor(() => zalo.queue.isPolled)
    zalo.user('Lan').says('vừa kịp')
    await zalo.waitFor(() => !zalo.queue.isPolled)
    await new Promise((resolve) => setTimeout(resolve, 5))
    await channel.stop()
    expect(store.texts).toEqual(['vừa kịp'])
  })
})

describe('an idle poll', () => {
  test.each(['status', 'body'] as const)('ended by 408 in the %s is no failure', async (where) => {
    const made = await polling({ longPollSeconds: 0.02 })
    made.zalo.refusesBy = where
    await made.channel.start(made.store.take)
    await made.zalo.waitFor(() => polls(made) > 4)
    expect(made.channel.health()).toEqual({ state: 'up' })
    expect(made.clock.waits).toEqual([])
    made.zalo.user('Lan').says('NV07')
    await made.zalo.waitFor(() => made.store.texts.includes('NV07'))
  })

  test('is ended by a stop at once', async () => {
    const { zalo, channel, store } = await polling({ longPollSeconds: 50 })
    await channel.start(store.take)
    await zalo.waitFor(() => zalo.queue.isPolled)
    const began = performance.now()
    await channel.stop()
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

describe('while receiving', () => {
  test.each([
    ['an HTML error page', { kind: 'server-error', status: 502 }],
    ['an answer that is no JSON', { kind: 'garbage', status: 200 }],
    ['a broken line', { kind: 'reset' }],
  ] as const)('%s loses nothing that still waits', async (_, fault) => {
    const { zalo, channel, store } = await polling()
    zalo.fails('getUpdates', fault, 3)
    await channel.start(store.take)
    zalo.user('Lan').says('NV07')
    await zalo.waitFor(() => store.texts.includes('NV07'))
    expect(store.texts).toEqual(['NV07'])
  })

  test('a lost answer loses its update and nothing after it', async () => {
    const { zalo, channel, store } = await polling()
    zalo.fails('getUpdates', { kind: 'answer-lost' })
    await channel.start(store.take)
    const lan = zalo.user('Lan')
    await zalo.waitFor(() => zalo.queue.isPolled)
    for (const text of ['mất', 'còn']) lan.says(text)
    await zalo.waitFor(() => store.texts.includes('còn'))
    expect(store.texts).toEqual(['còn'])
  })

  test('it waits as long as it is told', async () => {
    const { zalo, channel, store, clock } = await polling()
    zalo.fails('getUpdates', { kind: 'too-many-requests', retryAfter: 33 })
    await channel.start(store.take)
    zalo.user('Lan').says('NV07')
    await zalo.waitFor(() => store.texts.includes('NV07'))
    expect(clock.waits).toEqual([33_000])
  })

  test('a token revoked meanwhile is said, and tried again', async () => {
    const { zalo, channel, store } = await polling()
    zalo.fails('getUpdates', { kind: 'refuse', code: 401, description: 'Unauthorized' }, 3)
    await channel.start(store.take)
    const reasons = new Set<string>()
    await zalo.waitFor(() => {
      const health = channel.health()
      if (health.state === 'down') reasons.add(health.reason)
      return reasons.has('the token is refused: 401 Unauthorized')
    })
    await zalo.waitFor(() => channel.health().state === 'up')
  })

  test('a webhook that another program sets is told apart', async () => {
    const { zalo, channel, store } = await polling()
    await channel.start(store.take)
    await zalo.waitFor(() => zalo.queue.isPolled)
    zalo.webhook = { url: 'http://127.0.0.1:9/x', secret: 'other-secret' }
    zalo.queue.release()
    await zalo.waitFor(() => channel.health().state === 'down')
    expect(channel.health()).toMatchObject({
      reason: expect.stringContaining('another program set a webhook'),
    })
  })

  test('a list of updates is stored one by one, in order', async () => {
    const { zalo, channel, store } = await polling()
    await channel.start(store.take)
    await zalo.waitFor(() => zalo.queue.isPolled)
    const message = (id: string) => ({
      message: { message_id: id, from: { id: 'a' }, chat: { id: 'a' }, text: id, date: 1795424400000 },
    })
    zalo.queue.push({ chatId: 'a', body: [message('m1'), message('m2')], at: performance.now() })
    await zalo.waitFor(() => store.all.length === 2)
    expect(store.texts).toEqual(['m1', 'm2'])
  })

  test('a former webhook of ours is removed at the start', async () => {
    const { zalo, channel, store } = await polling()
    zalo.webhook = { url: 'http://127.0.0.1:9/x', secret: 'our-own-secret' }
    await channel.start(store.take)
    await zalo.waitFor(() => zalo.webhook === null)
    zalo.user('Lan').says('NV07')
    await zalo.waitFor(() => store.texts.includes('NV07'))
  })
})

describe('at the start', () => {
  test('a token that Zalo refuses is one clear error', async () => {
    const { channel, store } = await polling({ token: '1459232241454765289:wrongwrongwrong' })
    const failure = await channel.start(store.take).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ZaloBotTokenRejected)
    expect(String(failure)).toContain('401 Unauthorized')
    expect(String(failure)).not.toContain('wrongwrong')
    expect(channel.health().state).toBe('down')
  })

  test.each(['', 'token', ':abc', '12:with space', '12:a/../x', 'ab:cd'])(
    '"%s" is no token at all',
    async (token) => {
      await expect(polling({ token })).rejects.toBeInstanceOf(ZaloBotTokenRejected)
    },
  )

  test('Zalo being away only delays it', async () => {
    const { zalo, channel, store, clock } = await polling()
    zalo.fails('getMe', { kind: 'server-error', status: 502 }, 3)
    await channel.start(store.take)
    expect(channel.health()).toMatchObject({ state: 'down' })
    await zalo.waitFor(() => channel.health().state === 'up')
    expect(clock.waits.slice(0, 2)).toEqual([1000, 2000])
  })

  test('a second start is a mistake of the caller', async () => {
    const { channel, store } = await polling()
    await channel.start(store.take)
    await expect(channel.start(store.take)).rejects.toThrow('started already')
  })
})
