import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFileTokenStore } from '../../../bot/channels/zalo-oa/file-token-store.ts'
import { type OaTokens, type TokenStore, TokensUnreadable } from '../../../bot/channels/zalo-oa/tokens.ts'
import type { FakeOaUser } from '../../fakes/zalo-oa/fake-oa-user.ts'
import { QuickClock } from '../channels/telegram/telegram-rig.ts'
import { outgoing, patience } from '../zalo-bot/zalo-bot-rig.ts'
import { APP_KEY, makeZaloOaRig, threadWith, type ZaloOaRig } from './zalo-oa-rig.ts'

/** Stands where it is put, and waits quickly. */
class MovedClock extends QuickClock {
  at = Temporal.Instant.from('2026-11-23T09:00:00Z')
  override now(): Temporal.Instant {
    return this.at
  }
}

let clock: MovedClock
let rig: ZaloOaRig
let lan: FakeOaUser

async function open(overrides: Parameters<typeof makeZaloOaRig>[0] = {}): Promise<void> {
  clock = new MovedClock()
  rig = await makeZaloOaRig(overrides, clock)
  lan = rig.oa.user('Lan')
  lan.person.lastMessageMs = rig.oa.nowMs()
}

beforeEach(() => open())
afterEach(() => rig.close())

const send = (channel = rig.channel, signal = patience()) =>
  channel.send(threadWith(lan, channel), outgoing('nhắc'), signal)
const pass = (hours: number) => {
  clock.at = clock.at.add({ milliseconds: Math.round(hours * 3_600_000) })
  lan.person.lastMessageMs = rig.oa.nowMs()
}

describe('the access token', () => {
  test('is got once and used until an hour before its end', async () => {
    for (let count = 0; count < 3; count++) expect((await send()).kind).toBe('accepted')
    pass(23.9)
    await send()
    expect(rig.oa.tokens.refreshes).toBe(1)
    pass(0.2)
    expect((await send()).kind).toBe('accepted')
    expect(rig.oa.tokens.refreshes).toBe(2)
  })

  test('is renewed by one exchange, however many messages wait for it', async () => {
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => send()))
    expect(new Set(outcomes.map((one) => one.kind))).toEqual(new Set(['accepted']))
    expect(rig.oa.tokens.refreshes).toBe(1)
  })

  test.each([-216, -220, 401])('refused with %d is replaced once and the message sent', async (code) => {
    await send()
    rig.oa.fails('send', { kind: 'refuse', code, description: 'token' })
    expect((await send()).kind).toBe('accepted')
    expect(rig.oa.tokens.refreshes).toBe(2)
    expect(lan.hears()).toHaveLength(2)
  })

  test('refused again after its replacement ends in a refusal, not in a circle', async () => {
    await send()
    rig.oa.fails('send', { kind: 'refuse', code: -216, description: 'token' }, 10)
    expect(await send()).toMatchObject({ kind: 'refused', lasting: 'temporary' })
    expect(rig.oa.callsOf('send')).toHaveLength(3)
  })

  test('is renewed while nobody writes, so that the refresh token never grows old', async () => {
    await rig.channel.start(rig.store.take)
    await rig.oa.waitFor(() => rig.oa.tokens.refreshes === 1)
    pass(24.5)
    await rig.oa.waitFor(() => rig.oa.tokens.refreshes === 2)
  })

  test('survives a restart', async () => {
    await send()
    const next = rig.another()
    expect((await send(next)).kind).toBe('accepted')
    expect(rig.oa.tokens.refreshes).toBe(1)
  })
})

describe('several processes', () => {
  test('use one exchange between them, one after another under the lease', async () => {
    const processes = [rig.channel, rig.another(), rig.another(), rig.another()]
    const outcomes = await Promise.all(processes.map((one) => send(one)))
    expect(new Set(outcomes.map((one) => one.kind))).toEqual(new Set(['accepted']))
    expect(rig.oa.tokens.refreshes).toBe(1)
  })

  test('take over the token another has renewed when theirs dies', async () => {
    const other = rig.another()
    await send()
    await send(other)
    rig.oa.tokens.revokeAccess()
    await send(other)
    expect((await send()).kind).toBe('accepted')
    expect(rig.oa.tokens.refreshes).toBe(2)
  })

  test('wait for the one that holds the lease, and go on when it has died', async () => {
    await rig.leases.hold(`zalo-oa-token:${rig.oa.appId}`, 'a dead process', 60, clock.now())
    const sending = send()
    await rig.oa.waitFor(() => clock.waits.length >= 3)
    expect(rig.oa.tokens.refreshes).toBe(0)
    clock.at = clock.at.add({ seconds: 61 })
    expect((await sending).kind).toBe('accepted')
  })
})

