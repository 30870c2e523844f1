/** Which sheets a workbook has and where they are stored; refuses what must not be opened at all. */

import { type Attributes, localName, readXml } from './xml-events.ts'
import { Refusal, type ZipPackage } from './zip-package.ts'

export interface SheetPart {
  readonly name: string
  /** Entry of the zip. */
  readonly path: string
  readonly hidden: boolean
}

export interface WorkbookParts {
  readonly sheets: readonly SheetPart[]
  /** Serial numbers count from 1904, as in files of old Macs. */
  readonly is1904: boolean
  readonly sharedStrings: string | null
  readonly styles: string | null
}

/** Throws Refusal: macro_workbook, external_links, wrong_type, damaged. */
export async function readWorkbookParts(zip: ZipPackage): Promise<WorkbookParts> {
  refuseForeign(zip)
  const contentTypes = await collect(zip, '[Content_Types].xml', ['Override', 'Default'])
  const types = contentTypes.map(({ attributes }) => attributes['ContentType'] ?? '')
  if (types.some((type) => /macroEnabled|vbaProject/i.test(type)))
    throw new Refusal({ code: 'macro_workbook' })
  const root = await relations(zip, '_rels/.rels', '')
  const path = root.find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml'
  if (!zip.has(path)) throw new Refusal({ code: 'wrong_type', found: 'zip' })
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const related = await relations(zip, `${folder}_rels/${path.slice(folder.length)}.rels`, folder)
  if (related.some(({ type }) => /\/(externalLink|connections)$/.test(type))) {
    throw new Refusal({ code: 'external_links' })
  }
  const tags = await collect(zip, path, ['sheet', 'workbookPr'])
  const sheets = tags.flatMap(({ name, attributes }): SheetPart[] => {
    if (name !== 'sheet') return []
    const id = Object.entries(attributes).find(([key]) => key.includes(':') && localName(key) === 'id')?.[1]
    const part = related.find((one) => one.id === id && one.type.endsWith('/worksheet'))
    const hidden = (attributes['state'] ?? 'visible') !== 'visible'
    return part ? [{ name: attributes['name'] ?? '', path: part.target, hidden }] : []
  })
  const date1904 = tags.find(({ name }) => name === 'workbookPr')?.attributes['date1904'] ?? '0'
  const partOf = (kind: string) => related.find(({ type }) => type.endsWith(`/${kind}`))?.target ?? null
  return {
    sheets,
    is1904: /^(1|true)$/.test(date1904),
    sharedStrings: partOf('sharedStrings'),
    styles: partOf('styles'),
  }
}

function refuseForeign(zip: ZipPackage): void {
  const { names } = zip
  if (names.some((name) => /vbaProject\.bin$/i.test(name))) throw new Refusal({ code: 'macro_workbook' })
  if (names.some((name) => /(^|\/)externalLinks\//i.test(name))) throw new Refusal({ code: 'external_links' })
  if (zip.has('xl/workbook.bin')) throw new Refusal({ code: 'wrong_type', found: 'xlsb' })
  if (zip.has('word/document.xml')) throw new Refusal({ code: 'wrong_type', found: 'docx' })
  if (zip.has('content.xml') && zip.has('mimetype')) throw new Refusal({ code: 'wrong_type', found: 'ods' })
}

interface Relation {
  readonly id: string
  readonly type: string
  /** Entry of the zip. */
  readonly target: string
}

async function relations(zip: ZipPackage, path: string, folder: string): Promise<readonly Relation[]> {
  const tags = await collect(zip, path, ['Relationship'])
  return tags.map(({ attributes }) => ({
    id: attributes['Id'] ?? '',
    type: attributes['Type'] ?? '',
    target: resolvePath(folder, attributes['Target'] ?? ''),
  }))
}

/** "../x.xml" and "/xl/x.xml" as entries of the zip; it is only looked up there, never on a disk. */
function resolvePath(folder: string, target: string): string {
  const parts: string[] = []
  for (const part of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

interface Tag {
  readonly name: string
  readonly attributes: Attributes
}

const MOST_TAGS = 20_000

async function collect(zip: ZipPackage, path: string, names: readonly string[]): Promise<readonly Tag[]> {
  const tags: Tag[] = []
  await readXml(zip.text(path), {
    open(name, attributes) {
      if (names.includes(name)) tags.push({ name, attributes })
      if (tags.length > MOST_TAGS) throw new Refusal({ code: 'damaged', detail: path })
    },
  })
  return tags
}
