import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contextOf, parseCases, parseTaskList } from '../../../../bot/understand/case-file.ts'
import { outcomeOf } from '../../../../bot/understand/score-case.ts'
import type { Reading, UnderstandContext } from '../../../../core/report/understand/reading.ts'
import { understand } from '../../../../core/report/understand/understand.ts'
import { officer, task } from './officer-context.ts'

const rows = parseTaskList(readFileSync('tests/fixtures/danh-muc-1841.expected.jsonl', 'utf8'))
const cases = [
  'replies',
  'understand/development',
  'understand/development-2',
  'understand/development-3',
  'understand/development-4',
  'understand/development-5',
  'understand/held-out',
].flatMap((name) =>
  parseCases(readFileSync(`tests/fixtures/${name}.jsonl`, 'utf8')).map((each) => ({
    id: each.id,
    text: each.text,
    context: contextOf(each, rows),
  })),
)
const context = officer([task('NV07', 'Nâng cấp đường truyền'), 'NV09', 'NV10', 'NV12a', 'NV12b'], {
  otherTasks: [task('NV39', 'Camera an ninh')],
})

const word = fc.constantFrom(
  ...'nv9 NV07 nv12 NV12b nv39 NV99 9 10, 60% 70% 120% 60-70% 126/155 5/12 30/6 28.5 xong chưa hoàn thành cơ bản sẽ không đổi còn lại tất cả các nv vướng đề nghị xin gia hạn đến hôm qua lũy kế xã do nhưng , ; . ? ! : - ( ) > @Lan 👍 hoan thnah ddax sáu mươi phần trăm lần lượt từ lên giai đoạn 1 bàn giao cảm ơn'.split(
    ' ',
  ),
  '\n',
)
const message = fc.array(word, { maxLength: 25 }).map((words) => words.join(' '))
const anyText = fc.oneof(
  message,
  fc.string({ maxLength: 200, unit: 'grapheme' }),
  fc.string({ maxLength: 200, unit: 'binary' }),
)

/** Something that can be taken for a report: codes, each with what is said of it. */
const said = fc.constantFrom(
  '60%',
  'xong',
  'chưa có gì mới',
  '126/155 xã',
  'đang chờ thẩm định',
  'cơ bản xong',
  '40%, vướng mặt bằng',
  'đạt 70%, đề nghị tỉnh cấp vốn',
  'chưa triển khai do thiếu kinh phí',
  'sẽ xong trước 30/6, hiện 80%',
  '60-70%',
  'hoàn thành 100% giai đoạn 1',
  'vẫn như hôm qua',
  '120%',
)
const named = fc.constantFrom('NV07', 'nv9', 'NV 10', 'nv12a', 'nv12', 'NV39', 'NV99')
const report = fc
  .array(fc.tuple(named, fc.constantFrom(' ', ': '), said), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map((part) => part.join('')).join('; '))

/** What counts in a reading, without the words it quotes. */
function core(text: string, where: UnderstandContext): unknown {
  const { intent, sub, tasks, ask } = outcomeOf('', understand(text, where))
  return { intent, sub, tasks, ask }
}

function codesIn(reading: Reading): string[] {
  return reading.intent === 'not_report' ? [...reading.codes] : reading.pieces.map((piece) => piece.code)
}

