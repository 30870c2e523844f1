/** What a message is when it is no report: asked of the whole text, strongest sign first. */

import { isAhead } from './ahead.ts'
import { clausesOf } from './clause.ts'
import { asksForTime } from './extract-matters.ts'
import { type Item, isTag, type Tag, wordsOf } from './item.ts'
import type { Marked } from './markup.ts'
import type { NotReportKind, UnderstandContext } from './reading.ts'
import { askedRange, sentencesOf } from './sentence.ts'

export interface Talk {
  /** Never a report, whatever numbers it names. */
  readonly certain: NotReportKind | null
  /** What it is when no statement about a task is found. */
  readonly otherwise: NotReportKind | null
  /** A verb in passing ("đang họp") is no report beside a promise, a question or a hand-over. */
  readonly needsFigures: boolean
  /** Says that he cannot report yet, so that a reason is no obstacle of the task. */
  readonly isUnreported: boolean
  /** Items that state something: what asks is taken out. */
  readonly statements: readonly Item[]
}

export function judgeTalk(marked: Marked, context: UnderstandContext): Talk {
  const { items } = marked
  const statements: Item[] = []
  const asked: Item[] = []
  for (const sentence of sentencesOf(items)) {
    const range = askedRange(sentence)
    if (range === null) statements.push(...withoutThanks(sentence.items))
    else {
      statements.push(...sentence.items.slice(0, range.from), ...sentence.items.slice(range.to))
      asked.push(...sentence.items.slice(range.from, range.to))
    }
    if (sentence.end !== null) statements.push(sentence.end)
  }
  const hasQuestion = asked.length > 0
  return {
    certain: certainKind(items, asked, context),
    otherwise: otherwiseKind(items, hasQuestion),
    needsFigures:
      hasQuestion ||
      putsOff(items) ||
      promises(items) ||
      cannotReport(items) ||
      has(items, 'delegates') ||
      isHandingOver(items),
    isUnreported: cannotReport(items),
    statements,
  }
}

/** "cảm ơn anh đã hỗ trợ NV14" tells of nothing done: from the thanks to the next break, unless figures follow. */
function withoutThanks(items: readonly Item[]): readonly Item[] {
  const from = items.findIndex((item) => isTag(item, 'thanks'))
  if (from < 0) return items
  const rest = items.slice(from)
  const length = rest.findIndex((item) => item.kind === 'break')
  const to = length < 0 ? items.length : from + length
  return hasFigures(items.slice(from, to)) ? items : [...items.slice(0, from), ...items.slice(to)]
}

function has(items: readonly Item[], ...tags: readonly Tag[]): boolean {
  return items.some((item) => isTag(item, ...tags))
}

function hasFigures(items: readonly Item[]): boolean {
  return items.some((item) => item.kind === 'percent' || item.kind === 'ratio' || item.kind === 'range')
}

function certainKind(
  items: readonly Item[],
  asked: readonly Item[],
  context: UnderstandContext,
): NotReportKind | null {
  if (context.isForwarded) return 'forward'
  if (speaksToColleague(items)) {
    const isPrivate = !context.isGroup && !items.some((item) => item.kind === 'mention')
    return isPrivate && asked.length > 0 && !has(items, 'our_unit') ? 'question' : 'chat_in_group'
  }
  if (complains(items, asked)) return 'complaint'
  if (context.senderRole !== 'leader' && handsOver(items)) return 'handover_request'
  if (orders(items, context)) return 'instruction'
  return delegates(items) ? 'delegation' : null
}

/** Addressed to a person by name, or speaking of "bên chị". */
function speaksToColleague(items: readonly Item[]): boolean {
  const first = items.find((item) => !isTag(item, 'light') && item.kind !== 'emoji' && item.kind !== 'break')
  if (first?.kind === 'mention' && !/bot|daumoi|troly/.test(first.name)) return true
  return has(items, 'your_unit')
}

const NAGGING =
  /(?:bot|bi)? ?loi (?:a|ha)$|^bot (?:loi|sai)|nhac (?:hoai|mai|nua|nhieu|lien tuc|suot|gi|lam)$|^(?:van|cu|sao|con|lai) nhac$|^(?:van|cu) (?:bao|keu|hoi|giuc|doi)|(?:hoi|doi|giuc) (?:hoai|mai)$|roi ma$|^sao (?:chua nhan|khong nhan|van|lai bao|cu|chua cap nhat)|^(?:khong|chua) ghi nhan|phien qua|spam|^buc|lam phien|mat (?:bao cao|so lieu)|(?:bao|keu|bao la) chua|ghi sai roi|van hien/
