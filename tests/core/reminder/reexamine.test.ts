import { describe, expect, it } from 'vitest'
import { createWorkCalendar } from '../../../core/programme/calendar.ts'
import type { OfficerReminder } from '../../../core/reminder/plan.ts'
import { type Examination, isStillUncovered, reexamination } from '../../../core/reminder/reexamine.ts'
import { indexSnapshot, type ReminderSnapshot } from '../../../core/reminder/snapshot.ts'
import { leave, post } from '../directory/fixtures.ts'
import { date, local } from '../programme/fixtures.ts'
import { filing, programme, snapshot, task, told } from './fixtures.ts'

type Part = OfficerReminder['parts'][number]['kind']

function again(
  state: ReminderSnapshot,
  personId: string,
  kind: Part,
  instants: readonly string[],
  now: string,
): Examination {
  const at = instants.map(local)
  const planned = { personId, at: at.at(-1)!, parts: [{ kind, instants: at, endings: [], mornings: [] }] }
  return reexamination(indexSnapshot(state), local(now))(planned)
}
const reminderOf = (state: ReminderSnapshot, personId = 'an') =>
  again(state, personId, 'reminder', ['2026-11-23T16:30'], '2026-11-23T16:31')
const headsUpOf = (state: ReminderSnapshot, now = '2026-11-23T15:31') =>
  again(state, 'an', 'heads_up', ['2026-11-23T15:30'], now)

/** "card t1 missing, t2 incomplete (number)". */
function said(examination: Examination): string {
  if (examination.decision === 'drop') return 'drop'
  const items = examination.items.map(
    ({ taskId, state, missing }) => `${taskId} ${state}${missing.length > 0 ? ` (${missing.join()})` : ''}`,
  )
  const deadlines = examination.deadlines.map(
    ({ taskId, workingDaysLeft }) => `${taskId} in ${workingDaysLeft}`,
  )
  return `${examination.form} ${[...items, ...deadlines].join(', ')}`
}

describe('at sending, a reminder', () => {
  it('is the card while something is missing', () => {
    const filings = [filing('t2', 'phong', 'daily', '2026-11-23', ['number', 'proposal'])]
    expect(said(reminderOf(snapshot({ filings })))).toBe('card t1 missing, t2 incomplete (number,proposal)')
  })
  it('is the receipt once everything is complete', () => {
    const filings = ['t1', 't2'].map((id) => filing(id, 'phong', 'daily', '2026-11-23'))
    expect(said(reminderOf(snapshot({ filings })))).toBe('receipt t1 complete, t2 complete')
  })
  it('shows the worst of the periods that end together', () => {
    const filings = [
      filing('t3', 'xa', 'weekly', '2026-W48'),
      filing('t3', 'xa', 'daily', '2026-11-27', ['number']),
    ]
    const friday = (of: ReminderSnapshot['filings']) =>
      again(snapshot({ filings: of }), 'binh', 'reminder', ['2026-11-27T16:30'], '2026-11-27T16:31')
    expect(said(friday(filings))).toBe('card t3 incomplete (number)')
    expect(said(friday(filings.slice(0, 1)))).toBe('card t3 missing')
    expect(friday(filings.slice(0, 1))).toMatchObject({
      items: [
        {
          periods: [
            { periodKey: '2026-11-27', state: 'missing' },
            { periodKey: '2026-W48', state: 'complete' },
          ],
        },
      ],
    })
  })
  it('for two missed days stays one and names both', () => {
    const examined = again(
      snapshot({ filings: [filing('t3', 'xa', 'daily', '2026-11-24')] }),
      'binh',
      'reminder',
      ['2026-11-23T16:30', '2026-11-24T16:30'],
      '2026-11-24T16:40',
    )
    expect(examined).toMatchObject({
      form: 'card',
      items: [
        {
          taskId: 't3',
          state: 'missing',
          periods: [
            { periodKey: '2026-11-23', state: 'missing' },
            { periodKey: '2026-11-24', state: 'complete' },
          ],
        },
      ],
    })
  })
  it('loses tasks that were closed meanwhile, and is dropped when none is left', () => {
    const tasks = [task('t1', 'phong', { state: 'done' }), task('t2', 'phong')]
    expect(said(reminderOf(snapshot({ tasks })))).toBe('card t2 missing')
    expect(said(reminderOf(snapshot({ tasks: tasks.slice(0, 1) })))).toBe('drop')
  })
  it('is dropped when the lock has fallen', () => {
    const lock = { from: local('2026-11-23T16:30'), until: local('2026-11-26T12:00'), openUnitIds: [] }
    expect(said(reminderOf(snapshot({ locks: [{ ...lock, programmeId: 'p1' }] })))).toBe('drop')
  })
  it('is dropped when the programme was closed, or its cut-off moved away', () => {
    const closed = [{ ...programme('p1'), active: false }]
    expect(said(reminderOf(snapshot({ programmes: closed })))).toBe('drop')
    expect(said(reminderOf(snapshot({ programmes: [programme('p1', { cutOff: '17:00' })] })))).toBe('drop')
  })
})

