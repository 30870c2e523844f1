import { afterEach, describe, expect, test } from 'vitest'
import { TelegramTokenRejected } from '../../../../bot/channels/telegram/identify-bot.ts'
import { createTelegramChannel } from '../../../../bot/channels/telegram/telegram-channel.ts'
import { makeTelegramRig, type TelegramRig } from './telegram-rig.ts'

let rig: TelegramRig | null = null

afterEach(async () => {
  await rig?.close()
  rig = null
})

async function polling(options: Partial<Parameters<typeof makeTelegramRig>[0]> = {}): Promise<TelegramRig> {
  const made = await makeTelegramRig({ mode: 'polling', ...options })
  rig = made
  return made
}

const offsets = ({ telegram }: TelegramRig) =>
  telegram.callsOf('getUpdates').map((call) => call.parameters['offset'] ?? null)

describe('updates are confirmed', () => {
  test('only after they were stored', async () => {
    const made = await polling()
    const { telegram, channel, store } = made
    let release: (() => void) | null = null
    store.before = () =>
      new Promise<void>((resolve) => {
        release = resolve
      })
    const { updateId } = telegram.user('Lan').sends('NV07 81%')
    await channel.start(store.take)
    const finishStoring = await telegram.waitFor(() => release)
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(offsets(made)).toEqual([null])
    expect(telegram.queue.pending()).toHaveLength(1)
    finishStoring()
    await telegram.waitFor(() => telegram.queue.isPolled)
    expect(offsets(made)).toEqual([null, updateId + 1])
    expect(telegram.queue.pending()).toHaveLength(0)
  })

  test('up to the first that cannot be stored, which comes again until it can', async () => {
    const { telegram, channel, store } = await polling()
    let poisoned = true
    store.before = (batch) => {
      if (poisoned && batch.some((one) => one.text === 'độc')) throw new Error('cannot be stored')
    }
    const lan = telegram.user('Lan')
    for (const text of ['một', 'hai', 'độc', 'ba']) lan.sends(text)
    await channel.start(store.take)
    await telegram.waitFor(() => store.texts.includes('hai'))
    await telegram.waitFor(() => telegram.queue.pending().length === 2)
    const degraded = await telegram.waitFor(() => {
      const health = channel.health()
      return health.state === 'degraded' ? health : null
    })
    expect(degraded.reason).toBe('received messages could not be stored')
    poisoned = false
    await telegram.waitFor(() => store.texts.includes('ba'))
    expect(store.texts).toEqual(['một', 'hai', 'độc', 'ba'])
    await telegram.waitFor(() => channel.health().state === 'up')
  })

  test('even when Telegram numbers anew from a lower id after a quiet week', async () => {
    const made = await polling({ overrides: { longPollSeconds: 0.05 } })
    const { telegram, channel, store } = made
    const lan = telegram.user('Lan')
    lan.sends('trước kỳ nghỉ')
    await channel.start(store.take)
    await telegram.waitFor(() => offsets(made).length > 3)
    telegram.queue.numberFrom(1000)
    lan.sends('sau kỳ nghỉ')
    await telegram.waitFor(() => store.texts.includes('sau kỳ nghỉ'))
    expect(store.all.map((one) => one.providerId)).toEqual(['900000001', '1000'])
  })
})

describe('another receiver on the same token', () => {
  test('by polling is told apart, and receiving goes on when it has left', async () => {
    const { telegram, channel, store, clock } = await polling()
    await channel.start(store.take)
    await telegram.waitFor(() => telegram.queue.isPolled)
    const rival = await fetch(`${telegram.apiRoot}/bot${telegram.token}/getUpdates?timeout=0`)
    expect(rival.status).toBe(200)
    await telegram.waitFor(() => channel.health().state === 'down')
    expect(channel.health()).toMatchObject({
      reason: expect.stringMatching(/another program polls .*409 Conflict: terminated by other getUpdates/),
    })
    expect(clock.waits).toContain(1000)
    telegram.user('Lan').sends('NV07')
    await telegram.waitFor(() => store.texts.includes('NV07'))
    await telegram.waitFor(() => channel.health().state === 'up')
  })

  test('by a webhook is told apart', async () => {
    const { telegram, channel, store } = await polling()
    await channel.start(store.take)
    await telegram.waitFor(() => telegram.queue.isPolled)
    await fetch(`${telegram.apiRoot}/bot${telegram.token}/setWebhook?url=https://example.invalid/x`)
    await telegram.waitFor(() => channel.health().state === 'down')
    expect(channel.health()).toMatchObject({ reason: expect.stringContaining('a webhook is set') })
  })

  test('that is our own former webhook is removed at the start, and what it held is kept', async () => {
    const { telegram, channel, store } = await polling()
    await fetch(`${telegram.apiRoot}/bot${telegram.token}/setWebhook?url=https://example.invalid/x`)
    telegram.user('Lan').sends('NV07')
    await channel.start(store.take)
    await telegram.waitFor(() => store.texts.includes('NV07'))
  })
})

