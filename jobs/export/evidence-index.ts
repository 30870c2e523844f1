/** The index of the evidence zip: what to enter into nq57.vn and the province's system, and which files belong to it. */
import {
  CARRY_SYSTEMS,
  type CarryMark,
  type CarrySystem,
  type EvidencePackLine,
  type PackedEvidence,
} from '../../core/summary/evidence-pack.ts'
import type { Overview } from '../../core/summary/overview.ts'
import type { ExportMoment } from './export-file.ts'
import { clockAndDay, periodName } from './format.ts'
import { STANDING } from './wording.ts'
import type { Cell, TableSheet } from './xlsx/cell.ts'
import { workbookBytes } from './xlsx/workbook.ts'

export interface IndexedFile {
  readonly line: EvidencePackLine
  readonly evidence: PackedEvidence
  /** In the zip; null: it is not there. */
  readonly path: string | null
  readonly state: 'stripped' | 'original' | 'unreadable' | 'lost'
  /** Of the bytes in the zip. */
  readonly sha256: string | null
}

export interface IndexContent {
  readonly overview: Pick<Overview, 'period' | 'scope'>
  readonly lines: readonly EvidencePackLine[]
  readonly files: readonly IndexedFile[]
  readonly issuer: string
}

const SYSTEM: Readonly<Record<CarrySystem, string>> = {
  nq57: 'Đã cập nhật nq57.vn',
  province: 'Đã cập nhật hệ thống của tỉnh',
}

const STATE: Readonly<Record<IndexedFile['state'], string>> = {
  stripped: 'ảnh, đã bỏ thông tin kèm theo (vị trí, thiết bị)',
  original: 'giữ nguyên',
  unreadable: 'không kèm: ảnh không đọc được',
  lost: 'không kèm: không tìm thấy tệp đã lưu',
}

export function evidenceIndex(content: IndexContent, { now, zone }: ExportMoment): AsyncIterable<Uint8Array> {
  const { period, scope } = content.overview
  const subtitle = [`Kỳ báo cáo: ${periodName(period)}`, scope, `lập lúc ${clockAndDay(now, zone)}`]
    .filter((part) => part !== null)
    .join(' - ')
  return workbookBytes([taskSheet(content, subtitle, zone), fileSheet(content, subtitle, zone)], {
    title: `Mục lục minh chứng ${periodName(period)}`,
    author: content.issuer,
    now,
  })
}

function taskSheet({ lines, files }: IndexContent, subtitle: string, zone: string): TableSheet {
  const pathsOf = new Map<EvidencePackLine, string[]>(lines.map((line) => [line, []]))
  for (const { line, path } of files) if (path !== null) pathsOf.get(line)?.push(path)
  const rows = lines.map((line, index) => taskRow(line, index, pathsOf.get(line) ?? [], zone))
  return {
    name: 'Theo nhiệm vụ',
    title: 'MỤC LỤC MINH CHỨNG THEO NHIỆM VỤ',
    subtitle,
    columns: [
      { header: 'TT', width: 6 },
      { header: 'Mã', width: 10 },
      { header: 'Nhiệm vụ', width: 44 },
      { header: 'Đơn vị chủ trì', width: 26 },
      { header: 'Tình trạng', width: 20 },
      { header: 'Mức độ hoàn thành', width: 11 },
      { header: 'Kết quả, sản phẩm', width: 40 },
      { header: 'Thời hạn', width: 12 },
      { header: 'Số tệp', width: 8 },
      { header: 'Tệp minh chứng', width: 44 },
      ...CARRY_SYSTEMS.map((system) => ({ header: SYSTEM[system], width: 26 })),
    ],
    rows,
    rowCount: rows.length,
    totals: null,
    isWide: true,
    pagesWide: 1,
  }
}

function taskRow(
  { item, carried }: EvidencePackLine,
  index: number,
  paths: readonly string[],
  zone: string,
): readonly Cell[] {
  const { row, standing } = item
  return [
    { kind: 'index', value: index + 1 },
    row.task.code,
    row.task.title,
    row.unit.name,
    STANDING[standing],
    row.report?.percent == null ? null : { kind: 'share', value: row.report.percent / 100 },
    row.report?.result ?? null,
    row.task.due === null ? row.task.dueRaw : { kind: 'date', date: row.task.due },
    paths.length,
    paths.join('\n'),
    ...CARRY_SYSTEMS.map((system) => markText(carried[system], zone)),
  ]
}

function fileSheet({ files }: IndexContent, subtitle: string, zone: string): TableSheet {
  const rows = files.map(({ line, evidence, path, state, sha256 }, index): readonly Cell[] => [
    { kind: 'index', value: index + 1 },
    line.item.row.task.code,
    path,
    STATE[state],
    evidence.fileName,
    evidence.reportNumber,
    { kind: 'moment', at: evidence.receivedAt.toZonedDateTimeISO(zone).toPlainDateTime().round('minute') },
    sha256,
    evidence.sha256,
  ])
  return {
    name: 'Theo tệp',
    title: 'MỤC LỤC MINH CHỨNG THEO TỆP',
    subtitle,
    columns: [
      { header: 'TT', width: 6 },
      { header: 'Mã', width: 10 },
      { header: 'Tệp', width: 44 },
      { header: 'Tình trạng tệp', width: 30 },
      { header: 'Tên khi gửi', width: 26 },
      { header: 'Số báo cáo', width: 18 },
      { header: 'Nhận lúc', width: 17 },
      { header: 'SHA-256 của tệp', width: 68 },
      { header: 'SHA-256 của bản gốc đã lưu', width: 68 },
    ],
    rows,
    rowCount: rows.length,
    totals: null,
    isWide: true,
    pagesWide: 1,
  }
}

function markText(mark: CarryMark | null, zone: string): Cell {
  return mark === null ? 'chưa' : `${mark.by}, ${clockAndDay(mark.at, zone)}`
}
