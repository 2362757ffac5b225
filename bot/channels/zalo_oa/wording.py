"""What the operator is told about the Official Account."""

MISSING = "Zalo OA còn thiếu {} trong tệp .env; điền đủ cả bốn, hoặc bỏ cả bốn."
REFRESH_REFUSED = (
    "Zalo không nhận mã làm mới (refresh token) của OA nữa. Vào https://developers.zalo.me, chọn"
    " ứng dụng, cấp quyền lại cho OA để lấy mã mới, đặt vào ZALO_OA_REFRESH_TOKEN rồi chạy lại."
)
NO_ANSWER = (
    "Chưa lấy được mã truy cập OA: máy chủ Zalo hoặc cơ sở dữ liệu chưa trả lời; xin chạy lại sau."
)
NO_PUBLIC_URL = "Đặt PUBLIC_URL (địa chỉ https mà Zalo gọi tới được) trước khi bật webhook Zalo OA."

ACCEPTED = "Zalo OA: mã truy cập dùng được."
NO_MENU = (
    "Zalo OA: trình đơn và lời chào đặt tại https://oa.zalo.me, không đặt từ đây. Lời giới thiệu"
    " để chép vào:"
)
WEBHOOK_ON = (
    "Zalo OA: webhook được đặt bằng tay, không có API. Làm lần lượt:",
    "  1. Vào https://developers.zalo.me/apps, chọn ứng dụng, mở mục Webhook.",
    "  2. Chép «OA Secret Key» ở mục đó vào ZALO_OA_WEBHOOK_SECRET, chạy lại bot rồi mới làm tiếp.",
    "  3. Bấm «Thay đổi» ở «Webhook URL», dán: {}",
    "  4. Không bật «Lọc cú pháp» (nếu bật, chỉ tin bắt đầu bằng # mới tới).",
    "  5. Bật các sự kiện «Người dùng gửi tin nhắn», «Quan tâm», «Bỏ quan tâm».",
)
WEBHOOK_OFF = (
    "Zalo OA: webhook được bỏ bằng tay. Vào https://developers.zalo.me/apps, chọn ứng dụng,",
    "  mở mục Webhook và tắt các sự kiện đã bật.",
)
