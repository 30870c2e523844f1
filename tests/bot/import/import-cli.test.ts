import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type ImportDependencies, runImport } from '../../../bot/import/import-cli.ts'
import type { ImportPlan } from '../../../core/import/compare-task-list.ts'
import type { ImportApproval, ImportBase } from '../../../core/import/ports.ts'
import { readSheets } from '../../../jobs/import/read-file.ts'
import { buildWorkbook } from '../../jobs/import/build-workbook.ts'

const FILE = 'tests/fixtures/danh-muc-1841.csv'
const KEYS =
  'sheet row kind code title lead coord due dueKind product authority resources regimes people warnings'

class Terminal {
  out = ''
  err = ''
  readonly committed: { plan: ImportPlan; approval: ImportApproval }[] = []

  async run(argv: readonly string[], more: Partial<ImportDependencies> = {}): Promise<number> {
    return runImport(argv, {
      readFile: (path) => readFile(path),
      readSheets,
      stdout: (text) => {
        this.out += text
      },
      stderr: (text) => {
        this.err += text
      },
      timeZone: 'Asia/Ho_Chi_Minh',
      ...more,
    })
  }

  async runStored(argv: readonly string[], base: ImportBase): Promise<number> {
    return this.run(argv, {
      load: async () => base,
      commit: async (plan, approval) => {
        this.committed.push({ plan, approval })
        return {
          added: plan.added.length,
          changed: plan.changed.length,
          removed: plan.gone.length,
          officers: 0,
        }
      },
    })
  }

  get objects(): Record<string, unknown>[] {
    return this.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  }
}

const empty: ImportBase = { directory: [], existing: [], officers: [] }

