/** Bytes of photos and files, kept once under their SHA-256 (hex, small letters), whoever sent them. */
export interface EvidenceFiles {
  /**
   * Takes bytes in until their end and keeps them for good before it resolves; the same bytes again change nothing.
   * Problem: too_large (more than `maxBytes`). Rejects when the source breaks or the signal is aborted.
   */
  put(bytes: AsyncIterable<Uint8Array>, limits: EvidenceLimits): Promise<PutEvidence>
  /** Null when there is no such file. */
  open(sha256: string): Promise<AsyncIterable<Uint8Array> | null>
  readAll(sha256: string): Promise<Uint8Array | null>
  has(sha256: string): Promise<boolean>
}

export interface EvidenceLimits {
  /** Still allowed. */
  readonly maxBytes: number
  readonly signal: AbortSignal
}

export type PutEvidence =
  | { readonly ok: true; readonly sha256: string; readonly sizeBytes: number }
  | { readonly ok: false; readonly problem: 'too_large' }
