"""Words that say whether an act happened, and words that join thoughts."""

from casework.understanding.stage.signs import Kind

MOODS = (
    # Somebody wants it.
    (
        Kind.ASK,
        """
        kêu, bảo, bẩu, biểu, bắt, bắt phải, bắt em, đòi, yêu cầu, đề nghị, nhờ, xin, hối, giục,
        hối thúc, ép, dụ, dụ dỗ, rủ, rủ rê, dặn, hướng dẫn, hd, chỉ em, chỉ tôi, chỉ tui, chỉ mình,
        chỉ cách, chỉ cho, mời, nói, báo, khuyên, đề xuất, lệnh, ra lệnh, phải, cần, mới được,
        hỏi mượn, mượn, hỏi vay, vay mượn, đòi mượn, hẹn, hứa, doạ, hăm, đe doạ, hù, thúc,
        muốn mình, cho em cọc, gạ, thuyết phục, chào mời, yc, tư vấn, ask, require, request,
        chỉ cần, buộc, bắt buộc, ra giá, đòi hỏi, hỏi xin, để được, thì mới, thì được, sẽ được, bày,
        nói phải, nói là phải, xúi, mồi, năn nỉ, giục giã, nằng nặc, chỉ việc, thông báo, ghi là,
        tống tiền, vòi, vòi vĩnh, must, need to, have to, want me to, told me to, asked me to, ghi
        """,
    ),
    # The scammer's own voice.
    (
        Kind.POLITE,
        """
        vui lòng, quý khách, quý vị, quý hộ, kính gửi, kính mời, kính báo, hãy, nhé, nha, nghen,
        nghe con, giúp em, giúp anh, giúp chị, giùm em, giùm anh, giùm chị, giúp con, giùm con,
        giùm cái, giúp cái, hộ em, hộ anh, hộ chị, dùm em, dùm anh, ngay hôm nay, trong 24h, please,
        lập tức, vui long, liên hệ ngay, ib em, inbox em, để được hỗ trợ, các bạn, bạn vui lòng,
        truy cập, đề nghị ông, đề nghị bà, đề nghị anh, đề nghị chị, soạn tin, nhận ngay, bấm ngay,
        đăng ký ngay, tb
        """,
    ),
    # It did not happen.
    (
        Kind.NOT,
        """
        không, ko, k, kh, hk, hok, hong, hông, hổng, hem, khum, hôn, kg, khg, chưa, chx, cx chưa,
        chẳng, chả, đâu có, đâu dám, nào có, đừng, khỏi, haven, hasn, didn, did not, have not,
        không dám, chưa dám, chưa kịp, không kịp,
        từ chối, cấm, không phải, chớ có, đời nào, never, not, chưa từng, ngừng, dừng, cản, ngăn,
        chưa thấy, không thấy, không hề, chưa hề, chưa bị, không bị
        """,
    ),
    (
        Kind.NEARLY,
        """
        suýt, suýt nữa, suýt chút, xém, xém nữa, xuýt, tí nữa, xíu nữa, chút nữa, chút xíu nữa,
        tý nữa, tí xíu nữa, chút nữa là, thiếu chút, thiếu điều, không là, hên là, may mà, may là,
        may quá, hên quá, cũng may
        """,
    ),
    # It may happen.
    (
        Kind.PLAN,
        """
        định, tính, đang tính, sắp, sắp sửa, chuẩn bị, có nên, nên hay không, muốn, phân vân,
        lưỡng lự, nếu, nếu như, lỡ mà, nhỡ, hễ, liệu, giả sử, giả dụ,
        ví dụ, ví như, lỡ như, nếu lỡ, nếu mà, đang định, toan, đòi đi, dự định,
        có phải, có cần, có được, làm sao để, có thể, tưởng, thử hỏi, đang nghĩ, khi nào, chừng nào,
        trước khi, nhắm, phải chi, để mai
        """,
    ),
    (Kind.PURPOSE, "để, đặng, cho kịp, ai muốn, nếu ai, hoặc"),
    (
        Kind.FEAR,
        """
        sợ, sợ bị, lo, lo bị, sẽ, coi chừng, kẻo, không thì, nếu không, lỡ bị, tránh, khỏi bị,
        có bị, có mất, liệu có, mỗi tháng, hàng tháng, hằng tháng, sợ nó, lo nó, dám, quá hạn,
        không huỷ
        """,
    ),
    # It did happen.
    (
        Kind.BEFORE,
        """
        lỡ, lỡ dại, lỡ tay, đã, đã lỡ, trót, lỡ tin, vừa, vừa mới, mới vừa, bèn, lật đật, vội,
        vội vàng, tin nên, tưởng thật nên, thế là, ngu, dại, dại dột, lính quýnh, nãy, hồi nãy,
        tin lời, tin người, nghe lời, hoảng quá, sợ quá, run quá, nhẹ dạ, cả tin, nhắm mắt, ham quá,
        lén, tưởng thật, tin thật, cứ thế, mới lỡ, có lỡ, mới, cũng, lở, đành, ai dè, tức tốc,
        hấp tấp, quýnh quá, lo quá, thương quá, tội quá, tin quá, nóng ruột, đâm ra
        """,
    ),
    (
        Kind.AFTER,
        """
        rồi, r, ròi, rùi, gòi, roài, òi, luôn, lun, xong, hết, hết rồi, mất rồi, hết trơn, sạch,
        mất tiêu, liền, cái rụp, xong hết, rồi đó, xong xuôi, lần nữa, đầy đủ, đủ, đủ tiền, tất cả,
        hết luôn, hết sạch, mới biết, mới hay, mới thấy, mới phát hiện, ai ngờ, hoá ra, mới tá hoả,
        té ra, thành công, mà vẫn, vẫn chưa, mới sinh nghi, mới nghi, nhầm, lộn, mới nhớ, mới vỡ lẽ,
        giờ sao
        """,
    ),
    # Counted: it happened more than once.
    (
        Kind.TIMES,
        """
        hai lần, 2 lần, 3 lần, ba lần, 4 lần, 5 lần, bốn lần, mấy lần, nhiều lần, tổng, tổng cộng,
        cả thảy, hết thảy, lần đầu, lần hai, lần thứ, lần 2, lần 3, 12 lần, 6 lần, 3 đợt, mấy đợt,
        đợt đầu, 2 đợt, hai đợt, 10 lần, ba đợt
        """,
    ),
    # A new thought.
    (
        Kind.SO,
        """
        nên, nhưng, nhưng mà, mà, thì, giờ, bây giờ, h, nay, hôm nay, hôm sau, còn, vì, do, tại,
        bởi vì, khi, lúc, sau khi, sau đó, thấy, tới khi, đến khi, tới hồi, chứ, chớ, bữa sau,
        sáng ra, hôm qua, hồi sáng, vậy mà, thế mà, trong khi, mặc dù, tuy, được
        """,
    ),
    (
        Kind.WHETHER,
        """
        không ạ, hả, à, có sao không, được không, dc không, đc không, có được không, sao,
        có an toàn không, có ổn không, an toàn không, không vậy, không ta, hay không, hay thôi,
        không trời, được chưa, đc chưa, dc chưa, có bị gì không, có tin được không, tin được không,
        có đúng không, đúng không
        """,
    ),
    (Kind.DENIES, "gì đâu, đồng nào đâu, nào đâu, đâu có, gì hết, vay đâu, đâu à, đâu"),
    # Is this a scam?
    (
        Kind.DOUBT,
        """
        lừa không, lừa đảo không, có phải lừa, phải lừa, có lừa, lừa hả, lừa đảo hả, scam hả,
        scam không, scam đúng không, thật không, thiệt không, thật hay giả, thiệt hay giả, có thật,
        có thiệt, uy tín không, có uy tín, tin được, đáng tin, nghi, nghi quá, nghi nghi, thấy lạ,
        thấy kỳ, thấy kì, kỳ kỳ, kì kì, lạ quá, có nên tin, nên tin, có đúng, đúng hay, phải không,
        sai sai, hay lừa, lừa à, lừa đảo à, giả hay thật, thật hả, thiệt hả, bị gạt không,
        gạt không, có gạt, ổn không, là sao, nên làm gì, phải làm sao, làm sao để biết, phân biệt,
        chiêu gì, chiêu trò, thủ đoạn, phạm luật không, lừa chắc, chắc lừa, lừa rồi, là thật,
        là giả, lừa k, lừa ko
        """,
    ),
)
