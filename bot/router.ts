/** One update, one turn: decides who answers it. No rule lives here, only the order in which they are asked. */
import type { Conversation, Sender, Setting } from '../core/conversation.ts'
import { COMMAND_ROLES, commandsFor, commandsOf, mayRun, rolesOf } from '../core/directory/permission.ts'
import type { Library, SettledGroup } from '../core/ports.ts'
import { hear } from '../core/report/dialogue/hear.ts'
import { hearLeader } from '../core/report/dialogue/hear-leader.ts'
import { dropQuestion, press, stale } from '../core/report/dialogue/press.ts'
import { finishCard, oldList } from '../core/report/dialogue/speak-numbers.ts'
import { parseTapData, type Tap } from '../core/talk/button.ts'
import { type Chosen, choiceOf } from '../core/talk/choose.ts'
import type { CommandName } from '../core/talk/command-names.ts'
import type { Capabilities, Outgoing } from '../core/talk/message.ts'
import type { OutboxDraft } from '../core/talk/outbox.ts'
import type { Reply } from '../core/talk/reply.ts'
import { EMPTY_SESSION, isIdle } from '../core/talk/session.ts'
import { answerWith, type Turn } from '../core/talk/turn.ts'
import { newCode } from './codes.ts'
import { showConferences } from './commands/conference-commands.ts'
import type { CommandContext, LinkedContext } from './commands/context.ts'
import { invite, showMissing, showOverdue, showSummary } from './commands/desk-commands.ts'
import { instruct, tapDigest, tapRemindMissing } from './commands/digest-taps.ts'
import { answerDirective, answeredDirective, tapDirective } from './commands/directives.ts'
import { tapDraft } from './commands/draft-taps.ts'
import { showExplanations } from './commands/explain-command.ts'
import { exportFile, showStatus } from './commands/export-command.ts'
import { requestExtension } from './commands/extension.ts'
import { showHealth } from './commands/health-command.ts'
import { showHolidays } from './commands/holiday-commands.ts'
import { importList } from './commands/import-command.ts'
import { takeLeave } from './commands/leave-commands.ts'
import { letIn } from './commands/let-in-command.ts'
import { showLocks } from './commands/lock-commands.ts'
import { showObstacles } from './commands/obstacle-commands.ts'
import { type OrderStep, type RunCommand, stepOfTap, stepOfWords } from './commands/order.ts'
import { parseCommand } from './commands/parse-command.ts'
import { reassign } from './commands/reassign.ts'
import { showRegimes } from './commands/regime-commands.ts'
import { confirmLinking, looksLikeCode, startWithCode } from './commands/register.ts'
import { showCard, showHistory, showTasks } from './commands/report-commands.ts'
import { showRequests } from './commands/request-commands.ts'
import { urgeThose } from './commands/urge-command.ts'
import { render } from './replies/render.ts'

export interface RouterOptions {
  readonly setupCode: string | null
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities
  readonly readFile: CommandContext['readFile']
  readonly readSheets: CommandContext['readSheets']
  readonly channels: CommandContext['channels']
}

export function createRouter(options: RouterOptions) {
  return async (conversation: Conversation, setting: Setting, library: Library): Promise<SettledGroup> => {
    const turn = await takeTurn(conversation, setting, library, options)
    return {
      changes: [...revived(conversation, setting), ...turn.changes],
      messages: messagesOf(turn, conversation, {
        ...setting,
        canEdit: options.capabilitiesOf(conversation).edit,
      }),
      session: turn.session,
      menu: menuAfter(turn),
    }
  }
}

/** Whoever has just been linked gets the commands of his roles. A menu is no permission. */
function menuAfter(turn: Turn): SettledGroup['menu'] {
  for (const reply of turn.replies) {
    if (reply.kind === 'linked') return commandsOf(reply.roles, reply.taskCount > 0)
    if (reply.kind === 'administrator_linked') return commandsOf(['administrator', 'coordinator'], false)
  }
  return null
}

