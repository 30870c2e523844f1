/** The state behind the fake: people, tokens and messages, as the platform would keep them. */
export interface FakeOaPerson {
  readonly id: string
  readonly name: string
  follows: boolean
  /** By the platform's clock, ms; null: never wrote. */
  lastMessageMs: number | null
  /** Locked, or away for 45 days. */
  locked: boolean
}

export interface FakeOaMessage {
  readonly id: string
  readonly personId: string
  readonly byOa: boolean
  readonly text: string
  /** What the phone shows or saves: an attachment, or what a link in the text leads to. */
  readonly files: readonly Buffer[]
  readonly quotes: string | null
  /** What paid for it: `reply`, `sub_quota` or `billed`. */
  readonly paidBy: string
}

/** What the API answers instead of data, with status 200. */
export class OaRefusal extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
  ) {
    super(description)
  }
}
