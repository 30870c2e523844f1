/** `/giahan` and "Gia hạn…" below a digest: asks the coordinators for more time. Rules: core/task/ask-extension.ts. */
import type { Temporal } from 'temporal-polyfill'
import { unitsLed } from '../../core/directory/permission.ts'
import { extensionPart } from '../../core/report/dialogue/not-report.ts'
import { foldWords } from '../../core/talk/fold-words.ts'
import type { Turn } from '../../core/talk/turn.ts'
import { askExtension, NO_REASON } from '../../core/task/ask-extension.ts'
import type { ExtensionPart } from '../../core/task/extension.ts'
import { localDate } from '../../core/time.ts'
import type { LinkedContext } from './context.ts'
import { findDays } from './date-argument.ts'

/** "#task.unit,… =2026-12-30 lý do", or words: "NV07 đến 30/12 chờ kinh phí". */
export async function requestExtension(context: LinkedContext): Promise<Turn> {
  const { sender, conversation, setting, args } = context
  const [, refs, iso, words = ''] =
    /^(?:#(\S+))?\s*(?:=(\d{4}-\d{2}-\d{2}))?\s*([\s\S]*)$/.exec(args.trim()) ?? []
  const own = conversation.duties.filter(({ task }) => task.state === 'open').map(extensionPart)
  const named = refs === undefined ? partsIn(words, own) : await partsOf(refs.split(','), own, context)
  const candidates = named.length === 0 && own.length === 0 ? await partsBelow(words, context) : own
  const today = localDate(setting.now, setting.zone)
  const said = iso === undefined ? lastDay(words, today) : null
  return askExtension(
    {
      named,
      candidates,
      wanted: iso === undefined ? said : dateOf(iso, today),
      reason: words.trim() === NO_REASON ? null : reasonIn(words, [...own, ...named, ...candidates], today),
    },
    sender,
    conversation,
    setting,
  )
}

function dateOf(iso: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const { days } = findDays(iso, today)
  return days === null || days === 'wrong' ? null : days.to
}

/** An answer is put behind the words it answers: the day said last counts. */
function lastDay(words: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const { days, after } = findDays(words, today)
  if (days === null) return null
  return lastDay(after, today) ?? (days === 'wrong' ? null : days.to)
}

/** What is left without days, and without codes and small words before and behind it; empty: no reason. */
function reasonIn(words: string, parts: readonly ExtensionPart[], today: Temporal.PlainDate): string {
  const codes = new Set(parts.map(({ code }) => foldWords(code)))
  const withoutDays = (text: string): string => {
    const { days, before, after } = findDays(text, today)
    return days === null ? text : `${before} ${withoutDays(after)}`
  }
  const said = withoutDays(words)
    .split(/\s+/)
    .filter((word) => word !== '')
  const saysNothing = (word: string) => {
    const bare = foldWords(word).replace(/[,;:.]+$/, '')
    return codes.has(bare) || FILLERS.has(bare)
  }
  const from = said.findIndex((word) => !saysNothing(word))
  return from < 0 ? '' : said.slice(from, said.findLastIndex((word) => !saysNothing(word)) + 1).join(' ')
}

const FILLERS = new Set(['den', 'toi', 'ngay', 'het', 'xin', 'gia', 'han', 'lui', 'em', 'a', 'nhe', 'va'])

/** Parts whose codes the words name. */
function partsIn(words: string, parts: readonly ExtensionPart[]): readonly ExtensionPart[] {
  const spoken = ` ${foldWords(words).replace(/[^a-z0-9./-]+/g, ' ')} `
  return parts.filter(({ code }) => spoken.includes(` ${foldWords(code)} `))
}

/** His own, or of units he sees as a leader. */
async function partsOf(
  refs: readonly string[],
  own: readonly ExtensionPart[],
  { library, sender }: LinkedContext,
): Promise<readonly ExtensionPart[]> {
  const parts: ExtensionPart[] = []
  const ledUnits = unitsLed(sender)
  const units = ledUnits === null ? null : await library.unitsBelow(ledUnits)
  for (const ref of refs) {
    const [taskId = '', unitId = ''] = ref.split('.')
    const mine = own.find((part) => part.taskId === taskId && part.unitId === unitId)
    const led = mine === undefined ? await library.taskParts(taskId) : null
    const unit = led?.parts.find((part) => part.unit.id === unitId)?.unit
    if (mine !== undefined) parts.push(mine)
    if (led === null || unit === undefined || led.task.state !== 'open') continue
    if (units !== null && !units.includes(unitId)) continue
    const { code, title, due } = led.task
    parts.push({ taskId, unitId, code, title, unit: unit.shortName, due })
  }
  return parts
}

/** For a leader: the tasks of his units, those first that the words name. */
async function partsBelow(
  words: string,
  { library, sender, setting }: LinkedContext,
): Promise<readonly ExtensionPart[]> {
  const ledUnits = unitsLed(sender)
  const units = ledUnits === null ? null : await library.unitsBelow(ledUnits)
  const first = words.split(/\s+/)[0] ?? ''
  const found =
    first === ''
      ? await library.tasksDueUntil(localDate(setting.now, setting.zone).add({ days: 30 }), units)
      : await library.findTasks(first, units)
  return found.flatMap(({ task }) =>
    task.state !== 'open'
      ? []
      : task.assignments
          .filter(({ role, unitId }) => role === 'lead' && (units === null || units.includes(unitId)))
          .map(({ unitId, unitName }) => {
            const { id: taskId, code, title, due } = task
            return { taskId, unitId, code, title, unit: unitName, due }
          }),
  )
}
