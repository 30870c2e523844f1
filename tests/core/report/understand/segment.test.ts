import { describe, expect, it } from 'vitest'
import { explain } from '../../../../core/report/understand/explain.ts'
import { officer } from './officer-context.ts'

const context = officer(['NV07', 'NV09', 'NV10', 'NV17'])

/** Per piece what it names and the words that belong to it. */
function pieces(text: string): string[] {
  const { marked, segments } = explain(text, context)
  return segments.pieces.map((piece) => {
    const words = piece.items.filter((item) => item.kind !== 'break' && item.kind !== 'bullet')
    const text = words.map((item) =>
      marked.source.slice(marked.tokens[item.from]!.from, marked.tokens[item.to - 1]!.to),
    )
    return `${piece.kind === 'codes' ? piece.hits.map((hit) => hit.code).join('+') : piece.kind}: ${text.join(' ')}`
  })
}

describe('cutting a message into pieces', () => {
  it.each([
    ['nv9 60%, nv10 70%', ['NV09: 60%', 'NV10: 70%']],
    ['60% NV09, 70% NV10', ['NV09: 60%', 'NV10: 70%']],
    ['NV09 60%. Đã xong NV10', ['NV09: 60%', 'NV10: Đã xong']],
    ['nv9, 10 và 17 lần lượt 60%, 75%, 40%', ['NV09+NV10+NV17: lần lượt 60% 75% 40%']],
    ['1. NV07: 81%\n2. NV10: 60%', ['NV07: : 81%', 'NV10: : 60%']],
    ['các nv còn lại chưa có gì mới, NV07 83%', ['rest: chưa có gì mới', 'NV07: 83%']],
    ['NV09 60%, chờ NV10 xong mới làm tiếp', ['NV09: 60% chờ NV10 xong mới làm tiếp']],
    ['chưa có gì', ['none: chưa có gì']],
  ])('%s', (text, expected) => {
    expect(pieces(text)).toEqual(expected)
  })
})
