/** Bytes of an .xlsx as sheets, in bounded memory; hostile or foreign workbooks are refused. docs/adr/0003. */
import { type FileResult, refused } from '../../core/import/file-problem.ts'
import type { Sheet } from '../../core/import/sheet.ts'
import type { FileLimits } from './limits.ts'
import { readNumberFormats } from './xlsx/number-formats.ts'
import { readSharedStrings } from './xlsx/shared-strings.ts'
import { readSheetXml } from './xlsx/sheet-xml.ts'
import { readWorkbookParts } from './xlsx/workbook-parts.ts'
import { Refusal, ZipPackage } from './xlsx/zip-package.ts'

const MOST_SHEETS = 50

/** Sheets in the order of the workbook, cached values of formulas, real dates as dates. */
export async function readXlsx(bytes: Uint8Array, limits: FileLimits): Promise<FileResult<readonly Sheet[]>> {
  try {
    const zip = await ZipPackage.open(bytes, limits)
    const parts = await readWorkbookParts(zip)
    const strings = await readSharedStrings(zip, parts.sharedStrings, limits)
    const formats = await readNumberFormats(zip, parts.styles)
    const context = { strings, formats, is1904: parts.is1904, limits }
    const sheets: Sheet[] = []
    for (const part of parts.sheets.slice(0, MOST_SHEETS)) {
      sheets.push(part.hidden ? emptyHidden(part.name) : await readSheetXml(zip, part, context))
    }
    const isEmpty = sheets.every((sheet) => sheet.hidden || sheet.rows.length === 0)
    return isEmpty ? refused({ code: 'file_empty' }) : { ok: true, value: sheets }
  } catch (error) {
    if (error instanceof Refusal) return refused(error.problem)
    throw error
  }
}

/** A hidden sheet is named in the preview, its rows are not looked at. */
function emptyHidden(name: string): Sheet {
  return { name, rows: [], merges: [], hiddenRows: new Set(), hidden: true }
}
