/** What `npm run zalo:login` says to the administrator. */

export const RISK = [
  'Đăng nhập tài khoản Zalo cá nhân cho Đầu Mối.',
  'Lưu ý: cách kết nối này không phải của Zalo. Điều khoản của Zalo hạn chế việc dùng phần mềm trên tài khoản cá',
  'nhân, và tài khoản có thể bị khóa. Chỉ dùng một tài khoản riêng cho việc này, không dùng tài khoản của cán bộ.',
  'Trong khi Đầu Mối chạy, đừng mở Zalo Web bằng tài khoản ấy: mỗi lúc chỉ một nơi được kết nối.',
]

export const NO_KEY =
  'APP_KEY: chưa có trong tệp .env; phiên đăng nhập được mã hóa bằng khóa này. Tạo khóa: openssl rand -base64 32'

export const CONNECTING = 'Đang xin mã QR của Zalo…'

const SCAN =
  'Trên điện thoại có tài khoản dùng cho bot: mở Zalo, bấm biểu tượng quét QR, quét mã trong vòng 100 giây.'

/** `path`: null when the picture could not be written there. */
export function scanThis(path: string | null, isDrawn: boolean): string {
  if (path === null) return isDrawn ? `Mã QR ở trên.\n${SCAN}` : CANNOT_SHOW
  const where = isDrawn
    ? `Mã QR ở trên, cũng có trong tệp ${path}.`
    : `Mã QR ở trong tệp ${path}: hãy mở tệp ấy.`
  return `${where}\n${SCAN}`
}

const CANNOT_SHOW =
  'Không hiện được mã QR: không ghi được vào thư mục dữ liệu (DATA_DIR) và màn hình này không vẽ được. Hãy kiểm tra quyền ghi.'

export function expired(next: number, atMost: number): string {
  return `Mã QR đã hết hạn. Đang xin mã mới (lần ${next}/${atMost})…`
}

export const EXPIRED_FOR_GOOD =
  'Mã QR đã hết hạn nhiều lần mà chưa ai quét. Khi sẵn sàng, hãy chạy lại: npm run zalo:login'

export function scanned(name: string): string {
  return `Đã quét bằng tài khoản “${name}”. Hãy bấm “Đăng nhập” trên điện thoại để xác nhận.`
}

export const DECLINED = 'Điện thoại đã từ chối đăng nhập. Nếu bấm nhầm, hãy chạy lại: npm run zalo:login'

export const CONFIRMED = 'Điện thoại đã đồng ý. Đang kiểm tra phiên đăng nhập…'

export function done(name: string | null, seconds: number): string {
  const who = name === null ? 'Đã đăng nhập' : `Đã đăng nhập tài khoản “${name}”`
  return `${who}, phiên được lưu mã hóa (${seconds} giây). Đặt ZALO_PERSONAL=on trong .env rồi chạy: npm start\nĐầu Mối đang chạy thì tự dùng phiên mới sau vài giây.`
}

export const OTHER_ACCOUNT =
  'Đây là tài khoản khác với lần trước: cán bộ đã liên kết với tài khoản cũ phải liên kết lại (/moi), và phải khởi động lại Đầu Mối.'

export const OUT_OF_REACH =
  'Không hoàn tất được đăng nhập: Zalo không trả lời hoặc trả lời khác thường. Kiểm tra mạng rồi chạy lại: npm run zalo:login'

export const STOPPED = 'Đã dừng, chưa lưu gì.'