async function takeTurn(
  conversation: Conversation,
  setting: Setting,
  library: Library,
  options: RouterOptions,
): Promise<Turn> {
  const { incoming, sender, session } = conversation
  if (incoming.kind === 'membership') return onMembership(conversation, setting)
  if (!incoming.addressed) return answerWith(session)
  const { buttons } = options.capabilitiesOf(conversation)
  const chosen = incoming.kind === 'tap' ? null : choiceOf(conversation, buttons, setting.now)
  const tap =
    incoming.kind === 'tap'
      ? parseTapData(incoming.tapData ?? '')
      : chosen?.kind === 'tap'
        ? chosen.tap
        : null
  const run = (name: CommandName, args: string, agreedTo: string | null) => {
    // A new command leaves the one that waited.
    const afresh = { ...conversation, session: { ...session, order: null } }
    const { readFile, readSheets, channels } = options
    const context = { conversation: afresh, setting, library, args, agreedTo, readFile, readSheets, channels }
    return runCommand(name, context, options)
  }
  if (tap !== null) return onTap(tap, conversation, setting, library, run)
  if (incoming.kind === 'tap') {
    return sender === null ? answerWith(session, { kind: 'welcome_unknown' }) : stale(conversation, setting)
  }
  const answered = chosen === null || sender === null ? null : withoutButton(chosen, conversation, setting)
  if (answered !== null) return answered
  const command = parseCommand(incoming.text)
  // A word of ordinary talk ("vướng mắc") is a command only for those whose command it is.
  const isTalk = sender !== null && !incoming.text.trim().startsWith('/')
  const isOwn =
    command.kind === 'command' && (!isTalk || mayRun(command.name, sender, conversation.duties.length > 0))
  if (command.kind === 'command' && isOwn) {
    // Leaving is about what waits: it has to see it.
    if (command.name === 'huy') return leaveAll(session)
    return run(command.name, command.args, null)
  }
  if (sender === null) return onUnknownSender(conversation, setting, library, options)
  if (command.kind === 'unknown') {
    const problem = { code: 'unknown_command', name: command.name, nearest: command.nearest } as const
    return answerWith(session, { kind: 'refused', problem })
  }
  if (isListFor(sender, conversation)) return run('nhap', session.order?.args ?? '', null)
  const directiveId = answeredDirective(conversation)
  if (directiveId !== null) {
    const talk = () => onTalk(sender, conversation, setting)
    return answerDirective(directiveId, sender, conversation, setting, library, talk)
  }
  const step = stepOfWords(conversation)
  if (step !== null) return takeStep(step, conversation, run)
  if (session.instructing !== null && incoming.text.trim() !== '') {
    return instruct(sender, conversation, setting, library)
  }
  return onTalk(sender, conversation, setting)
}

/** A list that was asked for, or that comes of itself from somebody who takes lists and owes no reports. */
function isListFor(sender: Sender, { media, session, duties, incoming }: Conversation): boolean {
  if (media.length === 0 || !mayRun('nhap', sender, false)) return false
  if (session.order?.command === 'nhap') return true
  const isList = media.some((file) => file.ok && /\.(xlsx|csv)$/i.test(file.fileName ?? ''))
  return isList && duties.length === 0 && incoming.text.trim() === ''
}

/** Words, photos and files of somebody we know. */
function onTalk(sender: Sender, conversation: Conversation, setting: Setting): Turn {
  const isReadable = conversation.incoming.text.trim() !== '' || conversation.media.length > 0
  if (!isReadable) return answerWith(conversation.session, { kind: 'unsupported' })
  if (conversation.duties.length > 0) return hear(conversation, setting)
  if (rolesOf(sender).includes('officer')) return answerWith(conversation.session, { kind: 'no_duties' })
  return hearLeader(conversation, setting) ?? answerWith(conversation.session, helpFor(conversation))
}

function onMembership({ incoming, session }: Conversation, setting: Setting): Turn {
  const { channel, account } = incoming.thread
  return {
    changes: [
      {
        kind: 'account_state_set',
        channel,
        account,
        userId: incoming.senderId,
        state: incoming.membership === 'left' ? 'unreachable' : 'active',
        note: incoming.membership,
        at: setting.now,
      },
    ],
    replies: [],
    notices: [],
    session,
  }
}

/** Who writes to us can be reached again. */
function revived({ sender, incoming }: Conversation, setting: Setting): SettledGroup['changes'] {
  if (sender === null || sender.account.state === 'active' || incoming.kind === 'membership') return []
  const { channel, account } = incoming.thread
  const userId = incoming.senderId
  return [
    { kind: 'account_state_set', channel, account, userId, state: 'active', note: null, at: setting.now },
  ]
}

