import { expect, test } from 'vitest'
import { withNumberedMenu } from '../../../bot/replies/numbered-menu.ts'
import { tapData } from '../../../core/talk/button.ts'
import type { Outgoing } from '../../../core/talk/message.ts'

const message = (more: Partial<Outgoing>): Outgoing => ({
  text: 'Nội dung',
  buttons: [],
  files: [],
  edits: null,
  replyTo: null,
  ...more,
})
const menuOf = (more: Partial<Outgoing>) => withNumberedMenu(message(more)).text.split('\n').slice(1)
const task = (code: string) => ({ label: code, data: tapData('task', `${code}.u1`) })
const rest = { label: 'Tất cả còn lại: không đổi', data: tapData('rest_same') }
const ack = { label: 'Đã nhận', data: tapData('ack', 'd1') }
const instruct = { label: 'Chỉ đạo…', data: tapData('instruct', 'd1') }

test('a message without buttons stays as it is', () => {
  expect(withNumberedMenu(message({})).text).toBe('Nội dung')
})

test('buttons are numbered in reading order', () => {
  expect(menuOf({ buttons: [[ack, instruct]] })).toEqual([
    '',
    'Trả lời bằng số:',
    '1. Đã nhận',
    '2. Chỉ đạo…',
  ])
})

test('a card is answered by its own numbers, never by a second list', () => {
  const menu = menuOf({
    list: ['a.u1', 'b.u1', 'c.u1'],
    buttons: [[task('NV07'), task('NV09'), task('NV10')], [rest]],
  })
  expect(menu).toEqual([
    'Hoặc theo số thứ tự: 1 60%; 2 xong; 3 kd (kd là không đổi).',
    'Các nhiệm vụ còn lại không đổi: nhắn “còn lại kd”. Báo cáo xong: nhắn 0.',
  ])
})

test('what else stands below a card is answered by its words', () => {
  const menu = menuOf({ list: ['a.u1'], buttons: [[task('NV07')], [ack, instruct]] })
  expect(menu.at(-1)).toBe('Hoặc nhắn “đã nhận” hoặc “chỉ đạo”.')
})

test('a receipt and a single way out are answered by words: numbers stay free for the card', () => {
  const amend = { label: 'Sửa', data: tapData('amend', 'BC-261123-0001') }
  const cancel = { label: 'Hủy', data: tapData('cancel', 'BC-261123-0001') }
  expect(menuOf({ buttons: [[amend, cancel]] })).toEqual(['Nhắn “sửa” hoặc “hủy báo cáo” nếu cần.'])
  const drop = { label: 'Bỏ qua', data: tapData('answer', 'w1', 0) }
  expect(menuOf({ buttons: [[drop]] })).toEqual(['Hoặc nhắn “bỏ qua”.'])
})
