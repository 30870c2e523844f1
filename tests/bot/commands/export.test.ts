import { expect, inject, test, vi } from 'vitest'
import { openFreshEmbedded, openFreshServer } from '../../harness/databases.ts'
import { openPlay } from '../../harness/play.ts'

vi.setConfig({ testTimeout: 120_000 })

const databases = [
  ['the embedded database', openFreshEmbedded] as const,
  ...(inject('hasPostgres') ? [['PostgreSQL', openFreshServer] as const] : []),
]

test.each(databases)(
  'a coordinator gets picture, workbook and report of a period, on %s',
  async (_, open) => {
    const db = await open()
    const play = await openPlay(db, { hasButtons: true, start: '2026-11-23T16:45' })
    try {
      const told = await play.line('@chi /tinhhinh')
      expect(told.map(({ message }) => message.files.map(({ mime }) => mime))).toEqual([['image/png'], []])
      expect(told[1]?.message.text.split('\n')).toHaveLength(3)

      await play.line('@chi /tonghop')
      const [coming, workbook] = await play.line('@chi [tap Excel]')
      expect(coming?.message.text).toMatch(/^Em đang soạn bảng Excel ngày 23\/11/)
      expect(workbook?.message.files).toHaveLength(1)
      expect(workbook?.message.files[0]?.name).toMatch(/^[\w.-]+\.xlsx$/)
      expect(workbook?.message.text).not.toContain('\n')

      const [, report] = await play.line('@chi [tap Word]')
      expect(report?.message.files[0]?.name).toMatch(/\.docx$/)
      const [, zip] = await play.line('@chi /xuat zip tuần')
      expect(zip?.message.files[0]?.name).toMatch(/\.zip$/)
      // The officer's command it is not, and evidence is the coordinators'.
      const [refused] = await play.line('@bao /xuat xlsx')
      expect(refused?.message.text).toMatch(/^Lệnh này dành cho/)
      const [onlyHers] = await play.line('@hanh /xuat zip')
      expect(onlyHers?.message.text).toMatch(/^Lệnh này dành cho điều phối/)
      const own = await play.line('@hanh /xuat xlsx')
      expect(own.at(-1)?.message.files).toHaveLength(1)
      const rows = await db.client.outboxMessage.findMany({ where: { identity: { startsWith: 'file:' } } })
      expect(rows.map(({ state }) => state)).toEqual(rows.map(() => 'sent'))
    } finally {
      await play.close()
      await db.close()
    }
  },
)
