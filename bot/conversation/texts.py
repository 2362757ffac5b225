"""What the bot says, in plain Vietnamese for someone frightened, on a small screen.

Nothing here may call anything safe, promise money back or ask for a secret; a test reads every
reply for that. Phone numbers never stand here: they come from data/help_channels.yml.
"""

from bot.messages import Button
from casework.cases.retention import NARRATIVES_KEPT

DAYS_KEPT = NARRATIVES_KEPT.days

NOT_POLICE = "Tôi là máy trả lời tự động, không phải công an. Nhắn ở đây chưa phải là trình báo."

WELCOME = (
    "Chào bạn. Tôi là Cảnh Giác, máy trả lời tự động (AI), không phải công an. "
    "Nhắn ở đây chưa phải là trình báo.\n\n"
    "Bạn cứ kể chuyện vừa gặp, viết sao cũng được, không dấu cũng được; dán tin nhắn lạ, gửi ảnh chụp màn hình cũng được. "
    "Tôi sẽ nói nó giống chiêu lừa nào và nên làm gì ngay.\n\n"
    "Đừng gửi mã OTP, mật khẩu, số thẻ. Đang nguy cấp: gọi {canh_sat_113}."
)

HELP = (
    "Cách dùng rất đơn giản: kể cho tôi nghe ai liên hệ với bạn, họ xưng là ai, họ đòi gì, "
    "bạn đã đưa gì cho họ chưa. Dán nguyên tin nhắn của họ, hay gửi ảnh chụp màn hình, mã QR cũng được.\n\n"
    "Gõ thêm được:\n"
    "/kiemtra – xem giúp một tin nhắn lạ\n"
    "/lienhe – gọi ai, báo ở đâu\n"
    "/kichban – các chiêu lừa thường gặp\n"
    "/quyenriengtu – tôi giữ gì, không giữ gì\n"
    "/xoa – xoá cuộc trò chuyện này\n"
    "/rutdongy – đổi ý, không cho giữ lời kể nữa\n"
    "/gopy – góp ý, đề xuất với công an\n"
    "/xacthuc – nhận ra tôi thật, bot giả\n"
    "/start – bắt đầu lại\n\n"
    f"{NOT_POLICE}"
)

BOT_IDENTITY = (
    "Tôi là máy (AI) tên Cảnh Giác, không phải người, không phải công an. Dùng không mất tiền. "
    "Tôi so chuyện bạn kể với các chiêu lừa đã biết rồi nhắc việc nên làm; tôi có thể sai. "
    "Tôi không bao giờ hỏi mã OTP, mật khẩu hay số thẻ của bạn.\n\n"
    "Muốn trình báo: đến công an xã, phường hoặc dùng {vneid}. Gõ /quyenriengtu để biết tôi giữ gì."
)

THANKS = (
    "Cảm ơn bạn đã nhắn. Có cuộc gọi, tin nhắn nào lạ nữa, bạn cứ kể tôi nghe trước khi làm theo. "
    "Nhắc người nhà cùng cảnh giác nhé. Muốn góp ý với công an, bạn gõ «góp ý»."
)

PRIVACY = (
    "Tôi giữ gì, không giữ gì:\n"
    "• Tên, số điện thoại, số tài khoản, mã OTP… được xoá khỏi lời kể trước khi làm bất cứ việc gì.\n"
    "• Mỗi chuyện nghi lừa đảo chỉ được cộng vào số đếm trong ngày: kênh nhắn, chiêu nào, tới bước nào, "
    "mất khoảng bao nhiêu, bao lâu sau mới kể. Giờ trong ngày chỉ cộng vào số đếm chung của cả tháng. Không ghi lời kể.\n"
    "• Lời kể (đã xoá thông tin riêng) chỉ được giữ khi bạn bấm Đồng ý, để cán bộ công an đọc, thống kê và cảnh báo người khác. "
    "Giữ nhiều nhất {days} ngày rồi tự xoá. Không đồng ý vẫn được giúp đủ.\n"
    "• Ảnh chỉ được đọc ngay trong máy rồi quên, không lưu lại. Đường dẫn, số máy bạn dán được so với danh sách có sẵn: "
    "không mở, không hỏi ai. Với lời kể đã đồng ý chỉ giữ thêm tên miền của trang giả.\n"
    "• Đồng ý rồi, bạn được hỏi thêm chuyện ở xã, phường nào; không nói cũng được. "
    "Có nói thì tên xã, phường (hoặc tỉnh) được ghi cùng số liệu của chuyện đó.\n"
    "• Đồng ý rồi vẫn đổi ý được: gõ «rút đồng ý» ngay ở đây, hoặc sau này gõ /xoa kèm mã biên nhận. "
    "Số đếm của chuyện đã qua thì không tìm lại được để xoá, vì không biết là của ai.\n"
    "• Góp ý gửi công an: chỉ giữ khi bạn bấm «Gửi»; giữ lời góp ý (đã xoá thông tin riêng), kênh nhắn, "
    "ngày giờ (không ghi phút), nhiều nhất {opinion_days} ngày. Có mã biên nhận để xoá.\n"
    "• Người dưới 16 tuổi: lời kể, góp ý không bao giờ được giữ.\n"
    "• Trong nhóm: chỉ đọc tin gọi tên tôi và tin được trích kèm; không giữ lời nào, chỉ cộng vào số đếm.\n"
    "• Cuộc trò chuyện đang chạy tự quên sau 6 giờ không nhắn; gõ /xoa để quên ngay.\n"
    "• Ngờ có bot giả mang tên tôi: gõ /xacthuc.\n"
    "Bên giữ, và nơi trả lời bạn về việc này: {operator}."
)

