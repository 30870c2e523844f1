import { expect, test } from 'vitest'
import { commandsOf } from '../../../core/directory/permission.ts'

test('receipts are offered to those who report, substitutes among them, and to nobody else', () => {
  expect(commandsOf(['officer'], true)).toContain('lichsu')
  expect(commandsOf(['supervisor'], true)).toContain('lichsu')
  for (const roles of [['supervisor'], ['head'], ['coordinator'], ['inspector']] as const) {
    expect(commandsOf(roles, false)).not.toContain('lichsu')
  }
})

test('commands of coordinators are not offered to officers', () => {
  expect(commandsOf(['officer'], true)).not.toContain('tonghop')
})
