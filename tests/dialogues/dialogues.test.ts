/**
 * Golden dialogues: each .txt is a conversation one can read aloud. `> ` lines are said or moved, what follows is what
 * the program sent. Each runs on a channel with buttons and on one without (`.menu.txt`). To write them anew after a
 * deliberate change: UPDATE_DIALOGUES=1 npx vitest run tests/dialogues - then read the difference.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { clock } from '../../bot/replies/format.ts'
import { openFreshEmbedded } from '../harness/databases.ts'
import { openPlay, type Timed, ZONE } from '../harness/play.ts'

const FOLDER = import.meta.dirname
const DEFAULT_START = '2026-11-23T15:40'

interface Script {
  readonly title: string
  readonly start: string
  /** People whose messages are shown; others get theirs unseen. */
  readonly shown: readonly string[]
  readonly lines: readonly string[]
}

function readScript(text: string): Script {
  const rows = text.split('\n')
  const said = rows.filter((row) => row.startsWith('> ')).map((row) => row.slice(2))
  const header = (name: string) => rows.find((row) => row.startsWith(`# ${name}: `))?.slice(name.length + 4)
  const speakers = [...new Set(said.flatMap((row) => /^@(\S+)/.exec(row)?.[1] ?? []))]
  return {
    title: rows[0]?.replace(/^# /, '') ?? '',
    start: header('start') ?? DEFAULT_START,
    shown: header('shown')?.split(' ') ?? speakers,
    lines: said,
  }
}

async function play(script: Script, hasButtons: boolean): Promise<string> {
  const db = await openFreshEmbedded()
  const stage = await openPlay(db, { hasButtons, start: script.start })
  const out = [`# ${script.title}`]
  if (script.start !== DEFAULT_START) out.push(`# start: ${script.start}`)
  if (
    script.shown.join() !== [...new Set(script.lines.flatMap((row) => /^@(\S+)/.exec(row)?.[1] ?? []))].join()
  ) {
    out.push(`# shown: ${script.shown.join(' ')}`)
  }
  for (const line of script.lines) {
    const messages = await stage.line(hasButtons ? line : inNumbers(line))
    for (const { to, message } of messages) if (message.buttons.length > 0) menus.set(to, message.text)
    out.push(
      '',
      `> ${line}`,
      ...messages
        .filter((one) => script.shown.includes(one.to))
        // At one instant messages to different people have no order of their own.
        .toSorted(
          (one, other) => Temporal.Instant.compare(one.at, other.at) || one.to.localeCompare(other.to),
        )
        .flatMap((one) => shown(one, hasButtons)),
    )
  }
  await stage.close()
  await db.close()
  return `${out.join('\n')}\n`

  /** On a channel without buttons a tap is the entry's number where the menu shows one, else its words. */
  function inNumbers(line: string): string {
    const tap = /^@(\S+) \[tap ([^\]]+)\]$/.exec(line)
    if (tap === null) return line
    const [, person = '', label = ''] = tap
    const menu = menus.get(person) ?? ''
    const entry = menu
      .split('\n')
      .find(
        (row) =>
          /^\d+\. /.test(row) &&
          row.replace(/^\d+\. (Mục (\d+): )?/, (_, of, place) => (of ? `${place}. ` : '')) === label,
      )
    if (entry !== undefined) return `@${person} ${/^\d+/.exec(entry)?.[0]}`
    const words = WORDS[label] ?? label.replace(/[….]+$/, '')
    if (!menu.toLowerCase().includes(words.toLowerCase())) {
      throw new Error(`no entry “${label}” in the newest menu of ${person}`)
    }
    return `@${person} ${words.toLowerCase()}`
  }
}

/** What is typed for a button that is not called by its own label. */
const WORDS: Readonly<Record<string, string>> = {
  Hủy: 'hủy báo cáo',
  'Tất cả còn lại: không đổi': 'còn lại kd',
  '‹ Danh sách': 'báo cáo',
}

/** Text of the newest message with choices, by person. */
const menus = new Map<string, string>()

function shown({ to, message, at }: Timed, hasButtons: boolean): string[] {
  const buttons = hasButtons
    ? message.buttons.map((row) => row.map((button) => `[${button.label}]`).join(' '))
    : []
  const edit = message.edits === null ? '' : ' (cập nhật)'
  return [
    '',
    `${clock(at.toZonedDateTimeISO(ZONE))} @${to}${edit}`,
    ...[...message.text.split('\n'), ...buttons].map((row) => `  ${row}`.trimEnd()),
  ].map((row) =>
    row
      .replace(/\b[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}\b/g, 'MÃ-ĐĂNG-KÝ')
      .replace(/\b[0-9a-f]{64}\b/g, 'MÃ-SHA-256'),
  )
}

const names = readdirSync(FOLDER).filter((name) => name.endsWith('.txt') && !name.endsWith('.menu.txt'))

describe('golden dialogues', () => {
  test.each(names)(
    '%s, with buttons and without',
    async (name) => {
      const path = join(FOLDER, name)
      const script = readScript(readFileSync(path, 'utf8'))
      for (const hasButtons of [true, false]) {
        menus.clear()
        const golden = hasButtons ? path : path.replace(/\.txt$/, '.menu.txt')
        const played = await play(script, hasButtons)
        if (process.env['UPDATE_DIALOGUES'] !== undefined) writeFileSync(golden, played)
        expect(existsSync(golden), `${golden} is not written yet`).toBe(true)
        expect(played).toBe(readFileSync(golden, 'utf8'))
      }
    },
    120_000,
  )
})
