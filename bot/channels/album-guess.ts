import type { Incoming } from '../../core/talk/message.ts'

/** Zalo sends the pictures of an album one after another, and nothing ties them together (channels.md). */
const TOGETHER_MS = 3_000
const MOST_REMEMBERED = 2_000

interface Album {
  readonly id: string
  readonly lastSentAtMs: number
  readonly caption: string
}

/**
 * Takes pictures that one person sends within three seconds of each other, by the platform's clock, for one album. A
 * second caption begins another. A picture brought again keeps the album it had.
 */
export class AlbumGuess {
  private readonly latest = new Map<string, Album>()
  private readonly known = new Map<string, string>()

  /** The same message; a picture with the album it belongs to. */
  withAlbum(incoming: Incoming): Incoming {
    if (incoming.kind !== 'photo') return incoming
    const before = this.known.get(incoming.providerId)
    if (before !== undefined) return { ...incoming, albumId: before }
    const sender = `${incoming.thread.threadId} ${incoming.senderId}`
    const album = joined(incoming, this.latest.get(sender))
    remember(this.latest, sender, album)
    remember(this.known, incoming.providerId, album.id)
    return { ...incoming, albumId: album.id }
  }
}

function joined({ providerId, sentAt, text }: Incoming, album: Album | undefined): Album {
  const lastSentAtMs = Date.parse(sentAt)
  const isNear = album !== undefined && Math.abs(lastSentAtMs - album.lastSentAtMs) <= TOGETHER_MS
  if (!isNear || (text !== '' && album.caption !== ''))
    return { id: `guess:${providerId}`, lastSentAtMs, caption: text }
  return {
    id: album.id,
    lastSentAtMs: Math.max(lastSentAtMs, album.lastSentAtMs),
    caption: album.caption === '' ? text : album.caption,
  }
}

/** Forgets the oldest beyond the limit. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key)
  map.set(key, value)
  const oldest = map.keys().next().value
  if (map.size > MOST_REMEMBERED && oldest !== undefined) map.delete(oldest)
}
