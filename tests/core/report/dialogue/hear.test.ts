import { describe, expect, test } from 'vitest'
import type { Conversation, StoredMedia } from '../../../../core/conversation.ts'
import { hear } from '../../../../core/report/dialogue/hear.ts'
import { EMPTY_SESSION, readSession, type Session } from '../../../../core/talk/session.ts'
import type { Turn } from '../../../../core/talk/turn.ts'
import { at, conversationWith, dutyOn, reportOn, settingAt } from '../fixtures.ts'

const TIME = '2026-11-23T10:00'
const CODES = ['NV07', 'NV09', 'NV10']
const DUTIES = CODES.map((code) => dutyOn(code))
const CARD = { text: '', buttons: [], files: [], edits: null, replyTo: null }
const LIST = { ...CARD, list: CODES.map((code) => `t${code}.u1`) }

const photo = (name: string): StoredMedia => ({
  ok: true,
  sha256: name,
  sizeBytes: 1,
  kind: 'photo',
  fileName: null,
  mime: null,
})

/** One for all, so that no two things get the same identifier. */
const SETTING = settingAt(TIME)

function say(text: string, more: Partial<Conversation> = {}): Turn {
  const base = conversationWith(DUTIES, more)
  return hear({ ...base, incoming: { ...base.incoming, text, ...more.incoming } }, SETTING)
}

const kinds = (turn: Turn) => turn.replies.map((reply) => reply.kind)
const filed = (turn: Turn) =>
  turn.changes.flatMap((change) =>
    change.kind === 'report_filed'
      ? [[change.report.taskId, change.version.content.status, change.version.content.percent]]
      : [],
  )
const attached = (turn: Turn) =>
  turn.changes.flatMap((change) => (change.kind === 'evidence_attached' ? [change.reportId] : []))
const loose = (turn: Turn) => turn.session.loosePhotos.map(({ evidenceId }) => evidenceId)

describe('numbers of the card', () => {
  const shown = { recentMenus: [{ message: LIST, sentAt: at('2026-11-23T09:00') }] }

  test('file their tasks, and those that are none are told', () => {
    const turn = say('1 60%; 3 kd; 8 xong', shown)
    expect(filed(turn)).toEqual([
      ['tNV07', 'in_progress', 60],
      ['tNV10', 'unchanged', null],
    ])
    expect(turn.replies.at(-1)).toEqual({ kind: 'numbers_off', beyond: [8], gone: [], count: 3 })
  })

  test('mean nothing before a card was shown', () => {
    expect(filed(say('1 60%; 3 kd'))).toEqual([])
  })

  test('of a quoted older card are that card’s', () => {
    const older = { ...CARD, list: ['tNV10.u1', 'tNV07.u1'] }
    expect(filed(say('1 60%', { ...shown, refersTo: older }))).toEqual([['tNV10', 'in_progress', 60]])
  })

  test('of a card of yesterday file nothing where they name others now; the card of now follows', () => {
    const yesterday = { ...LIST, list: ['tNV10.u1', 'tNV07.u1', 'tNV09.u1'] }
    const turn = say('1 60%', { recentMenus: [{ message: yesterday, sentAt: at('2026-11-22T16:30') }] })
    expect(filed(turn)).toEqual([])
    expect(kinds(turn)).toEqual(['old_list', 'card'])
  })

  test('of a card of yesterday are taken where they name the same now', () => {
    const turn = say('1 60%', { recentMenus: [{ message: LIST, sentAt: at('2026-11-22T16:30') }] })
    expect(filed(turn)).toEqual([['tNV07', 'in_progress', 60]])
  })

  test('whose task is not owed any more file nothing; the card of now follows', () => {
    const more = { recentMenus: [{ message: { ...LIST, list: ['tNV99.u1'] }, sentAt: at(TIME) }] }
    const turn = say('1 xong', more)
    expect(turn.replies[0]).toEqual({ kind: 'numbers_off', beyond: [], gone: [1], count: 1 })
    expect(kinds(turn)).toEqual(['numbers_off', 'card'])
  })

  test('with a photo prove what they say', () => {
    const turn = say('2 65%', { ...shown, media: [photo('a')] })
    expect(filed(turn)).toEqual([['tNV09', 'in_progress', 65]])
    expect(attached(turn)).toHaveLength(1)
  })

  test('“còn lại” is what the card names and nobody has reported', () => {
    const two = { recentMenus: [{ message: { ...LIST, list: ['tNV07.u1', 'tNV09.u1'] }, sentAt: at(TIME) }] }
    expect(filed(say('còn lại kd', two)).map(([task]) => task)).toEqual(['tNV07', 'tNV09'])
  })
})

