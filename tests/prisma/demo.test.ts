import { Temporal } from 'temporal-polyfill'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../prisma/database.ts'
import { seedDemo } from '../../prisma/demo.ts'
import { loadCalendar, loadProgrammes } from '../../prisma/directory-rows.ts'
import { loadDuties } from '../../prisma/duty-loader.ts'
import { seedHolidays } from '../../prisma/holidays.ts'
import { describeOnBothDatabases } from '../harness/databases.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const NOW = Temporal.Instant.from('2026-11-25T09:29:50Z')

function counting(): () => string {
  let next = 0
  return () => `id-${(next++).toString().padStart(4, '0')}`
}

const options = () => ({ now: NOW, zone: ZONE, botAccount: 'demo', newId: counting() })

describeOnBothDatabases('the demo', (openFresh) => {
  let client: Database['client']
  let operations = 0
  beforeAll(async () => {
    client = (await openFresh()).client
    const counted = client.$extends({
      query: {
        $allOperations: ({ args, query }) => {
          operations++
          return query(args)
        },
      },
    })
    await seedDemo(counted as unknown as Database['client'], options())
  })

  test('holds the sample list once, with every code', async () => {
    const tasks = await client.task.findMany({
      orderBy: { position: 'asc' },
      select: { code: true, state: true },
    })
    expect(tasks).toHaveLength(41)
    expect(new Set(tasks.map(({ code }) => code)).size).toBe(41)
    expect(tasks.filter(({ state }) => state === 'done').map(({ code }) => code)).toEqual(['NV01', 'NV04'])
  })

  test('is written in bulk, so that a start does not wait for it', () => {
    expect(operations).toBeGreaterThan(10)
    expect(operations).toBeLessThan(25)
  })

  test('is not seeded twice', async () => {
    const count = async () => [
      await client.person.count(),
      await client.report.count(),
      await client.holiday.count(),
    ]
    const before = await count()
    await seedDemo(client, { ...options(), newId: () => 'taken' })
    expect(await count()).toEqual(before)
  })

  test('gives every leading unit a focal officer, a supervisor and a head, all linked on the console', async () => {
    const units = await client.unit.findMany({
      where: { assignments: { some: { role: 'lead' } } },
      include: { posts: { include: { person: { include: { accounts: true } } } } },
    })
    expect(units.length).toBeGreaterThan(15)
    for (const unit of units) {
      expect([unit.name, unit.posts.map(({ role }) => role).sort()]).toEqual([
        unit.name,
        ['head', 'officer', 'supervisor'],
      ])
      for (const { person } of unit.posts) {
        expect(person.accounts).toMatchObject([
          {
            channel: 'console',
            botAccount: 'demo',
            userId: person.handle,
            threadId: person.handle,
            isMain: true,
            state: 'active',
          },
        ])
      }
    }
  })

  test('has a coordinator, a chief, an inspector and an administrator', async () => {
    const posts = await client.post.groupBy({ by: ['role'], _count: true, orderBy: { role: 'asc' } })
    expect(posts.map(({ role }) => role)).toEqual([
      'administrator',
      'chief',
      'coordinator',
      'head',
      'inspector',
      'officer',
      'supervisor',
    ])
  })

  test('names people by short names and phones that are theirs alone', async () => {
    const people = await client.person.findMany()
    expect(new Set(people.map(({ handle }) => handle)).size).toBe(people.length)
    expect(new Set(people.map(({ phone }) => phone)).size).toBe(people.length)
    for (const { handle, phone } of people) {
      expect(handle).toMatch(/^[a-z]+$/)
      expect(phone).toMatch(/^09000000\d\d$/)
    }
    expect(people.find(({ handle }) => handle === 'binh')?.name).toBe('Trần Thị Bình')
    expect(people.find(({ handle }) => handle === 'lan')?.name).toBe('Đặng Thị Lan')
  })

  test('lets the focal officer of Sở KH&CN owe nine open tasks with what she reported yesterday', async () => {
    const binh = await client.person.findUniqueOrThrow({ where: { handle: 'binh' } })
    const duties = await client.$transaction(async (tx) =>
      loadDuties(tx, [binh.id], {
        now: NOW,
        zone: ZONE,
        calendar: await loadCalendar(tx),
        programmes: await loadProgrammes(tx),
      }),
    )
    const own = duties.get(binh.id) ?? []
    expect(own.map(({ task, last }) => `${task.code} ${last?.content.percent}`)).toEqual([
      'NV07 79',
      'NV08 30',
      'NV09 60',
      'NV10 57',
      'NV12a 70',
      'NV12b 26.09',
      'NV17 40',
      'NV20 20',
      'NV36 35',
    ])
    expect(own[0]?.last?.filedAt.toZonedDateTimeISO(ZONE).toPlainDate().toString()).toBe('2026-11-24')
    expect(own[0]?.last?.number).toMatch(/^BC-261124-\d{4}$/)
    expect(own[0]?.filings.map(({ regime, periodKey }) => `${regime} ${periodKey}`)).toEqual([
      'daily 2026-11-24',
      'weekly 2026-W48',
      'monthly 2026-11',
    ])
  })

  test('has three tasks overdue, some due within a week, most later, none overdue when it was entered', async () => {
    const open = await client.task.findMany({ where: { state: 'open', due: { not: null } } })
    const days = open.map(({ due }) => Math.round((due!.getTime() - Date.parse('2026-11-25')) / 86_400_000))
    expect(days.filter((left) => left < 0)).toHaveLength(3)
    expect(days.filter((left) => left >= 0 && left <= 7).length).toBeGreaterThan(3)
    expect(days.filter((left) => left > 7).length).toBeGreaterThan(days.length / 2)
    expect(Math.min(...days)).toBeGreaterThan(-30)
  })

  test('lets two units have been silent yesterday', async () => {
    const units = await client.unit.findMany({
      where: { assignments: { some: { role: 'lead', task: { state: 'open' } } } },
      include: { reports: true },
      orderBy: { name: 'asc' },
    })
    const silent = units.filter(
      ({ reports }) => !reports.some(({ filedOn }) => filedOn.toISOString().startsWith('2026-11-24')),
    )
    expect(silent.map(({ name }) => name)).toEqual([
      'Sở Văn hóa, Thể thao và Du lịch',
      'UBND thành phố Quy Nhơn',
    ])
  })

  test('goes on with the numbers of receipts where the history ends', async () => {
    const newest = await client.report.findFirstOrThrow({
      where: { filedOn: new Date('2026-11-24') },
      orderBy: { number: 'desc' },
    })
    const counter = await client.counter.findUniqueOrThrow({ where: { name: 'receipt:2026-11-24' } })
    expect(newest.number).toBe(`BC-261124-${counter.value.toString().padStart(4, '0')}`)
  })
})

