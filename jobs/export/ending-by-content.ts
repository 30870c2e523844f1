/** What a file is by its first bytes, not by its name. behaviour §8. */

const SIGNATURES: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, '.jpg'],
  [/^\x89PNG\r\n/, '.png'],
  [/^GIF8/, '.gif'],
  [/^RIFF....WEBP/s, '.webp'],
  [/^(II\*\0|MM\0\*)/, '.tif'],
  [/^....ftyp(hei|hev|mif|msf)/s, '.heic'],
  [/^....ftypavi/s, '.avif'],
  [/^%PDF-/, '.pdf'],
]

/** With its dot; null: none that we know. */
export function endingByContent(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  return SIGNATURES.find(([signature]) => signature.test(start))?.[1] ?? null
}
