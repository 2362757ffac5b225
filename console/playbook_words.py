"""What the fields of a playbook are called in the editor."""

import re

FIELD = {
    "name": "Tên kịch bản",
    "short_name": "Tên ngắn",
    "definition": "Trò này là gì",
    "family": "Nhóm anh em",
    "statistics_category": "Mục thống kê",
    "handbook_group": "Nhóm trong cẩm nang",
    "handbook_items": "Số mục trong cẩm nang",
    "handbook_note": "Ghi chú về cẩm nang",
    "urgent": "Việc gấp nhất",
    "approach": "Lời khuyên khi mới bị tiếp cận",
    "info_given": "Lời khuyên khi đã đưa thông tin",
    "paid": "Lời khuyên khi đã chuyển tiền",
    "case_story": "Vụ có thật",
    "case_source": "Nguồn của vụ",
    "case_published": "Ngày đăng",
    "case_missing": "Vì sao chưa có vụ nào",
}
GROUP = {
    "step": "Bước",
    "sign": "Dấu hiệu",
    "neighbour": "Kịch bản dễ nhầm",
    "source": "Nguồn",
}
PART = {
    "place": "thứ tự",
    "step": "kẻ lừa làm gì",
    "stage": "giai đoạn",
    "phrases": "lời người dân",
    "sign": "dấu hiệu",
    "id": "kịch bản",
    "question": "câu hỏi",
    "mine": "câu trả lời của kịch bản này",
    "theirs": "câu trả lời của kịch bản kia",
    "url": "đường dẫn",
    "checked_on": "ngày xem",
}
_ROW = re.compile(r"(?P<kind>[a-z]+)-(?P<number>\d+)-(?P<part>[a-z_]+)")


def label_of(field: str | None) -> str:
    """What a field is called where it is spoken of elsewhere: 'Bước 2, lời người dân'."""
    row = _ROW.fullmatch(field or "")
    if row:
        return f"{GROUP[row['kind']]} {int(row['number']) + 1}, {PART[row['part']]}"
    kind = (field or "").removeprefix("list-")
    return GROUP.get(kind) or FIELD.get(kind, "Cả kịch bản")