describe('at the start', () => {
  test('a token that Telegram refuses is one clear error', async () => {
    const { channel, store } = await polling({
      overrides: { token: '7012345678:AAwrongwrongwrongwrongwrongwrong12345' },
    })
    const failure = await channel.start(store.take).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(TelegramTokenRejected)
    expect(String(failure)).toContain('401 Unauthorized')
    expect(String(failure)).not.toContain('AAwrong')
    expect(channel.health().state).toBe('down')
  })

  test.each(['', 'token', ':abc', '12:with space', '12/..:x'])('"%s" is no token at all', async (token) => {
    const { telegram, clock, log } = await polling()
    const create = () =>
      createTelegramChannel({
        token,
        apiRoot: telegram.apiRoot,
        webhook: null,
        readFile: async () => Buffer.alloc(0),
        clock,
        log,
      })
    expect(create).toThrow(TelegramTokenRejected)
  })

  test('Telegram being away only delays it', async () => {
    const { telegram, channel, store, clock } = await polling()
    telegram.fails('getMe', { kind: 'server-error', status: 502 }, 3)
    await channel.start(store.take)
    expect(channel.health()).toMatchObject({ state: 'down', reason: '502 Bad Gateway' })
    telegram.user('Lan').sends('NV07')
    await telegram.waitFor(() => store.texts.includes('NV07'))
    expect(clock.waits.slice(0, 2)).toEqual([1000, 2000])
    await telegram.waitFor(() => channel.health().state === 'up')
  })

  test('a second start is a mistake of the caller', async () => {
    const { channel, store } = await polling()
    await channel.start(store.take)
    await expect(channel.start(store.take)).rejects.toThrow('started already')
  })
})

describe('while receiving', () => {
  test.each([
    ['an HTML error page', { kind: 'server-error', status: 502 }],
    ['an answer that is no JSON', { kind: 'garbage', status: 200 }],
    ['a broken line', { kind: 'reset' }],
    ['a lost answer', { kind: 'answer-lost' }],
  ] as const)('%s loses nothing', async (_, fault) => {
    const { telegram, channel, store } = await polling()
    telegram.fails('getUpdates', fault, 3)
    telegram.user('Lan').sends('NV07')
    await channel.start(store.take)
    await telegram.waitFor(() => store.texts.includes('NV07'))
    expect(store.texts).toEqual(['NV07'])
  })

  test('it waits as long as Telegram says', async () => {
    const { telegram, channel, store, clock } = await polling()
    telegram.fails('getUpdates', { kind: 'too-many-requests', retryAfter: 33 })
    telegram.user('Lan').sends('NV07')
    await channel.start(store.take)
    await telegram.waitFor(() => store.texts.includes('NV07'))
    expect(clock.waits).toEqual([33_000])
  })

  test('a token revoked meanwhile is said, and tried again', async () => {
    const { telegram, channel, store } = await polling()
    await channel.start(store.take)
    await telegram.waitFor(() => telegram.queue.isPolled)
    telegram.fails('getUpdates', { kind: 'refuse', code: 401, description: 'Unauthorized' }, 4)
    telegram.user('Lan').sends('một')
    await telegram.waitFor(() => channel.health().state === 'down')
    expect(channel.health()).toMatchObject({ reason: 'the token is refused: 401 Unauthorized' })
    await telegram.waitFor(() => channel.health().state === 'up')
  })

  test('a stop ends the long poll at once', async () => {
    const { telegram, channel, store } = await polling({ overrides: { longPollSeconds: 50 } })
    await channel.start(store.take)
    await telegram.waitFor(() => telegram.queue.isPolled)
    const began = performance.now()
    await channel.stop()
    expect(performance.now() - began).toBeLessThan(5000)
  })

  test('a whole backlog comes in order, in batches', async () => {
    const { telegram, channel, store } = await polling()
    const people = Array.from({ length: 5 }, (_, index) => telegram.user(`Người ${index}`))
    for (let round = 0; round < 50; round++)
      for (const person of people) person.sends(`${person.person.firstName} ${round}`)
    await channel.start(store.take)
    await telegram.waitFor(() => store.all.length === 250)
    expect(store.batches.map((batch) => batch.length)).toEqual([100, 100, 50])
    const ids = store.all.map((one) => Number(one.providerId))
    expect(ids).toEqual([...ids].sort((a, b) => a - b))
  })
})
