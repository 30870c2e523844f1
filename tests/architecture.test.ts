/** Who may know whom: architecture.md "Folders", channels.md, read off the import lines of every source file. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ROOMS = ['bot', 'core', 'jobs', 'prisma', 'tests'] as const

interface Import {
  /** Path from the root, with `/`. */
  readonly file: string
  /** Path from the root when it is a file of ours, else the package: `node:fs`, `@prisma/client`. */
  readonly target: string
  readonly isOurs: boolean
  readonly isTypeOnly: boolean
}

const posix = (path: string) => path.split(sep).join('/')

function sourceFiles(room: string): string[] {
  return readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => posix(relative(ROOT, join(entry.parentPath, entry.name))))
    .filter((file) => !file.startsWith('prisma/generated/'))
}

const IMPORT =
  /^\s*(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm

function importsOf(file: string, source: string): Import[] {
  return [...source.matchAll(IMPORT)].map((found) => {
    const specifier = found[3] ?? found[4] ?? ''
    const isOurs = specifier.startsWith('.')
    const target = isOurs ? posix(join(dirname(file), specifier)) : packageOf(specifier)
    return { file, target, isOurs, isTypeOnly: found[2] !== undefined }
  })
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

/** The source without comments and without the insides of texts. */
function bareCode(source: string): string {
  return source.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g,
    (part) => (part.startsWith('/') ? ' ' : "''"),
  )
}

/** What a rule may not touch: clocks, the environment, files, the network, chance, the terminal. */
const OUTER_WORLD =
  /(?<![\w.])(Date|process|setTimeout|setInterval|setImmediate|fetch|console|require|globalThis|crypto|performance)\b(?=\s*[.(])|\bnew Date\b|\bTemporal\.Now\b|\bMath\.random\b/

const all = ROOMS.flatMap((room) => sourceFiles(room)).map((file) => ({
  file,
  source: readFileSync(join(ROOT, file), 'utf8'),
}))
// This file holds sample imports in texts.
const imports = all
  .filter(({ file }) => file !== 'tests/architecture.test.ts')
  .flatMap(({ file, source }) => importsOf(file, source))
const room = (path: string) => path.split('/')[0]
const from = (name: (typeof ROOMS)[number]) => imports.filter((each) => room(each.file) === name)
const lines = (wrong: readonly Import[]) => wrong.map((each) => `${each.file} -> ${each.target}`)

describe('the reading of imports', () => {
  test('finds every form of them', () => {
    const source = `import { a,
  b } from '../core/a.ts'
import type { C } from "./c.ts"
import 'side-effect'
export { d } from '@scope/name/deep'
export type { E } from 'node:fs'
const f = await import('./f.ts')
const text = "no import 'here'"`
    const found = importsOf('bot/x.ts', source).map(({ target, isTypeOnly }) => [target, isTypeOnly])
    expect(found).toEqual([
      ['core/a.ts', false],
      ['bot/c.ts', true],
      ['side-effect', false],
      ['@scope/name', false],
      ['node:fs', true],
      ['bot/f.ts', false],
    ])
  })

  test('tells the outer world from words, comments and our own names', () => {
    for (const code of [
      'new Date()',
      'x = Date.now()',
      'process.env',
      'Temporal.Now.instant()',
      'fetch(url)',
    ]) {
      expect(bareCode(code), code).toMatch(OUTER_WORLD)
    }
    for (const code of [
      '// new Date()',
      "'process.env'",
      'Temporal.PlainDate.from(x)',
      'library.fetch(x)',
      'dueDate.x',
    ]) {
      expect(bareCode(code), code).not.toMatch(OUTER_WORLD)
    }
  })

  test('sees the whole program', () => {
    for (const name of ['bot', 'core', 'prisma', 'tests'] as const)
      expect(from(name).length, name).toBeGreaterThan(20)
  })
})

describe('core decides', () => {
  test('it imports itself, zod and temporal-polyfill only', () => {
    const allowed = ['zod', 'temporal-polyfill']
    const wrong = from('core').filter((each) =>
      each.isOurs ? room(each.target) !== 'core' : !allowed.includes(each.target),
    )
    expect(lines(wrong)).toEqual([])
  })

  test('it reads no clock, no environment, no file, and leaves nothing to chance', () => {
    const wrong = all.filter(
      ({ file, source }) => room(file) === 'core' && OUTER_WORLD.test(bareCode(source)),
    )
    expect(wrong.map(({ file }) => file)).toEqual([])
  })
})

/** Composition roots: they put the rooms together and decide nothing. */
const WIRING = [
  'bot/main.ts',
  'bot/app.ts',
  'bot/import.ts',
  'bot/open-channels.ts',
  'bot/make-export.ts',
  'bot/doctor.ts',
]

describe('bot, jobs and prisma depend on core and on nothing of each other', () => {
  test.each(['bot', 'jobs', 'prisma'] as const)('%s (the composition roots wire)', (name) => {
    const wrong = from(name).filter(
      (each) =>
        each.isOurs && !WIRING.includes(each.file) && ![name, 'core'].includes(room(each.target) ?? ''),
    )
    expect(lines(wrong)).toEqual([])
  })

  test('what the program runs imports nothing of the tests', () => {
    const wrong = imports.filter(
      (each) => room(each.file) !== 'tests' && each.isOurs && room(each.target) === 'tests',
    )
    expect(lines(wrong)).toEqual([])
  })
})

describe('libraries stay in their rooms', () => {
  const homes: [string, RegExp, RegExp][] = [
    ['telegraf', /^telegraf$/, /^bot\/channels\/telegram\//],
    ['zca-js', /^zca-js$/, /^bot\/channels\/zalo-personal\//],
    ['node-cron', /^node-cron$/, /^jobs\//],
    [
      'Prisma and the databases',
      /^(@prisma\/.*|prisma|pg|@electric-sql\/.*|pglite-prisma-adapter)$/,
      /^prisma\//,
    ],
    ['pino', /^pino$/, /^bot\/(logger|main)\.ts$/],
  ]
  test.each(homes)('%s', (_, library, home) => {
    const wrong = imports.filter(
      (each) =>
        room(each.file) !== 'tests' && library.test(each.target) && !each.isOurs && !home.test(each.file),
    )
    expect(lines(wrong)).toEqual([])
  })

  test('a channel knows no other channel', () => {
    const channel = (path: string) => /^bot\/channels\/([^/]+)\//.exec(path)?.[1]
    const wrong = from('bot').filter(({ file, target }) => {
      const [own, other] = [channel(file), channel(target)]
      return own !== undefined && other !== undefined && own !== other
    })
    expect(lines(wrong)).toEqual([])
  })
})

test('every import of ours is a file with its ending, and exists', () => {
  const files = new Set(all.map(({ file }) => file))
  const wrong = imports.filter(
    (each) => each.isOurs && !files.has(each.target) && !/^prisma\/generated\/|\.json$/.test(each.target),
  )
  expect(lines(wrong)).toEqual([])
})

test('no two files need each other to be loaded', () => {
  const needs = new Map<string, string[]>()
  for (const { file, target, isOurs, isTypeOnly } of imports) {
    if (isOurs && !isTypeOnly) needs.set(file, [...(needs.get(file) ?? []), target])
  }
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file)
    if (start >= 0) circles.push([...path.slice(start), file].join(' -> '))
    if (start >= 0 || done.has(file)) return
    for (const next of needs.get(file) ?? []) walk(next, [...path, file])
    done.add(file)
  }
  for (const file of needs.keys()) walk(file, [])
  expect(circles).toEqual([])
})