describe('at sending, a heads-up', () => {
  it('names what is still missing', () => {
    expect(said(headsUpOf(snapshot({ filings: [filing('t1', 'phong', 'daily', '2026-11-23')] })))).toBe(
      'card t2 missing',
    )
  })
  it('is dropped when he has reported meanwhile', () => {
    const filings = ['t1', 't2'].map((id) => filing(id, 'phong', 'daily', '2026-11-23'))
    expect(said(headsUpOf(snapshot({ filings })))).toBe('drop')
  })
  it('is dropped from the cut-off on', () => {
    expect(said(headsUpOf(snapshot(), '2026-11-23T16:29:59.999'))).toBe('card t1 missing, t2 missing')
    expect(said(headsUpOf(snapshot(), '2026-11-23T16:30'))).toBe('drop')
  })
})

describe('at sending, a due-soon notice', () => {
  const notice = (due: string, more: object = {}) =>
    said(
      again(
        snapshot({ tasks: [task('t1', 'phong', { due: date(due), ...more })] }),
        'an',
        'due_soon',
        ['2026-11-23T08:00'],
        '2026-11-23T08:01',
      ),
    )
  it('names the tasks that are still due so soon', () => {
    expect(notice('2026-11-24')).toBe('due_soon t1 in 1')
  })
  it('is dropped when the task was done or its deadline moved', () => {
    expect([notice('2026-11-24', { state: 'done' }), notice('2026-12-24')]).toEqual(['drop', 'drop'])
  })
  it('that stands for two mornings names a task once', () => {
    const state = snapshot({ tasks: [task('t1', 'phong', { due: date('2026-11-26') })] })
    const settings = { dueSoonDays: [2, 3] }
    const examined = again(
      { ...state, programmes: [programme('p1', settings)] },
      'an',
      'due_soon',
      ['2026-11-23T08:00', '2026-11-24T08:00'],
      '2026-11-24T09:00',
    )
    expect(said(examined)).toBe('due_soon t1 in 2')
  })
})

