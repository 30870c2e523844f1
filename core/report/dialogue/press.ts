/** What a tap on a card, a receipt or a question decides. A stale one gets a fresh card. Pure. behaviour §3b. */
import type { Conversation, Setting } from '../../conversation.ts'
import type { Tap } from '../../talk/button.ts'
import { boundList } from '../../talk/open-menu.ts'
import { answerWith, type Turn } from '../../talk/turn.ts'
import type { Duty } from '../report.ts'
import type { TaskReading } from '../understand/reading.ts'
import { answerFor, optionsOf } from './answers.ts'
import { arrivalOf } from './arrival.ts'
import { cardItem, cardReply, dutiesWithout } from './card.ts'
import { amendedReport, fileAndConclude } from './conclude.ts'
import { isAskedByItself, readWaiting, settleWaiting } from './hear.ts'
import { dutyByRef, isListed } from './known.ts'
import { nothingSaid } from './nothing-said.ts'
import { onReceipt } from './receipt-taps.ts'
import { placePhotos, withPhotosOfLeft } from './receive-media.ts'

/** Taps that belong to reporting; null: the tap is somebody else's. */
export function press(tap: Tap, conversation: Conversation, setting: Setting): Turn | null {
  const turn = pressed(tap, conversation, setting)
  return turn === null ? null : { ...turn, session: withPhotosOfLeft(conversation, turn, setting) }
}

function pressed(tap: Tap, conversation: Conversation, setting: Setting): Turn | null {
  switch (tap.action) {
    case 'card':
      return answerWith(conversation.session, cardReply(conversation, setting, tapped(conversation)))
    case 'task':
      return onDuty(tap, conversation, setting, (duty) =>
        answerWith(conversation.session, {
          kind: 'task_choices',
          item: cardItem(duty, setting),
          edits: tapped(conversation),
        }),
      )
    case 'same':
      return onDuty(tap, conversation, setting, (duty) => file(conversation, setting, [duty], 'unchanged'))
    case 'done':
      return onDuty(tap, conversation, setting, (duty) => file(conversation, setting, [duty], 'done'))
    case 'percent':
    case 'obstacle':
      return onDuty(tap, conversation, setting, (duty) =>
        ask(tap.action === 'percent' ? 'percent' : 'obstacle', duty, conversation, setting),
      )
    case 'photo':
      return onDuty(tap, conversation, setting, (duty) => ask('evidence', duty, conversation, setting))
    case 'rest_same':
      return restSame(conversation, setting)
    case 'evidence_for':
      return onDuty(tap, conversation, setting, (duty) => placeLoosePhotos(duty, conversation, setting))
    case 'answer':
      return answerQuestion(tap, conversation, setting)
    case 'amend':
    case 'cancel':
    case 'cancel_sure':
      return onReceipt(tap, conversation, setting)
    case 'dismiss':
      return answerWith(conversation.session, { kind: 'receipt_kept' })
    default:
      return null
  }
}

function onDuty(tap: Tap, conversation: Conversation, setting: Setting, act: (duty: Duty) => Turn): Turn {
  const [taskId = '', unitId = ''] = tap.ref.split('.')
  const duty = dutyByRef(conversation, taskId, unitId)
  return duty === null ? stale(conversation, setting) : act(duty)
}

/** Who owes reports gets a fresh card; nobody else has one. */
export function stale(conversation: Conversation, setting: Setting): Turn {
  return conversation.duties.length === 0
    ? answerWith(conversation.session, { kind: 'stale_button' })
    : answerWith(conversation.session, { kind: 'stale_card' }, cardReply(conversation, setting, null))
}

/** What a button says of a task, in the parser's form. */
function said(duty: Duty, status: 'unchanged' | 'done', text: string): TaskReading {
  const base = { ...nothingSaid(duty.task.code, text), status }
  return status === 'done' ? { ...base, percent: 100, percentFrom: 'written' } : base
}

function file(
  conversation: Conversation,
  setting: Setting,
  duties: readonly Duty[],
  status: 'unchanged' | 'done',
): Turn {
  const text = status === 'done' ? 'Hoàn thành' : 'Không đổi'
  return fileAndConclude(conversation, setting, {
    pieces: duties.map((duty) => {
      const reading = said(duty, status, text)
      return { duty, reading, amends: amendedReport(conversation, setting, duty, reading) }
    }),
    evidenceIds: status === 'done' ? conversation.session.loosePhotos.map((photo) => photo.evidenceId) : [],
    arrival: arrivalOf(conversation, setting),
  })
}

/** The message whose button was pressed: it is edited in place. An answer by number gets a message of its own. */
function tapped({ incoming }: Conversation): string | null {
  return incoming.kind === 'tap' ? incoming.refersTo : null
}

/** "Tất cả còn lại: không đổi": only what still misses a report; nothing left is no error. */
function restSame(conversation: Conversation, setting: Setting): Turn {
  const list = boundList(conversation, setting.now)
  const duties = dutiesWithout(conversation, setting).filter((duty) => isListed(duty, list))
  if (duties.length === 0) {
    return answerWith(conversation.session, cardReply(conversation, setting, tapped(conversation)))
  }
  return file(conversation, setting, duties, 'unchanged')
}

function ask(
  field: 'percent' | 'obstacle' | 'evidence',
  duty: Duty,
  conversation: Conversation,
  setting: Setting,
): Turn {
  const report = amendedReport(conversation, setting, duty, null)
  return answerWith(
    {
      ...conversation.session,
      waiting: null,
      focus: {
        taskId: duty.task.id,
        unitId: duty.unit.id,
        field,
        reportId: field === 'percent' ? null : (report?.id ?? null),
        since: setting.now.toString(),
      },
    },
    {
      kind: 'prompt',
      field,
      code: duty.task.code,
      title: duty.task.title,
      previousPercent: duty.last?.content.percent ?? null,
      target: duty.task.target,
    },
  )
}

function placeLoosePhotos(duty: Duty, conversation: Conversation, setting: Setting): Turn {
  const evidenceIds = conversation.session.loosePhotos.map((photo) => photo.evidenceId)
  return evidenceIds.length === 0
    ? stale(conversation, setting)
    : placePhotos(conversation, setting, [duty], evidenceIds)
}

function answerQuestion(tap: Tap, conversation: Conversation, setting: Setting): Turn {
  const { waiting } = conversation.session
  if (waiting === null || waiting.id !== tap.ref) return stale(conversation, setting)
  const reading = readWaiting(conversation, setting, waiting)
  const question = reading.intent === 'not_report' ? undefined : reading.questions[0]
  const option = question === undefined ? undefined : optionsOf(question)[tap.revision]
  if (question === undefined || option === undefined) return stale(conversation, setting)
  if (option.kind === 'drop') return dropQuestion(conversation, setting)
  const answer = answerFor(question, option)
  if (answer === null) return stale(conversation, setting)
  return settleWaiting(conversation, setting, { ...waiting, answers: [...waiting.answers, answer] })
}

/** "Bỏ qua": the question is left; what else the message said is still asked. */
export function dropQuestion(conversation: Conversation, setting: Setting): Turn {
  const { session } = conversation
  const left = answerWith({ ...session, waiting: null }, { kind: 'dialogue_left' })
  if (session.waiting === null) return left
  const reading = readWaiting(conversation, setting, session.waiting)
  const others = reading.intent === 'not_report' ? [] : reading.questions.slice(1)
  if (!others.some((open) => isAskedByItself(open) || reading.intent === 'ask_back')) return left
  const answers = [...session.waiting.answers, { kind: 'drop' as const }]
  return settleWaiting(conversation, setting, { ...session.waiting, answers })
}
