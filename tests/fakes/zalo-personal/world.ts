import type { FakeGroup, FakeMessage, FakePerson, NewMessage, StoredMedia } from './model.ts'

/** People, groups, messages and files around one account, with the platform's own numbering. */
export class World {
  readonly people = new Map<string, FakePerson>()
  readonly groups = new Map<string, FakeGroup>()
  readonly messages: FakeMessage[] = []
  readonly media = new Map<string, StoredMedia>()
  private nextUid = 4_100_200_300_400_501n
  private nextMsgId = 6_412_000_000_001
  private lastTs = 0

  constructor(
    readonly ownUid: string,
    readonly nowMs: () => number,
    private readonly changed: () => void,
  ) {}

  addPerson(name: string, phone: string): FakePerson {
    const uid = String(this.nextUid++)
    const person = { uid, name, phone, blocksStrangers: false, cannotReceive: false }
    this.people.set(uid, person)
    return person
  }

  addGroup(name: string, members: readonly string[]): FakeGroup {
    const group = { id: String(this.nextUid++), name, members: new Set(members) }
    this.groups.set(group.id, group)
    return group
  }

  storeMedia(bytes: Buffer, name: string): StoredMedia {
    const stored = { id: `m${this.media.size + 1}`, name, bytes, gone: false }
    this.media.set(stored.id, stored)
    return stored
  }

  /** Times never fall, ids always rise. */
  addMessage(message: NewMessage): FakeMessage {
    const msgId = String(this.nextMsgId++)
    this.lastTs = Math.max(this.nowMs(), this.lastTs + 1)
    const kept: FakeMessage = {
      msgId,
      cliMsgId: String(this.lastTs),
      actionId: `1${msgId}`,
      threadId: message.threadId,
      isGroup: message.isGroup,
      fromUid: message.fromUid,
      ts: this.lastTs,
      msgType: message.msgType,
      content: message.content,
      more: message.more ?? {},
      shown: { text: message.text, media: message.media ?? null, quotes: message.quotes ?? null },
    }
    this.messages.push(kept)
    this.changed()
    return kept
  }

  message(msgId: string): FakeMessage | null {
    return this.messages.find((one) => one.msgId === msgId) ?? null
  }

  /** As the socket brings it: `uidFrom` "0" is our own account, and so is `idTo`. */
  toWire(message: FakeMessage): Record<string, unknown> {
    const isOwn = message.fromUid === this.ownUid
    return {
      actionId: message.actionId,
      msgId: message.msgId,
      cliMsgId: message.cliMsgId,
      msgType: message.msgType,
      uidFrom: isOwn ? '0' : message.fromUid,
      idTo: message.isGroup || isOwn ? message.threadId : '0',
      dName: this.people.get(message.fromUid)?.name ?? 'Đầu Mối',
      ts: String(message.ts),
      status: 1,
      content: message.content,
      notify: '1',
      ttl: 0,
      userId: '0',
      uin: '0',
      topOut: '0',
      topOutTimeOut: '0',
      topOutImprTimeOut: '0',
      propertyExt: { color: -1, size: 0, type: 0, subType: 0, ext: '' },
      paramsExt: { countUnread: 1, containType: 0, platformType: 1 },
      cmd: message.isGroup ? 521 : 501,
      st: 3,
      at: 0,
      realMsgId: '0',
      ...message.more,
    }
  }
}
