"""The words that officers read for what the case book holds, and how times are written."""

from datetime import date, datetime

from casework.cases.models import CaseStatus, ReviewAct, SecondReading
from casework.cases.queue import Sureness
from casework.clock import VIET_NAM
from casework.opinions.models import OpinionStatus
from casework.statistics import names
from console.auth.models import Role
from console.auth.sessions import in_utc

STATUS = {
    CaseStatus.PENDING: "Chờ xem",
    CaseStatus.CONFIRMED: "Đúng như máy",
    CaseStatus.RELABELLED: "Đã sửa nhãn",
    CaseStatus.DISMISSED: "Không phải lừa đảo",
}
# As reports call them.
CHANNEL, STAGE, STAGE_UNKNOWN = names.CHANNEL, names.STAGE, names.STAGE_UNKNOWN
LOSS, DELAY = names.LOSS, names.DELAY
SURENESS = {
    Sureness.LOW: "Máy chưa chắc (dưới 50 %)",
    Sureness.MIDDLE: "Khá chắc (50 đến dưới 80 %)",
    Sureness.HIGH: "Chắc (từ 80 %)",
}
# Of what was pasted, as casework/evidence/finding.py names it: what, and what was found.
PASTED = {"link": "Đường dẫn", "phone": "Số điện thoại", "account": "Số tài khoản", "qr": "Mã QR"}
FOUND = {
    "official": "tên miền thật",
    "lookalike": "giả tên",
    "shortener": "rút gọn, không rõ dẫn tới đâu",
    "listed": "có trong danh sách theo dõi",
    "unknown": "không rõ của ai",
    "poses_as_hotline": "giả số tổng đài",
    "foreign": "số nước ngoài",
    "satellite": "số vệ tinh",
    "service": "đầu số dịch vụ",
    "other_bank": "tên một nơi, tài khoản ở nơi khác",
    "payment": "chuyển tiền",
    "broken": "hỏng hoặc bị sửa",
}
SECOND = {
    SecondReading.NONE: "Không",
    SecondReading.WAITING: "Chờ người đọc thứ hai",
    SecondReading.AGREED: "Hai người đọc giống nhau",
    SecondReading.DISAGREED: "Hai người đọc khác nhau",
    SecondReading.SETTLED: "Đã phân xử",
}
ACT = {
    ReviewAct.CONFIRM: "xác nhận nhãn",
    ReviewAct.RELABEL: "sửa nhãn",
    ReviewAct.DISMISS: "bỏ qua: không phải lừa đảo",
    ReviewAct.REOPEN: "mở lại",
    ReviewAct.CORRECT: "sửa giai đoạn, thiệt hại",
    ReviewAct.NOTE: "ghi chú",
    ReviewAct.NEW_SCRIPT: "đánh dấu có thể là chiêu mới",
    ReviewAct.NOT_NEW_SCRIPT: "bỏ dấu chiêu mới",
    ReviewAct.REDACT: "xoá thông tin riêng còn sót",
    ReviewAct.MERGE: "gộp vào vụ khác",
    ReviewAct.UNMERGE: "tách khỏi vụ đã gộp",
    ReviewAct.SPLIT: "tách thành hai vụ",
    ReviewAct.HAND_OVER: "chuyển cho nơi điều tra",
    ReviewAct.TAKE_BACK: "bỏ dấu đã chuyển điều tra",
    ReviewAct.SECOND_READING: "đọc lần hai",
    ReviewAct.SETTLE: "phân xử",
}
OPINION = {
    OpinionStatus.NEW: "Mới",
    OpinionStatus.READ: "Đã đọc",
    OpinionStatus.IN_PROGRESS: "Đang xử lý",
    OpinionStatus.DONE: "Xong",
}
ROLE = {
    Role.OFFICER: "Cán bộ xem vụ",
    Role.SUPERVISOR: "Chỉ huy",
    Role.TRAINER: "Người huấn luyện",
    Role.ADMIN: "Quản trị",
}
# The model's intents that are no playbook.
INTENT = {
    "scam_unclear": "Có vẻ bị lừa, chưa rõ chiêu nào",
    "legit_message": "Tin thật",
    "civil_dispute": "Tranh chấp dân sự",
    "off_topic": "Chuyện khác",
    "advert": "Quảng cáo",
    "faq": "Câu hỏi về máy",
    "bot_identity": "Hỏi máy là ai",
    "help": "Hỏi cách dùng",
    "greeting": "Chào hỏi",
    "thanks": "Cảm ơn",
    "gibberish": "Không đọc được",
}
# What the page says after something was done; the word stands in the address as ?done=...
DONE = {
    "confirmed": "Đã xác nhận vụ vừa rồi.",
    "relabelled": "Đã sửa nhãn vụ vừa rồi.",
    "dismissed": "Đã ghi vụ vừa rồi là không phải lừa đảo.",
    "reopened": "Đã mở lại vụ này.",
    "corrected": "Đã sửa giai đoạn và thiệt hại.",
    "noted": "Đã ghi chú.",
    "new_script": "Đã đánh dấu cho người huấn luyện xem.",
    "not_new_script": "Đã bỏ dấu chiêu mới.",
    "redacted": "Đã xoá khỏi lời kể và các ghi chú.",
    "merged": "Đã gộp. Đây là vụ còn lại.",
    "unmerged": "Đã tách lại thành vụ riêng.",
    "split": "Đã tách thành hai vụ; cả hai chờ xem.",
    "taken_back": "Đã đưa lại vào danh sách mất tiền.",
    "handed_over": "Đã ghi là chuyển cho nơi điều tra.",
    "second_reading": "Đã ghi lần đọc thứ hai.",
    "settled": "Đã phân xử.",
    "opinion": "Đã ghi.",
    "password": "Đã đổi mật khẩu. Các máy khác đã bị đăng xuất.",
    "second_factor": "Đã bật xác thực hai lớp.",
    "role": "Đã đổi vai trò.",
    "switched": "Đã ghi.",
    "closed": "Đã chốt tháng này: số không đổi nữa.",
    "signed_out": "Đã đăng xuất.",
    "playbook_saved": "Đã lưu kịch bản vào bản nháp.",
    "examples_saved": "Đã lưu câu ví dụ vào bản nháp.",
    "saved_without_history": "Đã lưu, nhưng git không ghi được lịch sử. Hãy báo người quản trị.",
    "cluster_asked": "Đã giao cho bàn huấn luyện tìm lại. Mở lại trang này sau một phút.",
    "playbook_begun": "Đã tạo khung kịch bản trong bản nháp. Viết lại mọi chỗ ghi «VIẾT LẠI».",
    "playbook_begun_without_history": (
        "Đã tạo khung kịch bản trong bản nháp, nhưng git không ghi được vào lịch sử. "
        "Báo người quản trị."
    ),
    "bench_asked": "Đã giao cho bàn huấn luyện. Kết quả hiện ở mục «Việc đã giao».",
    "suggestion_accepted": "Đã nhận câu này vào tệp câu ví dụ của bản nháp.",
    "suggestion_not_in_history": (
        "Đã nhận và ghi câu này vào tệp, nhưng git chưa lưu được: báo người quản trị."
    ),
    "gather_asked": "Đã giao cho bàn huấn luyện gom lại gợi ý.",
    "suggestion_refused": "Đã ghi là không nhận.",
    "suggestion_released": "Đã đưa lại vào danh sách chờ.",
    "letter_tried_again": "Đã đưa tin này vào hàng đợi để máy thử lại.",
    "letters_tried_again": "Đã đưa các tin này vào hàng đợi để máy thử lại.",
    "letter_dropped": "Đã bỏ hẳn tin này. Lời trong tin đã bị xoá.",
}
AUDIT = {
    "playbook.edited": "sửa kịch bản",
    "sign_in": "đăng nhập",
    "sign_in.failed": "đăng nhập sai",
    "sign_on.failed": "đăng nhập qua cơ quan không được",
    "sign_out": "đăng xuất",
    "second_factor.shown": "nhập đúng mã xác thực",
    "second_factor.failed": "nhập sai mã xác thực",
    "second_factor.set_up": "bật xác thực hai lớp",
    "password.changed": "đổi mật khẩu",
    "case.read": "mở vụ",
    "case.read_blind": "mở vụ để đọc lần hai",
    "case.printed": "mở trang in",
    "cases.searched": "tìm trong lời kể",
    "cases.exported": "xuất tệp",
    "case.confirmed": "xác nhận nhãn",
    "case.relabelled": "sửa nhãn",
    "case.dismissed": "ghi không phải lừa đảo",
    "case.reopened": "mở lại",
    "case.corrected": "sửa giai đoạn, thiệt hại",
    "case.noted": "ghi chú",
    "case.new_script": "đánh dấu chiêu mới",
    "case.redacted": "xoá thông tin riêng",
    "case.merged": "gộp vụ",
    "case.unmerged": "tách khỏi vụ đã gộp",
    "case.split": "tách vụ",
    "case.handed_over": "chuyển điều tra",
    "case.taken_back": "bỏ dấu chuyển điều tra",
    "cases.listed": "xem danh sách vụ",
    "refused": "bị từ chối: không có quyền",
    "password.failed": "đổi mật khẩu: mật khẩu cũ sai",
    "opinion.redacted": "xoá thông tin riêng",
    "case.read_second_time": "đọc lần hai",
    "case.settled": "phân xử",
    "opinions.read": "xem ý kiến người dân",
    "opinion.handled": "xử lý ý kiến",
    "officer.added": "thêm cán bộ",
    "officer.role_changed": "đổi vai trò",
    "officer.switched": "khoá hoặc mở tài khoản",
    "officer.reset": "đặt lại mật khẩu",
    "audit.read": "xem nhật ký",
    "statistics.read": "xem số liệu",
    "statistics.read_internal": "xem số liệu có ô dưới 5",
    "report.made": "lập báo cáo",
    "report.made_internal": "lập báo cáo nội bộ có ô dưới 5",
    "month.closed": "chốt số liệu tháng",
    "demo_data.made": "tạo dữ liệu ví dụ",
    "log.begun": "bắt đầu nhật ký",
    "keys.turned": "niêm phong nhật ký bằng khoá mới",
    "backup.made": "sao lưu",
    "backup.restored": "khôi phục từ bản sao lưu",
    "watch_list.imported": "nhập danh sách theo dõi",
    "watch_list.exported": "xuất danh sách theo dõi",
    "watch_list.expired": "xoá mục theo dõi hết hạn",
    "watch_list.held": "tạm ngưng mục theo dõi",
    "watch_list.released": "bỏ tạm ngưng mục theo dõi",
    "watch_list.removed": "bỏ mục theo dõi",
    "bench.train_asked": "giao huấn luyện mô hình",
    "bench.compare_asked": "giao so sánh mô hình",
    "bench.promote_asked": "giao đưa mô hình vào dùng",
    "bench.roll_back_asked": "giao quay về mô hình trước",
    "bench.cluster_asked": "giao tìm chiêu đang nổi",
    "playbook.begun": "tạo khung kịch bản mới",
    "bench.gather_asked": "giao gom gợi ý học",
    "suggestions.listed": "xem danh sách gợi ý học",
    "suggestion.accepted": "nhận câu ví dụ từ gợi ý học",
    "suggestion.refused": "không nhận gợi ý học",
    "suggestion.released": "đưa gợi ý học lại vào danh sách chờ",
    "dead_letter.tried_again": "thử lại tin chưa xử lý được",
    "dead_letters.all_tried_again": "thử lại mọi tin chưa xử lý được",
    "dead_letter.dropped": "bỏ hẳn tin chưa xử lý được",
}
UNNAMED = "Chưa rõ kịch bản"
DISMISSED = STATUS[CaseStatus.DISMISSED]

