/**
 * Two working days with three rungs, as a script: what people do and what they must hear. The channel is whatever
 * office plays it: Telegram over sockets, text menus on the console, a Zalo account.
 */
import { expect } from 'vitest'
import { programmeSettings } from '../../core/programme/settings.ts'
import type { Database } from '../../prisma/database.ts'
import { personId, taskId } from '../harness/small-office.ts'

/** The people of the script; those of the small office, and three more. */
export const CAST = ['chi', 'binh', 'phuc', 'lan', 'tung', 'son', 'nga', 'viet'] as const
export type CastMember = (typeof CAST)[number]

export interface EscalationOffice {
  readonly db: Database
  /** Moves to that local time ("2026-11-23T17:00"); all that falls due on the way happens at its own moment. */
  moveTo(wall: string): Promise<void>
  says(who: CastMember, text: string): Promise<void>
  /** Presses the button of that label, or answers the menu that shows it; the newest message that has it. */
  chooses(who: CastMember, label: string): Promise<void>
  /** Texts sent to that person since the last look, once nothing is on its way any more. */
  heard(who: CastMember): Promise<readonly string[]>
}

const SINCE = new Date('2026-09-01T00:00:00Z')

/**
 * On top of the small office: a ladder of three rungs and no automatic summaries, a task whose deadline was on Friday, a head and a centre below
 * the department of science, and a second coordinator.
 */
export async function seedCast({ client }: Database): Promise<void> {
  const all = programmeSettings.parse({ regimes: ['daily'], summaryAt: null, selfAuditMinutes: 0 })
  const settings = JSON.parse(JSON.stringify({ ...all, ladder: all.ladder.slice(0, 3) }))
  await client.programme.update({ where: { id: 'programme' }, data: { settings } })
  await client.task.update({
    where: { id: taskId('NV10') },
    data: { due: new Date('2026-11-20T00:00:00Z') },
  })
  await client.unit.create({
    data: {
      id: 'unit-centre',
      name: 'Trung tâm Chuyển đổi số',
      shortName: 'TT CĐS',
      kind: 'department',
      parentId: 'unit-science',
      validFrom: SINCE,
    },
  })
  const more = [
    ['son', 'Lê Quang Sơn', 'head', 'unit-science'],
    ['nga', 'Võ Thị Nga', 'officer', 'unit-centre'],
    ['viet', 'Đỗ Quốc Việt', 'coordinator', 'unit-control'],
  ] as const
  for (const [handle, name, role, unitId] of more) {
    await client.person.create({ data: { id: `person-${handle}`, handle, name } })
    await client.post.create({
      data: { id: `post-${handle}`, personId: `person-${handle}`, unitId, role, validFrom: SINCE },
    })
  }
}

