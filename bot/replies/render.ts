/** From a reply's facts to a message: text from vi.ts, and the buttons that belong below it. Pure. */
import type { Temporal } from 'temporal-polyfill'
import { tapData } from '../../core/talk/button.ts'
import type { Button, Outgoing } from '../../core/talk/message.ts'
import type { ObstacleItem } from '../../core/talk/obstacle-view.ts'
import type { Offer } from '../../core/talk/order.ts'
import type { CardItem, DutyRef, QuestionOption, Reply } from '../../core/talk/reply.ts'
import type { RequestItem } from '../../core/talk/request-view.ts'
import { importText } from '../import/wording.ts'
import { percent, shorten } from './format.ts'
import * as vi from './vi.ts'
import { lock } from './vi-lock.ts'

export interface RenderContext {
  readonly now: Temporal.Instant
  readonly zone: string
  /** The thread's channel can change a message that was sent; false unless told. */
  readonly canEdit?: boolean
}

type Rows = readonly (readonly Button[])[]

/** Yields what is sent. A reply never comes out empty. */
export function render(reply: Reply, context: RenderContext): Outgoing {
  const list = listOf(reply)
  return {
    text: textOf(reply, context),
    buttons: buttonsOf(reply, context),
    files: [],
    edits: 'edits' in reply ? reply.edits : null,
    replyTo: null,
    ...(list === null ? {} : { list }),
  }
}

/** The duties its text numbers; null: none. */
function listOf(reply: Reply): readonly string[] | null {
  if (reply.kind !== 'card' && reply.kind !== 'task_list') return null
  return reply.items.length === 0 ? null : reply.items.map((item) => refOf(item.ref))
}

/** What came late changes the message it belongs to; where that cannot be, or is not known, a line is enough. */
function changesInPlace(
  reply: { readonly added: number; readonly edits: string | null },
  { canEdit = false }: RenderContext,
): boolean {
  return reply.added === 0 || (canEdit && reply.edits !== null)
}