# What the redactor has left in place of personal data.
TOKEN = {
    "NAME": "tên người",
    "PHONE": "số điện thoại",
    "ACCOUNT": "số tài khoản",
    "ADDRESS": "địa chỉ",
    "DOB": "ngày sinh",
    "CARD": "số thẻ",
    "CVV": "mã sau thẻ",
    "EMAIL": "email",
    "ID_NUMBER": "số căn cước",
    "NUMBER": "số",
    "OTHER_ID": "mã số",
    "OTP": "mã OTP",
    "PASSWORD": "mật khẩu",
    "PLATE": "biển số",
    "PROFILE": "trang cá nhân",
    "SOCIAL_INSURANCE": "số bảo hiểm xã hội",
    "TAX_CODE": "mã số thuế",
    "REMOVED": "cán bộ đã xoá",
}
TOKEN_OTHER = "thông tin riêng"  # noqa: S105  # a word for readers


def hour(moment: datetime) -> str:
    """The hour in Việt Nam: '14 giờ, 30/11/2026'."""
    here = in_utc(moment).astimezone(VIET_NAM)
    return f"{here.hour} giờ, {here:%d/%m/%Y}"


def minute(moment: datetime) -> str:
    """The minute in Việt Nam: '14:05 30/11/2026'."""
    return f"{in_utc(moment).astimezone(VIET_NAM):%H:%M %d/%m/%Y}"


