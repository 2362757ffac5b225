"""How invented residents talk: words for sentences that stories are put together from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """One way of telling: who it happened to, what the others are called, and set sentences.

    In the sentences stands {me} for the teller, {whom} for whom it happened to, {amount}.
    """

    me: str
    whom: tuple[str, ...]
    they: str
    openings: tuple[str, ...]
    scenes: tuple[str, ...]
    then: tuple[str, ...]
    quotes: tuple[str, ...]
    doubts: tuple[str, ...]
    nothing_given: tuple[str, ...]
    given: tuple[str, ...]
    lost: tuple[str, ...]
    closings: tuple[str, ...]
    after_loss: tuple[str, ...]
    asks: tuple[str, ...]


PLAIN = Voice(
    me="tôi",
    whom=("tôi", "tôi", "tôi", "mẹ tôi", "vợ tôi", "con gái tôi"),
    they="họ",
    openings=(
        "Tôi xin kể một chuyện, nhờ các anh chị xem giúp.",
        "Tôi muốn báo một việc mới xảy ra.",
        "Cho tôi hỏi như thế này có phải lừa đảo không.",
        "Chuyện xảy ra tuần này, kể ra cũng xấu hổ.",
        "Nhà tôi đang rối, xin được hướng dẫn.",
    ),
    scenes=(
        "Lúc đó tôi đang ở chỗ làm, vừa nghe vừa làm nên không kịp nghĩ.",
        "Hôm ấy cả nhà đi vắng, chỉ có một mình ở nhà.",
        "Buổi trưa đang nghỉ thì điện thoại reo.",
        "Mới nhận lương hôm trước nên trong tài khoản còn tiền.",
        "Tôi đang trông tiệm tạp hoá, khách ra vào liên tục.",
    ),
    then=("Sau đó", "Một lát sau", "Đến chiều", "Hôm sau", "Rồi"),
    quotes=(
        "Tôi còn nhớ mấy chữ “{one}”, “{two}”.",
        "Trong lời họ cứ nhắc đi nhắc lại “{one}” rồi “{two}”.",
        "Tin nhắn có ghi “{one}”, phía dưới là “{two}”.",
    ),
    doubts=(
        "Giờ nghĩ lại mới thấy lạ: {sign}.",
        "Điều làm tôi nghi nhất là {sign}.",
        "Người nhà nói dấu hiệu này quen lắm: {sign}.",
    ),
    nothing_given=(
        "{whom} chưa đưa gì, cũng chưa chuyển đồng nào.",
        "May là {whom} cúp máy kịp.",
        "{whom} chưa làm theo, còn đang phân vân.",
    ),
    given=(
        "{whom} lỡ làm theo rồi, tiền thì chưa thấy mất.",
        "Vì tin nên {whom} đã làm đúng như lời, giờ mới thấy sợ.",
        "{whom} đã đưa thông tin, chưa bị trừ tiền.",
    ),
    lost=(
        "Tổng cộng {whom} mất {amount}.",
        "{whom} đã chuyển {amount} rồi mới biết.",
        "Xem lại tài khoản thì đã đi mất {amount}.",
    ),
    closings=(
        "Bây giờ phải làm gì trước?",
        "Tôi có nên ra công an xã trình báo không?",
        "Mong bà con khác đừng bị như vậy.",
        "Tôi vẫn giữ tin nhắn.",
    ),
    after_loss=(
        "Xin chỉ giúp cách giữ lại được phần nào.",
        "Biên lai chuyển tiền tôi còn giữ đủ.",
    ),
    asks=("Có phải lừa đảo không?", "Như vậy có thật không?", "Nên tin không?"),
)

DELTA = Voice(
    me="tui",
    whom=("tui", "tui", "tui", "má tui", "ông xã tui", "con nhỏ nhà tui"),
    they="tụi nó",
    openings=(
        "Tui kể nghe coi phải lừa đảo hông nghen.",
        "Trời ơi hổm rày tui rầu quá trời.",
        "Tui dân ruộng, hổng rành mấy vụ này, nhờ coi giùm.",
        "Bữa hổm tui bị một vụ, giờ mới dám nói.",
        "Cán bộ ơi, coi giùm tui vụ này với.",
    ),
    scenes=(
        "Bữa đó tui đang đi thăm ruộng, nghe máy tiếng được tiếng mất.",
        "Lúc đó tui đang bán ngoài chợ, hàng họ bề bộn.",
        "Đang chèo xuồng qua bên kia sông thì có điện thoại.",
        "Mới bán lúa xong, trong nhà có chút đỉnh tiền.",
        "Trưa trờ trưa trật tui đang đưa võng cho cháu ngủ.",
    ),
    then=("Xong cái", "Một hồi", "Tới chiều", "Bữa sau", "Rồi"),
    quotes=(
        "Tui còn nhớ mấy chữ “{one}”, “{two}”.",
        "Nói tới nói lui cũng nghe “{one}” với “{two}”.",
        "Nó nhắn cái gì mà “{one}”, rồi “{two}”, đọc muốn lú luôn.",
    ),
    doubts=(
        "Giờ ngồi nghĩ lại mới thấy kỳ: {sign}.",
        "Thằng con tui nó biểu dòm là biết liền: {sign}.",
        "Tui nghi là tại vầy nè: {sign}.",
    ),
    nothing_given=(
        "{whom} chưa đưa gì hết trơn.",
        "{whom} thấy ớn nên tắt máy cái rụp.",
        "{whom} chưa mần theo, còn dòm chừng.",
    ),
    given=(
        "{whom} lỡ mần theo rồi, tiền thì chưa thấy bay.",
        "{whom} thiệt thà quá nên đưa hết cho nó, giờ lo muốn bịnh.",
        "{whom} đưa rồi mới hay, chưa thấy trừ đồng nào.",
    ),
    lost=(
        "Vậy là {whom} mất đứt {amount}.",
        "{whom} đưa nó {amount} rồi mới biết mình bị gạt.",
        "Dòm lại thì bay {amount}, xót đứt ruột.",
    ),
    closings=(
        "Giờ tui biết mần sao đây?",
        "Tui kể ra để bà con né giùm.",
        "Tui ra công an xã liền bây giờ được hông?",
    ),
    after_loss=(
        "Có cách nào lấy lại được miếng nào hông?",
        "Nghĩ mà tức, ngủ hổng được.",
    ),
    asks=("Phải lừa đảo hông?", "Vụ này thiệt hông vậy?", "Có nên tin hông?"),
)

YOUNG = Voice(
    me="em",
    whom=("em", "em", "em", "chị em", "bạn cùng phòng em"),
    they="bên đó",
    openings=(
        "Ad ơi cho em hỏi xíu ạ.",
        "Em là sinh viên, mới gặp vụ này nên hơi hoảng.",
        "Em kể ngắn gọn thôi ạ.",
        "Mọi người xem giúp em với.",
    ),
    scenes=(
        "Lúc đó em đang trên lớp nên chỉ nhắn tin qua lại.",
        "Em đang ở trọ, cuối tháng kẹt tiền nên cũng ham.",
        "Tối đó em lướt mạng thì thấy.",
        "Em đang đi làm thêm, tranh thủ giờ nghỉ nghe máy.",
    ),
    then=("Xong rồi", "Lát sau", "Tối hôm đó", "Hôm sau nữa", "Rồi"),
    quotes=(
        "Em còn chụp lại mấy chữ “{one}”, “{two}”.",
        "Nghe nói suốt “{one}” rồi lại “{two}”.",
    ),
    doubts=(
        "Giờ em mới để ý: {sign}.",
        "Bạn em bảo nhìn là biết, {sign}.",
    ),
    nothing_given=(
        "{whom} chưa gửi gì hết ạ.",
        "{whom} thấy sai sai nên chặn luôn.",
    ),
    given=(
        "{whom} lỡ gửi hết rồi, tài khoản chưa bị trừ.",
        "{whom} làm theo hết rồi mới tìm hiểu.",
    ),
    lost=(
        "{whom} mất {amount}, tiền học kỳ này luôn.",
        "{whom} chuyển tổng {amount} rồi bị chặn.",
    ),
    closings=(
        "Em phải làm gì bây giờ ạ?",
        "Em chưa dám nói với ba mẹ.",
        "Em còn giữ ảnh chụp màn hình ạ.",
        "Mong được trả lời sớm ạ.",
    ),
    after_loss=("Tiền đó em mượn, giờ không biết lấy gì trả.",),
    asks=("Có phải lừa đảo không ạ?", "Vụ này uy tín không ạ?", "Em có nên làm theo không ạ?"),
)

VOICES = (PLAIN, DELTA, YOUNG)
HOW_MANY = (40, 38, 22)
"""Of a hundred stories, those told in each voice."""
