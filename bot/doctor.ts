/** `npm run doctor [-- --deep]`: looks at configuration, database, evidence and channels, and says what to do. Sends nothing. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { openDatabase } from '../prisma/database.ts'
import { describeDatabaseProblem } from '../prisma/database-problem.ts'
import { openEvidenceFiles } from '../prisma/evidence-files.ts'
import type { PrismaClient } from '../prisma/generated/client.ts'
import { RISK } from './channels/zalo-personal/login/wording.ts'
import { openSessionFile } from './channels/zalo-personal/session-file.ts'
import { type Config, readConfig } from './config.ts'

/** well: nothing to do; look: the program runs, something is worth a look; wrong: it will not do its work. */
type Level = 'well' | 'look' | 'wrong'
interface Finding {
  readonly level: Level
  readonly text: string
}

const MARK: Readonly<Record<Level, string>> = { well: '✅', look: '⚠️ ', wrong: '❌' }
const SILENT = { info: () => undefined, warn: () => undefined }
/** Names shown of many. */
const SHOWN = 5

let worst: Level = 'well'

function say({ level, text }: Finding): void {
  if (level === 'wrong' || (level === 'look' && worst === 'well')) worst = level
  process.stdout.write(`${MARK[level]} ${text}\n`)
}

async function main(argv: readonly string[]): Promise<number> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const read = readConfig(process.env)
  if (!read.ok) {
    for (const text of read.lines) say({ level: 'wrong', text })
    return 1
  }
  say({ level: 'well', text: 'Cấu hình đọc được.' })
  for (const finding of await channelFindings(read.config)) say(finding)
  await examineData(read.config, argv.includes('--deep'))
  return worst === 'wrong' ? 1 : 0
}

async function channelFindings(config: Config): Promise<readonly Finding[]> {
  const { telegram, zaloBot, zaloOa, zaloPersonal, publicUrl, appKey, dataDir } = config
  const found: Finding[] = []
  if (telegram === null && zaloBot === null && zaloOa === null && !zaloPersonal) {
    found.push({
      level: 'look',
      text: 'Chưa khai báo kênh nào: npm start sẽ chạy bản dùng thử trên màn hình.',
    })
  }
  if (telegram !== null) found.push({ level: 'well', text: `Telegram: ${wayOf(telegram, publicUrl)}.` })
  if (zaloBot !== null) {
    found.push({ level: 'well', text: `Zalo Bot: ${wayOf(zaloBot, publicUrl)}.` })
    if (publicUrl === null)
      found.push({ level: 'look', text: 'Zalo Bot: chưa có PUBLIC_URL nên không gửi được ảnh, tệp.' })
  }
  if (zaloOa !== null) found.push({ level: 'well', text: `Zalo OA: webhook ${publicUrl}/zalo-oa/webhook.` })
  if (publicUrl !== null && appKey === null)
    found.push({
      level: 'look',
      text: 'APP_KEY chưa đặt: liên kết tải tệp hết hiệu lực mỗi lần khởi động lại.',
    })
  if (zaloPersonal && appKey !== null) {
    const stored = await openSessionFile(dataDir, appKey).load()
    found.push(SESSION[stored.kind], { level: 'look', text: `Zalo cá nhân. ${RISK.slice(1).join(' ')}` })
  }
  return found
}

const SESSION: Readonly<Record<'found' | 'none' | 'unreadable', Finding>> = {
  found: { level: 'well', text: 'Zalo cá nhân: đã có phiên đăng nhập.' },
  none: { level: 'wrong', text: 'Zalo cá nhân: chưa đăng nhập. Hãy chạy: npm run zalo:login' },
  unreadable: {
    level: 'wrong',
    text: 'Zalo cá nhân: không mở được phiên đã lưu (APP_KEY đã đổi?). Hãy chạy: npm run zalo:login',
  },
}

function wayOf(
  { webhookSecret }: { readonly webhookSecret: string | null },
  publicUrl: string | null,
): string {
  return webhookSecret === null || publicUrl === null ? 'tự hỏi tin (polling)' : `webhook tại ${publicUrl}`
}

