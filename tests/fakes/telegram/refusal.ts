/** What the Bot API answers instead of a result: `{ok:false, error_code, description, parameters}`. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters: { retry_after?: number; migrate_to_chat_id?: number } | null = null,
  ) {
    super(description)
    this.name = 'Refusal'
  }
}

export function badRequest(description: string): Refusal {
  return new Refusal(400, `Bad Request: ${description}`)
}

export function forbidden(description: string): Refusal {
  return new Refusal(403, `Forbidden: ${description}`)
}

export function tooManyRequests(retryAfter: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter })
}
