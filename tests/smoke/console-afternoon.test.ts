/** `npm start -- --json` by script: the whole afternoon of the demo, on both databases, as a process of its own. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { z } from 'zod'
import { pictureBytes } from '../contract/channel-rig.ts'
import { emptyPlace, type Place } from '../harness/places.ts'
import { type ProgramRun, runProgram } from '../harness/run-program.ts'

// A first start takes seconds on an idle machine, many more on a busy one.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

const SETUP_CODE = 'SETUP-CODE-1'

/** What each line of the script leads to is told by the tests below, by the time and the person. */
const script = (photos: string) => `
@binh NV07 81%, còn 29 xã vướng kéo cáp, đề nghị VNPT hỗ trợ; NV10 60%; NV17 không đổi
@lan [photo ${photos}/1.jpg] NV14 66%
@lan [photo ${photos}/2.jpg]
@quang [photo ${photos}/3.jpg] [photo ${photos}/4.jpg] NV21 82%
@bao NV02 90%
@bao [tap Sửa]
@bao 92%
@yen NV30 84%
@yen [tap Hủy]
@yen [tap Đúng, hủy báo cáo]
:at 2026-11-23T16:30
:at 16:40
@minh NV03 85%
:at 17:00
:at 17:05
@duy NV38 4/5 ki-ốt
@dat NV03 82%, vướng chưa có kinh phí
@chi tong hop ngay
@chi /tonghop ngày Sở KH&CN
@chi /chuabaocao
@chi /quahan
@phuc /tonghop
:at 17:10
@binh /nhiemvu NV07
@binh /lichsu
@binh /trogiup
@binh /huy
@nam /baocao
@nam [tap Cập nhật %]
@nam /huy
:at 17:20
@binh /tonghop
@binh /moi lan
@binh /start ABCD-2345
@binh /start ${SETUP_CODE}
@chi /moi nguoilanao
@chi /moi lan
:at 17:30
@binh [tap Không có]
@aibiet xin chào
xin chào
@yen [photo ${photos}/khong-co.jpg]
:at 16:00
:help
:who
:quit
@chi /tonghop
`

const message = z.strictObject({
  at: z.string().regex(/^2026-11-23T1[67]:\d\d:\d\d\+07:00$/),
  to: z.string().regex(/^[a-z]+$/),
  channel: z.literal('console'),
  text: z.string().min(1),
  buttons: z.array(z.string()),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.number(), mime: z.string() })),
  edits: z.string().nullable(),
  id: z.string().min(1),
})
const listed = z.strictObject({
  name: z.string(),
  person: z.string(),
  unit: z.string(),
  roles: z.array(z.string()),
  tasks: z.array(z.string()),
})
const line = z.union([
  message,
  z.strictObject({ error: z.string() }),
  z.strictObject({ help: z.string() }),
  z.strictObject({ who: z.array(listed) }),
])
type Message = z.infer<typeof message>

interface Afternoon {
  readonly run: ProgramRun
  readonly lines: readonly z.infer<typeof line>[]
  readonly messages: readonly Message[]
  /** Files under DATA_DIR/evidence. */
  readonly evidenceCount: number
}

async function play(place: Place, photos: string): Promise<Afternoon> {
  const run = await runProgram({
    args: ['--json'],
    env: { ...place.env, ADMIN_SETUP_CODE: SETUP_CODE, TZ: 'America/New_York' },
    input: script(photos).trim(),
    timeoutMs: 240_000,
  })
  const lines = run.stdout
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => line.parse(JSON.parse(text)))
  const stored = await readdir(join(place.dataDir, 'evidence'), { recursive: true }).catch(() => [])
  const evidenceCount = stored.filter((name) => /[0-9a-f]{64}$/.test(name)).length
  return { run, lines, messages: lines.flatMap((one) => ('at' in one ? [one] : [])), evidenceCount }
}

const afternoons = new Map<Place['name'], Afternoon>()
let photos: string

beforeAll(async () => {
  photos = await mkdtemp(join(tmpdir(), 'dau-moi-photos-'))
  for (const number of [1, 2, 3, 4]) {
    await writeFile(join(photos, `${number}.jpg`), pictureBytes(1000 + number))
  }
})

afterAll(() => rm(photos, { recursive: true, force: true }))

