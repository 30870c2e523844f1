import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../../../jobs/import/limits.ts'
import { readCsv } from '../../../jobs/import/read-csv.ts'

function rowsOf(bytes: Uint8Array): string[][] {
  const result = readCsv(bytes, DEFAULT_LIMITS)
  if (!result.ok) throw new Error(result.problem.code)
  return (result.value[0]?.rows ?? []).map((row) => row.map(({ text }) => text.normalize('NFC')))
}

const HEAD = ['TT', 'Nội dung', 'Chủ trì', 'Thời hạn']

describe('comma separated files', () => {
  it('find their separator by the heading, not by commas in the words', () => {
    const text =
      'Danh mục, kèm theo, năm 2026\nTT;Nội dung;Chủ trì;Thời hạn\n1;Rà soát, số hóa, ký số;Sở Y tế;30/6/2026\n'
    expect(rowsOf(Buffer.from(text)).slice(1)).toEqual([
      HEAD,
      ['1', 'Rà soát, số hóa, ký số', 'Sở Y tế', '30/6/2026'],
    ])
  })

  it('obey the separator that a spreadsheet wrote on top', () => {
    expect(rowsOf(Buffer.from('sep=|\r\nTT|Nội dung|Chủ trì|Thời hạn\r\n'))[0]).toEqual(HEAD)
  })

  it('keep line breaks and quotes inside of cells, and count rows as a spreadsheet does', () => {
    const text = 'TT,Nội dung,Chủ trì,Thời hạn\n\n1,"Đầu tiên\nrồi ""tiếp""",Sở Y tế,30/6/2026\n'
    expect(rowsOf(Buffer.from(text))).toEqual([
      HEAD,
      [''],
      ['1', 'Đầu tiên\nrồi "tiếp"', 'Sở Y tế', '30/6/2026'],
    ])
  })

  it('are read from windows-1258 with its combining tone marks', () => {
    const bytes = Buffer.from('TT,N\xf4\xf2i dung,Ch\x75\xd2 tr\x69\xcc,Th\xf5\xcci h\x61\xf2n\n', 'latin1')
    expect(rowsOf(bytes)).toEqual([HEAD])
  })

  it('never calculate: a formula stays the text it is', () => {
    expect(
      rowsOf(Buffer.from('TT,Nội dung,Chủ trì,Thời hạn\n1,"=HYPERLINK(""http://a"")",b,c'))[1]?.[1],
    ).toBe('=HYPERLINK("http://a")')
  })
})
