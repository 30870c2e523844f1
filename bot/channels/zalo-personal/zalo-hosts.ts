/** Domains that belong to Zalo: the web client's own, and those its photos and files are served from. */
const DOMAINS = ['zalo.me', 'zdn.vn', 'zadn.vn', 'dlfl.vn', 'flchat.vn', 'dlmd.me']

/** Whether our cookies and requests may go there: https at Zalo, on its usual port, without credentials in the URL. */
export function isZaloUrl(url: URL): boolean {
  const isPlain = url.username === '' && url.password === '' && url.port === ''
  const host = url.hostname.toLowerCase()
  const isOurs = DOMAINS.some((domain) => host === domain || host.endsWith(`.${domain}`))
  return url.protocol === 'https:' && isPlain && isOurs
}
