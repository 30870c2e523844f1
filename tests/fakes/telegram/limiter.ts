import { tooManyRequests } from './refusal.ts'

/** The platform's own sending limits: 30/s in all, 1/s per chat, 20/min per group; on the given clock (ms). */
export class Limiter {
  private all: number[] = []
  private readonly perChat = new Map<number, number[]>()

  constructor(private readonly nowMs: () => number) {}

  /** Counts `messages` to the chat, or refuses with the whole seconds to wait. */
  admit(chatId: number, isGroup: boolean, messages: number): void {
    const now = this.nowMs()
    this.all = this.all.filter((at) => at > now - 1000)
    const chat = (this.perChat.get(chatId) ?? []).filter((at) => at > now - 60_000)
    const lastSecond = chat.filter((at) => at > now - 1000)
    if (this.all.length >= 30) throw tooManyRequests(waitSeconds(this.all[0], 1000, now))
    if (lastSecond.length >= 1) throw tooManyRequests(waitSeconds(lastSecond[0], 1000, now))
    if (isGroup && chat.length >= 20) throw tooManyRequests(waitSeconds(chat[0], 60_000, now))
    for (let i = 0; i < messages; i++) {
      this.all.push(now)
      chat.push(now)
    }
    this.perChat.set(chatId, chat)
  }
}

function waitSeconds(oldest: number | undefined, windowMs: number, now: number): number {
  return Math.max(1, Math.ceil(((oldest ?? now) + windowMs - now) / 1000))
}
