"""Who acts: the resident and theirs, or the other side."""

from casework.understanding.stage.signs import Kind

# "chị Hai", "dì Sáu": kin and neighbours by their order of birth.
_BY_BIRTH = ", ".join(
    f"{kin} {order}"
    for kin in "anh chị cô dì chú bác cậu mợ thím bà ông".split()
    for order in "hai ba tư năm sáu bảy tám chín mười út".split()
)

PEOPLE = (
    (Kind.OWN, _BY_BIRTH),
    (
        Kind.OWN,
        """
        bố tôi, bố em, bố tui, bố mình, bố con, bố cháu, mẹ tôi, mẹ em, mẹ tui, mẹ con, mẹ cháu,
        vợ tôi, vợ em, vợ tui, chồng tôi, chồng em, chồng tui, dì em, dì tui, dì con, cậu em,
        bà con tôi, ông tôi, ông em, bà tôi, bà em, bà cháu, ông cháu, ông con, bà con em
        """,
    ),
    # The resident, and family, friends, neighbours told about.
    (
        Kind.OWN,
        """
        tôi, tui, tao, t, mình, mk, tớ, em, e, cháu, con, bọn em, tụi em, tụi tui, nhà em, nhà tôi,
        nhà mình, cả nhà, gia đình, bạn em, bạn tôi, bạn tui, bạn mình, bạn e, má, mẹ, ba mẹ, bố,
        ba tôi, ba em, ba tui, ba mình, ba con, bà ngoại, bà nội, ông ngoại, ông nội, ngoại, nội,
        vợ, chồng, ck em, ck e, vk em, dì, cậu, mợ, thím, chị tôi, chị em, chị tui, anh tôi, anh em,
        anh tui, anh trai, chị gái, em gái, em trai, con gái, con trai, con dâu, con rể, anh rể,
        chị dâu, hàng xóm, bà xã, ông xã, ông chú, bà cô, thằng em, thằng con, con nhỏ, nhỏ bạn,
        thằng bạn, đứa em, bà chị, ông anh, nhỏ em, thằng nhỏ, con bé, đứa cháu, đứa bạn,
        bạn cùng phòng, phụ huynh, kế toán, công nhân, các mẹ, mấy mẹ, ma tui, ma toi, ma em,
        ba toi, co toi, di toi, cô tôi, chú tôi, bác tôi, tía, ổng xã, mẹ nó, ba nó, cháu gái,
        cháu trai, thằng cháu, nhỏ cháu, ai cũng, nhiều người, anh họ, em họ, chị họ, bạn thân,
        người yêu cũ, má nó, bạn học, sinh viên, tụi mình, bọn mình, tiệm tui, quán em, quán tôi,
        thằng út, con út, ba má, cha, cha tôi, bạn cháu, bạn con, cả phòng, hai vợ chồng,
        vợ chồng em, vợ chồng tôi, phòng em, lớp em, tổ em, mấy sạp, cả xóm, cả lớp, mấy đứa em
        """,
    ),
    # Words by which a resident may call themselves, and a scammer the resident.
    (Kind.SELF_OR_YOU, "anh, chị, cô, chú, bác, ông, bà, bạn, ba"),
    # "có đọc": somebody did, and only the resident can be meant.
    (Kind.DID, "có"),
    # He and she in the South: the relative spoken of, or the one who calls.
    (Kind.THEY, "cổ, chỉ, ổng, bả, ẻm, thẳng"),
    # The other side.
    (
        Kind.OTHER,
        """
        nó, họ, người ta, ng ta, ngta, ngta nói, bên đó, bên kia, bên ấy, bên này, tụi nó, bọn nó,
        bọn chúng, bọn họ, chúng, chúng nó, thằng đó, con đó, thằng này, có người, ai đó, khách,
        khách hàng, shop, đối tượng, kẻ, kẻ gian, kẻ lừa đảo, nhân viên, nv, cán bộ, công an, sàn,
        tổng đài, shipper, người lạ, số lạ, có thằng, có con, có ông, có bà, có chú, có cô, có anh,
        có chị, có đứa, có ng, hệ thống, ngân hàng, cskh, ad nhóm, chủ shop, sếp, giám đốc, cô giáo,
        bác sĩ, anh kia, cô kia, chị kia, ông kia, bà kia, ông thầy, thầy, người bán, người mua,
        bên bán, bên mua, bên vay, bên thuế, trường, công ty, quỹ, luật sư, tụi kia, chị ấy, anh ấy,
        cô ấy, ảnh ấy, thằng kia, con kia, hacker, tụi lừa, bọn lừa, thằng lừa, người đó, ông đó,
        bà đó, anh đó, chị đó, cô đó, chú đó, buyer, seller, bác tài, admin, bot, trang web, kẻ lạ,
        quản lý, trưởng nhóm, thương lái, lái lúa, lái heo, lái trái cây, ghe lái, chủ vựa, vựa,
        chủ ghe, bạn hàng, đại lý
        """,
    ),
    # What follows is the one who receives, or the owner.
    (
        Kind.TO,
        """
        cho, với, của, qua, bên, tên, xưng, xưng là, giả, giả danh, mạo danh, giùm, giúp, hộ, tới,
        đến, gọi, gọi cho, gặp, là, theo, nhắn, nhắn tin, tin, hỏi, hối, rằng, lời, nghe, quen,
        gọi điện, điện, gọi điện cho, nhắn cho, tin lời, vô stk, vào stk, phía
        """,
    ),
)
