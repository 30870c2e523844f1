import { describe, expect, it } from 'vitest'
import { mayUrge, nextUrgeAt } from '../../../core/reminder/urge.ts'
import { local } from '../programme/fixtures.ts'

describe('an officer may be urged by hand', () => {
  const last = local('2026-11-23T10:00')
  it('when he never was', () => {
    expect(mayUrge(null, last)).toBe(true)
  })
  it('again when a full hour has gone by, not a moment earlier', () => {
    const at = ['10:00', '10:59:59.999', '11:00', '11:00:00.001'].map((time) => local(`2026-11-23T${time}`))
    expect(at.map((now) => mayUrge(last, now))).toEqual([false, false, true, true])
    expect(nextUrgeAt(last).equals(local('2026-11-23T11:00'))).toBe(true)
  })
  it('not sooner because the clock was set back', () => {
    expect(mayUrge(last, local('2026-11-23T09:30'))).toBe(false)
  })
})
