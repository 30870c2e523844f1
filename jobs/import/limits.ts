/** How much of a file is read at most: far above any real list, far below what would hurt the process. */
export interface FileLimits {
  readonly bytes: number
  /** Rows that hold something; the last number of a row may be higher by blank rows, up to `rowNumber`. */
  readonly rows: number
  readonly rowNumber: number
  readonly columns: number
  /** Text of all cells together, in UTF-16 units. */
  readonly textLength: number
  /** Bytes one entry of a zip, and all read entries together, may unpack to. */
  readonly unpackedBytes: number
  /** Unpacked to packed size of an entry, looked at once it exceeds `ratioFloorBytes`. */
  readonly ratio: number
  readonly ratioFloorBytes: number
}

export const DEFAULT_LIMITS: FileLimits = {
  bytes: 20 * 1024 * 1024,
  rows: 20_000,
  rowNumber: 100_000,
  columns: 200,
  textLength: 20_000_000,
  unpackedBytes: 80 * 1024 * 1024,
  ratio: 300,
  ratioFloorBytes: 4 * 1024 * 1024,
}
