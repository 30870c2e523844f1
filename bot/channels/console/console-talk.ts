/** The console's conversation: reads lines, lets the program finish what is due, moves the clock, writes messages. */
import { createInterface } from 'node:readline'
import type { Temporal } from 'temporal-polyfill'
import type { ConsoleChannel, Written } from './console-channel.ts'
import { parseLine } from './parse-line.ts'
import { asJson, asText, HELP, INVITATION, whoAsText } from './show.ts'

export interface ListedPerson {
  readonly name: string
  readonly person: string
  readonly unit: string
  readonly roles: readonly string[]
  readonly tasks: readonly string[]
}

export interface TalkOptions {
  readonly channel: ConsoleChannel
  readonly input: NodeJS.ReadableStream
  readonly out: (line: string) => void
  readonly isJson: boolean
  /** A person sits before it: the clock runs, and the talk goes on while messages arrive. */
  readonly isInteractive: boolean
  readonly clock: { now(): Temporal.Instant; set(at: Temporal.Instant): void }
  readonly zone: string
  readonly who: () => Promise<readonly ListedPerson[]>
  /** Finishes all that is due at the clock's time. */
  readonly settle: () => Promise<void>
  /** Moves the clock there, running every round on the way. */
  readonly moveTo: (at: Temporal.Instant) => Promise<void>
}

export function writeTo(
  options: Pick<TalkOptions, 'out' | 'isJson' | 'clock' | 'zone'>,
): (written: Written) => void {
  return (written) => {
    const at = options.clock.now().toZonedDateTimeISO(options.zone)
    options.out(options.isJson ? asJson(written, at) : asText(written, at))
  }
}

/** Ends with the input or with `:quit`. */
export async function talk(options: TalkOptions): Promise<void> {
  const { input, out, isJson, isInteractive, zone, clock } = options
  const lines = createInterface({ input, terminal: isInteractive, prompt: isInteractive ? '› ' : '' })
  if (!isJson) out(INVITATION(clock.now().toZonedDateTimeISO(zone), isInteractive))
  if (isInteractive) lines.prompt()
  for await (const line of lines) {
    if (!isInteractive) await options.settle()
    if (!(await takeLine(line, options))) break
    if (isInteractive) lines.prompt()
  }
  lines.close()
  await options.settle()
}

async function takeLine(line: string, options: TalkOptions): Promise<boolean> {
  const { out, isJson, clock, zone } = options
  const parsed = parseLine(line, clock.now().toZonedDateTimeISO(zone).toPlainDate())
  const complain = (reason: string) => out(isJson ? JSON.stringify({ error: reason }) : `  ! ${reason}`)
  switch (parsed.kind) {
    case 'empty':
      return true
    case 'quit':
      return false
    case 'help':
      out(isJson ? JSON.stringify({ help: HELP }) : HELP)
      return true
    case 'who': {
      const who = await options.who()
      out(isJson ? JSON.stringify({ who }) : whoAsText(who))
      return true
    }
    case 'wrong':
      complain(parsed.reason)
      return true
    case 'at':
      await moveTo(parsed.at, options, complain)
      return true
    case 'said': {
      const known = (await options.who()).some((person) => person.name === parsed.person)
      if (!known) {
        complain(`không có ai tên “${parsed.person}”; gõ :who để xem danh sách`)
        return true
      }
      const said = await options.channel.say(parsed)
      if (!said.ok) complain(said.reason)
      await options.settle()
      return true
    }
    default:
      return parsed satisfies never
  }
}

async function moveTo(
  at: Temporal.PlainDateTime,
  options: TalkOptions,
  complain: (reason: string) => void,
): Promise<void> {
  const target = at.toZonedDateTime(options.zone).toInstant()
  if (target.epochMilliseconds < options.clock.now().epochMilliseconds) {
    const now = options.clock
      .now()
      .toZonedDateTimeISO(options.zone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' })
    complain(`đồng hồ chỉ đi tới; bây giờ là ${now}`)
    return
  }
  await options.moveTo(target)
}
