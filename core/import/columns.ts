/** What a column of an official list holds, told by its heading. Offices word headings freely; order decides. */
import { nameKey } from './cell-text.ts'

export type Field =
  | 'outline'
  | 'code'
  | 'group'
  | 'title'
  | 'lead'
  | 'coord'
  | 'owner'
  | 'supervisor'
  | 'start'
  | 'due'
  | 'product'
  | 'authority'
  | 'resources'
  | 'regime'
  | 'note'
  | 'source'
  | 'personName'
  | 'position'
  | 'unit'
  | 'phone'
  | 'email'
  | 'role'
  | 'progress'

/** Tried from top to bottom on the folded heading; the first that matches wins. */
const HEADINGS: readonly (readonly [RegExp, Field])[] = [
  [/^(?:stt|tt|so tt|so thu tu|s t t|so t t|thu tu|no)$/, 'outline'],
  [/^(?:ma|ma so|ky hieu|so hieu)(?: (?:so|nv|nhiem vu|cong viec|viec|hieu))*$/, 'code'],
  [/^ghi chu|^chu thich|^luu y|^y kien/, 'note'],
  [/^(?:ho (?:va|ten)|ho dem|ten can bo|ten dau moi)/, 'personName'],
  [/dien thoai|^sdt|^so dt|^dtdd|di dong|^so zalo|^dt$|zalo/, 'phone'],
  [/e ?mail|thu dien tu/, 'email'],
  [/^chuc (?:vu|danh)|^vi tri/, 'position'],
  [/^vai tro/, 'role'],
  [
    /^(?:don vi|co quan|don vi cong tac|co quan don vi|phong ban|bo phan|to chuc|chi bo|noi cong tac)$/,
    'unit',
  ],
  [/can cu|van ban (?:giao|chi dao|nguon)|^nguon giao|so van ban/, 'source'],
  [/che do bao cao|^che do|dinh ky|tan suat|ky bao cao|chu ky bao cao/, 'regime'],
  [/chu tri.*phoi hop/, 'lead'],
  [/phoi hop/, 'coord'],
  [
    /tham quyen|cap (?:phe duyet|quyet dinh|ban hanh|trinh|co tham)|co quan (?:phe duyet|ban hanh)/,
    'authority',
  ],
  [/nguon luc|kinh phi|nguon von|du toan/, 'resources'],
  [/bat dau|khoi cong|^tu(?: ngay)?$/, 'start'],
  [
    /^(?:ket qua|tinh hinh|tien do) (?:trien khai|thuc hien)(?: (?:den nay|hien nay|nhiem vu))*$|^trang thai|^danh gia|^tinh trang|^muc do/,
    'progress',
  ],
  [
    /thoi (?:gian|han|diem|han)|(?:^|ngay |han )hoan thanh|^han|tien do|deadline|^lo trinh|moc thoi gian|^den(?: ngay)?$|ket thuc|^ngay (?:can )?xong/,
    'due',
  ],
  [/san pham|ket qua|dau ra|muc tieu can dat/, 'product'],
  [/lanh dao|nguoi chi dao/, 'supervisor'],
  [
    /nguoi |^ro nguoi$|dong chi|can bo|cong chuc|chuyen vien|dang vien phu trach|^dau moi|ca nhan|^phu trach$/,
    'owner',
  ],
  [
    /chu tri|(?:don vi|co quan|bo phan|phong|chi bo|to chuc) (?:\w+ )*(?:thuc hien|phu trach|dau moi|chiu trach nhiem|tham muu)|phan cong|to chuc thuc hien|trach nhiem/,
    'lead',
  ],
  [/^nhom|^linh vuc|^chuyen de|^mang |^khoi$|^chuong muc/, 'group'],
  [/noi dung|nhiem vu|cong viec|dau viec|hoat dong|chi tieu|ten viec|^viec|^ro viec$|muc tieu/, 'title'],
]

/** The field a heading announces; null where it is none we know. */
export function fieldOfHeading(heading: string): Field | null {
  const key = nameKey(heading)
  if (key === '' || key.length > 90) return null
  return HEADINGS.find(([pattern]) => pattern.test(key))?.[1] ?? null
}
