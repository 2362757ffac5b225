"""What has to be said beside the numbers of a file, wherever it is opened."""

from casework.statistics.disclosure import THRESHOLD
from casework.statistics.report import Report
from casework.statistics.table import HIDDEN

PROVISIONAL, INTERNAL, INVENTED = "tạm tính", "nội bộ", "ví dụ"

MEANS = {
    PROVISIONAL: "tháng chưa chốt, số còn đổi, không công bố",
    INTERNAL: f"có ô dưới {THRESHOLD}, đếm từ sổ lúc lập, không công bố",
    INVENTED: "có số liệu ví dụ, không phải của người dân thật",
}

COUNTED = (
    "Đếm lượt kể của người dân với máy trả lời Cảnh Giác; chưa phải tố giác, tin báo về tội phạm"
    " theo luật. Lượt trùng đếm một lần; lượt mà cán bộ kết luận không phải lừa đảo thì không đếm."
    " Người không đồng ý cho giữ lời kể thì chỉ được đếm. Ngày tính theo giờ Việt Nam."
)

WHAT_IS_HIDDEN = (
    f"ô dưới {THRESHOLD}, hoặc ô phải che thêm để không ai tính ngược ra ô dưới {THRESHOLD}"
)

HIDDEN_HERE = f"{HIDDEN} là số được che: {WHAT_IS_HIDDEN}. Đừng đọc là 0."
"""What a hidden cell stands for. It may well be a 0 that had to be hidden with others."""


def marks_of(report: Report) -> tuple[str, ...]:
    """What keeps these numbers from being published, or believed; of most reports, nothing."""
    marks = (
        (PROVISIONAL, not report.closed),
        (INTERNAL, not report.protected),
        (INVENTED, report.invented),
    )
    return tuple(mark for mark, holds in marks if holds)
