/** The afternoon that is played again and again in crash tests: one act per step, at its time of the day. */
import { pictureBytes } from '../contract/channel-rig.ts'
import type { FakeUser, SentByPerson } from '../fakes/telegram/fake-user.ts'
import type { Handle } from '../harness/small-office.ts'

export const BINHS_CODE = 'AB23-CD45'
/** In the order in which they come to the platform, which gives them their ids. */
export const CAST = ['chi', 'binh', 'lan', 'minh', 'phuc'] as const satisfies readonly Handle[]
export type Cast = Readonly<Record<(typeof CAST)[number], FakeUser>>

export interface Step {
  readonly clock: string
  readonly name: string
  readonly act: (cast: Cast) => unknown
}

const nobody = () => undefined

export function afternoon(): readonly Step[] {
  let first: SentByPerson | null = null
  const step = (clock: string, name: string, act: Step['act']): Step => ({ clock, name, act })
  return [
    step('15:00', 'a code', ({ binh }) => void binh.starts(BINHS_CODE)),
    step('15:01', 'its confirmation', ({ binh }) => void binh.taps('Đúng, là tôi')),
    step('15:30', 'the heads-up', nobody),
    step('16:00', 'a report in words', ({ binh }) => {
      first = binh.sends('NV07 81%, còn 29 xã vướng kéo cáp, đề nghị VNPT hỗ trợ; NV09 60%')
    }),
    step('16:02', 'the card', ({ binh }) => void binh.sends('/baocao')),
    step('16:03', 'a task of the card', ({ binh }) => void binh.taps('NV10')),
    step('16:04', 'its percentage asked for', ({ binh }) => void binh.taps('Cập nhật %')),
    step('16:05', 'its percentage', ({ binh }) => void binh.sends('57')),
    step('16:10', 'a photo with words', ({ lan }) => void lan.sendsPhoto(pictureBytes(3001), 'NV14 66%')),
    step('16:12', 'an album', ({ lan }) =>
      lan.sendsAlbum([
        { bytes: pictureBytes(3002), caption: 'NV14 67%' },
        { bytes: pictureBytes(3003) },
        { bytes: pictureBytes(3004) },
      ]),
    ),
    step('16:14', 'a cancellation', ({ lan }) => void lan.taps('Hủy')),
    step('16:15', 'its confirmation', ({ lan }) => void lan.taps('Đúng, hủy báo cáo')),
    step('16:20', 'an edited message', ({ binh }) => {
      if (first === null) throw new Error('nothing was said yet')
      binh.edits(first, 'NV07 82%, còn 29 xã vướng kéo cáp, đề nghị VNPT hỗ trợ; NV09 60%')
    }),
    step('16:30', 'the reminders', nobody),
    step('17:00', 'the escalation and the summary', nobody),
    step('17:02', 'a digest taken note of', ({ phuc }) => void phuc.taps('Đã nhận')),
    step('17:05', 'a late report', ({ minh }) => void minh.sends('NV16 55%')),
    step('17:06', 'the summary asked for', ({ chi }) => void chi.sends('/tonghop')),
  ]
}