describe('the new pair', () => {
  test('is stored before it is used', async () => {
    const order: string[] = []
    const kept: OaTokens[] = []
    const tokens: TokenStore = {
      load: async () => kept.at(-1) ?? null,
      save: async (pair) => {
        order.push(`stored, ${rig.oa.callsOf('send').length} sent`)
        kept.push(pair)
      },
    }
    await rig.close()
    await open({ tokens })
    await send()
    expect(order).toEqual(['stored, 0 sent'])
    expect(kept[0]?.refreshToken).toBe(rig.oa.tokens.current)
  })

  test('that cannot be stored is not used, not lost, and stored as soon as it can be', async () => {
    let isDiskFull = true
    let kept: OaTokens | null = null
    const tokens: TokenStore = {
      load: async () => kept,
      save: async (pair) => {
        if (isDiskFull) throw new Error('no space left on device')
        kept = pair
      },
    }
    await rig.close()
    await open({ tokens })
    expect(await send()).toMatchObject({ kind: 'refused', lasting: 'temporary' })
    expect(await send()).toMatchObject({ kind: 'refused', lasting: 'temporary' })
    expect(rig.oa.callsOf('send')).toEqual([])
    isDiskFull = false
    expect((await send()).kind).toBe('accepted')
    expect(rig.oa.tokens.refreshes).toBe(1)
    expect(kept).toMatchObject({ refreshToken: rig.oa.tokens.current })
  })

  test('is taken in although the message that asked for it was given up', async () => {
    rig.oa.fails('send', { kind: 'hang' })
    const sent = await send(rig.channel, AbortSignal.timeout(1))
    expect(sent.kind).not.toBe('accepted')
    await rig.oa.waitFor(() => rig.oa.tokens.refreshes === 1)
    await rig.oa.waitFor(() => rig.log.lines.some((line) => line.includes('new tokens stored')))
    rig.oa.worksAgain()
    expect((await send()).kind).toBe('accepted')
    expect(rig.oa.tokens.refreshes).toBe(1)
  })
})