const MACHINE = /bot|he thong|nhac|ghi|hien|nhan|tinh/

const WONDERING = /^(?:ua |o |ủa )?(?:sao|tai sao|vi sao) .*(?:bao|keu|noi|ghi|hien|nhac|tinh|chua)/

/** Nagged although reported: a word of annoyance, or "sent at 3" beside a question or a "but". */
function complains(items: readonly Item[], asked: readonly Item[]): boolean {
  const isAngry = items.some((item) => item.kind === 'emoji' && /[😡😠🤬😤🙄]/u.test(item.text))
  const words = items.filter((item) => isTag(item, 'complains')).map(wordsOf)
  if (words.some((each) => NAGGING.test(each)) || blamesBot(items)) return true
  const wonders = clausesOf(items).some(({ items: clause }) => WONDERING.test(clause.map(wordsOf).join(' ')))
  const asksMachine = wonders || MACHINE.test(asked.map(wordsOf).join(' '))
  const objects = items.some((item) => isTag(item, 'but') && wordsOf(item) === 'ma')
  if (saysSentEarlier(items) && (asksMachine || objects || isAngry)) return true
  if (words.length > 0) return isAngry || asked.length > 0 || !hasFigures(items)
  return isAngry && asked.length > 0
}

/** "bot tính sai rồi". */
function blamesBot(items: readonly Item[]): boolean {
  const bot = items.findIndex((item) => isTag(item, 'bot') || /^he thong$/.test(wordsOf(item)))
  if (bot < 0) return false
  const end = items.findIndex((item, at) => at > bot && item.kind === 'break')
  const near = items.slice(bot + 1, Math.min(bot + 4, end < 0 ? items.length : end))
  if (/(?:con|van|cu|lai) (?:hoi|nhac|doi|giuc)/.test(near.map(wordsOf).join(' '))) return true
  return near.some((item) => /^(?:(?:tinh|ghi|hien|doc|hieu|nhan) )?(?:sai|nham|loi)$/.test(wordsOf(item)))
}

/** "gửi … lúc 15h", "báo từ trưa rồi", "gửi đúng giờ". */
function saysSentEarlier(items: readonly Item[]): boolean {
  return clausesOf(items).some(({ items: clause }) => {
    const verb = clause.findIndex((item) => /(?:^| )(?:gui|bao|nop|bao cao)(?: |$)/.test(wordsOf(item)))
    if (verb < 0 || has(clause, 'future', 'late_report')) return false
    return clause
      .slice(verb + 1)
      .some(
        (item) =>
          item.kind === 'time' ||
          (item.kind === 'date' && item.when === 'past') ||
          /^(?:roi|r|hoi|tu|dung gio|dung han|gio)$/.test(wordsOf(item)),
      )
  })
}

/** Orders to others: the message opens with one, or a leader gives one; own figures of now make it a report. */
function orders(items: readonly Item[], context: UnderstandContext): boolean {
  if (clausesOf(items).some(({ items: clause }) => statesFigure(clause))) return false
  if (context.senderRole === 'leader') return has(items, 'instructs', 'must', 'propose', 'extension')
  const at = items.findIndex((item, i) => isTag(item, 'instructs') && !isTag(items[i + 1], 'delegates'))
  if (at < 0) return false
  const opening = items.slice(0, at)
  const addressed = opening.findIndex((item) => isTag(item, 'propose'))
  if (addressed >= 0) return at - addressed <= 3 && opening.slice(0, addressed).every(isOpeningWord)
  return opening.every(isOpeningWord)
}

function isOpeningWord(item: Item): boolean {
  const isFact = item.kind === 'plain' || item.kind === 'percent' || item.kind === 'ratio'
  return (
    !isFact &&
    !isTag(
      item,
      'did',
      'wait',
      'not_reported',
      'done',
      'obstacle',
      'lack',
      'unchanged',
      'progress',
      'propose',
      'not',
    )
  )
}

/** A figure that stands now: neither ordered nor still to come. */
function statesFigure(clause: readonly Item[]): boolean {
  if (has(clause, 'instructs', 'must', 'short_of')) return false
  return clause.some((item, at) => hasFigures([item]) && !isAhead(clause, at))
}

const SURE_HANDOVER =
  /dau moi|chuyen cong tac|giao lai cho|phu trach|khong theo doi nua|ve huu|nghi huu|chuyen nhiem vu|doi nguoi|thay nguoi/

