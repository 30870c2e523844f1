import type { Temporal } from 'temporal-polyfill'
import type { SendOutcome } from '../../../core/talk/message.ts'
import { isTokenRefusal, type OaAnswer } from './api.ts'

/**
 * What a number of the platform means for a message (developers.zalo.me, "Mã lỗi").
 * `person`: this person cannot be written to now, whatever it says; `content`: this message never; `rate`: too many calls
 * this minute; `money`: the account's quota or balance; `account`: something about the account or the application.
 */
export type CodeMeaning = 'person' | 'content' | 'rate' | 'money' | 'account' | 'unknown'

const MEANINGS: ReadonlyMap<number, CodeMeaning> = new Map([
  // Does not follow; locked or away for 45 days; silent for 7 days; never spoke or too long ago; wants no such messages.
  ...[-213, -227, -230, -232, -244].map((code) => [code, 'person'] as const),
  // Wrong or too long parameters; against the platform's rules.
  ...[-201, -210, -248].map((code) => [code, 'content'] as const),
  [-32, 'rate'],
  // Quota used up; paid features without a payer, or without money.
  ...[-211, -320, -321].map((code) => [code, 'money'] as const),
  // Deleted, unknown, not verified or not in the plan; application removed, inactive or without the right.
  ...[-204, -205, -209, -212, -219, -221, -223, -224, -242].map((code) => [code, 'account'] as const),
])

export function meaningOf(code: number): CodeMeaning {
  return isTokenRefusal(code) ? 'account' : (MEANINGS.get(code) ?? 'unknown')
}

/** What a send that was not done tells the sender. `now` decides how long the minute of a rate limit still lasts. */
export function toOutcome(answer: Exclude<OaAnswer, { kind: 'done' }>, now: Temporal.Instant): SendOutcome {
  switch (answer.kind) {
    case 'unclear':
      return { kind: 'unknown', reason: answer.reason }
    case 'not-sent':
    case 'no-token':
      return refused('temporary', false, null, answer.reason)
    case 'refused': {
      const { code, reason, retryAfterSeconds } = answer
      const meaning = meaningOf(code)
      if (meaning === 'person') return refused('permanent', true, null, reason)
      if (meaning === 'content') return refused('permanent', false, null, reason)
      const wait = retryAfterSeconds ?? (meaning === 'rate' ? secondsToNextMinute(now) : null)
      return refused('temporary', false, wait, reason)
    }
    default:
      return answer satisfies never
  }
}

/** Limits count by the minute of the clock (developers.zalo.me, "Giới hạn tốc độ gọi API"): 1 to 60. */
function secondsToNextMinute(now: Temporal.Instant): number {
  return 60 - (Math.floor(now.epochMilliseconds / 1000) % 60)
}

function refused(
  lasting: 'permanent' | 'temporary',
  unreachable: boolean,
  retryAfterSeconds: number | null,
  reason: string,
): SendOutcome {
  return { kind: 'refused', lasting, unreachable, retryAfterSeconds, reason }
}