function textOf(reply: Reply, context: RenderContext): string {
  const { now, zone } = context
  const local = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone)
  const here = local(now)
  switch (reply.kind) {
    case 'receipt':
      return vi.receipt({ ...reply, at: local(reply.at) }, here.toPlainDate())
    case 'receipt_cancelled':
      return vi.receiptCancelled(reply.number, reply.codes)
    case 'cancel_confirm':
      return vi.cancelConfirm(reply.number, reply.codes)
    case 'amend_prompt':
      return vi.amendPrompt(reply.number, reply.lines)
    case 'question':
      return vi.question(reply.question, reply.titles, reply.words, reply.previousPercent)
    case 'card':
      return vi.card({
        ...reply,
        periods: reply.periods.map((due) => ({ ...due, cutOff: local(due.cutOff) })),
        now: here,
      })
    case 'day_complete':
      return vi.dayComplete(reply.periods, reply.count, reply.numbers)
    case 'task_choices':
      return vi.taskChoices(reply.item)
    case 'prompt':
      return vi.prompt(reply)
    case 'photo_kept':
      return changesInPlace(reply, context)
        ? vi.photoKept(reply.count)
        : vi.photoKeptToo(reply.added, reply.count)
    case 'photo_joined':
      return vi.photoJoined(reply.added)
    case 'receipt_grown': {
      const { receipt } = reply
      return changesInPlace(reply, context)
        ? vi.receipt({ ...receipt, at: local(receipt.at) }, here.toPlainDate())
        : vi.receiptGrown(receipt.number, reply.added, receipt.lines)
    }
    case 'numbers_off':
      return vi.numbersOff(reply.beyond, reply.gone, reply.count)
    case 'old_list':
      return vi.OLD_LIST
    case 'stale_card':
      return vi.STALE_CARD
    case 'day_off':
      return vi.dayOff(reply.day, reply.name, reply.lastWorkingDay)
    case 'nothing_owed_then':
      return vi.nothingOwedThen(reply.period.regime, reply.period.key)
    case 'receipt_kept':
      return vi.RECEIPT_KEPT
    case 'no_such_entry':
      return vi.noSuchEntry(reply.count)
    case 'card_finished':
      return vi.cardFinished({
        ...reply,
        cutOff: reply.cutOff === null ? null : local(reply.cutOff),
        now: here,
      })
    case 'promise_noted':
      return vi.promiseNoted({
        ...reply,
        due: reply.due === null ? null : { ...reply.due, cutOff: local(reply.due.cutOff) },
        today: here.toPlainDate(),
      })
    case 'task_list':
      return vi.taskList(reply.items, reply.done)
    case 'tasks_found':
      return vi.tasksFound(reply.tasks, reply.words)
    case 'task_detail':
      return vi.taskDetail(reply.facts, reply.history, reply.trail, zone)
    case 'history':
      return vi.history(reply.lines, zone)
    case 'no_duties':
      return vi.NO_DUTIES
    case 'summary':
      return vi.summary(reply.summary, zone)
    case 'missing_list':
      return vi.missingList(reply.summary)
    case 'overdue_list':
      return vi.overdueList(reply.overdue, reply.dueSoon, reply.today)
    case 'due_soon':
      return vi.dueSoon(reply.tasks)
    case 'digest':
      return vi.digest(reply.subjects, reply.settled, reply.named)
    case 'officer_uncovered':
      return vi.officerUncovered(reply.officer, reply.units)
    case 'digest_acknowledged':
      return vi.digestAcknowledged({ ...reply, until: reply.until === null ? null : local(reply.until) })
    case 'digest_acknowledged_before':
      return vi.digestAcknowledgedBefore(local(reply.until))
    case 'digest_settled':
      return vi.digestSettled(reply.count)
    case 'stale_digest':
      return vi.STALE_DIGEST
    case 'urged':
      return vi.urged(reply.names, reply.skipped)
    case 'urge_from_leader':
      return vi.urgeFromLeader(reply.leader, reply.title)
    case 'nobody_lacks':
      return vi.NOBODY_LACKS
    case 'order':
      return vi.orderQuestion(reply.ask, reply.offer.choices.length)
    case 'changed_meanwhile':
      return vi.CHANGED_MEANWHILE
    case 'order_declined':
      return vi.ORDER_DECLINED
    case 'leave':
      return vi.leave(reply.view)
    case 'regimes':
      return vi.regimes(reply.view, zone)
    case 'holidays':
      return vi.holidays(reply.view, zone)
    case 'import':
      return importText(reply.view)
    case 'health':
      return vi.health(reply.view, zone)
    case 'status':
      return reply.summaries.map(vi.status).join('\n\n')
    case 'file_coming':
      return vi.fileComing(reply.of, reply.period)
    case 'file_failed':
      return vi.fileFailed(reply.isTooLarge)
    case 'check':
      return vi.check(reply.view, zone)
    case 'lock':
      return lock(reply.view, zone)
    case 'instruct_prompt':
      return vi.instructPrompt(reply.officer, reply.unit)
    case 'instruction_sent':
      return vi.instructionSent(reply.officer)
    case 'instruction':
      return vi.instruction(reply.from, reply.title, reply.about, reply.text)
    case 'obstacle':
      return vi.obstacle(reply.view)
    case 'directive_noted':
      return vi.directiveNoted(reply.from, reply.isFirst)
    case 'directive_answer_prompt':
      return vi.directiveAnswerPrompt(reply.from, reply.text)
    case 'directive_answer_sent':
      return vi.directiveAnswerSent(reply.to)
    case 'directive_was_read':
      return vi.directiveWasRead(reply.officer, reply.text)
    case 'directive_was_answered':
      return vi.directiveWasAnswered(reply.officer, reply.text, reply.answer)
    case 'help':
      return vi.help(reply.name, reply.roles, reply.commands)
    case 'dialogue_left':
      return vi.DIALOGUE_LEFT
    case 'nothing_to_leave':
      return vi.NOTHING_TO_LEAVE
    case 'welcome_unknown':
      return vi.WELCOME_UNKNOWN
    case 'code_wrong':
      return vi.codeWrong(reply.triesLeft)
    case 'code_locked':
      return vi.codeLocked(local(reply.until))
    case 'confirm_link':
      return vi.confirmLink(reply.name, reply.units)
    case 'linked':
      return vi.linked(reply.name, reply.roles, reply.taskCount)
    case 'link_declined':
      return vi.LINK_DECLINED
    case 'already_linked':
      return vi.alreadyLinked(reply.name)
    case 'administrator_linked':
      return vi.ADMINISTRATOR_LINKED
    case 'invited':
      return vi.invited(reply.name, reply.code, local(reply.expiresAt))
    case 'not_a_report':
      return vi.notAReport(reply.of, reply.tasks, reply.received, zone)
    case 'request':
      return vi.request(reply.view, zone)
    case 'reassign':
      return vi.reassigned(reply.view)
    case 'media_gone':
      return vi.mediaGone(reply.count)
    case 'media_too_large':
      return vi.mediaTooLarge(reply.limitMegabytes)
    case 'unsupported':
      return vi.UNSUPPORTED
    case 'stale_button':
      return vi.STALE_BUTTON
    case 'apology':
      return vi.APOLOGY
    case 'alert_account_lost':
      return vi.alertAccountLost(reply.why)
    case 'alert_dead_message':
      return vi.alertDeadMessage(reply.sender, reply.error)
    case 'refused':
      return vi.problem(reply.problem)
    default:
      return reply satisfies never
  }
}

