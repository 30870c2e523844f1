import type { FakeZaloBot } from './fake-zalo-bot.ts'
import { openLink } from './media-server.ts'
import { BotRefusal, newId } from './model.ts'
import { post } from './webhook-delivery.ts'

type Parameters = Readonly<Record<string, unknown>>

const badRequest = (why: string) => new BotRefusal(400, `Bad request: ${why}`)

/** The documented methods; their names are case-sensitive. */
export class BotMethods {
  constructor(private readonly fake: FakeZaloBot) {}

  /** `closed` registers what ends a long poll whose caller went away. */
  answer(method: string, p: Parameters, closed: (end: () => void) => void): unknown {
    switch (method) {
      case 'getMe':
        return {
          id: this.fake.token.split(':')[0],
          account_name: 'bot.VDKyGxQvc',
          display_name: 'Bot Đầu Mối',
          account_type: 'BASIC',
          can_join_groups: false,
        }
      case 'getUpdates':
        return this.getUpdates(p, closed)
      case 'setWebhook':
        return this.setWebhook(p)
      case 'deleteWebhook':
        this.fake.webhook = null
        return { url: '', updated_at: Date.now() }
      case 'getWebhookInfo':
        return { url: this.fake.webhook?.url ?? '', updated_at: Date.now() }
      case 'sendMessage':
        return this.sendMessage(p)
      case 'sendPhoto':
        return this.sendPhoto(p)
      case 'sendChatAction':
        this.writable(p)
        return undefined
      default:
        throw new BotRefusal(404, 'Not found')
    }
  }

  private async getUpdates(p: Parameters, closed: (end: () => void) => void): Promise<unknown> {
    if (this.fake.webhook !== null) throw badRequest('webhook is set')
    const update = await this.fake.queue.take(Number(p['timeout'] ?? 30) * 1000, closed)
    if (update === null) throw new BotRefusal(408, 'Request timeout')
    return update.body
  }

  /** Tries the address before it answers. The body of that try is assumed to be empty JSON. */
  private async setWebhook(p: Parameters): Promise<unknown> {
    const url = String(p['url'] ?? '')
    const secret = String(p['secret_token'] ?? '')
    if (!/^(https:|http:\/\/127\.0\.0\.1)/.test(url)) throw badRequest('url must be https')
    if (secret.length < 8 || secret.length > 256) throw badRequest('secret_token has 8 to 256 characters')
    this.fake.webhook = { url, secret }
    const headers = { 'x-bot-api-secret-token': secret }
    const status = await post({ url, headers, body: Buffer.from('{}') }, this.fake.manners)
    const outcome =
      status === 200 ? 'webhook.ok' : status === null ? 'webhook.err.unreachable' : `webhook.http.${status}`
    return { url, updated_at: Date.now(), verification: { ok: status === 200, url, outcome } }
  }

  private async sendMessage(p: Parameters): Promise<unknown> {
    const chatId = this.writable(p)
    const text = String(p['text'] ?? '')
    if (text.length < 1 || text.length > 2000) throw badRequest('text has 1 to 2000 characters')
    this.spend()
    const links = text.match(/https?:\/\/\S+/g) ?? []
    const opened = await Promise.all(links.map(openLink))
    return this.show(
      chatId,
      text,
      opened.flatMap((file) => (file === null ? [] : [file.bytes])),
    )
  }

  private async sendPhoto(p: Parameters): Promise<unknown> {
    const chatId = this.writable(p)
    const caption = String(p['caption'] ?? '')
    if (caption.length > 2000) throw badRequest('caption has at most 2000 characters')
    const picture = await openLink(String(p['photo'] ?? ''))
    if (picture === null || !picture.mime.startsWith('image/')) throw badRequest('photo cannot be fetched')
    this.spend()
    return this.show(chatId, caption, [picture.bytes])
  }

  private show(chatId: string, text: string, files: readonly Buffer[]): unknown {
    const id = newId()
    this.fake.messages.push({ id, chatId, byBot: true, text, files })
    return { message_id: id, date: this.fake.nowMs() }
  }

  /** The words of these two refusals are assumed. */
  private writable(p: Parameters): string {
    const person = this.fake.people.get(String(p['chat_id'] ?? ''))
    if (person === undefined || !person.started) throw badRequest('chat not found')
    if (person.blocked) throw new BotRefusal(403, 'Forbidden: bot was blocked by the user')
    return person.id
  }

  private spend(): void {
    if (this.fake.messagesLeft <= 0) throw new BotRefusal(429, 'Quota exceeded')
    this.fake.messagesLeft -= 1
  }
}
