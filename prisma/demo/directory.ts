/** The people of the demo: invented, but for the names that the (invented) list itself gives. Data only. */
import type { Role } from '../../core/directory/directory.ts'

export interface DemoPerson {
  readonly role: Role
  readonly handle: string
  readonly name: string
  readonly honorific: 'anh' | 'chị'
  readonly title: string
  /** As the list gives it; null: the next free number. */
  readonly phone: string | null
}

export interface DemoUnit {
  readonly name: string
  /** Name of the unit above; null: none. */
  readonly parent: string | null
  readonly people: readonly DemoPerson[]
}

const PROVINCE = 'UBND tỉnh'
const PARTY = 'Tỉnh ủy'
export const OFFICE = 'Văn phòng UBND tỉnh'
export const SCIENCE = 'Sở Khoa học và Công nghệ'

/** "officer bao anh Trần Quốc Bảo | Trưởng phòng | phone" per person. */
function unit(name: string, parent: string | null, ...lines: readonly string[]): DemoUnit {
  return { name, parent, people: lines.map(person) }
}

const LINE =
  /^(officer|supervisor|head|coordinator|chief|inspector|administrator) (\w+) (anh|chị) ([^|]+) \| ([^|]+?)(?: \| (\d+))?$/

function person(line: string): DemoPerson {
  const [, word, handle = '', honorific, name = '', title = '', phone = null] = LINE.exec(line) ?? []
  const role = ROLES.find((known) => known === word)
  if (role === undefined) throw new Error(`demo directory: ${line}`)
  return { role, handle, name, title, phone, honorific: honorific === 'chị' ? 'chị' : 'anh' }
}

const ROLES: readonly Role[] = [
  'officer',
  'supervisor',
  'head',
  'coordinator',
  'chief',
  'inspector',
  'administrator',
]

