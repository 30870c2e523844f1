/**
 * What a message of an officer was understood to say. Yielded by `understand`, judged and stored by
 * core/report; no wording for users here.
 */
import type { Temporal } from 'temporal-polyfill'

/** chưa thực hiện | đang thực hiện | hoàn thành | tạm dừng | không đổi */
export type ReportStatus = 'not_started' | 'in_progress' | 'done' | 'paused' | 'unchanged'

export interface Quantity {
  readonly done: number
  readonly total: number | null
  /** As written, canonical spelling where known ("hồ sơ", "xã", "tỷ đồng"). */
  readonly unit: string | null
}

export interface Obstacle {
  readonly text: string
  readonly cause: 'objective' | 'subjective' | null
}

export interface Proposal {
  readonly text: string
  /** Unit named in the proposal, as written. */
  readonly addressee: string | null
  readonly kind: 'request' | 'extension'
}

export interface DateMention {
  readonly kind:
    | 'deadline_commitment'
    | 'extension_request'
    | 'next_step'
    | 'completed_on'
    | 'as_of'
    | 'other'
  readonly date: Temporal.PlainDate
  readonly time: Temporal.PlainTime | null
  /** "trước 30/9": the day itself is excluded. */
  readonly isBefore: boolean
}

/** What the message says of one task. Absent facts are null; an empty obstacle ("không vướng gì") is `noObstacle`. */
export interface TaskReading {
  readonly code: string
  readonly matchedBy: 'code' | 'outline' | 'title' | 'asked' | 'reply' | 'only_task' | 'group'
  readonly status: ReportStatus
  /** 0-100, at most two decimals. */
  readonly percent: number | null
  /** Whether `percent` was written or computed from the quantity. */
  readonly percentFrom: 'written' | 'quantity' | null
  readonly quantity: Quantity | null
  readonly planPercent: number | null
  readonly milestones: readonly { readonly name: string; readonly percent: number }[]
  readonly result: string | null
  readonly obstacle: Obstacle | null
  readonly noObstacle: boolean
  readonly proposal: Proposal | null
  readonly nextStep: string | null
  readonly dates: readonly DateMention[]
  readonly documents: readonly string[]
  readonly isCorrection: boolean
  readonly decreaseExplained: boolean
  /** Several days in one message: "hôm qua 79%, hôm nay 81%". */
  readonly history: readonly { readonly date: Temporal.PlainDate; readonly percent: number }[]
  /** "báo bù hôm qua": the day it is filed for, besides today. */
  readonly lateFor: Temporal.PlainDate | null
  /** Only the part of this unit of a task with several leads. */
  readonly ownPartOnly: boolean
  /** The words it was read from, original spelling. */
  readonly excerpt: string
}

export type NotReportKind =
  | 'thanks'
  | 'question'
  | 'complaint'
  | 'instruction'
  | 'promise'
  | 'delegation'
  | 'handover_request'
  | 'extension_request'
  | 'forward'
  | 'chat_in_group'
  | 'chat'

/** The narrowest thing that is still to be asked. `code` null: it is about the whole message. */
export type Question =
  | {
      readonly kind: 'which_task'
      readonly code: null
      readonly candidates: readonly string[]
      readonly about: TaskFacts
    }
  | {
      readonly kind: 'which_of_list'
      readonly code: null
      readonly candidates: readonly string[]
      readonly notMine: readonly string[]
      readonly about: TaskFacts
    }
  | {
      readonly kind: 'percent'
      readonly code: string
      readonly because: 'missing' | 'nearly_done' | 'whole_task'
    }
  | {
      readonly kind: 'choose_percent'
      readonly code: string
      readonly choices: readonly number[]
      readonly because: 'range' | 'metric' | 'two_numbers' | 'over_100'
    }
  | { readonly kind: 'done_or_not'; readonly code: string; readonly because: 'contradiction' | 'unclear' }
  | { readonly kind: 'evidence'; readonly code: string }
  | { readonly kind: 'evidence_each'; readonly code: null; readonly codes: readonly string[] }
  | { readonly kind: 'not_your_task'; readonly code: string; readonly leads: readonly string[] }
  | { readonly kind: 'unknown_code'; readonly code: string; readonly nearest: readonly string[] }
  | { readonly kind: 'cause'; readonly code: string }
  | { readonly kind: 'photo_for_which_task'; readonly code: null; readonly candidates: readonly string[] }
  | { readonly kind: 'unclear'; readonly code: string | null }

/** A reading without its task: kept while the bot asks which task is meant. */
export type TaskFacts = Omit<TaskReading, 'code' | 'matchedBy'>

export type Reading =
  /** At least one piece can be stored now; `questions` may remain for others. */
  | {
      readonly intent: 'report'
      readonly pieces: readonly TaskReading[]
      readonly questions: readonly Question[]
    }
  /** Nothing may be stored before an answer; `pieces` hold what is known so far. */
  | {
      readonly intent: 'ask_back'
      readonly pieces: readonly TaskReading[]
      readonly questions: readonly Question[]
    }
  | {
      readonly intent: 'not_report'
      readonly kind: NotReportKind
      readonly codes: readonly string[]
      readonly dates: readonly DateMention[]
    }

/** A task as the officer may name it. */
export interface KnownTask {
  readonly code: string
  /** Row number in the official list, such as "II.3". */
  readonly outline: string | null
  readonly title: string
  readonly target: { readonly value: number; readonly unit: string } | null
  readonly due: Temporal.PlainDate | null
  /** Leading units, full names. */
  readonly leads: readonly string[]
  readonly previous: { readonly status: ReportStatus; readonly percent: number | null } | null
}

export interface UnderstandContext {
  /** Local time in the programme's zone. */
  readonly now: Temporal.ZonedDateTime
  /** The open tasks this person reports on. */
  readonly tasks: readonly KnownTask[]
  /** Tasks of others, to tell "not yours" from "no such code"; his own may be among them, and go first. The same array
   * for many readings is indexed once. */
  readonly otherTasks: readonly KnownTask[]
  /** The task a question of the bot is waiting for. */
  readonly askedTask: string | null
  /** Task codes named in the bot message this one replies to. */
  readonly replyTasks: readonly string[]
  readonly unitName: string
  readonly senderRole: 'officer' | 'leader' | 'coordinator'
  readonly photos: number
  readonly isGroup: boolean
  readonly isForwarded: boolean
}

export type Understand = (text: string, context: UnderstandContext) => Reading
