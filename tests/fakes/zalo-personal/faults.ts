/** A misbehaviour of Zalo or the line, used up one call at a time. */
export type Fault =
  /** Zalo itself refuses, in an answer of status 200; nothing was done. */
  | { readonly kind: 'code'; readonly code: number }
  /** HTML from the machine in front; nothing was done. */
  | { readonly kind: 'http'; readonly status: number }
  /** An answer of status 200 that is no JSON; nothing was done. */
  | { readonly kind: 'garbage' }
  /** The connection breaks after the request was read; nothing was done. */
  | { readonly kind: 'reset' }
  /** No answer ever; nothing was done. */
  | { readonly kind: 'hang' }
  /** Done, but the connection breaks before the answer; of a download, after half of the bytes. */
  | { readonly kind: 'answer-lost' }
  /** The upload is answered, but its `file_done` never comes. */
  | { readonly kind: 'no-file-done' }

/** `*` stands for any call over HTTP. */
export type Method =
  | '*'
  | 'getLoginInfo'
  | 'getServerInfo'
  | 'sms'
  | 'quote'
  | 'sendmsg'
  | 'typing'
  | 'photo/upload'
  | 'photo/send'
  | 'file/upload'
  | 'file/msg'
  | 'keepalive'
  | 'download'
  | 'qr'

export class Faults {
  private readonly planned: { readonly method: Method; readonly fault: Fault; left: number; skip: number }[] =
    []

  /** After `skip` calls that go well, the next `times` meet the fault. */
  plan(method: Method, fault: Fault, times: number, skip: number): void {
    this.planned.push({ method, fault, left: times, skip })
  }

  clear(): void {
    this.planned.length = 0
  }

  take(method: Method): Fault | null {
    const found = this.planned.find((one) => one.left > 0 && (one.method === method || one.method === '*'))
    if (found === undefined) return null
    if (found.skip > 0) {
      found.skip -= 1
      return null
    }
    found.left -= 1
    return found.fault
  }
}
