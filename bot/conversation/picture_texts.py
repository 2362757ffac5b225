"""What is said of pictures that could not be read, or not all of them."""

_TYPE_IT = (
    "Bạn gõ lại giúp nội dung trong ảnh (hoặc bấm giữ để sao chép chữ rồi dán vào đây). "
    "Nhớ che số tài khoản, giấy tờ của bạn."
)

NO_READER = f"Tôi chưa đọc được ảnh. {_TYPE_IT}"
NOT_NOW = f"Lúc này tôi chưa đọc kịp ảnh. {_TYPE_IT}"
NOT_FETCHED = f"Tôi không tải được ảnh bạn gửi. Bạn gửi lại thử một lần. Không được thì: {_TYPE_IT}"
TOO_LARGE = f"Ảnh lớn quá, tôi không đọc được. Bạn chụp màn hình lại rồi gửi. Hoặc: {_TYPE_IT}"
NO_PICTURE = f"Ảnh này tôi không mở được (tệp hỏng, hoặc không phải ảnh). {_TYPE_IT}"
NO_LETTERS = f"Tôi không thấy chữ nào đọc được trong ảnh. {_TYPE_IT}"
ONLY_CODES = "Chữ trong ảnh tôi chưa đọc được, tôi chỉ xem mã QR. Bạn gõ lại giúp phần chữ."
NOT_ALL = "(Tôi chỉ đọc {count} ảnh đầu. Ảnh còn lại có gì quan trọng, bạn gửi tiếp giúp.)"
NOT_WITH_OPINION = "(Ảnh không gửi kèm góp ý được; tôi chỉ lấy phần chữ.)"
