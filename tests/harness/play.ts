/** Plays console lines against the real program on a fresh database with the sample programme. The clock stands still. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { createApp } from '../../bot/app.ts'
import {
  CONSOLE_ACCOUNT,
  createConsoleChannel,
  type Written,
} from '../../bot/channels/console/console-channel.ts'
import { parseLine } from '../../bot/channels/console/parse-line.ts'
import { newId } from '../../bot/new-id.ts'
import { createStandingClock } from '../../jobs/clocks.ts'
import type { Database } from '../../prisma/database.ts'
import { seedDemo } from '../../prisma/demo.ts'
import { openEvidenceFiles } from '../../prisma/evidence-files.ts'
import { seedHolidays } from '../../prisma/holidays.ts'

export const ZONE = 'Asia/Ho_Chi_Minh'
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

const HEAD =
  'TT,Mã NV,Nội dung công việc,Đơn vị chủ trì,Cán bộ phụ trách,Thời gian hoàn thành,Sản phẩm,Chế độ báo cáo'
/** Task lists as an office sends them; the second one moves a deadline, drops a task and adds one. */
const LISTS = {
  'ke-hoach.csv': `${HEAD}
1,KH01,Số hóa hồ sơ đất đai cấp xã,VP UBND tỉnh,Trần Quốc Bảo – 0900 000 002,15/12/2026,Cơ sở dữ liệu được nghiệm thu,tuần
2,KH02,Tập huấn chữ ký số cho công chức xã,Sở KH&CN,Trần Thị Bình,trước 20/12/2026,,tuần
`,
  'ke-hoach-sua.csv': `${HEAD}
1,KH01,Số hóa hồ sơ đất đai cấp xã,VP UBND tỉnh,Trần Quốc Bảo – 0900 000 002,31/12/2026,Cơ sở dữ liệu được nghiệm thu,tuần
2,KH03,Khảo sát hạ tầng mạng tại các xã,Sở KH&CN,Trần Thị Bình,31/6/2027,Báo cáo khảo sát,tháng
`,
}

/** A message with the moment at which it left. */
export interface Timed extends Written {
  readonly at: Temporal.Instant
}

export interface Play {
  /** Does what a console line says; yields what was sent to anybody because of it. */
  line(text: string): Promise<readonly Timed[]>
  /** A file that `[photo PATH]` can name. */
  readonly photo: (name: string) => string
  readonly db: Database
  now(): Temporal.Instant
  close(): Promise<void>
}

export async function openPlay(
  db: Database,
  { hasButtons, start }: { readonly hasButtons: boolean; readonly start: string },
): Promise<Play> {
  const folder = await mkdtemp(join(tmpdir(), 'play-'))
  const clock = createStandingClock(Temporal.PlainDateTime.from(start).toZonedDateTime(ZONE).toInstant())
  await seedHolidays(db.client)
  await seedDemo(db.client, { now: clock.now(), zone: ZONE, botAccount: CONSOLE_ACCOUNT, newId })
  const written: Timed[] = []
  const channel = createConsoleChannel({
    clock,
    hasButtons,
    write: (one) => written.push({ ...one, at: clock.now() }),
  })
  const evidence = await openEvidenceFiles(folder)
  const app = createApp({
    db,
    evidence,
    channels: [channel],
    clock,
    zone: ZONE,
    setupCode: 'SETUP-2026',
    log: SILENT,
  })
  await app.startReceiving()
  const settle = async () => {
    await app.tick()
    await app.drain()
  }
  await settle()
  for (const name of ['anh-1.jpg', 'anh-2.jpg', 'bien-ban.pdf']) {
    await writeFile(join(folder, name), `bytes of ${name}`)
  }
  for (const [name, text] of Object.entries(LISTS)) await writeFile(join(folder, name), text)

  async function moveTo(target: Temporal.Instant): Promise<void> {
    for (;;) {
      const next = await app.nextMoment(target)
      if (next === null) break
      clock.set(next)
      await settle()
    }
    clock.set(target)
    await settle()
  }

  return {
    db,
    now: () => clock.now(),
    photo: (name) => join(folder, name),
    async line(text) {
      written.length = 0
      const parsed = parseLine(
        text.replaceAll('[photo ', `[photo ${folder}/`),
        clock.now().toZonedDateTimeISO(ZONE).toPlainDate(),
      )
      if (parsed.kind === 'at') await moveTo(parsed.at.toZonedDateTime(ZONE).toInstant())
      else if (parsed.kind === 'said') {
        const said = await channel.say(parsed)
        if (!said.ok) throw new Error(`${text}: ${said.reason}`)
        await settle()
      } else throw new Error(`not a line for a play: ${text}`)
      return [...written]
    },
    async close() {
      await app.stop()
      await rm(folder, { recursive: true })
    },
  }
}
