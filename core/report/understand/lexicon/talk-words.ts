/** Words that say what a message is when it is no report, who is spoken to, and words that say nothing. */

export const TALK_WORDS = [
  [
    'asks',
    'chỉ em với|chỉ giúp em|chỉ giùm em|hướng dẫn em với|ai là|ai chủ trì|ai phối hợp|ai phụ trách|ai làm|ai theo dõi|ai duyệt|ai ký|mấy giờ|mấy h|khi nào|bao giờ|lúc nào|hôm nào|ngày nào|là gì|gì vậy|gì thế|tại sao|vì sao|thế nào|như thế nào|ra sao|làm sao|bao nhiêu|ở đâu|nào vậy|đâu rồi|đâu vậy|đơn vị nào|sở nào|ntn|còn mấy nv|còn mấy nhiệm vụ|còn mấy việc|còn mấy cái|có mấy nv|có mấy nhiệm vụ|có mấy cái|được mấy nv|được mấy cái|mấy nv nữa|mấy cái nữa|mấy ngày nữa|còn mấy ngày|còn bao lâu|bao lâu|mã nào|nhiệm vụ nào|nv nào|việc nào|cái nào|được chưa|chưa nhỉ|bnhieu|tsao|làm gì|gửi đâu|gửi cho ai|mấy ngày|phải làm sao|hay sao|bằng cách nào|cách nào|xem ở đâu|cho hỏi|cho em hỏi|em hỏi|xin hỏi|cho mình hỏi|cho chị hỏi|cho anh hỏi|muốn hỏi',
  ],
  ['asks_soft', 'ai|sao|gì|nào|đâu|mấy|hỏi|j'],
  [
    'tag_question',
    'phải không|phải ko|phải k|đúng không|đúng ko|đúng k|được không|được ko|đc không|đc ko|đc k|dc ko|dc k|có được không|có đc ko|hả|à|hay chưa|hay không|hay ko|nhỉ|ư|hay sao|không ạ|ko ạ|không em|không bot|ko em|không anh|không chị|ko anh|ko chị|ko bot|chưa ạ|chưa em|chưa bot|chưa anh|chưa chị|chưa nhỉ|chưa vậy|chưa thế|không nhỉ|không vậy|không thế|ko nhỉ|ko vậy|k ạ|k em|k vậy',
  ],
  [
    'thanks',
    'cảm ơn|cám ơn|thank|thanks|tks|thks|cảm ơn nhiều|xin cảm ơn|ty|camon|thankyou|thank you|trân trọng cảm ơn|trân trọng',
  ],
  [
    'ack',
    'ok|oke|okie|okay|okê|ôkê|vâng|dạ vâng|đã nhận|nhận được rồi|nhận được|đã nhận được|em nhận được rồi|đã rõ|rõ|noted|đã biết|em biết rồi|em rõ|đã xem|đã đọc|hiểu rồi|nhất trí|đồng ý|uh|ừ|ừm|đã hiểu|oki|nhận rồi|tuyệt|tuyệt vời|good|giỏi|hay quá|tốt quá',
  ],
  [
    'complains',
    'bot lỗi|lỗi à|lỗi hả|bị lỗi à|nhắc hoài|nhắc mãi|vẫn nhắc|cứ nhắc|sao nhắc|còn nhắc|lại nhắc|nhắc nữa|nhắc nhiều|nhắc liên tục|nhắc suốt|báo rồi mà|gửi rồi mà|báo cáo rồi mà|nộp rồi mà|đã báo rồi|báo từ|gửi từ|sao chưa nhận|sao không nhận|sao vẫn báo|sao lại báo|sao vẫn|sao cứ|không ghi nhận|chưa ghi nhận|không cập nhật|sao chưa cập nhật|phiền quá|phiền|spam|bực|bực mình|làm phiền|nhắc gì|nhắc lắm|sai rồi bot|bot sai|ghi sai rồi|mất số liệu|mất báo cáo|vẫn hiện|vẫn đòi|vẫn báo chưa|báo chưa nộp|bảo chưa nộp|báo là chưa|kêu chưa|cứ báo|vẫn kêu|cứ kêu|cứ hỏi|hỏi hoài|hỏi mãi|vẫn hỏi|đòi hoài|hối hoài|giục hoài|giục mãi|vẫn giục|cứ giục|tính trễ|tính muộn|ghi trễ|ghi muộn|báo trễ hạn|đã gửi rồi|em gửi rồi|em báo rồi|báo cáo rồi|gửi rồi|báo rồi|nộp rồi',
  ],
  [
    'greets',
    'haha|hihi|hehe|kkk|chúc|chúc mừng|chào|xin chào|alo|hello|hi|good morning|chúc cả nhà|chúc mọi người',
  ],
  [
    'chatter',
    'pin|hết pin|sinh nhật|nhậu|cà phê|giảm giá|khuyến mãi|sale|bóng đá|xem phim|đám cưới|giá vàng|cổ phiếu|chứng khoán|trúng số|mưa to|trời mưa|mưa to quá|nắng nóng|nắng hạn|tăng lương|thưởng tết|giá xăng',
  ],
  ['news', 'cả nước|toàn quốc|tỉnh khen|được khen|được tuyên dương|báo đưa tin|theo báo|thời sự|vtv'],
  ['bot', 'bot|trợ lý|em bot|bot ơi|đầu mối bot'],
  [
    'instructs',
    'yêu cầu|yêu cầu các|đề nghị các|đề nghị các đ/c|đề nghị các đồng chí|đề nghị các đơn vị|đề nghị các cơ quan|đề nghị các sở|đề nghị các xã|đề nghị các phòng|đề nghị các ban|đề nghị đồng chí|các đồng chí phải|các đ/c|các đồng chí|các đơn vị phải|khẩn trương|nghiêm túc|chỉ đạo các|giao cho|giao đ/c|giao đồng chí|giao phòng|giao sở|giao các|phải hoàn thành|phải xong|phải báo cáo|phải có|phải nộp|phải gửi|cần hoàn thành|cần báo cáo|cần phải|đôn đốc|giải trình|chịu trách nhiệm|báo cáo ngay|báo cáo gấp|gửi ngay|làm ngay|nhắc các|các đơn vị|các cơ quan|các sở|các xã|các phường|các phòng|các chi bộ|các trường|các trạm|mọi người|anh em|cả nhà|rút kinh nghiệm|phê bình|kiểm điểm|không được chậm|không để chậm|tuyệt đối không|chậm nhất|không để|các huyện|các ban|các tổ|các chi đoàn|các thôn|các địa phương',
  ],
  [
    'will_report',
    'em mới có|mới có số liệu|mới có số|em mới báo|mới báo được|mới gửi được|em mới gửi|em báo cáo|em sẽ báo cáo|sẽ báo cáo|em báo|em sẽ báo|sẽ báo|em gửi|em sẽ gửi|sẽ gửi|em cập nhật|em sẽ cập nhật|sẽ cập nhật|báo cáo sau|báo sau|gửi sau|cập nhật sau|em bc|em nhắn|em nộp|sẽ nộp|em sẽ nộp|em bổ sung|sẽ bổ sung|bổ sung sau|báo cáo lại sau|em báo lại|báo lại sau|để em|để tí|để lát|để chiều|để mai|để tối|cho em xin|cho em khất|em xin khất|xin khất|khất|tôi sẽ báo cáo|tôi báo cáo|mình sẽ gửi|mình gửi|anh gửi|chị gửi|anh báo|chị báo|mình báo|tôi gửi|tôi sẽ gửi|chị cập nhật|anh cập nhật|mình cập nhật|tôi cập nhật|tôi báo|em làm|em sẽ làm|em tổng hợp|sẽ tổng hợp|em tổng hợp rồi|em sẽ|tôi sẽ|mình sẽ|chị sẽ|anh sẽ|em kiểm tra|em hỏi lại|em xem lại|em rà lại|em rà soát|em kiểm tra lại',
  ],
  [
    'not_reported',
    'chưa có số liệu|chưa có số|không có số liệu|chưa báo được|chưa báo đc|chưa báo dc|chưa báo cáo được|chưa báo cáo đc|chưa gửi được|chưa gửi đc|chưa có số để báo|chưa có số liệu để báo|chưa có số để báo cáo|chưa có số liệu báo|chưa có số báo|chưa tổng hợp được|chưa tổng hợp đc|chưa tổng hợp xong|chưa tổng hợp kịp|chưa kịp tổng hợp|chưa kịp báo|chưa kịp báo cáo|chưa kịp gửi|chưa kịp cập nhật|chưa cập nhật được|chưa cập nhật đc|chưa cập nhật kịp|số liệu chưa về|chưa lấy được số|chưa lấy đc số|chưa xin được số|chưa nắm được số|chưa nắm được số liệu|chưa có số liệu tổng hợp',
  ],
  [
    'later',
    'lát|lát nữa|tí|tí nữa|chút nữa|tẹo nữa|tý nữa|chốc nữa|sau|xíu|xíu nữa|một lát|lúc nữa|lát sau|cuối giờ|về cơ quan|họp xong|tối|chiều|mai',
  ],
  [
    'delegates',
    'nhận thay|nhận giúp|lo giúp|lo thay|trực giúp|theo dõi giúp|theo dõi hộ|phụ trách giúp|báo cáo thay|báo thay|bc thay|làm thay|thay em|thay tôi|thay mình|thay anh|thay chị|báo cáo hộ|báo hộ|báo cáo giúp|báo giúp|báo giùm|báo cáo giùm|nhờ anh|nhờ chị|nhờ đ/c|nhờ đồng chí|nhờ em|ủy quyền|uỷ quyền|nghỉ ốm|nghỉ phép|nghỉ bệnh|đang nghỉ|nghỉ thai sản|nghỉ chế độ|đi công tác|thay mặt em|trực thay|phụ trách thay|nộp thay|cập nhật thay|báo cáo dùm|báo dùm|bc hộ|bc giúp|nghỉ việc riêng|đi học|nằm viện|gửi thay|theo dõi thay|nghỉ|cập nhật hộ|cập nhật giúp|nộp giúp|nộp hộ|gửi giúp|gửi hộ|nhập giúp|nhập hộ|nhập thay|người thay',
  ],
  [
    'hands_over',
    'làm đầu mối|sẽ phụ trách|mới phụ trách|bàn giao|chuyển giao|đầu mối mới|đầu mối là|thay đầu mối|đổi đầu mối|chuyển công tác|chuyển cho|chuyển sang|giao lại cho|giao lại|không phụ trách nữa|không còn phụ trách|không phụ trách|không theo dõi nữa|phụ trách từ|tiếp nhận|chuyển về|nhận bàn giao|không còn làm đầu mối|thôi làm đầu mối|đầu mối thay|ko phụ trách nữa|ko còn phụ trách|ko phụ trách|về hưu|nghỉ hưu|nghỉ chế độ|chuyển nhiệm vụ|chuyển đầu mối|bàn giao lại|đổi người|thay người|người phụ trách mới|cán bộ phụ trách mới|cập nhật đầu mối|đầu mối báo cáo mới|k phụ trách nữa|không làm đầu mối|người mới',
  ],
  [
    'your_unit',
    'bên chị|bên anh|bên em ấy|sở chị|sở anh|đơn vị chị|đơn vị anh|phòng chị|phòng anh|bên bạn|xã chị|xã anh|bên đó|bên ấy|=chỗ chị|=chỗ anh|bên các anh|bên các chị|cơ quan chị|cơ quan anh|trường chị|trường anh|trạm chị|trạm anh|bên kia|phường chị|phường anh|bên mày|bên ông|bên bác|=chỗ bạn|chi bộ anh|chi bộ chị|huyện chị|huyện anh',
  ],
  [
    'our_unit',
    'bên em|bên tôi|bên mình|sở em|đơn vị em|xã em|phường em|phòng em|trường em|trạm em|cơ quan em|chi bộ em|huyện em|bên e|sở e|đơn vị e|sở mình|chỗ em|chỗ tụi em|tụi em|bọn em|chúng em|chúng tôi|đơn vị tôi|đơn vị mình|ban em|bệnh viện em|công an em|tổ em|chi nhánh em|xã tôi|trường tôi|phường tôi',
  ],
  [
    'reports',
    'báo cáo|bc|kính báo cáo|xin báo cáo|em báo cáo|em xin báo cáo|cập nhật|em cập nhật|tiến độ|kết quả|tình hình|tôi báo cáo|em bc|bcáo|báo|gửi báo cáo|xin phép báo cáo|em gửi báo cáo',
  ],
  [
    'task',
    'nhiệm vụ|nhiệm vụ số|nv|n.vụ|nvụ|mã|mã số|nhiệm vụ mã|nv số|chỉ tiêu|chỉ tiêu số|mục|mục số|stt|đầu việc|đầu việc số|công việc|công việc số|việc số|nội dung số|nội dung|hạng mục|hạng mục số|nhiệm vụ thứ|việc|đề án|đề án số|dự án|dự án số|tiêu chí|tiêu chí số',
  ],
  [
    'light',
    'cơ yếu|chủ yếu|thiết yếu|trọng yếu|kết nạp|kết nối|kết hợp|kết cấu|kết chuyển|liên kết|cam kết với|tài chính|tài sản|tài nguyên|tài liệu số|vận động|huy động|hoạt động|tác động|aj|thuận lợi|quyền lợi|lợi ích|mấy ngày nay|mấy ngày qua|mấy ngày rồi|mấy ngày liền|mấy ngày tết|mấy ngày lễ|mấy ngày mưa|mấy hôm nay|mấy bữa nay|mấy hôm|họp giao ban|giao ban|hộ kd|đăng ký kd|cơ sở kd|dạ|ạ|a|à mà|em|e|anh|chị|ac|a/c|c|tôi|mình|thì|là|rồi|r|nha|nhé|nhá|nghe|nghen|nhen|hen|vậy|thôi|luôn|kính|thưa|kính thưa|kính gửi|gửi|ơi|bot ơi|này|cũng|vẫn|có|và|với|cho|của|về|ở|tại|nữa|lại|cái|các|những|số|thế|đó|ấy|cơ|mà|đây|hì|hehe|^^|bữa nay|tổ công tác|lãnh đạo|ban chỉ đạo|văn phòng|giúp|giùm|hộ|đánh dấu|ghi nhận|cập nhật|báo cáo|bc|sếp|cô|chú|bác|bạn|ad|admin|ah|nhe|ha|he|lun|rùi|roi|gồi|ùi|dc chưa|lắm|quá|gì|gì đó|gì hết|j|hôm nay|sáng nay|chiều nay|tổng|như sau|như này|sau|thêm|bên|đơn vị|sở|xã|toàn tỉnh|cụ thể|tình hình|kết quả|tiến độ|thực hiện|ngoài ra|đồng thời|và|đã|được|đc|dc|xin|phép|xin phép',
  ],
  [
    'rest',
    'còn lại|các nv còn lại|các nhiệm vụ còn lại|những nv còn lại|mấy nv còn lại|nv còn lại|nhiệm vụ còn lại|các việc còn lại|mấy việc còn lại|mấy cái còn lại|các cái còn lại|các mục còn lại|các chỉ tiêu còn lại|các nội dung còn lại|những việc còn lại|những cái còn lại|những nhiệm vụ còn lại|các mã còn lại|mấy nhiệm vụ còn lại|các nv khác|các nhiệm vụ khác|nv khác|những nv khác|mấy nv khác|nhiệm vụ khác|các việc khác|mấy cái khác|mấy cái kia|các cái khác|mấy nv kia|những việc khác|những nhiệm vụ khác|các mục khác|các đầu việc còn lại|các chỉ tiêu khác|số nv còn lại|số nhiệm vụ còn lại|toàn bộ còn lại|tất cả còn lại|mấy việc kia|mấy việc khác|các công việc còn lại|các nd còn lại|các mã khác|mấy mã còn lại|mấy mục còn lại|các đề án còn lại|các tiêu chí còn lại|các kế hoạch còn lại|những mục còn lại|những chỉ tiêu còn lại|chỉ tiêu còn lại|đầu việc còn lại|việc còn lại|mục còn lại|mấy chỉ tiêu còn lại|mấy đầu việc còn lại|những đầu việc còn lại|tất cả các nv còn lại|tất cả nv còn lại|tất cả các nhiệm vụ còn lại|tất cả nhiệm vụ còn lại|toàn bộ các nv còn lại|toàn bộ các nhiệm vụ còn lại|nội dung còn lại|tiêu chí còn lại|công việc còn lại',
  ],
  [
    'all',
    'tất cả nv|tất cả các nv|tất cả nhiệm vụ|tất cả các nhiệm vụ|tất cả các việc|tất cả việc|tất cả chỉ tiêu|tất cả các chỉ tiêu|tất cả đầu việc|toàn bộ nv|toàn bộ nhiệm vụ|toàn bộ các nv|toàn bộ các nhiệm vụ|toàn bộ công việc|toàn bộ chỉ tiêu|tất cả|mọi nv|mọi nhiệm vụ|mọi việc|các nv của em|các nhiệm vụ của em|các nv bên em|các nhiệm vụ bên em|hết các nv|hết các nhiệm vụ|các nv|các nhiệm vụ|cả mấy nv|mấy nv|các chỉ tiêu|các đầu việc|mấy nhiệm vụ|các việc|các nội dung|tất cả nội dung|tất cả các nội dung|nv nào cũng|nhiệm vụ nào cũng|tất cả các mục|các mục|tất cả các mã|toàn bộ|các công việc|tất cả công việc|tất cả các đầu việc|mấy việc|tất cả tiêu chí|tất cả các tiêu chí|các tiêu chí|mấy chỉ tiêu|mấy đầu việc|việc nào cũng|toàn bộ đầu việc|tất cả đề án|tất cả mọi việc|tất cả mọi nhiệm vụ|toàn bộ các chỉ tiêu|toàn bộ các đầu việc|all',
  ],
  [
    'refers',
    'chung với|cùng với|liên quan đến|liên quan tới|liên quan|giống|giống như|phụ thuộc vào|phụ thuộc|so với|theo như|căn cứ|đi kèm|gắn với|lồng ghép với|ghép với|kèm theo',
  ],
] as const satisfies readonly (readonly [string, string])[]

