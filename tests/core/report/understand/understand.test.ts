import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { TaskReading } from '../../../../core/report/understand/reading.ts'
import { understand } from '../../../../core/report/understand/understand.ts'
import { officer, task } from './officer-context.ts'

const context = officer(['NV07', 'NV09', 'NV10', 'NV17'], {
  otherTasks: [task('NV39', '', { leads: ['Công an tỉnh'] })],
})

function only(text: string, more = {}): TaskReading {
  const reading = understand(text, { ...context, ...more })
  if (reading.intent !== 'report' || reading.pieces.length !== 1) throw new Error(JSON.stringify(reading))
  return reading.pieces[0]!
}

function question(text: string, more = {}) {
  const reading = understand(text, { ...context, ...more })
  return reading.intent === 'ask_back' ? reading.questions[0] : null
}

describe('facts besides the status', () => {
  it('keeps the plan apart from what was reached', () => {
    expect(only('NV07 KH tháng 5 là 50% nhưng mới làm đc 35%')).toMatchObject({
      percent: 35,
      planPercent: 50,
    })
  })

  it('keeps stages apart from the whole', () => {
    expect(only('NV07 hoàn thành 100% giai đoạn 1, gđ 2 chưa làm')).toMatchObject({
      status: 'in_progress',
      percent: null,
      milestones: [{ name: 'giai đoạn 1', percent: 100 }],
    })
  })

  it('takes a request for a later deadline as a proposal with its date, never as a new deadline', () => {
    const piece = only('NV09 chưa xong, mới 40/58 xã; thiếu máy scan. Xin gia hạn đến 30/6')
    expect(piece.proposal?.kind).toBe('extension')
    expect(piece.dates).toMatchObject([{ kind: 'extension_request' }])
    expect(piece.dates[0]?.date.toString()).toBe('2025-06-30')
    expect(piece.obstacle?.text).toBe('thiếu máy scan')
  })

  it('names the unit a proposal is addressed to', () => {
    expect(only('NV09 60%, đề nghị Sở Tài chính sớm bố trí kinh phí').proposal).toMatchObject({
      addressee: 'Sở Tài chính',
      kind: 'request',
    })
  })

  it.each([
    ['NV07 tạm dừng do mưa lũ, đề nghị UBND tỉnh cho lùi nghiệm thu', 'đề nghị UBND tỉnh cho lùi nghiệm thu'],
    ['NV09 60%, thiếu hồ sơ, đề nghị UBND tỉnh đôn đốc', 'đề nghị UBND tỉnh đôn đốc'],
    ['NV09 đạt 72% đề nghị các sở cử đủ người', 'đề nghị các sở cử đủ người'],
  ])('keeps a proposal whole: %s', (text, proposal) => {
    expect(only(text).proposal?.text).toBe(proposal)
  })

  it.each([
    ['NV07 126/155 xã, còn 29 xã vùng cao vướng kéo cáp', '29 xã vùng cao vướng kéo cáp'],
    ['NV07 126/155 xa, con 29 xa vung cao vuong keo cap', '29 xa vung cao vuong keo cap'],
    ['NV09 85%, 2.100 hồ sơ sai số CCCD', '2.100 hồ sơ sai số CCCD'],
  ])('names what is stuck with its number: %s', (text, obstacle) => {
    expect(only(text).obstacle?.text).toBe(obstacle)
  })

  it.each([
    ['NV09 máy chủ hỏng hôm qua nay đã thay, 66%'],
    ['NV09 vướng 5 hộ nay gỡ xong 5 hộ rồi, 71%'],
    ['NV09 bị lỗi đồng bộ, đã khắc phục, hiện 80%'],
  ])('counts a trouble that was mended as none: %s', (text) => {
    expect(only(text)).toMatchObject({ obstacle: null, noObstacle: true, status: 'in_progress' })
  })

  it.each([
    ['NV09 làm 45 ha (KH 60 ha)', 75],
    ['NV09 chỉ tiêu 3.200, đã cấp 2.400', 75],
    ['NV09 phải thu 30 tỷ mà mới thu 19,5 tỷ', 65],
    ['NV09 96 camera lên hình trên tổng 120 camera', 80],
    ['NV09 mố 100%, dầm 90%, mặt cầu 60%, tính chung 85%', 85],
    ['NV09 60% -> 66%', 66],
    ['NV09 97% mai xong', 97],
    ['NV09 chưa đạt kế hoạch, mới 62%', 62],
    ['NV09 8/12', 66.7],
  ])('finds the figure that counts: %s', (text, percent) => {
    expect(only(text)).toMatchObject({ status: 'in_progress', percent })
  })

  it('reads phone spellings, late Telex keys and words without marks alike', () => {
    for (const text of [
      'NV09 chưa làm được gì',
      'nv09 ch làm đc gì',
      'nv09 chua lam dc gi',
      'nv09 chuwa lamf dduwocj gif',
    ])
      expect(only(text), text).toMatchObject({ status: 'not_started', percent: 0 })
  })

  it('reads the weekday of a made-up report as the last one, for nobody makes up for a day to come', () => {
    const weekBefore = (text: string) => {
      const { lateFor } = only(text)
      const today = context.now.toPlainDate()
      return lateFor !== null && today.since(lateFor).days > 0 && today.since(lateFor).days <= 7
    }
    for (const text of [
      'báo bù thứ sáu NV07 65,5%',
      'bao bu cho chu nhat NV07 80%',
      'NV07 80%, báo bù thứ 6',
    ])
      expect(weekBefore(text), text).toBe(true)
  })

  it('files a late report for the day before and keeps both days', () => {
    const piece = only('báo bù hôm qua: NV07 79%, hôm nay 81%')
    expect(piece.lateFor?.toString()).toBe('2025-05-20')
    expect(piece.percent).toBe(81)
    expect(piece.history.map((each) => `${each.date} ${each.percent}`)).toEqual([
      '2025-05-20 79',
      '2025-05-21 81',
    ])
  })

  it('notes that "trước 30/5" excludes the day itself', () => {
    expect(only('NV09 sẽ hoàn thành trước 30/5, hiện 80%').dates[0]).toMatchObject({
      kind: 'deadline_commitment',
      isBefore: true,
      date: Temporal.PlainDate.from('2025-05-30'),
    })
  })

  it('tells "no obstacle" from silence', () => {
    expect(only('NV09 60%, k vướng gì')).toMatchObject({ obstacle: null, noObstacle: true })
    expect(only('NV09 60%')).toMatchObject({ obstacle: null, noObstacle: false })
  })

  it('collects the numbers of papers', () => {
    expect(only('Đã HT NV09, gửi kèm CV 456/SKHCN-VP ngày 16/5/2025').documents).toEqual(['456/SKHCN-VP'])
  })

  it('marks a correction', () => {
    expect(only('em nhắn nhầm, NV10 là 57% chứ ko phải 75%')).toMatchObject({
      percent: 57,
      isCorrection: true,
    })
  })
})

