import type { Parameters } from './parameters.ts'
import { badRequest } from './refusal.ts'

const ANSWERABLE_MS = 30_000

interface Query {
  readonly askedAtMs: number
  answered: boolean
  notice: string | null
  asAlert: boolean
}

/** Taps that still turn their spinner; each may be answered once, for half a minute. */
export class CallbackQueries {
  private readonly queries = new Map<string, Query>()
  private nextId = 4_382_000_001

  constructor(
    private readonly nowMs: () => number,
    private readonly changed: () => void,
  ) {}

  open(): string {
    const id = String(this.nextId++)
    this.queries.set(id, { askedAtMs: this.nowMs(), answered: false, notice: null, asAlert: false })
    return id
  }

  answer(parameters: Parameters): true {
    const query = this.queries.get(parameters.text('callback_query_id') ?? '')
    const notice = parameters.text('text')
    if (query === undefined || query.answered || this.nowMs() - query.askedAtMs > ANSWERABLE_MS)
      throw badRequest('query is too old and response timeout expired or query ID is invalid')
    if ((notice ?? '').length > 200) throw badRequest('MESSAGE_TOO_LONG')
    query.answered = true
    query.notice = notice
    query.asAlert = parameters.flag('show_alert')
    this.changed()
    return true
  }

  state(id: string): { readonly answered: boolean; readonly notice: string | null } {
    const query = this.queries.get(id)
    return { answered: query?.answered ?? false, notice: query?.notice ?? null }
  }
}