describe('the afternoon on the embedded database', () => tellTheStory('embedded'))
if (inject('hasPostgres')) {
  describe('the afternoon on PostgreSQL', () => tellTheStory('server'))
  test('both databases tell everybody the same, identifiers aside', () => {
    const [embedded, server] = [afternoons.get('embedded'), afternoons.get('server')]
    expect(transcriptByPerson(server!)).toEqual(transcriptByPerson(embedded!))
  })
} else {
  test.skip('the afternoon on PostgreSQL (skipped: no binaries on this machine)', () => undefined)
}

function tellTheStory(where: Place['name']): void {
  let afternoon: Afternoon
  beforeAll(async () => {
    const place = await emptyPlace(where)
    try {
      afternoon = await play(place, photos)
      afternoons.set(where, afternoon)
    } finally {
      await place.remove()
    }
  })

  /** What a person was sent at a time of the clock, oldest first. */
  const told = (name: string, clock: string) =>
    afternoon.messages.filter(({ to, at }) => to === name && at.slice(11, 16) === clock)
  const texts = (name: string, clock: string) => told(name, clock).map(({ text }) => text)
  const only = (name: string, clock: string) => {
    const [one, ...others] = told(name, clock)
    expect(others.map(({ text }) => text)).toEqual([])
    return one!
  }
  /** Who was sent something of that kind at that time. */
  const recipients = (clock: string, of: RegExp) =>
    afternoon.messages
      .filter(({ at, text }) => at.slice(11, 16) === clock && of.test(text))
      .map(({ to }) => to)
      .sort()

  test('it leaves with 0, writes nothing to stderr, and each line is an object of the documented shape', () => {
    expect(afternoon.run.stderr).toBe('')
    expect(afternoon.run.code).toBe(0)
    expect(afternoon.lines.length).toBeGreaterThan(60)
    expect(new Set(afternoon.messages.map(({ id }) => id)).size).toBe(afternoon.messages.length)
  })

  test('a message with three reports gets one receipt with all three, and what is still missing', () => {
    const receipt = only('binh', '16:29')
    expect(receipt.text).toMatch(/^✅ BC-261123-0001 · 16:29, trước hạn\n/)
    expect(receipt.text).toMatch(
      /NV07 81% \(20\/11 79%\).*VNPT.*\n.*NV10 60% \(20\/11 57%\)\n.*NV17 không đổi, 40%/,
    )
    expect(receipt.text).toMatch(/còn 1 nhiệm vụ chưa báo cáo xong: NV09/)
    expect(receipt.buttons).toEqual(['Sửa', 'Hủy'])
  })

  test('a photo with words is report and evidence, one without words joins the task just spoken about', () => {
    const [first, second, ...more] = texts('lan', '16:29')
    expect(first).toMatch(/^✅ BC-261123-0002 .* NV14 66% \(20\/11 65,1%\) · 1 minh chứng$/)
    expect(second).toMatch(/^✅ BC-261123-0002 .* NV14 66%.* · 2 minh chứng$/)
    expect(more).toEqual([])
  })

  test('an album makes one receipt', () => {
    expect(only('quang', '16:29').text).toMatch(/^✅ BC-261123-0003 .* NV21 82% .*2 minh chứng$/)
    expect(afternoon.evidenceCount).toBe(4)
  })

  test('a receipt is corrected under its own number', () => {
    const [first, asked, corrected] = texts('bao', '16:29')
    expect(first).toMatch(/^✅ BC-261123-0004 · 16:29, trước hạn · NV02 90%/)
    expect(asked).toMatch(/^Sửa báo cáo BC-261123-0004\.[\s\S]*NV02 90%/)
    expect(corrected).toMatch(/^✅ BC-261123-0004 · 16:29, trước hạn · đã sửa · NV02 92%/)
  })

  test('a receipt is cancelled only when asked twice', () => {
    const [receipt, sure, gone] = told('yen', '16:29')
    expect(receipt?.text).toMatch(/^✅ BC-261123-0005 .* NV30 84%/)
    expect(sure?.buttons).toEqual(['Đúng, hủy báo cáo', 'Giữ lại'])
    expect(gone?.text).toMatch(/^Đã hủy báo cáo BC-261123-0005 \(NV30\)/)
  })

  test('at 16:30 every officer who owes a report is reminded once, by what he has done', () => {
    const still = /^⏰ Đến hạn báo cáo ngày 23\/11/
    const complete = /^✅ Ngày 23\/11: anh\/chị đã báo cáo đủ 1 nhiệm vụ/
    expect(recipients('16:30', still)).toEqual(['binh', 'dat', 'duy', 'minh', 'nam', 'yen'])
    expect(recipients('16:30', complete)).toEqual(['bao', 'lan', 'quang'])
    expect(only('binh', '16:30').text).toMatch(
      /còn 1\/4 nhiệm vụ.*\n⬜ 1\. NV09 .* – 60% \(20\/11\)\n✅ 2\. NV07/,
    )
    expect(only('lan', '16:30').text).toContain('BC-261123-0002')
    expect(only('yen', '16:30').text).toContain('⬜ 1. NV30')
  })

  test('a report after the cut-off is late by its minutes', () => {
    expect(only('minh', '16:40').text).toMatch(/^✅ BC-261123-0006 · 16:40, muộn 10 phút · NV03 85%/)
    expect(only('duy', '17:05').text).toMatch(/muộn 35 phút · NV38 80% \(4\/5 ki-ốt\)/)
    expect(only('dat', '17:05').text).toMatch(/NV03 còn thiếu đề xuất/)
  })

  test('at 17:00 the leaders of silent units hear of it, and no other leader', () => {
    const digest = /^📣 .*chưa báo cáo/
    expect(recipients('17:00', digest)).toEqual(['dung', 'lien', 'phuc', 'phuoc', 'xuan'])
    const toPhuc = only('phuc', '17:00')
    expect(toPhuc.text).toMatch(/Sở KH&CN: ngày 23\/11 thiếu NV09 – đầu mối Trần Thị Bình, 0900000012/)
    expect(toPhuc.buttons).toEqual(['Đã nhận', 'Nhắc đầu mối', 'Chỉ đạo…', 'Giao lại…'])
  })

  /*
   * Counted by hand. Daily duties of 23/11: Sở KH&CN NV07 NV09 NV10 NV17, Sở Tư pháp NV14, Công an tỉnh NV21, Văn phòng
   * UBND tỉnh NV02, Văn phòng Tỉnh ủy NV30, Quy Nhơn NV38, and NV03 of Sở Tài chính, Sở Nội vụ, Ban Quản lý Khu kinh tế:
   * 12, on 10 tasks. In time: NV07 NV10 NV17, NV14, NV21, NV02 = 6, late: NV03 of Sở Nội vụ and NV38 = 2, without a
   * proposal: NV03 of Sở Tài chính = 1, nothing: NV09, NV30 (cancelled), NV03 of the economic zone = 3. Overdue: NV02.
   */
  test('the numbers of /tonghop are those of a hand count', () => {
    const [all, science] = texts('chi', '17:05')
    expect(all).toContain(
      'Phải báo cáo: 12 lượt. Đủ, đúng hạn: 6 (50%); đủ, muộn: 2; chưa đủ nội dung: 1; chưa báo cáo: 3.',
    )
    expect(all).toContain('Nhiệm vụ: 10. Hoàn thành: 0; đang thực hiện trong hạn: 9; quá hạn: 1.')
    expect(all).toMatch(
      /Chưa báo cáo:\n• BQL KKT tỉnh: 1\/1 .*\n• Sở KH&CN: 1\/4 .*\(NV09\)\n• VP Tỉnh ủy: 1\/1 .*\n\n/,
    )
    expect(all).toMatch(/Chưa đủ nội dung, không tổng hợp:\n• NV03 – Sở Tài chính: thiếu đề xuất/)
    expect(science).toContain(
      'Phải báo cáo: 4 lượt. Đủ, đúng hạn: 3 (75%); đủ, muộn: 0; chưa đủ nội dung: 0; chưa báo cáo: 1.',
    )
    expect(only('phuc', '17:05').text).toContain('Phải báo cáo: 4 lượt. Đủ, đúng hạn: 3 (75%)')
  })

  test('the summary at 17:00 counts what was there at 17:00', () => {
    expect(only('chi', '17:00').text).toContain(
      'Phải báo cáo: 12 lượt. Đủ, đúng hạn: 6 (50%); đủ, muộn: 1; chưa đủ nội dung: 0; chưa báo cáo: 5.',
    )
  })

  test('/chuabaocao names who is missing with a phone, /quahan what is overdue and due soon', () => {
    const [, , missing, overdue] = told('chi', '17:05')
    expect(missing?.text).toMatch(/^3 đơn vị chưa báo cáo ngày 23\/11, thiếu 3\/12 lượt:/)
    expect(missing?.text).toContain('Trần Thị Bình, 0900000012')
    expect(missing?.buttons).toEqual(['Nhắc tất cả'])
    expect(overdue?.text).toMatch(/^Quá hạn: 3 nhiệm vụ\. Đến hạn trong 7 ngày tới: 5 nhiệm vụ\./)
    expect(overdue?.text).toMatch(/• NV31 [\s\S]*• NV02 [\s\S]*• NV25 /)
  })

  test('an officer sees a task, his receipts, the help for his role, and leaves a question', () => {
    const [task, history, help, huy] = texts('binh', '17:10')
    expect(task).toMatch(
      /^NV07 – [\s\S]*Chủ trì: Sở Khoa học và Công nghệ[\s\S]*BC-261123-0001 · 16:29 23\/11/,
    )
    expect(history).toMatch(
      /BC-261123-0001 · 16:29 23\/11, trước hạn · NV07 81%; NV10 60%; NV17 (không đổi|40%)/,
    )
    expect(help).toContain('/baocao')
    expect(help).not.toContain('/tonghop')
    expect(huy).toMatch(/^Không có câu hỏi nào đang chờ/)
    const [card, prompt, left] = told('nam', '17:10')
    expect(card?.buttons).toContain('Cập nhật %')
    expect(prompt?.text).toMatch(/phần trăm/)
    expect(left?.text).toMatch(/^Em đã bỏ qua/)
  })

  test('commands and codes are refused to whom they are not for, with a reason', () => {
    const [summary, invite, linked, setup] = texts('binh', '17:20')
    expect(summary).toMatch(/^Lệnh này dành cho điều phối/)
    expect(invite).toMatch(/^Lệnh này dành cho điều phối.*quản trị/)
    expect(linked).toMatch(/^Tài khoản này đã liên kết với Trần Thị Bình/)
    expect(setup).toMatch(/^Hệ thống đã có quản trị viên/)
    const [unknown, code] = texts('chi', '17:20')
    expect(unknown).toMatch(/^Không tìm thấy cán bộ “nguoilanao”/)
    expect(code).toMatch(/^Mã đăng ký của Đặng Thị Lan: [2-9A-Z]{4}-[2-9A-Z]{4}\n/)
  })

  test('what the console cannot take is an error of one line, and the talk goes on', () => {
    const errors = afternoon.lines.flatMap((one) => ('error' in one ? [one.error] : []))
    expect(errors).toHaveLength(5)
    expect(errors.join('\n')).toMatch(/“Không có”[\s\S]*“aibiet”[\s\S]*:help[\s\S]*khong-co\.jpg[\s\S]*17:30/)
  })

  test(':who lists everybody with role and tasks, and nothing is read after :quit', () => {
    const who = afternoon.lines.flatMap((one) => ('who' in one ? one.who : []))
    expect(who.find(({ name }) => name === 'lan')).toEqual({
      name: 'lan',
      person: 'Đặng Thị Lan',
      unit: 'Sở Tư pháp',
      roles: ['officer'],
      tasks: ['NV14'],
    })
    expect(who.filter(({ roles }) => roles.includes('coordinator')).map(({ name }) => name)).toEqual(['chi'])
    expect(afternoon.lines.at(-1)).toHaveProperty('who')
  })
}

/** Within a round the order of people is nobody's concern; of one person's messages it is. */
function transcriptByPerson({ messages }: Afternoon): Readonly<Record<string, readonly string[]>> {
  const byPerson: Record<string, string[]> = {}
  for (const { to, at, text, buttons } of messages) {
    const known = text.replace(/\b[2-9A-Z]{4}-[2-9A-Z]{4}\b/g, 'MÃ')
    byPerson[to] = [...(byPerson[to] ?? []), `${at} ${known} [${buttons.join('] [')}]`]
  }
  return byPerson
}
