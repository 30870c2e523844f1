import { describe, expect, test } from 'vitest'
import { type KnownPerson, type NamedPerson, planPeople } from '../../../core/import/plan-people.ts'

const officer = (name: string, phone: string | null = null): NamedPerson => ({
  name,
  title: null,
  phone,
  role: 'officer',
})
const supervisor = (name: string): NamedPerson => ({ ...officer(name), role: 'supervisor' })
const task = (taskId: string, ...people: NamedPerson[]) => ({ taskId, unitId: 'khcn', people })
const binh: KnownPerson = {
  id: 'binh-id',
  name: 'Trần Thị Bình',
  handle: 'binh',
  title: 'Phó Trưởng phòng',
  phone: '0900000012',
  posts: [{ unitId: 'khcn', role: 'officer' }],
}

function counting(): () => string {
  let next = 1
  return () => `new-${next++}`
}

describe('the people a list brings', () => {
  test('the first officer named becomes the focal officer of a unit that has none, others keep to their task', () => {
    const plan = planPeople(
      {
        tasks: [
          task('a', officer('Trần Thị Bình')),
          task('b', officer('Nguyễn Hữu Giang')),
          task('c', officer('trần thị bình')),
        ],
        officers: [],
      },
      [],
      counting(),
    )
    expect(plan.added.map(({ id, handle }) => [id, handle])).toEqual([
      ['new-1', 'binh'],
      ['new-2', 'giang'],
    ])
    expect(plan.posts).toEqual([{ personId: 'new-1', unitId: 'khcn', role: 'officer' }])
    expect([...plan.officerOfTask]).toEqual([['b', 'new-2']])
  })

  test('a known focal officer stays who she is, and what is known of her is not overwritten by a task row', () => {
    const plan = planPeople(
      {
        tasks: [task('a', { ...officer('Trần Thị Bình', '0900000099'), title: 'Chuyên viên' })],
        officers: [],
      },
      [binh],
      counting(),
    )
    expect([plan.added, plan.changed, plan.posts, [...plan.officerOfTask]]).toEqual([[], [], [], []])
  })

  test('a list of officers states position and phone, and is heard', () => {
    const person = { ...officer('Trần Thị Bình', '0900000099'), title: 'Trưởng phòng' }
    const plan = planPeople({ tasks: [], officers: [{ unitId: 'khcn', person }] }, [binh], counting())
    expect(plan.changed.map(({ before, after }) => [before.phone, after.phone, after.title])).toEqual([
      ['0900000012', '0900000099', 'Trưởng phòng'],
    ])
    expect([plan.added, plan.posts, plan.officers]).toEqual([[], [], 1])
  })

  test('someone of the same name in another unit is another person, unless the phone is the same too', () => {
    const plan = planPeople(
      {
        tasks: [],
        officers: [
          { unitId: 'tp', person: officer('Trần Thị Bình', '0900000077') },
          { unitId: 'yt', person: officer('Trần Thị Bình', '0900000012') },
        ],
      },
      [binh],
      counting(),
    )
    expect(plan.added.map(({ id, handle }) => [id, handle])).toEqual([['new-1', 'binh2']])
    expect(plan.posts).toEqual([
      { personId: 'new-1', unitId: 'tp', role: 'officer' },
      { personId: 'binh-id', unitId: 'yt', role: 'officer' },
    ])
  })

  test('a leader beside the officer gets the post of a supervisor once', () => {
    const row = [supervisor('Nguyễn Văn Phúc'), officer('Trần Thị Bình')]
    const plan = planPeople(
      { tasks: [task('a', ...row), task('b', ...row)], officers: [] },
      [binh],
      counting(),
    )
    expect(plan.posts).toEqual([{ personId: 'new-1', unitId: 'khcn', role: 'supervisor' }])
    expect(plan.officerOfTask.size).toBe(0)
  })
})
