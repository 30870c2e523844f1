/** Bytes of any file as sheets: judged by the content; a name that contradicts the content is refused. behaviour §8. */
import { type FileResult, refused } from '../../core/import/file-problem.ts'
import type { Sheet } from '../../core/import/sheet.ts'
import { DEFAULT_LIMITS, type FileLimits } from './limits.ts'
import { decodeText, readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'

/** First bytes of formats that are no list. */
const SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [[0x25, 0x50, 0x44, 0x46], 'pdf'],
  [[0x89, 0x50, 0x4e, 0x47], 'image'],
  [[0xff, 0xd8, 0xff], 'image'],
  [[0x47, 0x49, 0x46, 0x38], 'image'],
  [[0x4d, 0x5a], 'program'],
  [[0x7f, 0x45, 0x4c, 0x46], 'program'],
  [[0x1f, 0x8b], 'archive'],
  [[0x52, 0x61, 0x72, 0x21], 'archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'archive'],
]
const ZIP = [0x50, 0x4b]
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/** `fileName` serves only to refuse a false extension; nothing of it is used as a path. */
export async function readSheets(
  bytes: Uint8Array,
  fileName: string,
  limits: FileLimits = DEFAULT_LIMITS,
): Promise<FileResult<readonly Sheet[]>> {
  if (bytes.length === 0) return refused({ code: 'file_empty' })
  if (bytes.length > limits.bytes) {
    return refused({ code: 'file_too_large', bytes: bytes.length, limitBytes: limits.bytes })
  }
  if (startsWith(bytes, OLE)) {
    return refused({ code: isEncryptedPackage(bytes) ? 'password_protected' : 'old_excel_format' })
  }
  const foreign = SIGNATURES.find(([signature]) => startsWith(bytes, signature))
  if (foreign) return refused({ code: 'wrong_type', found: foreign[1] })
  const extension = /\.([a-z0-9]{1,5})$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  if (startsWith(bytes, ZIP)) {
    if (/^(csv|tsv|txt)$/.test(extension)) return refused({ code: 'wrong_type', found: 'zip' })
    return readXlsx(bytes, limits)
  }
  const markup = foundMarkup(bytes)
  if (markup) return refused({ code: 'wrong_type', found: markup })
  if (/^(xlsx|xlsm|xltx|xls|xlsb|ods)$/.test(extension)) {
    return refused({
      code: 'wrong_type',
      found: decodeText(bytes.subarray(0, 4096)) === null ? 'binary' : 'text',
    })
  }
  return readCsv(bytes, limits)
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

/** An encrypted .xlsx is an OLE container with the stream "EncryptedPackage". */
function isEncryptedPackage(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )
}

function foundMarkup(bytes: Uint8Array): string | null {
  const head = (decodeText(bytes.subarray(0, 1024)) ?? '')
    .replace(/^\ufeff/, '')
    .trimStart()
    .toLowerCase()
  if (head.startsWith('{\\rtf')) return 'rtf'
  if (head.startsWith('<?xml')) return 'xml'
  return /^<(!doctype|html|table|meta|head|body)/.test(head) ? 'html' : null
}
