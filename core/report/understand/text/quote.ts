/** Separates what the officer wrote from what he quotes or forwards. */

export interface Unquoted {
  readonly own: string
  /** Quoted lines of the bot's earlier message, which name the task meant. */
  readonly quoted: string
  readonly isForward: boolean
}

const QUOTED_LINE = /^\s*(?:>|»|\|)/
const BOT_LINE = /^\s*(?:\[?\s*)?(?:bot|trợ lý|đầu mối bot|trả lời|reply|re)\s*[:\]]/iu
const FORWARD =
  /^\s*[[("“]?\s*(?:chuyển tiếp|chuyen tiep|fwd?|forwarded|f\/w|tin chuyển tiếp|đã chuyển tiếp)\b/iu
const NEWS_SOURCE =
  /(?:[-–—(]\s*(?:theo\s+)?(?:báo|đài|cổng ttđt|cổng thông tin|ttxvn|vtv|vnexpress|tuổi trẻ|thanh niên|nhân dân|dân trí|vietnamnet|vov)\b|(?:^|[\s(])nguồn\s*:|https?:\/\/\S+\s*$|(?:^|\n)\s*theo\s+(?:báo|ttxvn|vnexpress|đài)\b)/iu

/** Own words, quoted words, and whether the whole is somebody else's text. */
export function unquote(source: string): Unquoted {
  const own: string[] = []
  const quoted: string[] = []
  for (const line of source.split('\n')) {
    if (QUOTED_LINE.test(line) || BOT_LINE.test(line)) quoted.push(line)
    else own.push(line)
  }
  const text = own.join('\n').trim()
  const isForward = FORWARD.test(text) || NEWS_SOURCE.test(text)
  if (text === '' && quoted.length > 0 && !quoted.some((line) => QUOTED_LINE.test(line))) {
    return { own: quoted.join('\n').trim(), quoted: '', isForward }
  }
  return { own: text, quoted: quoted.join('\n'), isForward }
}
