/** Words with which Vietnamese offices name and abbreviate one another. Data only; read by unit-names and unit-list. */

/** A word boundary that knows Vietnamese letters. */
const START = '(?<![\\p{L}\\p{N}])'
const END = '(?![\\p{L}\\p{N}])'

function word(source: string): RegExp {
  return new RegExp(`${START}(?:${source})${END}`, 'giu')
}

/** Fields of departments (sở, bộ, phòng, ban): official name, and the abbreviations in use for it. */
export const DOMAINS: readonly (readonly [string, string])[] = [
  ['Khoa học và Công nghệ', 'KH\\s*(?:&|và|-)?\\s*CN'],
  ['Thông tin và Truyền thông', 'TT\\s*(?:&|và|-)\\s*TT|TTTT'],
  ['Giáo dục và Đào tạo', 'GD\\s*(?:&|và|-)?\\s*ĐT'],
  ['Văn hóa, Thể thao và Du lịch', 'VH\\s*[,-]?\\s*TT\\s*(?:&|và|-)?\\s*DL'],
  ['Văn hóa và Thể thao', 'VH\\s*(?:&|và|-)?\\s*TT'],
  ['Văn hóa - Xã hội', 'VH\\s*(?:-|&|và)?\\s*XH'],
  ['Văn hóa, Khoa học và Thông tin', 'VH\\s*[,-]?\\s*KH\\s*(?:&|và|-)?\\s*TT'],
  ['Lao động - Thương binh và Xã hội', 'LĐ\\s*[-,]?\\s*TB\\s*(?:&|và|-)?\\s*XH'],
  ['Nông nghiệp và Phát triển nông thôn', 'NN\\s*(?:&|và|-)?\\s*PTNT'],
  ['Nông nghiệp và Môi trường', 'NN\\s*(?:&|và|-)?\\s*MT'],
  ['Tài nguyên và Môi trường', 'TN\\s*(?:&|và|-)?\\s*MT'],
  ['Kế hoạch và Đầu tư', 'KH\\s*(?:&|và|-)?\\s*ĐT'],
  ['Tài chính - Kế hoạch', 'TC\\s*-?\\s*KH'],
  ['Kinh tế, Hạ tầng và Đô thị', 'KT\\s*[,-]?\\s*HT\\s*(?:&|và|-)?\\s*ĐT'],
  ['Kinh tế và Hạ tầng', 'KT\\s*(?:&|và|-)?\\s*HT'],
  ['Dân tộc và Tôn giáo', 'DT\\s*(?:&|và|-)?\\s*TG'],
  ['Giao thông vận tải', 'GTVT'],
  ['Công Thương', 'CT'],
  ['Tài chính', 'TC'],
  ['Nội vụ', 'NV'],
  ['Tư pháp', 'TP'],
  ['Xây dựng', 'XD'],
  ['Y tế', 'YT'],
  ['Ngoại vụ', 'NgV'],
  ['Du lịch', 'DL'],
]

const DOMAIN_HEAD = 'Sở|Bộ|Phòng|P\\.'