function buttonsOf(reply: Reply, context: RenderContext): Rows {
  switch (reply.kind) {
    case 'receipt':
      return receiptButtons(reply.number)
    case 'receipt_grown':
      return changesInPlace(reply, context) ? receiptButtons(reply.receipt.number) : []
    case 'cancel_confirm':
      return [
        [
          { label: vi.LABEL.cancelSure, data: tapData('cancel_sure', reply.number) },
          { label: vi.LABEL.keep, data: tapData('dismiss') },
        ],
      ]
    case 'question':
      return rowsOf(
        reply.options.map((option, index) => ({
          label: optionLabel(option, reply.titles),
          data: tapData('answer', reply.waitingId, index),
        })),
        reply.options.some((option) => option.kind === 'task') ? 1 : 3,
      )
    case 'card':
      return cardButtons(reply.items)
    case 'task_choices':
      return taskButtons(reply.item.ref)
    case 'photo_kept':
      if (!changesInPlace(reply, context)) return []
      return rowsOf(
        reply.candidates.map((item) => ({
          label: `${item.code} ${shorten(item.title, 36)}`,
          data: tapData('evidence_for', refOf(item.ref)),
        })),
        1,
      )
    case 'summary':
      return reply.summary.scope !== null
        ? []
        : [
            [
              { label: vi.LABEL.picture, data: tapData('export_picture', reply.summary.key) },
              { label: 'Excel', data: tapData('export_workbook', reply.summary.key) },
              { label: 'Word', data: tapData('export_report', reply.summary.key) },
            ],
          ]
    case 'missing_list':
      return reply.canRemind && reply.summary.missing > 0
        ? [[{ label: vi.LABEL.remindAll, data: tapData('remind_missing', reply.summary.key) }]]
        : []
    case 'digest':
      if (vi.isOwnDigest(reply.subjects)) {
        return [[{ label: vi.LABEL.acknowledge, data: tapData('ack', reply.id) }]]
      }
      return [
        [
          { label: vi.LABEL.acknowledge, data: tapData('ack', reply.id) },
          { label: vi.LABEL.urge, data: tapData('urge', reply.id) },
          { label: vi.LABEL.instruct, data: tapData('instruct', reply.id) },
        ],
        ...digestTaskButtons(reply),
      ]
    case 'obstacle':
      return reply.view.of === 'list' ? obstacleButtons(reply.view.items) : []
    case 'request':
      return requestButtons(reply.view)
    case 'reassign':
      return reply.view.of === 'confirm' ? offerButtons(reply.view.offer, 2) : []
    case 'instruction':
      return [
        [
          { label: vi.LABEL.understood, data: tapData('directive_read', reply.id) },
          { label: vi.LABEL.answer, data: tapData('directive_answer', reply.id) },
        ],
      ]
    case 'order':
      return offerButtons(reply.offer, 1)
    case 'leave':
      return reply.view.of === 'entered' && reply.view.to === 'person'
        ? [[{ label: vi.LABEL.endLeave, data: tapData('end_leave', reply.view.entry.leave.id) }]]
        : []
    case 'regimes':
    case 'holidays':
      return reply.view.of === 'confirm' ? offerButtons(reply.view.offer, 2) : []
    case 'import':
      return reply.view.of === 'preview' && reply.view.offer !== null ? offerButtons(reply.view.offer, 2) : []
    case 'lock':
      return lockButtons(reply.view)
    case 'confirm_link':
      return [
        [
          { label: vi.LABEL.yesItIsMe, data: tapData('link', reply.inviteId) },
          { label: vi.LABEL.notMe, data: tapData('unlink', reply.inviteId) },
        ],
      ]
    default:
      return []
  }
}

/** "Gia hạn…" where a task is past its deadline, "Giao lại…" where there is a task at all. */
function digestTaskButtons({ id, subjects }: Extract<Reply, { kind: 'digest' }>): Rows {
  const extend = subjects.some(({ kind }) => kind === 'overdue')
  const reassign = subjects.some(({ kind, tasks }) => kind !== 'obstacle' && tasks.length > 0)
  const buttons = [
    ...(extend ? [{ label: vi.LABEL.extend, data: tapData('extend', id) }] : []),
    ...(reassign ? [{ label: vi.LABEL.reassign, data: tapData('reassign', id) }] : []),
  ]
  return buttons.length === 0 ? [] : [buttons]
}