describe('photos without words', () => {
  const waitingFor = (...ids: readonly string[]): Session => ({
    ...EMPTY_SESSION,
    loosePhotos: ids.map((evidenceId) => ({ evidenceId, at: at('2026-11-23T09:50').toString() })),
  })
  const ownReports = [reportOn(dutyOn('NV09'))]

  test('go all to the task that is named after them', () => {
    const turn = say('NV09', { session: waitingFor('e1', 'e2'), ownReports })
    expect(attached(turn)).toEqual(['r1', 'r1'])
    expect(loose(turn)).toEqual([])
    expect(kinds(turn)).toEqual(['receipt'])
  })

  test('stay, and its progress is asked for, where that task has no report today', () => {
    const turn = say('nv 9 ạ', { session: waitingFor('e1') })
    expect(attached(turn)).toEqual([])
    expect(loose(turn)).toEqual(['e1'])
    expect(turn.replies[0]).toMatchObject({ kind: 'prompt', field: 'percent', code: 'NV09' })
  })

  test('go to the task of the code’s number', () => {
    expect(attached(say('9', { session: waitingFor('e1'), ownReports }))).toEqual(['r1'])
  })

  test('are asked about once, then counted', () => {
    const first = say('', { media: [photo('a')] })
    expect(first.replies[0]).toMatchObject({ kind: 'photo_kept', count: 1, added: 0 })
    const asked = { ...CARD, buttons: [[{ label: 'NV07', data: 'v1:evidence_for:tNV07.u1:0' }]] }
    const second = say('', {
      session: first.session,
      media: [photo('b')],
      recentMenus: [{ message: asked, sentAt: at(TIME) }],
    })
    expect(second.replies[0]).toMatchObject({ kind: 'photo_kept', count: 2, added: 1 })
  })

  test('of a question that is left are loose ones again', () => {
    const asked = say('60%', { media: [photo('a')] })
    const [id] = asked.session.waiting?.evidenceIds ?? []
    expect(kinds(asked)).toEqual(['question'])
    const turn = say('NV10 58%', { session: asked.session })
    expect(filed(turn)).toEqual([['tNV10', 'in_progress', 58]])
    expect(loose(turn)).toEqual([id])
  })

  test('and one more of the same album after the question join it', () => {
    const asked = say('60%', { media: [photo('a')] })
    const before = asked.session.waiting?.evidenceIds ?? []
    const turn = say('', {
      session: asked.session,
      media: [photo('b')],
      album: { evidenceIds: before, reports: [], answerId: '7:2' },
    })
    expect(turn.session.waiting?.evidenceIds).toHaveLength(2)
    expect(turn.replies).toEqual([{ kind: 'photo_joined', added: 1 }])
  })
})

describe('late parts of an album', () => {
  const report = { ...reportOn(dutyOn('NV09')), evidenceCount: 2 }
  const album = { evidenceIds: ['e1', 'e2'], reports: [report], answerId: '7:2' }
  const late = { media: [photo('c')], album, ownReports: [report] }

  test('join the report without a new version', () => {
    const turn = say('', late)
    expect(attached(turn)).toEqual(['r1'])
    expect(turn.changes.some((change) => change.kind === 'report_amended')).toBe(false)
  })

  test('change the receipt they belong to', () => {
    expect(say('', late).replies[0]).toMatchObject({
      kind: 'receipt_grown',
      added: 1,
      edits: '7:2',
      receipt: { number: report.number, lines: [{ code: 'NV09', evidenceCount: 3 }] },
    })
  })

  test('of a report that was cancelled meanwhile are kept and asked for', () => {
    const turn = say('', { ...late, album: { ...album, reports: [] }, ownReports: [] })
    expect(loose(turn)).toHaveLength(1)
    expect(kinds(turn)).toEqual(['photo_kept'])
  })
})

describe('promises', () => {
  test('set no report and are remembered until their day is over', () => {
    const turn = say('chiều nay em gửi NV10 nhé')
    expect(turn.changes).toEqual([])
    const kept = (when: string) => readSession(turn.session, at(when)).promises.map(({ codes }) => codes)
    expect(kept('2026-11-23T23:59')).toEqual([['NV10']])
    expect(kept('2026-11-24T00:00')).toEqual([])
  })

  test('without a task are about everything that is missing', () => {
    const own = [{ ...DUTIES[0]!, task: { ...DUTIES[0]!.task, state: 'done' as const } }, ...DUTIES.slice(1)]
    const turn = say('chiều em gửi ạ', { duties: own })
    expect(turn.session.promises.map(({ codes }) => codes)).toEqual([['NV09', 'NV10']])
  })

  test('go when the report comes', () => {
    const promised = say('chiều em gửi NV09, NV10 ạ').session
    expect(say('NV10 58%', { session: promised }).session.promises.map(({ codes }) => codes)).toEqual([
      ['NV09'],
    ])
  })

  test('that come after the cut-off are told so', () => {
    expect(say('mai em gửi NV10 ạ').replies[0]).toMatchObject({ kind: 'promise_noted', timing: 'after' })
    expect(say('tối nay em gửi NV10').replies[0]).toMatchObject({ timing: 'after' })
    expect(say('chiều nay em gửi NV10').replies[0]).toMatchObject({ timing: 'before' })
  })
})

test('a photo filed with the clear part of a message is not moved by the answer about the rest', () => {
  const first = say('NV10 61%, NV07 khoảng 80-85%', { media: [photo('a')] })
  expect(attached(first)).toHaveLength(1)
  expect(first.session.waiting?.evidenceIds).toEqual([])
})

test('promising the product that was asked for does not name it', () => {
  const done = say('NV09 xong rồi')
  expect(done.session.focus?.field).toBe('product')
  const more = { session: done.session, ownReports: [reportOn(dutyOn('NV09'), { missing: ['product'] })] }
  const turn = say('mai em gửi minh chứng', more)
  expect(turn.changes).toEqual([])
  expect(kinds(turn)).toEqual(['promise_noted'])
  expect(kinds(say('Quyết định 12/QĐ-SKHCN', more))).toEqual(['receipt'])
})