/** Parents before children. */
export const DEMO_UNITS: readonly DemoUnit[] = [
  unit(PROVINCE, null, 'chief hiep anh Lâm Chí Hiệp | Phó Chủ tịch UBND tỉnh'),
  unit(PARTY, null),
  unit(
    OFFICE,
    PROVINCE,
    'officer bao anh Trần Quốc Bảo | Trưởng phòng Hành chính - Tổ chức | 0900000002',
    'supervisor hanh anh Lê Minh Hạnh | Phó Chánh Văn phòng | 0900000001',
    'head tuan anh Phạm Anh Tuấn | Chánh Văn phòng',
  ),
  unit(
    'Phòng Kiểm soát thủ tục hành chính',
    OFFICE,
    'coordinator chi chị Nguyễn Thị Kim Chi | Trưởng phòng Kiểm soát thủ tục hành chính',
  ),
  unit(
    'Trung tâm Phục vụ hành chính công tỉnh',
    OFFICE,
    'officer khoa anh Hoàng Anh Khoa | Phó Giám đốc Trung tâm | 0900000013',
  ),
  unit(
    SCIENCE,
    PROVINCE,
    'officer binh chị Trần Thị Bình | Phó Trưởng phòng Công nghệ thông tin | 0900000012',
    'supervisor phuc anh Nguyễn Văn Phúc | Phó Giám đốc',
    'head son anh Lê Quang Sơn | Giám đốc',
  ),
  unit(
    'Trung tâm Chuyển đổi số tỉnh',
    SCIENCE,
    'administrator viet anh Lâm Quốc Việt | Trưởng phòng Hạ tầng',
  ),
  unit(
    'Sở Tài chính',
    PROVINCE,
    'officer dat anh Võ Thành Đạt | Phó Trưởng phòng Ngân sách | 0900000006',
    'supervisor dung chị Phạm Thu Dung | Phó Giám đốc',
    'head loc anh Huỳnh Tấn Lộc | Giám đốc',
  ),
  unit(
    'Sở Tư pháp',
    PROVINCE,
    'officer lan chị Đặng Thị Lan | Trưởng phòng Hành chính tư pháp | 0900000014',
    'supervisor tung anh Nguyễn Thanh Tùng | Phó Giám đốc',
    'head hoa chị Cao Thị Mỹ Hòa | Giám đốc',
  ),
  unit(
    'Sở Nông nghiệp và Môi trường',
    PROVINCE,
    'officer long anh Bùi Thanh Long | Giám đốc Văn phòng Đăng ký đất đai',
    'supervisor tho anh Đinh Văn Thọ | Phó Giám đốc',
    'head thanh anh Trương Công Thành | Giám đốc',
  ),
  unit(
    'Sở Nội vụ',
    PROVINCE,
    'officer minh anh Ngô Văn Minh | Trưởng phòng Công chức, viên chức',
    'supervisor hong chị Lưu Thị Hồng | Phó Giám đốc',
    'head cuong anh Tạ Đình Cường | Giám đốc',
  ),
  unit(
    'Sở Y tế',
    PROVINCE,
    'officer hieu anh Mai Xuân Hiếu | Trưởng phòng Kế hoạch - Tài chính',
    'supervisor ngan chị Lý Thị Ngân | Phó Giám đốc',
    'head nhan anh Đỗ Trọng Nhân | Giám đốc',
  ),
  unit(
    'Sở Giáo dục và Đào tạo',
    PROVINCE,
    'officer oai anh Huỳnh Văn Oai | Chánh Văn phòng Sở',
    'supervisor dieu chị Nguyễn Thị Diệu | Phó Giám đốc',
    'head khai anh Phan Đình Khải | Giám đốc',
  ),
  unit(
    'Sở Văn hóa, Thể thao và Du lịch',
    PROVINCE,
    'officer thao chị Trần Bích Thảo | Trưởng phòng Quản lý văn hóa',
    'supervisor khuong anh Phùng Văn Khương | Phó Giám đốc',
    'head van chị Tống Thị Vân | Giám đốc',
  ),
  unit(
    'Sở Công Thương',
    PROVINCE,
    'officer trang chị Lê Thùy Trang | Phó Trưởng phòng Quản lý thương mại',
    'supervisor kien anh Ngô Minh Kiên | Phó Giám đốc',
    'head thai anh Võ Hồng Thái | Giám đốc',
  ),
  unit(
    'Công an tỉnh',
    PROVINCE,
    'officer quang anh Phan Quang | Thượng tá, Phó Trưởng phòng',
    'supervisor hung anh Trịnh Quốc Hùng | Phó Giám đốc',
    'head bau anh Đoàn Ngọc Báu | Giám đốc',
  ),
  unit(
    'Ban Quản lý Khu kinh tế tỉnh',
    PROVINCE,
    'officer nam anh Phạm Hoài Nam | Phó Chánh Văn phòng',
    'supervisor lien chị Đào Thị Liên | Phó Trưởng ban',
    'head duc anh Châu Tiến Đức | Trưởng ban',
  ),
  unit(
    'Chi cục Thuế khu vực',
    null,
    'officer que chị Đỗ Thị Quế | Phó Trưởng phòng Nghiệp vụ',
    'supervisor toan anh Lại Văn Toàn | Phó Chi cục trưởng',
    'head loi anh Nguyễn Hữu Lợi | Chi cục trưởng',
  ),
  unit(
    'Văn phòng Tỉnh ủy',
    PARTY,
    'officer yen chị Kiều Thị Yến | Trưởng phòng Cơ yếu - Công nghệ thông tin',
    'supervisor phuoc anh Trần Hữu Phước | Phó Chánh Văn phòng',
    'head sang anh Tô Văn Sang | Chánh Văn phòng',
  ),
  unit(
    'Ban Tổ chức Tỉnh ủy',
    PARTY,
    'officer tam chị Hà Thị Tâm | Trưởng phòng Tổ chức đảng, đảng viên',
    'supervisor thinh anh Nguyễn Đức Thịnh | Phó Trưởng ban',
    'head an anh Lê Bá Ân | Trưởng ban',
  ),
  unit('Ủy ban Kiểm tra Tỉnh ủy', PARTY, 'inspector thu chị Dương Thị Thu | Ủy viên Ủy ban Kiểm tra Tỉnh ủy'),
  unit(
    'Trường Đại học Quy Nhơn',
    null,
    'officer uyen anh Vũ Đức Uyên | Trưởng khoa Công nghệ thông tin',
    'supervisor ninh anh Hồ Xuân Ninh | Phó Hiệu trưởng',
    'head quan anh Đặng Nhật Quân | Hiệu trưởng',
  ),
  unit(
    'UBND thành phố Quy Nhơn',
    PROVINCE,
    'officer duy anh Nguyễn Nhật Duy | Phó Chánh Văn phòng HĐND và UBND',
    'supervisor xuan chị Lương Thị Xuân | Phó Chủ tịch',
    'head tin anh Hà Văn Tín | Chủ tịch',
  ),
  unit(
    'UBND huyện An Lão',
    PROVINCE,
    'officer ha chị Đinh Thị Hạ | Trưởng phòng Văn hóa, Khoa học và Thông tin',
    'supervisor nghia anh Phạm Văn Nghĩa | Phó Chủ tịch',
    'head tri anh Lê Văn Trí | Chủ tịch',
  ),
  unit(
    'UBND huyện Vĩnh Thạnh',
    PROVINCE,
    'officer vuong anh Bùi Quốc Vương | Trưởng phòng Văn hóa, Khoa học và Thông tin',
    'supervisor ngoc chị Trần Thị Ngọc | Phó Chủ tịch',
    'head phong anh Nguyễn Xuân Phong | Chủ tịch',
  ),
]

/** Who stands for a collective lead of the list ("*các sở, ban, ngành"), by the task's code. */
const DISTRICTS = ['UBND thành phố Quy Nhơn', 'UBND huyện An Lão', 'UBND huyện Vĩnh Thạnh'] as const
const DEPARTMENTS = DEMO_UNITS.filter(
  ({ name }) => name.startsWith('Sở ') || name === 'Công an tỉnh' || name === 'Ban Quản lý Khu kinh tế tỉnh',
).map(({ name }) => name)
export const COLLECTIVE_LEADS: Readonly<Record<string, readonly string[]>> = {
  // Every unit owes it in the list; here two do, so that the first afternoon is read at a glance.
  NV03: ['Sở Tài chính', 'Sở Nội vụ'],
  NV04: [...DEPARTMENTS, ...DISTRICTS],
  NV11: DISTRICTS,
}

/** Tasks that somebody other than the unit's focal officer reports on. */
export const OWN_OFFICERS: Readonly<Record<string, string>> = {
  NV13: 'khoa',
  NV22: 'khoa',
  NV23: 'khoa',
}