CONSENT_WORDING = "2026-11-30b"
"""Version of CONSENT: kept with each consent. Change it whenever the text changes."""

CONSENT = (
    "Xin hỏi thêm một việc: bạn có đồng ý cho giữ lại lời kể này không? Tên, số điện thoại, số tài khoản… "
    "đã được xoá. Mục đích: để cán bộ công an đọc, thống kê và cảnh báo người khác. Bên giữ: {operator}, nhiều nhất {days} ngày.\n"
    "Bạn có quyền không đồng ý (vẫn được giúp đủ như thường), và đồng ý rồi vẫn xoá được. "
    "Rõ hơn: /quyenriengtu."
)
CONSENT_BUTTONS = (Button("Đồng ý", "consent:yes"), Button("Không", "consent:no"))
CONSENT_GIVEN = (
    "Cảm ơn bạn. Mã biên nhận: {receipt}\n"
    "Ghi lại mã này nếu sau này muốn xoá: gõ /xoa {receipt}. Tôi không lưu mã cùng tên hay số máy của bạn."
)
CONSENT_UNCLEAR = "Tôi chỉ giữ lời kể khi bạn nói rõ. Bạn gõ «Đồng ý» hoặc «Không» giúp tôi."
CONSENT_REFUSED = (
    "Dạ được. Lời kể không được giữ lại. Cần gì bạn cứ hỏi tiếp, tôi vẫn giúp đủ như thường."
)
CONSENT_CHILD = (
    "Cảm ơn bạn đã muốn giúp. Bạn còn nhỏ tuổi nên lời kể không được giữ lại. "
    "Bạn kể cho ba mẹ, thầy cô, hoặc gọi {tong_dai_111} (miễn phí, ngày đêm) nhé."
)
WITHDRAWN = (
    "Đã rút lại đồng ý: lời kể đã giữ bị xoá, không lấy lại được nữa. "
    "Cần gì bạn cứ hỏi tiếp, tôi vẫn giúp đủ như thường."
)
NOTHING_TO_WITHDRAW = (
    "Cuộc trò chuyện này không có lời kể nào được giữ. "
    "Nếu trước đây bạn đã đồng ý và có mã biên nhận, gõ /xoa kèm mã là lời kể bị xoá."
)
CONSENT_NOT_KEPT = "Hiện sổ ghi không mở được nên lời kể không được giữ. Bạn không cần làm gì thêm."

DELETED_CHAT = (
    "Đã xoá cuộc trò chuyện này và lời kể đang ghi dở. "
    "Nếu trước đây bạn có mã biên nhận, gõ /xoa kèm mã để xoá lời kể, góp ý đã giữ."
)
DELETED_CASE = "Đã xoá lời kể của mã này. Không lấy lại được nữa."
NO_SUCH_RECEIPT = "Không có lời kể, góp ý nào mang mã này: có thể mã gõ nhầm, hoặc đã xoá rồi. Bạn xem lại từng chữ giúp."
DELETE_FAILED = "Sổ ghi đang không mở được nên CHƯA xoá. Bạn thử lại sau ít phút giúp."