async function examineData(config: Config, isDeep: boolean): Promise<void> {
  const opened = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log: SILENT })
  if (!opened.ok) {
    const isRunning = opened.problem.code === 'database_in_use'
    say(
      isRunning
        ? {
            level: 'look',
            text: 'Chương trình đang chạy và giữ cơ sở dữ liệu: gõ /suckhoe trong chat để xem, hoặc dừng rồi chạy lại lệnh này.',
          }
        : { level: 'wrong', text: describeDatabaseProblem(opened.problem) },
    )
    return
  }
  const { db } = opened
  try {
    say({
      level: 'well',
      text: `Cơ sở dữ liệu mở được, cấu trúc đúng phiên bản (${db.kind === 'embedded' ? `trong ${join(config.dataDir, 'db')}` : 'PostgreSQL'}).`,
    })
    for (const finding of await dataFindings(db.client, config.timeZone)) say(finding)
    await examineEvidence(db.client, config.dataDir, isDeep)
  } finally {
    await db.close()
  }
}

async function dataFindings(client: PrismaClient, zone: string): Promise<readonly Finding[]> {
  const found: Finding[] = []
  const coordinators = await client.post.count({ where: { role: 'coordinator' } })
  if (coordinators === 0)
    found.push({
      level: 'look',
      text: 'Chưa có người điều phối: đặt ADMIN_SETUP_CODE rồi gõ /start MÃ trong chat.',
    })
  const tasks = await client.task.count({ where: { state: 'open' } })
  found.push({ level: tasks === 0 ? 'look' : 'well', text: `${tasks} nhiệm vụ đang theo dõi.` })
  const unlinked = await client.person.count({
    where: { posts: { some: { role: 'officer' } }, accounts: { none: { state: 'active' } } },
  })
  if (unlinked > 0)
    found.push({ level: 'look', text: `${unlinked} đầu mối chưa liên kết tài khoản: /moi cấp mã.` })
  const dead = await client.inboxMessage.count({ where: { state: 'dead' } })
  if (dead > 0) found.push({ level: 'look', text: `${dead} tin đến bị lỗi, đã cất lại: xem /suckhoe.` })
  const year = Temporal.Now.zonedDateTimeISO(zone).year
  for (const each of [year, year + 1]) {
    const inYear = { gte: new Date(`${each}-01-01`), lte: new Date(`${each}-12-31`) }
    const days = await client.holiday.count({ where: { date: inYear } })
    const unsure = await client.holiday.count({ where: { date: inYear, certainty: { not: 'official' } } })
    if (days === 0) found.push({ level: 'look', text: `Chưa có lịch nghỉ năm ${each}: /lichnghi.` })
    else if (unsure > 0)
      found.push({
        level: 'look',
        text: `Lịch nghỉ năm ${each} còn ${unsure} ngày chưa chính thức: /lichnghi xacnhan ${each}.`,
      })
  }
  return found
}

/** Files that reports refer to: there, and with `--deep` unaltered, byte by byte. */
async function examineEvidence(client: PrismaClient, dataDir: string, isDeep: boolean): Promise<void> {
  const files = await openEvidenceFiles(dataDir)
  const rows = await client.evidence.findMany({ distinct: ['sha256'], select: { sha256: true } })
  const missing: string[] = []
  const altered: string[] = []
  for (const { sha256 } of rows) {
    if (!(await files.has(sha256))) missing.push(sha256)
    else if (isDeep && (await hashOf(files, sha256)) !== sha256) altered.push(sha256)
  }
  if (missing.length + altered.length === 0) {
    const how = isDeep ? 'còn đủ và nguyên vẹn' : 'còn đủ (thêm --deep để kiểm tra từng byte)'
    return say({ level: 'well', text: `${rows.length} tệp minh chứng ${how}.` })
  }
  if (missing.length > 0)
    say({ level: 'wrong', text: `${missing.length} tệp minh chứng bị mất: ${some(missing)}` })
  if (altered.length > 0)
    say({ level: 'wrong', text: `${altered.length} tệp minh chứng bị thay đổi: ${some(altered)}` })
}

async function hashOf(files: Awaited<ReturnType<typeof openEvidenceFiles>>, sha256: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of (await files.open(sha256)) ?? []) hash.update(chunk)
  return hash.digest('hex')
}

function some(names: readonly string[]): string {
  return `${names.slice(0, SHOWN).join(', ')}${names.length > SHOWN ? ', …' : ''}`
}

process.exitCode = await main(process.argv.slice(2))
