import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contextOf, parseCases, parseTaskList } from '../../../../bot/understand/case-file.ts'
import { compare, outcomeOf } from '../../../../bot/understand/score-case.ts'
import { understand } from '../../../../core/report/understand/understand.ts'

const rows = parseTaskList(readFileSync('tests/fixtures/danh-muc-1841.expected.jsonl', 'utf8'))

function score(path: string): { share: number; severe: string[]; wrong: string[] } {
  const cases = parseCases(readFileSync(path, 'utf8'))
  const severe: string[] = []
  const wrong: string[] = []
  for (const each of cases) {
    if (each.expect === undefined) continue
    const result = compare(each.expect, outcomeOf(each.id, understand(each.text, contextOf(each, rows))))
    if (result.differences.length > 0) wrong.push(`${each.id}: ${result.differences.join('; ')}`)
    if (result.isSevere) severe.push(each.id)
  }
  return { share: 1 - wrong.length / cases.length, severe, wrong }
}

describe('the corpora', () => {
  it('reads all sixty examples of the field right', () => {
    expect(score('tests/fixtures/replies.jsonl').wrong).toEqual([])
  })

  it.each([
    'development',
    'development-2',
    'development-3',
    'development-4',
    'development-5',
    'development-6',
    'held-out',
  ])('reads %s without a severe error and nearly all right', (name) => {
    const path = `tests/fixtures/understand/${name}.jsonl`
    expect(existsSync(path)).toBe(true)
    const result = score(path)
    expect(result.severe).toEqual([])
    expect(result.share).toBeGreaterThanOrEqual(0.92)
  })
})
