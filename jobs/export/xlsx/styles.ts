/** The few looks of our workbooks: each is a row of `cellXfs`, written once. Times New Roman, as the offices print. */
import type { Light } from '../../../core/summary/light.ts'

const FONTS = {
  plain: '<sz val="12"/><name val="Times New Roman"/><family val="1"/>',
  bold: '<b/><sz val="12"/><name val="Times New Roman"/><family val="1"/>',
  title: '<b/><sz val="14"/><name val="Times New Roman"/><family val="1"/>',
  italic: '<i/><sz val="12"/><name val="Times New Roman"/><family val="1"/>',
} as const

/** The first two are fixed by the format. */
const FILLS = {
  none: '<patternFill patternType="none"/>',
  gray125: '<patternFill patternType="gray125"/>',
  header: solid('FFD9E2EC'),
  red: solid('FFF4B6B6'),
  yellow: solid('FFFCE8A6'),
  green: solid('FFC6E7D1'),
  grey: solid('FFE3E7EB'),
} as const

const FORMATS = {
  general: [0, null],
  count: [164, '#,##0'],
  date: [165, 'dd/mm/yyyy'],
  moment: [166, 'dd/mm/yyyy hh:mm'],
  share: [167, '0.0%'],
  points: [168, '+0.0;-0.0;0.0'],
  text: [49, null],
} as const

interface Look {
  readonly font: keyof typeof FONTS
  readonly fill: keyof typeof FILLS
  readonly format: keyof typeof FORMATS
  readonly framed: boolean
  readonly align: 'left' | 'center'
  readonly wrap: boolean
  /** The spreadsheet keeps a text that looks like a formula a text, also when it is edited. */
  readonly quoted: boolean
}

const BASE: Look = {
  font: 'plain',
  fill: 'none',
  format: 'general',
  framed: true,
  align: 'left',
  wrap: true,
  quoted: false,
}

const LOOKS = {
  default: { ...BASE, framed: false, wrap: false },
  title: { ...BASE, font: 'title', framed: false, wrap: false },
  subtitle: { ...BASE, font: 'italic', framed: false, wrap: false },
  header: { ...BASE, font: 'bold', fill: 'header', align: 'center' },
  text: { ...BASE, format: 'text' },
  quoted: { ...BASE, format: 'text', quoted: true },
  index: { ...BASE, align: 'center' },
  count: { ...BASE, format: 'count', align: 'center' },
  date: { ...BASE, format: 'date', align: 'center' },
  moment: { ...BASE, format: 'moment', align: 'center' },
  share: { ...BASE, format: 'share', align: 'center' },
  points: { ...BASE, format: 'points', align: 'center' },
  totalText: { ...BASE, font: 'bold', format: 'text' },
  totalCount: { ...BASE, font: 'bold', format: 'count', align: 'center' },
  totalShare: { ...BASE, font: 'bold', format: 'share', align: 'center' },
  red: { ...BASE, fill: 'red', align: 'center' },
  yellow: { ...BASE, fill: 'yellow', align: 'center' },
  green: { ...BASE, fill: 'green', align: 'center' },
  grey: { ...BASE, fill: 'grey', align: 'center' },
} as const satisfies Readonly<Record<string, Look>> & Readonly<Record<Light, Look>>

export type LookName = keyof typeof LOOKS

const INDEX = new Map<string, number>(Object.keys(LOOKS).map((name, index) => [name, index]))

/** Its number in `cellXfs`. */
export function styleIndex(name: LookName): number {
  return INDEX.get(name) ?? 0
}

export function stylesXml(): string {
  const thin = ['left', 'right', 'top', 'bottom'].map(
    (side) => `<${side} style="thin"><color rgb="FF8A94A0"/></${side}>`,
  )
  const own = Object.values(FORMATS).flatMap(([id, code]) =>
    code === null ? [] : [`<numFmt numFmtId="${id}" formatCode="${code}"/>`],
  )
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    counted('numFmts', own),
    counted(
      'fonts',
      Object.values(FONTS).map((font) => `<font>${font}</font>`),
    ),
    counted(
      'fills',
      Object.values(FILLS).map((fill) => `<fill>${fill}</fill>`),
    ),
    counted('borders', ['<border/>', `<border>${thin.join('')}</border>`]),
    counted('cellStyleXfs', ['<xf/>']),
    counted('cellXfs', Object.values(LOOKS).map(xf)),
    '</styleSheet>',
  ].join('')
}

function xf(look: Look): string {
  const place = (table: object, key: string) => Object.keys(table).indexOf(key)
  const attributes = [
    `numFmtId="${FORMATS[look.format][0]}"`,
    `fontId="${place(FONTS, look.font)}"`,
    `fillId="${place(FILLS, look.fill)}"`,
    `borderId="${look.framed ? 1 : 0}"`,
    'xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"',
    ...(look.quoted ? ['quotePrefix="1"'] : []),
  ]
  const alignment = `<alignment horizontal="${look.align}" vertical="${look.framed ? 'center' : 'top'}"${look.wrap ? ' wrapText="1"' : ''}/>`
  return `<xf ${attributes.join(' ')}>${alignment}</xf>`
}

function counted(tag: string, parts: readonly string[]): string {
  return `<${tag} count="${parts.length}">${parts.join('')}</${tag}>`
}

function solid(argb: string): string {
  return `<patternFill patternType="solid"><fgColor rgb="${argb}"/><bgColor indexed="64"/></patternFill>`
}
