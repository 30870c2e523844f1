import { afterEach, expect, test } from 'vitest'
import { makeTelegramRig, outgoing, patience, privateThread, type TelegramRig } from './telegram-rig.ts'

let rig: TelegramRig | null = null

afterEach(async () => {
  await rig?.close()
  rig = null
})

for (const mode of ['polling', 'webhook'] as const) {
  test(`a card is sent, tapped, answered and edited in place (${mode})`, async () => {
    rig = await makeTelegramRig({ mode })
    const { telegram, channel, store } = rig
    await channel.start(store.take)
    const lan = telegram.user('Lan')
    lan.starts('ABC123')
    await telegram.waitFor(() => store.all.length === 1)
    const thread = privateThread(channel, lan.chatId)
    const buttons = [[{ label: 'Hoàn thành', data: 'v1:done:7:1' }]]
    const sent = await channel.send(thread, outgoing('NV07 · 60%', { buttons }), patience())
    const tap = lan.taps('Hoàn thành')
    const tapped = await telegram.waitFor(() => store.all.find((incoming) => incoming.kind === 'tap'))
    await channel.answerTap?.(tapped.tapId ?? '', 'Đã ghi', patience())
    const edits = tapped.refersTo
    const edited = await channel.send(thread, outgoing('NV07 · hoàn thành', { edits }), patience())

    expect(store.texts).toEqual(['/start ABC123', ''])
    expect(tapped.tapData).toBe('v1:done:7:1')
    expect(sent).toEqual({ kind: 'accepted', providerIds: [edits] })
    expect(edited).toEqual(sent)
    expect(tap.answer()).toBe('Đã ghi')
    expect(lan.hears()).toHaveLength(1)
    expect(lan.lastHeard()).toMatchObject({
      text: 'NV07 · hoàn thành',
      buttons: [],
      earlier: ['NV07 · 60%'],
    })
  })
}
