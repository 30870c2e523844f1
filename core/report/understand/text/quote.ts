/** Separates what the officer wrote from what he quotes or forwards. Every pattern is linear. */

export interface Unquoted {
  readonly own: string
  /** Quoted lines of the bot's earlier message, which name the task meant. */
  readonly quoted: string
  /** The whole is somebody else's text. */
  readonly isForward: boolean
}

const QUOTED_LINE = /^[>»|]/
const BOT_LINE = /^\[? ?(?:bot|trợ lý|đầu mối bot|trả lời|reply|re) ?[:\]]/iu
const FORWARD =
  /^[[("“]? ?(?:(?:tin|tin nhắn) (?:đã |được |đã được )?chuyển tiếp|chuyển tiếp|chuyen tiep|đã chuyển tiếp|tin chuyển tiếp|fwd?|forwarded|f\/w)(?![\p{L}\d])/iu
const PAPER =
  '(?:báo|đài|cổng ttđt|cổng thông tin|ttxvn|vtv|vnexpress|tuổi trẻ|thanh niên|nhân dân|dân trí|vietnamnet|vov)(?![\\p{L}])'
const SOURCE = new RegExp(`(?:^|[-–—(] ?)(?:theo )${PAPER}|[-–—(] ?${PAPER}|(?:^|[\\s(])nguồn ?:`, 'iu')

/** Own words, quoted words, and whether the whole is a forwarded text or a piece of news. */
export function unquote(source: string): Unquoted {
  const own: string[] = []
  const quoted: string[] = []
  for (const raw of source.split('\n')) {
    const line = raw.trim()
    if (QUOTED_LINE.test(line) || BOT_LINE.test(line)) quoted.push(line)
    else own.push(line)
  }
  const text = own.join('\n').trim()
  const isOnlyLabel = text === '' && !quoted.some((line) => QUOTED_LINE.test(line))
  if (isOnlyLabel) return { own: quoted.join('\n'), quoted: '', isForward: false }
  return { own: text, quoted: quoted.join('\n'), isForward: FORWARD.test(text) || citesNews(text) }
}

/** A newspaper named as the source, or a link as the last word. */
function citesNews(text: string): boolean {
  const lastWord = text.slice(Math.max(text.lastIndexOf(' '), text.lastIndexOf('\n')) + 1)
  return SOURCE.test(text) || /^https?:\/\//i.test(lastWord)
}
