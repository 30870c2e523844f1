import { createHash } from 'node:crypto'
import { makeTelegramRig, privateThread } from '../bot/channels/telegram/telegram-rig.ts'
import { describeChannelContract } from './channel.ts'
import type { ChannelRig } from './channel-rig.ts'

for (const mode of ['polling', 'webhook'] as const)
  describeChannelContract(`Telegram by ${mode}`, () => makeRig(mode))

async function makeRig(mode: 'polling' | 'webhook'): Promise<ChannelRig> {
  const rig = await makeTelegramRig({ mode })
  const { telegram } = rig
  const lan = telegram.user('Lan')
  lan.person.started = true
  const never = telegram.user('Chưa từng nhắn')
  return {
    channel: rig.channel,
    thread: privateThread(rig.channel, lan.chatId),
    unreachable: privateThread(rig.channel, never.chatId),
    person: {
      says: (text) => void lan.sends(text),
      sendsPhoto: (bytes, caption) => void lan.sendsPhoto(bytes, caption),
      taps: (label) => void lan.taps(label),
    },
    trouble: {
      refusesFor: (seconds) =>
        telegram.fails('sendMessage', { kind: 'too-many-requests', retryAfter: seconds }),
      losesAnswer: () => telegram.fails('sendMessage', { kind: 'answer-lost' }),
      staysSilent: () => telegram.fails('sendMessage', { kind: 'hang' }),
      repeatsUpdates: () => telegram.repeatsUpdates(),
      forgetsMedia: () => telegram.forgetsFiles(),
      breaksDownload: () => telegram.fails('download', { kind: 'answer-lost' }),
      goesAway: () => telegram.fails('*', { kind: 'server-error', status: 502 }, 1_000_000),
      comesBack: () => telegram.worksAgain(),
    },
    heard: () =>
      lan.hears().map((seen) => ({
        text: seen.text,
        buttons: seen.buttons.flat(),
        files: seen.file === null ? [] : [seen.file.bytes],
      })),
    offerFile: (bytes, name, mime) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      rig.files.set(sha256, bytes)
      return { name, mime, sha256, sizeBytes: bytes.length }
    },
    restart: async () => {
      await rig.channel.stop()
      return rig.another()
    },
    close: rig.close,
  }
}
