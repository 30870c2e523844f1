/** The facts of a task as a question about it is answered: people, deadline, product. Pure. */
import type { Temporal } from 'temporal-polyfill'
import type { DaySetting } from '../../conversation.ts'
import { isOverdue } from '../../summary/summary.ts'
import type { TaskFactsView } from '../../talk/reply.ts'
import type { Task } from '../../task/task.ts'
import type { Duty } from '../report.ts'

export interface TaskPeople {
  readonly programme: string
  readonly leads: readonly string[]
  readonly coordinators: readonly string[]
  readonly officers: readonly string[]
}

export function taskFacts(task: Task, people: TaskPeople, today: Temporal.PlainDate): TaskFactsView {
  return {
    code: task.code,
    title: task.title,
    ...people,
    due: task.due,
    dueRaw: task.dueRaw,
    product: task.product,
    authority: task.authority,
    resources: task.resources,
    target: task.target,
    regimes: task.regimes,
    state: task.state,
    overdueDays: task.due !== null && isOverdue(task, today) ? task.due.until(today).days : 0,
  }
}

export function dutyFacts(duty: Duty, officer: string | null, setting: DaySetting): TaskFactsView {
  const names = (role: 'lead' | 'coordinate') =>
    duty.task.assignments.filter((part) => part.role === role).map((part) => part.unitName)
  return taskFacts(
    duty.task,
    {
      programme: duty.programme.name,
      leads: names('lead'),
      coordinators: names('coordinate'),
      officers: officer === null ? [] : [officer],
    },
    setting.now.toZonedDateTimeISO(setting.zone).toPlainDate(),
  )
}
