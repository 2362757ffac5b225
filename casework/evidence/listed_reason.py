"""The sentence about what the officers watch."""

from casework.evidence.watched import Listed


def listed_reason(thing: str, listed: Listed) -> str:
    """'Số này đang trong danh sách cảnh báo (Phòng ANM, từ 05/11/2026). ...'."""
    return (
        f"{thing} đang trong danh sách cảnh báo ({listed.source}, từ {listed.listed_on:%d/%m/%Y}). "
        "Đừng làm theo, đừng chuyển tiền."
    )
