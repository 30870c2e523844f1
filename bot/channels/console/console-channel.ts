/** The console as a channel: people of the directory speak by their short names, messages are written out. */
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { Clock } from '../../../core/ports.ts'
import { type Channel, MediaUnavailable } from '../../../core/talk/courier.ts'
import type {
  Button,
  Capabilities,
  ChannelHealth,
  Incoming,
  MediaRef,
  Outgoing,
  Thread,
} from '../../../core/talk/message.ts'
import { withNumberedMenu } from '../../replies/numbered-menu.ts'
import { splitText } from '../split-text.ts'

export const CONSOLE_ACCOUNT = 'console'

/** A message as it was written out. */
export interface Written {
  readonly id: string
  readonly to: string
  readonly message: Outgoing
}

export interface ConsoleChannel extends Channel {
  /** Somebody says something; resolves once it is stored. Problems: a file that is not there, a button nobody has. */
  say(line: {
    readonly person: string
    readonly text: string
    readonly photos: readonly string[]
    readonly tap: string | null
  }): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }>
}

export interface ConsoleOptions {
  readonly clock: Clock
  readonly write: (written: Written) => void
  /** False: buttons are shown as a numbered menu, as on Zalo. True unless told. */
  readonly hasButtons?: boolean
}

const TEXT_LIMIT = 100_000
const NOTHING_ELSE: Omit<Outgoing, 'text'> = { buttons: [], files: [], edits: null, replyTo: null }

const CAPABILITIES: Capabilities = {
  buttons: true,
  edit: true,
  filesOut: true,
  replyTo: true,
  typing: false,
  commandMenu: false,
  textLimit: TEXT_LIMIT,
  captionLimit: TEXT_LIMIT,
}

const IMAGES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
}

export function createConsoleChannel({ clock, write, hasButtons = true }: ConsoleOptions): ConsoleChannel {
  const shown: Written[] = []
  let receive: ((batch: readonly Incoming[]) => Promise<void>) | null = null
  /** What is being stored; never rejects. */
  let storing: Promise<unknown> = Promise.resolve()

  async function handOver(incoming: Incoming): Promise<void> {
    const stored = receive?.([incoming])
    storing = Promise.allSettled([storing, stored])
    await stored
  }

  const update = (person: string, more: Partial<Incoming>): Incoming => ({
    thread: { channel: 'console', account: CONSOLE_ACCOUNT, threadId: person, isGroup: false },
    providerId: randomUUID(),
    senderId: person,
    senderName: person,
    sentAt: clock.now().toString(),
    kind: 'text',
    text: '',
    media: [],
    albumId: null,
    refersTo: null,
    messageId: randomUUID(),
    tapData: null,
    tapId: null,
    membership: null,
    addressed: true,
    isForwarded: false,
    ...more,
  })

  function pressed(person: string, label: string): { message: Written; button: Button } | null {
    const wanted = label.normalize('NFC').toLocaleLowerCase('vi')
    for (const message of shown.toReversed()) {
      if (message.to !== person) continue
      const button = message.message.buttons
        .flat()
        .find((one) => one.label.toLocaleLowerCase('vi') === wanted)
      if (button !== undefined) return { message, button }
    }
    return null
  }

  /** Writes it out, in the place of the message it edits; yields its id. */
  function show(to: string, message: Outgoing): string {
    const edited = hasButtons ? shown.findIndex((one) => one.id === message.edits && one.to === to) : -1
    const id = edited >= 0 && message.edits !== null ? message.edits : `c-${randomUUID().slice(0, 8)}`
    const shownAs = hasButtons ? message : withNumberedMenu(message)
    const written: Written = { id, to, message: edited >= 0 ? message : { ...shownAs, edits: null } }
    if (edited >= 0) shown.splice(edited, 1)
    shown.push(written)
    write(written)
    return id
  }

  return {
    channel: 'console',
    account: CONSOLE_ACCOUNT,
    capabilities: { ...CAPABILITIES, buttons: hasButtons, edit: hasButtons },
    async start(onIncoming) {
      receive = onIncoming
    },
    async stop() {
      receive = null
      await storing
    },
    health: (): ChannelHealth =>
      receive === null ? { state: 'down', reason: 'not started', since: clock.now() } : { state: 'up' },

    async send(thread: Thread, message: Outgoing, signal: AbortSignal) {
      if (signal.aborted) return { kind: 'unknown', reason: 'given up before it was written' }
      const parts = splitText(message.text, TEXT_LIMIT)
      const before = parts.slice(0, -1).map((text) => ({ ...NOTHING_ELSE, text }))
      const last = { ...message, text: parts.at(-1) ?? message.text }
      return { kind: 'accepted', providerIds: [...before, last].map((one) => show(thread.threadId, one)) }
    },

    async fetchMedia(ref: MediaRef) {
      try {
        await stat(ref.ref)
      } catch {
        throw new MediaUnavailable('gone', 'the file is not there any more')
      }
      return createReadStream(ref.ref)
    },

    async say({ person, text, photos, tap }) {
      if (receive === null) return { ok: false, reason: 'the console is not started' }
      if (tap !== null) {
        const found = pressed(person, tap)
        if (found === null)
          return { ok: false, reason: `không có nút “${tap}” trong các tin gửi cho ${person}` }
        const tapData = found.button.data
        await handOver(update(person, { kind: 'tap', tapData, refersTo: found.message.id, messageId: null }))
        return { ok: true }
      }
      const media: MediaRef[] = []
      for (const path of photos) {
        const ref = await describeFile(path)
        if (ref === null) return { ok: false, reason: `không đọc được tệp “${path}”` }
        media.push(ref)
      }
      const kind = media.length === 0 ? 'text' : media.some((ref) => ref.kind === 'photo') ? 'photo' : 'file'
      await handOver(update(person, { kind, text, media }))
      return { ok: true }
    },
  }
}

async function describeFile(path: string): Promise<MediaRef | null> {
  try {
    const found = await stat(path)
    if (!found.isFile()) return null
    const mime = IMAGES[extname(path).toLowerCase()] ?? null
    return {
      ref: path,
      kind: mime === null ? 'file' : 'photo',
      fileName: basename(path),
      mime,
      sizeBytes: found.size,
    }
  } catch {
    return null
  }
}
