/** A duty of Sở KH&CN under daily and weekly regimes, and a conversation with its officer. */
import { Temporal } from 'temporal-polyfill'
import type { Conversation, OwnReport, Setting } from '../../../core/conversation.ts'
import { createWorkCalendar } from '../../../core/programme/calendar.ts'
import { programmeSettings } from '../../../core/programme/settings.ts'
import { nothingSaid } from '../../../core/report/dialogue/nothing-said.ts'
import type { Duty, Report } from '../../../core/report/report.ts'
import type { TaskReading } from '../../../core/report/understand/reading.ts'
import { EMPTY_SESSION } from '../../../core/talk/session.ts'

export const ZONE = 'Asia/Ho_Chi_Minh'

/** An instant by its local time in Viet Nam, seconds and fractions allowed. */
export function at(local: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).toInstant()
}

export function dutyOn(code: string, more: Partial<Duty> = {}): Duty {
  return {
    task: {
      id: `t${code}`,
      programmeId: 'p1',
      code,
      outline: null,
      group: null,
      title: `Nhiệm vụ ${code}`,
      due: Temporal.PlainDate.from('2026-12-31'),
      dueKind: 'date',
      dueRaw: null,
      product: null,
      authority: null,
      resources: null,
      target: null,
      regimes: ['daily', 'weekly'],
      state: 'open',
      addedAt: at('2026-10-01T08:00'),
      assignments: [],
    },
    unit: {
      id: 'u1',
      name: 'Sở Khoa học và Công nghệ',
      shortName: 'Sở KH&CN',
      kind: 'department',
      parentId: null,
    },
    programme: {
      id: 'p1',
      code: 'P',
      name: 'Chương trình',
      active: true,
      revision: 1,
      settings: programmeSettings.parse({}),
    },
    substituteFor: null,
    peersDone: true,
    last: null,
    openObstacles: [],
    filings: [],
    promised: null,
    ...more,
  }
}

export function reading(code: string, more: Partial<TaskReading>): TaskReading {
  return { ...nothingSaid(code, `${code} …`), matchedBy: 'code', ...more }
}

export function reportOn(duty: Duty, more: Partial<OwnReport> = {}): OwnReport {
  const base: Report = {
    id: 'r1',
    number: 'BC-261123-0001',
    taskId: duty.task.id,
    unitId: duty.unit.id,
    personId: 'binh',
    filedAt: at('2026-11-23T10:00'),
    version: 1,
    content: {
      status: 'in_progress',
      percent: 60,
      quantity: null,
      result: null,
      obstacle: null,
      cause: null,
      proposal: null,
      addressee: null,
      nextStep: null,
      nextDate: null,
      text: 'NV09 60%',
    },
    missing: [],
    flags: [],
    evidenceCount: 0,
  }
  return { ...base, code: duty.task.code, isLate: false, inboxId: null, messageId: null, ...more }
}

export function settingAt(local: string): Setting {
  let ids = 0
  let receipts = 0
  return {
    now: at(local),
    zone: ZONE,
    calendar: createWorkCalendar([]),
    newId: () => `id${++ids}`,
    nextReceipt: () => ++receipts,
    conferences: [],
    coordinatorIds: ['chi'],
  }
}

export function conversationWith(duties: readonly Duty[], more: Partial<Conversation> = {}): Conversation {
  const thread = { channel: 'telegram', account: '1', threadId: '7', isGroup: false } as const
  return {
    inboxId: 'm1',
    incoming: {
      thread,
      providerId: '1',
      senderId: '7',
      senderName: 'Bình',
      sentAt: at('2026-11-23T10:00').toString(),
      kind: 'text',
      text: '',
      media: [],
      albumId: null,
      refersTo: null,
      messageId: '7:1',
      tapData: null,
      tapId: null,
      membership: null,
      addressed: true,
      isForwarded: false,
    },
    media: [],
    sender: {
      person: {
        id: 'binh',
        name: 'Trần Thị Bình',
        handle: 'binh',
        honorific: 'chị',
        title: null,
        phone: null,
      },
      account: {
        id: 'a1',
        channel: 'telegram',
        account: '1',
        userId: '7',
        threadId: '7',
        personId: 'binh',
        isMain: true,
        state: 'active',
      },
      posts: [],
    },
    session: EMPTY_SESSION,
    duties,
    otherTasks: [],
    recentMenus: [],
    refersTo: null,
    ownReports: [],
    album: null,
    codeFailures: null,
    ...more,
  }
}