def day(when: date) -> str:
    """A day: '30/11/2026'."""
    return f"{when:%d/%m/%Y}"


def age(moment: datetime, now: datetime) -> str:
    """How long ago, in the coarsest unit that still tells: 'vừa xong', '5 giờ', '3 ngày'."""
    hours = int((now - in_utc(moment)).total_seconds() // 3600)
    if hours < 1:
        return "vừa xong"
    return f"{hours} giờ" if hours < 48 else f"{hours // 24} ngày"  # noqa: PLR2004  # two days


def percent(share: float) -> str:
    """A share as '87 %'."""
    return f"{share * 100:.0f} %"


def number(count: int) -> str:
    """A number with Vietnamese thousands: '1.234'."""
    return f"{count:,}".replace(",", ".")


_WITH_CODE = {"case": "vụ", "opinion": "ý kiến", "officer": "tài khoản"}
_WITH_NAME = {"model": "bản mô hình", "playbook": "kịch bản"}


def about(subject: str | None) -> str:
    """What an audit entry is about: 'vụ A1B2-C3D4-E5F6', a login, or nothing."""
    kind, _, name = (subject or "").partition(":")
    if kind in _WITH_CODE:
        digits = name.replace("-", "").upper()
        return f"{_WITH_CODE[kind]} {digits[:4]}-{digits[4:8]}-{digits[8:12]}"
    if kind in _WITH_NAME:
        return f"{_WITH_NAME[kind]} {name}"
    if kind == "watch_list":
        return f"mục {name} của danh sách theo dõi"
    if kind == "delivery":
        return f"tin số {name}"
    return subject or ""