STAGE_QUESTION = "Cho tôi hỏi để chỉ đúng việc: bạn đã đưa gì cho họ chưa?"
STAGE_BUTTONS = (
    Button("Đã chuyển tiền rồi", "stage:paid"),
    Button("Đã đọc mã, gửi giấy tờ, cài app", "stage:info_given"),
    Button("Chưa đưa gì", "stage:approach"),
)

NOTHING_GIVEN = "May là bạn chưa đưa gì. Cứ vậy: cúp máy, đừng trả lời, đừng làm theo lời họ nữa, và kể cho người nhà biết."

STAY_FIRM = "Bạn chưa đưa gì cho họ: cứ giữ vậy, đừng chuyển tiền dù họ hối hay doạ."

STILL_THE_SAME = (
    "Chuyện này vẫn giống chiêu: {name}. Việc gấp nhất: {step}. "
    "Bấm «Làm gì tiếp?» để xem đủ các việc."
)

ASK_DETAILS = (
    "Để biết đây là chiêu nào, bạn kể thêm giúp tôi: ai liên hệ với bạn (họ xưng là ai, qua gọi hay nhắn), "
    "họ nói gì, và đòi bạn làm gì? Dán nguyên tin nhắn của họ, hay gửi ảnh chụp màn hình cũng được."
)
WHILE_UNSURE = (
    "Trong lúc này: đừng chuyển tiền, đừng đọc mã OTP, đừng bấm đường dẫn hay cài gì theo lời họ."
)
UNDER_PRESSURE = "Không cơ quan nào bắt bạn chuyển tiền hay giữ bí mật qua điện thoại."

