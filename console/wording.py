"""The words that officers read for what the case book holds, and how times are written."""

from datetime import date, datetime

from casework.cases.models import CaseStatus, LossBucket, ReviewAct, SecondReading
from casework.cases.queue import Sureness
from casework.clock import VIET_NAM
from casework.opinions.models import OpinionStatus
from casework.stage import Stage
from console.auth.models import Role
from console.auth.sessions import in_utc

STATUS = {
    CaseStatus.PENDING: "Chờ xem",
    CaseStatus.CONFIRMED: "Đúng như máy",
    CaseStatus.RELABELLED: "Đã sửa nhãn",
    CaseStatus.DISMISSED: "Không phải lừa đảo",
}
STAGE = {
    Stage.APPROACH: "Mới bị tiếp cận",
    Stage.INFO_GIVEN: "Đã đưa thông tin",
    Stage.PAID: "Đã mất tiền",
}
STAGE_UNKNOWN = "Chưa rõ"
LOSS = {
    LossBucket.NONE: "Không mất",
    LossBucket.UNDER_2M: "Dưới 2 triệu",
    LossBucket.FROM_2M: "2 đến dưới 50 triệu",
    LossBucket.FROM_50M: "50 đến dưới 200 triệu",
    LossBucket.FROM_200M: "200 đến dưới 500 triệu",
    LossBucket.FROM_500M: "Từ 500 triệu",
    LossBucket.UNKNOWN: "Chưa rõ",
}
SURENESS = {
    Sureness.LOW: "Máy chưa chắc (dưới 50 %)",
    Sureness.MIDDLE: "Khá chắc (50 đến dưới 80 %)",
    Sureness.HIGH: "Chắc (từ 80 %)",
}
CHANNEL = {
    "web": "Trang web",
    "telegram": "Telegram",
    "zalo_bot": "Zalo Bot",
    "zalo_oa": "Zalo OA",
    "terminal": "Dòng lệnh",
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
