"""Phrases that hide a word of the other tables, and mean something else."""

from casework.understanding.stage.signs import Kind

MISLEADING = (
    # chuyển (to transfer), where something else is turned, or an affair (chuyện) is told.
    (
        Kind.NOTHING,
        """
        chuyển đổi, chuyển máy, chuyển sang, chuyển hướng, nói chuyện, câu chuyện, trò chuyện,
        chuyện này, chuyện gì, có chuyện, chuyện đó, chuyển qua gặp, chuyển cuộc gọi,
        phí vận chuyển, vận chuyển, chuyển phát, chuyển giọng, chuyện, chuyển tiếp cuộc gọi,
        biên lai chuyển khoản, hình chuyển khoản, hình chuyển tiền, bill chuyển khoản, bill ck,
        lệnh chuyển, cách chuyển khoản, họ chuyển nhầm, chuyển nhầm, chuyển lộn, chuyện lộn,
        ck nhầm, chuyển khoản nhầm, chuyển dư, ck dư, ck lộn, chuyển khoản dư, chuyển thừa,
        chuyển trường, chuyển nhà, chuyển lớp, chuyển viện, chuyển công tác, chuyển chỗ,
        chuyển việc,
        chuyển trọ, chuyển phòng, chuyển khoa, chuyển ngành, chuyển nghề, chuyển khẩu,
        chuyển đơn vị,
        chuyển tuyến, chuyển dạ, chuyển mùa, chuyển biến, chuyển nhượng, chuyển hộ khẩu,
        chuyển đơn, chuyển hồ sơ, chuyển xe,
        chuyển tiền nhầm, chuyển tiếp cho, chuyển tiếp tin, hay chuyển, vẫn chuyển, nói chuyện với
        """,
    ),
    # bay (gone), mất (lost), lấy and trừ (taken), where no money is.
    (
        Kind.NOTHING,
        """
        bay gio, ông già mất, đã mất năm, mất công, mất thời gian, mất ngủ, mất dạy, mất lòng,
        mất điện, mất nước, mất bao lâu, mất máu, mất bình tĩnh, sân bay, máy bay, chuyến bay,
        tiền đã mất, tiền bị mất, số tiền đã mất, lấy lại tiền bị lừa, trừ điểm, bị trừ điểm,
        lấy lại, tới lấy, lại lấy, lấy hàng, lấy đồ, lấy vợ, lấy chồng, lấy số, lấy được, bao lấy,
        ra lấy, chưa lấy, lấy bằng, hết hạn, hết cả, tiền mất, phí mất, hết mấy, hết hồn, hết pin
        """,
    ),
    # đóng, nộp, trả, gửi, mua, đặt, cọc (to pay, to hand over), in trade and in daily life.
    (
        Kind.NOTHING,
        """
        gửi nhầm, gửi dư, gởi nhầm, đóng băng, đóng hộp, đóng thùng, đóng kiện, đóng dấu,
        đóng cửa hàng, đóng gói, đóng đồ, đóng mộc, đóng vai, đóng giả, trả lời, trả hàng, trả góp,
        nộp hồ sơ, nộp đơn, nộp tờ khai, hồ sơ quyết toán, nộp giấy, nộp bài, nộp báo cáo,
        nộp bản, nộp quyết toán, tờ khai, chi cục, cục thuế, chi nhánh, chi tiết, chi hội, bắn pháo,
        bắn tin, bắn chim, đặt lịch, hộ kinh doanh, hộ dân, hộ gia đình, vẫn đóng, hay đóng,
        thường đóng, đóng đều, đóng lại, chặn giao dịch,
        mua bán, mua hàng, mua đồ, mua online, bán hàng, đặt hàng, đặt tiệc, đặt bàn, đặt cơm,
        đặt phòng, đặt vé, đặt mua, người giao, giao diện, giao dịch, gửi hàng, gửi con, gửi quà,
        gửi link, gửi tin, gởi link, gửi thư, gửi file, gửi giấy, gửi bill, gửi mail, gửi thùng,
        gửi kèm, gửi bảo vệ, cài đặt lại, cọc tiền ảo, hàng cọc
        """,
    ),
    # đọc, nhập, bấm, tải, cài, chụp, mặt, hình, tên (to give away, and what is given).
    (
        Kind.NOTHING,
        """
        xe tải, khai giảng, nhập học, nhập viện, nhập khẩu, nhập liệu, nhập captcha, bấm phím,
        nhấn phím, bấm số, bấm theo dõi, bấm tim, bấm like, điện lực, tiền điện, hoá đơn điện,
        cúp điện, điện thoại của, gọi điện thoại, số điện thoại của nó, đọc tin, đọc báo, đọc đúng,
        đọc trúng, đọc vanh vách, đọc ro ro, đúng tên, tên tôi, tên em, tên con, chụp màn hình lại,
        ghi âm, chứng minh thu nhập, hình như, tình hình, hình sự, hình phạt, gọi hình,
        màn hình chờ, mặt hàng, có mặt, mặt tiền, thẻ bảo hiểm, trước mặt, mặt thiệt, mặt thật,
        gặp mặt, hình nó, tải lên, bấm chuông
        """,
    ),
    # bảo, báo, nói, nhờ, xin, bắt, chỉ (to ask for, to tell to).
    (
        Kind.NOTHING,
        """
        bảo hiểm, bảo mật, bảo vệ, bảo lãnh, bảo trì, bảo đảm, bảo hành, cho em xin, cảnh báo,
        trình báo, báo công an, báo ngân hàng, báo ai, báo ở đâu, báo cáo, số báo danh, giấy báo,
        tờ báo, nghe nói, nói chung, nói thật, nói giọng, chỉ có, chỉ là, chỉ biết, chỉ mới,
        chỉ thấy, xin lỗi, xin chào, xin việc, đi xin, dạ xin, con xin hỏi, xin hỏi, xin kể,
        xin phản ánh, xin được, nhờ mọi người, nhờ bác, nhờ ad, mời mọi người, bắt đầu, bắt xe,
        bắt được, bắt máy, lệnh bắt, bắt giam, bắt giữ, đi bắt, đòi lại được, bị bắt cóc
        """,
    ),
    # không, chưa (not), where nothing is denied that matters here.
    (
        Kind.NOTHING,
        """
        không cho, không biết, không hiểu, hổng biết, chưa biết, không rõ, chưa nhận,
        không nhận, ko biết, k biết, không ai, hông biết, không sao, không ngờ, không tin,
        không thể, chưa ai, không được, hổng được, chưa được, chưa kịp nghĩ, chưa kịp hỏi,
        không kịp nghĩ
        """,
    ),
    # rồi, hết (already, all), in other senses.
    (
        Kind.NOTHING,
        """
        biết rồi, thôi rồi, lâu rồi, hôm rồi, tháng rồi, tuần rồi, bữa rồi, năm rồi, rồi thôi,
        rồi sao
        """,
    ),
    # định, tính, lo, sắp, có, sao (to plan, to fear, whether).
    (
        Kind.NOTHING,
        """
        tính tiền, tính phí, tính tình, gia đình định, nhất định, quy định, định danh, ổn định,
        quyết định, xác định, lo lắng, sắp xếp, có tiền, tại sao, có sao, ra sao, làm sao, sao kê,
        vì sao, sao nó, sao họ, sao lại
        """,
    ),
    # cho (to give, for), as a particle.
    (
        Kind.NOTHING,
        """
        cho hỏi, cho em hỏi, cho tôi hỏi, cho tui hỏi, cho mình hỏi, cho con hỏi, cho cháu hỏi,
        cho e hỏi, cho biết, cho chắc, cho là, cho rằng, cho đến, cho nên, cho tới, làm cho, cho lẹ,
        cho nhanh, cho vay, cho vui, cho mọi người, cho xong, cho xem, cho coi, cho ăn, cho con hay,
        cho khỏi
        """,
    ),
    # ngân hàng (the bank) as a place, and other names that hide a word.
    (
        Kind.NOTHING,
        """
        bây giờ, bữa nay, nối máy, ting ting, kêu ting ting, hợp đồng, hội đồng, cộng đồng,
        đồng ý là, hoạt động, đông, ra ngân hàng, đi ngân hàng, lên ngân hàng, tài khoản ngân hàng,
        vào ngân hàng, qua ngân hàng, app ngân hàng, tới ngân hàng, chặn số, chặn cuộc gọi,
        tui chặn, em chặn, mình chặn, tôi chặn, tổng phụ trách, tổng cục, tổng giám đốc, thả tim,
        chữ thành công, chữ thanh toán, hoá đơn, hóa đơn, đầu tư chứng khoán, nhà đầu tư, sổ đỏ,
        tiền bị lừa, số tiền bị lừa, tiền đã bị lừa, hôm kia, thứ hai, cái gì, cái nào, cái này,
        cái đó, kế toán trưởng, hồi tết, nhà nước, cần tiền, kẹt tiền, thiếu tiền,
        ngân hàng nhà nước, quay lại, làm giả, toàn bộ, cán bộ thuế, ba chục, ba trăm, ba triệu,
        ba lần, ba tháng, ba ngày, năm ba, thứ ba, con số, còn lại, con đường, con xe, con chó,
        con mèo, chị em, anh em, bà con, nó là, vẫn thanh toán
        """,
    ),
)
