/** Pictures as files to be sent, each with the line that stands under it. */
import type { DueCalendar } from '../../../core/summary/due-calendar.ts'
import type { Overview } from '../../../core/summary/overview.ts'
import { onTimeShare, shareChange } from '../../../core/summary/tally.ts'
import type { TaskProgress } from '../../../core/summary/task-progress.ts'
import type { TrendPoint } from '../../../core/summary/trend.ts'
import type { ExportFile } from '../export-file.ts'
import { fullDay, number, periodName, pointsChange, share, shortDay } from '../format.ts'
import { safeName } from '../safe-name.ts'
import { CHART } from '../wording.ts'
import { dueCalendarChart } from './due-calendar.ts'
import { onTimeTrendChart } from './on-time-trend.ts'
import { type Drawing, drawPicture } from './render.ts'
import { taskProgressChart } from './task-progress.ts'
import { unitReportingChart } from './unit-reporting.ts'

/** How the units reported in the period. */
export function reportingPicture(overview: Overview): ExportFile {
  const { duties, before } = overview.total
  const change = pointsChange(shareChange(duties, before))
  return {
    fileName: pictureName(`bao-cao-don-vi-${overview.period.key}`),
    caption: `${CHART.reporting} ${periodName(overview.period)}: đủ, đúng hạn ${share(onTimeShare(duties))}${change === null ? '' : ` (so với kỳ trước: ${change})`}, chưa báo cáo ${duties.missing}/${duties.owed} lượt.`,
    ...png(unitReportingChart(overview)),
  }
}

/** `about`: unit or programme the numbers are of. */
export function trendPicture(points: readonly TrendPoint[], about: string): ExportFile {
  const last = points.at(-1)
  const span = points.length === 0 ? '' : ` qua ${points.length} kỳ`
  const now = last === undefined ? '' : `, gần nhất (${periodName(last.period)}) ${share(last.share)}`
  return {
    fileName: pictureName(`xu-huong-${last?.period.key ?? 'chua-co'}`),
    caption: `${CHART.trend}${span}${now}.`,
    ...png(onTimeTrendChart(points, about)),
  }
}

export function dueCalendarPicture(calendar: DueCalendar, about: string): ExportFile {
  const open = calendar.days.reduce((sum, day) => sum + day.open, 0)
  return {
    fileName: pictureName(`lich-den-han-${calendar.from.toString()}`),
    caption: `${CHART.calendar} ${shortDay(calendar.from)} - ${fullDay(calendar.to)}: ${open} nhiệm vụ chưa xong${calendar.openBefore === 0 ? '' : `, ${calendar.openBefore} nhiệm vụ quá hạn từ trước`}.`,
    ...png(dueCalendarChart(calendar, about)),
  }
}

export function progressPicture(progress: TaskProgress): ExportFile {
  const last = progress.points.at(-1)
  return {
    fileName: pictureName(`tien-do-${progress.code}`),
    caption: `${CHART.progress} ${progress.code} (${progress.unit}): ${last === undefined ? CHART.noPercent.toLocaleLowerCase('vi') : `${number(last.percent)}% ngày ${fullDay(last.date)}`}.`,
    ...png(taskProgressChart(progress)),
  }
}

function pictureName(name: string): string {
  return `${safeName(name)}.png`
}

/** Drawn when it is read. */
function png(drawing: Drawing): Pick<ExportFile, 'mime' | 'bytes'> {
  return {
    mime: 'image/png',
    bytes: (async function* () {
      yield drawPicture(drawing).png
    })(),
  }
}
