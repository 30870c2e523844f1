import { expect, test } from 'vitest'
import { describeOnBothDatabases } from '../harness/databases.ts'

const AT = new Date('2026-11-23T09:30:00.123Z')

describeOnBothDatabases('a database', (openFresh) => {
  test('keeps an instant to the millisecond, whatever the zones of machine and server', async () => {
    const { client } = await openFresh()
    await client.roundMark.create({ data: { name: 'daily', doneTo: AT } })
    const raw = await client.$queryRaw`SELECT extract(epoch FROM "doneTo")::float8 AS seconds FROM round_mark`
    expect(raw).toEqual([{ seconds: AT.getTime() / 1000 }])
    expect(await client.roundMark.findUnique({ where: { name: 'daily' } })).toEqual({
      name: 'daily',
      doneTo: AT,
    })
  })

  test('is empty again when opened afresh', async () => {
    const { client } = await openFresh()
    expect(await client.roundMark.count()).toBe(0)
  })

  test('gives numbers in order from the start', async () => {
    const first = await openFresh()
    const inbox = (id: string) => ({
      id,
      channel: 'console',
      botAccount: 'demo',
      providerId: id,
      threadId: 't',
      senderId: 's',
      raw: {},
      receivedAt: AT,
      readyAt: AT,
    })
    await first.client.inboxMessage.createMany({ data: [inbox('a'), inbox('b')] })
    await first.close()
    const again = await openFresh()
    await again.client.inboxMessage.create({ data: inbox('a') })
    expect(await again.client.inboxMessage.findMany({ select: { seq: true } })).toEqual([{ seq: 1n }])
  })
})
