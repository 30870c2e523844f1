import { Temporal } from 'temporal-polyfill'
import { expect, test, vi } from 'vitest'
import { showHealth } from '../../../bot/commands/health-command.ts'
import { render } from '../../../bot/replies/render.ts'
import type { ChannelFacts } from '../../../core/talk/health-view.ts'
import { EMPTY_SESSION } from '../../../core/talk/session.ts'
import type { Database } from '../../../prisma/database.ts'
import { createLibrary } from '../../../prisma/library-store.ts'
import { describeOnBothDatabases } from '../../harness/databases.ts'

vi.setConfig({ testTimeout: 60_000 })

const ZONE = 'Asia/Ho_Chi_Minh'
const NOW = Temporal.Instant.from('2026-11-23T16:40:00+07:00')

/** People linked to the Official Account, with the local instant of the newest message of each. */
const LAST_MESSAGES = {
  'Nguyễn Văn An': '2026-11-22T09:00:00+07:00',
  'Trần Thị Bình': '2026-11-17T09:00:00+07:00',
  'Lê Văn Cường': '2026-11-17T23:59:00+07:00',
  'Phạm Thị Dung': '2026-11-10T09:00:00+07:00',
}

async function seed({ client }: Database): Promise<void> {
  for (const [index, [name, sentAt]] of Object.entries(LAST_MESSAGES).entries()) {
    const id = `p${index}`
    await client.person.create({ data: { id, name, handle: id } })
    const account = { channel: 'zalo-oa', botAccount: '42', threadId: id }
    await client.channelAccount.create({
      data: {
        ...account,
        id,
        userId: id,
        personId: id,
        isMain: true,
        stateSince: new Date(),
        linkedAt: new Date(),
      },
    })
    const update = (providerId: string, kind: string, at: string) => ({
      ...account,
      id: providerId,
      providerId,
      senderId: id,
      raw: { kind, sentAt: at },
      receivedAt: new Date(at),
      readyAt: new Date(at),
      state: 'done',
    })
    await client.inboxMessage.createMany({
      data: [
        update(`old-${id}`, 'text', '2026-11-01T09:00:00+07:00'),
        update(`new-${id}`, 'text', sentAt),
        // Following the account again opens no window.
        update(`follow-${id}`, 'membership', '2026-11-23T09:00:00+07:00'),
      ],
    })
  }
  await client.inboxMessage.update({
    where: { id: 'old-p0' },
    data: { state: 'dead', error: 'boom: unexpected shape' },
  })
  await client.inboxMessage.update({ where: { id: 'old-p1' }, data: { state: 'pending' } })
}

async function ask(db: Database, channels: readonly ChannelFacts[]): Promise<string> {
  const context = {
    conversation: { session: EMPTY_SESSION },
    setting: { now: NOW, zone: ZONE },
    library: createLibrary(db.client, { now: NOW, zone: ZONE }),
    channels: () => channels,
  }
  const turn = await showHealth(context)
  return turn.replies.map((reply) => render(reply, { now: NOW, zone: ZONE }).text).join('\n')
}

describeOnBothDatabases('/suckhoe', (openFresh) => {
  test('says which channel is down since when and why, what failed, and what waits', async () => {
    const db = await openFresh()
    await seed(db)
    const since = Temporal.Instant.from('2026-11-23T16:05:00+07:00')
    const text = await ask(db, [
      {
        channel: 'zalo-bot',
        health: { state: 'up' },
        limits: { kind: 'quota', acceptedSinceStart: 812, perMonth: 3000 },
      },
      { channel: 'telegram', health: { state: 'down', reason: 'no answer', since }, limits: null },
    ])
    expect(text).toMatch(/^⚠️ Có điểm cần xem:/)
    expect(text).toContain('• Telegram: NGỪNG từ 16:05 thứ Hai 23/11 (no answer)')
    expect(text).toContain('• Zalo Bot: hoạt động; từ lúc khởi động gửi 812 tin (gói: 3000 tin/tháng)')
    expect(text).toContain('Tin đến chưa xử lý: 1')
    expect(text).toContain('boom: unexpected shape (mã old-p0)')
  })

  test('counts who can be written to at which cost on the Official Account, and names who falls out tomorrow', async () => {
    const db = await openFresh()
    await seed(db)
    const text = await ask(db, [])
    expect(text).toContain(
      'Zalo OA: 1 người nhắn miễn phí (48 giờ), 2 người tính phí (đến 7 ngày), 1 người đã hết hạn nhắn.',
    )
    // Seven days from 17 November end on the 24th, tomorrow, whatever the hour.
    expect(text).toContain('Ngày mai hết hạn 7 ngày, nhờ nhắn cho OA một tin: Lê Văn Cường, Trần Thị Bình.')
  })

  test('of an installation without a trouble it says so first', async () => {
    const text = await ask(await openFresh(), [
      { channel: 'telegram', health: { state: 'up' }, limits: null },
    ])
    expect(text).toMatch(/^✅ Hệ thống hoạt động bình thường\./)
  })
})
