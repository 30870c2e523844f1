import { makeZaloOaRig, threadWith } from '../bot/zalo-oa/zalo-oa-rig.ts'
import { describeChannelContract } from './channel.ts'
import type { ChannelRig } from './channel-rig.ts'

describeChannelContract('Zalo OA', makeRig, {
  tap: 'shown as a numbered menu, answered by its number',
  edit: 'an Official Account cannot change a message',
  'kept while away': 'Zalo brings again what was not answered at times of its own, out of order',
})

async function makeRig(): Promise<ChannelRig> {
  const rig = await makeZaloOaRig()
  const { oa, server } = rig
  const lan = oa.user('Lan')
  lan.person.lastMessageMs = oa.nowMs()
  const never = oa.user('Chưa từng nhắn')
  return {
    channel: rig.channel,
    thread: threadWith(lan, rig.channel),
    unreachable: threadWith(never, rig.channel),
    person: {
      says: (text) => void lan.says(text),
      sendsPhoto: (bytes, caption) => void lan.sendsPhotos([bytes], caption),
      taps: () => {
        throw new Error('an Official Account has no buttons here')
      },
    },
    trouble: {
      refusesFor: (seconds) => oa.fails('send', { kind: 'too-many-requests', retryAfter: seconds }),
      losesAnswer: () => oa.fails('send', { kind: 'answer-lost' }),
      staysSilent: () => oa.fails('send', { kind: 'hang' }),
      repeatsUpdates: () => oa.repeatsEvents(),
      forgetsMedia: () => oa.media.forget(),
      breaksDownload: () => oa.media.faults.plan('download', { kind: 'answer-lost' }, 1),
      goesAway: () => oa.fails('*', { kind: 'server-error', status: 502 }, 1_000_000),
      comesBack: () => oa.worksAgain(),
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
