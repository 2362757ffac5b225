"""Reads from a message how far it has come: nothing given, information given, or paid.

The text is read clause by clause with its tones stripped. What is done carries a sign that it is
done ("lỡ", "đã", "rồi", "mất"); what is only asked for, planned or denied ("nó kêu chuyển",
"định chuyển", "chưa chuyển") does not count.
"""

import re

from casework.stage import Stage
from casework.vietnamese import fold, strip_tones

_CLAUSE_END = re.compile(r"[.,;:!?\n()\"“”…–]+|\s-\s|\b(?:nhung|ma|may ma|the la|xong|roi thi)\b")

_FEW = r"(?:\s+\S+){0,4}?\s+"
_AMOUNT = (
    r"\d[\d.,]*\s*(?:k|tr|trieu|cu|chai|ty|ti|toi|ngan|nghin|dong|d|vnd|usd|m|lit|loet|cay|chi)\w*"
)
_SPELLED = r"(?:may|vai|gan|hon|muoi|tram|ba|nam|bay|hai|bon|sau|tam|chin|mot|tron|het|sach)"
_MONEY = rf"(?:{_AMOUNT}|{_SPELLED}(?:\s+\S+){{0,2}}\s+(?:trieu|tr|ty|cu|chai|ngan|nghin|cay|chi)|tien|von)"

_PAY = r"(?:chuyen(?: khoan| tien)?|ck|gui|goi|gởi|nap|dong|nop|coc|dat coc|dua|tra|bank|quet|ung|dau tu|mua|bom|do|nhet|thanh toan)"
_DONE_BEFORE = r"(?:lo|da|vua|moi|trot|lieu|tin nen|tin|ngu|dai|bi du|voi|lien|cung)"
_DONE_AFTER = r"(?:roi|r|luon|xong|het|mat tieu|mat|lien|cho no|cho ho|cho chung|cho tui no|qua)"

_PAID = re.compile(
    "|".join(
        (
            rf"\b{_DONE_BEFORE}\s+(?:\S+\s+){{0,2}}?{_PAY}\b(?!\s+(?:otp|ma|cccd|can cuoc|anh|hinh|link|cho em ma))",
            rf"\b{_PAY}\s+(?:\S+\s+){{0,6}}?(?:roi|r|luon|xong)\b",
            rf"\b{_PAY}\s+(?:\S+\s+){{0,2}}?{_AMOUNT}\s+(?:\S+\s+){{0,4}}?(?:thi|xong|no chan|no block)\b",
            rf"\b(?:mat|bay|bay mau|tieu|toi|hut|boc hoi|hao|di tong|quat|cuom|nuot|om)(?:\s+\S+){{0,3}}?\s+{_MONEY}\b",
            rf"\b{_MONEY}\s+(?:\S+\s+){{0,3}}?(?:bay mau|boc hoi|bay mat|di tong|mat tieu|bien mat|khong canh ma bay|mat sach)\b",
            rf"\b(?:lua|gat|lay|rut|tru|chiem|an)\s+(?:cua\s+|mat\s+|het\s+|sach\s+)?(?:\S+\s+){{0,3}}?{_AMOUNT}",
            r"\b(?:bi|da)\s+(?:tru|rut)\s+(?:sach|het|tien)\b",
            r"\bmat (?:sach|trang|het|tien|gan|hon|ca|luon)\b",
            r"-\s?\d[\d.,]{4,}",
        )
    )
)

_SECRET = r"(?:otp|ma(?! doc)|mat khau|pass\w*|pin|cvv|so the|the|cccd|cmnd|can cuoc|khuon mat|mat\b|sinh trac|thong tin|so tai khoan|stk|danh ba|quyen|tro nang|hinh|anh|giay to)"
_APP = r"(?:app|ap|ung dung|phan mem|apk|file|link|duong dan|lynk|tep|qr|ma qr|teamview\w*|ultraview\w*|anydesk)"
_GIVE = (
    r"(?:doc|dua|cho|gui|goi|nhap|dien|chup|cung cap|khai|noi|nhan|quet|bam|dang nhap|cap|chia se)"
)
_INSTALL = r"(?:cai(?: dat)?|tai|down(?:load)?|install|bam|nhan|click|mo|vo|vao|quet|dang nhap)"

