/**
 * What to do with words and photos of an officer: file them, ask the one question that settles them, or answer that
 * they are no report. Pure; the parser is `understand`. behaviour §3a, §3c.
 */
import { Temporal } from 'temporal-polyfill'
import type { Conversation, Setting } from '../../conversation.ts'
import type { Session } from '../../talk/session.ts'
import { answerWith, type Turn } from '../../talk/turn.ts'
import type { Duty } from '../report.ts'
import type { Question, Reading } from '../understand/reading.ts'
import { understand } from '../understand/understand.ts'
import { answerInWords, applyAnswers, optionsOf, textWithAnswers } from './answers.ts'
import { arrivalOf } from './arrival.ts'
import { cardItem } from './card.ts'
import { amendedReport, fileAndConclude } from './conclude.ts'
import { contextOf, dutyByCode } from './known.ts'
import { tasksNamedAlone } from './named-alone.ts'
import { answerNotReport, withWishes } from './not-report.ts'
import { isPromise, notePromise } from './promise-made.ts'
import { readInFocus } from './read-in-focus.ts'
import { placePhotos, receiveMedia, withLoosePhotos, withPhotosOfLeft } from './receive-media.ts'
import { spokenNumbers } from './speak-numbers.ts'

type Waiting = NonNullable<Session['waiting']>

export function hear(conversation: Conversation, setting: Setting): Turn {
  const media = receiveMedia(conversation, setting)
  if (
    media.problems.length > 0 &&
    media.evidenceIds.length === 0 &&
    conversation.incoming.text.trim() === ''
  ) {
    return answerWith(conversation.session, ...media.problems)
  }
  const turn =
    conversation.incoming.text.trim() === ''
      ? media.placeWithoutWords(conversation, setting)
      : hearNumbers(conversation, setting, media.evidenceIds)
  return {
    ...turn,
    changes: [...media.changes, ...turn.changes],
    replies: [...turn.replies, ...media.problems],
    session: withPhotosOfLeft(conversation, turn, setting),
  }
}

/** Numbers of the card become codes before anything else is read. */
function hearNumbers(conversation: Conversation, setting: Setting, evidenceIds: readonly string[]): Turn {
  const spoken = spokenNumbers(conversation, setting, conversation.incoming.text)
  if (spoken === null) return hearWords(conversation, setting, evidenceIds)
  if (spoken.kind === 'refused') {
    return { ...spoken.turn, session: withLoosePhotos(spoken.turn.session, evidenceIds, setting) }
  }
  const incoming = { ...conversation.incoming, text: spoken.text }
  const turn = hearWords({ ...conversation, incoming }, setting, evidenceIds)
  return spoken.off === null ? turn : { ...turn, replies: [...turn.replies, spoken.off] }
}

function hearWords(conversation: Conversation, setting: Setting, evidenceIds: readonly string[]): Turn {
  const text = conversation.incoming.text
  const { waiting } = conversation.session
  if (waiting !== null) {
    const answered = answerWaiting(conversation, setting, waiting, text)
    if (answered !== null) return answered
  }
  const named = tasksNamedAlone(conversation, setting, text)
  if (named.length > 0) return onTasksNamed(conversation, setting, named, evidenceIds)
  const reading = readInFocus(conversation, setting, text, evidenceIds.length)
  const loose = conversation.session.loosePhotos.map((photo) => photo.evidenceId)
  return settle(
    conversation,
    setting,
    {
      id: setting.newId(),
      text,
      sentAt: arrivalOf(conversation, setting).toString(),
      evidenceIds: [
        ...evidenceIds,
        ...(reading.intent === 'report' && reading.pieces.length === 1 ? loose : []),
      ],
      answers: [],
      filed: [],
      since: setting.now.toString(),
    },
    reading,
  )
}

/**
 * "NV09" and nothing else: photos that wait for words belong to it; without any, what can be said of it is offered. One
 * of several tasks is only meant where photos wait.
 */
function onTasksNamed(
  conversation: Conversation,
  setting: Setting,
  named: readonly Duty[],
  evidenceIds: readonly string[],
): Turn {
  const session = withLoosePhotos(conversation.session, evidenceIds, setting)
  const loose = session.loosePhotos.map((photo) => photo.evidenceId)
  if (loose.length > 0) return placePhotos({ ...conversation, session }, setting, named, loose)
  const [first] = named
  return first === undefined
    ? answerWith(session, { kind: 'unsupported' })
    : answerWith(
        { ...session, focus: null },
        { kind: 'task_choices', item: cardItem(first, setting), edits: null },
      )
}

/** Words that answer the waiting question; null: they are about something else. */
function answerWaiting(
  conversation: Conversation,
  setting: Setting,
  waiting: Waiting,
  text: string,
): Turn | null {
  const open = readWaiting(conversation, setting, waiting)
  const question = open.intent === 'not_report' ? undefined : open.questions[0]
  if (question === undefined) return null
  const context = contextOf(conversation, setting, {
    askedTask: question.code,
    photos: 0,
    at: arrivalOf(conversation, setting),
  })
  const named = tasksNamedAlone(conversation, setting, text).map((duty) => duty.task.code)
  const onlyCode = named.length === 1 ? named[0] : undefined
  if (question.code === null && named.length > 0) {
    const loose = named.length === 1 ? conversation.session.loosePhotos : []
    return settleWaiting(conversation, setting, {
      ...waiting,
      evidenceIds: [...waiting.evidenceIds, ...loose.map((photo) => photo.evidenceId)],
      answers: [...waiting.answers, { kind: 'task', codes: named }],
    })
  }
  if (question.kind === 'unknown_code' && onlyCode !== undefined) {
    return settleWaiting(conversation, setting, {
      ...waiting,
      answers: [...waiting.answers, { kind: 'replace_code', from: question.code, to: onlyCode }],
    })
  }
  const answer = answerInWords(question, understand(text, context))
  if (answer === null) return null
  return settleWaiting(conversation, setting, { ...waiting, answers: [...waiting.answers, answer] })
}

