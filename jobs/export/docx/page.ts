/** Paper and letters of official documents: A4, margins 20/20/30/15 mm, Times New Roman. Nghị định 30/2020/NĐ-CP, phụ lục I. */
import {
  AlignmentType,
  Header,
  type ISectionOptions,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx'

export const FONT = 'Times New Roman'

/** Points, as the decree names them; the library wants half points. */
export const SIZE = { body: 14, title: 14, table: 12, small: 11, note: 12, page: 13 } as const

export const TWIPS_PER_MM = 1440 / 25.4
const mm = (value: number) => Math.round(value * TWIPS_PER_MM)

const PAGE = { width: 210, height: 297, top: 20, bottom: 20, left: 30, right: 15, header: 10 } as const
/** Twips between the margins. */
export const TEXT_WIDTH = mm(PAGE.width - PAGE.left - PAGE.right)

export interface RunLook {
  readonly size?: number
  readonly bold?: boolean
  readonly italics?: boolean
  readonly underline?: boolean
}

export function run(text: string, look: RunLook = {}): TextRun {
  return new TextRun({
    text: printable(text),
    font: FONT,
    size: (look.size ?? SIZE.body) * 2,
    bold: look.bold ?? false,
    italics: look.italics ?? false,
    ...(look.underline === true ? { underline: {} } : {}),
  })
}

/** Composed letters, without the control characters that XML forbids. */
export function printable(text: string): string {
  return (
    text
      .normalize('NFC')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids them, also escaped.
      .replace(/[\u0000-\u001f\u007f\ufffe\uffff]+/g, ' ')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
  )
}

/** A line of its own, centred unless said otherwise, without space around it. */
export function line(
  children: readonly ParagraphChild[],
  { left = false, before = 0, after = 0 }: { left?: boolean; before?: number; after?: number } = {},
): Paragraph {
  return new Paragraph({
    children,
    alignment: left ? AlignmentType.LEFT : AlignmentType.CENTER,
    spacing: { before: before * 20, after: after * 20 },
  })
}

/** The number of the page stands in the middle of the top margin, from page 2 on. */
export const PAGE_SETUP = {
  properties: {
    titlePage: true,
    page: {
      size: { width: mm(PAGE.width), height: mm(PAGE.height) },
      margin: {
        top: mm(PAGE.top),
        bottom: mm(PAGE.bottom),
        left: mm(PAGE.left),
        right: mm(PAGE.right),
        header: mm(PAGE.header),
        footer: mm(PAGE.header),
        gutter: 0,
      },
    },
  },
  headers: {
    default: new Header({
      children: [line([new TextRun({ children: [PageNumber.CURRENT], font: FONT, size: SIZE.page * 2 })])],
    }),
    first: new Header({ children: [line([])] }),
  },
} as const satisfies Omit<ISectionOptions, 'children'>
