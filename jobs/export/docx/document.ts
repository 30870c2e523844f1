/** An official document as a Word file: head, text, foot. ADR 13. */
import { Document, Packer, type Paragraph, type Table } from 'docx'
import { Temporal } from 'temporal-polyfill'
import type { Letterhead } from '../../../core/summary/letterhead.ts'
import { localDate } from '../../../core/time.ts'
import type { ExportMoment } from '../export-file.ts'
import { footOf } from './document-foot.ts'
import { headOf } from './document-head.ts'
import { FONT, PAGE_SETUP, SIZE } from './page.ts'

export const DOCX_MIME = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export interface DocumentText {
  readonly kind: string
  readonly subject: string
  readonly body: readonly (Paragraph | Table)[]
}

export async function* documentBytes(
  { kind, subject, body }: DocumentText,
  letterhead: Letterhead,
  { now, zone }: ExportMoment,
): AsyncGenerator<Uint8Array> {
  const date = letterhead.date === null ? localDate(now, zone) : Temporal.PlainDate.from(letterhead.date)
  const document = new Document({
    title: `${kind} ${subject}`,
    creator: letterhead.issuer,
    styles: {
      default: { document: { run: { font: FONT, size: SIZE.body * 2, language: { value: 'vi-VN' } } } },
    },
    sections: [
      {
        ...PAGE_SETUP,
        children: [...headOf({ letterhead, date, kind, subject }), ...body, ...footOf(letterhead)],
      },
    ],
  })
  yield await Packer.toBuffer(document)
}