/** The waiting text, read again with the answers so far. */
export function readWaiting(conversation: Conversation, setting: Setting, waiting: Waiting): Reading {
  const context = contextOf(conversation, setting, {
    askedTask: null,
    photos: waiting.evidenceIds.length,
    at: Temporal.Instant.from(waiting.sentAt),
  })
  return applyAnswers(understand(textWithAnswers(waiting.text, waiting.answers), context), waiting.answers)
}

export function settleWaiting(conversation: Conversation, setting: Setting, waiting: Waiting): Turn {
  return settle(conversation, setting, waiting, readWaiting(conversation, setting, waiting))
}

/** Files, asks back or answers, by what the reading says. */
function settle(conversation: Conversation, setting: Setting, waiting: Waiting, reading: Reading): Turn {
  switch (reading.intent) {
    case 'not_report':
      return isPromise(reading)
        ? heardPromise(conversation, setting, waiting, reading)
        : answerNotReport(conversation, setting, reading, waiting.evidenceIds)
    case 'ask_back':
      return askBack(conversation, waiting, reading)
    case 'report':
      return fileReading(conversation, setting, waiting, reading)
    default:
      return reading satisfies never
  }
}

function heardPromise(
  conversation: Conversation,
  setting: Setting,
  waiting: Waiting,
  reading: Extract<Reading, { intent: 'not_report' }>,
): Turn {
  const at = Temporal.Instant.from(waiting.sentAt)
  const turn = notePromise(conversation, setting, reading, { text: waiting.text, at })
  return { ...turn, session: withLoosePhotos(turn.session, waiting.evidenceIds, setting) }
}

/** Questions the checklist asks anyway, in the receipt. */
const ASKED_BY_CHECKLIST: readonly string[] = ['evidence', 'cause', 'percent']

export function isAskedByItself(question: Question): boolean {
  return !ASKED_BY_CHECKLIST.includes(question.kind)
}

function fileReading(
  conversation: Conversation,
  setting: Setting,
  waiting: Waiting,
  reading: Extract<Reading, { intent: 'report' }>,
): Turn {
  const pieces = reading.pieces.flatMap((piece) => {
    const duty = waiting.filed.includes(piece.code) ? null : dutyByCode(conversation, piece.code)
    if (duty === null) return []
    return [{ duty, reading: piece, amends: amendedReport(conversation, setting, duty, piece) }]
  })
  const open = reading.questions.filter(isAskedByItself)
  const stillOpen = {
    ...waiting,
    // A photo proves what was clear at once.
    evidenceIds: pieces.length === 0 ? waiting.evidenceIds : [],
    filed: [...waiting.filed, ...pieces.map((piece) => piece.duty.task.code)],
  }
  if (pieces.length === 0) {
    return open.length === 0
      ? answerWith({ ...conversation.session, waiting: null }, { kind: 'dialogue_left' })
      : askBack(conversation, stillOpen, { ...reading, questions: open })
  }
  const filed = fileAndConclude(conversation, setting, {
    pieces,
    evidenceIds: waiting.evidenceIds,
    arrival: Temporal.Instant.from(waiting.sentAt),
  })
  const turn = withWishes(filed, pieces, waiting.text, conversation, setting)
  if (open.length === 0) return turn
  const asked = askBack({ ...conversation, session: turn.session }, stillOpen, {
    ...reading,
    questions: open,
  })
  return { ...turn, replies: [...turn.replies, ...asked.replies], session: asked.session }
}

function askBack(
  conversation: Conversation,
  waiting: Waiting,
  reading: Exclude<Reading, { intent: 'not_report' }>,
): Turn {
  const question = reading.questions[0] ?? { kind: 'unclear' as const, code: null }
  const duties = conversation.duties
  const titles = Object.fromEntries(duties.map(({ task }) => [task.code, task.title]))
  const previous = duties.find(({ task }) => task.code === question.code)?.last?.content.percent ?? null
  const session: Session = { ...conversation.session, waiting, focus: null }
  return answerWith(session, {
    kind: 'question',
    waitingId: waiting.id,
    question,
    titles,
    words: wordsAskedAbout(question, waiting, reading),
    previousPercent: previous,
    options: optionsOf(question),
  })
}

/** His own words, so that the question is about them and not about ours. */
function wordsAskedAbout(
  question: Question,
  waiting: Waiting,
  reading: Exclude<Reading, { intent: 'not_report' }>,
): string {
  const piece = reading.pieces.find(({ code }) => code === question.code)
  return (piece?.excerpt ?? waiting.text).replace(/^[\s,;:.–-]+|[\s,;:.–-]+$/g, '')
}
