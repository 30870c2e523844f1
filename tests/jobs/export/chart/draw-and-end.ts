/** A process that draws one picture, says how wide it is, and has nothing more to do. */
import { onTimeTrendChart } from '../../../../jobs/export/chart/on-time-trend.ts'
import { drawPicture } from '../../../../jobs/export/chart/render.ts'

process.stdout.write(String(drawPicture(onTimeTrendChart([], 'Danh mục')).width))
