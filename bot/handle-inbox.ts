/**
 * Works through the inbox: fetches what updates carry, decides a batch of conversations at a time, commits. What
 * cannot be handled is tried again alone, then set aside with an apology; nothing is dropped.
 */

import type { StoredMedia } from '../core/conversation.ts'
import type { EvidenceFiles } from '../core/evidence/evidence-files.ts'
import type { Clock, Desk, Inbox, InboxGroup, Outbox, PreparedGroup, SettledGroup } from '../core/ports.ts'
import { MEDIA_LIMIT_MEGABYTES } from '../core/report/dialogue/receive-media.ts'
import type { CommandName } from '../core/talk/command-names.ts'
import { type Channel, MediaUnavailable } from '../core/talk/courier.ts'
import type { MediaRef, Thread } from '../core/talk/message.ts'
import { render } from './replies/render.ts'
import { COMMAND_HELP } from './replies/vi.ts'

export interface HandlerLog {
  debug(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface HandlerOptions {
  readonly inbox: Inbox
  readonly desk: Desk
  readonly outbox: Outbox
  readonly evidence: EvidenceFiles
  readonly channelOf: (thread: Thread) => Channel | null
  readonly decide: (...args: Parameters<Parameters<Desk['settle']>[2]>) => Promise<SettledGroup>
  readonly coordinatorIds: () => Promise<readonly string[]>
  readonly clock: Clock
  readonly zone: string
  readonly log: HandlerLog
}

/** Conversations decided in one commit. */
const BATCH = 32
const TRIES = 3
const FETCH_MILLISECONDS = 60_000
const TAP_MILLISECONDS = 5_000

export interface InboxHandler {
  /** Handles one batch; false when nothing was ready. Rejects only when the database does not answer. */
  handleBatch(): Promise<boolean>
}

export function createInboxHandler(options: HandlerOptions): InboxHandler {
  const { inbox, desk, clock } = options

  /** Menus are set after the commit, and only as a courtesy: no command is less or more allowed by them. */
  async function settle(groups: readonly PreparedGroup[]): Promise<void> {
    const menus: { thread: Thread; names: readonly CommandName[] }[] = []
    await desk.settle(groups, clock.now(), async (conversation, setting, library) => {
      const decision = await options.decide(conversation, setting, library)
      if (decision.menu !== null) menus.push({ thread: conversation.incoming.thread, names: decision.menu })
      return decision
    })
    for (const { thread, names } of menus) offerCommands(thread, names, options)
  }

  async function handleAlone(prepared: PreparedGroup): Promise<void> {
    try {
      await settle([prepared])
    } catch (error) {
      await giveBack(prepared.group, error, options)
    }
  }

  return {
    async handleBatch() {
      const groups = await inbox.next(BATCH, clock.now())
      if (groups.length === 0) return false
      const prepared = (await Promise.all(groups.map((group) => prepare(group, options)))).flatMap(
        (one) => one ?? [],
      )
      if (prepared.length === 0) return true
      try {
        await settle(prepared)
      } catch (error) {
        options.log.warn(
          { error: messageOf(error), size: prepared.length },
          'batch not settled, one by one now',
        )
        for (const one of prepared) await handleAlone(one)
      }
      return true
    },
  }
}

/** Stores what the updates carry; null when that has to be tried again later. */
async function prepare(group: InboxGroup, options: HandlerOptions): Promise<PreparedGroup | null> {
  try {
    acknowledgeTaps(group, options)
    const refs = group.items.flatMap((item) =>
      item.incoming.media.map((ref) => ({ ref, thread: item.incoming.thread })),
    )
    const media: StoredMedia[] = []
    for (const { ref, thread } of refs) media.push(await storeMedia(ref, thread, options))
    return { group, media }
  } catch (error) {
    await giveBack(group, error, options)
    return null
  }
}

/** Stops the spinner at once: the answer itself follows after the commit. */
function acknowledgeTaps(group: InboxGroup, { channelOf, log }: HandlerOptions): void {
  for (const { incoming } of group.items) {
    if (incoming.tapId === null) continue
    const channel = channelOf(incoming.thread)
    channel
      ?.answerTap?.(incoming.tapId, null, AbortSignal.timeout(TAP_MILLISECONDS))
      .catch((error: unknown) => log.debug({ error: messageOf(error) }, 'tap not acknowledged'))
  }
}

function offerCommands(
  thread: Thread,
  names: readonly CommandName[],
  { channelOf, log }: HandlerOptions,
): void {
  const commands = names.map((name) => ({ name, description: COMMAND_HELP[name] }))
  channelOf(thread)
    ?.setCommands?.(thread, commands)
    .catch((error: unknown) => log.warn({ error: messageOf(error) }, 'command menu not set'))
}

async function storeMedia(ref: MediaRef, thread: Thread, options: HandlerOptions): Promise<StoredMedia> {
  const channel = options.channelOf(thread)
  if (channel === null) return { ok: false, problem: 'gone' }
  const maxBytes = MEDIA_LIMIT_MEGABYTES * 1024 * 1024
  if (ref.sizeBytes !== null && ref.sizeBytes > maxBytes) return { ok: false, problem: 'too_large' }
  const signal = AbortSignal.timeout(FETCH_MILLISECONDS)
  try {
    const stored = await options.evidence.put(await channel.fetchMedia(ref, signal), { maxBytes, signal })
    if (!stored.ok) return { ok: false, problem: 'too_large' }
    const { kind, fileName, mime } = ref
    return { ok: true, sha256: stored.sha256, sizeBytes: stored.sizeBytes, kind, fileName, mime }
  } catch (error) {
    if (error instanceof MediaUnavailable && error.lasting === 'gone') return { ok: false, problem: 'gone' }
    throw error
  }
}

/** Seconds until the next try, by the tries so far. */
const RETRY_SECONDS = [2, 15] as const

async function giveBack(group: InboxGroup, error: unknown, options: HandlerOptions): Promise<void> {
  const { inbox, clock, log } = options
  const ids = group.items.map((item) => item.inboxId)
  const tries = Math.max(...group.items.map((item) => item.attempts)) + 1
  const now = clock.now()
  log.error({ inboxIds: ids, tries, error: messageOf(error) }, 'message not handled')
  if (tries < TRIES) {
    await inbox.fail(ids, messageOf(error), now.add({ seconds: RETRY_SECONDS[tries - 1] ?? 60 }))
    return
  }
  await inbox.fail(ids, messageOf(error), null)
  await apologise(group, messageOf(error), options)
}

async function apologise(group: InboxGroup, error: string, options: HandlerOptions): Promise<void> {
  const first = group.items[0]
  if (first === undefined) return
  const now = options.clock.now()
  const context = { now, zone: options.zone }
  const alert = {
    kind: 'alert_dead_message',
    sender: first.incoming.senderName ?? first.incoming.senderId,
    error,
  } as const
  const common = { lane: 'interactive', notBefore: now, expiresAt: null } as const
  await options.outbox.put(
    [
      {
        ...common,
        identity: `apology:${first.inboxId}`,
        to: { thread: first.incoming.thread },
        payload: { kind: 'ready', message: render({ kind: 'apology' }, context) },
      },
      ...(await options.coordinatorIds()).map((personId) => ({
        ...common,
        identity: `dead:${first.inboxId}:${personId}`,
        to: { personId },
        payload: { kind: 'ready' as const, message: render(alert, context) },
      })),
    ],
    now,
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
