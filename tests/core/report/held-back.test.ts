import { expect, test } from 'vitest'
import { draftPieces } from '../../../core/lock/report-draft.ts'
import { fileAndConclude } from '../../../core/report/dialogue/conclude.ts'
import { hear } from '../../../core/report/dialogue/hear.ts'
import { closedNotes, lockOnDuty, piecesOfDraft } from '../../../core/report/dialogue/held-back.ts'
import { conference, exception } from '../lock/fixtures.ts'
import { at, conversationWith, dutyOn, reading, reportOn, settingAt } from './fixtures.ts'

const duty = dutyOn('NV09')
const locked = (now: string, more: Parameters<typeof conference>[0] = {}) => ({
  ...settingAt(now),
  conferences: [conference(more)],
})

/** Said at that local time. */
function saying(text: string, sentAt: string, duties = [duty]) {
  const base = conversationWith(duties)
  return { ...base, incoming: { ...base.incoming, text, sentAt: at(sentAt).toString() } }
}

test('a report said during the lock is not filed: it is refused with the time of opening, and kept', () => {
  const turn = hear(saying('NV09 70%, vướng kinh phí', '2026-11-26T10:00'), locked('2026-11-26T10:00'))
  expect(turn.changes.map(({ kind }) => kind)).toEqual(['draft_kept'])
  expect(turn.replies).toMatchObject([
    { kind: 'lock', view: { of: 'report_refused', codes: ['NV09'], opensAt: at('2026-11-28T12:00') } },
  ])
  expect(turn.session).toMatchObject({ focus: null, waiting: null })
})

test('said in the last millisecond before the lock it is filed, however late we come to it', () => {
  const turn = hear(saying('NV09 70%', '2026-11-24T23:59:59.999'), locked('2026-11-25T00:10'))
  expect(turn.replies).toMatchObject([{ kind: 'receipt' }])
})

test('said during the lock, but read only after it, it is filed: nothing keeps it back any more', () => {
  const talk = saying('NV09 70%', '2026-11-28T11:59')
  expect(lockOnDuty(duty, talk, locked('2026-11-28T12:05'))).toBeNull()
})

test('a unit that was let in files as ever', () => {
  const exceptions = [exception('u1', '2026-11-26T09:00', '2026-11-26T17:00')]
  const turn = hear(saying('NV09 70%', '2026-11-26T10:00'), locked('2026-11-26T10:00', { exceptions }))
  expect(turn.replies).toMatchObject([{ kind: 'receipt' }])
})

test('of a message about two programmes the open one is filed, the closed one kept', () => {
  const other = dutyOn('CB01', {
    task: { ...dutyOn('CB01').task, programmeId: 'p2' },
    programme: { ...duty.programme, id: 'p2' },
  })
  const talk = saying('NV09 70%; CB01 20%', '2026-11-26T10:00', [duty, other])
  const turn = hear(talk, locked('2026-11-26T10:00'))
  const filed = turn.changes.flatMap((change) =>
    change.kind === 'report_filed' ? [change.report.taskId] : [],
  )
  const kept = turn.changes.flatMap((change) => (change.kind === 'draft_kept' ? [change.draft.text] : []))
  expect(filed).toEqual(['tCB01'])
  expect(kept).toEqual(['NV09 70%'])
})

test('what a draft holds survives its storage and files as the same report', () => {
  const said = reading('NV09', {
    status: 'in_progress',
    percent: 70,
    percentFrom: 'written',
    obstacle: { text: 'thiếu kinh phí', cause: 'objective' },
    dates: [
      {
        kind: 'next_step',
        date: at('2026-12-01T00:00').toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate(),
        time: null,
        isBefore: false,
      },
    ],
  })
  const talk = saying('NV09 70%', '2026-11-26T10:00')
  const message = {
    pieces: [{ duty, reading: said, amends: null }],
    evidenceIds: ['e1'],
    arrival: at('2026-11-26T10:00'),
  }
  const turn = fileAndConclude(talk, locked('2026-11-26T10:00'), message)
  const draft = turn.changes.flatMap((change) => (change.kind === 'draft_kept' ? [change.draft] : []))[0]
  if (draft === undefined) throw new Error('nothing kept')
  expect(draft.evidenceIds).toEqual(['e1'])
  const stored = draftPieces.parse(JSON.parse(JSON.stringify(draft.pieces)))
  expect(piecesOfDraft({ ...draft, pieces: stored }, talk)).toEqual([{ duty, reading: said, amends: null }])
})

test('a draft whose task went to other hands, or whose report is gone, has nothing to file', () => {
  const piece = { taskId: 'tNV09', unitId: 'u1', code: 'NV09', reading: null, amends: 'r1' }
  const draft = {
    id: 'd1',
    personId: 'binh',
    programmeId: 'p1',
    unitId: 'u1',
    pieces: [piece],
    text: 'NV09',
    evidenceIds: ['e1'],
    keptAt: at('2026-11-26T10:00'),
    toldAt: null,
  }
  expect(piecesOfDraft(draft, conversationWith([]))).toEqual([])
  expect(piecesOfDraft(draft, conversationWith([duty]))).toEqual([])
  const report = reportOn(duty)
  expect(piecesOfDraft(draft, conversationWith([duty], { ownReports: [report] }))).toEqual([
    { duty, reading: null, amends: report },
  ])
})

test('above the card it is said once per programme that input is closed', () => {
  const talk = conversationWith([duty, dutyOn('NV10')])
  expect(closedNotes(talk, locked('2026-11-26T10:00'))).toHaveLength(1)
  expect(closedNotes(talk, locked('2026-11-24T10:00'))).toEqual([])
})
