import { createHash } from 'node:crypto'
import { TOO_MANY_PAUSE_SECONDS } from '../../bot/channels/zalo-personal/call-failure.ts'
import { makeZaloRig, threadOf } from '../bot/zalo-personal/zalo-rig.ts'
import { describeChannelContract } from './channel.ts'
import type { ChannelRig } from './channel-rig.ts'

describeChannelContract('Zalo personal', makeRig, {
  tap: 'Zalo has no buttons: choices are a numbered menu',
  edit: 'Zalo cannot edit',
})

async function makeRig(): Promise<ChannelRig> {
  const rig = await makeZaloRig()
  const { zalo, channel } = rig
  const lan = zalo.person('Lan')
  return {
    channel,
    thread: threadOf(channel, lan.uid),
    unreachable: threadOf(channel, '4999999999999999999'),
    ownPauseSeconds: TOO_MANY_PAUSE_SECONDS,
    person: {
      says: (text) => void lan.says(text),
      sendsPhoto: (bytes, caption) => void lan.sendsPhoto(bytes, caption),
      taps: () => {
        throw new Error('Zalo has no buttons')
      },
    },
    trouble: {
      refusesFor: () => zalo.fails('sms', { kind: 'code', code: 221 }),
      losesAnswer: () => zalo.fails('sms', { kind: 'answer-lost' }),
      staysSilent: () => zalo.fails('sms', { kind: 'hang' }),
      repeatsUpdates: () => {
        zalo.copies = 2
      },
      forgetsMedia: () => zalo.forgetsMedia(),
      breaksDownload: () => zalo.fails('download', { kind: 'answer-lost' }),
      goesAway: () => zalo.goesAway(),
      comesBack: () => zalo.comesBack(),
    },
    heard: () =>
      lan.hears().map((seen) => ({
        text: seen.text,
        buttons: [],
        files: seen.media === null ? [] : [seen.media.bytes],
      })),
    offerFile: (bytes, name, mime) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      rig.files.set(sha256, bytes)
      return { name, mime, sha256, sizeBytes: bytes.length }
    },
    restart: async () => {
      await channel.stop()
      return rig.another()
    },
    close: rig.close,
  }
}
