/**
 * The contract of a channel adapter (core/talk/courier.ts), run on every adapter before its own fake platform. A case
 * a channel cannot take part in is named in `cannot` with the reason, and shows as skipped.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MediaUnavailable } from '../../core/talk/courier.ts'
import type { SendOutcome } from '../../core/talk/message.ts'
import {
  bytesOf,
  type ChannelRig,
  type ContractCase,
  type Inabilities,
  longText,
  pictureBytes,
  plain,
  Taken,
  until,
  words,
} from './channel-rig.ts'

export function describeChannelContract(
  name: string,
  makeRig: () => Promise<ChannelRig>,
  cannot: Inabilities = {},
): void {
  let rig: ChannelRig
  let taken: Taken

  /** A case by its name in `cannot`, or one that every channel must pass. */
  const must = (which: ContractCase | 'always', sentence: string, run: () => Promise<void>) => {
    const reason = which === 'always' ? undefined : cannot[which]
    if (reason === undefined) test(sentence, run)
    else test.skip(`${sentence} (${reason})`, run)
  }
  const soon = () => AbortSignal.timeout(15_000)
  const send = (text: string, more = {}) => rig.channel.send(rig.thread, plain(text, more), soon())

  describe(`${name} keeps the contract of a channel`, () => {
    beforeEach(async () => {
      rig = await makeRig()
      taken = new Taken()
    })
    afterEach(() => rig.close())

    must('always', 'its inabilities do not contradict its capabilities', async () => {
      const { buttons, edit, filesOut } = rig.channel.capabilities
      expect({ tap: cannot.tap === undefined, edit: cannot.edit === undefined }).toEqual({
        tap: buttons,
        edit,
      })
      expect(cannot.files === undefined).toBe(filesOut)
    })

    describeReceiving()
    describeSending()
    describeMedia()

    must('health', 'it is healthy while it receives and says why and since when it is not', async () => {
      expect(rig.channel.health().state).toBe('down')
      await rig.channel.start(taken.take)
      await until('it is up', () => rig.channel.health().state === 'up')
      rig.trouble.goesAway()
      await until('the trouble shows', () => rig.channel.health().state !== 'up')
      expect(rig.channel.health()).toMatchObject({ reason: expect.stringMatching(/\S/) })
      rig.trouble.comesBack()
      await until('it is up again', () => rig.channel.health().state === 'up')
      await rig.channel.stop()
      expect(rig.channel.health().state).toBe('down')
    })
  })

  function describeReceiving(): void {
    must(
      'always',
      'texts arrive in the order in which they were said, fit to be stored as JSON',
      async () => {
        await rig.channel.start(taken.take)
        const said = Array.from({ length: 12 }, (_, index) => `NV0${index} ${index * 7}%, đã kéo cáp`)
        for (const text of said) await rig.person.says(text)
        await until('all arrived', () => taken.texts.length >= said.length)

        expect(taken.texts).toEqual(said)
        expect(new Set(taken.all.map((one) => one.providerId)).size).toBe(taken.all.length)
        expect(JSON.parse(JSON.stringify(taken.all))).toEqual(taken.all)
        const first = taken.all.find((one) => one.text === said[0])
        expect(first).toMatchObject({ kind: 'text', thread: rig.thread, addressed: true, isForwarded: false })
        expect(Date.parse(first?.sentAt ?? '')).toBeGreaterThan(Date.parse('2020-01-01T00:00:00Z'))
      },
    )

    must('tap', 'a tap carries its data, and names the message that holds the button', async () => {
      await rig.channel.start(taken.take)
      const buttons = [[{ label: 'Không đổi', data: 'v1:same:12:3' }]]
      const sent = await send('NV12 · hôm qua 40%', { buttons })
      await rig.person.taps('Không đổi')
      await until('the tap arrived', () => taken.all.some((one) => one.kind === 'tap'))
      const tap = taken.all.find((one) => one.kind === 'tap')
      expect(tap).toMatchObject({ tapData: 'v1:same:12:3', thread: rig.thread, addressed: true })
      expect(namesOf(sent)).toContain(tap?.refersTo)
      await rig.channel.answerTap?.(tap?.tapId ?? '', null, soon())
    })

    must('photo', 'text, photo and text keep their order', async () => {
      await rig.channel.start(taken.take)
      await rig.person.says('một')
      await rig.person.sendsPhoto(pictureBytes(2000), 'hai')
      await rig.person.says('ba')
      await until('all arrived', () => taken.texts.length >= 3)
      expect(taken.texts).toEqual(['một', 'hai', 'ba'])
      const photo = taken.all.find((one) => one.text === 'hai')
      expect(photo).toMatchObject({ kind: 'photo', media: [{ kind: 'photo' }] })
    })

    must('redelivery', 'what could not be stored comes again, in order and under the same ids', async () => {
      const tried: string[] = []
      let failures = 3
      taken.before = (batch) => {
        tried.push(...batch.map((one) => one.providerId))
        if (failures-- > 0) throw new Error('the database is away')
      }
      await rig.channel.start(taken.take)
      for (const text of ['một', 'hai', 'ba']) await rig.person.says(text)
      await until('all were stored', () => new Set(taken.texts).size === 3)
      expect([...new Set(taken.texts)]).toEqual(['một', 'hai', 'ba'])
      expect(tried.length).toBeGreaterThan(3)
      expect([...new Set(tried)]).toEqual([...new Set(taken.all.map((one) => one.providerId))])
    })

    must('kept while away', 'nothing is lost between a stop and the start of another process', async () => {
      await rig.channel.start(taken.take)
      await rig.person.says('trước')
      await until('the first arrived', () => taken.texts.includes('trước'))
      const next = await rig.restart()
      await rig.person.says('trong lúc nghỉ 1')
      await rig.person.says('trong lúc nghỉ 2')
      await next.start(taken.take)
      await rig.person.says('sau')
      await until('the last arrived', () => taken.texts.includes('sau'))
      await next.stop()
      const seen = [...new Set(taken.texts)]
      expect(seen).toEqual(['trước', 'trong lúc nghỉ 1', 'trong lúc nghỉ 2', 'sau'])
    })

    must('duplicate', 'an update brought twice keeps its provider id', async () => {
      rig.trouble.repeatsUpdates()
      await rig.channel.start(taken.take)
      await rig.person.says('một lần thôi')
      await until('both copies arrived', () => taken.texts.length >= 2)
      const [first, second] = taken.all.filter((one) => one.text === 'một lần thôi')
      expect(second).toEqual(first)
    })

    must(
      'always',
      'stop waits for the batch that is being stored, and nothing is handed over after it',
      async () => {
        let finish = () => {}
        const gate = new Promise<void>((resolve) => {
          finish = resolve
        })
        let begun = false
        taken.before = () => {
          begun = true
          return gate
        }
        await rig.channel.start(taken.take)
        await rig.person.says('đang ghi')
        await until('storing began', () => begun)
        let stopped = false
        const stopping = rig.channel.stop().then(() => {
          stopped = true
        })
        await new Promise((resolve) => setTimeout(resolve, 50))
        expect(stopped).toBe(false)
        finish()
        await stopping
        expect(taken.texts).toEqual(['đang ghi'])
      },
    )
  }

  function describeSending(): void {
    must('always', 'a message is accepted, named, and shown as it was written', async () => {
      const text = 'Kính gửi anh/chị: còn 2 nhiệm vụ <chưa> báo cáo & 1 vướng *mắc* _gấp_ https://nq57.vn'
      const sent = await send(text)
      expect(sent.kind).toBe('accepted')
      expect(namesOf(sent)).toHaveLength(1)
      expect(rig.heard().map((heard) => heard.text)).toEqual([text])
    })

    must('always', 'choices can be read by the person, as buttons or as text', async () => {
      const buttons = [
        [{ label: 'Hoàn thành', data: 'v1:a:1:1' }],
        [{ label: 'Vướng mắc', data: 'v1:b:1:1' }],
      ]
      expect((await send('NV01', { buttons })).kind).toBe('accepted')
      const shown = rig.heard().map((heard) => `${heard.text} ${heard.buttons.join(' ')}`)
      expect(shown.join(' ')).toContain('Hoàn thành')
      expect(shown.join(' ')).toContain('Vướng mắc')
    })

    must('always', 'a long Vietnamese text is split within the limit, and no word is lost', async () => {
      const text = longText(rig.channel.capabilities.textLimit * 2.6)
      const sent = await send(text, { buttons: [[{ label: 'Xem tiếp', data: 'v1:more:1:1' }]] })
      const heard = rig.heard()
      const shown = heard.map((one) => one.text)
      expect(sent.kind).toBe('accepted')
      expect(namesOf(sent)).toHaveLength(heard.length)
      expect(heard.length).toBeGreaterThanOrEqual(3)
      for (const part of shown) expect(part.length).toBeLessThanOrEqual(rig.channel.capabilities.textLimit)
      expect(words(shown.join(' ')).slice(0, words(text).length)).toEqual(words(text))
      for (const one of heard.slice(0, -1)) expect(one.buttons).toEqual([])
    })

    must('edit', 'an edit changes the message in place, twice the same is no failure', async () => {
      const sent = await send('16:10 · 3 việc chưa có')
      const edits = namesOf(sent)[0] ?? null
      const edited = await send('16:12 · 2 việc chưa có', { edits })
      const again = await send('16:12 · 2 việc chưa có', { edits })
      expect(namesOf(edited)).toEqual([edits])
      expect(namesOf(again)).toEqual([edits])
      expect(rig.heard().map((heard) => heard.text)).toEqual(['16:12 · 2 việc chưa có'])
    })

    must('files', 'pictures and documents leave with their exact bytes, while it is connected', async () => {
      await rig.channel.start(taken.take)
      const picture = pictureBytes(5000)
      const sheet = Buffer.from('PK\u0003\u0004 bảng tổng hợp', 'utf8')
      const files = [
        rig.offerFile(picture, 'tien-do.jpg', 'image/jpeg'),
        rig.offerFile(
          sheet,
          'Tổng hợp.xlsx',
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        ),
      ]
      expect((await send('Tổng hợp ngày', { files })).kind).toBe('accepted')
      const shown = rig.heard().flatMap((heard) => heard.files)
      expect(shown.map((bytes) => bytes.toString('hex'))).toEqual([
        picture.toString('hex'),
        sheet.toString('hex'),
      ])
      expect(rig.heard().map((heard) => heard.text)).toContain('Tổng hợp ngày')
    })

    must('unreachable', 'somebody who cannot be written to is refused for good, as unreachable', async () => {
      const sent = await rig.channel.send(rig.unreachable, plain('nhắc việc'), soon())
      expect(sent).toMatchObject({ kind: 'refused', lasting: 'permanent', unreachable: true })
    })

    must('refused for a while', 'a refusal for a while says for how long, and nothing was sent', async () => {
      rig.trouble.refusesFor(7)
      const sent = await send('nhắc việc')
      expect(sent).toMatchObject({
        kind: 'refused',
        lasting: 'temporary',
        unreachable: false,
        retryAfterSeconds: rig.ownPauseSeconds ?? 7,
      })
      expect(rig.heard()).toEqual([])
      expect((await send('nhắc việc')).kind).toBe('accepted')
    })

    must(
      'answer lost',
      'a message whose answer is lost is neither sent nor refused but unknown',
      async () => {
        rig.trouble.losesAnswer()
        const sent = await send('nhắc việc')
        expect(sent).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/\S/) })
        expect(rig.heard().map((heard) => heard.text)).toEqual(['nhắc việc'])
      },
    )

    must('silence', 'a call that is given up while the platform is silent is unknown, at once', async () => {
      rig.trouble.staysSilent()
      const began = performance.now()
      const sent = await rig.channel.send(rig.thread, plain('nhắc việc'), AbortSignal.timeout(100))
      expect(sent.kind).toBe('unknown')
      expect(performance.now() - began).toBeLessThan(5000)
    })

    must('always', 'a signal aborted beforehand yields unknown, and sends nothing', async () => {
      const sent = await rig.channel.send(rig.thread, plain('nhắc việc'), AbortSignal.abort())
      expect(sent.kind).toBe('unknown')
      expect(rig.heard()).toEqual([])
    })

    must('always', 'sending is possible after receiving was stopped', async () => {
      await rig.channel.start(taken.take)
      await rig.channel.stop()
      expect((await send('biên nhận')).kind).toBe('accepted')
    })
  }

  function describeMedia(): void {
    const receivePhoto = async (bytes: Buffer) => {
      await rig.channel.start(taken.take)
      await rig.person.sendsPhoto(bytes, 'NV07')
      await until('the photo arrived', () => taken.all.some((one) => one.media.length > 0))
      const media = taken.all.flatMap((one) => one.media)[0]
      if (media === undefined) throw new Error('no media')
      return media
    }

    must('media', 'a photo is fetched byte for byte', async () => {
      const bytes = pictureBytes(300_000)
      const media = await receivePhoto(bytes)
      const fetched = await bytesOf(await rig.channel.fetchMedia(media, soon()))
      expect(fetched.equals(bytes)).toBe(true)
    })

    must('media', 'a photo the platform has forgotten is gone', async () => {
      const media = await receivePhoto(pictureBytes(3000))
      rig.trouble.forgetsMedia()
      const failure = await rig.channel.fetchMedia(media, soon()).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(MediaUnavailable)
      expect(failure).toMatchObject({ lasting: 'gone' })
    })

    must('media', 'a photo whose bytes break off is unavailable for a while, and then whole', async () => {
      const bytes = pictureBytes(300_000)
      const media = await receivePhoto(bytes)
      rig.trouble.breaksDownload()
      const failure = await rig.channel
        .fetchMedia(media, soon())
        .then(bytesOf)
        .catch((error: unknown) => error)
      expect(failure).toMatchObject({ name: 'MediaUnavailable', lasting: 'temporary' })
      const fetched = await bytesOf(await rig.channel.fetchMedia(media, soon()))
      expect(fetched.equals(bytes)).toBe(true)
    })
  }
}

function namesOf(outcome: SendOutcome): readonly string[] {
  return outcome.kind === 'accepted' ? outcome.providerIds : []
}
