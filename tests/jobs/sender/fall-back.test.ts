import { Temporal } from 'temporal-polyfill'
import { expect, test, vi } from 'vitest'
import { newId } from '../../../bot/new-id.ts'
import type { Outbox } from '../../../core/ports.ts'
import type { ChannelHealth, ChannelName } from '../../../core/talk/message.ts'
import { createStandingClock } from '../../../jobs/clocks.ts'
import { fallBack } from '../../../jobs/sender/fall-back.ts'
import type { Database } from '../../../prisma/database.ts'
import { createOutbox } from '../../../prisma/outbox-store.ts'
import { describeOnBothDatabases } from '../../harness/databases.ts'

vi.setConfig({ testTimeout: 60_000 })

const DUE = Temporal.Instant.from('2026-11-23T16:30:00+07:00')
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }
const UP: ChannelHealth = { state: 'up' }
const DOWN: ChannelHealth = { state: 'down', reason: 'logged out', since: DUE }

/** An officer with Telegram as his main account and Zalo beside it, and one reminder that is due at 16:30. */
async function office(db: Database) {
  const { client } = db
  const unit = {
    id: 'u',
    name: 'Sở Y tế',
    shortName: 'SYT',
    kind: 'other',
    validFrom: new Date('2026-01-01'),
  }
  await client.unit.create({ data: unit })
  await client.person.create({ data: { id: 'an', name: 'Nguyễn Văn An', handle: 'an' } })
  const account = (channel: ChannelName, isMain: boolean) => ({
    id: channel,
    channel,
    botAccount: 'bot',
    userId: `an on ${channel}`,
    threadId: `an on ${channel}`,
    personId: 'an',
    isMain,
    stateSince: new Date(),
    linkedAt: new Date(),
  })
  await client.channelAccount.createMany({ data: [account('telegram', true), account('zalo-bot', false)] })
  const outbox = createOutbox(client, newId)
  const message = { text: 'Đến hạn báo cáo', buttons: [], files: [], edits: null, replyTo: null }
  const draft = {
    identity: 'reminder:1:an',
    lane: 'reminder',
    to: { personId: 'an' },
    payload: { kind: 'ready', message },
    notBefore: DUE,
    expiresAt: null,
  } as const
  await outbox.put([draft], DUE.subtract({ hours: 1 }))
  return outbox
}

/** Whether anything was passed on at that many minutes after 16:30. */
function at(minutes: number, outbox: Outbox, health: Partial<Record<ChannelName, ChannelHealth>>) {
  return fallBack({
    outbox,
    channels: (['telegram', 'zalo-bot'] as const).map((channel) => ({
      channel,
      account: 'bot',
      health: () => health[channel] ?? UP,
    })),
    clock: createStandingClock(DUE.add({ minutes })),
    log: SILENT,
  })
}

const waitingFor = async (outbox: Outbox, channel: ChannelName, minutes: number) =>
  (await outbox.take(channel, 'bot', 10, DUE.add({ minutes }))).length

describeOnBothDatabases('falling back to another channel', (openFresh) => {
  test('nine minutes after it was due a message still waits for the main channel; after ten it leaves by the other', async () => {
    const outbox = await office(await openFresh())
    expect(await at(9, outbox, { telegram: DOWN })).toBe(false)
    expect(await at(10, outbox, { telegram: DOWN })).toBe(true)
    expect(await waitingFor(outbox, 'telegram', 10)).toBe(0)
    expect(await waitingFor(outbox, 'zalo-bot', 10)).toBe(1)
  })

  test('retries do not prolong the patience, and passed on it gets ten minutes of its own', async () => {
    const outbox = await office(await openFresh())
    const [item] = await outbox.take('telegram', 'bot', 10, DUE)
    const retryAt = DUE.add({ minutes: 15 })
    await outbox.settle(item?.id ?? '', { kind: 'retry', at: retryAt, reason: '502' }, [], DUE)
    expect(await at(10, outbox, {})).toBe(true)
    expect(await at(19, outbox, {})).toBe(false)
    expect(await at(20, outbox, {})).toBe(true)
    expect(await waitingFor(outbox, 'telegram', 20)).toBe(1)
  })

  test('what is being sent is never sent by another channel as well', async () => {
    const outbox = await office(await openFresh())
    expect(await waitingFor(outbox, 'telegram', 0)).toBe(1)
    expect(await at(30, outbox, { telegram: DOWN })).toBe(false)
  })

  test('a channel that is down is not fallen back to', async () => {
    const outbox = await office(await openFresh())
    expect(await at(30, outbox, { telegram: DOWN, 'zalo-bot': DOWN })).toBe(false)
    expect(await at(30, outbox, { 'zalo-bot': DOWN })).toBe(false)
  })

  test('an account that blocked us is no way out', async () => {
    const db = await openFresh()
    const outbox = await office(db)
    await db.client.channelAccount.update({ where: { id: 'zalo-bot' }, data: { state: 'unreachable' } })
    expect(await at(30, outbox, { telegram: DOWN })).toBe(false)
  })
})