/** At most this many requests get buttons; the rest follow when these are decided. */
const REQUEST_BUTTONS = 10

function requestButtons(view: Extract<Reply, { kind: 'request' }>['view']): Rows {
  const pair = (item: RequestItem, place: number | null) => [
    { label: vi.requestLabel(true, place, item), data: tapData('request_yes', item.id) },
    { label: vi.requestLabel(false, place, item), data: tapData('request_no', item.id) },
  ]
  if (view.of === 'to_decide') return [pair(view.item, null)]
  if (view.of !== 'list') return []
  return view.items.slice(0, REQUEST_BUTTONS).map((item, index) => pair(item, index + 1))
}

function receiptButtons(number: string): Rows {
  return [
    [
      { label: vi.LABEL.amend, data: tapData('amend', number) },
      { label: vi.LABEL.cancel, data: tapData('cancel', number) },
    ],
  ]
}

function lockButtons(view: Extract<Reply, { kind: 'lock' }>['view']): Rows {
  if ('offer' in view) return offerButtons(view.offer, 2)
  if (view.of !== 'drafts_ready') return []
  return [
    [
      { label: vi.LABEL.fileDraft, data: tapData('draft_file') },
      { label: vi.LABEL.dropDraft, data: tapData('draft_drop') },
    ],
  ]
}

function offerButtons({ id, choices }: Offer, perRow: number): Rows {
  return rowsOf(
    choices.map((choice, index) => ({
      label: vi.choiceLabel(choice),
      data:
        choice.kind === 'agree' || choice.kind === 'decline'
          ? tapData(choice.kind, id)
          : tapData('choose', id, index),
    })),
    perRow,
  )
}

/** At most this many obstacles get buttons; the rest follow when these are settled. */
const OBSTACLE_BUTTONS = 10

/** Numbered as in the text. */
function obstacleButtons(items: readonly ObstacleItem[]): Rows {
  return items
    .flatMap(({ id, code, isAnswerable }, index) =>
      isAnswerable
        ? [
            [
              { label: vi.obstacleLabel('solved', index + 1, code), data: tapData('obstacle_solved', id) },
              { label: vi.obstacleLabel('pass_on', index + 1, code), data: tapData('obstacle_pass_on', id) },
            ],
          ]
        : [],
    )
    .slice(0, OBSTACLE_BUTTONS)
}

/** At most this many tasks get a button of their own; the rest are answered in words. */
const CARD_BUTTONS = 24

function cardButtons(items: readonly CardItem[]): Rows {
  const open = items.filter((item) => item.state !== 'complete')
  if (open.length === 0) return []
  const single = open[0]
  if (open.length === 1 && single !== undefined) return taskRows(single.ref)
  const tasks = rowsOf(
    open.slice(0, CARD_BUTTONS).map((item) => ({ label: item.code, data: tapData('task', refOf(item.ref)) })),
    4,
  )
  return [...tasks, [{ label: vi.LABEL.restSame, data: tapData('rest_same') }]]
}

function taskRows(ref: DutyRef): Rows {
  const data = refOf(ref)
  return [
    [
      { label: vi.LABEL.same, data: tapData('same', data) },
      { label: vi.LABEL.percent, data: tapData('percent', data) },
      { label: vi.LABEL.done, data: tapData('done', data) },
    ],
    [
      { label: vi.LABEL.obstacle, data: tapData('obstacle', data) },
      { label: vi.LABEL.photo, data: tapData('photo', data) },
    ],
  ]
}

function taskButtons(ref: DutyRef): Rows {
  return [...taskRows(ref), [{ label: vi.LABEL.backToList, data: tapData('card') }]]
}

function optionLabel(option: QuestionOption, titles: Readonly<Record<string, string>>): string {
  switch (option.kind) {
    case 'task':
      return `${option.code} ${shorten(titles[option.code] ?? '', 36)}`.trim()
    case 'all_tasks':
      return `Cả ${option.codes.length}: ${shorten(option.codes.join(', '), 30)}`
    case 'percent':
      return percent(option.percent)
    case 'done':
      return vi.LABEL.alreadyDone
    case 'not_done':
      return vi.LABEL.notDoneYet
    case 'drop':
      return vi.LABEL.drop
    default:
      return option satisfies never
  }
}

function refOf(ref: DutyRef): string {
  return `${ref.taskId}.${ref.unitId}`
}

function rowsOf(buttons: readonly Button[], perRow: number): Rows {
  const rows: Button[][] = []
  for (let start = 0; start < buttons.length; start += perRow) rows.push(buttons.slice(start, start + perRow))
  return rows
}
