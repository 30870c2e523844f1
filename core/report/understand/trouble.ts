/** Whether a clause tells of something that hinders the task, denies it, or neither. */
import { type Item, isTag, wordsOf } from './item.ts'

export type Trouble = 'stuck' | 'none_stuck' | 'label' | null

/**
 * `isLagging`: an earlier clause said the task is behind, so that a bare "do …" names what hinders it.
 * `label` is "Khó khăn:" alone, whose text stands on the next line.
 */
export function troubleOf(items: readonly Item[], isLagging: boolean): Trouble {
  const isOut = items.some((item, at) => wordsOf(item) === 'het' && isTag(items[at + 1], 'resource', 'paper'))
  if (isOut) return 'stuck'
  if (items.some((item) => isTag(item, 'resolved')) && !items.some((item) => isTag(item, 'not', 'lack'))) {
    return 'none_stuck'
  }
  let denied = false
  for (const [at, item] of items.entries()) {
    if (isTag(item, 'obstacle')) {
      const how = readObstacleWord(items, at)
      if (how === 'none_stuck') denied = true
      else if (how !== null) return how
    }
    if (hinders(items, at, isLagging)) return 'stuck'
  }
  return denied ? 'none_stuck' : null
}

function hinders(items: readonly Item[], at: number, isLagging: boolean): boolean {
  const item = items[at]
  if (isTag(item, 'lack')) return !isLackDenied(items, at)
  if (isTag(item, 'remaining')) return lacksThing(items, at)
  if (isTag(item, 'trouble')) return !isTag(items[at - 1], 'not', 'lack', 'resolved')
  if (isTag(item, 'chatter')) return /^(?:troi )?(?:mua|nang)/.test(wordsOf(item ?? NO_ITEM))
  if (isTag(item, 'wait')) return waitsForThing(items, at)
  if (isTag(item, 'paused')) return items.slice(at + 1, at + 2).some((next) => /^cho\b/.test(wordsOf(next)))
  if (isTag(item, 'cause')) return namesCause(items, at, isLagging)
  if (isBroken(items, at)) return true
  if (isTag(item, 'lag'))
    return items.slice(0, at).filter((each) => each.kind === 'plain' || isTag(each, 'resource')).length >= 2
  return (
    isTag(item, 'not') && (isOthersOmission(items, at) || isUnable(items, at) || isPeoplesOmission(items, at))
  )
}

const PEOPLE =
  /(?:^| )(?:ho dan|dan|ba con|nguoi dan|nha thau|chu ho|chu nha|doanh nghiep|dn|phu huynh|chu dau tu|don vi thi cong|hoc vien|ho|dien luc|vien thong)(?: |$)/

/** "4 hộ chưa tháo dỡ", "nhà thầu chưa giao": those the work depends on have not done their part. */
function isPeoplesOmission(items: readonly Item[], at: number): boolean {
  if (!/chua$/.test(wordsOf(items[at] ?? NO_ITEM)) || items[at + 1]?.kind !== 'plain') return false
  const subject = items.slice(0, at)
  return (
    subject.some((item) => item.kind === 'count' && /^hộ/.test(item.unit ?? '')) ||
    PEOPLE.test(subject.map(wordsOf).join(' '))
  )
}

/** "may bom hong": without marks "hỏng" where nothing follows that could be denied. */
function isBroken(items: readonly Item[], at: number): boolean {
  if (wordsOf(items[at] ?? NO_ITEM) !== 'hong' || at === 0) return false
  const next = items[at + 1]
  return (
    (isTag(items[at - 1], 'resource') || items[at - 1]?.kind === 'plain') &&
    (next === undefined || next.kind === 'count')
  )
}

/** "chưa liên hệ được", "không di dời được": tried in vain. */
function isUnable(items: readonly Item[], at: number): boolean {
  const can = items.findIndex((item, i) => i > at + 1 && i <= at + 4 && /^(?:duoc|dc)$/.test(wordsOf(item)))
  if (can < 0 || !items.slice(at + 1, can).every((item) => item.kind === 'plain' || isTag(item, 'light')))
    return false
  return items
    .slice(can + 1)
    .every((item) => item.kind === 'plain' || item.kind === 'emoji' || isTag(item, 'light', 'whole'))
}

const THINGS =
  /^(?:máy|cái|chiếc|bộ|cán bộ|cb|người|giáo viên|gv|tỷ đồng|triệu đồng|đồng|liều|thiết bị|xe|máy tính|máy scan|máy in|máy quét|giấy|sổ|biên bản|chữ ký số|công chức|viên chức)$/

