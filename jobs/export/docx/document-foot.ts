/** The foot of an official document: "Nơi nhận" at the left, who signs at the right. */
import type { Paragraph, Table } from 'docx'
import type { Letterhead } from '../../../core/summary/letterhead.ts'
import { sideBySide } from './frameless.ts'
import { line, run, SIZE, TEXT_WIDTH } from './page.ts'

/** Lines left free for signature and seal. */
const SIGNING_ROOM = 5

export function footOf(letterhead: Letterhead): readonly (Paragraph | Table)[] {
  return [
    line([]),
    sideBySide(
      [{ left: receiversOf(letterhead), right: signerOf(letterhead) }],
      Math.round(TEXT_WIDTH * 0.5),
    ),
  ]
}

function receiversOf({ form, receivers, archive }: Letterhead): readonly Paragraph[] {
  const isParty = form === 'party'
  const size = isParty ? SIZE.note : SIZE.small
  const heading = isParty
    ? run('Nơi nhận:', { size: SIZE.body, underline: true })
    : run('Nơi nhận:', { size: SIZE.note, bold: true, italics: true })
  return [
    line([heading], { left: true }),
    ...receivers.map((name) => line([run(`- ${name}${isParty ? ',' : ';'}`, { size })], { left: true })),
    line([run(isParty ? `- Lưu ${archive}.` : `- Lưu: ${archive}.`, { size })], { left: true }),
  ]
}

/** Authority and title in capitals; the name below the room for the signature. */
function signerOf({ form, signer }: Letterhead): readonly Paragraph[] {
  const isParty = form === 'party'
  return [
    ...(signer.authority === null
      ? []
      : [line([run(signer.authority.toLocaleUpperCase('vi'), { bold: true })])]),
    line([run(signer.title.toLocaleUpperCase('vi'), { bold: !isParty })]),
    ...Array.from({ length: SIGNING_ROOM }, () => line([])),
    line([run(signer.name ?? '', { bold: true })]),
  ]
}
