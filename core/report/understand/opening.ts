/** What stands before the first task: forms of address, and sentences that a particle closes. */
import { type Item, isTag, wordsOf } from './item.ts'

/** "a Tuấn ký rồi NV01 …": words closed by a particle are a sentence of their own. */
export function closed(before: readonly Item[]): readonly Item[] {
  const last = before[before.length - 1]
  if (last === undefined || !/^(?:roi|r|a|nha|nhe)$/.test(wordsOf(last))) return before
  return [...before, { kind: 'break', level: 1, sign: ',', from: last.to - 1, to: last.to }]
}

/** No form of address is longer. */
const MAX_OPENING = 9

/** "Kính báo cáo Tổ công tác:", "Em gửi báo cáo tuần:" say nothing of a task. */
export function withoutOpening(items: readonly Item[]): readonly Item[] {
  const end = items.findIndex((item, at) => at < MAX_OPENING && item.kind === 'sign' && item.text === ':')
  if (end < 1) return items
  const opening = items.slice(0, end)
  const reports = opening.some(
    (item) => isTag(item, 'reports') || /^(?:bao cao|bc|kinh gui|thua)$/.test(wordsOf(item)),
  )
  const isAddress = opening.every(
    (item) =>
      item.kind === 'plain' ||
      isTag(item, 'light', 'greets', 'bot', 'reports', 'will_report', 'our_unit') ||
      /^(?:bao cao|bc)$/.test(wordsOf(item)),
  )
  return reports && isAddress ? items.slice(end + 1) : items
}
