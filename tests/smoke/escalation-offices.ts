/** Offices that play the escalation script: Telegram over sockets, and the console's text menus. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { createApp } from '../../bot/app.ts'
import {
  CONSOLE_ACCOUNT,
  createConsoleChannel,
  type Written,
} from '../../bot/channels/console/console-channel.ts'
import { hashCode } from '../../bot/codes.ts'
import { createStandingClock } from '../../jobs/clocks.ts'
import type { Database } from '../../prisma/database.ts'
import { openEvidenceFiles } from '../../prisma/evidence-files.ts'
import { seedHolidays } from '../../prisma/holidays.ts'
import type { FakeUser } from '../fakes/telegram/fake-user.ts'
import { seedOffice } from '../harness/small-office.ts'
import { CAST, type CastMember, type EscalationOffice, seedCast } from './escalation-script.ts'
import { openOffice, ZONE } from './telegram-office.ts'

export interface OpenedOffice extends EscalationOffice {
  close(): Promise<void>
}

const SINCE = new Date('2026-09-01T00:00:00Z')
const instantOf = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime(ZONE).toInstant()
const wallOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(ZONE).toPlainDateTime().toString()

/** A code that the person registers with, as /moi would have given it. */
export async function invite(db: Database, handle: CastMember, index: number): Promise<string> {
  const code = `AB2${index + 2}-CD45`
  await db.client.invite.create({
    data: {
      id: `invite-${handle}`,
      personId: `person-${handle}`,
      codeHash: hashCode(code),
      createdAt: SINCE,
      expiresAt: new Date('2026-11-30T00:00:00Z'),
    },
  })
  return code
}

/** Everybody links by a code of his before the script begins, at 07:30 of the Monday. */
export async function openTelegramEscalation(db: Database): Promise<OpenedOffice> {
  const office = await openOffice(db, 'polling', '07:30:00')
  await seedCast(db)
  const users = new Map<CastMember, FakeUser>()
  for (const [index, handle] of CAST.entries()) users.set(handle, await link(handle, index))
  const user = (who: CastMember) => users.get(who)!
  const looked = new Map<CastMember, number>()

  async function link(handle: CastMember, index: number): Promise<FakeUser> {
    const code = await invite(db, handle, index)
    const phone = office.telegram.user(handle)
    const asked = office.expecting(phone, /đúng không ạ\?$/)
    phone.starts(code)
    await asked
    const linked = office.expecting(phone, /^Đã liên kết tài khoản/)
    phone.taps('Đúng, là tôi')
    await linked
    return phone
  }

  /** Messages of a phone, each wording once: an edited one is heard again. */
  const said = (who: CastMember) =>
    user(who)
      .hears()
      .flatMap(({ text, earlier }) => [...earlier, text])

  for (const who of CAST) looked.set(who, said(who).length)
  return {
    db,
    async moveTo(wall) {
      const target = instantOf(wall)
      for (;;) {
        const next = await office.app.nextMoment(target)
        if (next === null) break
        await office.moveTo(wallOf(next))
        await office.quiet()
      }
      await office.moveTo(wall)
      await office.quiet()
    },
    async says(who, text) {
      user(who).sends(text)
      await office.quiet()
    },
    async chooses(who, label) {
      user(who).taps(label)
      await office.quiet()
    },
    async heard(who) {
      await office.quiet()
      const texts = said(who)
      const news = texts.slice(looked.get(who) ?? 0)
      looked.set(who, texts.length)
      return news
    },
    close: () => office.close(),
  }
}

/** No buttons at all: what has one is chosen by its number, or by its words where the menu shows no numbers. */
export async function openTextMenuEscalation(db: Database): Promise<OpenedOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'escalation-'))
  const clock = createStandingClock(instantOf('2026-11-23T07:30'))
  await seedOffice(db.client)
  await seedHolidays(db.client)
  await seedCast(db)
  await db.client.channelAccount.createMany({
    data: CAST.map((handle) => ({
      id: `account-${handle}`,
      channel: 'console',
      botAccount: CONSOLE_ACCOUNT,
      userId: handle,
      threadId: handle,
      personId: `person-${handle}`,
      isMain: true,
      stateSince: SINCE,
      linkedAt: SINCE,
    })),
  })
  const written: Written[] = []
  const channel = createConsoleChannel({ clock, hasButtons: false, write: (one) => written.push(one) })
  const evidence = await openEvidenceFiles(folder)
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const app = createApp({ db, evidence, channels: [channel], clock, zone: ZONE, setupCode: null, log })
  await app.startReceiving()
  const settle = async () => {
    await app.tick()
    await app.drain()
  }
  await settle()
  const says = async (who: CastMember, text: string) => {
    const done = await channel.say({ person: who, text, photos: [], tap: null })
    if (!done.ok) throw new Error(done.reason)
    await settle()
  }
  const looked = new Map<CastMember, number>()
  return {
    db,
    says,
    async moveTo(wall) {
      const target = instantOf(wall)
      for (;;) {
        const next = await app.nextMoment(target)
        if (next === null) break
        clock.set(next)
        await settle()
      }
      clock.set(target)
      await settle()
    },
    async chooses(who, label) {
      const menu = written.findLast(({ to, message }) => to === who && hasEntry(message.text, label))
      if (menu === undefined) throw new Error(`no entry “${label}” in the menus of ${who}`)
      await says(who, answerFor(menu.message.text, label))
    },
    async heard(who) {
      const texts = written.filter(({ to }) => to === who).map(({ message }) => message.text)
      const news = texts.slice(looked.get(who) ?? 0)
      looked.set(who, texts.length)
      return news
    },
    async close() {
      await app.stop()
      await rm(folder, { recursive: true })
    },
  }
}

const wordsOf = (label: string) => label.replace(/…$/, '')

export function hasEntry(text: string, label: string): boolean {
  return text.toLowerCase().includes(wordsOf(label).toLowerCase())
}

/** The number under which a menu shows the label, or its words. */
export function answerFor(text: string, label: string): string {
  const row = text.split('\n').find((line) => line.replace(/^\d+\. /, '') === label && line !== label)
  return /^\d+/.exec(row ?? '')?.[0] ?? wordsOf(label).toLowerCase()
}
