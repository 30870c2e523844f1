/** What the demo's officers reported on the two working days before: reports, the periods they settle, one obstacle. */
import { Temporal } from 'temporal-polyfill'
import { periodsAwaited } from '../../core/programme/awaited.ts'
import type { WorkCalendar } from '../../core/programme/calendar.ts'
import type { RegimeKind } from '../../core/programme/regime.ts'
import { programmeSettings } from '../../core/programme/settings.ts'
import { receiptNumber } from '../../core/report/file-reports.ts'
import { instantAt } from '../../core/time.ts'
import type { Transaction } from '../commit.ts'
import { dbDate, dbInstant, groupBy } from '../rows.ts'
import { type DemoReport, LAST_REPORTS, SILENT_UNITS } from './history.ts'

export interface DemoDuty {
  readonly taskId: string
  readonly code: string
  readonly regimes: readonly RegimeKind[]
  readonly unitId: string
  readonly unitName: string
  readonly personId: string
}

interface HistoryScene {
  readonly tx: Transaction
  readonly today: Temporal.PlainDate
  readonly zone: string
  readonly calendar: WorkCalendar
  readonly newId: () => string
}

interface FiledReport {
  readonly id: string
  readonly number: string
  readonly filedAt: Temporal.Instant
  readonly day: Temporal.PlainDate
  readonly duty: DemoDuty
  readonly said: DemoReport
}

/** First message of a day, and the time between two; the last one stays before the cut-off. */
const FIRST_AT = '13:40'
const EVERY = Temporal.Duration.from({ minutes: 6 })

/** One message per officer, all his tasks in it. The receipts' counters go on after the numbers given here. */
export async function writeHistory(scene: HistoryScene, duties: readonly DemoDuty[]): Promise<void> {
  const { calendar, today } = scene
  const yesterday = calendar.previousWorkingDay(today)
  const isSilent = ({ unitName }: DemoDuty) => SILENT_UNITS.includes(unitName)
  const days = [
    { day: calendar.previousWorkingDay(yesterday), of: duties.filter(isSilent) },
    { day: yesterday, of: duties.filter((duty) => !isSilent(duty)) },
  ]
  const reports: FiledReport[] = []
  for (const { day, of } of days) {
    const messages = [...groupBy(of, (duty) => duty.personId).values()]
    reports.push(...messages.flatMap((message, index) => filed(message, day, index, scene)))
    await scene.tx.counter.create({ data: { name: `receipt:${day}`, value: messages.length } })
  }
  await writeReports(scene, reports)
  await writeFilings(scene, reports)
  await writeObstacles(scene, reports)
}

function filed(
  duties: readonly DemoDuty[],
  day: Temporal.PlainDate,
  index: number,
  { newId, zone }: HistoryScene,
): FiledReport[] {
  const minutes = EVERY.minutes * index
  const filedAt = instantAt(day, FIRST_AT, zone).add({ minutes })
  const number = receiptNumber(day, index + 1)
  return duties.flatMap((duty) => {
    const said = LAST_REPORTS[duty.code]
    return said === undefined ? [] : [{ id: newId(), number, filedAt, day, duty, said }]
  })
}

async function writeReports({ tx }: HistoryScene, reports: readonly FiledReport[]): Promise<void> {
  await tx.report.createMany({
    data: reports.map(({ id, number, filedAt, day, duty }) => ({
      id,
      number,
      taskId: duty.taskId,
      unitId: duty.unitId,
      personId: duty.personId,
      channel: 'console',
      filedAt: dbInstant(filedAt),
      filedOn: dbDate(day),
    })),
  })
  await tx.reportVersion.createMany({
    data: reports.map(({ id, filedAt, duty, said }) => ({
      reportId: id,
      version: 1,
      at: dbInstant(filedAt),
      personId: duty.personId,
      status: said.percent === 0 ? 'not_started' : 'in_progress',
      percent: said.percent,
      quantityDone: said.quantity?.done ?? null,
      quantityTotal: said.quantity?.total ?? null,
      quantityUnit: said.quantity?.unit ?? null,
      result: said.result ?? null,
      obstacle: said.obstacle?.text ?? null,
      cause: said.obstacle?.cause ?? null,
      proposal: said.obstacle?.proposal ?? null,
      addressee: said.obstacle?.addressee ?? null,
      nextStep: said.nextStep ?? null,
      text: said.text,
    })),
  })
}

/** All of them are complete, so each settles its periods at once. */
async function writeFilings(
  { tx, calendar, zone }: HistoryScene,
  reports: readonly FiledReport[],
): Promise<void> {
  const settings = programmeSettings.parse({})
  await tx.filing.createMany({
    data: reports.flatMap(({ id, filedAt, duty }) =>
      periodsAwaited(settings, duty.regimes, filedAt, calendar, zone).map(
        ({ period, isLate, delayMinutes }) => ({
          taskId: duty.taskId,
          unitId: duty.unitId,
          regime: period.regime,
          periodKey: period.key,
          firstAt: dbInstant(filedAt),
          firstCompleteAt: dbInstant(filedAt),
          isLate,
          delayMinutes,
          reportId: id,
        }),
      ),
    ),
  })
}

async function writeObstacles({ tx, newId }: HistoryScene, reports: readonly FiledReport[]): Promise<void> {
  await tx.obstacle.createMany({
    data: reports.flatMap(({ id, filedAt, duty, said }) =>
      said.obstacle === undefined
        ? []
        : [
            {
              id: newId(),
              taskId: duty.taskId,
              unitId: duty.unitId,
              reportId: id,
              ...said.obstacle,
              raisedAt: dbInstant(filedAt),
              raisedBy: duty.personId,
            },
          ],
    ),
  })
}
