import { expect, test } from 'vitest'
import { render } from '../../../bot/replies/render.ts'
import { currentLine } from '../../../core/report/dialogue/receipt-line.ts'
import type { Receipt } from '../../../core/talk/reply.ts'
import { at, dutyOn, reportOn, ZONE } from '../../core/report/fixtures.ts'

const NOW = at('2026-11-23T16:00')
const report = { ...reportOn(dutyOn('NV09')), evidenceCount: 3 }
const receipt: Receipt = {
  kind: 'receipt',
  verb: 'filed',
  number: report.number,
  at: report.filedAt,
  lateMinutes: 0,
  lines: [currentLine(report)],
  remaining: [],
  photosWithoutTask: 0,
}
const grown = { kind: 'receipt_grown', receipt, added: 2, edits: '7:2' } as const

test('a receipt that grew is written anew where it stands', () => {
  const message = render(grown, { now: NOW, zone: ZONE, canEdit: true })
  expect(message.text).toBe('✅ BC-261123-0001 · 10:00, trước hạn · NV09 60% · 3 minh chứng')
  expect(message.edits).toBe('7:2')
  expect(message.buttons.flat().map(({ label }) => label)).toEqual(['Sửa', 'Hủy'])
})

test('where nothing can be edited, one line says what was added', () => {
  const message = render(grown, { now: NOW, zone: ZONE, canEdit: false })
  expect(message.text).toBe('Đã thêm 2 ảnh/tệp vào BC-261123-0001 (NV09: 3 minh chứng).')
  expect(message.buttons).toEqual([])
})

test('also where the receipt to be edited is not known', () => {
  const message = render({ ...grown, edits: null }, { now: NOW, zone: ZONE, canEdit: true })
  expect(message.text).toMatch(/^Đã thêm 2/)
})

test('a message that numbers duties says which, in its order', () => {
  const item = {
    ref: { taskId: 'tNV09', unitId: 'u1' },
    code: 'NV09',
    title: 'Nhiệm vụ NV09',
    unitShortName: null,
    state: 'missing',
    missing: [],
    last: null,
    due: null,
    promised: null,
  } as const
  const items = [
    item,
    { ...item, ref: { taskId: 'tNV07', unitId: 'u1' }, code: 'NV07', state: 'complete' as const },
  ]
  const card = render(
    { kind: 'card', of: 'asked', periods: [], items, edits: null, standingInFor: [] },
    { now: NOW, zone: ZONE },
  )
  expect(card.list).toEqual(['tNV09.u1', 'tNV07.u1'])
  expect(render({ kind: 'task_list', items, done: [] }, { now: NOW, zone: ZONE }).list).toEqual(card.list)
  expect(render({ kind: 'order_declined' }, { now: NOW, zone: ZONE }).list).toBeUndefined()
})
