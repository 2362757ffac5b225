"""What the bot says where several people read along: short, and nothing of anybody's own case."""

HOW = (
    "Tôi là Cảnh Giác, máy (AI) giúp nhận ra lừa đảo, không phải công an. "
    "Gặp tin lạ trong nhóm, bạn bấm «Trả lời» ngay tin đó rồi gọi tên tôi, "
    "hoặc gõ /kiemtra kèm nội dung tin. "
    "Tôi chỉ đọc được chữ, chưa xem được ảnh, tệp. Chuyện của riêng bạn thì nhắn riêng cho tôi. "
    "Nguy cấp: gọi {canh_sat_113}."
)
COMMANDS = "Trong nhóm gõ được: /kiemtra, /lienhe, /kichban, /xacthuc, /quyenriengtu."
ALONE_ONLY = (
    "Việc này là của riêng bạn nên tôi không làm trong nhóm: bạn nhắn riêng cho tôi nhé. "
    "Mã biên nhận cũng đừng đưa lên nhóm."
)
CONTACTS = (
    "• Nguy cấp: gọi {canh_sat_113}\n"
    "• Đã mất tiền: gọi ngân hàng của bạn trước (số in sau thẻ hoặc trong app)\n"
    "• Trình báo: {cong_an_xa} hoặc {vneid}\n"
    "• Trẻ em: {tong_dai_111}\n"
    "• Cuộc gọi, tin nhắn rác: {phan_anh_156}\n"
    "Hãy tự bấm số, đừng gọi lại số vừa gọi bạn. Đủ hơn: nhắn riêng cho tôi, gõ /lienhe."
)
PRIVACY = (
    "Trong nhóm, tôi chỉ đọc tin gọi tên tôi và tin được trích kèm. "
    "Tên, số trong đó được xoá trước khi xem. Trả lời xong tôi không giữ lời nào, "
    "chỉ cộng vào số đếm trong ngày: kênh nhắn, chiêu nào, tới bước nào. "
    "Rõ hơn: nhắn riêng cho tôi, gõ /quyenriengtu."
)
PLAYBOOKS = (
    "Các nhóm chiêu lừa tôi biết: {families}. "
    "Muốn xem từng chiêu: nhắn riêng cho tôi, gõ /kichban; hoặc gõ ở đây /kichban kèm tên chiêu."
)
NO_PLAYBOOK = (
    "Tôi chưa thấy khớp chiêu lừa nào đã biết. Như vậy không có nghĩa là tin được. "
    "Tự hỏi ba điều:\n"
    "• Họ tự tìm đến mình trước?\n"
    "• Họ đòi tiền, mã OTP, giấy tờ, cài app, bấm đường dẫn?\n"
    "• Họ giục gấp, doạ, dặn giữ bí mật?\n"
    "Có một điều thôi cũng dừng lại, hỏi người nhà và {cong_an_xa}."
)
UNCLEAR = (
    "⚠️ Có dấu hiệu lừa đảo, nhưng tôi chưa rõ là chiêu nào. Khoan làm theo:\n"
    "• Đừng chuyển tiền, đừng đọc mã OTP, đừng bấm đường dẫn, đừng cài app.\n"
    "• Tự gọi lại số chính thức để hỏi; kể cho người nhà.\n"
    "• Báo {cong_an_xa}; nguy cấp gọi {canh_sat_113}."
)
PRIVATE = (
    "⚠️ Khoan làm theo, đừng chuyển tiền cho ai đang doạ. Bạn không có lỗi.\n"
    "Chuyện này nên nói riêng: bạn nhắn riêng cho tôi, tôi chỉ từng bước."
)
STOP = "⚠️ Khoan làm theo."
LIKE = "Rất giống chiêu: {name}."
QUOTED = "Vì trong tin có: {quotes}."
SIGNS = "Dấu hiệu: {signs}."
AT_ONCE = "🆘 Đã mất tiền: làm NGAY, theo thứ tự:"
GIVEN = "🆘 Họ đã có thứ của mình. Làm NGAY, theo thứ tự:"
IF_PAID = "Lỡ chuyển tiền rồi: gọi ngân hàng ngay (số in sau thẻ)."
REPORT = "Báo {cong_an_xa}; nguy cấp gọi {canh_sat_113}."
ALONE = "Chuyện của riêng bạn: nhắn riêng cho tôi, đừng kể ở nhóm."
CHILD = "Bạn còn nhỏ thì kể ngay cho ba mẹ, thầy cô, hoặc gọi {tong_dai_111}."
NOT_POLICE = "Tôi là máy, không phải công an."
