import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { periodOf } from '../../../core/programme/period.ts'
import { dueCalendarOf } from '../../../core/summary/due-calendar.ts'
import { explanationsOf } from '../../../core/summary/explanation.ts'
import { letterhead } from '../../../core/summary/letterhead.ts'
import {
  dueCalendarPicture,
  progressPicture,
  reportingPicture,
  trendPicture,
} from '../../../jobs/export/chart/picture-files.ts'
import { conferencePack } from '../../../jobs/export/conference-pack.ts'
import { overviewReport } from '../../../jobs/export/docx/overview-report.ts'
import { overviewWorkbook } from '../../../jobs/export/xlsx/overview-workbook.ts'
import { at, ZONE } from '../../core/report/fixtures.ts'
import { DAY, NOW, sampleOverview, sampleRows } from './sample.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const rows = sampleRows(12, 7)
const overview = sampleOverview(rows)

test('each picture is a PNG with a plain name and one line of text', async () => {
  const span = { from: day('2026-11-01'), to: day('2026-11-30'), asOf: day('2026-11-23') }
  const task = { code: 'NV07', title: 'Nền tảng', unit: 'Sở KH&CN', due: null }
  const pictures = [
    reportingPicture(overview),
    trendPicture([{ period: periodOf('weekly', day('2026-11-23')), share: 0.675, owed: 40 }], 'Danh mục'),
    trendPicture([], 'Danh mục'),
    dueCalendarPicture(dueCalendarOf(rows, span), 'Danh mục'),
    progressPicture({ ...task, points: [{ date: day('2026-11-23'), percent: 65.5 }] }),
    progressPicture({ ...task, points: [] }),
  ]
  expect(pictures.map(({ fileName, caption }) => [fileName, caption])).toEqual([
    [
      'bao-cao-don-vi-2026-11.png',
      'Tình hình báo cáo theo đơn vị tháng 11/2026: đủ, đúng hạn 67,9% (so với kỳ trước: tăng 34,5 điểm phần trăm), chưa báo cáo 9/84 lượt.',
    ],
    [
      'xu-huong-2026-W48.png',
      'Tỷ lệ báo cáo đủ, đúng hạn qua 1 kỳ, gần nhất (tuần 48 (23/11 - 29/11/2026)) 67,5%.',
    ],
    ['xu-huong-chua-co.png', 'Tỷ lệ báo cáo đủ, đúng hạn.'],
    ['lich-den-han-2026-11-01.png', 'Lịch đến hạn 01/11 - 30/11/2026: 27 nhiệm vụ chưa xong.'],
    ['tien-do-NV07.png', 'Tiến độ NV07 (Sở KH&CN): 65,5% ngày 23/11/2026.'],
    ['tien-do-NV07.png', 'Tiến độ NV07 (Sở KH&CN): chưa có số liệu phần trăm.'],
  ])
  for (const { bytes, mime } of pictures) {
    expect(mime).toBe('image/png')
    expect((await sharp(await buffer(bytes)).metadata()).format).toBe('png')
  }
})

test('the conference pack holds the report, the list of explanations and the workbook', async () => {
  const files = conferencePack(
    {
      overview,
      explanations: explanationsOf(overview, []),
      conferenceAt: at('2026-11-28T08:00'),
      checksum: 'ab12',
    },
    letterhead.parse({}),
    { now: NOW, zone: ZONE },
  )
  expect(files.map(({ fileName }) => fileName)).toEqual([
    'bao-cao-2026-11.docx',
    'giai-trinh-hoi-nghi-2026-11-28.docx',
    'tong-hop-2026-11.xlsx',
  ])
  for (const { bytes } of files) expect((await buffer(bytes)).subarray(0, 2).toString()).toBe('PK')
})

test('a file about one unit has the unit in its name, without its signs', () => {
  const scoped = { ...sampleOverview(rows, DAY), scope: 'Sở KH&CN' }
  const moment = { now: NOW, zone: ZONE }
  const names = [
    overviewReport(scoped, letterhead.parse({}), moment),
    overviewWorkbook({ overview: scoped, explanations: [], checksum: null }, letterhead.parse({}), moment),
  ].map(({ fileName }) => fileName)
  expect(names).toEqual(['bao-cao-2026-11-23-So-KH-CN.docx', 'tong-hop-2026-11-23-So-KH-CN.xlsx'])
})
