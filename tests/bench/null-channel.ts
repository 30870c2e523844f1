/** A channel without a platform: takes everything at once, and passes on what the bench gives it. */
import type { Channel } from '../../core/talk/courier.ts'
import type { Incoming, Outgoing, Thread } from '../../core/talk/message.ts'
import { BOT } from './seed.ts'

export interface NullChannel extends Channel {
  /** As if the platform had delivered it; resolves once it is stored. */
  receive(incoming: Incoming): Promise<void>
}

export function createNullChannel(
  onSent: (thread: Thread, message: Outgoing) => void = () => undefined,
): NullChannel {
  let onIncoming: (batch: readonly Incoming[]) => Promise<void> = async () => undefined
  let sent = 0
  return {
    ...BOT,
    capabilities: {
      buttons: true,
      edit: true,
      filesOut: true,
      replyTo: true,
      typing: false,
      commandMenu: false,
      textLimit: 4096,
      captionLimit: 1024,
    },
    async start(callback) {
      onIncoming = callback
    },
    async stop() {
      onIncoming = async () => undefined
    },
    health: () => ({ state: 'up' }),
    async fetchMedia() {
      throw new Error('the null channel has no media')
    },
    async send(thread, message) {
      sent += 1
      onSent(thread, message)
      return { kind: 'accepted', providerIds: [`sent-${sent}`] }
    },
    receive: (incoming) => onIncoming([incoming]),
  }
}

/** A private text message of one of the seeded people. */
export function textOf(person: string, text: string, id: string, sentAt: string): Incoming {
  return {
    thread: { ...BOT, threadId: person, isGroup: false },
    providerId: id,
    senderId: person,
    senderName: null,
    sentAt,
    kind: 'text',
    text,
    media: [],
    albumId: null,
    refersTo: null,
    messageId: id,
    tapData: null,
    tapId: null,
    membership: null,
    addressed: true,
    isForwarded: false,
  }
}
