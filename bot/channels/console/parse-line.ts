/** One line of the console: what a person says, or what the clock is to do. Pure; grammar in docs of the console. */
import { Temporal } from 'temporal-polyfill'

export type ConsoleLine =
  | {
      readonly kind: 'said'
      readonly person: string
      readonly text: string
      readonly photos: readonly string[]
      /** Label of the button to press; null: none. */
      readonly tap: string | null
    }
  | { readonly kind: 'at'; readonly at: Temporal.PlainDateTime }
  | { readonly kind: 'who' | 'help' | 'quit' | 'empty' }
  | { readonly kind: 'wrong'; readonly reason: string }

/** `today` completes a bare clock time (":at 17:00"). */
export function parseLine(line: string, today: Temporal.PlainDate): ConsoleLine {
  const text = line.trim()
  if (text === '') return { kind: 'empty' }
  if (text.startsWith(':')) return parseControl(text.slice(1), today)
  const spoken = /^@([\p{L}\p{N}_.-]+)(?:\s+([\s\S]*))?$/u.exec(text)
  if (spoken === null) {
    return {
      kind: 'wrong',
      reason: 'một dòng bắt đầu bằng @tên (nói thay người đó) hoặc : (lệnh của bảng điều khiển); gõ :help',
    }
  }
  return parseSpeech(spoken[1] ?? '', spoken[2] ?? '')
}

function parseControl(text: string, today: Temporal.PlainDate): ConsoleLine {
  const [word = '', ...rest] = text.split(/\s+/)
  switch (word.toLowerCase()) {
    case 'who':
      return { kind: 'who' }
    case 'help':
      return { kind: 'help' }
    case 'quit':
    case 'exit':
      return { kind: 'quit' }
    case 'at':
      return parseAt(rest.join(' '), today)
    default:
      return { kind: 'wrong', reason: `không có lệnh :${word}; có :who :help :quit và :at 2026-11-23T16:30` }
  }
}

function parseAt(text: string, today: Temporal.PlainDate): ConsoleLine {
  try {
    const isClock = /^\d{1,2}:\d{2}(:\d{2})?$/.test(text)
    const at = isClock
      ? today.toPlainDateTime(Temporal.PlainTime.from(text.padStart(5, '0')))
      : Temporal.PlainDateTime.from(text.replace(' ', 'T'))
    return { kind: 'at', at }
  } catch {
    return {
      kind: 'wrong',
      reason: `“${text}” không phải thời điểm; ví dụ :at 2026-11-23T16:30 hoặc :at 17:00`,
    }
  }
}

const BRACKET = /^\s*\[(photo|tap)\s+([^\]]+)\]/i

function parseSpeech(person: string, said: string): ConsoleLine {
  const photos: string[] = []
  let tap: string | null = null
  let rest = said
  for (let match = BRACKET.exec(rest); match !== null; match = BRACKET.exec(rest)) {
    const value = (match[2] ?? '').trim()
    if (match[1]?.toLowerCase() === 'tap') tap = value
    else photos.push(value)
    rest = rest.slice(match[0].length)
  }
  const text = rest.trim()
  if (tap !== null && (photos.length > 0 || text !== '')) {
    return { kind: 'wrong', reason: 'một lần chỉ bấm một nút: @tên [tap NHÃN]' }
  }
  return { kind: 'said', person: person.toLowerCase(), text, photos, tap }
}
