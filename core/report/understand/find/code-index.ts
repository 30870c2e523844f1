/** The ways the context's own task codes can be written, whatever their grammar: "NV09", "CT-05", "KH12.3", "7a". */
import type { KnownTask, UnderstandContext } from '../reading.ts'
import { fold } from '../text/sound.ts'
import { indexTitles, type TitleIndex } from './title-index.ts'

export interface CodeIndex {
  /** Canonical key of a code -> the officer's own task. */
  readonly own: ReadonlyMap<string, KnownTask>
  /** The task of a code's canonical key: his own, else somebody else's. */
  readonly known: (key: string) => KnownTask | undefined
  /** The task of an outline number ("ii.3"): his own, else somebody else's. */
  readonly outline: (text: string) => KnownTask | undefined
  /** Whether codes begin with these letters. */
  readonly isPrefix: (letters: string) => boolean
  /** Whether some code begins with a digit. */
  readonly hasBareCodes: boolean
  /** Numeric tail ("9", "12a", "12.3") -> tasks whose code ends so. */
  readonly byTail: ReadonlyMap<string, readonly KnownTask[]>
  /** Number without letter suffix -> tasks: "12" -> NV12a, NV12b. */
  readonly byStem: ReadonlyMap<string, readonly KnownTask[]>
  /** Key of a code without its letter suffix -> the suffixed own tasks: "nv|12" -> NV12a, NV12b. */
  readonly suffixed: ReadonlyMap<string, readonly KnownTask[]>
  /** The first task of others whose code ends in the numeric tail. */
  readonly otherByTail: (tail: string) => KnownTask | undefined
  /** The greatest number any known code ends in. */
  readonly greatest: number
  readonly titles: TitleIndex
  readonly isOwn: (code: string) => boolean
  /** The own task of a code as stored. */
  readonly task: (code: string) => KnownTask | null
}

const cache = new WeakMap<readonly KnownTask[], WeakMap<readonly KnownTask[], CodeIndex>>()
const codesCache = new WeakMap<readonly KnownTask[], Codes>()

/** The index of a context, built once per pair of task arrays; the codes of everybody's tasks once per their array. */
export function indexOf(context: UnderstandContext): CodeIndex {
  const byOthers = remembered(cache, context.tasks, () => new WeakMap<readonly KnownTask[], CodeIndex>())
  return remembered(byOthers, context.otherTasks, () => build(context.tasks, context.otherTasks))
}

function remembered<K extends object, V>(kept: WeakMap<K, V>, key: K, make: () => V): V {
  const found = kept.get(key)
  if (found !== undefined) return found
  const made = make()
  kept.set(key, made)
  return made
}

/** How a code is written, taken apart. */
interface Shape {
  /** Letter and digit runs, folded, zeros dropped: "NV09" -> ["nv","9"], "KH12.3" -> ["kh","12","3"]. */
  readonly parts: readonly string[]
  readonly key: string
  /** The letters it begins with, '' for none. */
  readonly prefix: string
  /** What follows them: "12|a" of NV12a, "12|3" of KH12.3. */
  readonly tail: string
  /** Tail without a letter suffix, and key without it, where there is one. */
  readonly stem: string | null
  readonly unsuffixed: string | null
}

/** A programme's codes come with every message: taken apart once. */
const MAX_REMEMBERED = 20_000
const shapes = new Map<string, Shape>()

function shapeOf(code: string): Shape {
  const known = shapes.get(code)
  if (known !== undefined) return known
  const shape = takeApart(code)
  if (shapes.size >= MAX_REMEMBERED) shapes.clear()
  shapes.set(code, shape)
  return shape
}

function takeApart(code: string): Shape {
  const runs = fold(code.normalize('NFC').toLowerCase()).match(/[a-z]+|\d+/g) ?? []
  const parts = runs.map((run) => (/\d/.test(run) ? String(Number(run)) : run))
  const prefix = /^[a-z]+$/.exec(parts[0] ?? '')?.[0] ?? ''
  const tail = keyOf(prefix === '' ? parts : parts.slice(1))
  const stem = tail.replace(/\|?[a-z]+$/, '')
  const isSuffixed = parts.length > 2 && /^[a-z]$/.test(parts[parts.length - 1] ?? '')
  return {
    parts,
    key: keyOf(parts),
    prefix,
    tail,
    stem: stem === tail ? null : stem,
    unsuffixed: isSuffixed ? keyOf(parts.slice(0, -1)) : null,
  }
}

export function codeParts(code: string): readonly string[] {
  return shapeOf(code).parts
}

export function keyOf(parts: readonly string[]): string {
  return parts.join('|')
}

/** What the codes of some tasks look like. */
interface Codes {
  readonly byKey: ReadonlyMap<string, KnownTask>
  readonly byTail: ReadonlyMap<string, readonly KnownTask[]>
  readonly outlines: ReadonlyMap<string, KnownTask>
  readonly prefixes: ReadonlySet<string>
  readonly greatest: number
  readonly hasBare: boolean
}

function codesOf(tasks: readonly KnownTask[]): Codes {
  const byKey = new Map<string, KnownTask>()
  const byTail = new Map<string, KnownTask[]>()
  const outlines = new Map<string, KnownTask>()
  const prefixes = new Set<string>()
  let hasBare = false
  for (const task of tasks) {
    const shape = shapeOf(task.code)
    byKey.set(shape.key, task)
    push(byTail, shape.tail, task)
    if (shape.prefix === '') hasBare = true
    else prefixes.add(shape.prefix)
    const outline = task.outline === null ? '' : fold(task.outline.toLowerCase())
    if (outline.includes('.') && !outlines.has(outline)) outlines.set(outline, task)
  }
  let greatest = 0
  for (const tail of byTail.keys()) greatest = Math.max(greatest, Number.parseInt(tail, 10) || 0)
  return { byKey, byTail, outlines, prefixes, greatest, hasBare }
}

function build(tasks: readonly KnownTask[], otherTasks: readonly KnownTask[]): CodeIndex {
  const own = codesOf(tasks)
  const others = remembered(codesCache, otherTasks, () => codesOf(otherTasks))
  const byStem = new Map<string, KnownTask[]>()
  const suffixed = new Map<string, KnownTask[]>()
  for (const task of tasks) {
    const { unsuffixed, stem } = shapeOf(task.code)
    if (unsuffixed !== null) push(suffixed, unsuffixed, task)
    if (stem !== null) push(byStem, stem, task)
  }
  const byCode = new Map(tasks.map((task) => [task.code, task]))
  return {
    own: own.byKey,
    known: (key) => own.byKey.get(key) ?? others.byKey.get(key),
    outline: (text) => own.outlines.get(text) ?? others.outlines.get(text),
    isPrefix: (letters) => own.prefixes.has(letters) || others.prefixes.has(letters),
    hasBareCodes: own.hasBare || others.hasBare,
    byTail: own.byTail,
    byStem,
    otherByTail: (tail) => others.byTail.get(tail)?.find((task) => !own.byKey.has(shapeOf(task.code).key)),
    suffixed,
    greatest: Math.max(own.greatest, others.greatest),
    titles: indexTitles(tasks),
    isOwn: (code) => byCode.has(code),
    task: (code) => byCode.get(code) ?? null,
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
