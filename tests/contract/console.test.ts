import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConsoleChannel, type Written } from '../../bot/channels/console/console-channel.ts'
import { MediaUnavailable } from '../../core/talk/courier.ts'
import type { Thread } from '../../core/talk/message.ts'
import { createStandingClock } from '../../jobs/clocks.ts'
import { describeChannelContract } from './channel.ts'
import {
  bytesOf,
  type ChannelRig,
  type Inabilities,
  pictureBytes,
  plain,
  Taken,
  until,
} from './channel-rig.ts'

const clock = createStandingClock(Temporal.Instant.from('2026-11-23T16:10:00+07:00'))
const NO_PLATFORM = 'the console has no platform behind it that could fail'
const INABILITIES: Inabilities = {
  redelivery: 'a line that could not be stored is said again by the one who typed it',
  'kept while away': 'nobody types while the program is not running',
  duplicate: NO_PLATFORM,
  unreachable: 'whoever is written to is on the screen',
  'refused for a while': NO_PLATFORM,
  'answer lost': NO_PLATFORM,
  silence: NO_PLATFORM,
  media: NO_PLATFORM,
  health: NO_PLATFORM,
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-contract-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describeChannelContract('The console', () => makeRig(true), INABILITIES)
describeChannelContract('The console with text menus', () => makeRig(false), {
  ...INABILITIES,
  tap: 'shown as a numbered menu, answered by its number',
  edit: 'as on Zalo, messages are not changed',
})

async function makeRig(hasButtons: boolean): Promise<ChannelRig> {
  const screen = new Map<string, Written>()
  const offered = new Map<string, Buffer>()
  const open = () => createConsoleChannel({ clock, hasButtons, write: (one) => void screen.set(one.id, one) })
  const channel = open()
  const thread: Thread = { channel: 'console', account: 'console', threadId: 'lan', isGroup: false }
  const say = async (more: { text?: string; photos?: string[]; tap?: string }) => {
    const said = await channel.say({
      person: 'lan',
      text: more.text ?? '',
      photos: more.photos ?? [],
      tap: more.tap ?? null,
    })
    if (!said.ok) throw new Error(said.reason)
  }
  return {
    channel,
    thread,
    unreachable: thread,
    person: {
      // Lines follow each other on a terminal; the one being stored does not hold up the typing.
      says: (text) => void say({ text }),
      async sendsPhoto(bytes, caption) {
        await writeFile(join(folder, 'photo.jpg'), bytes)
        await say({ text: caption, photos: [join(folder, 'photo.jpg')] })
      },
      taps: (label) => say({ tap: label }),
    },
    trouble: {
      refusesFor: noPlatform,
      losesAnswer: noPlatform,
      staysSilent: noPlatform,
      repeatsUpdates: noPlatform,
      forgetsMedia: noPlatform,
      breaksDownload: noPlatform,
      goesAway: noPlatform,
      comesBack: noPlatform,
    },
    heard: () =>
      [...screen.values()].map(({ message }) => ({
        text: message.text,
        buttons: message.buttons.flat().map(({ label }) => label),
        files: message.files.flatMap(({ sha256 }) => offered.get(sha256) ?? []),
      })),
    offerFile(bytes, name, mime) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      offered.set(sha256, bytes)
      return { name, mime, sha256, sizeBytes: bytes.length }
    },
    async restart() {
      await channel.stop()
      return open()
    },
    close: () => channel.stop(),
  }
}

function noPlatform(): never {
  throw new Error(NO_PLATFORM)
}

describe('files named on the console', () => {
  test('are read byte for byte, and are gone when they have been deleted', async () => {
    const rig = await makeRig(true)
    const taken = new Taken()
    await rig.channel.start(taken.take)
    const bytes = pictureBytes(300_000)
    await rig.person.sendsPhoto(bytes, 'NV07')
    await until('the photo arrived', () => taken.all.some((one) => one.media.length > 0))
    const [media] = taken.all.flatMap((one) => one.media)
    if (media === undefined) throw new Error('no media')
    const soon = AbortSignal.timeout(10_000)
    expect((await bytesOf(await rig.channel.fetchMedia(media, soon))).equals(bytes)).toBe(true)
    await rm(media.ref)
    const failure = await rig.channel.fetchMedia(media, soon).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(MediaUnavailable)
    expect(failure).toMatchObject({ lasting: 'gone' })
    expect((await rig.channel.send(rig.thread, plain('vẫn gửi được'), soon)).kind).toBe('accepted')
    await rig.close()
  })
})