export async function playTwoDays(office: EscalationOffice): Promise<void> {
  const { moveTo, says, chooses, heard } = office
  const hear = async (who: CastMember, ...patterns: readonly RegExp[]) => {
    const texts = (await heard(who)).join('\n\n')
    for (const pattern of patterns) expect(texts, `${who} hears ${pattern}`).toMatch(pattern)
  }
  const hearNothing = async (...people: readonly CastMember[]) => {
    for (const who of people) expect(await heard(who), `${who} hears nothing`).toEqual([])
  }

  // ── Monday, 08:00: rung 1 of the task past its deadline is its officer, and only she
  await moveTo('2026-11-23T08:00')
  await hear('binh', /1 nhiệm vụ của anh\/chị đã quá hạn hoàn thành:\n• NV10 /)
  await hearNothing('phuc', 'son', 'lan', 'tung', 'chi')
  await chooses('binh', 'Đã nhận')
  await hear('binh', /Đã ghi nhận anh\/chị đã nhận 1 nội dung/)

  // ── 15:40: Justice reports, and will not be escalated
  await moveTo('2026-11-23T15:40')
  await says('lan', 'NV14 66%')
  await hear('lan', /còn 1\/1 nhiệm vụ/, /✅ BC-261123-0001 · 15:4\d, trước hạn · NV14 66%/)

  // ── 16:30: the reminder; rung 2 of NV10, although its officer has taken note
  await moveTo('2026-11-23T16:30')
  await hear('binh', /⏰ Đến hạn báo cáo ngày 23\/11: còn 4\/4/)
  await hear('lan', /✅ Ngày 23\/11: anh\/chị đã báo cáo đủ 1 nhiệm vụ/)
  await hear('phuc', /📣 Kính báo anh\/chị: 1 nhiệm vụ quá hạn\./, /NV10 .*: quá hạn 3 ngày, 50%/)
  await hearNothing('son', 'tung')

  // ── he asks for more time; two coordinators decide, the second finds it decided
  await chooses('phuc', 'Gia hạn…')
  await hear('phuc', /NV10: hạn hiện tại là 20\/11\/2026/)
  await says('phuc', '15/12')
  await hear('phuc', /NV10: xin gia hạn đến 15\/12\/2026\. Anh\/chị nhắn lý do/)
  await says('phuc', 'Ban Cơ yếu cấp chậm')
  await hear('phuc', /Đã chuyển đề nghị gia hạn/)
  for (const who of ['chi', 'viet'] as const) {
    await hear(
      who,
      /📥 Nguyễn Văn Phúc .* đề nghị gia hạn NV10 từ 20\/11\/2026 đến 15\/12\/2026/,
      /Ban Cơ yếu/,
    )
  }
  await chooses('chi', 'Đồng ý')
  await hear('chi', /✅ Đã đồng ý/)
  await hear('phuc', /Nguyễn Thị Kim Chi đã đồng ý gia hạn NV10 đến 15\/12\/2026 \(hạn cũ 20\/11\/2026\)/)
  await hear('binh', /NV10 .* đã đồng ý gia hạn từ 20\/11\/2026 đến 15\/12\/2026/)
  await chooses('viet', 'Không đồng ý')
  await hear('viet', /đã được Nguyễn Thị Kim Chi quyết định .*: đồng ý/)
  await hearNothing('phuc')

  // ── 17:00: rung 2 of the missing report; the extended task is told as settled
  await moveTo('2026-11-23T17:00')
  await hear(
    'phuc',
    /📣 Kính báo anh\/chị: 1 đơn vị chưa báo cáo\./,
    /Sở KH&CN: ngày 23\/11 thiếu NV07, NV09, NV10, NV17/,
    /NV10: đã điều chỉnh thời hạn/,
  )
  await hearNothing('son', 'tung', 'binh')
  await chooses('phuc', 'Chỉ đạo…')
  await hear('phuc', /Anh\/chị nhắn nội dung chỉ đạo cho Trần Thị Bình/)
  await says('phuc', 'Báo cáo trước 9 giờ sáng mai')
  await hear('phuc', /Đã chuyển ý kiến chỉ đạo/)
  await hear('binh', /📌 Ý kiến chỉ đạo của Nguyễn Văn Phúc .*:\nBáo cáo trước 9 giờ sáng mai/)
  await chooses('binh', 'Đã rõ')
  await hear('binh', /báo lại Nguyễn Văn Phúc/)
  await hear('phuc', /👁 Trần Thị Bình đã rõ/)

  // ── the night: nobody is disturbed
  await moveTo('2026-11-24T07:59')
  await hearNothing('binh', 'phuc', 'lan', 'tung', 'son', 'chi')

  // ── Tuesday, 08:00: rung 3 is the head himself; he takes note
  await moveTo('2026-11-24T08:00')
  await hear('son', /Sở KH&CN: ngày 23\/11 thiếu NV07, NV09, NV10, NV17/)
  await hearNothing('phuc', 'tung')
  await chooses('son', 'Đã nhận')
  await hear('son', /Em sẽ không báo thêm trước 17:30 thứ Tư 25\/11/)

  // ── the officer reports: Monday is settled for good, and a digest that is old by now says so
  await moveTo('2026-11-24T09:00')
  await says('lan', 'NV14 67%')
  await says('binh', 'NV07 81%; NV09 60%; NV10 70%; NV17 55%')
  await hear('binh', /✅ BC-261124-0002 · 09:0\d, trước hạn/)
  await chooses('phuc', 'Đã nhận')
  await hear('phuc', /✅ Đã xong từ lúc em báo/)

  // ── a task changes hands, from the list
  await says('phuc', '/giaolai NV17')
  await hear('phuc', /Đang giao: Sở KH&CN, Trần Thị Bình/)
  await chooses('phuc', 'Võ Thị Nga (TT CĐS)')
  await hear('phuc', /Giao lại: Trần Thị Bình \(Sở KH&CN\) → Võ Thị Nga \(TT CĐS\)/)
  await chooses('phuc', 'Đồng ý')
  await hear('phuc', /✅ Đã giao lại NV17/)
  await hear('binh', /đã giao lại NV17 .* cho Võ Thị Nga/)
  await hear('nga', /giao anh\/chị nhiệm vụ NV17 /)

  // ── 16:30 and 17:00: the new hands are silent; their leader hears of that, and of what was settled
  await moveTo('2026-11-24T16:30')
  await hear('binh', /✅ Ngày 24\/11: anh\/chị đã báo cáo đủ 3 nhiệm vụ/)
  await hear('nga', /⏰ Đến hạn báo cáo ngày 24\/11: còn 1\/1/)
  await hearNothing('phuc', 'son')
  await moveTo('2026-11-24T17:00')
  await hear(
    'phuc',
    /TT CĐS: ngày 24\/11 thiếu NV17 – đầu mối Võ Thị Nga/,
    /Sở KH&CN – ngày 23\/11: đã báo cáo/,
  )
  await hearNothing('son', 'tung')

  // ── the trail tells all of it
  await says('phuc', '/nhiemvu NV10')
  await hear(
    'phuc',
    /báo Trần Thị Bình \(bậc 1, quá hạn\) – đã nhận 08:0\d 23\/11/,
    /báo Nguyễn Văn Phúc \(bậc 2, quá hạn\)/,
    /Nguyễn Văn Phúc đề nghị gia hạn đến 15\/12\/2026 – đồng ý \(Nguyễn Thị Kim Chi\)/,
    /đổi hạn: 20\/11\/2026 → 15\/12\/2026/,
    /Nguyễn Văn Phúc chỉ đạo Trần Thị Bình: “Báo cáo trước 9 giờ sáng mai” – đã rõ/,
  )
  await checkRecords(office.db)
}