_INFO = re.compile(
    "|".join(
        (
            rf"\b{_DONE_BEFORE}\s+(?:\S+\s+){{0,2}}?(?:{_GIVE}){_FEW}{_SECRET}",
            rf"\b{_DONE_BEFORE}\s+(?:\S+\s+){{0,2}}?{_GIVE}\s+{_SECRET}",
            rf"\b{_GIVE}\s+(?:\S+\s+){{0,4}}?{_SECRET}\s+(?:\S+\s+){{0,5}}?(?:roi|r|luon|xong)\b",
            rf"\b{_DONE_BEFORE}\s+(?:\S+\s+){{0,2}}?{_INSTALL}\s+(?:\S+\s+){{0,3}}?{_APP}",
            rf"\b{_DONE_BEFORE}\s+(?:bam|nhan|click|cai|quet|dang nhap|nhap|dien|khai|doc|chup|gui hinh|gui anh)\b",
            rf"\b{_INSTALL}\s+(?:\S+\s+){{0,4}}?{_APP}\s+(?:\S+\s+){{0,5}}?(?:roi|r|luon|xong)\b",
            r"\b(?:doc|cho|dua|gui|nhap|dien|bam|cai|quet)(?:\s+\S+){0,3}\s+(?:roi|r|luon)\b",
            r"\b(?:mat|bi mat|bi chiem|bi hack|bay) (?:nick|acc|tai khoan|tk|quyen|song|fb|facebook|zalo|face)\b",
        )
    )
)

_UNDONE = re.compile(
    r"\b(?:chua|chx|chx|khong|ko|k|kh|hong|hok|hem|khum|dinh|tinh|dang tinh|suyt|xuyt|xem|sap|co nen|"
    r"co phai|dung|doi|bat|bao|keu|bieu|yeu cau|de nghi|ep|nho|hoi|ru|xin|hoi thuc|giuc|phai|moi duoc|neu)"
    r"\s+(?:\S+\s+){0,3}?(?:chuyen|ck|gui|goi|nap|dong|nop|coc|dat coc|dua|tra|bank|doc|cho|nhap|dien|chup|"
    r"cung cap|cai|tai|down|bam|click|quet|dang nhap|mat|lam|ung|mua|khai|cap|chia se|vo|vao|nghe|tin)\b"
)
_STILL_APPROACH = re.compile(
    r"\b(?:co phai lua|lua khong|that khong|that hong|that hk|co that|phai lua|co nen|nen lam sao|tin duoc|"
    r"chua (?:mat|lam|dua|chuyen|gui)|may qua|cup may|tat may|nghi qua|nghi lua|so qua|co dung|dang tin)\b"
)


def read_stage(text: str) -> Stage | None:
    """The furthest stage that the message tells of; None when it does not tell."""
    bare = strip_tones(fold(text))
    clauses = [clause for clause in _CLAUSE_END.split(bare) if clause and clause.strip()]
    if any(_happened(_PAID, clause) for clause in clauses):
        return Stage.PAID
    if any(_happened(_INFO, clause) for clause in clauses):
        return Stage.INFO_GIVEN
    if _UNDONE.search(bare) or _STILL_APPROACH.search(bare):
        return Stage.APPROACH
    return None


def _happened(done: re.Pattern[str], clause: str) -> bool:
    """Whether the clause tells it as done: not inside something denied, planned or asked for."""
    wishes = [wish.span() for wish in _UNDONE.finditer(clause)]
    return any(
        not any(start <= found.start() < end for start, end in wishes)
        for found in done.finditer(clause)
    )
