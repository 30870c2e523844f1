/** Zalo's own "no", in an answer of status 200. */
export class ZaloRefusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message)
  }
}

const WORDS: Readonly<Record<number, string>> = {
  102: 'Phiên đăng nhập không hợp lệ',
  118: 'Nội dung quá dài, vui lòng rút ngắn nội dung',
  122: 'Bạn chưa thể gửi tin nhắn đến người này vì người này chặn không nhận tin nhắn từ người lạ.',
  123: 'Xin lỗi! Hiện tại tôi không muốn nhận tin nhắn.',
  216: 'Người dùng không tồn tại',
  221: 'Bạn đã gửi quá số tin cho phép',
}

export function refusal(code: number): ZaloRefusal {
  return new ZaloRefusal(code, WORDS[code] ?? `Lỗi ${code}`)
}
