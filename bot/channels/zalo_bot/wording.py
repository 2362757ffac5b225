"""What the operator is told about the Bot Platform."""

NOT_ACCEPTED = (
    "Zalo không nhận ZALO_BOT_TOKEN; chép lại mã từ tin nhắn của «Zalo Bot Manager» vào tệp .env."
)
WEBHOOK_IS_SET = (
    "Bot Zalo đang được đặt webhook nên không hỏi tin được; chạy «./canhgiac bot webhook off»,"
    " hoặc đặt PUBLIC_URL để nhận qua webhook."
)
NO_ANSWER = "Chưa gọi được máy chủ Zalo Bot; xem lại đường mạng rồi chạy lại."
NOT_DONE = "Zalo Bot không làm theo yêu cầu; xem lại ZALO_BOT_TOKEN và PUBLIC_URL rồi chạy lại."
NO_PUBLIC_URL = (
    "Đặt PUBLIC_URL (địa chỉ https mà Zalo gọi tới được) trước khi bật webhook Zalo Bot."
)
NO_KEY = "Đặt BOT_KEY trong tệp .env: khoá bí mật của webhook Zalo Bot được tạo từ đó."

ACCEPTED = "Zalo Bot: ZALO_BOT_TOKEN dùng được."
NO_MENU = (
    "Zalo Bot: chưa thấy cách đặt trình đơn lệnh hay lời giới thiệu qua API. Xin tự chép lời giới"
    " thiệu vào phần cài đặt bot (mở Zalo, tìm «Zalo Bot Manager»):"
)
WEBHOOK_ON = "Zalo Bot: từ giờ gọi {}"
WEBHOOK_OFF = "Zalo Bot: đã bỏ webhook; bot tự hỏi tin khi không đặt PUBLIC_URL."