function onUnknownSender(
  conversation: Conversation,
  setting: Setting,
  library: Library,
  options: RouterOptions,
): Promise<Turn> | Turn {
  const { incoming, session } = conversation
  if (incoming.thread.isGroup) return answerWith(session)
  if (looksLikeCode(incoming.text)) {
    return startWithCode(incoming.text, conversation, setting, library, options.setupCode)
  }
  return answerWith(session, { kind: 'welcome_unknown' })
}

// ───────────────────────────────────────────── taps

/** An answer by number that presses no button; null: the words are to be read. */
function withoutButton(chosen: Chosen, conversation: Conversation, setting: Setting): Turn | null {
  switch (chosen.kind) {
    case 'tap':
    case 'none':
      return null
    case 'finish':
      return conversation.duties.length === 0 ? null : finishCard(conversation, setting)
    case 'leave':
      return conversation.session.waiting === null
        ? leaveAll(conversation.session)
        : dropQuestion(conversation, setting)
    case 'old_list':
      return conversation.duties.length === 0 ? null : oldList(conversation, setting)
    case 'closed':
      return stale(conversation, setting)
    case 'beyond':
      return answerWith(
        conversation.session,
        chosen.of === 'list'
          ? { kind: 'numbers_off', beyond: [chosen.number], gone: [], count: chosen.count }
          : { kind: 'no_such_entry', count: chosen.count },
      )
    default:
      return chosen satisfies never
  }
}

/** Below a leader's digest. */
const DIGEST_ACTIONS: readonly Tap['action'][] = ['ack', 'urge', 'instruct', 'extend', 'reassign']

async function onTap(
  tap: Tap,
  conversation: Conversation,
  setting: Setting,
  library: Library,
  run: RunCommand,
): Promise<Turn> {
  if (tap.action === 'link' || tap.action === 'unlink') {
    return confirmLinking(tap.ref, tap.action === 'link', conversation, setting, library)
  }
  const { sender } = conversation
  if (sender === null) return answerWith(conversation.session, { kind: 'welcome_unknown' })
  if (DIGEST_ACTIONS.includes(tap.action)) {
    return tapDigest(tap, sender, conversation, setting, library, run)
  }
  if (tap.action === 'directive_read' || tap.action === 'directive_answer') {
    return tapDirective(tap, sender, conversation, setting, library)
  }
  if (tap.action === 'remind_missing') {
    return tapRemindMissing(tap, sender, conversation, setting, library)
  }
  if (tap.action === 'draft_file' || tap.action === 'draft_drop') {
    return tapDraft(tap, sender, conversation, setting, library)
  }
  if (tap.action === 'export_workbook') return run('xuat', `xlsx ${tap.ref}`, null)
  if (tap.action === 'export_report') return run('xuat', `docx ${tap.ref}`, null)
  if (tap.action === 'export_picture') return run('xuat', `bieudo ${tap.ref}`, null)
  if (tap.action === 'end_leave') return run('nghi', `xong #${tap.ref}`, null)
  if (tap.action === 'obstacle_solved') return run('vuongmac', `xong #${tap.ref}`, null)
  if (tap.action === 'obstacle_pass_on') return run('vuongmac', `chuyen #${tap.ref}`, null)
  if (tap.action === 'request_yes') return run('yeucau', `duyet #${tap.ref}`, null)
  if (tap.action === 'request_no') return run('yeucau', `khong #${tap.ref}`, null)
  if (tap.action === 'choose' || tap.action === 'agree' || tap.action === 'decline') {
    const step = stepOfTap(tap, conversation.session)
    return step === null
      ? answerWith(conversation.session, { kind: 'stale_button' })
      : takeStep(step, conversation, run)
  }
  return press(tap, conversation, setting) ?? stale(conversation, setting)
}

function takeStep(step: OrderStep, { session }: Conversation, run: RunCommand): Promise<Turn> | Turn {
  if (step.kind === 'run') return run(step.command, step.args, step.agreedTo)
  return answerWith({ ...session, order: null }, { kind: 'order_declined' })
}

function leaveAll(session: Conversation['session']): Turn {
  // What he promised is no question: it stays.
  return answerWith(
    { ...EMPTY_SESSION, promises: session.promises },
    isIdle(session) ? { kind: 'nothing_to_leave' } : { kind: 'dialogue_left' },
  )
}

