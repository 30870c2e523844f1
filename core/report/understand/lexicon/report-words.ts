/**
 * Words that say how a task stands: done, begun, stuck, asked for. Phrases are written with all
 * marks; typing without marks is the lexicon's business. The longest phrase wins, so "chưa có gì mới"
 * is never read as "chưa" + "có".
 */

/** "không có gì mới", "k thay đổi", "chưa có j khác": every way to deny that anything moved. */
const UNCHANGED = 'không|ko|k|kg|hông|hok|chưa|chẳng|chả'
  .split('|')
  .flatMap((not) => ['', 'có '].map((have) => `${not} ${have}`))
  .flatMap((lead) => ['', 'gì ', 'j ', 'chi ', 'thêm gì '].map((some) => `${lead}${some}`))
  .flatMap((lead) =>
    'thay đổi|phát sinh|tiến triển|biến động|chuyển biến|nhúc nhích|động tĩnh|diễn biến mới|cập nhật mới'
      .split('|')
      .concat(/ (?:gì|j|chi|có) $/.test(lead) ? ['mới', 'khác', 'đổi', 'thêm'] : ['đổi'])
      .flatMap((news) => [`${lead}${news}`, `${lead}${news} gì`, `${lead}${news} mới`]),
  )
  .join('|')

/** "không làm nữa", "khỏi cần triển khai nữa", "không phải tổ chức": what is not to be done any more. */
const CANCELLED = 'không|ko|k|khỏi|hết|thôi không|thôi ko|không còn|thôi'
  .split('|')
  .flatMap((not) => ['', ' cần', ' phải'].map((need) => `${not}${need}`))
  .flatMap((lead) =>
    ['làm', 'thực hiện', 'triển khai', 'tổ chức', 'báo cáo', 'theo dõi'].map((verb) => `${lead} ${verb} nữa`),
  )
  .join('|')