describe('never a silent guess', () => {
  it.each([
    ['NV09 cơ bản hoàn thành', { kind: 'percent', because: 'nearly_done' }],
    ['nv9 khoảng 60-70%', { kind: 'choose_percent', because: 'range', choices: [60, 70] }],
    ['NV09 đạt 62,4%/80%', { kind: 'choose_percent', because: 'metric', choices: [62.4, 78] }],
    ['NV09 130%', { kind: 'choose_percent', because: 'over_100' }],
    ['NV09 100% rồi nhưng còn 3 xã chưa có máy', { kind: 'done_or_not', because: 'contradiction' }],
    ['NV39 60%', { kind: 'not_your_task', leads: ['Công an tỉnh'] }],
    ['NV99 60%', { kind: 'unknown_code', code: 'NV99' }],
    ['60%', { kind: 'which_task', candidates: ['NV07', 'NV09', 'NV10', 'NV17'] }],
    ['tất cả NV đều hoàn thành', { kind: 'evidence_each' }],
    ['NV09 giám sát xong 10/10 xã, đang tổng hợp kết quả', { kind: 'done_or_not' }],
    ['NV09 155/155 xã xong, nhưng mới 40 xã phát sinh hồ sơ', { kind: 'done_or_not' }],
    ['NV09 xong, trừ 2 xã chưa nộp', { code: 'NV09' }],
    ['NV09 không cần triển khai nữa vì tỉnh làm tập trung', { kind: 'done_or_not', because: 'unclear' }],
    ['NV 7-10 đạt 70%', { kind: 'which_of_list', candidates: ['NV07', 'NV09', 'NV10'] }],
  ])('%s', (text, expected) => {
    expect(question(text)).toMatchObject(expected)
  })

  it('confirms a percentage that falls without a reason', () => {
    const tasks = [task('NV09', '', { previous: { status: 'in_progress', percent: 65 } }), task('NV10')]
    expect(question('NV09 40%', { tasks })).toMatchObject({ kind: 'choose_percent', choices: [40, 65] })
    expect(only('NV09 40% do rà soát loại bỏ hồ sơ trùng', { tasks }).decreaseExplained).toBe(true)
  })

  it('asks which task a photo without a caption belongs to', () => {
    expect(question('', { photos: 2 })).toMatchObject({ kind: 'photo_for_which_task' })
  })

  it('stores what is clear and asks about the rest', () => {
    const reading = understand('NV09 60%, NV99 70%', context)
    expect(reading).toMatchObject({
      intent: 'report',
      pieces: [{ code: 'NV09' }],
      questions: [{ kind: 'unknown_code' }],
    })
  })
})

