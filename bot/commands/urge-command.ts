/** `/nhac [đơn vị | tất cả]`: urges those who lack a report now. Rules: core/reminder/lacking.ts, urge.ts. */
import { unitsInSight } from '../../core/directory/permission.ts'
import { type Lacking, lackingIn, periodsInQuestion } from '../../core/reminder/lacking.ts'
import type { SummaryRow } from '../../core/summary/summary.ts'
import { foldWords } from '../../core/talk/fold-words.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'
import { localDate } from '../../core/time.ts'
import type { LinkedContext } from './context.ts'
import { askFor } from './order.ts'
import { urgeAll } from './urge.ts'

const EVERYONE = ['tat ca', 'tatca', 'all', 'het', 'tat']
const MOST_UNITS = 7

export async function urgeThose(context: LinkedContext): Promise<Turn> {
  const { library, sender, args } = context
  const own = unitsInSight(sender)
  const allowed = own === null ? null : await library.unitsBelow(own)
  if (args === '') return askWhom(context, await lackingOf(context, allowed))
  if (EVERYONE.includes(foldWords(args))) return urgeLacking(context, await lackingOf(context, allowed))
  const unitIds = await meantUnits(context, allowed)
  return 'turn' in unitIds ? unitIds.turn : urgeLacking(context, await lackingOf(context, unitIds.ids))
}

/** The unit named, with everything below it; `#` names it by its id. */
async function meantUnits(
  { library, args, conversation }: LinkedContext,
  allowed: readonly string[] | null,
): Promise<{ readonly ids: readonly string[] } | { readonly turn: Turn }> {
  const isVisible = (id: string) => allowed === null || allowed.includes(id)
  if (args.startsWith('#') && isVisible(args.slice(1))) {
    return { ids: await library.unitsBelow([args.slice(1)]) }
  }
  const found = (await library.findUnits(args)).filter(({ id }) => isVisible(id))
  const [unit] = found
  if (unit !== undefined && found.length === 1) return { ids: await library.unitsBelow([unit.id]) }
  const nearest = found.slice(0, 5).map(({ shortName }) => shortName)
  const problem = { code: 'unknown_unit', words: args, nearest } as const
  return { turn: answerWith({ ...conversation.session, order: null }, { kind: 'refused', problem }) }
}

async function lackingOf(
  { library, setting }: LinkedContext,
  unitIds: readonly string[] | null,
): Promise<Lacking> {
  const today = localDate(setting.now, setting.zone)
  const rows: SummaryRow[] = []
  for (const programme of await library.programmes()) {
    for (const period of periodsInQuestion(programme.settings, today, setting.calendar)) {
      rows.push(...(await library.summaryRows(programme, period, unitIds)))
    }
  }
  return lackingIn(rows)
}

function askWhom(context: LinkedContext, lacking: Lacking): Turn {
  if (lacking.units.length === 0) return nobody(context)
  return askFor('nhac', context, {
    ask: { about: 'urge_whom', missing: lacking.units.length },
    args: '',
    options: [
      { choice: { kind: 'everyone' }, args: 'tất cả' },
      ...lacking.units.slice(0, MOST_UNITS).map(({ id, name, missing }) => ({
        choice: { kind: 'unit' as const, name, missing },
        args: `#${id}`,
      })),
    ],
  })
}

function urgeLacking(context: LinkedContext, { officers, vacantUnits }: Lacking): Promise<Turn> | Turn {
  if (officers.length === 0 && vacantUnits.length === 0) return nobody(context)
  return urgeAll(officers, vacantUnits, context)
}

function nobody({ conversation }: LinkedContext): Turn {
  return answerWith({ ...conversation.session, order: null }, { kind: 'nobody_lacks' })
}