NO_MATCH = (
    "Chuyện bạn kể tôi không thấy khớp chiêu lừa nào đã biết. Như vậy không có nghĩa là tin được: "
    "chiêu mới ra hằng ngày. Bạn tự kiểm ba điều:\n"
    "1. Ai tìm ai trước? Họ tự tìm đến thì cúp máy, gọi lại số bạn tự tra (in trên thẻ, hoá đơn, trang chính thức).\n"
    "2. Họ có đòi tiền, mã OTP, giấy tờ, cài app, bấm đường dẫn không? Có thì dừng.\n"
    "3. Họ có giục gấp, doạ, hay dặn giữ bí mật không? Có thì dừng và hỏi người nhà, công an xã, phường."
)
LEGIT_LOOKING = (
    "Tin này tôi không thấy khớp chiêu lừa nào đã biết. Nhưng tôi không chứng nhận được tin nào là thật, "
    "vì kẻ lừa hay chép y như thật. Bạn tự kiểm ba điều:\n"
    "1. Có đường dẫn thì đừng bấm; tự mở app hoặc trang chính thức mà xem.\n"
    "2. Không đọc mã OTP cho bất cứ ai, kể cả người xưng là ngân hàng hay công an.\n"
    "3. Không chắc thì gọi số in trên thẻ, hoá đơn; đừng gọi số trong tin."
)
CIVIL_DISPUTE = (
    "Chuyện này nghe giống việc vay mượn, mua bán, tranh chấp giữa hai bên hơn là một chiêu lừa tôi biết; "
    "tôi không dám chắc. Bạn giữ lại giấy tờ, tin nhắn, biên lai; nói rõ với bên kia bằng văn bản; "
    "nhờ tổ hoà giải hoặc UBND xã, phường.\n"
    "Nếu bên kia là người lạ, đã chặn bạn hoặc dùng tên giả, kể thêm cho tôi: có thể lại là lừa đảo."
)
ADVERT = (
    "Nghe giống lời quảng cáo; tôi không thấy khớp chiêu lừa nào đã biết, nhưng cũng chưa thể nói là tin được. "
    "Trước khi làm theo, kiểm ba điều: họ có đòi tiền trước không, có bắt bấm đường dẫn hay cài app không, "
    "công ty có thật và gọi lại được bằng số bạn tự tra không.\n"
    "Bị làm phiền hoài: chặn số, hoặc báo tin rác qua {phan_anh_156}."
)
FAQ = (
    "Mấy điều cần nhớ:\n"
    "• Mã OTP, mật khẩu là chìa khoá nhà: không đọc cho ai, kể cả người xưng công an, ngân hàng.\n"
    "• Công an, toà án không làm việc, không thu tiền qua điện thoại, Zalo.\n"
    "• App chỉ tải từ App Store, Google Play; đừng cài file người lạ gửi.\n"
    "• Chỉ nghe máy thì không tự mất tiền; mất là khi làm theo lời họ.\n"
    "• Đã mất tiền: gọi ngân hàng và trình báo càng sớm càng tốt; không ai hứa chắc lấy lại được.\n\n"
    "Muốn biết từng chiêu: gõ /kichban. Gặp chuyện cụ thể: kể tôi nghe."
)
OFF_TOPIC = (
    "Việc này tôi không rành, tôi chỉ giúp nhận ra lừa đảo. "
    "Bạn có cuộc gọi, tin nhắn, lời mời nào thấy lạ thì kể tôi nghe nhé."
)
NOT_UNDERSTOOD = (
    "Tôi chưa hiểu ý bạn. Bạn kể bằng lời của mình giúp tôi: ai gọi hay nhắn, họ đòi gì? "
    "Viết không dấu cũng được. Đang nguy cấp: gọi {canh_sat_113}."
)
PHOTO = (
    "Tôi chưa đọc được ảnh. Bạn gõ lại giúp nội dung trong ảnh (hoặc bấm giữ để sao chép chữ rồi dán vào đây). "
    "Nhớ che số tài khoản, giấy tờ của bạn."
)
PHOTOS = (
    "Tôi chưa đọc được các ảnh này. Bạn gõ lại giúp đoạn quan trọng nhất: ai nhắn, họ nói gì, đòi gì? "
    "Nhớ che số tài khoản, giấy tờ của bạn."
)
VOICE = "Tôi chưa nghe được tiếng nói. Bạn gõ vài chữ giúp tôi: ai gọi, họ đòi gì? Viết không dấu cũng được."
VIDEO = "Tôi chưa xem được video. Bạn gõ vài chữ giúp tôi: ai gửi, trong đó nói gì, họ đòi gì? Viết không dấu cũng được."
DOCUMENT = (
    "Tôi không mở tệp. Tệp người lạ gửi thì bạn cũng đừng mở, đừng cài, nhất là tệp có đuôi .apk: "
    "cài vào là kẻ gian điều khiển được máy, lấy tiền trong tài khoản.\n"
    "Lỡ cài rồi: bật chế độ máy bay ngay, mượn máy khác gọi ngân hàng (số in sau thẻ) nhờ khoá tài khoản.\n"
    "Bạn gõ giúp tôi: ai gửi, họ nói tệp đó để làm gì?"
)
STICKER = "Tôi đây. Bạn có chuyện gì lạ thì kể tôi nghe: ai gọi hay nhắn, họ đòi gì?"
LOCATION = (
    "Tôi không xem được vị trí. Đang nguy hiểm: gọi {canh_sat_113} ngay, nói rõ bạn đang ở đâu. "
    "Không thì bạn gõ giúp tôi: có chuyện gì, ai hẹn hay bảo bạn tới đó?"
)
CONTACT = (
    "Tôi không tra được số này của ai, và không giữ lại. Nếu là người lạ, bạn gõ giúp tôi: "
    "họ xưng là ai, nói gì, đòi bạn làm gì? Chưa rõ là ai thì đừng gọi lại."
)
POLL = (
    "Tôi không đọc được bình chọn. Ai rủ bạn bình chọn mà bắt đăng nhập hay đòi mã OTP thì dừng lại: "
    "làm theo là có thể mất tài khoản. Bạn gõ giúp tôi: ai gửi, họ bảo bạn làm gì?"
)
LINK = (
    "Tôi không mở đường dẫn. Bạn cũng đừng bấm, đừng điền gì vào đó. "
    "Lỡ điền mật khẩu, mã OTP hay số thẻ rồi: gọi ngân hàng ngay (số in sau thẻ).\n"
    "Bạn gõ giúp tôi: ai gửi, họ bảo bạn làm gì?"
)
OTHER_ATTACHMENT = "Tôi chưa mở được loại này, và bạn cũng đừng mở tệp người lạ gửi. Bạn gõ lại bằng chữ chuyện vừa gặp giúp tôi."
SEVERAL_KINDS = (
    "Tôi chỉ đọc được chữ, chưa mở được {kinds} bạn vừa gửi. "
    "Bạn gõ vài chữ giúp tôi: ai gửi, họ nói gì, đòi gì?"
)
DO_NOT_OPEN = "Tệp, đường dẫn người lạ gửi thì đừng mở, đừng bấm, đừng cài."
ONLY_WORDS = "({kinds} gửi kèm thì tôi chưa mở được, tôi chỉ đọc phần chữ.)"
EDITED = "Tôi đọc lại theo tin bạn vừa sửa."
LONG = "(Tin dài quá, tôi chỉ đọc đoạn đầu và đoạn cuối. Thiếu điều gì quan trọng thì bạn nhắn lại ngắn gọn giúp.)"
CHECK_HOW = (
    "Bạn dán tin nhắn lạ vào đây, hoặc kể: ai gọi hay nhắn, họ đòi gì. "
    "Tôi xem giúp có giống chiêu lừa nào không. Trong lúc chờ, đừng làm theo lời họ."
)
LESS_SURE = "(Máy hiểu câu chữ đang nghỉ; tôi đoán theo từ khoá nên kém chắc hơn.)"
MASKED = "Tôi đã che mã bí mật bạn vừa gửi. Đừng gửi mã OTP, mật khẩu, số thẻ cho ai, kể cả tôi."
NEITHER = "Dạ, vậy chưa rõ là chiêu nào. Nhưng chuyện này vẫn có dấu hiệu lừa đảo."
THREE_CHECKS = (
    "Ba việc nên làm:\n"
    "1. Đừng chuyển tiền, đừng đọc mã OTP, đừng cài app theo lời họ.\n"
    "2. Cúp máy, tự gọi lại số chính thức để hỏi; kể cho người nhà.\n"
    "3. Còn nghi: hỏi {cong_an_xa}; nguy cấp gọi {canh_sat_113}."
)
TOOK_TIME = (
    "Tôi đang trục trặc nên chưa đọc kịp chuyện của bạn. Việc cần làm ngay:\n"
    "1. Dừng lại: đừng chuyển tiền, đừng đọc mã OTP, đừng cài app theo lời họ.\n"
    "2. Đã chuyển tiền: gọi ngay ngân hàng của bạn (số in sau thẻ hoặc trong app), đề nghị tra soát, phối hợp phong toả.\n"
    "3. Giữ nguyên tin nhắn, biên lai; báo {cong_an_xa} hoặc dùng {vneid}. Nguy cấp: gọi {canh_sat_113}.\n"
    "Tôi là máy, không phải công an."
)
TOO_MANY = (
    "Bạn ơi, tin nhắn tới nhanh quá, tôi đọc không kịp. Bạn nghỉ tay, đợi một phút rồi nhắn lại một tin "
    "kể hết chuyện giúp tôi; các tin gửi trong lúc này tôi chưa đọc được. Việc gấp thì đừng chờ tôi, làm ngay:\n"
    "1. Dừng lại: đừng chuyển tiền, đừng đọc mã OTP, đừng cài app theo lời họ.\n"
    "2. Đã chuyển tiền: gọi ngay ngân hàng của bạn (số in sau thẻ hoặc trong app), đề nghị tra soát, phối hợp phong toả.\n"
    "3. Báo {cong_an_xa}; nguy cấp gọi {canh_sat_113}."
)
CUT_OFF = (
    "Máy vừa bị ngắt giữa chừng. Nếu chưa thấy câu trả lời cho tin vừa gửi, bạn gửi lại giúp; "
    "tôi xin lỗi vì phiền bạn.\n"
    "Việc gấp thì làm ngay: ngừng chuyển tiền, gọi ngân hàng (số in sau thẻ), nguy cấp gọi {canh_sat_113}."
)