/** "còn thiếu micro", "còn thiếu 2 máy scan" want a thing; "còn thiếu 3 xã" is what is left. */
function lacksThing(items: readonly Item[], at: number): boolean {
  if (!/thieu$/.test(wordsOf(items[at] ?? NO_ITEM))) return false
  const next = items[at + 1]
  if (next?.kind === 'count') return THINGS.test(next.unit ?? '')
  return next?.kind === 'plain' || isTag(next, 'resource', 'paper')
}

/** "nhưng Sở Tư pháp chưa thẩm định": after a "but", what others have not done. */
function isOthersOmission(items: readonly Item[], at: number): boolean {
  if (!isTag(items[0], 'but', 'cause') || !isTag(items[at + 1], 'process')) return false
  return items.slice(1, at).some((item) => item.kind === 'plain' || isTag(item, 'our_unit', 'light'))
}

function namesCause(items: readonly Item[], at: number, isLagging: boolean): boolean {
  if (items.length <= at + 1) return false
  if (at === 0) return isLagging
  return items.slice(0, at).some((each) => isTag(each, 'lag', 'paused', 'not_started'))
}

/** "không vướng gì", "vướng mắc: không có"; `label` for the word alone. */
function readObstacleWord(items: readonly Item[], at: number): Trouble {
  const back = items.slice(Math.max(0, at - 3), at)
  if (isNeedy(items, at)) return null
  if (back.some((item) => isTag(item, 'not', 'lack', 'resolved', 'unchanged') || wordsOf(item) === 'het'))
    return 'none_stuck'
  const rest = items.slice(at + 1).filter((item) => item.kind !== 'sign' && !isTag(item, 'obstacle'))
  const first = rest[0]
  if (first === undefined) return 'label'
  const isZero = first.kind === 'count' && first.value === 0 && first.unit === null
  const isNone = isZero || isTag(first, 'not', 'lack') || wordsOf(first) === 'khong'
  if (
    isNone &&
    rest.slice(1).every((item) => isTag(item, 'light', 'did', 'whole', 'asks_soft') || item.kind === 'emoji')
  ) {
    return 'none_stuck'
  }
  return 'stuck'
}

/** "20 hộ khó khăn", "học sinh có hoàn cảnh khó khăn": who is poor, not what hinders. */
function isNeedy(items: readonly Item[], at: number): boolean {
  if (!/^kho khan$/.test(wordsOf(items[at] ?? NO_ITEM))) return false
  const before = items[at - 1]
  if (before?.kind === 'count')
    return /^(?:hộ|người|học sinh|gia đình|em|cháu|phụ nữ|đoàn viên|hội viên|trẻ)/.test(before.unit ?? '')
  return before !== undefined && /^(?:ho|canh|gia dinh|dinh|sinh|nguoi|vung|xa)$/.test(wordsOf(before))
}

const NO_ITEM: Item = { kind: 'bullet', from: 0, to: 0 }

/** "không thiếu", "chưa có vướng mắc", "không có gì", "chưa có kết quả": nothing that hinders is missing. */
function isLackDenied(items: readonly Item[], at: number): boolean {
  if (isTag(items[at - 1], 'not', 'lack')) return true
  const next = items[at + 1]
  if (next === undefined) return at === 0
  if (/^(?:gi|j|nua|dau|a)$/.test(wordsOf(next))) return true
  if (isTag(next, 'obstacle', 'propose', 'extension', 'trouble', 'lag', 'asks_soft')) return true
  const isNews = isTag(next, 'process') || /^so(?: lieu)?$/.test(wordsOf(next))
  return isNews && !isTag(items[0], 'but', 'cause')
}

/** Waiting for a thing hinders; waiting for somebody's procedure is the next step. */
function waitsForThing(items: readonly Item[], at: number): boolean {
  const rest = items.slice(at + 1)
  if (rest.some((item, i) => isTag(item, 'not') && isTag(rest[i + 1], 'process'))) return true
  return rest.some((item) => isTag(item, 'resource')) && !rest.some((item) => isTag(item, 'process'))
}

/** Words after which a bare reason is what hinders: behind, not yet, only, stopped. */
export function isBehind(items: readonly Item[]): boolean {
  return items.some(
    (item) =>
      isTag(item, 'lag', 'not', 'lack', 'not_started', 'paused', 'unchanged') ||
      (isTag(item, 'plan') && items.some((each) => each.kind === 'percent' || each.kind === 'count')) ||
      (isTag(item, 'did') && /^(?:moi|chi)\b/.test(wordsOf(item))),
  )
}
