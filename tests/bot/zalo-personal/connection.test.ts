import { Temporal } from 'temporal-polyfill'
import { afterEach, expect, test } from 'vitest'
import type { Channel } from '../../../core/talk/courier.ts'
import {
  makeZaloRig,
  outgoing,
  patience,
  type RigOptions,
  sessionOf,
  threadOf,
  type ZaloRig,
} from './zalo-rig.ts'

let rig: ZaloRig

afterEach(() => rig.close())

const isUp = (channel: Channel) => channel.health().state === 'up'

async function started(options: RigOptions = {}): Promise<ZaloRig> {
  rig = await makeZaloRig(options)
  await rig.channel.start(rig.store.take)
  expect(isUp(rig.channel)).toBe(true)
  return rig
}

const LEASE = () => `sender:zalo-personal:${rig.channel.account}`

/** Somebody ran `npm run zalo:login` again. */
function logsInAnew(): void {
  const loggedInAt = rig.clock.now().add({ seconds: 1 })
  rig.sessions.stored = { kind: 'found', session: sessionOf(rig.zalo, loggedInAt) }
}

test('a broken line is opened again, and what was said meanwhile is asked for', async () => {
  const { zalo, channel, store } = await started()
  const lan = zalo.person('Lan')
  const group = zalo.group('Tổ công tác', [lan])
  lan.says('trước')
  await zalo.waitFor(() => store.texts.length === 1)
  zalo.sockets.drop()
  await zalo.waitFor(() => zalo.sockets.live === 0)
  lan.says('trong lúc đứt')
  lan.says('/tonghop', { group })
  await zalo.waitFor(() => store.texts.length === 3)
  await zalo.waitFor(() => isUp(channel))
  expect(store.texts.toSorted()).toEqual(['/tonghop', 'trong lúc đứt', 'trước'])
  expect(zalo.callsOf('getLoginInfo')).toHaveLength(1)
  expect(zalo.sockets.opened).toBe(2)
})

test('a gap of several pages is asked for to its beginning, in the order of saying', async () => {
  const { zalo, store } = await started()
  const lan = zalo.person('Lan')
  zalo.sockets.isAway = true
  zalo.sockets.drop()
  await zalo.waitFor(() => zalo.sockets.live === 0)
  const said = Array.from({ length: 47 }, (_, index) => `NV${index} xong`)
  for (const text of said) lan.says(text)
  zalo.sockets.isAway = false
  await zalo.waitFor(() => store.texts.length === said.length)
  expect(store.texts).toEqual(said)
})

test('what was said long before the first login is not taken for something said to the bot', async () => {
  rig = await makeZaloRig()
  const { zalo, channel, store, sessions, clock } = rig
  const lan = zalo.person('Lan')
  lan.says('chuyện cũ')
  const tenMinutesOn = clock.now().add({ minutes: 10 })
  sessions.stored = { kind: 'found', session: sessionOf(zalo, tenMinutesOn) }
  const later = await rig.another()
  await later.start(store.take)
  lan.says('xin chào')
  await zalo.waitFor(() => store.texts.includes('xin chào'))
  expect(store.texts).toEqual(['xin chào'])
  expect(channel.health().state).toBe('down')
})

test('a line that breaks again and again is opened at growing intervals', async () => {
  const { zalo, clock } = await started()
  zalo.sockets.isAway = true
  clock.waits.length = 0
  zalo.sockets.drop()
  await zalo.waitFor(() => clock.waits.filter((ms) => ms >= 750 && ms < 5_000).length >= 3)
  const backoffs = clock.waits.filter((ms) => [750, 1500, 3000, 6000, 12_000].includes(ms))
  expect(backoffs.slice(0, 3)).toEqual([750, 1500, 3000])
  zalo.sockets.isAway = false
  await zalo.waitFor(() => isUp(rig.channel))
})

test('a half-open line is noticed and replaced', async () => {
  const { zalo, store } = await started({ speed: 200 })
  const lan = zalo.person('Lan')
  zalo.sockets.freeze()
  lan.says('không ai nghe thấy')
  await zalo.waitFor(() => zalo.sockets.opened >= 2)
  await zalo.waitFor(() => store.texts.includes('không ai nghe thấy'))
  expect(rig.log.lines.some((line) => line.includes('the line was dead'))).toBe(true)
})

test('a quiet but living line is left alone', async () => {
  const { zalo, clock } = await started({ speed: 200 })
  const begun = clock.now()
  const asked = zalo.sockets.asked.length
  await zalo.waitFor(() => begun.until(clock.now()).total('minutes') > 7)
  expect(zalo.sockets.asked.length).toBeGreaterThan(asked)
  expect(zalo.sockets.opened).toBe(1)
})

