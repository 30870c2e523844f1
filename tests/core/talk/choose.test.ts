import { describe, expect, test } from 'vitest'
import type { Conversation } from '../../../core/conversation.ts'
import { tapData } from '../../../core/talk/button.ts'
import { choiceOf } from '../../../core/talk/choose.ts'
import type { Outgoing, SentMessage } from '../../../core/talk/message.ts'
import { EMPTY_SESSION, type Session } from '../../../core/talk/session.ts'
import { at, conversationWith, dutyOn } from '../report/fixtures.ts'

const NOW = at('2026-11-23T15:40')
const DUTIES = ['NV07', 'NV09', 'NV10'].map((code) => dutyOn(code))

const message = (more: Partial<Outgoing>): Outgoing => ({
  text: '',
  buttons: [],
  files: [],
  edits: null,
  replyTo: null,
  ...more,
})
const buttons = (...labelled: readonly (readonly [string, string])[]) => [
  labelled.map(([label, data]) => ({ label, data })),
]
const sent = (one: Outgoing, when = '2026-11-23T15:30'): SentMessage => ({ message: one, sentAt: at(when) })

const CARD = message({
  list: ['tNV07.u1', 'tNV09.u1', 'tNV10.u1'],
  buttons: buttons(
    ['NV07', tapData('task', 'tNV07.u1')],
    ['Tất cả còn lại: không đổi', tapData('rest_same')],
  ),
})
const RECEIPT = message({
  buttons: buttons(['Sửa', tapData('amend', 'BC-261123-0001')], ['Hủy', tapData('cancel', 'BC-261123-0001')]),
})
const question = (id: string) =>
  message({
    buttons: buttons(
      ['60%', tapData('answer', id, 0)],
      ['70%', tapData('answer', id, 1)],
      ['Bỏ qua', tapData('answer', id, 2)],
    ),
  })
const DIGEST = message({
  buttons: buttons(['Đã nhận', tapData('ack', 'd1')], ['Chỉ đạo…', tapData('instruct', 'd1')]),
})

function chosen(
  text: string,
  recentMenus: readonly SentMessage[],
  more: Partial<Conversation> & { readonly hasButtons?: boolean; readonly session?: Session } = {},
) {
  const base = conversationWith(DUTIES, { recentMenus, ...more })
  return choiceOf({ ...base, incoming: { ...base.incoming, text } }, more.hasButtons ?? false, NOW)
}

const waiting = (id: string): Session => ({
  ...EMPTY_SESSION,
  waiting: {
    id,
    text: 'NV10 60-70%',
    sentAt: NOW.toString(),
    evidenceIds: [],
    answers: [],
    filed: [],
    since: NOW.toString(),
  },
})
const percentAsked = (since: string): Session => ({
  ...EMPTY_SESSION,
  focus: { taskId: 'tNV07', unitId: 'u1', field: 'percent', reportId: null, since: at(since).toString() },
})

describe('a number on the card', () => {
  test('names its task, with buttons and without', () => {
    const tap = { action: 'task', ref: 'tNV09.u1', revision: 0 }
    expect(chosen('2', [sent(CARD)])).toEqual({ kind: 'tap', tap })
    expect(chosen('2', [sent(CARD)], { hasButtons: true })).toEqual({ kind: 'tap', tap })
    expect(chosen(' số 2 ', [sent(CARD)])).toEqual({ kind: 'tap', tap })
  })

  test('0 finishes it', () => {
    expect(chosen('0', [sent(CARD)])).toEqual({ kind: 'finish' })
  })

  test('still names it behind the receipts that followed', () => {
    expect(chosen('2', [sent(RECEIPT, '2026-11-23T15:35'), sent(CARD)])).toMatchObject({ kind: 'tap' })
  })

  test('a little behind its end is a slip, far behind it a figure', () => {
    expect(chosen('4', [sent(CARD)])).toEqual({ kind: 'beyond', of: 'list', number: 4, count: 3 })
    expect(chosen('70', [sent(CARD)])).toEqual({ kind: 'none' })
  })

  test('of the day before is old', () => {
    expect(chosen('2', [sent(CARD, '2026-11-22T16:30')])).toEqual({ kind: 'old_list' })
  })

  test('of the day before is meant when it is quoted', () => {
    const quoted = { refersTo: CARD }
    expect(chosen('2', [sent(DIGEST)], quoted)).toMatchObject({ kind: 'tap', tap: { ref: 'tNV09.u1' } })
  })

  test('is read as words beside a quoted receipt: its task is meant', () => {
    expect(chosen('65', [sent(RECEIPT)], { refersTo: RECEIPT })).toEqual({ kind: 'none' })
  })

  test('is a percentage while one is asked for, until a newer card is shown', () => {
    const session = percentAsked('2026-11-23T15:32')
    expect(chosen('2', [sent(CARD)], { session })).toEqual({ kind: 'none' })
    const newer = sent(CARD, '2026-11-23T15:35')
    expect(chosen('2', [newer], { session })).toMatchObject({ kind: 'tap' })
  })
})

