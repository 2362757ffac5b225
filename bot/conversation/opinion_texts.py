"""What the bot says about opinions to the police. Read for promises like texts.py."""

from bot.messages import Button
from casework.opinions.retention import OPINIONS_KEPT

DAYS_KEPT = OPINIONS_KEPT.days

SEND_BUTTONS = (Button("Gửi", "opinion:send"), Button("Không gửi", "opinion:no"))
IS_AN_OPINION = Button("Đây là góp ý", "opinion:anyway")

ASK = (
    "Bạn muốn góp ý, đề xuất điều gì với công an? Bạn gõ ngay dưới đây, viết sao cũng được.\n\n"
    "• Tôi xoá tên, số, địa chỉ trong góp ý rồi cho bạn xem lại. Bạn bấm «Gửi» tôi mới gửi.\n"
    "• Chỉ lời góp ý đó được giữ, nhiều nhất {days} ngày, để cán bộ công an đọc; "
    "không kèm tên hay cuộc trò chuyện của bạn. Bên giữ: {operator}.\n"
    "• Góp ý không phải là tố giác, trình báo, và không có trả lời riêng. "
    "Tố giác, trình báo: đến {{cong_an_xa}} hoặc dùng {{vneid}}.\n\n"
    "Đổi ý thì gõ «thôi»."
)
SHOW = (
    "Góp ý sẽ gửi, đã xoá tên, số, địa chỉ:\n\n"
    "“{text}”\n\n"
    "Lời này được giữ nhiều nhất {days} ngày để cán bộ công an đọc, không kèm tên hay cuộc trò "
    "chuyện của bạn (bên giữ: {operator}). Đây không phải là tố giác, và không có trả lời riêng.\n"
    "Còn sót tên, số của ai thì bấm «Không gửi» rồi viết lại giúp. "
    "Đúng ý rồi thì bấm «Gửi» ngay dưới đây."
)
AGAIN = "Bạn gõ tiếp lời góp ý giúp, hoặc gõ «thôi» nếu không góp ý nữa."
UNCLEAR = "Tôi chỉ gửi khi bạn nói rõ. Bạn gõ «Gửi» hoặc «Không gửi» giúp tôi."
TOO_SHORT = (
    "Góp ý ngắn quá, cán bộ đọc khó hiểu. Bạn viết ít nhất 3 chữ giúp tôi, "
    "hoặc gõ «thôi» nếu không góp ý nữa."
)
TOO_LONG = (
    "Góp ý dài quá: nhiều nhất {most} ký tự, bạn đã viết {length}. "
    "Bạn rút ngắn lại giúp, hoặc gõ «thôi» nếu không góp ý nữa."
)
SENT = (
    "Đã gửi góp ý vào hộp thư để cán bộ công an đọc. Cảm ơn bạn đã góp lời.\n"
    "Mã biên nhận: {receipt}\n"
    "Ghi lại mã này nếu sau này muốn xoá: gõ /xoa {receipt}. "
    "Tôi không lưu mã cùng tên hay số máy của bạn."
)
NOT_SENT = "Dạ được. Góp ý không được gửi, và không giữ lại gì. Lúc nào muốn góp ý, bạn gõ «góp ý»."
NOT_KEPT = (
    "Hộp thư góp ý đang không mở được nên góp ý CHƯA gửi được, chưa giữ lại gì. "
    "Ít phút nữa bạn bấm «Gửi» lại giúp; không muốn gửi nữa thì bấm «Không gửi»."
)
NOTHING_SHOWN = "Không có góp ý nào đang chờ gửi. Muốn góp ý với công an, bạn gõ «góp ý»."
CHILD = (
    "Cảm ơn bạn đã muốn góp ý. Bạn còn nhỏ tuổi nên góp ý không được gửi và không giữ lại. "
    "Bạn nói với ba mẹ, thầy cô giúp; có chuyện lo sợ thì gọi {tong_dai_111} (miễn phí, ngày đêm)."
)
A_STORY = (
    "Nghe như bạn đang gặp chuyện gấp, nên lời này CHƯA gửi làm góp ý. Bạn lo việc trước mắt đã. "
    "Nếu chỉ là góp ý, bạn bấm «Đây là góp ý» để xem lại rồi gửi."
)
IN_DISTRESS = "Lời bạn vừa nhắn không gửi đi làm góp ý. Chuyện góp ý để lúc khác cũng được."
SET_ASIDE = "Góp ý lúc nãy chưa được gửi, và không giữ lại gì. Muốn gửi, bạn gõ «góp ý»."
DELETED = "Đã xoá góp ý của mã này. Không lấy lại được nữa."
