/** Arguments of `npm run import -- FILE [--dry-run] [--json] [--now ISO] [--reason TEXT] [--document NUMBER] [--programme CODE]`. */
import { Temporal } from 'temporal-polyfill'

export interface ImportArguments {
  readonly file: string
  readonly isDryRun: boolean
  readonly asJson: boolean
  /** Local day that `--now` names; null where it is not given. */
  readonly now: Temporal.PlainDate | null
  readonly reason: string | null
  readonly document: string | null
  /** Code of the programme the list belongs to; null: the only one there is. */
  readonly programme: string | null
}

const OPTIONS = ['--now', '--reason', '--document', '--programme']

/** Null with the offending word where an argument cannot be taken. */
export function parseArguments(
  argv: readonly string[],
  timeZone: string,
): { readonly ok: true; readonly value: ImportArguments } | { readonly ok: false; readonly word: string } {
  const files: string[] = []
  const values = new Map<string, string>()
  const flags = new Set<string>()
  for (let i = 0; i < argv.length; i++) {
    const [name = '', inline] = splitOption(argv[i] ?? '')
    if (name === '--dry-run' || name === '--json') flags.add(name)
    else if (OPTIONS.includes(name)) {
      const value = inline ?? argv[++i]
      if (value === undefined) return { ok: false, word: name }
      values.set(name, value)
    } else if (name.startsWith('--')) return { ok: false, word: name }
    else files.push(argv[i] ?? '')
  }
  const [file] = files
  if (file === undefined || files.length > 1) return { ok: false, word: files[1] ?? 'FILE' }
  const written = values.get('--now')
  const now = written === undefined ? null : localDay(written, timeZone)
  if (written !== undefined && now === null) return { ok: false, word: `--now ${written}` }
  return {
    ok: true,
    value: {
      file,
      isDryRun: flags.has('--dry-run'),
      asJson: flags.has('--json'),
      now,
      reason: values.get('--reason') ?? null,
      document: values.get('--document') ?? null,
      programme: values.get('--programme') ?? null,
    },
  }
}

/** Day of an ISO instant in the zone, or of a local date or time as it stands; null for anything else. */
function localDay(text: string, timeZone: string): Temporal.PlainDate | null {
  try {
    if (/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) && text.includes('T')) {
      return Temporal.Instant.from(text).toZonedDateTimeISO(timeZone).toPlainDate()
    }
    return Temporal.PlainDate.from(text)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function splitOption(word: string): readonly [string, string | undefined] {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)]
}
