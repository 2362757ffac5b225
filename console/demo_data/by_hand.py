"""Stories that no playbook tells of, and opinions: written by hand, all invented."""

NEW_SCRIPTS = (
    (
        "Có người tới xóm tui cho mượn máy lọc nước xài thử ba tháng, bắt ký giấy mà hổng cho "
        "đọc. Bữa nay nó nói giấy đó là giấy mua trả góp, biểu đóng 9 triệu hoặc nó gỡ bồn "
        "nước nhà tui."
    ),
    (
        "Một nhóm đi từng nhà nói đo chất lượng đất trồng sầu riêng miễn phí, đo xong in tờ "
        "giấy ghi đất nhiễm độc, bắt mua bao thuốc cải tạo 4 triệu rưỡi mới cấp giấy chứng "
        "nhận vườn sạch."
    ),
    (
        "Em thuê trọ, có bạn nữ nhắn hỏi thuê lại số Zalo của em ban đêm, mỗi đêm 200 ngàn, "
        "chỉ cần quét mã đăng nhập. Được hai đêm thì mọi người trong danh bạ nhắn hỏi sao em "
        "rao bán vàng."
    ),
    (
        "Họ gọi nói được chọn làm mẫu giọng nói tiếng miền Tây cho máy tính học, đọc ba mươi "
        "câu trả 300 ngàn. Câu cuối lại bắt đọc to họ tên và câu đồng ý mở tài khoản."
    ),
    (
        "Có trang nhận nuôi giùm cây sen giống, gửi hình cây của mình mỗi ngày. Nuôi đủ tháng "
        "thì bán lại lời gấp đôi, tui đóng 6 triệu cho ba cây, giờ trang nói cây chết phải đền "
        "tiền giống."
    ),
    (
        "Người lạ bỏ trước cửa một hộp gà chết kèm tờ giấy có mã, nói quét mã khai báo dịch "
        "thì được hỗ trợ tiền. Hàng xóm quét vô rồi máy cứ tự gửi tin nhắn đi khắp nơi."
    ),
    (
        "Con tôi chơi game, có người nói bán hộ nhân vật rồi gửi một tệp ghi âm bảo mở to cho "
        "cả nhà nghe để xác minh. Mở xong loa đọc mã gì đó rồi tài khoản game mất luôn."
    ),
    (
        "Ở bến phà có người phát vé số điện tử miễn phí, chỉ cần cho mượn điện thoại chụp căn "
        "cước chung với tờ vé. Hôm sau tôi nhận tin báo đã đứng tên một hợp đồng thuê xe."
    ),
)

NO_SCAM = (
    "Alo thử coi máy có chạy không.",
    "Cho hỏi giờ làm việc của công an xã ngày thứ bảy.",
    "Điện lực nhắn lịch cúp điện chủ nhật tuần này, tôi gọi lên tổng đài hỏi thì đúng là có thật.",
    (
        "Tui với người bà con mượn tiền nhau rồi cãi vã, không phải ai lừa ai, chỉ muốn hỏi "
        "viết giấy nợ sao cho đúng."
    ),
    "Ngân hàng mời ra quầy cập nhật căn cước, tôi ra tận nơi làm xong rồi, họ không hỏi mã gì hết.",
    "asdf asdf hihi",
    "Mua cái quạt về xài ba bữa thì hư, tiệm hẹn đổi mà chưa đổi, bực thôi chớ chưa mất gì.",
    "Cảm ơn máy trả lời nghen, bữa trước nhờ vậy mà má tui không bị gạt.",
    "Con tui học đội an ninh mạng ở trường, nó nhờ hỏi thử coi máy trả lời sao.",
)

LEFT_OVER = (
    "Thằng đó cả xóm tui hay kêu là tí sún.",
    "Ngoài chợ ai cũng kêu bả là bà tám cà na.",
    "Nó để tên trên mạng là bông bưởi xóm chùa.",
    "Người nhận tiền ghi là vua gà chọi miệt vườn.",
    "Nó là thợ hớt tóc duy nhất ở đầu cầu sắt xóm tui.",
    "Bạn cùng lớp gọi nó là rồng lửa tổ bốn.",
)
"""Sentences that tell who somebody is, and that the redactor leaves: practice for officers."""

NOTES = (
    "Đã đọc, lời kể đủ ý.",
    "Giống vụ tuần trước, cùng cách nói.",
    "Chưa rõ đã chuyển tiền hay chưa, cần hỏi lại nếu người dân quay lại.",
    "Dấu hiệu rõ, nên đưa vào buổi tuyên truyền ở ấp.",
)

HANDED_OVER_TO = (
    "Chuyển đội điều tra tổng hợp, kèm trang tóm tắt.",
    "Chuyển phòng an ninh mạng, đã gọi báo trước.",
    "Chuyển công an xã nơi xảy ra, có biên nhận.",
)

OPINIONS = (
    "Mỗi tháng nên phát loa một lần về các chiêu lừa mới, phát lúc chiều tối cho nhiều người nghe.",
    "Tui mong bảng thông báo ở chợ có tờ giấy chữ lớn ghi số gọi khi bị gạt tiền.",
    "Nên có buổi chỉ người già cách xem tin nhắn giả, con cháu đi làm xa hết rồi.",
    "Xã nên hướng dẫn cài định danh ngay tại nhà văn hoá, khỏi phải nghe mấy người gọi điện.",
    "Góp ý: máy trả lời hơi dài, bà con lớn tuổi đọc mỏi mắt.",
    "Đường vô chợ buổi tối tối quá, xin gắn thêm đèn, mấy vụ giật đồ cũng từ đó.",
    "Đề nghị trường cấp hai mời công an nói chuyện về việc làm thêm trên mạng.",
    "Cảm ơn các anh đã trực cả ngày nghỉ, tui gọi là có người nghe.",
    "Nên đưa tờ rơi cho mấy tiệm bán sim điện thoại, người ta hay hỏi ở đó.",
    "Xin mở thêm số đường dây riêng cho người câm điếc nhắn tin.",
    "Quán nước gần bến xe hay có người mời vay nóng, mong địa phương nhắc nhở.",
    "Nếu được thì có bản tiếng Khmer cho bà con đọc.",
)

OPINION_NOTES = ("Đã chuyển bộ phận tuyên truyền.", "Sẽ đưa vào họp giao ban.", "Đã trả lời ở ấp.")
