"""Why a suggestion is held back, and why a trainer has refused one: the words of `reason`."""

from enum import StrEnum


class HeldReason(StrEnum):
    """Why a suggestion is not offered to trainers."""

    PERSONAL_DATA = "personal_data"
    TWO_LABELS = "two_labels"
    FLOOD = "flood"
    ONE_OFFICER = "one_officer"
    DAY_FULL = "day_full"
    ENOUGH = "enough"


class RefusedReason(StrEnum):
    """Why a trainer does not learn from a case."""

    WRONG_LABEL = "wrong_label"
    KNOWN = "known"
    NOT_TYPICAL = "not_typical"
    UNREADABLE = "unreadable"
    NOT_HONEST = "not_honest"


WHY_HELD = {
    HeldReason.PERSONAL_DATA: (
        "Máy thấy còn thông tin riêng trong lời kể. Nhờ cán bộ mở vụ và xoá phần đó, rồi gom lại."
    ),
    HeldReason.TWO_LABELS: (
        "Lời gần như nhau mà mang hai nhãn khác nhau (với vụ khác, hoặc với câu ví dụ đang có). "
        "Nhờ cán bộ xem lại nhãn, hoặc sửa câu ví dụ, rồi gom lại."
    ),
    HeldReason.FLOOD: (
        "Ngày đó, trên một kênh, số vụ tăng vọt khác thường: có thể một người gửi hàng loạt. "
        "Xem kỹ rồi mới thả từng vụ."
    ),
    HeldReason.ONE_OFFICER: (
        "Chỉ dựa vào lời của một cán bộ: vụ bị bỏ qua, hoặc đã có quá nhiều vụ như vậy. "
        "Cần một cán bộ nữa đọc và nói như vậy."
    ),
    HeldReason.DAY_FULL: "Ngày đó, trên kênh đó, kịch bản này đã có đủ số vụ để học.",
    HeldReason.ENOUGH: (
        "Kịch bản này đã đủ số câu được thêm cho tới khi có bản mô hình mới. "
        "Xem các vụ đang chờ, huấn luyện, đưa bản mới vào dùng, rồi gom lại."
    ),
}
"""As a trainer reads it; each says what ends it."""

WHY_REFUSED = {
    RefusedReason.WRONG_LABEL: "Nhãn có vẻ không đúng",
    RefusedReason.KNOWN: "Câu ví dụ đang có đã đủ dạy điều này",
    RefusedReason.NOT_TYPICAL: "Chuyện quá riêng, không giúp nhận ra vụ khác",
    RefusedReason.UNREADABLE: "Đọc không ra chuyện gì",
    RefusedReason.NOT_HONEST: "Có vẻ được gửi để đánh lừa máy",
}
"""To choose from: there is no free text in which a story could be retold."""
