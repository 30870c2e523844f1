import { describe, expect, test } from 'vitest'
import type { Sender } from '../../../core/conversation.ts'
import { askExtension, type ExtensionWords } from '../../../core/task/ask-extension.ts'
import type { ExtensionPart } from '../../../core/task/extension.ts'
import { date } from '../programme/fixtures.ts'
import { conversationWith, settingAt } from '../report/fixtures.ts'

const BINH: Sender = {
  person: { id: 'binh', name: 'Trần Thị Bình', handle: 'binh', honorific: 'chị', title: null, phone: null },
  account: {
    id: 'a1',
    channel: 'telegram',
    account: '1',
    userId: '7',
    threadId: '7',
    personId: 'binh',
    isMain: true,
    state: 'active',
  },
  posts: [],
}

const part = (code: string, due: string | null): ExtensionPart => ({
  taskId: `t${code}`,
  unitId: 'u1',
  code,
  title: `Nhiệm vụ ${code}`,
  unit: 'Sở KH&CN',
  due: due === null ? null : date(due),
})

const NV09 = part('NV09', '2026-11-26')
const NV10 = part('NV10', '2026-11-25')

function ask(words: Partial<ExtensionWords>) {
  const all = { named: [], candidates: [NV09, NV10], wanted: null, reason: 'chờ kinh phí', ...words }
  const setting = { ...settingAt('2026-11-23T10:00'), coordinatorIds: ['chi', 'viet'] }
  return askExtension(all, BINH, conversationWith([]), setting)
}

/** "extension_until NV09", with the arguments that words would be put behind. */
function asked(words: Partial<ExtensionWords>) {
  const { replies, session, changes } = ask(words)
  expect(changes).toEqual([])
  const [reply] = replies
  if (reply?.kind !== 'order') return reply
  return [reply.ask.about, session.order?.args]
}

describe('a request for more time', () => {
  test('task, day and reason known: it is made, and put before every coordinator once', () => {
    const { changes, notices, session } = ask({ named: [NV10], wanted: date('2026-12-30') })
    const [made, audit] = changes
    expect(made).toMatchObject({
      kind: 'request_made',
      request: {
        id: 'tNV10-u1-261230261123',
        kind: 'extension',
        taskId: 'tNV10',
        fromId: 'binh',
        text: 'chờ kinh phí',
      },
    })
    expect(audit).toMatchObject({ kind: 'audited', action: 'request_made' })
    expect(notices.map(({ personId, identity }) => [personId, identity])).toEqual([
      ['chi', 'request:tNV10-u1-261230261123:chi'],
      ['viet', 'request:tNV10-u1-261230261123:viet'],
    ])
    expect(session.order).toBeNull()
  })

  test('asked twice on one day, it is the same request and the same messages', () => {
    const [one, other] = [1, 2].map(() => ask({ named: [NV10], wanted: date('2026-12-30') }))
    const idsOf = (turn: ReturnType<typeof ask> | undefined) => turn?.notices.map(({ identity }) => identity)
    expect(idsOf(one)).toEqual(idsOf(other))
  })

  test('several tasks in one breath are several requests', () => {
    const { changes } = ask({ named: [NV09, NV10], wanted: date('2026-12-30') })
    expect(changes.filter(({ kind }) => kind === 'request_made')).toHaveLength(2)
  })

  test('of an officer with one task, that one is meant', () => {
    const { changes } = ask({ candidates: [NV10], wanted: date('2026-12-30') })
    expect(changes.filter(({ kind }) => kind === 'request_made')).toHaveLength(1)
  })

  test('the narrowest question follows: which task, until when, why', () => {
    expect(asked({})).toEqual(['extension_task', 'chờ kinh phí'])
    expect(asked({ named: [NV09] })).toEqual(['extension_until', '#tNV09.u1 chờ kinh phí'])
    expect(asked({ named: [NV09, NV10] })).toEqual(['extension_until', '#tNV09.u1,tNV10.u1 chờ kinh phí'])
    expect(asked({ named: [NV09], wanted: date('2026-12-30'), reason: '' })).toEqual([
      'extension_reason',
      '#tNV09.u1 =2026-12-30',
    ])
  })

  test('a day that does not lie after the deadline is asked for again, without the words it stood in', () => {
    expect(asked({ named: [NV09], wanted: date('2026-11-26') })).toEqual(['extension_until', '#tNV09.u1'])
  })

  test('who would not say why is not asked again', () => {
    const { changes } = ask({ named: [NV10], wanted: date('2026-12-30'), reason: null })
    expect(changes[0]).toMatchObject({ kind: 'request_made', request: { text: '' } })
  })

  test('a task without a deadline is refused, and nobody is bothered', () => {
    const { replies, notices } = ask({ named: [part('NV17', null)], wanted: date('2026-12-30') })
    expect(replies).toEqual([{ kind: 'refused', problem: { code: 'no_deadline', task: 'NV17' } }])
    expect(notices).toEqual([])
  })
})
