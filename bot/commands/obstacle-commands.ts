/** `/vuongmac`: open obstacles by addressee; answering one, or passing it on to the unit that can. behaviour §4, §6. */
import type { Change } from '../../core/decision.ts'
import { unitsInSight } from '../../core/directory/permission.ts'
import type { RaisedObstacle } from '../../core/ports.ts'
import type { ObstacleItem, ObstacleView } from '../../core/talk/obstacle-view.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'
import { localDate } from '../../core/time.ts'
import type { LinkedContext } from './context.ts'
import { askFor } from './order.ts'

/** "xong #id lời", "chuyen #id đơn vị"; nothing: the list. */
export async function showObstacles(context: LinkedContext): Promise<Turn> {
  const asked = /^(xong|chuyen)\s+#(\w+)(?:\s+([\s\S]+))?$/.exec(context.args.trim())
  if (asked === null) return list(context)
  const [, act, id = '', words = ''] = asked
  const { library, conversation } = context
  const obstacle = await library.obstacle(id)
  const units = await unitsOf(context)
  if (obstacle === null || !isAnswerable(obstacle, units)) {
    return answerWith(conversation.session, { kind: 'stale_button' })
  }
  if (obstacle.state !== 'open') return say(context, closedBefore(obstacle))
  return act === 'xong' ? answer(obstacle, words, context) : passOn(obstacle, words, context)
}

async function list(context: LinkedContext): Promise<Turn> {
  const { library, setting } = context
  const units = await unitsOf(context)
  const today = localDate(setting.now, setting.zone)
  const items = (await library.openObstacles(units)).map((one): ObstacleItem => {
    const raisedOn = localDate(one.raisedAt, setting.zone)
    return {
      ...one,
      workingDays: setting.calendar.workingDaysBetween(raisedOn, today),
      isAnswerable: isAnswerable(one, units),
    }
  })
  const place = ({ addressee }: ObstacleItem) => addressee ?? '\uffff'
  return say(context, {
    of: 'list',
    items: items.sort((one, other) => place(one).localeCompare(place(other), 'vi')),
  })
}

/** Null: all units. */
async function unitsOf({ sender, library }: LinkedContext): Promise<readonly string[] | null> {
  const own = unitsInSight(sender)
  return own === null ? null : library.unitsBelow(own)
}

/** Coordinators answer for everybody, leaders for their own units. */
function isAnswerable({ addresseeUnitId }: RaisedObstacle, units: readonly string[] | null): boolean {
  return units === null || (addresseeUnitId !== null && units.includes(addresseeUnitId))
}

function answer(obstacle: RaisedObstacle, words: string, context: LinkedContext): Turn {
  const { id, code, unit, text, raisedBy } = obstacle
  if (words === '') {
    const ask = { about: 'obstacle_answer', code, unit, text } as const
    return askFor('vuongmac', context, { ask, args: `xong #${id}`, options: [] })
  }
  const { sender, setting } = context
  const by = sender.person
  const change: Change = {
    kind: 'obstacle_answered',
    id,
    answer: words,
    personId: by.id,
    at: setting.now,
  }
  const view: ObstacleView = { of: 'answer', code, text, by: by.name, answer: words }
  return {
    ...say(context, { of: 'answered', code, officer: raisedBy.name }),
    changes: [change, auditOf(change.kind, id, { answer: words }, context)],
    notices: [{ personId: raisedBy.id, lane: 'interactive', reply: { kind: 'obstacle', view } }],
  }
}

async function passOn(obstacle: RaisedObstacle, words: string, context: LinkedContext): Promise<Turn> {
  const { id, code, text } = obstacle
  const ask = { about: 'obstacle_addressee', code, text } as const
  const args = `chuyen #${id}`
  if (words === '') return askFor('vuongmac', context, { ask, args, options: [] })
  const found = await context.library.findUnits(words)
  const [unit] = found
  if (unit === undefined) {
    const problem = { code: 'unknown_unit', words, nearest: [] } as const
    return askFor('vuongmac', context, { ask, args, options: [] }, [{ kind: 'refused', problem }])
  }
  if (found.length > 1) {
    const options = found.slice(0, CHOICES).map(({ name }) => ({
      choice: { kind: 'addressee', name } as const,
      args: `${args} ${name}`,
    }))
    return askFor('vuongmac', context, { ask, args, options })
  }
  return passedOn(obstacle, unit, context)
}

const CHOICES = 8

function passedOn(
  { id, code, text, raisedBy, addresseeUnitId }: RaisedObstacle,
  unit: { readonly id: string; readonly name: string },
  context: LinkedContext,
): Turn {
  const change: Change = {
    kind: 'obstacle_passed_on',
    id,
    fromUnitId: addresseeUnitId,
    toUnitId: unit.id,
  }
  const view = { of: 'passed_on', code, text, unit: unit.name } as const
  const toOfficer: ObstacleView = { ...view, by: context.sender.person.name }
  return {
    ...say(context, { ...view, by: null }),
    changes: [change, auditOf(change.kind, id, { unitId: unit.id }, context)],
    notices: [{ personId: raisedBy.id, lane: 'interactive', reply: { kind: 'obstacle', view: toOfficer } }],
  }
}

function closedBefore({ code, state, answer, answeredBy }: RaisedObstacle): ObstacleView {
  return { of: 'closed_before', code, isWithdrawn: state === 'withdrawn', by: answeredBy, answer }
}

function auditOf(action: string, id: string, after: object, { sender, setting }: LinkedContext): Change {
  const { now: at, newId } = setting
  const subject = `obstacle:${id}`
  return { kind: 'audited', id: newId(), at, personId: sender.person.id, action, subject, after }
}

function say({ conversation }: LinkedContext, view: ObstacleView): Turn {
  return answerWith({ ...conversation.session, order: null }, { kind: 'obstacle', view })
}