test('a stop waits for an exchange that is under way: a program that ended then would lose the pair', async () => {
  const kept: OaTokens[] = []
  let release = () => {}
  const tokens: TokenStore = {
    load: async () => kept.at(-1) ?? null,
    save: async (pair) => {
      await new Promise<void>((resolve) => {
        release = resolve
      })
      kept.push(pair)
    },
  }
  await rig.close()
  await open({ tokens })
  await rig.channel.start(rig.store.take)
  await rig.oa.waitFor(() => rig.oa.tokens.refreshes === 1)
  let hasStopped = false
  const stopping = rig.channel.stop().then(() => {
    hasStopped = true
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(hasStopped).toBe(false)
  release()
  await stopping
  expect(kept[0]?.refreshToken).toBe(rig.oa.tokens.current)
})

describe('an exchange that fails', () => {
  test.each([
    { kind: 'server-error', status: 502 },
    { kind: 'garbage', status: 200 },
    { kind: 'reset' },
    { kind: 'refuse', code: -32, description: 'limit' },
  ] as const)('by %j is tried again', async (fault) => {
    rig.oa.fails('refresh', fault)
    expect(await send()).toMatchObject({ kind: 'refused', lasting: 'temporary', unreachable: false })
    expect((await send()).kind).toBe('accepted')
  })

  test('after Zalo has made it leaves a used refresh token, which is said with the remedy', async () => {
    await rig.channel.start(rig.store.take)
    await rig.oa.waitFor(() => rig.channel.health().state === 'up')
    pass(24.5)
    rig.oa.fails('refresh', { kind: 'answer-lost' })
    await send()
    expect(await send()).toMatchObject({ kind: 'refused', lasting: 'temporary', unreachable: false })
    const health = await rig.oa.waitFor(() => {
      const now = rig.channel.health()
      return now.state === 'down' ? now : null
    })
    expect(health.reason).toMatch(/-14020 .*authorise .* again and set ZALO_OA_REFRESH_TOKEN/)
  })

  test('for good does not hammer Zalo: one try in ten minutes', async () => {
    rig.oa.tokens.authorise()
    for (let count = 0; count < 5; count++) await send()
    expect(rig.oa.callsOf('refresh')).toHaveLength(1)
    pass(0.2)
    await send()
    expect(rig.oa.callsOf('refresh')).toHaveLength(2)
  })

  test('is mended by a new authorisation in the configuration', async () => {
    await send()
    const refreshToken = rig.oa.tokens.authorise()
    expect(await send()).toMatchObject({ kind: 'refused' })
    const next = rig.another({ refreshToken })
    expect((await send(next)).kind).toBe('accepted')
    const afterThat = rig.another({ refreshToken })
    expect((await send(afterThat)).kind).toBe('accepted')
  })

  test('does not stop receiving', async () => {
    rig.oa.tokens.authorise()
    await rig.channel.start(rig.store.take)
    lan.says('NV07 81%')
    await rig.oa.waitFor(() => rig.store.texts.includes('NV07 81%'))
  })
})

describe('the file', () => {
  let folder: string
  const pair: OaTokens = {
    accessToken: 'access-token-in-clear',
    refreshToken: 'refresh-token-in-clear',
    accessEndsAt: Temporal.Instant.from('2026-11-24T10:00:00Z'),
    givenAt: Temporal.Instant.from('2026-11-23T09:00:00Z'),
    seed: 'abc',
  }
  const at = (more: { appKey?: Uint8Array; appId?: string } = {}) =>
    createFileTokenStore({ path: join(folder, 'deep', 'x.tokens'), appKey: APP_KEY, appId: '1', ...more })

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokens-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  test('gives back what was stored, and nothing before', async () => {
    expect(await at().load()).toBeNull()
    await at().save(pair)
    expect(await at().load()).toEqual(pair)
  })

  test("holds no token in clear, is its owner's alone, and leaves nothing beside it", async () => {
    await at().save(pair)
    await at().save({ ...pair, accessToken: 'another-access-token' })
    const path = join(folder, 'deep', 'x.tokens')
    const bytes = await readFile(path)
    expect(bytes.includes('token-in-clear')).toBe(false)
    expect((await stat(path)).mode & 0o077).toBe(0)
    expect(await readdir(join(folder, 'deep'))).toEqual(['x.tokens'])
  })

  test('is never written twice the same', async () => {
    await at().save(pair)
    const first = await readFile(join(folder, 'deep', 'x.tokens'))
    await at().save(pair)
    expect(first.equals(await readFile(join(folder, 'deep', 'x.tokens')))).toBe(false)
  })

  test.each([
    ['another APP_KEY', { appKey: new Uint8Array(32).fill(8) }],
    ['another application', { appId: '2' }],
  ])('is unreadable with %s', async (_, other) => {
    await at().save(pair)
    await expect(at(other).load()).rejects.toBeInstanceOf(TokensUnreadable)
  })

  test('is unreadable when a single bit has changed', async () => {
    await at().save(pair)
    const path = join(folder, 'deep', 'x.tokens')
    const bytes = await readFile(path)
    for (const index of [0, 1, 13, 40, bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      await writeFile(path, changed)
      await expect(at().load(), `byte ${index}`).rejects.toBeInstanceOf(TokensUnreadable)
    }
    await writeFile(path, '')
    await expect(at().load()).rejects.toBeInstanceOf(TokensUnreadable)
  })

  test('that is unreadable stops the start with a clear word', async () => {
    await send()
    const appKey = new Uint8Array(32).fill(9)
    const path = join(rig.folder, 'zalo-oa', `${rig.oa.appId}.tokens`)
    const next = rig.another({ tokens: createFileTokenStore({ path, appKey, appId: rig.oa.appId }) })
    await expect(next.start(rig.store.take)).rejects.toThrow(/APP_KEY/)
  })
})
