import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { createWorkCalendar } from '../../../core/programme/calendar.ts'
import { type Period, periodOf, previousPeriod } from '../../../core/programme/period.ts'
import { type Programme, programmeSettings } from '../../../core/programme/settings.ts'
import { type OverviewSource, periodOverview, periodTrend } from '../../../core/summary/period-overview.ts'
import { at, dutyOn, ZONE } from '../report/fixtures.ts'
import { PERIOD, rowOf } from './history.ts'

const SETTING = { calendar: createWorkCalendar([]), zone: ZONE, now: at('2026-11-23T17:00') }
const QUESTION = { period: PERIOD, unitIds: null, scope: null }

function programme(id: string, cutOff: string): Programme {
  return {
    ...dutyOn('x').programme,
    id,
    name: `Chương trình ${id}`,
    settings: programmeSettings.parse({ cutOff }),
  }
}

/** One duty per programme and period; reported in the periods named. */
function source(reported: readonly string[]): OverviewSource & { readonly asked: string[] } {
  const asked: string[] = []
  const row = (of: Programme, { key }: Period) => ({
    ...rowOf({
      unit: 1,
      task: Number(of.id),
      programme: Number(of.id),
      field: null,
      dueInDays: null,
      doneInDays: null,
      isPaused: false,
      arrivals: reported.includes(key)
        ? [{ minute: 600, isComplete: true, obstacle: false, result: false }]
        : [],
    }),
  })
  const load = async (of: Programme, period: Period) => {
    asked.push(`${of.id}/${period.key}`)
    return [row(of, period)]
  }
  return { asked, overviewRows: load, earlierRows: load }
}

describe('an overview', () => {
  test('joins the programmes asked about, each with the period before', async () => {
    const from = source(['2026-11-22', '2026-11-23'])
    const view = await periodOverview(
      [programme('1', '16:30'), programme('2', '15:00')],
      QUESTION,
      from,
      SETTING,
    )
    expect(from.asked).toEqual(['1/2026-11-23', '1/2026-11-22', '2/2026-11-23', '2/2026-11-22'])
    expect(view.programmes.map(({ name, duties }) => [name, duties.owed])).toEqual([
      ['Chương trình 1', 1],
      ['Chương trình 2', 1],
    ])
    expect(view.total.before?.on_time).toBe(2)
  })

  test('is closed when the last cut-off has passed', async () => {
    const both = [programme('1', '16:30'), programme('2', '17:30')]
    const view = await periodOverview(both, QUESTION, source([]), SETTING)
    expect(view.cutOff?.toString()).toBe(at('2026-11-23T17:30').toString())
    expect(view.isClosed).toBe(false)
    const alone = await periodOverview(both.slice(0, 1), QUESTION, source([]), SETTING)
    expect(alone.isClosed).toBe(true)
  })

  test('of a day off has no cut-off', async () => {
    const period = periodOf('daily', Temporal.PlainDate.from('2026-11-22'))
    const view = await periodOverview([programme('1', '16:30')], { ...QUESTION, period }, source([]), SETTING)
    expect(view.cutOff).toBeNull()
  })

  test('is compared with nothing when nobody had reported before', async () => {
    const view = await periodOverview([programme('1', '16:30')], QUESTION, source(['2026-11-23']), SETTING)
    expect(view.total.before).toBeNull()
  })
})

describe('a trend', () => {
  test('runs over the periods up to the one asked about, oldest first', async () => {
    const from = source(['2026-11-20', '2026-11-22', '2026-11-23'])
    const points = await periodTrend([programme('1', '16:30')], QUESTION, 6, from)
    expect(from.asked).toHaveLength(6)
    expect(points.map(({ period, share }) => [period.key, share])).toEqual([
      ['2026-11-20', 1],
      ['2026-11-21', 0],
      ['2026-11-22', 1],
      ['2026-11-23', 1],
    ])
  })

  test('of an office that never reported is empty', async () => {
    expect(await periodTrend([programme('1', '16:30')], QUESTION, 3, source([]))).toEqual([])
    expect(previousPeriod(PERIOD).key).toBe('2026-11-22')
  })
})
