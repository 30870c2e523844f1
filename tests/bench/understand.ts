/** Readings per second at 5 and at 50 open tasks, over a mix of short and long messages. */
import { Temporal } from 'temporal-polyfill'
import type { KnownTask, UnderstandContext } from '../../core/report/understand/reading.ts'
import { understand } from '../../core/report/understand/understand.ts'

const MESSAGES = [
  'NV1 60%',
  'nv2 hoan thanh 60%, dang cho CA tinh tham dinh',
  'Dạ em báo cáo ạ:\n1. NV1: đã xong 126/155 xã (81%), còn 29 xã vùng cao vướng kéo cáp\n2. NV2: 60 %\n3. NV3 chưa có gì mới',
  'các nv còn lại chưa có gì mới ạ, NV4 lên 83%',
  'Vụ hồ sơ lĩnh vực 5 luỹ kế 318k/480k',
  'Mai mấy h họp giao ban vậy ạ?',
  'Cảm ơn bot nha',
  'NV3 chưa triển khai đc vì chưa có kinh phí, đề nghị Sở Tài chính bố trí, xin lùi đến 15/7',
]

export interface BenchResult {
  readonly name: string
  readonly perSecond: number
}

const JUNK = [
  '60% ',
  'NV07 ',
  'NV99 ',
  '9-',
  '9,',
  '1.',
  '1.234.',
  '20/5 ',
  'nv9, ',
  'tất cả xong. ',
  'hai mươi ',
  ', ',
  '👨‍👩‍👧',
  'e\u0323\u0302',
  'đề nghị ',
  'vướng ',
  'hoan thnah ',
]

/** Processor time used so far: what else the machine does must not count. */
function cpuMillis(): number {
  return process.cpuUsage().user / 1000
}

/** Milliseconds for 10 kB of the slowest kind of junk, warmed up, each kind's best of several runs. */
export function benchJunk(runs = 7): { readonly unit: string; readonly millis: number } {
  const context = contextWith(5)
  const kinds = JUNK.map((unit) => {
    const junk = unit.repeat(Math.ceil(10_000 / unit.length))
    for (let i = 0; i < 3; i++) understand(junk, context)
    const times = Array.from({ length: runs }, () => {
      const start = cpuMillis()
      understand(junk, context)
      return cpuMillis() - start
    })
    return { unit, millis: Math.min(...times) }
  })
  return kinds.reduce((worst, kind) => (kind.millis > worst.millis ? kind : worst))
}

/** Runs about `millis` per size after a warm-up. */
export function benchUnderstand(millis = 1000): BenchResult[] {
  return [5, 50].map((count) => ({
    name: `understand, ${count} open tasks`,
    perSecond: measure(contextWith(count), millis),
  }))
}

function measure(context: UnderstandContext, millis: number): number {
  for (let i = 0; i < 4_000; i++) understand(MESSAGES[i % MESSAGES.length] ?? '', context)
  const start = cpuMillis()
  let readings = 0
  while (cpuMillis() - start < millis) {
    // A new array per message, as an officer's duties are loaded for each.
    for (const message of MESSAGES) understand(message, { ...context, tasks: [...context.tasks] })
    readings += MESSAGES.length
  }
  return Math.round(readings / ((cpuMillis() - start) / 1000))
}

function contextWith(count: number): UnderstandContext {
  const tasks = Array.from(
    { length: count },
    (_, i): KnownTask => ({
      code: `NV${String(i + 1).padStart(2, '0')}`,
      outline: `II.${i + 1}`,
      title: `Số hóa hồ sơ lĩnh vực ${i + 1} và kết nối cơ sở dữ liệu ngành`,
      target: null,
      due: null,
      leads: [],
      previous: { status: 'in_progress', percent: 20 },
    }),
  )
  return {
    now: Temporal.ZonedDateTime.from('2025-05-21T15:40:00+07:00[Asia/Ho_Chi_Minh]'),
    tasks,
    otherTasks: [],
    askedTask: null,
    replyTasks: [],
    unitName: 'Sở Khoa học và Công nghệ',
    senderRole: 'officer',
    photos: 0,
    isGroup: false,
    isForwarded: false,
  }
}
