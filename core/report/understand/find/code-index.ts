/** The ways the context's own task codes can be written, whatever their grammar: "NV09", "CT-05", "KH12.3", "7a". */
import type { KnownTask, UnderstandContext } from '../reading.ts'
import { fold } from '../text/sound.ts'
import { indexTitles, type TitleIndex } from './title-index.ts'

export interface CodeIndex {
  /** Canonical key of a code -> its task: the officer's own, and everybody else's. */
  readonly own: ReadonlyMap<string, KnownTask>
  readonly others: ReadonlyMap<string, KnownTask>
  /** Outline numbers ("ii.3") of own and other tasks. */
  readonly outlines: ReadonlyMap<string, KnownTask>
  /** Letters that codes begin with. */
  readonly prefixes: ReadonlySet<string>
  /** Numeric tail ("9", "12a", "12.3") -> tasks whose code ends so. */
  readonly byTail: ReadonlyMap<string, readonly KnownTask[]>
  /** Number without letter suffix -> tasks: "12" -> NV12a, NV12b. */
  readonly byStem: ReadonlyMap<string, readonly KnownTask[]>
  /** Key of a code without its letter suffix -> the suffixed own tasks: "nv|12" -> NV12a, NV12b. */
  readonly suffixed: ReadonlyMap<string, readonly KnownTask[]>
  /** Numeric tail -> the first task of others that ends so. */
  readonly otherByTail: ReadonlyMap<string, KnownTask>
  /** The greatest number any known code ends in. */
  readonly greatest: number
  readonly titles: TitleIndex
  readonly isOwn: (code: string) => boolean
  /** The own task of a code as stored. */
  readonly task: (code: string) => KnownTask | null
}

const cache = new WeakMap<readonly KnownTask[], WeakMap<readonly KnownTask[], CodeIndex>>()

/** The index of a context, built once per pair of task arrays. */
export function indexOf(context: UnderstandContext): CodeIndex {
  let byOthers = cache.get(context.tasks)
  if (byOthers === undefined) {
    byOthers = new WeakMap()
    cache.set(context.tasks, byOthers)
  }
  let index = byOthers.get(context.otherTasks)
  if (index === undefined) {
    index = build(context.tasks, context.otherTasks)
    byOthers.set(context.otherTasks, index)
  }
  return index
}

/** Letter and digit runs of a code, folded, zeros dropped: "NV09" -> ["nv","9"], "KH12.3" -> ["kh","12","3"]. */
export function codeParts(code: string): string[] {
  const runs = fold(code.normalize('NFC').toLowerCase()).match(/[a-z]+|\d+/g) ?? []
  return runs.map((run) => (/\d/.test(run) ? String(Number(run)) : run))
}

export function keyOf(parts: readonly string[]): string {
  return parts.join('|')
}

function build(tasks: readonly KnownTask[], otherTasks: readonly KnownTask[]): CodeIndex {
  const own = new Map<string, KnownTask>()
  const others = new Map<string, KnownTask>()
  const outlines = new Map<string, KnownTask>()
  const prefixes = new Set<string>()
  const byTail = new Map<string, KnownTask[]>()
  const byStem = new Map<string, KnownTask[]>()
  const otherByTail = new Map<string, KnownTask>()
  const suffixed = new Map<string, KnownTask[]>()
  for (const task of tasks) {
    const parts = codeParts(task.code)
    own.set(keyOf(parts), task)
    if (parts.length > 2 && /^[a-z]$/.test(parts[parts.length - 1] ?? ''))
      push(suffixed, keyOf(parts.slice(0, -1)), task)
    const tail = tailOf(parts)
    push(byTail, tail, task)
    const stem = tail.replace(/\|?[a-z]+$/, '')
    if (stem !== tail) push(byStem, stem, task)
  }
  for (const task of otherTasks) {
    const parts = codeParts(task.code)
    if (own.has(keyOf(parts))) continue
    others.set(keyOf(parts), task)
    if (!otherByTail.has(tailOf(parts))) otherByTail.set(tailOf(parts), task)
  }
  for (const task of [...tasks, ...otherTasks]) {
    const first = codeParts(task.code)[0]
    if (first !== undefined && /^[a-z]/.test(first)) prefixes.add(first)
    const outline = task.outline === null ? '' : fold(task.outline.toLowerCase())
    if (outline.includes('.') && !outlines.has(outline)) outlines.set(outline, task)
  }
  const byCode = new Map(tasks.map((task) => [task.code, task]))
  return {
    own,
    others,
    outlines,
    prefixes,
    byTail,
    byStem,
    otherByTail,
    suffixed,
    greatest: Math.max(
      0,
      ...[...byTail.keys(), ...otherByTail.keys()].map((tail) => Number.parseInt(tail, 10) || 0),
    ),
    titles: indexTitles(tasks),
    isOwn: (code) => byCode.has(code),
    task: (code) => byCode.get(code) ?? null,
  }
}

/** What follows the leading letters: "12|a" of NV12a, "12|3" of KH12.3. */
function tailOf(parts: readonly string[]): string {
  const first = parts[0] ?? ''
  return keyOf(/^[a-z]/.test(first) ? parts.slice(1) : parts)
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
