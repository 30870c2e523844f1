/** What a button carries: `v1:action:ref:revision`, at most 64 bytes. Pure codec; an unreadable one is null. */

export const BUTTON_ACTIONS = [
  /** The card: list of tasks, one task's choices, and the choices themselves. ref: `taskId.unitId` or report number. */
  'card',
  'task',
  'same',
  'percent',
  'done',
  'obstacle',
  'photo',
  'rest_same',
  /** Receipts. ref: report number. */
  'amend',
  'cancel',
  'cancel_sure',
  /** The answer number `revision` to the open question `ref`. */
  'answer',
  'evidence_for',
  'link',
  'unlink',
  /** Digests. ref: digest's short id, revision: line or 0 for all. */
  'ack',
  'urge',
  'instruct',
  'extend',
  'reassign',
  /** Below a request to the coordinators. ref: the request. */
  'request_yes',
  'request_no',
  /** Below the list of obstacles. ref: the obstacle. */
  'obstacle_solved',
  'obstacle_pass_on',
  /** Below a leader's instruction. ref: the instruction. */
  'directive_read',
  'directive_answer',
  /** Lists. ref: what to do it to. */
  'remind_missing',
  /** Files of the period `ref`. */
  'export_workbook',
  'export_report',
  'export_picture',
  'show',
  'dismiss',
  /** The answer number `revision` to the question of the command `ref`; agreeing to what it announced, or not. */
  'choose',
  'agree',
  'decline',
  /** Files, or drops, what was kept as drafts while input was closed. */
  'draft_file',
  'draft_drop',
  /** Ends the leave `ref`. */
  'end_leave',
] as const
export type ButtonAction = (typeof BUTTON_ACTIONS)[number]

export interface Tap {
  readonly action: ButtonAction
  /** Letters, digits, `.`, `-` and `_`. */
  readonly ref: string
  readonly revision: number
}

export function tapData(action: ButtonAction, ref = '', revision = 0): string {
  return `v1:${action}:${ref}:${revision}`
}

export function parseTapData(data: string): Tap | null {
  const match = /^v1:([a-z_]{1,20}):([A-Za-z0-9._-]{0,40}):(\d{1,9})$/.exec(data)
  if (match === null) return null
  const action = BUTTON_ACTIONS.find((known) => known === match[1])
  return action === undefined ? null : { action, ref: match[2] ?? '', revision: Number(match[3]) }
}