describe('when he went on leave between planning and sending', () => {
  const week = ['2026-11-23', '2026-11-27'] as const

  it('his reminder is dropped and handed over under the substitute’s own identity', () => {
    const examined = reminderOf(snapshot({ leaves: [leave('an', ...week, 'khoa')] }))
    expect(said(examined)).toBe('drop')
    expect(examined.handedOver.map(told)).toEqual(['reminder khoa: t1@phong 2026-11-23, t2@phong 2026-11-23'])
    expect(examined.handedOver.map(({ identity }) => identity)).toEqual([
      'reminder:2026-11-23T09:30:00Z:khoa',
    ])
  })
  it('the substitute’s own reminder, not sent yet, holds the duties he took over', () => {
    const state = snapshot({ leaves: [leave('an', ...week, 'binh')] })
    expect(said(reminderOf(state, 'binh'))).toBe('card t1 missing, t2 missing, t3 missing')
  })
  it('a substitute who goes on leave as well passes on what he stood in for', () => {
    const leaves = [leave('an', ...week, 'binh'), leave('binh', ...week, 'khoa')]
    const examined = reminderOf(snapshot({ leaves }), 'binh')
    expect(said(examined)).toBe('drop')
    expect(examined.handedOver.map(told)).toEqual([
      'reminder khoa: t1@phong 2026-11-23, t2@phong 2026-11-23, t3@xa 2026-11-23',
    ])
  })
  it('only for one programme, the rest stays with him', () => {
    const state = snapshot({
      programmes: [programme('p1'), programme('p2')],
      tasks: [task('t1', 'phong'), task('t2', 'phong', { programmeId: 'p2' })],
      leaves: [leave('an', ...week, 'khoa', { programmeId: 'p2' })],
    })
    const examined = reminderOf(state)
    expect(said(examined)).toBe('card t1 missing')
    expect(examined.handedOver.map(told)).toEqual(['reminder khoa: t2@phong 2026-11-23'])
  })
  it('what is handed over keeps the instant it was planned for, though that day became a holiday', () => {
    const calendar = createWorkCalendar([
      { date: date('2026-11-24'), kind: 'off', name: 'test', certainty: 'official' },
    ])
    const state = snapshot({ calendar, leaves: [leave('an', ...week, 'khoa')] })
    const instants = ['2026-11-23T16:30', '2026-11-24T16:30']
    const examined = again(state, 'an', 'reminder', instants, '2026-11-24T16:31')
    expect(examined.handedOver.map((reminder) => `${reminder.identity} ${told(reminder)}`)).toEqual([
      'reminder:2026-11-24T09:30:00Z:khoa reminder khoa: t1@phong 2026-11-23, t2@phong 2026-11-23',
    ])
  })
  it('without a substitute nobody is handed anything', () => {
    expect(reminderOf(snapshot({ leaves: [leave('an', ...week, null)] })).handedOver).toEqual([])
  })
  it('a heads-up about what is complete is not handed over', () => {
    const filings = ['t1', 't2'].map((id) => filing(id, 'phong', 'daily', '2026-11-23'))
    expect(headsUpOf(snapshot({ filings, leaves: [leave('an', ...week, 'khoa')] })).handedOver).toEqual([])
  })
})

describe('the notice to a leader', () => {
  const away = leave('an', '2026-11-23', '2026-11-27', null)
  const still = (state: ReminderSnapshot) =>
    isStillUncovered({ leaveId: away.id, personId: 'chi' }, indexSnapshot(state), local('2026-11-23T08:01'))

  it('still stands while nobody stands in', () => {
    expect(still(snapshot({ leaves: [away] }))).toBe(true)
  })
  it('is void once the leave was ended, a substitute named, or another leads the unit', () => {
    const ended = { ...away, endedAt: local('2026-11-23T07:30') }
    const named = { ...away, substituteId: 'binh' }
    const posts = [post('an', 'phong', 'officer'), post('dung', 'phong', 'supervisor')]
    expect([ended, named].map((entry) => still(snapshot({ leaves: [entry] })))).toEqual([false, false])
    expect(still(snapshot({ leaves: [away], posts }))).toBe(false)
  })
  it('is void although another officer of the same leader is away', () => {
    const posts = [
      post('binh', 'xa', 'officer'),
      ...['phong', 'xa'].map((unitId) => post('chi', unitId, 'supervisor')),
    ]
    const other = leave('binh', '2026-11-23', '2026-11-27', null)
    expect(
      still(snapshot({ posts: [post('an', 'phong', 'officer'), ...posts], leaves: [away, other] })),
    ).toBe(true)
    expect(still(snapshot({ posts, leaves: [other] }))).toBe(false)
  })
})
