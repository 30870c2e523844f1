import { z } from 'zod'
import { MediaUnavailable } from '../../../core/talk/courier.ts'
import type { MediaRef } from '../../../core/talk/message.ts'
import { type TelegramApi, TelegramCallFailed } from './api.ts'

export type Fetch = typeof fetch

export interface MediaParts {
  readonly api: TelegramApi
  readonly fetch: Fetch
  /** Where file paths are appended; holds the token, so it never leaves this file. */
  readonly fileRoot: string
}

const fileSchema = z.object({ file_path: z.string().min(1).optional() })

/**
 * The bytes of a photo or file, streamed. Asked for and downloaded at once, for the path expires. Rejects, or breaks
 * off, with MediaUnavailable: `gone` for an expired or too big (20 MB) file, `temporary` for everything the line may do.
 */
export async function fetchMedia(
  parts: MediaParts,
  media: MediaRef,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const path = await filePath(parts.api, media, signal)
  let response: Response
  try {
    response = await parts.fetch(`${parts.fileRoot}${path}`, { signal })
  } catch {
    throw new MediaUnavailable('temporary', 'the download did not begin')
  }
  if (response.status === 404 || response.status === 410) {
    await response.body?.cancel()
    throw new MediaUnavailable('gone', `the download answered ${response.status}`)
  }
  if (!response.ok || response.body === null) {
    await response.body?.cancel()
    throw new MediaUnavailable('temporary', `the download answered ${response.status}`)
  }
  return readBody(response.body)
}

async function* readBody(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch {
    throw new MediaUnavailable('temporary', 'the download broke off')
  }
}

async function filePath(api: TelegramApi, media: MediaRef, signal: AbortSignal): Promise<string> {
  let answer: unknown
  try {
    answer = await api.call('getFile', { file_id: media.ref }, signal)
  } catch (error) {
    if (!(error instanceof TelegramCallFailed)) throw error
    const { failure } = error
    const gone = failure.kind === 'refused' && failure.code === 400
    throw new MediaUnavailable(gone ? 'gone' : 'temporary', failure.reason)
  }
  const path = fileSchema.safeParse(answer).data?.file_path
  if (path === undefined) throw new MediaUnavailable('temporary', 'getFile named no path')
  return path
}