/** Replacements that spell abbreviations out, in order; they act on a whole cell before it is split. */
export const EXPANSIONS: readonly (readonly [RegExp, string])[] = [
  [
    word('UBMTTQ\\s*VN|UBMTTQVN|UB\\s*MTTQ(?:\\s*VN)?|UBMTTQ|Ủy ban MTTQ(?:\\s*VN)?'),
    'Ủy ban Mặt trận Tổ quốc Việt Nam',
  ],
  [word('MTTQ(?:\\s*VN)?'), 'Mặt trận Tổ quốc Việt Nam'],
  [word('Ủy ban nhân dân|Uỷ ban nhân dân|UB ND'), 'UBND'],
  [word('Hội đồng nhân dân'), 'HĐND'],
  [word('VPTU|VP\\.?\\s*TU'), 'Văn phòng Tỉnh ủy'],
  [word('VPĐU|VP\\.?\\s*ĐU'), 'Văn phòng Đảng ủy'],
  [word('BTCTU|BTC\\s*TU|Ban TC\\s*TU'), 'Ban Tổ chức Tỉnh ủy'],
  [word('BTGDVTU|BTGDV\\s*TU|BTG&DV\\s*TU'), 'Ban Tuyên giáo và Dân vận Tỉnh ủy'],
  [word('UBKTTU|UBKT\\s*TU'), 'Ủy ban Kiểm tra Tỉnh ủy'],
  [word('UBKT'), 'Ủy ban Kiểm tra'],
  [word('TTPVHCC'), 'Trung tâm Phục vụ hành chính công'],
  [word('(?:TT|Trung tâm)\\s*(?:PVHCC|HCC|phục vụ hành chính công)'), 'Trung tâm Phục vụ hành chính công'],
  [word('PVHCC'), 'Phục vụ hành chính công'],
  [word('VP\\.?(?=\\s)|Văn phòng'), 'Văn phòng'],
  [/(?<![\p{L}\p{N}])(?:BQL|Ban quản lý)(?![\p{L}\p{N}])(?=\s+\p{Lu})/gu, 'Ban Quản lý'],
  [word('BQL'), 'Ban Quản lý'],
  [word('KKT|Khu kinh tế'), 'Khu kinh tế'],
  [word('Trường ĐH|ĐH'), 'Trường Đại học'],
  [word('Trường CĐ'), 'Trường Cao đẳng'],
  [word('LĐLĐ'), 'Liên đoàn Lao động'],
  [word('(?:Hội\\s*)?LHPN'), 'Hội Liên hiệp Phụ nữ'],
  [word('Hội CCB'), 'Hội Cựu chiến binh'],
  [word('Hội ND'), 'Hội Nông dân'],
  [word('Đoàn TN(?:CS\\s*HCM|CSHCM)?|Đoàn thanh niên'), 'Đoàn Thanh niên'],
  [word('BCH\\s*QS|BCHQS'), 'Ban Chỉ huy Quân sự'],
  [word('Bộ CHQS'), 'Bộ Chỉ huy Quân sự'],
  [word('CA(?=\\s+(?:tỉnh|huyện|xã|phường|thị|thành|TP|TX|các))'), 'Công an'],
  [word('CQ(?=\\s*,\\s*ĐV)'), 'cơ quan'],
  [word('ĐV'), 'đơn vị'],
  [/(?<![\p{L}\p{N}])TX\.?(?![\p{L}\p{N}])/gu, 'thị xã'],
  [/(?<!Sở\s)(?<![\p{L}\p{N}])TP\.?(?![\p{L}\p{N}])(?!\.?HCM)/gu, 'thành phố'],
  [/(?<=UBND\s+|Công an\s+|ủy\s+)P\.\s*(?=\p{Lu})/gu, 'phường '],
  [/(?<=UBND\s+|Công an\s+|ủy\s+)H\.\s*(?=\p{Lu})/gu, 'huyện '],
  [/(?<=UBND\s+|Công an\s+|ủy\s+)TT\.\s*(?=\p{Lu})/gu, 'thị trấn '],
  ...DOMAINS.map(([name, short]): readonly [RegExp, string] => [
    new RegExp(`${START}(${DOMAIN_HEAD})\\s*(?:${short})${END}`, 'gu'),
    `$1 ${name}`,
  ]),
  [/(?<![\p{L}\p{N}])P\.\s*(?=\p{Lu})/gu, 'Phòng '],
]

/** Folded first words of an agency's name: where one of them follows a comma, a new unit begins. */
export const UNIT_HEADS =
  'so|ban|bo|ubnd|uy ban|hdnd|van phong|phong|cong an|quan su|bien phong|cuc|chi cuc|tong cuc|vu|vien|thanh tra|toa an|tand|vksnd|kho bac|kbnn|ngan hang|nhnn|nhcsxh|bhxh|bao hiem|hai quan|thue|buu dien|buu chinh|vnpt|viettel|mobifone|vinaphone|evn|fpt|dien luc|cong ty|tap doan|tong cong ty|trung tam|truong|hoc vien|dai hoc|benh vien|tram|bao|dai|tap chi|doan|hoi|lien doan|lien hiep|lien minh|mat tran|tinh uy|thanh uy|huyen uy|thi uy|dang uy|dang bo|chi bo|chi uy|cap uy|bi thu|thuong truc|to|doi|quy|hop tac xa|htx|khu pho|thon|ap|lang|cac|toan the|tat ca|doanh nghiep|don vi|co quan|dia phuong|to chuc|bch|bqlda|ubmttq|lhpn|ldld|trung uong|hiep hoi'

/** Folded words that name a kind of body rather than one: alone, or in a row, they are a collective. */
export const CATEGORIES =
  'so|ban|nganh|phong|don vi|co quan|dia phuong|doan the|hoi|huyen|thi xa|thanh pho|xa|phuong|thi tran|dac khu|quan|tinh|tinh uy|huyen uy|thi uy|thanh uy|dang uy|chi bo|dang bo|to chuc|doanh nghiep|khu pho|thon|lang|ap|truong hoc|truong|tram y te|trung tam|vien|ban dang|hoi doan the|cap uy|benh vien'

/** Folded words of territory under which single places stand: their names hold no comma. */
export const TERRITORIES = 'huyen|thi xa|thanh pho|xa|phuong|thi tran|dac khu|quan|tinh|khu pho|thon|ap|lang'

/** Collectives by relation, which keep their meaning without the article ("các cơ quan chủ quản …"). */
export const RELATIONAL =
  /^cac ((?:co quan|don vi|to chuc) (?:chu quan|chu tri|chu dau tu|quan ly truc tiep))/
