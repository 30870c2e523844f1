/** What a command runs on. */
import type { Conversation, Sender, Setting } from '../../core/conversation.ts'
import type { FileResult } from '../../core/import/file-problem.ts'
import type { Sheet } from '../../core/import/sheet.ts'
import type { Library } from '../../core/ports.ts'
import type { ChannelFacts } from '../../core/talk/health-view.ts'

export interface CommandContext {
  readonly conversation: Conversation
  readonly setting: Setting
  readonly library: Library
  readonly args: string
  /** The state he agreed to with "Đồng ý" (see order.ts); null: a first call. */
  readonly agreedTo: string | null
  /** Bytes of a file that was sent, by its SHA-256; null: not there. */
  /** How the channels of this process do. */
  readonly channels: () => readonly ChannelFacts[]
  readonly readFile: (sha256: string) => Promise<Uint8Array | null>
  /** The sheets in a file of that name. */
  readonly readSheets: (bytes: Uint8Array, name: string) => Promise<FileResult<readonly Sheet[]>>
}

/** A command of somebody who is linked. */
export interface LinkedContext extends CommandContext {
  readonly sender: Sender
}
