import type { Parameters } from './parameters.ts'
import { badRequest, Refusal } from './refusal.ts'
import type { ApiObject } from './to-api.ts'
import type { UpdateQueue } from './update-queue.ts'
import { type DeliveryManners, WebhookDelivery } from './webhook-delivery.ts'

/** Answers of getUpdates and the webhook methods: two ways to the same queue, never both. */
export class UpdateMethods {
  delivery: WebhookDelivery | null = null

  constructor(
    private readonly queue: UpdateQueue,
    private readonly manners: DeliveryManners,
    private readonly nowMs: () => number,
  ) {}

  getUpdates(parameters: Parameters, closed: (end: () => void) => void): Promise<ApiObject[]> {
    if (this.delivery !== null)
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    this.queue.allow(readKinds(parameters))
    const limit = Math.min(100, Math.max(1, parameters.integer('limit') ?? 100))
    const timeoutMs = Math.min(50, parameters.integer('timeout') ?? 0) * 1000
    return this.queue.poll(parameters.integer('offset'), limit, timeoutMs, closed)
  }

  setWebhook(parameters: Parameters): true {
    const url = parameters.text('url') ?? ''
    if (url === '') return this.deleteWebhook(parameters)
    if (!isReachable(url)) throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
    const secret = parameters.text('secret_token')
    if (secret !== null && !/^[A-Za-z0-9_-]{1,256}$/.test(secret))
      throw badRequest('secret token contains unallowed characters')
    this.queue.allow(readKinds(parameters))
    if (parameters.flag('drop_pending_updates')) this.queue.drop()
    this.delivery?.stop()
    const maxConnections = parameters.integer('max_connections') ?? 40
    this.delivery = new WebhookDelivery({ url, secret, maxConnections }, this.queue, this.manners, this.nowMs)
    this.queue.interrupt()
    return true
  }

  deleteWebhook(parameters: Parameters): true {
    this.delivery?.stop()
    this.delivery = null
    if (parameters.flag('drop_pending_updates')) this.queue.drop()
    return true
  }

  getWebhookInfo(): ApiObject {
    const error = this.delivery?.lastError ?? null
    return {
      url: this.delivery?.settings.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.queue.pending().length,
      ...(error === null ? {} : { last_error_date: error.date, last_error_message: error.message }),
      max_connections: this.delivery?.settings.maxConnections ?? 40,
      allowed_updates: this.queue.allowedKinds,
    }
  }
}

/** HTTPS, as the real server wants it, or loopback, where the tests' receivers listen. */
function isReachable(url: string): boolean {
  return /^https:\/\//.test(url) || /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url)
}

function readKinds(parameters: Parameters): string[] | null {
  const kinds = parameters.json('allowed_updates', 'allowed_updates JSON object')
  return Array.isArray(kinds) ? kinds.map(String) : null
}
