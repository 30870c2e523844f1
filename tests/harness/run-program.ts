/** The program as a user starts it: a process of its own with its own environment, ended when it takes too long. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** tsx by its path: the program may run in any folder. */
export const TSX = new URL('../../node_modules/tsx/dist/loader.mjs', import.meta.url).href
const MAIN = fileURLToPath(new URL('../../bot/main.ts', import.meta.url))

export interface ProgramRun {
  /** Null: ended by a signal. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface ProgramOptions {
  readonly args?: readonly string[]
  /** Nothing else of this environment is seen by the program but PATH. */
  readonly env: Readonly<Record<string, string>>
  /** Everything it reads from stdin. */
  readonly input?: string
  readonly timeoutMs?: number
}

/** `bot/main.ts` from its start to its end, in an empty folder with an empty home. */
export async function runProgram(options: ProgramOptions): Promise<ProgramRun> {
  const started = await startProgram(options)
  const timer = setTimeout(() => started.child.kill('SIGKILL'), options.timeoutMs ?? 180_000)
  try {
    return await started.ended
  } finally {
    clearTimeout(timer)
  }
}

export interface StartedProgram {
  readonly child: ChildProcess
  readonly ended: Promise<ProgramRun>
  /** Kills it, if it still lives. */
  end(): Promise<void>
}

export async function startProgram(options: ProgramOptions): Promise<StartedProgram> {
  const home = await mkdtemp(join(tmpdir(), 'dau-moi-home-'))
  const child = spawn(process.execPath, ['--import', TSX, MAIN, ...(options.args ?? [])], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, TMPDIR: tmpdir(), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  // A program that refuses to start does not read its input.
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.input ?? '')
  const ended = new Promise<ProgramRun>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) =>
      resolve({
        code,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      }),
    )
  }).finally(() => rm(home, { recursive: true, force: true }))
  return {
    child,
    ended,
    async end() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await ended
    },
  }
}
