/**
 * The head and foot of an official report, as the coordinator sets them: who issues it, where, under which symbol, who
 * signs, who receives. Nghị định 30/2020/NĐ-CP, phụ lục I; the Party's form likewise. behaviour §7.
 */
import { z } from 'zod'

const line = z.string().trim().min(1).max(200)

export const letterhead = z.object({
  /** government: Nghị định 30/2020/NĐ-CP; party: thể thức văn bản của Đảng. */
  form: z.enum(['government', 'party']).default('government'),
  /** Cơ quan chủ quản; null: none above. */
  superior: line.nullable().default(null),
  issuer: line.default('Văn phòng'),
  /** Given by the registry; null leaves room to write it in by hand. */
  number: line.nullable().default(null),
  /** After the number: "BC-VPUBND". */
  symbol: line.default('BC'),
  /** Địa danh. */
  place: line.default('…'),
  /** Civil date (ISO); null: the day on which the file is made. */
  date: z.iso.date().nullable().default(null),
  /** "Kính gửi"; empty: no such line. */
  addressees: z.array(line).max(20).default([]),
  signer: z
    .object({
      /** "TM. ỦY BAN NHÂN DÂN", "KT. CHÁNH VĂN PHÒNG", "T/M BAN THƯỜNG VỤ". */
      authority: line.nullable(),
      title: line,
      name: line.nullable(),
    })
    .default({ authority: null, title: 'Chánh Văn phòng', name: null }),
  /** "Nơi nhận", without the archive. */
  receivers: z.array(line).max(20).default([]),
  /** "Lưu: VT, KSTTHC". */
  archive: line.default('VT'),
})
export type Letterhead = z.infer<typeof letterhead>
