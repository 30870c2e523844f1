import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../../core/lock/canonical-json.ts'
import { freeze, lackingByUnit, overviewAtLock, thaw } from '../../../core/lock/freeze.ts'
import { verdictOf } from '../../../core/lock/verify.ts'
import type { UrgingLog } from '../../../core/summary/explanation.ts'
import { local, ZONE } from '../programme/fixtures.ts'
import { histories, rowOf } from '../summary/history.ts'
import { conference } from './fixtures.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const facts = (rows: Parameters<typeof overviewAtLock>[0]['rows']) => ({
  programme: { id: 'p1', code: 'NQ57', name: 'Chương trình' },
  conference: conference(),
  information: 'period' as const,
  windowFrom: local('2026-10-25T00:00'),
  zone: ZONE,
  rows,
})

test('canonical JSON sorts keys at every depth, and writes nothing else differently', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 'Sở “A”' }], a: null, e: undefined })).toBe(
    '{"a":null,"b":[{"c":"Sở “A”","d":1}]}',
  )
})

test('canonical JSON does not depend on the order of keys and reads back as the same value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse())
      expect(canonicalJson(turned)).toBe(canonicalJson(value))
      expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value))
    }),
  )
})

test('whatever an office looks like, the frozen text reads back as the same picture and the same list', () => {
  fc.assert(
    fc.property(histories, (list) => {
      const rows = list.map(rowOf)
      const overview = overviewAtLock(facts(rows))
      const log: UrgingLog = {
        unitId: 'u0',
        reminders: 2,
        lastReminderAt: local('2026-11-24T16:30'),
        acknowledgements: [{ name: 'Ông Nam', at: local('2026-11-24T17:05') }],
        trail: [{ at: local('2026-11-24T16:30'), kind: 'reminded', name: 'Bà Lan' }],
      }
      const text = freeze(facts(rows), [log])
      const thawed = thaw(text)
      expect(thawed?.overview.total).toEqual(overview.total)
      expect(thawed?.overview.units).toEqual(overview.units)
      expect(thawed?.overview.results.map(({ row }) => row.task.code)).toEqual(
        overview.results.map(({ row }) => row.task.code),
      )
      const lacking = new Set([...overview.missing, ...overview.leftOut].map(({ row }) => row.unit.id))
      expect(new Set(thawed?.content.explanations.map(({ unitId }) => unitId))).toEqual(lacking)
      expect(freeze({ ...facts(rows), rows: thawed?.content.rows ?? [] }, [log])).toBe(text)
    }),
    { numRuns: 60 },
  )
})

test('every task that lacks information is looked up under its unit, incomplete ones too', () => {
  fc.assert(
    fc.property(histories, (list) => {
      const overview = overviewAtLock(facts(list.map(rowOf)))
      const found = [...lackingByUnit(overview).values()].flat().length
      expect(found).toBe(overview.missing.length + overview.leftOut.length)
    }),
  )
})

test('a text that is no snapshot thaws to nothing', () => {
  expect(thaw('')).toBeNull()
  expect(thaw('{"v":2}')).toBeNull()
})

test('text, checksum beside it and audit log have to agree', () => {
  const found = sha256('nội dung')
  expect(verdictOf({ sha256: found, auditedSha256: found }, found)).toBe('intact')
  expect(verdictOf({ sha256: found, auditedSha256: found }, sha256('nội dung khác'))).toBe('changed')
  expect(verdictOf({ sha256: sha256('giả'), auditedSha256: found }, sha256('giả'))).toBe('changed')
  expect(verdictOf({ sha256: found, auditedSha256: null }, found)).toBe('not_audited')
})
