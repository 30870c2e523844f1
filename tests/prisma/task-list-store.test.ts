import { readFile } from 'node:fs/promises'
import { Temporal } from 'temporal-polyfill'
import { beforeEach, expect, test } from 'vitest'
import { compareTaskList, type ImportPlan } from '../../core/import/compare-task-list.ts'
import type { TaskListStore } from '../../core/import/ports.ts'
import { readTaskList } from '../../core/import/read-task-list.ts'
import { readSheets } from '../../jobs/import/read-file.ts'
import type { Database } from '../../prisma/database.ts'
import { DecisionOutdated } from '../../prisma/decision-outdated.ts'
import { loadCalendar, loadProgrammes } from '../../prisma/directory-rows.ts'
import { loadDuties } from '../../prisma/duty-loader.ts'
import { createTaskListStore } from '../../prisma/task-list-store.ts'
import { describeOnBothDatabases } from '../harness/databases.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const NOW = Temporal.Instant.from('2025-05-16T02:00:00Z')
const NO_APPROVAL = { reason: null, document: null }
const sample = await readFile('tests/fixtures/danh-muc-1841.csv', 'utf8')

describeOnBothDatabases('the task list store', (openFresh) => {
  let client: Database['client']
  let store: TaskListStore
  let ids = 0

  beforeEach(async () => {
    client = (await openFresh()).client
    ids = 0
    store = newStore()
  })

  const newStore = () =>
    createTaskListStore({ client, now: () => NOW, zone: ZONE, newId: () => `id-${ids++}`, personId: null })

  async function planOf(csv: string, of: TaskListStore = store): Promise<ImportPlan> {
    const sheets = await readSheets(new TextEncoder().encode(csv), 'list.csv')
    if (!sheets.ok) throw new Error(sheets.problem.code)
    const base = await of.load('NQ57')
    const now = Temporal.PlainDate.from('2025-05-16')
    return compareTaskList(readTaskList(sheets.value, { now, ...base }), base)
  }

  const take = async (csv: string, approval = NO_APPROVAL as Parameters<TaskListStore['apply']>[1]) =>
    store.apply(await planOf(csv), approval)

  const rows = async () => ({
    units: await client.unit.count(),
    people: await client.person.count(),
    posts: await client.post.count(),
    tasks: await client.task.count(),
    changes: await client.taskChange.count(),
    audit: await client.auditEntry.count(),
  })

  const task = (code: string) =>
    client.task.findFirstOrThrow({
      where: { code },
      include: {
        assignments: { include: { unit: true }, orderBy: { position: 'asc' } },
        milestones: { orderBy: { position: 'asc' } },
        changes: { orderBy: { field: 'asc' } },
      },
    })

  test('takes the sample once; the second time changes nothing at all', async () => {
    expect(await take(sample)).toEqual({ added: 41, changed: 0, removed: 0, officers: 0 })
    const before = await rows()
    const again = await planOf(sample)
    expect([again.added, again.changed, again.gone, again.officers]).toEqual([[], [], [], []])
    expect(again.unchanged).toHaveLength(41)
    expect(again.needsReason).toBe(false)
    await store.apply(again, NO_APPROVAL)
    expect(await rows()).toEqual(before)
  })

  test('keeps the programme with its source document, the order of the list and the milestones', async () => {
    await take(sample)
    const programme = await client.programme.findUniqueOrThrow({
      where: { code: 'NQ57' },
      include: { document: true, tasks: { orderBy: { position: 'asc' }, select: { code: true } } },
    })
    expect(programme.document).toMatchObject({ number: '1841-QĐ/TU', issuedOn: new Date('2025-05-15') })
    expect(programme.tasks.slice(0, 3)).toEqual([{ code: 'NV01' }, { code: 'NV02' }, { code: 'NV03' }])
    expect((await task('NV08')).milestones.map(({ due }) => due)).toEqual([
      new Date('2025-06-30'),
      new Date('2025-12-31'),
    ])
  })

  test('creates each unit once, whatever the spellings in the list, and knows its kind', async () => {
    await take(sample)
    const named = await client.unit.findMany({ where: { name: { contains: 'Khoa học' } } })
    expect(named).toMatchObject([
      { name: 'Sở Khoa học và Công nghệ', shortName: 'Sở KH&CN', kind: 'department' },
    ])
  })

  test('gives a collective lead to each known unit of its kind, but not to the one that coordinates', async () => {
    await take(sample)
    const leads = (await task('NV03')).assignments.filter(({ role }) => role === 'lead')
    const names = leads.map(({ unit }) => unit.name)
    expect(names).toContain('Sở Tư pháp')
    expect(names).toContain('UBND thành phố Quy Nhơn')
    expect(names).toContain('Ban Quản lý Khu kinh tế tỉnh')
    expect(names).not.toContain('Văn phòng UBND tỉnh')
    expect(names).not.toContain('Viettel')
    expect((await task('NV11')).assignments.filter(({ role }) => role === 'lead').length).toBe(4)
  })

  test('takes the people of the list over: one focal officer per unit, others for their task alone', async () => {
    await take(sample)
    const binh = await client.person.findMany({ where: { name: 'Trần Thị Bình' }, include: { posts: true } })
    expect(binh).toMatchObject([{ handle: 'binh', phone: '0900000012', posts: [{ role: 'officer' }] }])
    const giang = await client.person.findFirstOrThrow({
      where: { name: 'Nguyễn Hữu Giang' },
      include: { posts: true },
    })
    expect(giang.posts).toEqual([])
    expect((await task('NV12b')).assignments[0]?.officerId).toBe(giang.id)
    const duties = await client.$transaction(async (tx) =>
      loadDuties(tx, [binh[0]!.id, giang.id], {
        now: NOW,
        zone: ZONE,
        calendar: await loadCalendar(tx),
        programmes: await loadProgrammes(tx),
      }),
    )
    const codes = (id: string) => (duties.get(id) ?? []).map((duty) => duty.task.code)
    expect(codes(giang.id)).toEqual(['NV12a', 'NV12b'])
    expect(codes(binh[0]!.id)).toEqual(['NV03', 'NV04', 'NV07', 'NV08', 'NV09', 'NV10', 'NV17', 'NV20'])
  })

  test('moves a deadline only with a reason, and keeps what it was, why and by which document', async () => {
    await take(sample)
    const moved = sample.replace('15/6/2025', '20/6/2025')
    await expect(take(moved)).rejects.toThrow('needs a reason')
    expect((await task('NV10')).due).toEqual(new Date('2025-06-15'))
    const outcome = await take(moved, { reason: 'Chờ danh sách nhân sự', document: '88/TTr-VP' })
    expect(outcome).toEqual({ added: 0, changed: 1, removed: 0, officers: 0 })
    const after = await task('NV10')
    expect(after.due).toEqual(new Date('2025-06-20'))
    expect(after.dueRaw).toBe('20/6/2025')
    const document = await client.document.findFirstOrThrow({ where: { number: '88/TTr-VP' } })
    expect(after.changes).toMatchObject([
      {
        field: 'due',
        before: '2025-06-15',
        after: '2025-06-20',
        reason: 'Chờ danh sách nhân sự',
        documentId: document.id,
      },
    ])
    expect(await client.auditEntry.findFirst({ where: { action: 'task_changed' } })).toMatchObject({
      subject: after.id,
      before: { due: '2025-06-15' },
      after: { due: '2025-06-20', reason: 'Chờ danh sách nhân sự' },
    })
  })

  test('removes what the list no longer names, with a reason, and takes it back when it returns', async () => {
    await take(sample)
    const without = sample
      .split('\n')
      .filter((line) => !line.startsWith('III.6,'))
      .join('\n')
    expect(await take(without, { reason: 'Giao Bộ Y tế', document: null })).toMatchObject({ removed: 1 })
    const removed = await task('NV18')
    expect([removed.state, removed.changes[0]?.reason]).toEqual(['removed', 'Giao Bộ Y tế'])
    expect((await planOf(without)).gone).toEqual([])
    expect(await take(sample, { reason: 'Giao lại', document: null })).toMatchObject({ changed: 1 })
    expect((await task('NV18')).state).toBe('open')
  })

  test('lets a lead that stays keep the officer who reports for it', async () => {
    await take(sample)
    const before = await task('NV12a')
    await take(sample.replace('BQL Khu kinh tế tỉnh; Viettel; VNPT; MobiFone', 'Viettel; VNPT'))
    const after = await task('NV12a')
    expect(after.assignments.map(({ unit }) => unit.name)).toEqual([
      'Sở Khoa học và Công nghệ',
      'Viettel',
      'VNPT',
    ])
    expect(after.assignments[0]?.officerId).toBe(before.assignments[0]?.officerId)
    expect(after.assignments[0]?.officerId).not.toBeNull()
  })

  test('takes a list of officers: posts, changed phones, and the second time nothing', async () => {
    await take(sample)
    const officers = [
      'TT,Họ và tên,Chức vụ,Đơn vị,Số điện thoại',
      '1,Trần Thị Bình,Phó Trưởng phòng CNTT,Sở KH&CN,0900000099',
      '2,Lê Thùy Trang,Phó Trưởng phòng,Sở Công Thương,0900000050',
      '3,Nguyễn Quang Bình,Trưởng phòng,Sở Xây dựng,0900000051',
    ].join('\n')
    expect(await take(officers)).toEqual({ added: 0, changed: 0, removed: 0, officers: 3 })
    const people = await client.person.findMany({
      where: { handle: { startsWith: 'binh' } },
      orderBy: { handle: 'asc' },
      include: { posts: { include: { unit: true } } },
    })
    expect(
      people.map(({ name, handle, phone, posts }) => [name, handle, phone, posts[0]?.unit.name]),
    ).toEqual([
      ['Trần Thị Bình', 'binh', '0900000099', 'Sở Khoa học và Công nghệ'],
      ['Nguyễn Quang Bình', 'binh2', '0900000051', 'Sở Xây dựng'],
    ])
    expect(await client.auditEntry.count({ where: { action: 'person_changed' } })).toBe(1)
    expect((await planOf(officers)).officers).toEqual([])
  })

  test('writes nothing when somebody has changed the list since it was compared', async () => {
    await take(sample)
    const moved = sample.replace('15/6/2025', '20/6/2025')
    const slow = newStore()
    const plan = await planOf(moved, slow)
    await take(sample.replace('31/5/2025', '10/6/2025'), { reason: 'nhanh hơn', document: null })
    const before = await rows()
    await expect(slow.apply(plan, { reason: 'chậm hơn', document: null })).rejects.toThrow(DecisionOutdated)
    expect(await rows()).toEqual(before)
    expect((await task('NV10')).due).toEqual(new Date('2025-06-15'))
  })

  test('takes 2,000 rows in bulk', async () => {
    const lines = Array.from({ length: 2000 }, (_, row) =>
      [
        row + 1,
        `CV${row + 1}`,
        `Việc số ${row + 1}`,
        `UBND xã ${'ABCDE'[row % 5]}${row % 50}`,
        '30/6/2025',
      ].join(','),
    )
    const csv = ['STT,Mã NV,Nội dung nhiệm vụ,Cơ quan chủ trì,Thời hạn', ...lines].join('\n')
    expect(await take(csv)).toMatchObject({ added: 2000 })
    expect(await client.unit.count({ where: { kind: 'commune' } })).toBe(50)
    expect(await client.assignment.count({ where: { role: 'lead' } })).toBe(2000)
  })
})
