import { describe, expect, test } from 'vitest'
import {
  concernsTask,
  type TrailMessage,
  type TrailSources,
  type TrailStep,
  trailOf,
  trailOfPerson,
  urgingOf,
} from '../../../core/escalation/trail.ts'
import { local } from '../programme/fixtures.ts'
import { wall } from '../reminder/fixtures.ts'

const MONDAY = 'missing:p1:phong:daily:2026-11-23'

const step = (changes: Partial<TrailStep>): TrailStep => ({
  id: 's1',
  subject: MONDAY,
  rung: 2,
  personId: 'chi',
  unitId: 'phong',
  digest: 'd1',
  note: null,
  state: 'told',
  plannedAt: local('2026-11-23T17:00'),
  acknowledgedAt: null,
  quietUntil: null,
  ...changes,
})

const message = (changes: Partial<TrailMessage>): TrailMessage => ({
  of: 'reminder',
  personId: 'an',
  digest: null,
  plannedAt: local('2026-11-23T16:30'),
  sentAt: local('2026-11-23T16:31'),
  state: 'sent',
  ...changes,
})

const sources = (changes: Partial<TrailSources>): TrailSources => ({
  steps: [],
  messages: [],
  directives: [],
  requests: [],
  changes: [],
  obstacles: [],
  ...changes,
})

/** "16:31 reminded an sent", oldest first. */
const lines = (changes: Partial<TrailSources>) =>
  trailOf(sources(changes)).map((entry) =>
    [
      wall(entry.at).slice(11),
      entry.kind,
      'personId' in entry ? entry.personId : '',
      'state' in entry ? entry.state : '',
      'note' in entry ? entry.note : '',
      'acknowledgedAt' in entry && entry.acknowledgedAt !== null
        ? `noted ${wall(entry.acknowledgedAt).slice(11)}`
        : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  )

describe('the trail of a subject', () => {
  test('tells reminders and rungs in the order in which they reached people', () => {
    expect(
      lines({
        steps: [
          step({
            rung: 3,
            personId: 'dung',
            digest: 'd2',
            plannedAt: local('2026-11-24T08:00'),
            state: 'planned',
          }),
          step({ acknowledgedAt: local('2026-11-23T17:20') }),
        ],
        messages: [
          message({}),
          message({ of: 'digest', personId: 'chi', digest: 'd1', sentAt: local('2026-11-23T17:02') }),
          message({ of: 'digest', personId: 'dung', digest: 'd2', sentAt: null, state: 'waiting' }),
        ],
      }),
    ).toEqual(['16:31 reminded an sent', '17:02 told chi sent noted 17:20', '08:00 told dung waiting'])
  })

  test('says where nobody was told, and why', () => {
    const gone = { personId: 'chi', state: 'skipped', note: 'off_duty' } as const
    expect(lines({ steps: [step({ personId: null, state: 'skipped', note: 'empty' }), step(gone)] })).toEqual(
      ['17:00 passed_over empty', '17:00 passed_over off_duty'],
    )
  })

  test('what was settled before it left was told to nobody', () => {
    expect(lines({ steps: [step({ state: 'settled_before' })] })).toEqual([])
    expect(lines({ messages: [message({ state: 'dropped', sentAt: null })] })).toEqual([])
  })

  test('a message that reached nobody says so', () => {
    expect(lines({ messages: [message({ state: 'unreachable', sentAt: null })] })).toEqual([
      '16:30 reminded an unreachable',
    ])
  })

  test('instructions and answers to obstacles are part of it', () => {
    const at = local('2026-11-23T18:00')
    const directive = {
      fromId: 'chi',
      toId: 'an',
      text: 'x',
      at,
      readAt: null,
      answer: null,
      answeredAt: null,
    }
    const obstacle = { text: 'y', answer: 'z', answeredById: 'lan', answeredAt: local('2026-11-23T19:00') }
    const waiting = { text: 'y', answer: null, answeredById: null, answeredAt: null }
    expect(lines({ directives: [directive], obstacles: [waiting, obstacle] })).toEqual([
      '18:00 instructed',
      '19:00 obstacle_answered lan',
    ])
  })

  test('an officer sees what concerned himself, not whom his leaders are', () => {
    const entries = trailOf(
      sources({ steps: [step({}), step({ personId: null, state: 'skipped' })], messages: [message({})] }),
    )
    expect(trailOfPerson(entries, 'an').map(({ kind }) => kind)).toEqual(['reminded'])
    expect(trailOfPerson(entries, 'chi').map(({ kind }) => kind)).toEqual(['told'])
  })

  test('counted for the explanation list: reminders that arrived, and who took note', () => {
    const entries = trailOf(
      sources({
        steps: [step({ acknowledgedAt: local('2026-11-23T17:20') }), step({ personId: 'dung', rung: 3 })],
        messages: [
          message({}),
          message({ of: 'urge', sentAt: local('2026-11-23T16:50') }),
          message({ state: 'failed', sentAt: null }),
        ],
      }),
    )
    expect(urgingOf(entries, (id) => id.toUpperCase())).toEqual({
      reminders: 2,
      lastReminderAt: local('2026-11-23T16:50'),
      acknowledgements: [{ name: 'CHI', at: local('2026-11-23T17:20') }],
    })
  })
})

describe('a unit’s missing report concerns a task', () => {
  const task = {
    programmeId: 'p1',
    unitIds: ['phong'],
    regimes: ['daily'] as const,
    filings: [],
    addedAt: local('2026-11-23T07:00'),
  }
  const filing = (wallTime: string) => ({
    unitId: 'phong',
    periodKey: '2026-11-23',
    firstCompleteAt: local(wallTime),
  })

  test('when it had not been reported by then', () => {
    expect(concernsTask(step({}), task)).toBe(true)
    expect(concernsTask(step({}), { ...task, filings: [filing('2026-11-23T18:00')] })).toBe(true)
    expect(concernsTask(step({}), { ...task, filings: [filing('2026-11-23T16:00')] })).toBe(false)
  })

  test('not when it follows other regimes, belongs to another unit or programme, or came later', () => {
    expect(concernsTask(step({}), { ...task, regimes: ['weekly'] })).toBe(false)
    expect(concernsTask(step({}), { ...task, unitIds: ['xa'] })).toBe(false)
    expect(concernsTask(step({}), { ...task, programmeId: 'p2' })).toBe(false)
    expect(concernsTask(step({}), { ...task, addedAt: local('2026-11-24T07:00') })).toBe(false)
  })
})