test.each([
  { what: 'opened somewhere else', kind: 'duplicate', happens: () => rig.zalo.sockets.duplicate() },
  { what: 'thrown out by Zalo', kind: 'kicked', happens: () => rig.zalo.sockets.kick() },
])('an account $what stands down, says so once and does not fight', async ({ kind, happens }) => {
  const { zalo, channel, clock, losses, leases } = await started({ speed: 100 })
  const lan = zalo.person('Lan')
  happens()
  await zalo.waitFor(() => channel.health().state === 'down')
  const begun = clock.now()
  await zalo.waitFor(() => begun.until(clock.now()).total('minutes') > 2)

  expect(losses.map((loss) => [loss.kind, loss.account])).toEqual([[kind, channel.account]])
  expect(zalo.sockets.opened).toBe(1)
  expect(zalo.callsOf('getLoginInfo')).toHaveLength(1)
  expect(leases.held.get(LEASE())?.holder).toBe('this process')
  const sent = await channel.send(threadOf(channel, lan.uid), outgoing('nhắc việc'), patience())
  expect(sent).toMatchObject({ kind: 'refused', lasting: 'temporary', unreachable: false })
  expect(lan.hears()).toEqual([])
})

test('after a new login the account that stood down goes on by itself, and nothing is lost', async () => {
  const { zalo, channel, store, losses } = await started()
  const lan = zalo.person('Lan')
  zalo.sockets.kick()
  zalo.account.expire()
  await zalo.waitFor(() => losses.length === 1)
  lan.says('có ai không?')
  logsInAnew()
  await zalo.waitFor(() => isUp(channel))
  await zalo.waitFor(() => store.texts.includes('có ai không?'))
  expect((await channel.send(threadOf(channel, lan.uid), outgoing('có ạ'), patience())).kind).toBe('accepted')
  expect(losses).toHaveLength(1)
})

test('a login anew that throws out the running one is taken over without an alarm', async () => {
  const { zalo, channel, losses, log } = await started()
  zalo.account.expire()
  zalo.sockets.kick()
  await zalo.waitFor(() => channel.health().state === 'down')
  logsInAnew()
  await zalo.waitFor(() => isUp(channel))
  expect(log.lines.some((line) => line.includes('a new login is there'))).toBe(true)
  expect(losses).toEqual([])
})

test('a new login with another account is not taken over while the program runs', async () => {
  const { zalo, channel, sessions, clock } = await started()
  zalo.sockets.kick()
  await zalo.waitFor(() => channel.health().state === 'down')
  const session = { ...sessionOf(zalo, clock.now().add({ seconds: 1 })), uid: '1' }
  sessions.stored = { kind: 'found', session }
  await zalo.waitFor(() => {
    const health = channel.health()
    return health.state !== 'up' && health.reason.includes('another account')
  })
  expect(zalo.sockets.opened).toBe(1)
})

test('an expired session at the start does not reject: it is tried three times, then told', async () => {
  rig = await makeZaloRig()
  const { zalo, channel, store, losses } = rig
  zalo.account.expire()
  await channel.start(store.take)
  expect(channel.health().state).toBe('down')
  await zalo.waitFor(() => losses.length > 0)
  expect(losses.map((loss) => loss.kind)).toEqual(['session-expired'])
  expect(zalo.callsOf('getLoginInfo')).toHaveLength(3)
  const health = channel.health()
  expect(health.state === 'up' ? '' : health.reason).toContain('npm run zalo:login')
})

test('one login that Zalo refuses by mistake is no death', async () => {
  rig = await makeZaloRig()
  const { zalo, channel, store, losses } = rig
  zalo.fails('getLoginInfo', { kind: 'code', code: 102 }, 2)
  await channel.start(store.take)
  await zalo.waitFor(() => isUp(channel))
  expect(losses).toEqual([])
})

test('a session that dies under way is noticed by the sign of life', async () => {
  const { zalo, losses } = await started({ speed: 200 })
  zalo.account.expire()
  await zalo.waitFor(() => losses.length > 0)
  expect(losses.map((loss) => loss.kind)).toEqual(['session-expired'])
})

test('a session that dies under way is noticed by a message that is refused', async () => {
  const { zalo, channel, losses } = await started()
  const lan = zalo.person('Lan')
  zalo.account.expire()
  const sent = await channel.send(threadOf(channel, lan.uid), outgoing('nhắc việc'), patience())
  expect(sent).toMatchObject({ kind: 'refused', lasting: 'temporary', unreachable: false })
  await zalo.waitFor(() => losses.length > 0)
  expect(losses.map((loss) => loss.kind)).toEqual(['session-expired'])
})

