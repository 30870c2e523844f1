import { expect, test } from 'vitest'
import { hearLeader } from '../../../../core/report/dialogue/hear-leader.ts'
import { conversationWith, settingAt } from '../fixtures.ts'

const said = (text: string) => {
  const base = conversationWith([])
  const conversation = { ...base, incoming: { ...base.incoming, text } }
  return hearLeader(conversation, settingAt('2026-11-23T10:00'))?.replies[0]
}

test('thanks and instructions of somebody who owes no reports are answered as such', () => {
  expect(said('Cảm ơn em')).toMatchObject({ kind: 'not_a_report', of: 'thanks' })
  expect(said('Yêu cầu Sở Tư pháp báo cáo ngay NV14')).toMatchObject({ of: 'instruction' })
})

test('anything else is left to the help', () => {
  expect(said('NV14 70%')).toBeUndefined()
  expect(said('alo')).toBeUndefined()
})
