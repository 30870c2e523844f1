/** Shows the stages of one reading as lines for a terminal. */
import type { Explanation } from '../../core/report/understand/explain.ts'
import type { Item } from '../../core/report/understand/item.ts'
import { outcomeOf } from './score-case.ts'

export function renderExplanation(explanation: Explanation): string {
  const { unquoted, quotedCodes, marked, talk, segments, reading } = explanation
  const words = (item: Item) => {
    const from = marked.tokens[item.from]?.from ?? 0
    const to = marked.tokens[item.to - 1]?.to ?? from
    return marked.source.slice(from, to).replaceAll('\n', '⏎')
  }
  const meaning = (item: Item) => `${words(item)}‹${item.kind === 'word' ? item.tag : item.kind}›`
  const outcome = outcomeOf('typed', reading)
  return [
    `1 chuẩn hóa  : ${marked.tokens
      .map((token) => token.sound.folded || token.text)
      .join(' ')
      .replaceAll('\n', '⏎')}`,
    unquoted.quoted === '' ? '' : `  trích dẫn   : ${unquoted.quoted} -> ${quotedCodes.join(', ')}`,
    `  nghĩa       : ${marked.items.map(meaning).join(' ')}`,
    `  câu chuyện  : chắc=${talk.certain ?? '-'} nếu không có số liệu=${talk.otherwise ?? '-'}`,
    ...segments.pieces.map(
      (piece) =>
        `2 đoạn        : [${piece.kind} ${piece.hits.map((hit) => `${hit.code}/${hit.owner}`).join(' ')}] ${piece.items.map(words).join(' ')}`,
    ),
    `3 kết luận    : ${outcome.intent} ${outcome.sub ?? ''}`,
    ...outcome.tasks.map((task) => `                ${JSON.stringify(task)}`),
    ...(reading.intent === 'not_report'
      ? []
      : reading.questions.map((question) => `  hỏi lại     : ${JSON.stringify(question, hideFacts)}`)),
    '',
  ]
    .filter((line, i, all) => line !== '' || i === all.length - 1)
    .join('\n')
}

function hideFacts(key: string, value: unknown): unknown {
  return key === 'about' ? '…' : value
}
