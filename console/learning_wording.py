"""The words that trainers read for model versions, jobs of the bench and suggestions."""

from casework.cases.review import DISMISSED
from casework.learning.models import JobKind, JobState, VersionState
from casework.learning.reasons import HeldReason
from casework.playbooks.library import Library
from console.wording import DISMISSED as NO_SCAM
from console.wording import INTENT, UNNAMED

VERSION_STATE = {
    VersionState.CANDIDATE: "Đang thử",
    VersionState.LIVE: "Đang dùng",
    VersionState.RETIRED: "Đã thay",
    VersionState.WITHDRAWN: "Đã rút lại",
}
JOB = {
    JobKind.TRAIN: "Huấn luyện từ bản nháp",
    JobKind.COMPARE: "So sánh với bản đang dùng",
    JobKind.PROMOTE: "Đưa vào dùng",
    JobKind.ROLL_BACK: "Quay về bản trước",
    JobKind.GATHER: "Gom gợi ý học",
    JobKind.CLUSTER: "Tìm chiêu đang nổi",
}
JOB_STATE = {
    JobState.WAITING: "Đang chờ",
    JobState.RUNNING: "Đang làm",
    JobState.DONE: "Xong",
    JobState.FAILED: "Không xong",
}
HELD = {
    HeldReason.PERSONAL_DATA: "Còn thông tin riêng",
    HeldReason.TWO_LABELS: "Hai nhãn cho một lời",
    HeldReason.FLOOD: "Nghi một người gửi dồn",
    HeldReason.ONE_OFFICER: "Chỉ dựa vào một cán bộ",
    HeldReason.DAY_FULL: "Ngày đó đã đủ",
    HeldReason.ENOUGH: "Kịch bản đã thêm đủ",
}
BETTER = {"better": "đúng hơn", "worse": "kém đi", "neither": "khác, không hơn không kém"}


def name_of(library: Library, intent: str | None) -> str:
    """An intent as a trainer reads it: the playbook's name, or the word for what is none."""
    if intent is None or intent == "none":
        return UNNAMED
    if intent == DISMISSED:
        return NO_SCAM
    if intent in library.ids:
        return library.get(intent).name
    return INTENT.get(intent, intent)


def decimal(value: float | None, places: int = 3) -> str:
    """A score with a Vietnamese comma: '0,913'; a dash for one that is not there."""
    return "–" if value is None else f"{value:.{places}f}".replace(".", ",")