describeOnBothDatabases('the demo at another day', (openFresh) => {
  test.each([
    ['the first working day after Tết', '2026-02-23T09:00:00Z'],
    ['a Monday, with the weekend before it', '2026-11-23T09:29:50Z'],
    ['New Year, far from the list', '2030-01-02T01:00:00Z'],
  ])('reports lie on the working days before: %s', async (_name, at) => {
    const { client } = await openFresh()
    const now = Temporal.Instant.from(at)
    await seedDemo(client, { ...options(), now })
    const calendar = await client.$transaction(loadCalendar)
    const today = now.toZonedDateTimeISO(ZONE).toPlainDate()
    const yesterday = calendar.previousWorkingDay(today)
    const days = await client.report.groupBy({ by: ['filedOn'], orderBy: { filedOn: 'asc' } })
    expect(days.map(({ filedOn }) => filedOn.toISOString().slice(0, 10))).toEqual([
      calendar.previousWorkingDay(yesterday).toString(),
      yesterday.toString(),
    ])
    expect(await client.filing.count({ where: { isLate: true } })).toBe(0)
  })
})

describeOnBothDatabases('the demo in an installation of somebody else', (openFresh) => {
  test('stays away, so that nobody meets invented people among real ones', async () => {
    const { client } = await openFresh()
    await client.person.create({ data: { id: 'real', name: 'Trần Văn Thật', handle: 'binh' } })
    await seedDemo(client, options())
    expect(await client.person.count()).toBe(1)
    expect(await client.programme.count()).toBe(0)
  })
})

describeOnBothDatabases('the table of holidays', (openFresh) => {
  test('is filled once and then left to the administrators', async () => {
    const { client } = await openFresh()
    await seedHolidays(client)
    const filled = await client.holiday.count()
    expect(filled).toBeGreaterThan(20)
    await client.holiday.deleteMany({ where: { date: { gt: new Date('2025-01-01') } } })
    await seedHolidays(client)
    expect(await client.holiday.count()).toBe(1)
  })
})
