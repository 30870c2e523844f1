import { describe, expect, test } from 'vitest'
import { parseCommand } from '../../../bot/commands/parse-command.ts'

const read = (text: string) => {
  const parsed = parseCommand(text)
  return parsed.kind === 'command' ? `${parsed.name} ${parsed.args}`.trim() : parsed.kind
}

describe('orders without a slash', () => {
  test.each([
    ['nghỉ', 'nghi'],
    ['nghỉ 24/11-28/11 thay: Lan', 'nghi 24/11-28/11 thay: Lan'],
    [
      'Nghỉ từ ngày 24/11 đến 28/11/2026 thay: Nguyễn Văn Phúc',
      'nghi từ ngày 24/11 đến 28/11/2026 thay: Nguyễn Văn Phúc',
    ],
    ['nghi xong', 'nghi xong'],
    ['nhắc tất cả', 'nhac tất cả'],
    ['nhac So Tu phap', 'nhac So Tu phap'],
    ['chế độ', 'chedo'],
    ['che do gio 16:00', 'chedo gio 16:00'],
    ['lịch nghỉ', 'lichnghi'],
    ['lich nghi 2027', 'lichnghi 2027'],
    ['lịch nghỉ thêm 24/11/2026 Ngày Văn hóa', 'lichnghi thêm 24/11/2026 Ngày Văn hóa'],
    ['/leave 24/11 thay Lan', 'nghi 24/11 thay Lan'],
    ['/remind tất cả', 'nhac tất cả'],
    ['/regimes', 'chedo'],
    ['/holidays 2027', 'lichnghi 2027'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test.each([
    'nghỉ hưu rồi anh ơi',
    'nghỉ chút đã',
    'nhắc lại NV07 81%',
    'nhắc em cái này với',
    'nhắc Sở Y tế nộp NV07 60%',
    'chế độ dinh dưỡng',
    'lịch nghỉ của em sao rồi',
  ])('%s is talk', (text) => {
    expect(read(text)).toBe('none')
  })
})
