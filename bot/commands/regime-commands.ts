/** `/chedo`: a programme's settings, seen and changed. Words: settings-argument.ts; rules: core/programme/change-settings.ts. */
import { nextRound } from '../../core/escalation/dry-run.ts'
import type { Problem } from '../../core/problems.ts'
import type { WorkCalendar } from '../../core/programme/calendar.ts'
import {
  type ChangedSettings,
  changeSettings,
  type SettingName,
} from '../../core/programme/change-settings.ts'
import type { ProgrammeSettings } from '../../core/programme/settings.ts'
import type { Moment, ProgrammeInUse } from '../../core/reminder/moment.ts'
import { nextMoments } from '../../core/reminder/moments.ts'
import { foldWords } from '../../core/talk/fold-words.ts'
import type { DryRunView, MomentLine } from '../../core/talk/order-views.ts'
import { answerWith, type Turn } from '../../core/talk/turn.ts'
import type { LinkedContext } from './context.ts'
import { announce, askFor } from './order.ts'
import { readSettingName, readSettingValue, USUAL } from './settings-argument.ts'

const SHOWN_MOMENTS = 5
const SHOWN_KINDS = ['heads_up', 'reminder', 'due_soon', 'summary'] as const

export async function showRegimes(context: LinkedContext): Promise<Turn> {
  const programmes = await context.library.programmesInUse()
  const { programme, words } = meant(programmes, context.args)
  if (programme === null) return askWhich(context, programmes, words)
  if (words === '') return settings(context, programme)
  const named = readSettingName(words)
  if (named === null) return refusal(context, { code: 'unknown_setting', words })
  if (named.value === '' && named.setting === 'ladder') return showLadder(context, programme)
  if (named.value === '') return askValue(context, programme, named.setting)
  const change = readSettingValue(named.setting, named.value)
  const wrong: Problem = { code: 'setting_value_wrong', setting: named.setting, words: named.value }
  if (change === null) return refusal(context, wrong)
  const changed = changeSettings(programme.settings, change)
  if (!changed.ok)
    return refusal(context, changed.reason === 'unchanged' ? { code: 'nothing_changes' } : wrong)
  const basis = `${programme.id}:${programme.revision}`
  return context.agreedTo === basis
    ? commit(context, programme, changed.settings)
    : confirm(context, programme, changed, named.setting, basis)
}

/** The programme whose code the words begin with, or the only one. */
function meant(programmes: readonly ProgrammeInUse[], args: string) {
  const [first = '', ...rest] = args.trim().split(/\s+/)
  const named = programmes.find(({ code }) => foldWords(code) === foldWords(first))
  if (named !== undefined) return { programme: named, words: rest.join(' ') }
  return { programme: programmes.length === 1 ? (programmes[0] ?? null) : null, words: args.trim() }
}

function askWhich(context: LinkedContext, programmes: readonly ProgrammeInUse[], words: string): Turn {
  return askFor('chedo', context, {
    ask: { about: 'which_programme' },
    args: '',
    options: programmes.map(({ code, name }) => ({
      choice: { kind: 'programme', name },
      args: `${code} ${words}`.trim(),
    })),
  })
}

function askValue(context: LinkedContext, programme: ProgrammeInUse, setting: keyof typeof USUAL): Turn {
  const args = context.args.trim()
  const options = USUAL[setting].flatMap((value) => {
    const change = readSettingValue(setting, value)
    if (change === null || !changeSettings(programme.settings, change).ok) return []
    return [{ choice: { kind: 'setting' as const, change }, args: `${args} ${value}` }]
  })
  return askFor('chedo', context, { ask: { about: 'setting_value', setting }, args, options })
}

function settings(context: LinkedContext, programme: ProgrammeInUse): Turn {
  const moments = momentLines([programme], context.setting.calendar, context)
  return answer(context, { kind: 'regimes', view: { of: 'settings', programme, moments } })
}

/** Rungs with roles and delays, quiet hours, and what the next round would tell as things stand. */
async function showLadder(context: LinkedContext, programme: ProgrammeInUse): Promise<Turn> {
  const dryRun = await dryRunOf(context, programme, programme.settings)
  return answer(context, { kind: 'regimes', view: { of: 'ladder', programme, dryRun } })
}

