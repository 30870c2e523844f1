/** `/yeucau`: what waits for the coordinators' decision; "Đồng ý" and "Không đồng ý" below a request. behaviour §4. */
import type { Change } from '../../core/decision.ts'
import type { LedTask } from '../../core/ports.ts'
import type { RequestItem } from '../../core/talk/request-view.ts'
import { answerWith, type Notice, type Turn } from '../../core/talk/turn.ts'
import { judgeExtension } from '../../core/task/extension.ts'
import { decisionId, type FiledRequest } from '../../core/task/request.ts'
import { localDate } from '../../core/time.ts'
import type { LinkedContext } from './context.ts'

/** "duyet #id", "khong #id"; nothing: the list. */
export async function showRequests(context: LinkedContext): Promise<Turn> {
  const { library, conversation } = context
  const asked = /^(duyet|khong)\s+#([\w.-]+)$/.exec(context.args.trim())
  if (asked === null) {
    const items = (await library.openRequests()).map(itemOf)
    return say(context, { of: 'list', items })
  }
  const request = await library.request(asked[2] ?? '')
  if (request === null) return answerWith(conversation.session, { kind: 'stale_button' })
  if (request.state !== 'open') return say(context, { of: 'decided_before', request })
  if (asked[1] === 'khong') return decided(request, false, [], [], context)
  return request.kind === 'extension' ? extend(request, context) : decided(request, true, [], [], context)
}

/** The deadline is moved; the old one stays in the task's history. */
async function extend(request: FiledRequest, context: LinkedContext): Promise<Turn> {
  const { library, setting, sender, conversation } = context
  const led = request.taskId === null ? null : await library.taskParts(request.taskId)
  const wanted = request.dueWanted
  if (led === null || wanted === null) return answerWith(conversation.session, { kind: 'stale_button' })
  const { task } = led
  if (task.state !== 'open') {
    const problem = { code: 'task_closed', task: task.code } as const
    return answerWith(conversation.session, { kind: 'refused', problem })
  }
  const verdict = judgeExtension(task.due, wanted, localDate(setting.now, setting.zone))
  if (verdict.kind !== 'fits' || task.due === null) {
    return say(context, { of: 'overtaken', item: itemOf(request), due: task.due })
  }
  const moved: Change = {
    kind: 'task_due_moved',
    id: decisionId(request.id),
    taskId: task.id,
    before: task.due,
    after: wanted,
    reason: request.text,
    personId: sender.person.id,
    at: setting.now,
  }
  return decided(request, true, [moved], othersTold(request, led, task.due, context), context)
}

/** The officers of the task, but him who asked. */
function othersTold(
  request: FiledRequest,
  { parts }: LedTask,
  before: NonNullable<FiledRequest['dueBefore']>,
  { sender }: LinkedContext,
): readonly Notice[] {
  const officers = new Set(parts.flatMap(({ officer }) => officer?.id ?? []))
  const view = { of: 'deadline_moved', item: itemOf(request), before, by: sender.person.name } as const
  return [...officers]
    .filter((personId) => personId !== request.fromId)
    .map((personId) => ({
      personId,
      lane: 'interactive',
      reply: { kind: 'request', view },
      identity: `${decisionId(request.id)}:${personId}`,
    }))
}

/** Everything that follows bears the request's id: whoever taps second finds it decided. */
function decided(
  request: FiledRequest,
  isApproved: boolean,
  changes: readonly Change[],
  notices: readonly Notice[],
  context: LinkedContext,
): Turn {
  const { sender, setting } = context
  const { id } = request
  const state = isApproved ? 'approved' : 'declined'
  const personId = sender.person.id
  const item = itemOf(request)
  return {
    ...say(context, { of: 'decided', item, isApproved }),
    changes: [
      { kind: 'request_decided', id, state, personId, at: setting.now },
      ...changes,
      {
        kind: 'audited',
        id: decisionId(id),
        at: setting.now,
        personId,
        action: `request_${state}`,
        subject: `request:${id}`,
        before: { due: request.dueBefore?.toString() ?? null },
        after: { due: isApproved ? (request.dueWanted?.toString() ?? null) : null },
      },
    ],
    notices: [
      {
        personId: request.fromId,
        lane: 'interactive',
        reply: { kind: 'request', view: { of: 'answer', item, isApproved, by: sender.person.name } },
        identity: `${decisionId(id)}:${request.fromId}`,
      },
      ...notices,
    ],
  }
}

function itemOf({ state, decidedBy, decidedAt, ...item }: FiledRequest): RequestItem {
  return item
}

type View = Extract<Turn['replies'][number], { kind: 'request' }>['view']

function say({ conversation }: LinkedContext, view: View): Turn {
  return answerWith({ ...conversation.session, order: null }, { kind: 'request', view })
}
