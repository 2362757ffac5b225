"""What is handed over or lost."""

from casework.understanding.stage.signs import Kind

THINGS = (
    # Money without a number. Amounts with a number are read in amounts.py.
    (
        Kind.MONEY,
        """
        tiền, vàng, vốn, nữ trang, sổ tiết kiệm, lương, usdt, tiền cọc, tiền mặt, hoa hồng,
        tiền tiết kiệm, tiền viện phí, đồng nào, một nửa, nửa rồi, số tiền, toàn bộ tiền, phí, thuế,
        ví, số dư, tiền bạc, chỉ vàng, cây vàng, lượng vàng, lì xì, thẻ cào, trăm rưỡi
        """,
    ),
    # Codes, papers, faces: what opens an account or an identity.
    (
        Kind.SECRET,
        """
        otp, mã otp, mã, mã xác nhận, mã xác thực, dãy số, mấy số, mấy con số, mã số, mã pin, pin,
        cvv, mật khẩu, pass, password, tên đăng nhập, số thẻ, hai mặt thẻ, mặt sau thẻ, thẻ,
        thẻ atm, cccd, cmnd, căn cước, chứng minh, hình căn cước, giấy tờ, khuôn mặt, mặt,
        sinh trắc học, thông tin, thông tin cá nhân, số tài khoản, stk, danh bạ, quyền, trợ năng,
        hình, ảnh, clip, chân dung, giấy khai sinh, khai sinh, sổ hộ khẩu, ngày sinh, số sổ,
        số bảo hiểm, mã số thuế, địa chỉ, tên tuổi, tên, cà vẹt, bằng lái, hộ chiếu, passport, seri,
        số điện thoại, sđt, sdt, tài khoản ngân hàng, điện thoại, màn hình, hình chân dung,
        hợp đồng, vneid, <otp>, <password>, <id_number>, <cccd>, <bank_account>, <card>, <pin>,
        <cvv>, <cmnd>
        """,
    ),
    # Where the trap is.
    (
        Kind.LINK,
        """
        link, linh, lynk, đường dẫn, đường link, app, ứng dụng, phần mềm, apk, file, tệp, trang,
        web, website, qr, mã qr, teamview, teamviewer, ultraviewer, ultraview, anydesk, zoom, phím,
        form, chương trình
        """,
    ),
    # Accounts other than money.
    (
        Kind.ACCOUNT,
        """
        nick, nik, acc, account, tài khoản, tk, facebook, fb, face book, phây, phây búc, zalo, zl,
        telegram, tele, gmail, mail, email, insta, instagram, ig, tiktok, fanpage, page, sim, sóng,
        quyền truy cập, icloud, thuê bao
        """,
    ),
    # Goods and papers.
    (
        Kind.THING,
        """
        bill, biên lai, hoa quả, hàng, đồ, hồ sơ, đơn, tin nhắn, tin, quà, thùng, xe, bài,
        ảnh chuyển khoản, hình chuyển khoản, máy, số hotline, slip
        """,
    ),
)