COMFORT = (
    "Bạn ơi, khoan đã. Bạn quan trọng hơn mọi chuyện khác. Bây giờ có ai ở gần bạn không? "
    "Gọi ngay cho một người thân, hàng xóm tới ngồi cạnh bạn, hoặc gọi {canh_sat_113}. "
    "Bạn dưới 18 tuổi thì gọi {tong_dai_111}, miễn phí, ngày đêm.\n"
    "Những chuyện kia mình gỡ sau, từng bước một. Tôi vẫn ở đây."
)
COMFORT_AFTER_LOSS = "Tiền mất không phải lỗi của bạn, nhiều người giỏi giang cũng bị, và không đáng bằng mạng sống của bạn."
DANGER = (
    "🚨 Có người có thể bị hại: gọi {canh_sat_113} ngay. Ở chỗ đông người hoặc khoá cửa lại, nhờ người thân tới. "
    "Đừng đi gặp họ một mình, đừng tự thương lượng."
)
CHILD = (
    "Bạn còn nhỏ tuổi thì kể ngay cho ba mẹ, thầy cô hoặc người lớn mà bạn tin, hoặc gọi {tong_dai_111} "
    "(miễn phí, ngày đêm). Bạn không có lỗi. Lời bạn kể ở đây không được giữ lại."
)
