import { request } from 'node:http'

export interface Delivery {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface DeliveryManners {
  /** Cuts the body into pieces of this many bytes, each a TCP segment of its own. */
  splitEvery: number | null
  /** How often each event is brought although it was answered 200. */
  copies: number
  /** No answer within this time counts as a failure. */
  answerWithinMs: number
  /** After these pauses what was not answered 200 is brought again; empty: never. */
  retryAfterMs: readonly number[]
}

/** One POST; the status, or null when there was no answer. */
export function post(
  { url, headers, body }: Delivery,
  { splitEvery, answerWithinMs }: Pick<DeliveryManners, 'splitEvery' | 'answerWithinMs'>,
): Promise<number | null> {
  return new Promise((resolve) => {
    const all = { 'content-type': 'application/json', 'content-length': String(body.length), ...headers }
    const call = request(url, { method: 'POST', headers: all, agent: false }, (answer) => {
      answer.resume()
      answer.on('close', () => resolve(answer.statusCode ?? null))
    })
    call.setTimeout(answerWithinMs, () => call.destroy())
    call.on('error', () => resolve(null))
    call.setNoDelay(true)
    void write(call, body, splitEvery)
  })
}

async function write(call: ReturnType<typeof request>, body: Buffer, splitEvery: number | null) {
  const step = splitEvery ?? Math.max(1, body.length)
  for (let at = 0; at < body.length; at += step) {
    call.write(body.subarray(at, at + step))
    if (splitEvery !== null) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  call.end()
}

/** Brings deliveries of one conversation one after another, and again as its manners say; others side by side. */
export class Courier {
  readonly answers: (number | null)[] = []
  private readonly tails = new Map<string, Promise<void>>()
  private readonly timers = new Set<NodeJS.Timeout>()

  constructor(private readonly manners: DeliveryManners) {}

  bring(conversation: string, delivery: Delivery): void {
    const before = this.tails.get(conversation) ?? Promise.resolve()
    const done = before.then(async () => {
      for (let copy = 0; copy < this.manners.copies; copy++) await this.bringOnce(delivery, 0)
    })
    this.tails.set(conversation, done)
  }

  /** Resolves when nothing is on its way any more; what waits for its retry is not counted. */
  async quiet(): Promise<void> {
    await Promise.all(this.tails.values())
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer)
  }

  private async bringOnce(delivery: Delivery, retry: number): Promise<void> {
    const headers = retry === 0 ? delivery.headers : { ...delivery.headers, num_retry: String(retry) }
    const status = await post({ ...delivery, headers }, this.manners)
    this.answers.push(status)
    const pause = this.manners.retryAfterMs[retry]
    if (status === 200 || pause === undefined) return
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      void this.bringOnce(delivery, retry + 1)
    }, pause)
    this.timers.add(timer)
  }
}
