/** `/giaolai` and "Giao lại…" below a digest: gives a unit's part to another officer or unit. Rules: core/task/reassign.ts. */
import { unitsLed } from '../../core/directory/permission.ts'
import type { LedTask } from '../../core/ports.ts'
import type { HandedTask } from '../../core/talk/request-view.ts'
import { answerWith, type Notice, type Turn } from '../../core/talk/turn.ts'
import { holderAfter, mayTakeOver, type ReassignedPart, type Reporter } from '../../core/task/reassign.ts'
import type { LinkedContext } from './context.ts'
import { announce, askFor, type Option } from './order.ts'

const MOST_CHOICES = 8

/** "#task.unit >person.unit", "#task.unit lời tìm người", or a task's code and words. */
export async function reassign(context: LinkedContext): Promise<Turn> {
  const { library, sender, args } = context
  const ledUnits = unitsLed(sender)
  const units = ledUnits === null ? null : await library.unitsBelow(ledUnits)
  const asked = /^#([\w-]+)\.([\w-]+)\s*(?:>([\w-]+)\.([\w-]+))?\s*([\s\S]*)$/.exec(args.trim())
  if (asked === null) return askTask(units, context)
  const [, taskId = '', unitId = '', personId, targetId, words = ''] = asked
  const led = await library.taskParts(taskId)
  const part = led?.parts.find(({ unit }) => unit.id === unitId)
  if (led === null || part === undefined) return gone(context)
  if (led.task.state !== 'open') return refused(context, { code: 'task_closed', task: led.task.code })
  if (units !== null && !units.includes(unitId)) {
    return refused(context, { code: 'not_your_units', task: led.task.code })
  }
  const scene: Scene = { led, part, units, context }
  if (personId === undefined) return askWhom(scene, words)
  const taker = (await takersOf(scene, null)).find(
    (one) => one.personId === personId && one.unitId === targetId,
  )
  return taker === undefined ? gone(context) : handOver(scene, taker)
}

interface Scene {
  readonly led: LedTask
  readonly part: LedTask['parts'][number]
  readonly units: readonly string[] | null
  readonly context: LinkedContext
}

// ───────────────────────────────────────────── questions

async function askTask(units: readonly string[] | null, context: LinkedContext): Promise<Turn> {
  const { library, args } = context
  const [code = '', ...rest] = args.trim().split(/\s+/)
  const found = await library.findTasks(code, units)
  const options = found
    .filter(({ task }) => task.state === 'open')
    .flatMap(({ task }) =>
      task.assignments
        .filter(({ role, unitId }) => role === 'lead' && (units === null || units.includes(unitId)))
        .map((part) => taskOption(task, part, rest.join(' '))),
    )
  if (options.length === 0) return refused(context, { code: 'unknown_task', words: code, nearest: [] })
  const [only] = options
  if (only !== undefined && options.length === 1) return reassign({ ...context, args: only.args })
  return askFor('giaolai', context, {
    ask: { about: 'reassign_task' },
    args: '',
    options: options.slice(0, MOST_CHOICES),
  })
}

export function taskOption(
  task: { readonly id: string; readonly code: string; readonly title: string },
  part: { readonly unitId: string; readonly unitName: string },
  words = '',
): Option {
  const title = `${task.title} – ${part.unitName}`
  return {
    choice: { kind: 'task', code: task.code, title },
    args: `#${task.id}.${part.unitId} ${words}`.trim(),
  }
}

async function takersOf({ led, part, units, context }: Scene, words: string | null) {
  const reassigned: ReassignedPart = {
    unitId: part.unit.id,
    personId: part.officer?.id ?? null,
    leadUnitIds: led.parts.map(({ unit }) => unit.id),
  }
  return mayTakeOver(reassigned, await context.library.reporters(units, words))
}

async function askWhom(scene: Scene, words: string): Promise<Turn> {
  const { led, part, context } = scene
  const takers = await takersOf(scene, words === '' ? null : words)
  const ref = `#${led.task.id}.${part.unit.id}`
  if (takers.length === 0 && words === '') {
    return refused(context, { code: 'nobody_to_take', task: led.task.code })
  }
  const problem = { code: 'unknown_person', words, nearest: [] } as const
  const { code, title } = led.task
  return askFor(
    'giaolai',
    context,
    {
      ask: {
        about: 'reassign_to',
        code,
        title,
        unit: part.unit.shortName,
        officer: part.officer?.name ?? null,
      },
      args: ref,
      options: takers.slice(0, MOST_CHOICES).map((taker) => ({
        choice: { kind: 'person', name: taker.name, units: [taker.unit] },
        args: `${ref} >${taker.personId}.${taker.unitId}`,
      })),
    },
    takers.length === 0 ? [{ kind: 'refused', problem }] : [],
  )
}

// ───────────────────────────────────────────── the change

/** Announced first; agreed to, it stands only if the part is still in the hands he saw. */
function handOver(scene: Scene, taker: Reporter): Turn {
  const { led, part, context } = scene
  const basis = `${led.task.id}:${part.unit.id}:${part.officerId ?? ''}:${taker.personId}`
  const task: HandedTask = {
    code: led.task.code,
    title: led.task.title,
    due: led.task.due,
    from: { unit: part.unit.shortName, officer: part.officer?.name ?? null },
    to: { unit: taker.unit, officer: taker.name },
  }
  return context.agreedTo === basis
    ? commit(scene, taker, task)
    : announce('giaolai', context, basis, (offer) => ({
        kind: 'reassign',
        view: { of: 'confirm', task, offer },
      }))
}

function commit({ led, part, context }: Scene, taker: Reporter, task: HandedTask): Turn {
  const { setting, sender, conversation } = context
  const before = { unitId: part.unit.id, officerId: part.officerId }
  const reassigned = { unitId: part.unit.id, personId: part.officer?.id ?? null, leadUnitIds: [] }
  const after = holderAfter(reassigned, taker)
  const personId = sender.person.id
  const at = setting.now
  const told = (to: string, of: 'taken' | 'given'): Notice => ({
    personId: to,
    lane: 'interactive',
    reply: { kind: 'reassign', view: { of, task, by: sender.person.name } },
  })
  return {
    changes: [
      {
        kind: 'task_reassigned',
        id: setting.newId(),
        taskId: led.task.id,
        before,
        after,
        personId,
        at,
      },
      {
        kind: 'audited',
        id: setting.newId(),
        at,
        personId,
        action: 'task_reassigned',
        subject: `task:${led.task.id}`,
        before,
        after,
      },
    ],
    replies: [{ kind: 'reassign', view: { of: 'done', task } }],
    notices: [
      ...(part.officer === null || part.officer.id === personId ? [] : [told(part.officer.id, 'taken')]),
      ...(taker.personId === personId ? [] : [told(taker.personId, 'given')]),
    ],
    session: { ...conversation.session, order: null },
  }
}

function gone({ conversation }: LinkedContext): Turn {
  return answerWith({ ...conversation.session, order: null }, { kind: 'stale_button' })
}

type Problem = Extract<Turn['replies'][number], { kind: 'refused' }>['problem']

function refused({ conversation }: LinkedContext, problem: Problem): Turn {
  return answerWith({ ...conversation.session, order: null }, { kind: 'refused', problem })
}
