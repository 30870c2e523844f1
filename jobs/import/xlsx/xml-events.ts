/** Streams the parts of a workbook through a SAX parser: names without prefix, no entities, no document type. */
import { SaxesParser } from 'saxes'
import { Refusal } from './zip-package.ts'

export type Attributes = Readonly<Record<string, string>>

export interface XmlHandler {
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

/** Feeds every piece to the handler. Throws Refusal "damaged" where the XML is broken or brings its own DTD. */
export async function readXml(pieces: AsyncIterable<string>, handler: XmlHandler): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('error', (error) => {
    throw new Refusal({ code: 'damaged', detail: error.message })
  })
  parser.on('doctype', () => {
    throw new Refusal({ code: 'damaged', detail: 'DOCTYPE' })
  })
  parser.on('opentag', (tag) => handler.open?.(localName(tag.name), tag.attributes))
  parser.on('text', (text) => handler.text?.(text))
  parser.on('cdata', (text) => handler.text?.(text))
  parser.on('closetag', (tag) => handler.close?.(localName(tag.name)))
  let isEmpty = true
  for await (const piece of pieces) {
    isEmpty = isEmpty && piece === ''
    parser.write(piece)
  }
  if (!isEmpty) parser.close()
}

/** "x:row" -> "row". */
export function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** `_x000D_` and the like, by which the format escapes control characters. */
export function unescapeControl(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