describe('a message that is no report', () => {
  it('keeps the date of a promise', () => {
    const reading = understand('NV09 thứ 6 này sẽ xong', context)
    expect(reading).toMatchObject({ intent: 'not_report', kind: 'promise', codes: ['NV09'] })
    const [first] = reading.intent === 'not_report' ? reading.dates : []
    expect(first?.date.toString()).toBe('2025-05-23')
  })

  it.each([
    ['NV09 xong chưa ạ, chị cần gấp', 'question'],
    ['em gửi NV09 60% từ 3h rồi mà vẫn nhắc hoài', 'complaint'],
    ['Em cảm ơn anh đã hỗ trợ NV09 ạ', 'thanks'],
    ['xin gia hạn NV09 đến 30/6', 'extension_request'],
    ['NV09 từ 1/7 giao lại cho chị Hương', 'handover_request'],
    ['anh Sơn báo cáo NV09 giúp em', 'delegation'],
    ['@Lan bên chị NV09 tới đâu rồi', 'chat_in_group'],
    ['Chuyển tiếp: NV09 đạt 60%', 'forward'],
    ['[Tin đã chuyển tiếp] NV09 đạt 60%', 'forward'],
    ['NV09 chưa báo được ạ, chờ các huyện gửi số', 'promise'],
    ['để tối em báo NV09 nha, đang kẹt họp', 'promise'],
    ['cho em xin thêm 1 tuần cho NV09 với', 'extension_request'],
    ['xin phép cho NV09 kéo dài tới 15/6 ạ', 'extension_request'],
    ['anh Long nhận thay NV09 tuần này', 'delegation'],
  ])('%s', (text, kind) => {
    expect(understand(text, context)).toMatchObject({ intent: 'not_report', kind })
  })

  it('is an instruction when a leader says what must be', () => {
    expect(understand('NV09 phải xong 100% trước 30/5', { ...context, senderRole: 'leader' })).toMatchObject({
      intent: 'not_report',
      kind: 'instruction',
    })
  })
})

describe('the task meant', () => {
  it('is the one asked about when none is named', () => {
    expect(only('70', { askedTask: 'NV09' })).toMatchObject({ code: 'NV09', percent: 70, matchedBy: 'asked' })
  })

  it('is the one replied to', () => {
    expect(only('lên 70% rồi', { replyTasks: ['NV10'] })).toMatchObject({ code: 'NV10', matchedBy: 'reply' })
  })

  it('is the only one', () => {
    expect(only('70% ạ', { tasks: [task('NV10')] })).toMatchObject({ code: 'NV10', matchedBy: 'only_task' })
  })

  it('is named by a code even when another one was asked about', () => {
    expect(only('NV10 50%', { askedTask: 'NV09' }).code).toBe('NV10')
  })
})