test.each(['hang', 'reset', 'garbage', 'http'] as const)(
  'a login that meets %s is given up in time and tried again',
  async (kind) => {
    rig = await makeZaloRig({ limits: { loginMs: 300 } })
    const { zalo, channel, store, losses } = rig
    zalo.fails('getLoginInfo', kind === 'http' ? { kind, status: 502 } : { kind }, 2)
    await channel.start(store.take)
    expect(channel.health().state).toBe('down')
    zalo.faults.clear()
    await zalo.waitFor(() => isUp(channel))
    expect(losses).toEqual([])
  },
)

test('stop waits for the end of the socket, so that a start at once finds no other', async () => {
  const { zalo, channel, store, losses } = await started()
  for (let round = 0; round < 5; round++) {
    await channel.stop()
    await channel.start(store.take)
  }
  expect(zalo.sockets.live).toBe(1)
  zalo.person('Lan').says('một lần')
  await zalo.waitFor(() => store.texts.includes('một lần'))
  expect(zalo.sockets.live).toBe(1)
  expect(losses).toEqual([])
})

test('a socket that does not answer the farewell is cut', async () => {
  const { zalo, channel } = await started()
  zalo.sockets.freeze()
  const begun = performance.now()
  await channel.stop()
  expect(performance.now() - begun).toBeLessThan(3_000)
})

test('stop while connecting does not hang, and leaves no socket behind', async () => {
  rig = await makeZaloRig()
  const { zalo, channel, store } = rig
  const starting = channel.start(store.take)
  await channel.stop()
  await starting
  await zalo.waitFor(() => zalo.sockets.live === 0)
  expect(channel.health().state).toBe('down')
})

test('old messages that are never told do not hold up the new ones', async () => {
  rig = await makeZaloRig({ limits: { answerMs: 200 } })
  const { zalo, channel, store } = rig
  zalo.sockets.keepsOldMessages = true
  await channel.start(store.take)
  zalo.person('Lan').says('mới')
  await zalo.waitFor(() => store.texts.includes('mới'))
  expect(isUp(channel)).toBe(true)
})

test('a second process stands by without logging in, and takes over when the first has gone', async () => {
  const { zalo, channel, store } = await started()
  const second = await rig.another('another process')
  await second.start(store.take)
  expect(second.health()).toMatchObject({ state: 'degraded' })
  const sent = await second.send(threadOf(second, zalo.person('Lan').uid), outgoing('x'), patience())
  expect(sent).toMatchObject({ kind: 'refused', lasting: 'temporary', unreachable: false })
  expect(zalo.callsOf('getLoginInfo')).toHaveLength(1)
  await channel.stop()
  await zalo.waitFor(() => isUp(second))
  expect(zalo.callsOf('getLoginInfo')).toHaveLength(2)
  expect(zalo.sockets.live).toBe(1)
})

test('the lease of a process that died is taken over when it has run out', async () => {
  rig = await makeZaloRig()
  const { zalo, channel, store, leases, clock } = rig
  const until = clock.now().add({ seconds: 12 }).epochMilliseconds
  leases.held.set(LEASE(), { holder: 'a dead process', until })
  await channel.start(store.take)
  expect(zalo.callsOf('getLoginInfo')).toHaveLength(0)
  await zalo.waitFor(() => isUp(channel))
  expect(clock.now().epochMilliseconds).toBeGreaterThanOrEqual(until)
})

test('a process that lost its lease closes its socket', async () => {
  const { zalo, channel, leases } = await started()
  const until = Temporal.Instant.from('2100-01-01T00:00:00Z').epochMilliseconds
  leases.held.set(LEASE(), { holder: 'another process', until })
  await zalo.waitFor(() => zalo.sockets.live === 0)
  await zalo.waitFor(() => channel.health().state === 'degraded')
})

test('cookies that rotate are stored, so that a restart is still logged in', async () => {
  rig = await makeZaloRig()
  const { zalo, channel, sessions } = rig
  zalo.account.rotatesCookies = true
  const lan = zalo.person('Lan')
  for (const text of ['một', 'hai', 'ba', 'bốn'])
    expect((await channel.send(threadOf(channel, lan.uid), outgoing(text), patience())).kind).toBe('accepted')
  await zalo.waitFor(() => JSON.stringify(sessions.stored).includes(zalo.account.newestCookie))
  await channel.stop()
  const next = await rig.another()
  await next.start(rig.store.take)
  expect(isUp(next)).toBe(true)
})