describe('a number on a question', () => {
  test('chooses its answer while the question is open', () => {
    const found = chosen('2', [sent(question('w1')), sent(CARD)], { session: waiting('w1') })
    expect(found).toEqual({ kind: 'tap', tap: { action: 'answer', ref: 'w1', revision: 1 } })
  })

  test('goes to the card once the question is answered', () => {
    const found = chosen('2', [sent(question('w1')), sent(CARD)])
    expect(found).toMatchObject({ kind: 'tap', tap: { action: 'task' } })
  })

  test('is told to be too late when no card stands behind it', () => {
    expect(chosen('2', [sent(question('w1'))])).toEqual({ kind: 'closed' })
  })

  test('that is none of its answers is read as words', () => {
    expect(chosen('65', [sent(question('w1'))], { session: waiting('w1') })).toEqual({ kind: 'none' })
  })

  test('does not choose a lone “Bỏ qua”: it answers the question', () => {
    const lone = message({ buttons: buttons(['Bỏ qua', tapData('answer', 'w1', 0)]) })
    expect(chosen('1', [sent(lone)], { session: waiting('w1') })).toEqual({ kind: 'none' })
    expect(chosen('bo qua', [sent(lone)], { session: waiting('w1') })).toMatchObject({ kind: 'tap' })
  })

  test('chooses nothing where one sees buttons', () => {
    const found = chosen('2', [sent(question('w1'))], { session: waiting('w1'), hasButtons: true })
    expect(found).toEqual({ kind: 'none' })
  })

  test('never confirms what was asked before a later receipt', () => {
    const confirm = message({
      buttons: buttons(
        ['Đúng, hủy báo cáo', tapData('cancel_sure', 'BC-261123-0001')],
        ['Giữ lại', tapData('dismiss')],
      ),
    })
    expect(chosen('1', [sent(RECEIPT), sent(confirm)])).toEqual({ kind: 'none' })
    expect(chosen('1', [sent(confirm)])).toMatchObject({ kind: 'tap', tap: { action: 'cancel_sure' } })
  })
})

describe('words', () => {
  test('are a button of the open menu, whatever their case and marks', () => {
    const tap = { action: 'instruct', ref: 'd1', revision: 0 }
    for (const text of ['chỉ đạo', 'Chi dao', 'CHỈ ĐẠO…'.normalize('NFD')]) {
      expect(chosen(text, [sent(DIGEST)])).toEqual({ kind: 'tap', tap })
    }
    expect(chosen('chỉ đạo', [sent(DIGEST)], { hasButtons: true })).toEqual({ kind: 'none' })
  })

  test('change the newest receipt, or the one that is quoted', () => {
    const older = message({ buttons: buttons(['Sửa', tapData('amend', 'BC-261122-0007')]) })
    const tap = { action: 'amend', ref: 'BC-261123-0001', revision: 0 }
    expect(chosen('sửa', [sent(RECEIPT), sent(older)])).toEqual({ kind: 'tap', tap })
    expect(chosen('hủy báo cáo', [sent(RECEIPT)], { refersTo: older })).toEqual({
      kind: 'tap',
      tap: { action: 'cancel', ref: 'BC-261122-0007', revision: 0 },
    })
  })

  test('“bỏ qua” leaves what is asked, and is talk when nothing is', () => {
    const options = { session: waiting('w1'), hasButtons: true }
    expect(chosen('bỏ qua', [sent(question('w1'))], options)).toEqual({ kind: 'leave' })
    expect(chosen('bỏ qua', [])).toEqual({ kind: 'none' })
  })

  test('choose an offer below a summary, which leaves the numbers to what is asked', () => {
    const summary = message({
      buttons: buttons(
        ['Biểu đồ', tapData('export_picture', 's1')],
        ['Excel', tapData('export_workbook', 's1')],
      ),
    })
    const both = [sent(summary, '2026-11-23T15:35'), sent(DIGEST)]
    expect(chosen('excel', both)).toMatchObject({ kind: 'tap', tap: { action: 'export_workbook' } })
    expect(chosen('1', both)).toMatchObject({ kind: 'tap', tap: { action: 'ack' } })
    expect(chosen('1', [sent(summary)])).toEqual({ kind: 'none' })
  })

  test('a code alone is left to the dialogue: it may name the task of a photo', () => {
    expect(chosen('NV07', [sent(CARD)])).toEqual({ kind: 'none' })
  })
})

test('a caption of a photo chooses nothing', () => {
  const media = [{ ok: true, sha256: 'a', sizeBytes: 1, kind: 'photo', fileName: null, mime: null } as const]
  expect(chosen('2', [sent(CARD)], { media })).toEqual({ kind: 'none' })
})
