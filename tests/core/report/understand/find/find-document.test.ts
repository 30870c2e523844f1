import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../../../core/report/understand/find/find-document.ts'
import { tokenise } from '../../../../../core/report/understand/text/tokenise.ts'

const read = (text: string) => readDocument(text, tokenise(text), 0)?.symbol

describe('numbers of papers', () => {
  it.each(['215/BC-SKHCN', '1313/UBND-KSTT', '57-NQ/TW', '1841-QĐ/TU', '12/2025/QĐ-UBND'])(
    'reads %s',
    (symbol) => {
      expect(read(`${symbol} ngày 15/5`)).toBe(symbol)
    },
  )

  it.each(['126/155 xã', '16/5/2025', '155/tháng', '9-12 đạt'])('finds none in %s', (text) => {
    expect(read(text)).toBeUndefined()
  })
})
