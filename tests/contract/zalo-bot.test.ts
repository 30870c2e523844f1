import { makeZaloBotRig, threadWith } from '../bot/zalo-bot/zalo-bot-rig.ts'
import { describeChannelContract } from './channel.ts'
import type { ChannelRig, Inabilities } from './channel-rig.ts'

const CANNOT: Inabilities = {
  tap: 'Zalo bots have no buttons: a numbered menu is answered by its number',
  edit: 'Zalo bots cannot change a message',
  'kept while away': 'the platform keeps nothing while nobody receives',
}

for (const mode of ['polling', 'webhook'] as const)
  describeChannelContract(`Zalo Bot by ${mode}`, () => makeRig(mode), CANNOT)

async function makeRig(mode: 'polling' | 'webhook'): Promise<ChannelRig> {
  const rig = await makeZaloBotRig({ mode })
  const { zalo, server } = rig
  const lan = zalo.user('Lan')
  lan.person.started = true
  const never = zalo.user('Chưa từng nhắn')
  // A webhook is set in the background of the start: what is said before would be nobody's.
  const whenReceiving = () =>
    zalo.waitFor(() => (mode === 'webhook' ? zalo.webhook !== null : zalo.webhook === null))
  return {
    channel: rig.channel,
    thread: threadWith(lan, rig.channel),
    unreachable: threadWith(never, rig.channel),
    person: {
      says: async (text) => {
        await whenReceiving()
        lan.says(text)
      },
      sendsPhoto: async (bytes, caption) => {
        await whenReceiving()
        lan.sendsPhoto(bytes, caption)
      },
      taps: () => {
        throw new Error('Zalo bots have no buttons')
      },
    },
    trouble: {
      refusesFor: (seconds) => zalo.fails('sendMessage', { kind: 'too-many-requests', retryAfter: seconds }),
      losesAnswer: () => zalo.fails('sendMessage', { kind: 'answer-lost' }),
      staysSilent: () => zalo.fails('sendMessage', { kind: 'hang' }),
      repeatsUpdates: () => zalo.repeatsUpdates(),
      forgetsMedia: () => zalo.media.forget(),
      breaksDownload: () => zalo.media.faults.plan('download', { kind: 'answer-lost' }, 1),
      goesAway: () => zalo.fails('*', { kind: 'server-error', status: 502 }, 1_000_000),
      comesBack: () => zalo.worksAgain(),
    },
    heard: () => lan.hears().map(({ text, files }) => ({ text, buttons: [], files })),
    offerFile: server.offerFile,
    restart: async () => {
      await rig.channel.stop()
      return rig.another()
    },
    close: rig.close,
  }
}