/** All active programmes as they are, but this one with other settings. */
async function dryRunOf(
  { library, setting }: LinkedContext,
  programme: ProgrammeInUse,
  settings: ProgrammeSettings,
): Promise<DryRunView> {
  const { snapshot, names } = await library.digestRoom('')
  const programmes = (await library.programmesInUse()).map((one) =>
    one.id === programme.id ? { ...one, settings } : one,
  )
  const round = nextRound(snapshot, programmes, setting.now)
  if (round === null) return { round, names: new Map() }
  const nameOf = ({ personId }: { readonly personId: string }) => names.person(personId)?.name ?? ''
  const digests = [...round.digests].sort(
    (one, other) => other.subjects - one.subjects || nameOf(one).localeCompare(nameOf(other), 'vi'),
  )
  return {
    round: { ...round, digests },
    names: new Map(digests.map((digest) => [digest.personId, nameOf(digest)])),
  }
}

/** Settings that change who is told when. */
const ESCALATING: readonly SettingName[] = [
  'ladder',
  'workingHours',
  'obstacleDays',
  'cutOff',
  'days',
  'regimes',
]

async function confirm(
  context: LinkedContext,
  programme: ProgrammeInUse,
  { settings: after, warnings }: Extract<ChangedSettings, { ok: true }>,
  name: SettingName,
  basis: string,
): Promise<Turn> {
  const dryRun = ESCALATING.includes(name) ? await dryRunOf(context, programme, after) : null
  const moments = momentLines([{ ...programme, settings: after }], context.setting.calendar, context)
  return announce('chedo', context, basis, (offer) => ({
    kind: 'regimes',
    view: { of: 'confirm', programme, after, warnings, moments, dryRun, offer },
  }))
}

function commit(context: LinkedContext, programme: ProgrammeInUse, after: ProgrammeSettings): Turn {
  const { setting, sender } = context
  const { id, revision, settings: before } = programme
  const turn = answer(context, { kind: 'regimes', view: { of: 'changed', programme, after } })
  return {
    ...turn,
    changes: [
      { kind: 'programme_changed', programmeId: id, revision, settings: after },
      {
        kind: 'audited',
        id: setting.newId(),
        at: setting.now,
        personId: sender.person.id,
        action: 'programme_changed',
        subject: `programme:${id}`,
        before: differing(before, after),
        after: differing(after, before),
      },
    ],
  }
}

/** The values that differ from the other settings'. */
function differing(one: ProgrammeSettings, other: ProgrammeSettings) {
  const others = new Map(Object.entries(other).map(([key, value]) => [key, JSON.stringify(value)]))
  return Object.fromEntries(
    Object.entries(one).filter(([key, value]) => others.get(key) !== JSON.stringify(value)),
  )
}

/** The next moments that these settings and this calendar yield; `after` null: from now on. */
export function momentLines(
  programmes: readonly ProgrammeInUse[],
  calendar: WorkCalendar,
  { setting }: Pick<LinkedContext, 'setting'>,
  after = setting.now,
): readonly MomentLine[] {
  return nextMoments(programmes, calendar, setting.zone, after, SHOWN_MOMENTS, SHOWN_KINDS).map((moment) => ({
    at: moment.at,
    kind: moment.kind,
    periods: periodsOf(moment),
  }))
}

function periodsOf(moment: Moment): MomentLine['periods'] {
  const endings = 'endings' in moment ? moment.endings : []
  const known = new Map(endings.map(({ regime, periodKey }) => [periodKey, { regime, key: periodKey }]))
  return [...known.values()]
}

function answer({ conversation }: LinkedContext, ...replies: Turn['replies']): Turn {
  return answerWith({ ...conversation.session, order: null }, ...replies)
}

function refusal(context: LinkedContext, problem: Problem): Turn {
  const changed: Turn['replies'] = context.agreedTo === null ? [] : [{ kind: 'changed_meanwhile' }]
  return answer(context, ...changed, { kind: 'refused', problem })
}
