import { openLink } from '../zalo-bot/media-server.ts'
import { newId } from '../zalo-bot/model.ts'
import type { FakeZaloOa } from './fake-zalo-oa.ts'
import { type FakeOaPerson, OaRefusal } from './model.ts'

const HOUR_MS = 3600 * 1000
const PICTURES = new Set(['image/jpeg', 'image/png'])
const DOCUMENTS = new Set([
  'application/pdf',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
])

interface Sent {
  readonly recipient?: { readonly user_id?: string }
  readonly message?: {
    readonly text?: string
    readonly quote_message_id?: string
    readonly attachment?: {
      readonly type?: string
      readonly payload?: {
        readonly token?: string
        readonly elements?: readonly { readonly attachment_id?: string }[]
      }
    }
  }
}

/** The methods this product calls; refusals in the platform's numbers. */
export class OaMethods {
  private readonly uploads = new Map<string, Buffer>()

  constructor(private readonly fake: FakeZaloOa) {}

  getOa(): unknown {
    return { oaid: this.fake.oaId, name: 'Văn phòng UBND', package_name: 'Nâng cao', is_verified: true }
  }

  async upload(kind: 'image' | 'file', body: Buffer, contentType: string): Promise<unknown> {
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': contentType },
    }).formData()
    const file = form.get('file')
    if (!(file instanceof File)) throw new OaRefusal(-201, 'Params is invalid: file')
    const allowed = kind === 'image' ? PICTURES : DOCUMENTS
    if (!allowed.has(file.type)) throw new OaRefusal(-201, 'Params is invalid: file type')
    if (file.size > (kind === 'image' ? 1_048_576 : 5_242_880)) throw new OaRefusal(-210, 'File is too large')
    const id = newId()
    this.uploads.set(id, Buffer.from(await file.arrayBuffer()))
    return kind === 'image' ? { attachment_id: id } : { token: id }
  }

  async send({ recipient, message }: Sent): Promise<unknown> {
    const person = this.writable(recipient?.user_id ?? '')
    const text = message?.text ?? ''
    if (text.length > 2000) throw new OaRefusal(-210, 'Params exceeds the limit')
    const quotes = message?.quote_message_id ?? null
    if (quotes !== null && !this.fake.messages.some(({ id }) => id === quotes))
      throw new OaRefusal(-201, 'quote_message_id is invalid')
    const payload = message?.attachment?.payload
    const uploadId = payload?.token ?? payload?.elements?.[0]?.attachment_id
    const attached = uploadId === undefined ? null : this.uploads.get(uploadId)
    if (attached === undefined || (text === '' && attached === null))
      throw new OaRefusal(-201, 'Params is invalid')
    const links = await Promise.all((text.match(/https?:\/\/\S+/g) ?? []).map(openLink))
    const files = [
      ...(attached === null ? [] : [attached]),
      ...links.flatMap((one) => (one === null ? [] : [one.bytes])),
    ]
    const id = newId()
    const quota = this.spend(person)
    const paidBy = quota?.quota_type ?? 'billed'
    this.fake.messages.push({ id, personId: person.id, byOa: true, text, files, quotes, paidBy })
    this.fake.echo(person.id, id, text)
    return {
      message_id: id,
      user_id: person.id,
      sent_time: String(this.fake.nowMs()),
      ...(quota && { quota }),
    }
  }

  /** Free within 48 hours, then from the plan while it lasts, then billed. */
  private spend(person: FakeOaPerson): { quota_type: string; remain?: number; total?: number } | null {
    const silentMs = this.fake.nowMs() - (person.lastMessageMs ?? 0)
    if (silentMs < 48 * HOUR_MS) return { quota_type: 'reply' }
    if (this.fake.planLeft > 0) {
      this.fake.planLeft -= 1
      return { quota_type: 'sub_quota', remain: this.fake.planLeft, total: 2000 }
    }
    if (!this.fake.hasMoney) throw new OaRefusal(-321, 'Zalo Cloud Account is out of balance')
    return null
  }

  private writable(userId: string): FakeOaPerson {
    const person = this.fake.people.get(userId)
    if (person === undefined) throw new OaRefusal(-201, 'user_id is invalid')
    if (person.locked) throw new OaRefusal(-227, 'User is banned or has been inactive for more than 45 days')
    if (person.lastMessageMs === null) throw new OaRefusal(-232, 'User has not interacted with the OA')
    if (this.fake.nowMs() - person.lastMessageMs >= 7 * 24 * HOUR_MS)
      throw new OaRefusal(-230, 'User has not interacted with the OA in the past 7 days')
    return person
  }
}
