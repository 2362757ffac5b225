"""Verbs by which a resident gives something away."""

from casework.understanding.stage.signs import Kind

# What a household pays every month or year, and whoever asks for it is owed it.
_BILLS = ", ".join(
    f"{pays} tiền {bill}"
    for pays in "đóng trả nộp".split()
    for bill in "điện nước nhà trọ phòng mạng net rác học ăn chợ".split()
)

ACTS = (
    (Kind.BILL, _BILLS),
    (
        Kind.RENTS,
        """
        thuê tài khoản, thuê tk, thuê số tài khoản, thuê stk, thuê lại tài khoản,
        thuê cái tài khoản, mướn tài khoản, mướn tk,
        mướn cái tài khoản, mượn tài khoản, mượn tk, mua tài khoản, mua tk, mua lại tài khoản,
        thuê thẻ, thuê thẻ atm, mướn thẻ, mượn thẻ, mượn thẻ atm, thuê sim
        """,
    ),
    # Money, by the verb alone: transfer, top up, pay a deposit, pay a fee.
    (
        Kind.PAY,
        """
        chuyển, chuyển khoản, chuyển tiền, ck, bank cho, bank qua, bank luôn, bank rồi, bank tiền,
        bank hết, bank liền, bank đủ, bank trước, banking cho, banking qua, bắn tiền, donate, nạp,
        nạp tiền, nạp thẻ, cọc, cọc lúa, đặt cọc, đóng, đóng tiền, đóng phí, nộp, nộp tiền,
        nộp phạt, thanh toán, transfer, pay, deposit, gửi tiền, gởi tiền, đưa tiền, trả tiền,
        xuống tiền, góp tiền, ủng hộ, quyên góp, góp, đầu tư, rót, ứng tiền, ứng trước, chuộc,
        mua thẻ,
        mua thẻ cào, nạp thẻ cào, chuyển lại, trả lại tiền, cúng, đền, đóng cọc, ck tiền, góp hụi,
        hùn, chuyển nốt, chuyển trả, quyết toán, thực hiện lệnh chuyển, thực hiện chuyển,
        chuyển tiền chuộc, paid, transferred, deposited, gửi đủ, trả đủ, chuyển đủ, đóng đủ,
        ký quỹ, chi trả, đi tiền
        """,
    ),
    # Whatever is named next: send, give, return, put in.
    (
        Kind.HAND,
        """
        cho nó mượn, cho họ mượn, cho người ta mượn, cho bạn mượn, gửi, gởi, đưa, cho, trả, trả lại,
        gửi lại, gởi lại, mua, ứng, bỏ, đặt, chi, ship tiền, giao, send, tốn, bơm, đánh, chơi, đổ,
        quẹt, móc, nhét, đem, xài, thu, bắn, gave, sent
        """,
    ),
    # Information, when a secret is named or was the topic.
    (
        Kind.GIVE,
        """
        đọc, khai, khai báo, cung cấp, chụp, điền, nhập, gõ, tiết lộ, chia sẻ, share, kê khai, fill,
        submit
        """,
    ),
    # Opening a door: press, install, log in, scan.
    (
        Kind.OPEN,
        """
        bấm, bấm vô, bấm vào, nhấn, nhấp, click, ấn, tải, tải app, tải về, cài, cài đặt, cài app,
        cài cái, tải cái, install, download, down, đăng nhập, login, log in, quét, quét mã,
        quét mặt, quét khuôn mặt, scan, cấp quyền, cho phép, đồng ý, kích hoạt, mở file, mở link,
        vô link, vào link, chia sẻ màn hình, share màn hình, đăng ký, cho thuê, cho mượn, ký,
        sinh trắc, bật chia sẻ, cho nó điều khiển, cho coi màn hình, cởi đồ, cởi, bán tài khoản,
        bán tk, bán cái tài khoản, mở giùm, mở tài khoản giùm, đứng tên giùm, đứng tên hộ,
        quét face, scan face, bật, bật cam, bật camera, đưa mặt, gửi hình, gửi ảnh, gửi clip,
        chụp hình, chụp ảnh, điền form, điền thông tin, làm theo, làm hết, nghe theo, đọc mã,
        đọc cái mã, nhập mã, đưa mã, cho mã, cho cái mã, gửi mã, đọc otp, nhập otp, đọc số thẻ,
        đọc mấy mã, mở cái file, quay mặt, video call cởi, bấm link
        """,
    ),
)