describe('npm run import', () => {
  it('prints one JSON object per row, with exactly the agreed fields, and nothing else on stdout', async () => {
    const terminal = new Terminal()
    expect(await terminal.run([FILE, '--dry-run', '--json', '--now', '2025-05-16'])).toBe(0)
    expect(terminal.objects).toHaveLength(42)
    for (const one of terminal.objects) expect(Object.keys(one).join(' ')).toBe(KEYS)
    expect(terminal.objects[2]).toEqual({
      sheet: 'CSV',
      row: 9,
      kind: 'task',
      code: 'NV03',
      title: 'Xây dựng và ban hành kế hoạch triển khai các nhiệm vụ được giao, bảo đảm “5 rõ”',
      lead: ['*các sở, ban, ngành', 'Ban Quản lý Khu kinh tế tỉnh', '*UBND cấp huyện'],
      coord: ['Văn phòng UBND tỉnh'],
      due: '2025-05-19',
      dueKind: 'before_exclusive',
      product: 'Kế hoạch của từng cơ quan, đơn vị',
      authority: 'Thủ trưởng cơ quan',
      resources: null,
      regimes: ['daily'],
      people: [{ name: null, title: 'Thủ trưởng các cơ quan, đơn vị', phone: null, role: 'officer' }],
      warnings: [
        { code: 'explode_per_agency', cell: 'E9', detail: null },
        { code: 'before_exclusive', cell: 'H9', detail: null },
      ],
    })
  })

  it('leaves a missing code empty beside written ones and proposes it in the warning', async () => {
    const terminal = new Terminal()
    await terminal.run([FILE, '--dry-run', '--json', '--now=2025-05-16'])
    const row = terminal.objects.find((one) => one['code'] === null)
    expect(row?.['warnings']).toContainEqual({ code: 'missing_code', cell: 'B29', detail: 'NV20' })
  })

  it('prints generated codes for a list that has none, and officers beside the tasks', async () => {
    const bytes = buildWorkbook([
      {
        name: 'Việc',
        rows: [
          ['TT', 'Nội dung', 'Chủ trì', 'Thời hạn'],
          [1, 'Số hóa hồ sơ', 'Sở Y tế', '30/6/2025'],
        ],
      },
      {
        name: 'Người',
        rows: [
          ['TT', 'Họ tên', 'Đơn vị', 'SĐT'],
          [1, 'Lý Thị Ngân', 'Sở Y tế', '0900000018'],
        ],
      },
    ])
    const terminal = new Terminal()
    await terminal.run(['a.xlsx', '--dry-run', '--json', '--now', '2025-05-16'], {
      readFile: async () => bytes,
    })
    expect(
      terminal.objects.map(({ sheet, row, kind, code, lead }) => [sheet, row, kind, code, lead]),
    ).toEqual([
      ['Việc', 2, 'task', 'NV01', ['Sở Y tế']],
      ['Người', 2, 'officer', null, ['Sở Y tế']],
    ])
    expect(terminal.objects[1]?.['people']).toEqual([
      { name: 'Lý Thị Ngân', title: null, phone: '0900000018', email: null, role: 'officer' },
    ])
  })

  it('takes the local day of an instant: deadlines that ended at midnight are past', async () => {
    const past = async (now: string) => {
      const terminal = new Terminal()
      await terminal.run([FILE, '--dry-run', '--json', '--now', now])
      return terminal.objects.filter((one) => JSON.stringify(one['warnings']).includes('past_due')).length
    }
    expect(await past('2025-05-18T16:59:59Z')).toBe(0)
    expect(await past('2025-05-18T17:00:00Z')).toBe(2)
  })

  it('shows counts, notices and every warning with its cell to a person', async () => {
    const terminal = new Terminal()
    expect(await terminal.run([FILE, '--dry-run', '--now', '2025-05-16'])).toBe(0)
    expect(terminal.out).toContain('Đã đọc 42 nhiệm vụ')
    expect(terminal.out).toContain('1841-QĐ/TU')
    expect(terminal.out).toContain('CSV!H25: ngày không có thật')
  })

  it('carries the plan out once, then finds nothing to do', async () => {
    const terminal = new Terminal()
    expect(await terminal.runStored([FILE, '--now', '2025-05-16'], empty)).toBe(0)
    const plan = terminal.committed[0]?.plan
    expect(plan?.added).toHaveLength(41)
    const existing = (plan?.added ?? []).map(({ code, task }) => ({
      ...task,
      code,
      lead: task.lead.map((unit) => unit.name),
      coord: task.coord.map((unit) => unit.name),
      state: 'open' as const,
    }))
    const again = new Terminal()
    expect(await again.runStored([FILE, '--now', '2025-05-16'], { ...empty, existing })).toBe(0)
    expect(again.committed).toEqual([])
  })

  it('asks for a reason before a deadline moves, and hands it on', async () => {
    const first = new Terminal()
    await first.runStored([FILE, '--now', '2025-05-16'], empty)
    const existing = (first.committed[0]?.plan.added ?? []).map(({ code, task }) => ({
      ...task,
      code,
      lead: task.lead.map((unit) => unit.name),
      coord: task.coord.map((unit) => unit.name),
      due: code === 'NV39' ? null : task.due,
      state: 'open' as const,
    }))
    const terminal = new Terminal()
    expect(await terminal.runStored([FILE], { ...empty, existing })).toBe(3)
    expect(terminal.committed).toEqual([])
    expect(
      await terminal.runStored([FILE, '--reason', 'Tờ trình 88', '--document=88/TTr-VP'], {
        ...empty,
        existing,
      }),
    ).toBe(0)
    expect(terminal.committed[0]?.approval).toEqual({ reason: 'Tờ trình 88', document: '88/TTr-VP' })
  })

  it('refuses in one line: wrong arguments, missing, foreign and empty files', async () => {
    const cases: readonly (readonly [readonly string[], number, string])[] = [
      [[], 2, 'npm run import'],
      [[FILE, '--now', 'mai'], 2, '--now mai'],
      [[FILE, '--xoa'], 2, '--xoa'],
      [['khong-co.csv', '--dry-run'], 1, 'ENOENT'],
      [['package.json', '--dry-run'], 1, 'không tìm thấy bảng'],
    ]
    for (const [argv, code, words] of cases) {
      const terminal = new Terminal()
      expect(await terminal.run(argv)).toBe(code)
      expect(terminal.err + terminal.out).toContain(words)
    }
    const terminal = new Terminal()
    expect(await terminal.run(['a.xlsx'], { readFile: async () => Buffer.from('%PDF-1.7') })).toBe(1)
    expect(terminal.err).toContain('pdf')
  })
})
