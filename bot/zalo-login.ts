/** `npm run zalo:login`: a personal Zalo account is let in by QR, its session stored encrypted under DATA_DIR. */
import { existsSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import { createZalo } from './channels/zalo-personal/log-in.ts'
import { logInByQr } from './channels/zalo-personal/login/log-in-by-qr.ts'
import { CONNECTING, NO_KEY, RISK } from './channels/zalo-personal/login/wording.ts'
import { openSessionFile, zaloPersonalFolder } from './channels/zalo-personal/session-file.ts'
import { createZaloFetch } from './channels/zalo-personal/zalo-fetch.ts'
import { readConfig } from './config.ts'

/** Five codes of 100 seconds, and time for the confirmation. */
const PATIENCE_MS = 10 * 60_000

const say = (line: string) => process.stdout.write(`${line}\n`)

async function main(): Promise<boolean> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const read = readConfig(process.env)
  if (!read.ok) {
    for (const line of read.lines) say(line)
    return false
  }
  const { appKey, dataDir } = read.config
  if (appKey === null) {
    say(NO_KEY)
    return false
  }
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  for (const line of [...RISK, '', CONNECTING]) say(line)
  return logInByQr({
    client: createZalo(createZaloFetch(null)),
    store: openSessionFile(dataDir, appKey),
    folder: zaloPersonalFolder(dataDir),
    say,
    canDraw: process.stdout.isTTY === true,
    now: () => Temporal.Now.instant(),
    signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(PATIENCE_MS)]),
  })
}

process.exit((await main()) ? 0 : 1)
