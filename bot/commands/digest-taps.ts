/** What leaders do with a digest or a list of the missing: take note, urge, instruct. */
import type { Conversation, Sender, Setting } from '../../core/conversation.ts'
import type { Change } from '../../core/decision.ts'
import type { Person } from '../../core/directory/directory.ts'
import { rolesOf } from '../../core/directory/permission.ts'
import { quietUntil } from '../../core/escalation/acknowledge.ts'
import type { Library, ToldSubject } from '../../core/ports.ts'
import { periodFromKey } from '../../core/programme/period.ts'
import { mayUrge } from '../../core/reminder/urge.ts'
import type { Tap } from '../../core/talk/button.ts'
import type { Reply } from '../../core/talk/reply.ts'
import { answerWith, type Notice, type Turn } from '../../core/talk/turn.ts'

export async function tapDigest(
  tap: Tap,
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
  library: Library,
): Promise<Turn> {
  const told = await library.digestSubjects(tap.ref, sender.person.id)
  if (told.length === 0) return answerWith(conversation.session, { kind: 'stale_button' })
  switch (tap.action) {
    case 'ack':
      return acknowledge(told, sender, conversation, setting, library)
    case 'urge':
      return urge(told, sender, conversation, setting, library)
    default:
      return startInstructing(tap, told, conversation, setting)
  }
}

async function acknowledge(
  told: readonly ToldSubject[],
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
  library: Library,
): Promise<Turn> {
  const programmes = await library.programmes()
  const until = quietUntil(setting.now, setting.calendar, programmes[0]?.settings ?? null, setting.zone)
  const subjects = told.map((one) => one.subject)
  const changes: Change[] = [
    {
      kind: 'escalation_acknowledged',
      subjects,
      personId: sender.person.id,
      at: setting.now,
      quietUntil: until,
    },
    {
      kind: 'audited',
      id: setting.newId(),
      at: setting.now,
      personId: sender.person.id,
      action: 'escalation_acknowledged',
      subject: subjects.join(' ').slice(0, 500),
    },
  ]
  return {
    changes,
    replies: [{ kind: 'digest_acknowledged', until, count: told.length }],
    notices: [],
    session: conversation.session,
  }
}

interface Target {
  readonly person: Person
  readonly hasAccount: boolean
}

function urge(
  told: readonly ToldSubject[],
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
  library: Library,
): Promise<Turn> {
  const targets = told.flatMap((one): Target[] =>
    one.officer === null ? [] : [{ person: one.officer, hasAccount: one.hasAccount }],
  )
  return urgeAll(targets, sender, conversation, setting, library)
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
  const programmes = await library.programmes()
  const names = new Set<string>()
  for (const programme of programmes) {
    const rows = await library.summaryRows(programme, period, null)
    for (const row of rows) if (row.filing === null && row.officer !== null) names.add(row.officer.name)
  }
  const targets: Target[] = []
  for (const name of names) {
    for (const found of await library.findPeople(name)) {
      targets.push({ person: found.person, hasAccount: found.hasAccount })
    }
  }
  return urgeAll(targets, sender, conversation, setting, library)
}

/** At most once an hour per officer, whoever asks; says who was left out and why. */
async function urgeAll(
  targets: readonly Target[],
  sender: Sender,
  conversation: Conversation,
  setting: Setting,
  library: Library,
): Promise<Turn> {
  const people = [...new Map(targets.map((target) => [target.person.id, target])).values()]
  const last = await library.lastUrged(people.map(({ person }) => person.id))
  const skipped: { name: string; why: 'just_urged' | 'no_account' }[] = []
  const notices: Notice[] = []
  for (const { person, hasAccount } of people) {
    if (!hasAccount) skipped.push({ name: person.name, why: 'no_account' })
    else if (!mayUrge(last.get(person.id) ?? null, setting.now))
      skipped.push({ name: person.name, why: 'just_urged' })
    else {
      const reply: Reply = {
        kind: 'urge_from_leader',
        leader: sender.person.name,
        title: sender.person.title,
      }
      notices.push({
        personId: person.id,
        lane: 'interactive',
        reply,
        identity: `urge:${conversation.inboxId}:${person.id}`,
      })
    }
  }
  const urged = new Set(notices.map((notice) => notice.personId))
  const names = people.filter(({ person }) => urged.has(person.id)).map(({ person }) => person.name)
  return { changes: [], replies: [{ kind: 'urged', names, skipped }], notices, session: conversation.session }
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
  const text = conversation.incoming.text.trim()
  return {
    changes: [
      {
        kind: 'directive_given',
        id: setting.newId(),
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
        reply: { kind: 'instruction', from: sender.person.name, title: sender.person.title, about, text },
      },
    ],
    session,
  }
}
