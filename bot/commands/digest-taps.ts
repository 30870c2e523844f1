/** What leaders do with a digest or a list of the missing: take note, urge, instruct. */
import type { Conversation, Sender, Setting } from '../../core/conversation.ts'
import { rolesOf } from '../../core/directory/permission.ts'
import { acknowledge } from '../../core/escalation/acknowledge.ts'
import { indexSubjects } from '../../core/escalation/subject-index.ts'
import type { Library, ToldSubject } from '../../core/ports.ts'
import { periodFromKey } from '../../core/programme/period.ts'
import { lackingIn } from '../../core/reminder/lacking.ts'
import type { SummaryRow } from '../../core/summary/summary.ts'
import type { Tap } from '../../core/talk/button.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'
import { askFor, type Option, type RunCommand } from './order.ts'
import { taskOption } from './reassign.ts'
import { urgeAll } from './urge.ts'

export async function tapDigest(
  tap: Tap,
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
  library: Library,
  run: RunCommand,
): Promise<Turn> {
  const told = await library.digestSubjects(tap.ref, sender.person.id)
  if (told.length === 0) return answerWith(conversation.session, { kind: 'stale_digest' })
  switch (tap.action) {
    case 'ack':
      return takeNote(tap.ref, sender, conversation, setting, library)
    case 'urge':
      return urge(told, sender, conversation, setting, library)
    case 'extend':
    case 'reassign':
      return chooseTask(tap, sender, conversation, setting, library, run)
    default:
      return startInstructing(tap, told, conversation, setting)
  }
}

/** "Đã nhận", judged by the state of now: reported or answered meanwhile needs no leader any more. */
async function takeNote(
  digest: string,
  sender: Sender,
  { session }: Conversation,
  setting: Setting,
  library: Library,
): Promise<Turn> {
  const { snapshot, steps, names } = await library.digestRoom(digest)
  const tap = { personId: sender.person.id, steps }
  const found = acknowledge(tap, indexSubjects(snapshot, setting.now), setting.now, setting.newId)
  switch (found.kind) {
    case 'stale':
      return answerWith(session, { kind: 'stale_digest' })
    case 'already':
      return answerWith(session, { kind: 'digest_acknowledged_before', until: found.until })
    case 'settled':
      return answerWith(session, { kind: 'digest_settled', count: found.subjects.length })
    case 'acknowledged':
      return {
        ...answerWith(session, {
          kind: 'digest_acknowledged',
          until: found.until,
          count: found.subjects.length,
          settled: found.settled.length,
          alreadyBy: found.alreadyBy.flatMap((id) => names.person(id)?.name ?? []),
        }),
        changes: found.changes,
      }
    default:
      return found satisfies never
  }
}

function urge(
  told: readonly ToldSubject[],
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
  library: Library,
): Promise<Turn> {
  const officers = told.flatMap((one) => one.officer ?? [])
  const vacant = told.flatMap((one) => (one.officer === null ? [one.unitName] : []))
  return urgeAll(officers, [...new Set(vacant)], { sender, conversation, setting, library })
}

const MOST_CHOICES = 8

/** "Gia hạn…" and "Giao lại…": which of the tasks that are still open. The step itself is a command of its own. */
async function chooseTask(
  tap: Tap,
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
  library: Library,
  run: RunCommand,
): Promise<Turn> {
  const { snapshot, steps, names } = await library.digestRoom(tap.ref)
  const index = indexSubjects(snapshot, setting.now)
  const own = steps.filter(({ personId }) => personId === sender.person.id)
  const parts = new Map<string, Option>()
  for (const { subject } of own) {
    const state = index.stateOfKey(subject)
    if (state.kind !== 'open' || state.open.subject.kind === 'obstacle') continue
    for (const { task, unitId } of state.open.duties) {
      const named = names.task(task.id)
      if (named === null || (tap.action === 'extend' && task.due === null)) continue
      const part = { unitId, unitName: names.unit(unitId) }
      parts.set(`${task.id}.${unitId}`, taskOption({ id: task.id, ...named }, part))
    }
  }
  const options = [...parts.values()].slice(0, MOST_CHOICES)
  if (options.length === 0)
    return answerWith(conversation.session, { kind: 'digest_settled', count: own.length })
  const [command, about] =
    tap.action === 'extend'
      ? (['giahan', 'extension_task'] as const)
      : (['giaolai', 'reassign_task'] as const)
  const [only] = options
  if (only !== undefined && options.length === 1) return run(command, only.args, null)
  return askFor(command, { conversation, setting }, { ask: { about }, args: '', options })
}

/** "Nhắc tất cả" below the list of who has not reported. */
export async function tapRemindMissing(
  tap: Tap,
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
  library: Library,
): Promise<Turn> {
  if (!rolesOf(sender).includes('coordinator')) {
    return answerWith(conversation.session, {
      kind: 'refused',
      problem: { code: 'needs_role', roles: ['coordinator'] },
    })
  }
  const period = periodFromKey(tap.ref)
  if (period === null) return answerWith(conversation.session, { kind: 'stale_button' })
  const rows: SummaryRow[] = []
  for (const programme of await library.programmes()) {
    rows.push(...(await library.summaryRows(programme, period, null)))
  }
  const silent = lackingIn(rows.filter(({ filing }) => filing === null))
  return urgeAll(silent.officers, silent.vacantUnits, { sender, conversation, setting, library })
}

/** The instruction follows as words; it goes to the officer of the named line, or of the first one. */
function startInstructing(
  tap: Tap,
  told: readonly ToldSubject[],
  conversation: Conversation,
  setting: Setting,
): Turn {
  const line = told.findIndex((one) => one.officer !== null)
  const subject = told[line]
  if (subject === undefined || subject.officer === null) {
    return answerWith(conversation.session, { kind: 'stale_button' })
  }
  return answerWith(
    {
      ...conversation.session,
      instructing: { digest: tap.ref, line, since: setting.now.toString() },
    },
    { kind: 'instruct_prompt', officer: subject.officer.name, unit: subject.unitName },
  )
}

/** The words after "Chỉ đạo…". */
export async function instruct(
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
  library: Library,
): Promise<Turn> {
  const { instructing } = conversation.session
  const session = { ...conversation.session, instructing: null }
  const told = instructing === null ? [] : await library.digestSubjects(instructing.digest, sender.person.id)
  const subject = told[instructing?.line ?? 0]
  if (subject === undefined || subject.officer === null) return answerWith(session, { kind: 'stale_button' })
  const { officer } = subject
  const about = subject.taskCode ?? subject.unitName
  const id = setting.newId()
  const text = conversation.incoming.text.trim()
  return {
    changes: [
      {
        kind: 'directive_given',
        id,
        fromId: sender.person.id,
        toId: officer.id,
        subject: subject.subject,
        text,
        at: setting.now,
      },
    ],
    replies: [{ kind: 'instruction_sent', officer: officer.name }],
    notices: [
      {
        personId: officer.id,
        lane: 'interactive',
        reply: { kind: 'instruction', id, from: sender.person.name, title: sender.person.title, about, text },
      },
    ],
    session,
  }
}