export const REPORT_WORDS = [
  [
    'overall',
    'toàn huyện|toàn xã|toàn tỉnh|toàn phường|toàn thành phố|toàn thị xã|toàn đơn vị|toàn ngành|toàn địa bàn|cả huyện|cả tỉnh|tổng thể|tính chung|nhìn chung|tiến độ chung|tổng tiến độ|bình quân|trung bình|toàn nhiệm vụ|cả nhiệm vụ|toàn dự án|cả dự án|tính tổng|tính tổng thể|đánh giá chung|ước chung|chung đạt|chung được|chung là|tỷ lệ chung|kết quả chung|khối lượng chung|tổng khối lượng|tổng hợp chung|tựu chung|tiến độ tổng thể',
  ],
  ['of_which', 'trong đó|bao gồm|gồm có|trong số đó|chi tiết'],
  ['must', 'phải|cần phải|buộc phải'],
  [
    'done',
    'hoàn thành|hoàn tất|hoàn thành xong|xong|đã xong|làm xong|thực hiện xong|triển khai xong|xong xuôi|dứt điểm|ht|hthành|hthanh|htat|done|finish|finished|completed|hoàn thành dứt điểm|xong hết|hoàn thành hết|kết thúc|thu đủ|nộp đủ|đóng đủ|cấp đủ|chi đủ|chi trả đủ|giao đủ|đưa vào sử dụng|nghiệm thu xong|nghiệm thu bàn giao|nghiệm thu, bàn giao|chốt xong|nộp xong|hoàn chỉnh',
  ],
  [
    'near',
    'cơ bản|về cơ bản|cơ bản là|cơ bản đã|gần|gần như|coi như|xem như|coi là|kể như|hầu như|tạm coi|tạm xem|tạm coi như|sắp|sắp sửa|phần lớn|hầu hết|đa số|suýt|gần gần|cb đã|gần như là|hòm hòm|tương đối',
  ],
  [
    'not',
    'chưa|vẫn chưa|không|ko|k|kg|hông|hong|hok|khong|chẳng|chả|chưa thể|không thể|ko thể|khg|chưa hề|chưa được|chưa đc|chưa dc|hổng|đâu có|chưa kịp',
  ],
  [
    'future',
    'sẽ|sẽ phải|dự kiến|dkiến|dự định|dự tính|phấn đấu|cố gắng|=cố|quyết tâm|hứa|cam kết|sắp tới|thời gian tới|chuẩn bị|hy vọng|hi vọng|có thể|có khả năng|dk|mục tiêu là|đặt mục tiêu|kế hoạch là|kịp|nỗ lực|em định|bên em định|mình định|đang định|định là|tính đến khi|ráng|đảm bảo|bảo đảm|tới đây|đang phấn đấu|đang cố gắng|tiếp theo|bước tiếp theo|giai đoạn tới|dự là|kỳ tới',
  ],
  [
    'now',
    'hiện|hiện nay|hiện tại|nay|đến nay|tới nay|đến giờ|bây giờ|hiện đã|hiện mới|tính đến|tính tới|đến thời điểm này|đến hiện tại|giờ|hiện đạt|cho đến nay|hiện còn|lúc này|đến thời điểm hiện tại|hiện đang',
  ],
  [
    'if',
    'nếu|khi|khi nào|sau khi|để|nhằm|trước khi|muốn|giả sử|trong trường hợp|đến khi|tới khi|lúc nào|một khi|miễn',
  ],
  ['wait', 'chờ|đợi|đang chờ|đang đợi|còn chờ|còn đợi|chờ đợi|phải chờ|phải đợi|vẫn chờ|vẫn đang chờ'],
  [
    'process',
    'thẩm định|họp|ký|duyệt|phê duyệt|nghiệm thu|cho ý kiến|trình|xem xét|thông qua|trả lời|phản hồi|góp ý|kết luận|quyết định|công bố|xác nhận|ký duyệt|trình ký|ban hành|kiểm tra|ý kiến|kết quả|quyết|cho chủ trương|chấp thuận|rà soát|thống nhất|tổng hợp|đánh giá|xét duyệt|bàn|cấp giấy|phát hành|mở thầu|chấm thầu',
  ],
  [
    'unchanged',
    `${UNCHANGED}|nt|như trên|bằng tuần trước|bằng kỳ trước|bằng hôm trước|bằng tháng trước|bằng lần trước|kđ|chưa có gì thêm|không có gì thêm|như hôm qua|như hqua|như bữa qua|vẫn như hôm qua|vẫn như hqua|vẫn vậy|vẫn thế|vẫn như cũ|vẫn như vậy|vẫn như trước|vẫn như thế|vẫn y|giữ nguyên|vẫn giữ nguyên|y như cũ|như cũ|y cũ|y nguyên|vẫn nguyên|như kỳ trước|như kì trước|như lần trước|như tuần trước|như tháng trước|như báo cáo trước|như báo cáo hôm qua|như bc hôm qua|như số liệu hôm qua|bằng hôm qua|như ngày hôm qua|như hôm trước|như bữa trước|như trước|như báo cáo cũ|y hôm qua|y như hôm qua|dậm chân tại chỗ|giậm chân tại chỗ|chưa có tin mới|không có tin mới|chưa có kết quả mới|chưa có kết quả gì mới|chưa có số liệu mới|không có số liệu mới|chưa có thêm gì|không có thêm gì|không thêm gì|không tăng không giảm|không tăng|chưa tăng|chưa tăng thêm|đứng yên|vẫn đứng yên|no change|y chang|y chang cũ|y chang hôm qua|y chang bữa trước|y chang hôm trước|giữ nguyên số liệu cũ|giữ nguyên số liệu|như bữa hổm|vẫn y nguyên|vẫn y chang|đứng im|bình chân tại chỗ`,
  ],
  [
    'not_started',
    'chưa thực hiện|chưa triển khai|chưa làm|chưa bắt đầu|chưa khởi công|chưa tiến hành|chưa động|chưa đụng|chưa làm gì|chưa thể triển khai|chưa thể thực hiện|chưa khởi động|chưa triển khai được|chưa triển khai đc|chưa triển khai dc|chưa thực hiện được|chưa thực hiện đc|chưa thực hiện dc|chưa làm được|chưa làm đc|chưa làm dc|chưa làm được gì|chưa làm đc gì|chưa bắt tay|chưa bắt tay vào làm|không triển khai được|ko triển khai được|ko triển khai đc|không thực hiện được|ko thực hiện được|ko thực hiện đc|chưa thể làm|chưa thể bắt đầu|chưa tk|chưa tk được|chưa tk đc|chưa được triển khai|chưa đc triển khai|chưa được thực hiện|chưa đc thực hiện|chưa mở đầu|chưa vào việc|chưa đụng đến|chưa đụng tới|chưa động đến|chưa có động thái|chưa tổ chức|chưa tổ chức được|chưa tổ chức đc|chưa tiến hành được|chưa th|chưa thể tổ chức|chưa thể tiến hành|chưa bắt đầu được|chưa khởi công được',
  ],
  [
    'paused',
    'tạm dừng|tạm hoãn|tạm ngưng|tạm ngừng|dừng lại|đang dừng|đình chỉ|phải dừng|tạm thời dừng|tạm đình chỉ|=đang hoãn|tạm thời hoãn|bị dừng|tạm thời ngừng|hoãn lại|phải hoãn|tạm gác|ngưng lại|phải tạm dừng|đang tạm dừng|tạm gác lại|=hoãn|dừng thực hiện|dừng triển khai|ngừng thực hiện|dừng thi công|ngừng thi công|ngưng thi công|nghỉ thi công|ngừng triển khai|ngưng thực hiện|ngưng triển khai|đang ngưng|đang ngừng|=dừng|=ngừng|=ngưng|ngừng lại|bị ngưng|bị ngừng|phải ngừng|phải ngưng|tạm nghỉ|dừng giữa chừng',
  ],
  [
    'progress',
    'đang|vẫn đang|đang triển khai|đang thực hiện|đang làm|đang tiến hành|tk|đang tk|tiếp tục|đang tiếp tục|vẫn triển khai|đã triển khai|đã thực hiện|đã bắt đầu|đang được|mới bắt đầu|bắt đầu|đang trong quá trình|đã khởi công|đang thi công|triển khai|thực hiện|tiến hành',
  ],
  [
    'did',
    'đã|mới|vừa|vừa mới|mới chỉ|chỉ mới|chỉ|được|đạt|đạt được|đc|dc|đạt đc|làm được|làm đc|lên|lên được|lên đến|lên tới|đã được|đã đạt|mới được|mới đc|mới đạt|mới làm|mới làm được|mới làm đc|đã làm|lắp|lắp được|cấp được|tăng lên|tăng lên được|nâng lên|đến mức|dừng ở|đứng ở|ở mức|tính|tiến độ|tiến độ đạt|tỷ lệ|tỉ lệ|đã lên|đã có|được có|thực hiện được|thực hiện đc|thực hiện đạt|hoàn thành được|hoàn thành đạt|kết quả đạt|khối lượng|có',
  ],
  ['remaining', 'còn|còn lại|còn thiếu|vẫn còn|chỉ còn|còn khoảng|còn tồn|tồn'],
  [
    'fell',
    'tuột còn|tuột xuống|tuột xuống còn|sụt còn|sụt xuống|rớt còn|rớt xuống|giảm còn|giảm xuống|giảm xuống còn|xuống còn|tụt còn|tụt xuống|tụt xuống còn|nên còn|nên chỉ còn|nên giảm còn|giảm xuống chỉ còn|rút xuống|rút xuống còn|rút còn|hạ xuống|hạ còn|điều chỉnh còn|điều chỉnh xuống|điều chỉnh xuống còn|điều chỉnh giảm còn|nên giảm xuống|nên giảm|nên tụt',
  ],
  [
    'delta',
    'tăng|tăng thêm|thêm|giảm|nhích|nhích thêm|nhích lên|tụt|hơn hôm qua|chênh|bổ sung thêm|thêm được|thêm đc|tăng được|làm thêm|nâng thêm|chậm hơn|chênh lệch|mở thêm',
  ],
  [
    'exceed',
    'vượt|vượt kế hoạch|vượt kh|vượt chỉ tiêu|vượt mức|vượt mức kế hoạch|vượt ct|vượt tiến độ|vượt chỉ tiêu giao|vượt kế hoạch giao',
  ],
  [
    'plan',
    'kế hoạch|kh|chỉ tiêu|mục tiêu|theo kế hoạch|theo kh|kế hoạch giao|chỉ tiêu giao|kế hoạch năm|yêu cầu là|so với kế hoạch|so với kh|chỉ tiêu là|định mức|kế hoạch tháng|kế hoạch quý|kế hoạch tuần|theo tiến độ|đăng ký|được giao|giao chỉ tiêu|chỉ tiêu được giao|kế hoạch được giao|dự toán giao|dự toán được giao|dự toán năm|kế hoạch vốn|kh vốn|tổng vốn|tổng đàn|tổng nhu cầu|tổng phải|nhu cầu',
  ],
  [
    'was',
    'hôm qua báo|hqua báo|trước đó|trước là|hồi trước|tuần trước|kỳ trước|kì trước|tháng trước|lần trước|báo cáo trước|cũ là|ban đầu|trước đây|cùng kỳ|đã báo|báo hôm qua|trước kia|số cũ|so với hôm qua|so với tuần trước|so với tháng trước|so với kỳ trước|so với|so với cùng kỳ|hôm trước|bữa trước|quý trước|năm trước|năm ngoái|đầu năm',
  ],
  ['from', 'từ'],
  ['up_to', 'lên|đến|tới|thành|lên đến|lên tới|sang'],
  [
    'rather',
    'chứ không phải|chứ ko phải|chứ k phải|chứ không phải là|chứ ko phải là|chứ không|chứ ko|không phải|ko phải|k phải|không phải là|chớ không phải|chớ ko phải|chứ kg phải|thay vì|chứ đâu phải|chứ hông phải|chớ không|kh phải',
  ],
  [
    'correction',
    'nhắn nhầm|gửi nhầm|báo nhầm|ghi nhầm|đính chính|sửa lại|xin sửa|gõ nhầm|nhầm|cập nhật lại|sửa thành|báo lại|đính chính lại|gõ lộn|ghi lộn|nhắn lộn|báo lộn|lộn|ghi sai|báo sai|gửi lại|nhập nhầm|nhập sai|xin đính chính|bấm nhầm|đc lại|sửa giúp|điều chỉnh lại|chỉnh lại|viết nhầm|gửi lộn',
  ],
  [
    'approx',
    'ước|ước đạt|khoảng|tầm|chừng|độ|cỡ|xấp xỉ|ước khoảng|khoảng chừng|áng chừng|đâu đó|tầm khoảng|ước chừng|trên|hơn|gần được|gần đạt|trên dưới|tầm tầm',
  ],
  [
    'unsure',
    'chắc|chắc là|hình như|có lẽ|nghe nói|không nhớ|ko nhớ|không rõ lắm|đoán|đoán là|chắc khoảng|chắc tầm|chắc cỡ|chắc được|chắc đạt|hình như là|nghe đâu|không chắc|ko chắc|k chắc|chưa chắc',
  ],
  [
    'resolved',
    'đã tháo gỡ|đã gỡ|đã gỡ xong|đã tháo gỡ xong|tháo gỡ xong|gỡ xong|đã giải quyết|giải quyết xong|đã giải quyết xong|đã khắc phục|khắc phục xong|đã khắc phục xong|đã xử lý xong|được tháo gỡ|đã được tháo gỡ|đã được giải quyết|được giải quyết|hết vướng|không còn|hết|đã hết|được gỡ|đã được gỡ',
  ],
  [
    'short_of',
    'chưa đến|chưa tới|chưa đạt|chưa được tới|chưa được đến|không tới|không đến|chưa đầy|dưới|chưa quá|không quá',
  ],
  [
    'cumulative',
    'lũy kế|luỹ kế|cộng dồn|tổng cộng|tổng|lk|luỹ kế đến nay|lũy kế đến nay|tổng số|tổng cộng là|tất cả là|cả thảy|từ đầu năm|từ đầu năm đến nay',
  ],
  ['out_of', 'trên tổng số|trên tổng|trong tổng số|trong số|trên|trong tổng|tổng số|tổng|trong'],
  [
    'obstacle',
    'vướng|vướng mắc|khó khăn|kk|vm|ách tắc|=tắc|kẹt|tồn tại|hạn chế|điểm nghẽn|=nghẽn|bị vướng|đang vướng|gặp khó|gặp khó khăn|gặp vướng mắc|khó khăn vướng mắc|khó khăn, vướng mắc|bất cập|trở ngại|vướng mắc khó khăn|đang kẹt|khó khăn là|=mắc|khó khăn do|vấn đề',
  ],
  [
    'lack',
    'thiếu|chưa có|không có|ko có|k có|chưa đủ|không đủ|ko đủ|k đủ|chưa được cấp|chưa đc cấp|chưa bố trí|chưa được bố trí|chưa đc bố trí|chưa bố trí được|chưa bố trí đc|chưa được giao|chưa cấp|chưa phân bổ|chưa được phân bổ|không còn|hết kinh phí|hết tiền|=cạn|chưa nhận được|chưa nhận đc|chưa mua được|chưa tuyển được|không tuyển được|khan hiếm|chưa thống nhất được|chưa đồng ý|không đồng ý|chưa đồng thuận|không đồng thuận|không chịu|chưa chịu|từ chối|không hợp tác|chưa hợp tác|không phối hợp|chưa phối hợp|bị thiếu|đang thiếu|còn thiếu|kh có|kh đủ|chưa giao|chưa cung cấp|không cung cấp|chưa hướng dẫn|chưa giải phóng|chưa bàn giao|chưa giải phóng được|chưa bàn giao được|chưa thu hồi được|không tìm được|chưa tìm được|không liên hệ được|không nhận|chưa thống nhất|chưa vận động được|không bố trí được|không mua được|chưa kết nối được|không kết nối được|chưa chạy được|không chạy được|không vào được|không đăng nhập được|chưa đăng nhập được|không mở được|không cho|ko cho',
  ],
  [
    'trouble',
    '=khó|rất khó|khó quá|khó lắm|kêu khó|hỏng|hư|hư hỏng|sự cố|trục trặc|lỗi|=quá tải|mưa bão|mưa lũ|mưa lớn|mưa nhiều|=bão|=lũ|ngập|sạt lở|dịch bệnh|nghỉ việc|chậm tiến độ|bị hỏng|bị lỗi|bị hư|bị mất|bị sập|bị nghẽn|bị chậm|bị ngập|bị từ chối|mất điện|mất mạng|mất kết nối|=yếu|=kém|đứt cáp|=sập|treo|chậm giao|giao chậm|bị trả|bị trả lại|bị trả hồ sơ|trả lại hồ sơ|bị bác|bỏ dở|bỏ công trình|bỏ thi công|bỏ thầu|tranh chấp|lấn chiếm|khiếu nại|khiếu kiện|phản đối|cản trở|nhà thầu chậm|chậm so với|chậm trễ|về chậm|về trễ|thấp do|thấp vì|chồng chéo|mâu thuẫn|đội giá|tăng giá|thiên tai|vượt thẩm quyền|hạn hẹp|quá ít|quá hạn hẹp|bất lực|gián đoạn|nghẽn mạng|mạng yếu|mạng chậm|sai lệch|trùng lặp|bỏ ngang|bỏ giữa chừng|bỏ cuộc|bỏ hợp đồng|ngừng hoạt động|dừng hoạt động|ngưng hoạt động|sai số|sai thông tin|sai tên|in sai|sai sót|phải thu hồi|phải làm lại|phải bảo hành|đòi bồi thường|đòi tái định cư|đòi nâng giá|đòi tăng giá|đòi giá|sai dữ liệu|không khớp|ko khớp|chưa khớp|không trùng khớp|lệch|thất lạc|mục rách|bị rách|bị mờ|bị mất|bị thiếu|bị cắt|bị hủy|không đạt|không đảm bảo',
  ],
  [
    'lag',
    'chậm|=trễ|trễ hạn|quá hạn|bị trễ|bị chậm|trễ tiến độ|chậm hơn kế hoạch|chậm so với kế hoạch|không kịp|ko kịp|chưa kịp tiến độ|=thấp|còn thấp|còn chậm|rất chậm|ì ạch',
  ],
  [
    'resource',
    'kinh phí|vốn|điện|vật tư|thiết bị|máy|máy móc|hướng dẫn|hd|mặt bằng|mb|nhân lực|nhân sự|tiền|hàng|biên chế|nguồn|nguồn vốn|kp|văn bản hướng dẫn|vắc xin|thuốc|hóa chất|phôi|giống|đất|cán bộ|người|quy định|chủ trương|tài khoản|đường truyền|phần mềm|dữ liệu|số liệu|linh kiện|phụ tùng|vb hướng dẫn|hd của|giải ngân|cấp vốn|cấp kinh phí|bố trí kinh phí|bố trí vốn|chỉ đạo|mẫu|biểu mẫu|thời tiết|vật liệu|cát|xi măng|kinh phí đối ứng|vốn đối ứng|vaccine|vacxin|phôi thẻ',
  ],
  [
    'cause',
    'do|vì|bởi|bởi vì|tại vì|nguyên nhân|lý do|lí do|nguyên nhân do|lý do là|vì lý do|=tại|do là|nguyên nhân là|nguyên nhân chính|do nguyên nhân|vì chưa|lý do vì',
  ],
  ['not_cause', 'do đó|do vậy|vì vậy|vì thế|do anh|do chị|do đồng chí|do đc|tự do'],
  ['subjective', 'chủ quan|nguyên nhân chủ quan|do chủ quan'],
  ['objective', 'khách quan|nguyên nhân khách quan|do khách quan'],
  [
    'but',
    'nhưng|tuy nhiên|song|nhưng mà|tuy|mà|còn thì|riêng|thế nhưng|có điều|ngặt nỗi|mỗi tội|chỉ có điều|nma|nhma',
  ],
  ['so', 'nên|do đó|do vậy|vì vậy|vì thế|cho nên|thành ra'],
  [
    'propose',
    'đề nghị|kiến nghị|đề xuất|đx|kn|mong|mong muốn|xin ý kiến|xin chỉ đạo|xin hỗ trợ|xin kinh phí|xin bổ sung|xin thêm|xin cấp|xin được|xin tỉnh|xin chủ trương|xin cho|xin phép được|đề nghị được|rất mong|kính đề nghị|kính mong|kiến nghị đề xuất|đề xuất kiến nghị|đề xuất, kiến nghị|nhờ tỉnh|nhờ sở|nhờ huyện|nhờ ubnd|nhờ lãnh đạo|nhờ anh chị|cần hỗ trợ|cần bổ sung|cần được|cần cấp|cần tỉnh|cần sở|cần ubnd|cần lãnh đạo|=đn|ý kiến đề xuất|đề nghị cho|xin cấp thêm|xin bố trí|xin điều chỉnh|xin hướng dẫn|cần sự hỗ trợ|xin thay|xin mượn|xin tăng|xin chuyển|xin đổi|cần cho|cần huyện|cần xã|cần phòng|cần bộ|cần chỉ đạo|cần hướng dẫn|cần thêm',
  ],
  [
    'extension',
    'xin gia hạn|gia hạn|xin lùi|xin lùi hạn|lùi hạn|xin kéo dài|kéo dài thời gian|xin thêm thời gian|lùi thời hạn|lùi thời gian|xin dời|dời hạn|xin giãn|giãn tiến độ|đề nghị gia hạn|đề xuất gia hạn|kiến nghị gia hạn|cho gia hạn|xin khất hạn|xin lùi thời hạn|xin kéo dài thời gian|xin gia hạn thêm|đề nghị lùi|xin điều chỉnh hạn|xin điều chỉnh thời hạn|xin điều chỉnh thời gian|xin hoãn|xin dời hạn|lùi tiến độ|đề nghị lùi hạn|đề nghị kéo dài|đề nghị được gia hạn|xin được gia hạn|xin được lùi|đề nghị cho gia hạn|đề nghị cho lùi|lùi lại|xin cho lùi|xin cho gia hạn|cho lùi|cho em xin gia hạn|xin thêm hạn|nới hạn|xin nới|thêm thời gian',
  ],
  ['paper', 'hồ sơ|văn bản|công văn|tờ trình|đơn|danh sách|báo cáo|phiếu|giấy|hs|vb|cv|ttr'],
  [
    'part',
    'dự thảo|khảo sát|thiết kế|đấu thầu|thủ tục|tập huấn|bước|khâu|giai đoạn|gđ|đợt|hạng mục|gói|phần|kế hoạch chi tiết|dự toán|thẩm định|phần mềm|phần cứng|đề cương|tờ trình|mặt bằng|phần móng|móng mố|móng trụ|làm móng|đổ móng|rà soát|thống kê|danh sách|lắp đặt|mua sắm|nội dung|vòng|chọn thầu|móng|phần thô|lớp|nhóm|việc|công tác|công đoạn|mũi|cơ sở hạ tầng|hạ tầng|chạy thử|thử nghiệm|thí điểm|hợp đồng|số liệu|gd|giải phóng|đo đạc|xây dựng kế hoạch|lấy ý kiến|họp dân|tuyên truyền|kịch bản|biên bản',
  ],
  ['stage', 'giai đoạn|gđ|đợt|bước|gđoạn|vòng|pha|g.đoạn'],
  [
    'own_part',
    'phần của|phần việc của|phần bên|phần em|phần sở|phần đơn vị|phần mình|phần phòng|phần xã|phần huyện|riêng phần|trách nhiệm của',
  ],
  [
    'whole',
    'hết|trọn vẹn|đầy đủ|cả|toàn diện|trọn gói|hẳn|rồi|đúng hạn|đúng tiến độ|trước hạn|vượt tiến độ|sớm|sớm hạn|hết rồi',
  ],
  ['both', 'cả hai|cả ba|cả bốn|cả năm|cả sáu|cả bảy'],
  ['except', 'trừ|ngoại trừ|trừ mỗi|trừ ra|chỉ trừ'],
  [
    'cancelled',
    `${CANCELLED}|không làm nữa|ko làm nữa|k làm nữa|không thực hiện nữa|ko thực hiện nữa|không triển khai nữa|ko triển khai nữa|không tổ chức nữa|thôi không làm|thôi ko làm|thôi không triển khai|thôi không thực hiện|thôi không tổ chức|thôi không làm nữa|thôi không triển khai nữa|bỏ không làm|bỏ luôn|hủy rồi|đã hủy|bị hủy|hủy bỏ|hủy luôn|dừng hẳn|ngừng hẳn|không còn thực hiện|không phải làm nữa|khỏi làm|khỏi triển khai|rút khỏi danh mục|rút khỏi kế hoạch|đưa ra khỏi danh mục|bỏ khỏi danh mục|loại khỏi danh mục|bỏ rồi|đã bỏ`,
  ],
  ['each', 'đều|cùng|đồng loạt|mỗi cái|mỗi việc|mỗi nv'],
  [
    'respectively',
    'lần lượt|lần lượt là|tương ứng|tương ứng là|theo thứ tự|lần lượt đạt|theo thứ tự là|theo thứ tự đạt',
  ],
  ['next', 'tuần tới|tuần sau|tháng tới|tháng sau|ngày mai|thời gian tới|tiếp theo'],
  [
    'late_report',
    'báo bù|báo cáo bù|bc bù|báo muộn|báo trễ|báo cáo muộn|báo cáo trễ|nộp bù|bổ sung báo cáo|báo cáo bổ sung|quên báo|quên bc|quên báo cáo',
  ],
  [
    'not_progress',
    'quân số|thời gian|điểm danh|hài lòng|đồng ý|nhất trí|tán thành|dự họp|tham gia|có mặt|phiếu bầu|sĩ số|công suất|lãi suất|pin|cpu|ram|sức|lực lượng|chi phí|giá',
  ],
  [
    'progress_noun',
    'tiến độ|khối lượng|kế hoạch|kh|chỉ tiêu|công việc|kinh phí|nhiệm vụ|yêu cầu|giá trị|việc|tổng|nội dung|dự toán|vốn|hồ sơ|đề ra|được giao',
  ],
] as const satisfies readonly (readonly [string, string])[]
