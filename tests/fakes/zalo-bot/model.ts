/** The state behind the fake: people, and messages as phones show them. */
import { randomBytes } from 'node:crypto'

export interface FakeZaloPerson {
  readonly id: string
  readonly name: string
  /** Has written to the bot at least once; before that the bot cannot write. */
  started: boolean
  blocked: boolean
}

export interface FakeZaloMessage {
  readonly id: string
  readonly chatId: string
  readonly byBot: boolean
  readonly text: string
  /** What the phone shows or saves with it: the picture, or what a link in the text leads to. */
  readonly files: readonly Buffer[]
}

/** How updates look; the platform's documents and its users' code know every one of these. */
export interface UpdateShape {
  envelope: 'wrapped' | 'flat'
  photoIn: 'photo' | 'photo_url'
  /** Polling leaves the name of the event out in the documents' example. */
  namesEvent: boolean
}

export type Update = Readonly<Record<string, unknown>>

/** What the API answers instead of a result. */
export class BotRefusal extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
  ) {
    super(description)
  }
}

/** As the platform's: 20 hexadecimal digits. */
export function newId(): string {
  return randomBytes(10).toString('hex')
}