/** What must stand in the database in the end, whatever the channel. */
async function checkRecords({ client }: Database): Promise<void> {
  const steps = await client.escalationStep.findMany({ orderBy: [{ plannedAt: 'asc' }, { rung: 'asc' }] })
  const science = (kind: string) => `${kind}:programme:unit-science:daily:2026-11-23`
  expect(steps.filter(({ state }) => state !== 'skipped').map((step) => told(step))).toEqual([
    `1 binh ${'overdue:task-NV10:unit-science:2026-11-20'} told`,
    `2 phuc ${'overdue:task-NV10:unit-science:2026-11-20'} closed`,
    `2 phuc ${science('missing')} closed`,
    `3 son ${science('missing')} told`,
    '2 phuc missing:programme:unit-centre:daily:2026-11-24 told',
  ])
  const changes = await client.taskChange.findMany({ orderBy: { at: 'asc' } })
  expect(changes.map(({ field, before, after, personId: by }) => [field, before, after, by])).toEqual([
    ['due', '2026-11-20', '2026-12-15', personId('chi')],
    ['lead', 'unit-science', 'unit-centre', personId('phuc')],
  ])
  const requests = await client.taskRequest.findMany()
  expect(requests.map(({ state, decidedById, text }) => [state, decidedById, text])).toEqual([
    ['approved', personId('chi'), 'Ban Cơ yếu cấp chậm'],
  ])
  const dead = await client.inboxMessage.count({ where: { state: 'dead' } })
  const lost = await client.outboxMessage.findMany({ where: { state: { in: ['failed', 'unknown'] } } })
  expect([dead, lost.map(({ identity, error }) => [identity, error])]).toEqual([0, []])
}

function told(step: { rung: number; personId: string; subject: string; state: string }): string {
  return `${step.rung} ${step.personId.replace('person-', '')} ${step.subject} ${step.state}`
}
