/** Commands of those who report: the card, my tasks, my receipts. */
import { rolesOf, unitsInSight } from '../../core/directory/permission.ts'
import type { FoundTask } from '../../core/ports.ts'
import { cardItem, cardItems, cardReply } from '../../core/report/dialogue/card.ts'
import { closedNotes } from '../../core/report/dialogue/held-back.ts'
import { historyOf } from '../../core/report/dialogue/not-report.ts'
import { dutyFacts, taskFacts } from '../../core/report/dialogue/task-facts.ts'
import { foldWords } from '../../core/talk/fold-words.ts'
import type { TaskFactsView } from '../../core/talk/reply.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'
import type { LinkedContext } from './context.ts'
import { trailInSight } from './task-trail.ts'

const HISTORY_LENGTH = 10
const DETAIL_HISTORY_LENGTH = 5

export async function showCard({ conversation, setting }: LinkedContext): Promise<Turn> {
  // Numbers now answer the card, not what was asked before.
  const session = { ...conversation.session, focus: null }
  return answerWith(session, ...closedNotes(conversation, setting), cardReply(conversation, setting, null))
}

/** Without words: my open tasks (officers) or those of my units (leaders). With words: one task, or those that match. */
export async function showTasks(context: LinkedContext): Promise<Turn> {
  const { conversation, setting, args } = context
  if (args === '' && (conversation.duties.length > 0 || rolesOf(context.sender).includes('officer'))) {
    const items = cardItems(conversation.duties, setting)
    const done = conversation.duties
      .filter((duty) => duty.task.state === 'done')
      .map((duty) => cardItem(duty, setting))
    return answerWith(conversation.session, { kind: 'task_list', items, done })
  }
  return args === '' ? listUnitTasks(context) : findTask(context)
}

async function listUnitTasks({ conversation, library, sender, setting }: LinkedContext): Promise<Turn> {
  const inSight = unitsInSight(sender)
  const found = await library.findTasks('', inSight === null ? null : await library.unitsBelow(inSight))
  const today = setting.now.toZonedDateTimeISO(setting.zone).toPlainDate()
  return answerWith(conversation.session, {
    kind: 'tasks_found',
    tasks: found.map((one) => factsOf(one, today)),
    words: null,
  })
}

async function findTask(context: LinkedContext): Promise<Turn> {
  const { conversation, setting, library, args, sender } = context
  const today = setting.now.toZonedDateTimeISO(setting.zone).toPlainDate()
  const own = conversation.duties.find((duty) => foldWords(duty.task.code) === foldWords(args))
  if (own !== undefined) {
    return showDetail(context, dutyFacts(own, sender.person.name, setting), own.task.id)
  }
  const inSight = unitsInSight(sender)
  const found = await library.findTasks(args, inSight === null ? null : await library.unitsBelow(inSight))
  const [first] = found
  if (first === undefined) {
    const nearest = conversation.duties.map((duty) => duty.task.code).slice(0, 8)
    return answerWith(conversation.session, {
      kind: 'refused',
      problem: { code: 'unknown_task', words: args, nearest },
    })
  }
  if (found.length === 1) return showDetail(context, factsOf(first, today), first.task.id)
  return answerWith(conversation.session, {
    kind: 'tasks_found',
    tasks: found.map((one) => factsOf(one, today)),
    words: args,
  })
}

export function factsOf(found: FoundTask, today: Parameters<typeof taskFacts>[2]): TaskFactsView {
  const names = (role: 'lead' | 'coordinate') =>
    found.task.assignments.filter((part) => part.role === role).map((part) => part.unitName)
  return taskFacts(
    found.task,
    {
      programme: found.programme.name,
      leads: names('lead'),
      coordinators: names('coordinate'),
      officers: found.officers,
    },
    today,
  )
}

async function showDetail(context: LinkedContext, facts: TaskFactsView, taskId: string): Promise<Turn> {
  const reports = await context.library.taskReports(taskId, DETAIL_HISTORY_LENGTH)
  const trail = await trailInSight(taskId, context)
  const history = historyOf(reports)
  return answerWith(context.conversation.session, { kind: 'task_detail', facts, history, trail })
}

export async function showHistory({ conversation, library, sender }: LinkedContext): Promise<Turn> {
  const reports = await library.personReports(sender.person.id, HISTORY_LENGTH * 5)
  const lines = historyOf(reports).slice(0, HISTORY_LENGTH)
  return answerWith(conversation.session, { kind: 'history', lines })
}
