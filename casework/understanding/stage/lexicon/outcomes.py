"""What came of it: money gone, account gone, the other side gone."""

from casework.understanding.stage.signs import Kind

# "có chuyển đâu": without marks "có" and "đâu" are other words, so the whole is one phrase.
_NEVER_DID = ", ".join(
    f"có {did}{what} đâu{more}"
    for did in "chuyển ck đưa gửi nạp cọc đóng nộp mất bấm đọc cho".split()
    for what in ("", " gì", " tiền", " đồng nào", " mã", " nó")
    for more in ("", " mà")
)

OUTCOMES = (
    (Kind.UNHARMED, _NEVER_DID),
    (
        Kind.UNHARMED,
        """
        chưa mất gì, chưa mất đồng nào, chưa mất tiền, chưa mất đồng, chưa mất xu nào, không mất gì,
        không mất đồng nào, chưa bị mất gì, không bị mất gì, không có mất gì,
        chưa có mất gì, chưa thiệt hại, không thiệt hại, chưa làm gì, không làm gì, chưa có làm gì,
        chưa có gì, chưa gì hết, chưa bị gì, không bị gì, kịp dừng, kịp ngừng, dừng kịp, ngừng kịp,
        dừng lại kịp, ngừng lại kịp, kịp thời dừng, kịp thời ngừng, dừng kịp thời, ngừng kịp thời,
        kịp dừng lại, kịp ngừng lại, kịp thoát, thoát kịp, kịp cúp máy, cúp máy kịp,
        chưa chuyển gì, chưa có chuyển gì, không chuyển gì, không có chuyển đồng nào,
        không có chuyển tiền,
        chưa có chuyển, chưa có chuyển tiền, chưa có chuyển đồng nào,
        chưa có đưa, không có đưa
        """,
    ),
    (
        Kind.STOPPED,
        """
        ngân hàng chặn, ngân hàng chặn lại, ngân hàng không cho, ngân hàng giữ lại, ngân hàng cản,
        ngân hàng ngăn, ngân hàng từ chối, chặn lại, chặn kịp, chặn lại kịp, chặn lại không cho,
        kịp chặn, kịp cản, kịp ngăn, cản lại, cản kịp, ngăn lại, ngăn kịp, cản lại kịp,
        ngăn lại kịp, không cho chuyển, không cho gửi, không cho nộp, không cho đi chuyển,
        giữ lại không cho
        """,
    ),
    # Money is gone only if money is named nearby.
    (
        Kind.LOSE,
        """
        mất, mất hết, mất gần, mất luôn, mất hơn, mất thêm, bay, bay luôn, bay hết, bay mất, bị trừ,
        trừ, bị rút, bị mất, bị lấy, lấy mất, lấy hết, lấy của, lấy thêm, nó lấy, tụi nó lấy,
        họ lấy, chúng lấy, chúng rút, nó rút, tụi nó rút, họ rút, hết sạch, bị gạt lấy, rút mất,
        rút hết, hụt, hụt mất, toi luôn, cuỗm, cuỗm mất, nuốt, nuốt mất, hao, bị lừa mất, lừa mất,
        lừa lấy, gạt lấy, chiếm đoạt, bị chiếm đoạt, ôm, ôm mất, giựt, giật, hốt, quỵt, bị quẹt,
        quẹt mua, thiệt hại, thua, lỗ, mất toi, mất đứt, mất mẹ, mất cmn, bị hụt, bị mua,
        bị thanh toán, bị quét, bốc hơi, bay hơi, đi luôn, quất, quất của, nướng, bòn, bị bòn,
        mất lẫn, còn kẹt, kẹt trong đó, kẹt lại, móc sạch, vét, vét sạch, bay sạch, mất sạch,
        bay màu, cạn, lột, chôm, cướp, mất cả, mất oan
        """,
    ),
    # Money is gone.
    (
        Kind.LOST,
        """
        mất tiền, mất hết tiền, mất sạch tiền, bị trừ tiền, tiền bay, trắng tay, ôm tiền, trừ sạch,
        lừa tiền của, bị lừa tiền, bị gạt tiền, tiền đi tong, đi tong, rút sạch, bị rút tiền,
        còn 0 đồng, còn 0đ, còn 0, còn đúng 0, về 0, sạch tiền, hết sạch tiền, mất của,
        lừa lấy tiền, cháy tài khoản, cháy túi, mất tiền oan, bị lừa mất tiền, tán gia bại sản,
        mất cọc, tiền mất tật mang, không cánh mà bay, tiền bốc hơi, hốt gọn, ôm cọc, ôm hụi,
        bay tiền, ra đi, mất vàng, tiền tiêu rồi, mất luôn tiền, bị lấy tiền, lấy hết tiền,
        rút hết tiền, rút tiền của, chiếm đoạt tiền, giựt tiền, quỵt tiền, bị lừa cọc, lừa cọc,
        mất vốn, cạn tiền, bị lừa chuyển, bị lừa chuyển tiền, thẻ bị quẹt, bị quẹt thẻ, mất trắng,
        tiền đi hết, đi hết trơn, đi hết rồi, đều trống, trống trơn, trống rỗng, mất hết rồi,
        lấy hết rồi, nó rút sạch, nó rút hết, nó lấy hết, tụi nó lấy hết, họ lấy hết,
        sạch sành sanh, tiền đi rồi, tiền đi luôn, mất hết trơn, tiền mất hết, không còn đồng nào,
        hết đồng, số dư 0đ, số dư 0, gãy sạch, cháy sạch, fake bill hốt, bị họ lấy, bị nó lấy,
        bị tụi nó lấy, bị lấy hết
        """,
    ),
    # Told by what came after the payment.
    (
        Kind.STUCK,
        """
        không cho rút, không rút được, rút không được, không rút đc, không rút ra được,
        rút không ra, chưa rút được, không rút tiền được, không rút được tiền, không thể rút,
        không được rút, nạp thêm, nạp tiếp, đóng thêm, đóng tiếp, đòi thêm, đòi tiếp, chuyển thêm,
        nộp thêm, nộp tiếp, bù thêm, gửi thêm, kêu thêm, lấy lại tiền đã, lấy lại tiền được không,
        lấy lại được tiền không, có lấy lại được, lấy lại được không, đòi lại được không,
        đòi lại tiền, đòi được không, có đòi được, có đòi lại được, lấy lại đồng nào,
        không thấy giao, không giao hàng, không thấy hàng, chưa thấy hàng, không gửi hàng,
        không có hàng, cục gạch, không đúng mẫu, đồ dỏm, withdraw fail, không withdraw được,
        không cho đổi, đồ giả, đóng nữa, nạp nữa, cọc tiếp, cọc thêm, chuyển nữa, đòi nữa,
        tiền không về, không ai giao, không thấy ai giao, sập sàn, sàn sập, sàn sụp, sai cú pháp,
        sai nội dung, không hoàn, không hoàn tiền, không chịu trả lại, không trả cọc, giữ tiền cọc,
        không trả lại tiền, đòi phí tiếp, toàn giấy, toàn gạch, giao hàng giả, không giải ngân,
        chưa giải ngân, vẫn treo, không thấy vé, vé giả, vé không có, mã vé không, code không có
        """,
    ),
    # Account, SIM, phone or name in other hands.
    (
        Kind.TAKEN,
        """
        bị người khác chiếm, bị ai chiếm, bị nó chiếm, bị người ta chiếm, mất nick, mất acc,
        mất tài khoản, mất fb, mất facebook, mất zalo, mất sóng, mất quyền, mất sim, mất trang,
        mất page, mất gmail, mất tk, bay nick, bay acc, bị chiếm, chiếm quyền, bị chiếm quyền,
        bị hack, bị hách, bị hắc, hack nick, hack mất, bị cướp nick, bị đổi mật khẩu,
        đổi mật khẩu của, đổi mất mật khẩu, đổi pass, bị đổi pass, bị đổi mail,
        không đăng nhập được, không vào được, không vô được, vô không được, vào không được,
        k đăng nhập được, đăng nhập không được, bị văng ra, văng ra, bị logout, bị log out, bị out,
        lộ thông tin, lộ mật khẩu, lộ căn cước, lộ cccd, bị ai đổi, ai đổi mật khẩu,
        nó đổi mật khẩu, đổi luôn mật khẩu, đổi luôn gmail, tự chạy, máy nóng ran, bị điều khiển,
        điều khiển máy, lấy căn cước của, lấy cccd của, dùng căn cước của, không có sóng, hết sóng,
        rớt sóng, mất tín hiệu, bị khoá sim, chiếm mất, chiếm sim, bị chiếm sim,
        đăng nhập ở thiết bị lạ, lấy nick, dùng nick em, vào facebook tui, vào fb tui,
        xài facebook của, vào được zalo, lấy căn cước, lấy cccd, xài nick, lấy zalo, lấy facebook,
        lấy số em, dùng tên tôi, vào zalo em, vào zalo tui, chiếm nick, chiếm zalo, chiếm facebook,
        cướp nick, bị cướp mất
        """,
    ),
    (
        Kind.TRICKED,
        """
        bị lừa, bị gạt, bị dụ, bị lùa gà, lừa, gạt, lùa gà, bị scam, bị dụ dỗ, bị dắt mũi, bị bịp,
        dính bẫy, sập bẫy, bị thao túng, bị lừa đảo, bị nó lừa, bị nó dụ, bị họ lừa, bị tụi nó dụ,
        bị người ta lừa, bị người ta gạt, bị lừa đảo mất, dụ được, bị xúi, lừa được, nghe nó dụ
        """,
    ),
    # A sale against a false receipt.
    (
        Kind.GOODS,
        """
        chuyển hàng, chuyển đồ, cho đi, cho chở, cho nó chở, cho nó đi, cho đem đi, cho đem về,
        giao hàng rồi, giao máy,
        giao xe, đưa hàng, giao đồ, cho lấy hàng, đưa máy, giao cho, cho mang đi, cho lấy đi,
        xuất hàng, giao luôn, giao hàng cho, đưa đồ, lấy hàng đi, lấy đồ đi, ôm hàng, đem hàng đi,
        cho ship, cho khách lấy, cho lấy, gật đại, giao xong, đưa hàng xong, bưng đi, chở đi
        """,
    ),
    (
        Kind.NO_MONEY,
        """
        bill giả, biên lai giả, bill fake, không vào tài khoản, tiền không vào, không có tiền vào,
        chưa vào tài khoản, không ra tiền, tiền chưa vào, chưa thấy tiền, không thấy tiền,
        chưa ting ting, không thấy báo, không có đồng nào, chưa có tiền, không có tiền,
        không thấy tiền về, chưa thấy vào, hình giả, chuyển khoản giả, không thấy vào,
        không thấy cộng, không thấy tin nhắn, không có khoản nào, không nổi, chưa vào, không vào,
        không về tài khoản, không thấy gì, app không có tiền, không nhận được đồng nào,
        không nhận được tiền
        """,
    ),
    # The other side has what it wanted.
    (
        Kind.GONE,
        """
        chặn, bị chặn, block, bị block, chặn luôn, mất hút, biến mất, lặn, lặn luôn, lặn mất,
        khoá nick, khoá máy, khoá fb, khoá trang, tắt máy, thuê bao, im re, im ru, im luôn, im lặng,
        mất tích, bỏ trốn, cao chạy, xoá page, xoá trang, xoá nick, đổi tên, kick, bị kick,
        kick khỏi, bị đá, out nhóm, giải tán, không liên lạc được, không liên lạc, ko lien lac,
        mất liên lạc, không ai nghe, không nghe máy, không bắt máy, gọi không được, không trả lời,
        không rep, dọn sạch, không tồn tại, đóng cửa, tắt máy luôn, treo luôn, té ngửa, tá hoả,
        mới hay, huỷ kết bạn, unfriend, hủy kết bạn, bặt vô âm tín, không thấy đâu, chả thấy đâu,
        trốn, chuồn, chạy mất, bốc hơi luôn, không thấy trả lời, hết liên lạc, giả hết,
        thu hồi tin nhắn, xoá hết tin nhắn, không ai đọc, chưa thả, không có thật, đâu có ai,
        không có ai ở, không thấy ai, trật lất, bị xoá, delete, bị delete, không còn trả lời,
        không trả lời nữa, ko thấy đâu, sập web, mất luôn trang, báo lỗi, lỗi hệ thống, bị treo,
        đóng băng, công an mời, bị mời lên, ngân hàng khoá, bị khoá tài khoản, nhận về, khui ra,
        mở ra toàn, mở ra thấy, mở hộp ra, giao toàn, nhận được toàn, bị công an gọi, cũng trật,
        trật hết, đi tuốt, không nhận lại được, không có tên, đã sử dụng, chạy luôn, là trang giả,
        trang giả, không có booking, không ai tên đó, không có ai như vậy, giờ không thấy,
        số đó tắt, cục đá
        """,
    ),
    # Somebody wants something: a bait, a threat, a role.
    (
        Kind.OFFER,
        """
        trúng thưởng, trúng giải, trúng, tặng, nhận quà, tuyển, việc nhẹ, lương cao, ctv,
        cộng tác viên, bị bắt cóc, bắt cóc, rửa tiền, liên quan, tống tiền, ghép mặt, tung clip,
        tung ảnh, cắt điện, khoá sim, khoá tài khoản, phạt nguội, hoàn tiền, hoàn thuế, đầu tư, vay,
        học bổng, cấp cứu, tai nạn, gọi điện, gọi, nhắn tin, nhắn, gửi link, kết bạn, add, zalo,
        số lạ, tin nhắn, cuộc gọi, link, app, truy nã, lệnh bắt, khởi tố, campuchia, lãi, lời,
        giá rẻ, chuyển nhầm, chuyển lộn, đa cấp, nhiệm vụ, làm quen, người yêu, hải quan, tống, doạ,
        xưng, mạo danh, giả danh, giả mạo, chuyển dư, lừa đảo, lừa tiền, chiêu, cúp máy, ghép,
        doạ dẫm, quảng cáo
        """,
    ),
)
