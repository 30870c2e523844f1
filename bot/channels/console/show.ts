/** How the console writes messages: for eyes, or one JSON object per line. Pure. */
import type { Temporal } from 'temporal-polyfill'
import { clock, dayWithWeekday } from '../../replies/format.ts'
import type { Written } from './console-channel.ts'
import type { ListedPerson } from './console-talk.ts'

export function asJson({ id, to, message }: Written, at: Temporal.ZonedDateTime): string {
  return JSON.stringify({
    at: at.toString({ timeZoneName: 'never', fractionalSecondDigits: 0 }),
    to,
    channel: 'console',
    text: message.text,
    buttons: message.buttons.flat().map((button) => button.label),
    files: message.files.map((file) => ({ name: file.name, bytes: file.sizeBytes, mime: file.mime })),
    edits: message.edits,
    id,
  })
}

export function asText({ to, message }: Written, at: Temporal.ZonedDateTime): string {
  const head = `── ${clock(at)} → @${to}${message.edits === null ? '' : ' (cập nhật tin trước)'} `
  const body = message.text.split('\n').map((line) => `│ ${line}`)
  const buttons = message.buttons.map((row) => `│ ${row.map((button) => `[${button.label}]`).join(' ')}`)
  const files = message.files.map((file) => `│ 📎 ${file.name} (${file.sizeBytes} byte)`)
  return [head.padEnd(72, '─'), ...body, ...buttons, ...files, ''].join('\n')
}

export function whoAsText(who: readonly ListedPerson[]): string {
  return who
    .map((one) => {
      const tasks = one.tasks.length === 0 ? '' : `  [${one.tasks.join(', ')}]`
      return `  @${one.name.padEnd(8)} ${one.person}, ${one.unit} (${one.roles.join(', ')})${tasks}`
    })
    .join('\n')
}

export const HELP = [
  '  @tên nội dung               nói thay người đó, ví dụ: @binh NV07 81%, còn 29 xã vướng kéo cáp',
  '  @tên [photo ĐƯỜNG-DẪN] chú thích   gửi ảnh hoặc tệp; nhiều [photo …] là một album',
  '  @tên [tap NHÃN]             bấm nút trong tin mới nhất có nút đó',
  '  :at 17:00 | :at 2026-11-24T08:00    đưa đồng hồ tới đó, chạy mọi lượt nhắc trên đường',
  '  :who  :help  :quit',
].join('\n')

export function INVITATION(now: Temporal.ZonedDateTime, isInteractive: boolean): string {
  const start = `Đầu Mối – bản chạy thử. Bây giờ (giả định) là ${clock(now)} ${dayWithWeekday(now.toPlainDate())}/${now.year}.`
  if (!isInteractive) return `${start}\n`
  return [
    start,
    'Mười giây nữa là 16:30: mỗi đầu mối sẽ nhận tin nhắc. Sau đó anh/chị thử lần lượt:',
    '',
    '  @binh NV07 81%, còn 29 xã vướng kéo cáp, đề nghị VNPT hỗ trợ; NV10 60%; NV17 không đổi',
    '  @binh [photo duong-dan/anh.jpg] NV09 65%, đã thẩm định 42/64 hồ sơ',
    '  :at 17:00                   lãnh đạo của đơn vị còn im lặng nhận tin',
    '  @chi /tonghop               người điều phối xem số liệu',
    '',
    ':who – mọi người trong bản chạy thử; :help – cách gõ; :quit – thoát.',
    '',
  ].join('\n')
}
