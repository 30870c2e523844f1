import { afterEach, expect, test, vi } from 'vitest'
import { describeOnBothDatabases } from '../../harness/databases.ts'
import { openStage, type Stage } from '../../harness/stage.ts'

// Each test runs the whole program on a database of its own; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

const stages: Stage[] = []

describeOnBothDatabases('a promise to report', (openFresh) => {
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close()
  })

  test('stands on the next card although the program was started anew, and goes with the report', async () => {
    const stage = await openStage(await openFresh(), { start: '2026-11-24T09:00' })
    stages.push(stage)
    const before = await stage.start()
    await stage.run(before, '2026-11-24T09:00')
    const [answer] = await stage.say(before, 'an', 'chiều nay em gửi NVA1 ạ')
    expect(answer?.message.text).toMatch(/^Dạ vâng, em nhớ anh\/chị hẹn gửi NVA1 chiều nay\./)
    await before.app.stop()

    const after = await stage.start()
    await stage.walk(after, '2026-11-24T15:30')
    const headsUp = stage.heard('an').at(-1)
    expect(headsUp).toMatch(/^🔔 Sắp đến hạn/)
    expect(headsUp).toContain('Anh/chị đã hẹn gửi chiều nay: NVA1.')

    await stage.say(after, 'an', 'NVA1 50%')
    await stage.walk(after, '2026-11-24T16:30')
    const reminder = stage.heard('an').at(-1)
    expect(reminder).toMatch(/^⏰ Đến hạn/)
    expect(reminder).not.toContain('hẹn gửi')
  })

  test('numbers of a card answer it although another process has sent it', async () => {
    const stage = await openStage(await openFresh(), { start: '2026-11-24T15:00' })
    stages.push(stage)
    const one = await stage.start()
    await stage.run(one, '2026-11-24T15:00')
    await stage.walk(one, '2026-11-24T15:30')
    await one.app.stop()
    const other = await stage.start()
    const [receipt] = await stage.say(other, 'an', '1 50%; 2 kd')
    expect(receipt?.message.text).toMatch(/\n• NVA1 50%.*\n• NVA2 không đổi/)
  })
})
