/** What an export yields: a file on its way, with the one line under which it arrives in a chat. */
import type { Temporal } from 'temporal-polyfill'

export interface ExportFile {
  /** Latin letters without diacritics, digits, `-`, `_` and `.` only. */
  readonly fileName: string
  readonly mime: string
  readonly caption: string
  /** Read once; it is made while it is read, where that is possible. */
  readonly bytes: AsyncIterable<Uint8Array>
}

export interface ExportMoment {
  readonly now: Temporal.Instant
  /** Zone of the installation. */
  readonly zone: string
}
