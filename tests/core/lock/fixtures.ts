/** The conference of Saturday 28/11/2026, 08:00, for which input closes on Wednesday 25/11. */
import type { Conference, LockException } from '../../../core/lock/conference.ts'
import { local } from '../programme/fixtures.ts'

export function conference(more: Partial<Conference> = {}): Conference {
  return {
    id: 'c1',
    programmeId: 'p1',
    startsAt: local('2026-11-28T08:00'),
    endsAt: local('2026-11-28T12:00'),
    lockFrom: local('2026-11-25T00:00'),
    lockUntil: local('2026-11-28T12:00'),
    movedFrom: null,
    state: 'planned',
    warnedDays: null,
    frozenAt: null,
    exceptions: [],
    ...more,
  }
}

export function exception(unitId: string, from: string, until: string): LockException {
  return { id: `${unitId}-${from}`, unitId, from: local(from), until: local(until), reason: 'chờ số liệu' }
}
