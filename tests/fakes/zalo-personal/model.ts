/** The state behind the fake: one account of ours, the people and groups around it, and what was said. */

export interface FakePerson {
  readonly uid: string
  readonly name: string
  readonly phone: string
  /** Zalo answers 122 to who writes to him. */
  blocksStrangers: boolean
  /** Zalo answers 123. */
  cannotReceive: boolean
}

export interface FakeGroup {
  readonly id: string
  readonly name: string
  readonly members: Set<string>
}

export interface StoredMedia {
  readonly id: string
  readonly name: string
  readonly bytes: Buffer
  gone: boolean
}

export interface FakeMessage {
  readonly msgId: string
  readonly cliMsgId: string
  readonly actionId: string
  /** A person's uid, or a group's id. */
  readonly threadId: string
  readonly isGroup: boolean
  readonly fromUid: string
  readonly ts: number
  readonly msgType: string
  readonly content: string | Readonly<Record<string, unknown>>
  readonly more: Readonly<Record<string, unknown>>
  /** What a phone shows of it. */
  readonly shown: {
    readonly text: string
    readonly media: StoredMedia | null
    /** msgId of the quoted message. */
    readonly quotes: string | null
  }
}

export interface NewMessage {
  readonly threadId: string
  readonly isGroup: boolean
  readonly fromUid: string
  readonly msgType: string
  readonly content: FakeMessage['content']
  readonly more?: Readonly<Record<string, unknown>>
  readonly text: string
  readonly media?: StoredMedia | null
  readonly quotes?: string | null
}
