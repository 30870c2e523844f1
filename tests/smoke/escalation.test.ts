/** Two working days with three rungs, on every channel that people of one office may sit at. */
import { afterEach, test, vi } from 'vitest'
import { describeOnBothDatabases } from '../harness/databases.ts'
import { type OpenedOffice, openTelegramEscalation, openTextMenuEscalation } from './escalation-offices.ts'
import { playTwoDays } from './escalation-script.ts'
import { openZaloEscalation } from './escalation-zalo.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

let office: OpenedOffice | null = null

afterEach(async () => {
  await office?.close()
  office = null
})

describeOnBothDatabases('two working days of escalation', (openFresh) => {
  test.each([
    ['on Telegram over sockets', openTelegramEscalation],
    ['on Zalo over sockets', openZaloEscalation],
    ['on text menus', openTextMenuEscalation],
  ])('%s', async (_channel, open) => {
    office = await open(await openFresh())
    await playTwoDays(office)
  })
})