/** Nouns that are counted: what stands after a fraction and tells it from a date. */
export const UNIT_WORDS =
  'mã|mã số|đ/c|đồng chí|đám|thân nhân|thanh niên|cụ|cụ già|người dân|thí sinh|chủ hộ|xóm|tiểu khu|mốc|cts|chứng thư số|htx|cổ vật|hiện vật|di tích|bến xe|trạm bơm|xã|phường|thị trấn|huyện|tỉnh|thôn|bản|làng|ấp|khóm|buôn|khu phố|=tổ|tổ dân phố|hồ sơ|hs|hộ|hộ dân|hộ nghèo|hộ gia đình|nhà|căn|căn nhà|trường|trường học|lớp|bệnh viện|bv|trạm|trạm y tế|tyt|giường|cán bộ|cb|công chức|viên chức|đảng viên|đv|chi bộ|đảng bộ|đảng ủy|người|lượt|lượt người|máy|bộ|cái|chiếc|camera|cam|kiosk|ki-ốt|kiốt|ki ốt|phiếu|thẻ|km|m|ha|héc ta|m2|m3|tấn|kg|tỷ|tỉ|tỷ đồng|tỉ đồng|triệu|triệu đồng|tr|đồng|trđ|dự án|công trình|gói|gói thầu|thủ tục|tthc|dịch vụ|dvc|api|csdl|cơ sở|đơn vị|cơ quan|doanh nghiệp|dn|htx|hợp tác xã|học sinh|trẻ|trẻ em|cháu|giáo viên|gv|vụ|vụ việc|vụ án|=đơn|đơn thư|thửa|thửa đất|giấy|giấy cn|gcn|sổ|văn bản|vb|tài liệu|trang|phòng|phòng học|điểm|điểm trường|=cầu|tuyến|tuyến đường|kênh|cuộc|buổi|đợt|mũi|liều|con|cây|mô hình|sản phẩm|nội dung|hạng mục|trung tâm|tt|tài khoản|tk|bến|=chợ|hội viên|đoàn viên|hệ thống|httt|phần mềm|biển|bảng|=đèn|cột|trụ|hố|giếng|bồn|thùng|xe|=tàu|bò|heo|gia súc|gia cầm|vắc xin|đối tượng|trường hợp|ca|hội nghị|lớp tập huấn|báo cáo|kết luận|kiến nghị|cuộc họp|nhân khẩu|công dân|dân|=hội|chi hội|chi đoàn|câu lạc bộ|tủ|kho|nhà văn hóa|sân|ao|bãi|khu|cụm|doanh trại|chốt|đội|tổ chức|liên kết|quy trình|biên bản|quyết định|qđ|nghị quyết|nhiệm vụ|nv|chỉ tiêu|tiêu chí|sáng kiến|đề tài|đề án|bài|tin|ấn phẩm|phóng sự|video|clip|chuyên đề|suất|suất quà|mét|lít|khối|mẫu|=lô|mảnh|=tờ|bản đồ|cuốn|quyển|cổng|cửa|router|wifi|máy tính|máy in|máy scan|máy quét|thiết bị|đầu việc|mục|tiểu mục|hộ kinh doanh|cửa hàng|quầy|nhà thuốc|cơ sở y tế|phụ nữ|thanh niên|bệnh nhân|bn|bệnh án|thai phụ|hộ khẩu|căn cước|cccd|chứng thư|chữ ký số|sim|trạm bts|bts|vị trí|điểm cầu|khách|lao động|hợp đồng|chiến sĩ|tân binh|thanh tra|cuộc thanh tra|mộ|liệt sĩ|người có công|nạn nhân|tủ thuốc|bếp|nhà vệ sinh|công an xã|trụ sở'
