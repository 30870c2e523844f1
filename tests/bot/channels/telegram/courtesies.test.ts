import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FakeUser } from '../../../fakes/telegram/fake-user.ts'
import { makeTelegramRig, outgoing, patience, privateThread, type TelegramRig } from './telegram-rig.ts'

let rig: TelegramRig
let lan: FakeUser
let nowMs = 1_795_424_400_000

beforeEach(async () => {
  rig = await makeTelegramRig({ mode: 'polling', now: () => nowMs })
  lan = rig.telegram.user('Lan')
  lan.person.started = true
})
afterEach(() => rig.close())

async function tapOnCard() {
  const buttons = [[{ label: 'Xong', data: 'v1:done:1:1' }]]
  await rig.channel.send(privateThread(rig.channel, lan.chatId), outgoing('thẻ', { buttons }), patience())
  return lan.taps('Xong')
}

test('a tap answered too late, or twice, is harmless', async () => {
  const tap = await tapOnCard()
  nowMs += 31_000
  await rig.channel.answerTap?.(tap.queryId, 'Đã ghi', patience())
  expect(tap.answer()).toBeNull()
  expect(rig.log.lines.join()).toContain('query is too old')
})

test('a tap is answered without words, and a notice too long is shortened', async () => {
  const quiet = await tapOnCard()
  await rig.channel.answerTap?.(quiet.queryId, null, patience())
  expect(quiet.answer()).toBe('')
  const wordy = await tapOnCard()
  await rig.channel.answerTap?.(wordy.queryId, 'rất dài '.repeat(60), patience())
  expect(wordy.answer()).toMatch(/^(rất dài ){20,24}rất dài…$/)
})

test('typing is shown, and its failure troubles nobody', async () => {
  const thread = privateThread(rig.channel, lan.chatId)
  await rig.channel.showTyping?.(thread, patience())
  rig.telegram.fails('sendChatAction', { kind: 'server-error', status: 502 })
  await rig.channel.showTyping?.(thread, patience())
  expect(rig.telegram.callsOf('sendChatAction').map((call) => call.parameters['action'])).toEqual([
    'typing',
    'typing',
  ])
})

test('commands are set for one chat, and taken away with an empty list', async () => {
  const minh = rig.telegram.user('Minh')
  const thread = privateThread(rig.channel, lan.chatId)
  await rig.channel.setCommands?.(thread, [{ name: 'tonghop', description: 'Tổng hợp' }])
  expect(rig.telegram.menuOf(lan)).toEqual([{ command: 'tonghop', description: 'Tổng hợp' }])
  expect(rig.telegram.menuOf(minh)).toEqual([])
  await rig.channel.setCommands?.(thread, [])
  expect(rig.telegram.menuOf(lan)).toEqual([])
})

test('a command menu that Telegram refuses is an error with the reason', async () => {
  const thread = privateThread(rig.channel, lan.chatId)
  const setting = rig.channel.setCommands?.(thread, [{ name: 'Tổng hợp', description: 'x' }])
  await expect(setting).rejects.toThrow('400 Bad Request: BOT_COMMAND_INVALID')
})