/** A hand-over that is not told as done: "đã bàn giao mặt bằng" is a deed of the task. */
function isHandingOver(items: readonly Item[]): boolean {
  return items.some((item, at) => isTag(item, 'hands_over') && !isTag(items[at - 1], 'did'))
}

function handsOver(items: readonly Item[]): boolean {
  if (hasFigures(items)) return false
  for (const [at, item] of items.entries()) {
    if (!isTag(item, 'hands_over')) continue
    if (SURE_HANDOVER.test(wordsOf(item))) return true
    if (isTag(items[at - 1], 'did', 'not')) continue
    if (has(items, 'done', 'obstacle', 'lack', 'not_started', 'unchanged')) continue
    const around = items.slice(Math.max(0, at - 5), at + 4)
    if (around.some((each) => each.kind === 'code' || isTag(each, 'task'))) return true
  }
  return false
}

function delegates(items: readonly Item[]): boolean {
  if (hasFigures(items)) return false
  const words = items
    .filter(
      (item, at) =>
        isTag(item, 'delegates') &&
        !(wordsOf(item) === 'nghi' && /^het/.test(wordsOf(items[at + 1] ?? item))),
    )
    .map(wordsOf)
  if (asksToReportInstead(items)) return true
  if (words.length === 0) return false
  if (!has(items, 'done', 'unchanged', 'not_started', 'paused', 'obstacle', 'lack')) return true
  return words.some((each) => /(?:thay|ho|giup|gium|dum|thay em|uy quyen)$/.test(each))
}

/** "anh Sơn báo cáo NV05 giúp em": somebody named, a reporting verb, "instead of me". */
function asksToReportInstead(items: readonly Item[]): boolean {
  const verb = items.findIndex((item) => /^(?:bao cao|bao|bc|cap nhat|nop|gui|nhap)$/.test(wordsOf(item)))
  if (verb < 1 || !items.slice(0, verb).some((item) => item.kind === 'plain' || item.kind === 'mention'))
    return false
  return items.slice(verb + 1, verb + 6).some((item) => /^(?:giup|ho|thay|gium|dum)$/.test(wordsOf(item)))
}

/** "chưa báo được, chờ các huyện gửi số": no figure, and nothing told of the work itself. */
function cannotReport(items: readonly Item[]): boolean {
  return has(items, 'not_reported') && !hasFigures(items) && !has(items, 'progress')
}

/** "em báo cáo ạ:" opens a report; with "sẽ", "để chiều", "sau", a day to come it is put off. */
function promises(items: readonly Item[]): boolean {
  return sentencesOf(items).some(({ items: sentence }) =>
    sentence.some(
      (item, at) =>
        isTag(item, 'will_report') &&
        (!/^(?:em|toi|minh|anh|chi) (?:bao cao|bc|bao|gui|cap nhat)$/.test(wordsOf(item)) ||
          isPutOff(sentence, at)),
    ),
  )
}

function isPutOff(sentence: readonly Item[], at: number): boolean {
  const isOpening = sentence
    .slice(0, at)
    .every((item) => isTag(item, 'light', 'greets', 'bot', 'ack', 'thanks'))
  const after = sentence.slice(at + 1)
  if (!isOpening) return true
  return after.some(
    (item) => isTag(item, 'later', 'future', 'if') || (item.kind === 'date' && item.when === 'future'),
  )
}

/** "tí nữa gửi": a reporting verb with a "soon". */
function putsOff(items: readonly Item[]): boolean {
  const isSoon = items.some(
    (item) => isTag(item, 'later') && /^(?:lat|ti|ty|chut|xiu|teo|choc|mot lat)/.test(wordsOf(item)),
  )
  return isSoon && items.some((item) => /^(?:gui|bao|bao cao|bc|cap nhat|nop)$/.test(wordsOf(item)))
}

function otherwiseKind(items: readonly Item[], hasQuestion: boolean): NotReportKind | null {
  if (has(items, 'extension') || items.some((_, at) => asksForTime(items, at))) return 'extension_request'
  if (has(items, 'news')) return 'forward'
  if (putsOff(items) || (promises(items) && has(items, 'later'))) return 'promise'
  if (hasQuestion) return 'question'
  if (promises(items) || cannotReport(items)) return 'promise'
  const isAhead = has(items, 'future') || items.some((item) => item.kind === 'date' && item.when === 'future')
  if (isAhead && items.some((item) => item.kind === 'code')) return 'promise'
  if (has(items, 'thanks')) return 'thanks'
  if (has(items, 'complains')) return 'complaint'
  return has(items, 'ack') ? 'thanks' : null
}
