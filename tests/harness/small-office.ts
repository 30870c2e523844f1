/** A small office with a programme of six daily tasks: who is who, who owes what. Everything has a fixed id. */
import { hashCode } from '../../bot/codes.ts'
import { programmeSettings } from '../../core/programme/settings.ts'
import type { PrismaClient } from '../../prisma/generated/client.ts'

/** Entered long before any test's day, a Monday. */
const SINCE = new Date('2026-09-01T00:00:00Z')

const UNITS = [
  ['province', 'UBND tỉnh', null],
  ['control', 'Phòng Kiểm soát thủ tục hành chính', 'province'],
  ['science', 'Sở Khoa học và Công nghệ', 'province'],
  ['justice', 'Sở Tư pháp', 'province'],
  ['home', 'Sở Nội vụ', 'province'],
] as const

/** Handle, name, role, unit. */
const PEOPLE = [
  ['chi', 'Nguyễn Thị Kim Chi', 'coordinator', 'control'],
  ['binh', 'Trần Thị Bình', 'officer', 'science'],
  ['phuc', 'Nguyễn Văn Phúc', 'supervisor', 'science'],
  ['lan', 'Đặng Thị Lan', 'officer', 'justice'],
  ['tung', 'Nguyễn Thanh Tùng', 'supervisor', 'justice'],
  ['minh', 'Ngô Văn Minh', 'officer', 'home'],
  ['hong', 'Lưu Thị Hồng', 'supervisor', 'home'],
] as const
export type Handle = (typeof PEOPLE)[number][0]

/** Code, title, unit that leads. */
const TASKS = [
  ['NV07', 'Nâng cấp đường truyền số liệu chuyên dùng đến 155 xã', 'science'],
  ['NV09', 'Thẩm định hồ sơ đề xuất cấp độ an toàn thông tin', 'science'],
  ['NV10', 'Cấp chứng thư số chuyên dùng công vụ', 'science'],
  ['NV17', 'Mở rộng nền tảng tích hợp, chia sẻ dữ liệu', 'science'],
  ['NV14', 'Số hóa dữ liệu hộ tịch lịch sử', 'justice'],
  ['NV16', 'Làm sạch cơ sở dữ liệu cán bộ, công chức', 'home'],
] as const

export const personId = (handle: Handle) => `person-${handle}`
export const taskId = (code: (typeof TASKS)[number][0]) => `task-${code}`

/** Writes the office; nobody has an account yet. */
export async function seedOffice(client: PrismaClient): Promise<void> {
  await client.unit.createMany({
    data: UNITS.map(([id, name, parent]) => ({
      id: `unit-${id}`,
      name,
      shortName: name.replace('Khoa học và Công nghệ', 'KH&CN'),
      kind: 'department',
      parentId: parent === null ? null : `unit-${parent}`,
      validFrom: SINCE,
    })),
  })
  await client.person.createMany({
    data: PEOPLE.map(([handle, name], index) => ({
      id: personId(handle),
      handle,
      name,
      phone: `090000010${index}`,
    })),
  })
  await client.post.createMany({
    data: PEOPLE.map(([handle, , role, unit]) => ({
      id: `post-${handle}`,
      personId: personId(handle),
      unitId: `unit-${unit}`,
      role,
      validFrom: SINCE,
    })),
  })
  await seedProgramme(client)
}

async function seedProgramme(client: PrismaClient): Promise<void> {
  await client.programme.create({
    data: {
      id: 'programme',
      code: 'NQ57',
      name: 'Chương trình thử',
      settings: programmeSettings.parse({ regimes: ['daily'] }),
      createdAt: SINCE,
    },
  })
  await client.task.createMany({
    data: TASKS.map(([code, title], position) => ({
      id: taskId(code),
      programmeId: 'programme',
      code,
      title,
      due: new Date('2027-06-30T00:00:00Z'),
      dueKind: 'date',
      regimes: ['daily'],
      stateSince: SINCE,
      addedAt: SINCE,
      position,
    })),
  })
  await client.assignment.createMany({
    data: TASKS.map(([code, , unit]) => ({ taskId: taskId(code), unitId: `unit-${unit}`, role: 'lead' })),
  })
  await seedLastReports(client)
}

/** Half done, as reported on Friday: what "không đổi" refers to. */
async function seedLastReports(client: PrismaClient): Promise<void> {
  const filedAt = new Date('2026-11-20T09:00:00Z')
  const reports = TASKS.map(([code, , unit], index) => {
    const officer = PEOPLE.find(([, , role, of]) => role === 'officer' && of === unit)?.[0] ?? 'binh'
    return { id: `report-${code}`, code, unit, index, personId: personId(officer) }
  })
  await client.report.createMany({
    data: reports.map(({ id, code, unit, index, personId: by }) => ({
      id,
      number: `BC-261120-000${index + 1}`,
      taskId: taskId(code),
      unitId: `unit-${unit}`,
      personId: by,
      channel: 'telegram',
      filedAt,
      filedOn: new Date('2026-11-20T00:00:00Z'),
    })),
  })
  await client.reportVersion.createMany({
    data: reports.map(({ id, code, personId: by }) => ({
      reportId: id,
      version: 1,
      at: filedAt,
      personId: by,
      status: 'in_progress',
      percent: 50,
      text: `${code} 50%`,
    })),
  })
  await client.filing.createMany({
    data: reports.map(({ id, code, unit }) => ({
      taskId: taskId(code),
      unitId: `unit-${unit}`,
      regime: 'daily',
      periodKey: '2026-11-20',
      firstAt: filedAt,
      firstCompleteAt: filedAt,
      isLate: false,
      reportId: id,
    })),
  })
}

/** A code that a person may register with, as /moi would have given it. */
export async function seedInvite(
  client: PrismaClient,
  handle: Handle,
  code: string,
  expiresAt: string,
): Promise<void> {
  await client.invite.create({
    data: {
      id: `invite-${handle}`,
      personId: personId(handle),
      codeHash: hashCode(code),
      createdAt: SINCE,
      expiresAt: new Date(expiresAt),
    },
  })
}