// ───────────────────────────────────────────── commands

async function runCommand(name: CommandName, context: CommandContext, options: RouterOptions): Promise<Turn> {
  const { conversation, setting, library } = context
  const { sender, session } = conversation
  switch (name) {
    case 'batdau':
      return startWithCode(context.args, conversation, setting, library, options.setupCode)
    case 'trogiup':
      return answerWith(session, helpFor(conversation))
    case 'huy':
      return leaveAll(session)
    default:
      break
  }
  if (sender === null) return answerWith(session, { kind: 'welcome_unknown' })
  if (!mayRun(name, sender, conversation.duties.length > 0)) {
    const roles = COMMAND_ROLES[name]
    const problem = { code: 'needs_role', roles: Array.isArray(roles) ? roles : [] } as const
    return answerWith(session, { kind: 'refused', problem })
  }
  return runLinked(name, { ...context, sender })
}

function runLinked(
  name: Exclude<CommandName, 'batdau' | 'trogiup' | 'huy'>,
  context: LinkedContext,
): Promise<Turn> {
  switch (name) {
    case 'baocao':
      return showCard(context)
    case 'nhiemvu':
      return showTasks(context)
    case 'lichsu':
      return showHistory(context)
    case 'tonghop':
      return showSummary(context)
    case 'chuabaocao':
      return showMissing(context)
    case 'quahan':
      return showOverdue(context)
    case 'vuongmac':
      return showObstacles(context)
    case 'yeucau':
      return showRequests(context)
    case 'giahan':
      return requestExtension(context)
    case 'giaolai':
      return reassign(context)
    case 'moi':
      return invite(context, newCode)
    case 'nghi':
      return takeLeave(context)
    case 'nhac':
      return urgeThose(context)
    case 'chedo':
      return showRegimes(context)
    case 'lichnghi':
      return showHolidays(context)
    case 'hoinghi':
      return showConferences(context)
    case 'khoa':
      return showLocks(context)
    case 'mokhoa':
      return letIn(context)
    case 'giaitrinh':
      return showExplanations(context)
    case 'xuat':
      return exportFile(context)
    case 'tinhhinh':
      return showStatus(context)
    case 'nhap':
      return importList(context)
    case 'suckhoe':
      return showHealth(context)
    default:
      return name satisfies never
  }
}

function helpFor({ sender, duties }: Conversation): Reply {
  return {
    kind: 'help',
    name: sender?.person.name ?? null,
    roles: sender === null ? [] : rolesOf(sender),
    commands: commandsFor(sender, duties.length > 0),
  }
}

// ───────────────────────────────────────────── messages

function messagesOf(
  turn: Turn,
  conversation: Conversation,
  setting: Setting & { readonly canEdit: boolean },
): readonly OutboxDraft[] {
  const ready = (reply: Reply): Outgoing => render(reply, setting)
  const answers = turn.replies.map(
    (reply, index): OutboxDraft => ({
      identity: `reply:${conversation.inboxId}:${index}`,
      lane: 'interactive',
      to: { thread: conversation.incoming.thread },
      payload: { kind: 'ready', message: ready(reply) },
      notBefore: setting.now,
      expiresAt: null,
    }),
  )
  const notices = turn.notices.map(
    (notice, index): OutboxDraft => ({
      identity: notice.identity ?? `notice:${conversation.inboxId}:${index}:${notice.personId}`,
      lane: notice.lane,
      to: { personId: notice.personId },
      payload: { kind: 'ready', message: ready(notice.reply) },
      notBefore: setting.now,
      expiresAt: null,
    }),
  )
  const files = (turn.files ?? []).map((order, index) => ({
    order,
    draft: {
      identity: `file:${conversation.inboxId}:${index}`,
      lane: 'interactive' as const,
      to: { thread: conversation.incoming.thread },
      payload: { kind: 'export' as const, personId: conversation.sender?.person.id ?? '', order },
      notBefore: setting.now,
      expiresAt: null,
    },
  }))
  const pictures = files.filter(({ order }) => order.kind.endsWith('_picture')).map(({ draft }) => draft)
  const others = files.filter(({ order }) => !order.kind.endsWith('_picture')).map(({ draft }) => draft)
  return [...pictures, ...answers, ...others, ...notices]
}
