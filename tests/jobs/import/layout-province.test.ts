import { describe, expect, it } from 'vitest'
import { expectTasks, readLayout } from './read-layout.ts'

/** Another province's Party committee: tabs, UTF-16, dotted numbers, a group without capitals, units of many kinds. */
const LINES = [
  'BAN CHỈ ĐẠO NQ 57 TỈNH ĐẮK LẮK',
  'DANH MỤC NHIỆM VỤ QUÁ HẠN CẦN HOÀN THÀNH (kèm theo Công văn số 281-CV/TU ngày 28/11/2025)',
  'TT\tMã số\tNhiệm vụ cụ thể\tCơ quan, đơn vị chủ trì\tCơ quan phối hợp\tHạn hoàn thành\tSản phẩm\tCấp phê duyệt\tNguồn kinh phí',
  '1\t\tPhát triển hạ tầng',
  '1.1\tHT-001\tPhủ sóng di động vùng lõm\tSở KHCN\tCác xã Krông Nô, Ea Súp và Buôn Đôn; Viettel Đắk Lắk\tTrước ngày 20/12/2025\t31 thôn, buôn\tUBND tỉnh\tQuỹ VTCI',
  '1.2\tHT-002\tNâng cấp trung tâm dữ liệu\tSở Khoa học & Công nghệ\tSở Tài chính, Nội vụ; Công an các xã, phường\tGĐ1: 31/12/2025; GĐ2: 30/6/2026\tHồ sơ nghiệm thu\t\t',
  '2\t\tPhát triển nguồn nhân lực',
  '2.1\tNL-001\tBồi dưỡng cán bộ\tBan TCTU\tĐảng ủy các xã, phường\ttừ 01/12/2025 đến 20/12/2025\tDanh sách\tBTV Tỉnh ủy\t',
  '2.2\t\tCử tuyển sinh viên ngành bán dẫn\tTrường ĐH Tây Nguyên; Sở GDĐT\tĐảng ủy phường Buôn Ma Thuột, Tân Lập\t6 tháng đầu năm 2026\t\tUBND tỉnh\t',
  'Danh mục này có 04 nhiệm vụ./.',
]

describe("another province's list: tabs in UTF-16, dotted numbers, codes of its own", () => {
  it('yields the tasks below their numbered groups', async () => {
    const bytes = Buffer.from(`\ufeff${LINES.join('\r\n')}`, 'utf16le')
    const reading = await readLayout(bytes, 'nq57.csv', { now: '2025-12-01' })
    expectTasks(reading, [
      {
        row: 5,
        code: 'HT-001',
        group: 'Phát triển hạ tầng',
        title: 'Phủ sóng di động vùng lõm',
        lead: ['Sở Khoa học và Công nghệ'],
        coord: ['Xã Krông Nô', 'Xã Ea Súp', 'Xã Buôn Đôn', 'Viettel Đắk Lắk'],
        due: '2025-12-19',
        warnings: ['E5 list_distributes_prefix', 'F5 before_exclusive'],
      },
      {
        row: 6,
        code: 'HT-002',
        title: 'Nâng cấp trung tâm dữ liệu',
        lead: ['Sở Khoa học và Công nghệ'],
        coord: ['Sở Tài chính', 'Sở Nội vụ', '*Công an các xã, phường'],
        due: '2026-06-30',
        dueKind: 'multi_milestone',
      },
      {
        row: 8,
        code: 'NL-001',
        group: 'Phát triển nguồn nhân lực',
        title: 'Bồi dưỡng cán bộ',
        lead: ['Ban Tổ chức Tỉnh ủy'],
        coord: ['*Đảng ủy các xã, phường'],
        due: '2025-12-20',
        dueKind: 'date_range',
        warnings: [],
      },
      {
        row: 9,
        code: 'NL-002',
        title: 'Cử tuyển sinh viên ngành bán dẫn',
        lead: ['Trường Đại học Tây Nguyên', 'Sở Giáo dục và Đào tạo'],
        coord: ['Đảng ủy phường Buôn Ma Thuột', 'Đảng ủy phường Tân Lập'],
        due: '2026-06-30',
        dueKind: 'half_year_end',
        warnings: ['D9 two_leads', 'E9 list_distributes_prefix', 'G9 missing_product', 'B9 missing_code'],
      },
    ])
    expect(reading.tasks[1]?.milestones.map(({ name, due }) => `${name} ${due}`)).toEqual([
      'GĐ1 2025-12-31',
      'GĐ2 2026-06-30',
    ])
    expect(reading.source?.number).toBe('281-CV/TU')
  })
})
