/** A misbehaviour of the platform or the line, used up one call at a time. */
export type Fault =
  | { readonly kind: 'too-many-requests'; readonly retryAfter: number }
  /** HTML from the machine in front of the server; nothing was done. */
  | { readonly kind: 'server-error'; readonly status: number }
  /** An answer that is no JSON although the status is this one; nothing was done. */
  | { readonly kind: 'garbage'; readonly status: number }
  | { readonly kind: 'refuse'; readonly code: number; readonly description: string }
  /** The connection breaks after the request was read; nothing was done. */
  | { readonly kind: 'reset' }
  /** No answer ever; nothing was done. */
  | { readonly kind: 'hang' }
  /** Done, but the connection breaks before the answer. */
  | { readonly kind: 'answer-lost' }
  /** Done, but the answer never comes. */
  | { readonly kind: 'answer-hangs' }

export class Faults {
  private readonly planned: {
    readonly method: string
    readonly fault: Fault
    left: number
    before: number
  }[] = []

  /** `times` calls of the method ('*' for any; 'download' for files) meet this fault, after `before` that go well. */
  plan(method: string, fault: Fault, times: number, before = 0): void {
    this.planned.push({ method: method.toLowerCase(), fault, left: times, before })
  }

  clear(): void {
    this.planned.length = 0
  }

  take(method: string): Fault | null {
    const name = method.toLowerCase()
    const found = this.planned.find((one) => one.left > 0 && (one.method === name || one.method === '*'))
    if (found === undefined) return null
    if (found.before > 0) {
      found.before -= 1
      return null
    }
    found.left -= 1
    return found.fault
  }
}