describe('any reading', () => {
  it('is the same for composed and decomposed Unicode', () => {
    fc.assert(
      fc.property(message, (text) => {
        expect(core(text.normalize('NFD'), context)).toEqual(core(text, context))
      }),
    )
  })

  it('is the same in upper case', () => {
    fc.assert(
      fc.property(message, (text) => {
        expect(core(text.toUpperCase(), context)).toEqual(core(text, context))
      }),
    )
  })

  it('never throws, keeps percent within 0-100 and names only own tasks', () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: 2 }), (text, photos) => {
        const reading = understand(text, { ...context, photos })
        const own = context.tasks.map((each) => each.code)
        for (const code of codesIn(reading)) expect(own).toContain(code)
        if (reading.intent === 'not_report') return
        for (const { percent } of reading.pieces) {
          if (percent === null) continue
          expect(percent).toBeGreaterThanOrEqual(0)
          expect(percent).toBeLessThanOrEqual(100)
        }
      }),
    )
  })

  it('of every corpus message is stable under NFD and upper case', () => {
    for (const each of cases) {
      const plain = core(each.text, each.context)
      expect(core(each.text.normalize('NFD'), each.context), each.text).toEqual(plain)
      expect(core(each.text.toUpperCase(), each.context), each.text).toEqual(plain)
    }
  })

  it.each([
    ['Dạ em chào anh ạ. ', ''],
    ['Kính gửi Tổ công tác!\n', ''],
    ['Alo, ', ''],
    ['', '. Em cảm ơn ạ'],
    ['', '\nTrân trọng cảm ơn!'],
    ['Chào bot, ', ' nha'],
  ])('of a report or a doubtful message is stable between "%s" and "%s"', (before, after) => {
    for (const each of cases) {
      const plain = understand(each.text, each.context)
      if (plain.intent === 'not_report' || each.text === '' || each.text.startsWith('>')) continue
      if (plain.questions.some((question) => question.kind === 'unclear')) continue
      expect(core(before + each.text + after, each.context), each.text).toEqual(core(each.text, each.context))
    }
  })
})

describe('any message between greetings', () => {
  const polite = fc.constantFrom(
    ['Dạ ', ''],
    ['Em chào anh chị. ', ''],
    ['', ' ạ'],
    ['', '. Em cảm ơn ạ'],
    ['Kính gửi Tổ công tác,\n', '\nTrân trọng!'],
  )

  it('says of its tasks what it says without them', () => {
    fc.assert(
      fc.property(report, polite, (text, [before, after]) => {
        expect(core(before + text + after, context)).toEqual(core(text, context))
      }),
    )
  })
})

const JUNK = [
  '60% ',
  'xong ',
  'NV07 ',
  'NV99 ',
  '1.',
  '1/2 ',
  'tất cả ',
  'còn lại xong; ',
  '9-',
  '9,',
  '9',
  'nv9, ',
  'nv9',
  ' ',
  '\n',
  '(theo ',
  'https://',
  'chưa xong ',
  'a',
  '?',
  ',',
  '👍',
  '👨‍👩‍👧',
  '\u0301',
  'e\u0323\u0302',
  '1.234.',
  '20/5 ',
  '1 tỷ ',
  'hai mươi ',
  'một ',
  '> x\n',
  '- a\n',
  '@a ',
  'đề nghị ',
  'vướng ',
  'hoan thnah ',
  'nv9 và ',
  'hay ',
  '12345678901234567890 ',
  '\u200b',
  'nếu NV07 ',
]

describe('10 kB of junk', () => {
  it.each(JUNK)('made of %j is read no further than the longest message a channel sends', (unit) => {
    const junk = ofLength(unit, 10_000)
    expect(core(junk, context)).toEqual(core(junk.slice(0, 4_096), context))
  })

  it.each(JUNK)('made of %j is read in time that grows with its length, not with its square', (unit) => {
    const growth = () => cpuOf(ofLength(unit, 4_000)) / cpuOf(ofLength(unit, 1_000))
    let least = growth()
    for (let again = 0; again < 4 && least >= 10; again++) least = Math.min(least, growth())
    expect(least).toBeLessThan(10)
  })
})

function ofLength(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
}

/** Processor time of some readings, the best of several runs; four times the length would square to sixteen times. */
function cpuOf(text: string): number {
  understand(text, context)
  const runs = Array.from({ length: 2 }, () => {
    const start = process.cpuUsage().user
    for (let i = 0; i < 2; i++) understand(text, context)
    return process.cpuUsage().user - start
  })
  return Math.max(1, Math.min(...runs))
}
