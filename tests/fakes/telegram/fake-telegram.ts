import type { Server } from 'node:http'
import { BotApi } from './bot-api.ts'
import type { MenuEntry } from './command-menus.ts'
import { FakeUser, type SeenMessage, seenMessage } from './fake-user.ts'
import { type Fault, Faults } from './faults.ts'
import { createBotApiServer, type RecordedCall } from './http-server.ts'
import type { FakeChat, FakePerson } from './model.ts'
import { apiChat } from './to-api.ts'
import { UpdateQueue } from './update-queue.ts'
import type { DeliveryManners } from './webhook-delivery.ts'
import { World } from './world.ts'

export interface FakeTelegramOptions {
  readonly token?: string
  readonly botUsername?: string
  /** The platform's clock in ms; the machine's own unless told. Long polls always wait in real time. */
  readonly now?: () => number
  /** The platform's sending limits; off unless told. */
  readonly limits?: boolean
}

/** A Bot API server on loopback with people who use it. Start it with `FakeTelegram.start()`, end it with `stop()`. */
export class FakeTelegram {
  readonly token: string
  readonly world: World
  readonly queue: UpdateQueue
  readonly api: BotApi
  readonly calls: RecordedCall[] = []
  /** How the webhook is served; change it at any time. */
  readonly delivery: DeliveryManners = {
    splitEvery: null,
    copies: 1,
    redeliverAfterMs: 30,
    answerWithinMs: 5000,
  }
  readonly faults = new Faults()
  private readonly server: Server
  private readonly watchers = new Set<() => void>()

  private constructor(options: FakeTelegramOptions) {
    this.token = options.token ?? '7012345678:AAFakeTokenOfNoBotAtAll-0123456789abc'
    const nowMs = options.now ?? (() => Date.now())
    const bot = { id: Number(this.token.split(':')[0]), username: options.botUsername ?? 'dau_moi_bot' }
    this.world = new World(bot, nowMs, () => this.notify())
    this.queue = new UpdateQueue(nowMs)
    this.api = new BotApi(this.world, this.queue, this.delivery, options.limits ?? false)
    this.server = createBotApiServer(this)
  }

  static async start(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
    const fake = new FakeTelegram(options)
    await fake.listen(0)
    return fake
  }

  get apiRoot(): string {
    const address = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('fake: not listening')
    return `http://127.0.0.1:${address.port}`
  }

  async stop(): Promise<void> {
    this.api.updates.delivery?.stop()
    this.queue.release()
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve())
      this.server.closeAllConnections()
    })
  }

  user(firstName: string, username: string | null = null): FakeUser {
    const person = this.world.addPerson(firstName, username)
    const chat = this.world.chats.get(person.id)
    if (chat === undefined) throw new Error('fake: a person without a chat')
    return new FakeUser(this, person, chat)
  }

  /** A group with the bot and these people in it; the bot learns of it by `my_chat_member`. */
  group(title: string, members: readonly FakeUser[], type: 'group' | 'supergroup' = 'supergroup'): FakeChat {
    const chat = this.world.addGroup(
      title,
      type,
      members.map((member) => member.id),
    )
    const inviter = members[0]
    if (inviter !== undefined) this.announceMembership(inviter.person, chat, 'left', 'member')
    return chat
  }

  /** The group becomes a supergroup with another id, as when history is made visible to new members. */
  upgrade(group: FakeChat): FakeChat {
    const grown = this.world.addGroup(group.title, 'supergroup', [...group.members])
    group.migratedTo = grown.id
    const date = Math.floor(this.world.nowMs() / 1000)
    const from = this.world.sender([...group.members][0] ?? this.world.bot.id)
    this.queue.push('message', group.id, {
      message_id: 900_001,
      from,
      chat: apiChat(group),
      date,
      migrate_to_chat_id: grown.id,
    })
    this.queue.push('message', grown.id, {
      message_id: 900_002,
      from,
      chat: apiChat(grown),
      date,
      migrate_from_chat_id: group.id,
    })
    return grown
  }

  /** Somebody removes the bot from the group. */
  expel(group: FakeChat, by: FakeUser): void {
    group.botIsMember = false
    this.announceMembership(by.person, group, 'member', 'kicked')
  }

  announceMembership(by: FakePerson, chat: FakeChat, before: string, after: string): void {
    const user = this.world.botUser()
    this.queue.push('my_chat_member', chat.id, {
      chat: apiChat(chat),
      from: this.world.sender(by.id),
      date: Math.floor(this.world.nowMs() / 1000),
      old_chat_member: { user, status: before },
      new_chat_member: { user, status: after },
    })
  }

  /** The next `times` calls of the method meet this fault; 'download' stands for file bytes, '*' for any call. */
  fails(method: string, fault: Fault, times = 1, before = 0): void {
    this.faults.plan(method, fault, times, before)
  }

  worksAgain(): void {
    this.faults.clear()
  }

  /** Every update comes twice from now on, with its own id: by polling and by webhook. */
  repeatsUpdates(): void {
    this.queue.repeat()
  }

  /** Files sent so far can no longer be fetched. */
  forgetsFiles(): void {
    for (const file of this.world.files.values()) file.gone = true
  }

  menuOf(user: FakeUser): readonly MenuEntry[] {
    return this.api.menus.shownIn(user.chatId)
  }

  callsOf(method: string): RecordedCall[] {
    return this.calls.filter((call) => call.method.toLowerCase() === method.toLowerCase())
  }

  seen(chatId: number): SeenMessage[] {
    return this.world.messages
      .filter((message) => message.chatId === chatId && !message.deleted)
      .map((message) => seenMessage(message, this.nameOf(message.senderId)))
  }

  /** All chats as phones show them, in the order of sending: who, where, text, files, buttons, edits. */
  transcript(): string {
    return this.world.messages
      .filter((message) => !message.deleted)
      .map((message) => {
        const seen = seenMessage(message, this.nameOf(message.senderId))
        const where = this.world.chats.get(message.chatId)?.title ?? String(message.chatId)
        const file = seen.file === null ? '' : ` [${seen.file.kind} ${seen.file.name ?? ''}]`
        const edited = seen.earlier.length === 0 ? '' : ' (edited)'
        const rows = seen.buttons.map((row) => `\n    [${row.join('] [')}]`).join('')
        return `${where} | ${seen.senderName}:${file} ${seen.text}${edited}${rows}`
      })
      .join('\n')
  }

  /** Waits until the predicate yields something; looks again after every change and every few ms. */
  async waitFor<T>(predicate: () => T | null | undefined | false, timeoutMs = 5000): Promise<T> {
    const end = performance.now() + timeoutMs
    for (;;) {
      const found = predicate()
      if (found !== null && found !== undefined && found !== false) return found
      if (performance.now() > end)
        throw new Error(`fake: waited ${timeoutMs} ms in vain\n${this.transcript()}`)
      await this.change(10)
    }
  }

  private async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(port, '127.0.0.1', () => resolve())
    })
  }

  private nameOf(id: number): string {
    return this.world.people.get(id)?.firstName ?? 'bot'
  }

  private change(atMostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.watchers.delete(done)
        resolve()
      }
      const timer = setTimeout(done, atMostMs)
      this.watchers.add(done)
    })
  }

  private notify(): void {
    for (const watcher of [...this.watchers]) watcher()
  }
}
