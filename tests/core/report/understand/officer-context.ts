/** Contexts for the tests of the reader. */
import { Temporal } from 'temporal-polyfill'
import type { KnownTask, UnderstandContext } from '../../../../core/report/understand/reading.ts'

export function task(code: string, title = '', more: Partial<KnownTask> = {}): KnownTask {
  return { code, title, outline: null, target: null, due: null, leads: [], previous: null, ...more }
}

/** A focal officer on Wednesday 21 May 2025, 15:40 in Viet Nam. */
export function officer(
  codes: readonly (string | KnownTask)[],
  more: Partial<UnderstandContext> = {},
): UnderstandContext {
  return {
    now: Temporal.ZonedDateTime.from('2025-05-21T15:40:00+07:00[Asia/Ho_Chi_Minh]'),
    tasks: codes.map((code) => (typeof code === 'string' ? task(code) : code)),
    otherTasks: [],
    askedTask: null,
    replyTasks: [],
    unitName: 'Sở Khoa học và Công nghệ',
    senderRole: 'officer',
    photos: 0,
    isGroup: false,
    isForwarded: false,
    ...more,
  }
}
