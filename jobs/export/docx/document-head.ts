/**
 * The head of an official document: who issues it, quốc hiệu or the Party's title, number, place and date, kind and
 * subject. Nghị định 30/2020/NĐ-CP phụ lục I mục II; for the Party: Hướng dẫn 36-HD/VPTW.
 */
import type { Paragraph, Table } from 'docx'
import type { Temporal } from 'temporal-polyfill'
import type { Letterhead } from '../../../core/summary/letterhead.ts'
import { dayInWords } from '../format.ts'
import { sideBySide } from './frameless.ts'
import { line, run, SIZE, TEXT_WIDTH } from './page.ts'
import { roughWidth, ruleLine } from './rule-line.ts'

export interface DocumentHead {
  readonly letterhead: Letterhead
  readonly date: Temporal.PlainDate
  /** "BÁO CÁO" */
  readonly kind: string
  /** Trích yếu. */
  readonly subject: string
}

const LEFT_WIDTH = Math.round(TEXT_WIDTH * 0.43)
const RIGHT_WIDTH = TEXT_WIDTH - LEFT_WIDTH
const MOTTO = 'Độc lập - Tự do - Hạnh phúc'
/** Of the motto, bold, in ems of Times New Roman: its line is exactly as long. */
const MOTTO_EMS = 12.2
const PARTY = 'ĐẢNG CỘNG SẢN VIỆT NAM'
const PARTY_EMS = 13.8

export function headOf(head: DocumentHead): readonly (Paragraph | Table)[] {
  const blocks = head.letterhead.form === 'government' ? governmentHead(head) : partyHead(head)
  return [...blocks, ...addresseesOf(head.letterhead)]
}

function governmentHead({ letterhead, date, kind, subject }: DocumentHead): readonly (Paragraph | Table)[] {
  const { superior, issuer, place } = letterhead
  const name = issuer.toLocaleUpperCase('vi')
  return [
    sideBySide(
      [
        {
          left: [
            ...(superior === null ? [] : [line([run(superior.toLocaleUpperCase('vi'), { size: 12 })])]),
            line([run(name, { size: 12, bold: true })]),
            // From a third to a half of the name's length.
            ruleLine(Math.min(roughWidth(name, 12), LEFT_WIDTH) * 0.42, LEFT_WIDTH),
          ],
          right: [
            line([run('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: 12, bold: true })]),
            line([run(MOTTO, { size: 13, bold: true })]),
            ruleLine(MOTTO_EMS * 13 * 20, RIGHT_WIDTH),
          ],
        },
        {
          left: [
            line([run(`Số: ${numberOf(letterhead)}/${letterhead.symbol}`, { size: 13 })], { before: 6 }),
          ],
          right: [line([run(`${place}, ${dayInWords(date)}`, { size: 13, italics: true })], { before: 6 })],
        },
      ],
      LEFT_WIDTH,
    ),
    line([run(kind, { size: SIZE.title, bold: true })], { before: 18 }),
    line([run(subject, { size: SIZE.title, bold: true })]),
    ruleLine(TEXT_WIDTH * 0.2, TEXT_WIDTH),
    line([], { after: 6 }),
  ]
}

function partyHead({ letterhead, date, kind, subject }: DocumentHead): readonly (Paragraph | Table)[] {
  const { superior, issuer, place } = letterhead
  return [
    sideBySide(
      [
        {
          left: [
            ...(superior === null ? [] : [line([run(superior.toLocaleUpperCase('vi'))])]),
            line([run(issuer.toLocaleUpperCase('vi'), { bold: true })]),
            line([run('*')]),
            line([run(`Số ${numberOf(letterhead)}-${letterhead.symbol}`)]),
          ],
          right: [
            line([run(PARTY, { size: 15, bold: true })]),
            ruleLine(PARTY_EMS * 15 * 20, RIGHT_WIDTH),
            line([run(`${place}, ${dayInWords(date)}`, { italics: true })], { before: 6 }),
          ],
        },
      ],
      LEFT_WIDTH,
    ),
    line([run(kind, { size: 16, bold: true })], { before: 18 }),
    line([run(subject, { size: 15, bold: true })]),
    line([run('-----', { bold: true })], { after: 6 }),
  ]
}

/** Room to write it in by hand, until the registry has given it. */
function numberOf({ number }: Letterhead): string {
  return number ?? '        '
}

function addresseesOf({ addressees }: Letterhead): readonly Paragraph[] {
  const [only, ...more] = addressees
  if (only === undefined) return []
  if (more.length === 0) return [line([run(`Kính gửi: ${only}`)], { before: 6, after: 12 })]
  return [
    line([run('Kính gửi:')], { before: 6 }),
    ...addressees.map((name, index) =>
      line([run(`- ${name}${index === addressees.length - 1 ? '.' : ';'}`)], {
        after: index === addressees.length - 1 ? 12 : 0,
      }),
    ),
  ]
}
