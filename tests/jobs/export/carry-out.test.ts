import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import type { EvidenceFiles } from '../../../core/evidence/evidence-files.ts'
import { createWorkCalendar } from '../../../core/programme/calendar.ts'
import { EXPORT_KINDS, type ExportOrder, exportOrder, mayHave } from '../../../core/summary/export-order.ts'
import { letterhead } from '../../../core/summary/letterhead.ts'
import { carryOut, type ExportRoom } from '../../../jobs/export/carry-out.ts'
import { DEFAULT_LIMITS } from '../../../jobs/import/limits.ts'
import { readXlsx } from '../../../jobs/import/read-xlsx.ts'
import { dutyOn, ZONE } from '../../core/report/fixtures.ts'
import { NOW, sampleRows } from './sample.ts'

const ORDER: ExportOrder = {
  kind: 'workbook',
  periodKey: '2026-11',
  programmeIds: null,
  unitIds: null,
  scope: null,
  seesPhones: true,
  originals: false,
}
const LIMITS = { maxBytes: 5_000_000, signal: new AbortController().signal }

/** Keeps bytes by their hash. */
function memory(): Pick<EvidenceFiles, 'put' | 'open'> & { readonly kept: Map<string, Buffer> } {
  const kept = new Map<string, Buffer>()
  return {
    kept,
    async put(bytes, { maxBytes }) {
      const all = await buffer(Readable.from(bytes))
      if (all.length > maxBytes) return { ok: false, problem: 'too_large' }
      const sha256 = createHash('sha256').update(all).digest('hex')
      kept.set(sha256, all)
      return { ok: true, sha256, sizeBytes: all.length }
    },
    async open(sha256) {
      const bytes = kept.get(sha256)
      return bytes === undefined ? null : Readable.from([bytes])
    },
  }
}

function room(files = memory()) {
  const rows = sampleRows(4, 5)
  const asked: string[] = []
  const load = async (
    programme: { id: string },
    period: { key: string },
    unitIds: readonly string[] | null,
  ) => {
    asked.push(`${programme.id} ${period.key} ${unitIds ?? 'all'}`)
    return rows
  }
  const built: ExportRoom = {
    now: NOW,
    zone: ZONE,
    programmes: [dutyOn('x').programme, { ...dutyOn('x').programme, id: 'p2' }],
    calendar: createWorkCalendar([]),
    letterhead: letterhead.parse({}),
    files,
    source: {
      overviewRows: load,
      earlierRows: load,
      evidence: async () => ({ evidence: [], marks: [] }),
    },
  }
  return { built, asked, files }
}

describe('an order', () => {
  test.each(EXPORT_KINDS)('for %s becomes a message with the stored file and its line', async (kind) => {
    const { built, files } = room()
    const carried = await carryOut({ ...ORDER, kind }, built, LIMITS)
    if (carried.kind !== 'ready') throw new Error(carried.kind)
    const [file] = carried.message.files
    expect(carried.message.text).not.toBe('')
    expect(carried.message.text).not.toContain('\n')
    expect(file!.name).toMatch(/^[a-zA-Z0-9_-]+\.(xlsx|docx|zip|png)$/)
    expect(files.kept.get(file!.sha256)!.length).toBe(file!.sizeBytes)
  })

  test('asks only for the programmes and units it names', async () => {
    const { built, asked } = room()
    await carryOut({ ...ORDER, programmeIds: ['p2'], unitIds: ['u1'], scope: 'Sở Tư pháp' }, built, LIMITS)
    expect(asked).toEqual(['p2 2026-11 u1', 'p2 2026-10 u1'])
  })

  test('of somebody who may not see telephone numbers yields none', async () => {
    const phones = async (seesPhones: boolean) => {
      const { built, files } = room()
      await carryOut({ ...ORDER, seesPhones }, built, LIMITS)
      const read = await readXlsx([...files.kept.values()][0]!, DEFAULT_LIMITS)
      if (!read.ok) throw new Error('not read')
      return read.value.flatMap(({ rows }) => rows.flat()).filter(({ text }) => text.startsWith('0905'))
        .length
    }
    expect(await phones(true)).toBeGreaterThan(0)
    expect(await phones(false)).toBe(0)
  })

  test('whose file is too large for the chat says so with its name', async () => {
    const { built, files } = room()
    expect(await carryOut(ORDER, built, { ...LIMITS, maxBytes: 100 })).toMatchObject({
      kind: 'too_large',
      fileName: 'tong-hop-2026-11.xlsx',
    })
    expect(files.kept.size).toBe(0)
  })

  test('for no period there is is refused', async () => {
    expect(await carryOut({ ...ORDER, periodKey: '2026-13' }, room().built, LIMITS)).toEqual({
      kind: 'unknown_period',
    })
  })
})

test('originals are for coordinators alone', () => {
  expect(mayHave({ originals: true }, ['head', 'officer'])).toBe(false)
  expect(mayHave({ originals: true }, ['coordinator'])).toBe(true)
  expect(mayHave({ originals: false }, ['head'])).toBe(true)
})

test('an order survives the outbox', () => {
  expect(exportOrder.parse(JSON.parse(JSON.stringify(ORDER)))).toEqual(ORDER)
  expect(exportOrder.safeParse({ ...ORDER, kind: 'pdf' }).success).toBe(false)
})
