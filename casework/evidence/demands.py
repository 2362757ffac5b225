"""Whether a message demands that its reader pays into an account.

Banks and offices name accounts in nearly every notice: of a transfer that was ordered, that failed,
that came, of a pension that is paid out. Only a demand turns an account into a contradiction.
"""

import re
from functools import cached_property

from casework.evidence.pasted import Pasted
from casework.evidence.speakers import Speaker

# 'hợp đồng', '500 đồng' and 'hoạt động' are no payment.
_PAY = (
    r"(?:chuyen|nop|(?<!hop )(?<!cong )(?<!hoat )(?<!hanh )(?<!\d )(?<!trieu )(?<!ngan )"
    r"(?<!nghin )dong|"
    r"thanh toan|gui|nap|ck|dat coc|coc|hoan)\b"
)
_AMOUNT = r"\d[\d.,]*(?: ?(?:vnd|d|k|tr|trieu|dong|nghin|ngan|cu)\d?)?"
_FEE = r"(?:phi|phat|coc|bao hiem|thue|no|lai|tien dien|tien nuoc)\b"
_READER = (
    r"\b(?:quy khach(?: hang)?|khach hang|kh|anh[ /]chi|anh|chi|em|ban|ong[ /]ba|ong|ba|co|chu|con|"
    r"chu ho|nguoi dan|ba con)"
)
_SOFTLY = r"(?: (?:se|can|nho|chi can|chi|phai|mau|nhanh|hay|vui long|giup)){0,2}"
_CLAUSE = r"(?:[:,;.!?\n\"“\])\-]\s{0,2}|\b(?:hay|thi|nen) )"
# As far as the account, which may begin the next sentence.
_TO_HERE = r"(?:[^.!?\n]|(?<=\d)\.(?=\d)){0,80}(?:[.!?\n]{1,2}\s{0,2}[^.!?\n]{0,25})?$"

# Not the noun: 'Quy khach da yeu cau chuyen', 'theo yeu cau'. Nor 'thong bao', 'bao hiem'.
_ORDER = (
    r"(?:vui long|kinh moi|xin moi|(?<!da )(?<!vua )(?<!dang )(?<!theo )(?<!lenh )(?<!moi )yeu cau|"
    r"de nghi|(?<!khong )\bphai\b(?! thu)|bat buoc|\bkeu\b|\bbieu\b|"
    r"(?<!thong )(?<!canh )\bbao\b(?! hiem)|"
    r"\bdoi\b(?! tuong)|\bbat\b(?! dau| doi)|huong dan|\bep\b|hoi thuc|\bdu\b|\bhay\b)"
)
# 'bảo ..., tui chuyển': another's order ends where the teller begins. 'Vui lòng kiểm tra trước khi
# chuyển' orders something else.
_UNTIL_PAY = (
    r"(?:(?!, ?(?:tui|toi|minh|nay|nen|roi (?:tui|toi|minh)) |kiem tra|truoc khi|xac nhan|"
    r"xac thuc|sinh trac|nhap (?:ma|otp)|\b(?:de|muon) (?:chuyen|thanh toan)|giao dich |\blenh )"
    r"[^.!?\n]){0,45}?\b"
)

_DEMANDS = tuple(
    re.compile(pattern + _TO_HERE)
    for pattern in (
        _ORDER + _UNTIL_PAY + _PAY,
        rf"(?:{_CLAUSE}|{_READER}{_SOFTLY} )(?:nop|dong|chuyen)(?: [a-z]+){{0,2}} {_FEE}",
        rf"{_CLAUSE}(?:nop|dong)(?: gap| ngay| so tien| tien)? {_AMOUNT}",
    )
)
# Only as the word of whoever heads the message: behind a clerk's it may be anybody's.
_AT_ONCE = re.compile(
    rf"{_CLAUSE}(?:chuyen|nop|dong)(?: ngay| gap| tien| khoan){{0,2}} (?:vao|qua)\b{_TO_HERE}"
)
# What a resident tells of having paid.
_PAID = re.compile(
    rf"\b(?:da|lo|roi|moi|vua|tui|toi|em|minh|me|ma|con)(?: (?:da|lo|moi|vua|co))? {_PAY}{_TO_HERE}"
)
_ASKED_WHETHER = re.compile(r"\bhoi\b(?! thuc)[^.\n]{0,80}$")

# A noun: 'Yeu cau chuyen tien den STK ...' is an order that the bank has got.
_ORDER_RECEIVED = (
    r"(?:yeu cau|de nghi) (?:chuyen (?:tien|khoan)|thanh toan|rut|nap)[^.\n]{0,40}\b(?:den|toi)\b"
)
_DOER = r"(?:\bai\b|quy khach(?: hang)?|khach hang|\bkh\b|\bqk\b|\bban\b|anh[ /]chi|ong[ /]ba)"
_NEVER_TOLD = r"(?:\bma\b|\botp\b|mat khau|\bpin\b)"
_REPORT = re.compile(
    r"(?:\botp|ma xac (?:thuc|nhan)|ma giao dich)\b[^.\d\n]{0,15}\d{4,8}\b|"
    rf"\b(?:khong|ko|dung|tuyet doi khong) (?:cung cap|chia se|tiet lo|gui|doc)"
    rf"[^.\n]{{0,30}}{_NEVER_TOLD}|"
    r"\bthanh cong\b|that bai|(?:chuyen|nhan|nop) nham|chuyen lai|tu choi|tra soat|"
    r"khong thuc hien duoc|bi (?:tra lai|hoan tra|huy)|dang xu ly|"
    r"(?:da|duoc|da duoc) (?:thuc hien|xu ly|ghi nhan|tiep nhan|hoan tat)|"
    r"lenh chuyen|dat lenh|dinh ky|tu dong (?:trich|chuyen|thanh toan)|trich no|"
    r"giao dich (?:chuyen|rut|nap|thanh toan|toi|den|tai)\b|(?:chuyen|nop|rut)[^.\n]{0,80}\bluc \d|"
    rf"{_DOER} duoc yeu cau|{_DOER} (?:da|vua|dang|moi|co)\b[^.,\n]{{0,30}}"
    r"\b(?:chuyen|rut|nap|thanh toan|thuc hien|dat|yeu cau|gui|nop|dong|nhan)\b|"
    rf"{_DOER} chuyen (?:tien|khoan|\d)[^.\n]{{0,40}}\b(?:den|toi)\b|{_ORDER_RECEIVED}"
)
# Money that goes to somebody, unless a fee is asked for it.
_PAYS_OUT = re.compile(
    r"\bluong\b|tro cap|thai san|hoan (?:thue|tien|tra)|boi thuong|den bu|tra lai|chi tra|"
    r"tien thuong|bi lua|che do"
)
_FEE_FOR_IT = re.compile(r"\b(?:phi|phat|coc)\b")
_FORBIDDEN = re.compile(
    r"(?<!neu )\b(?:khong|ko|dung|khoan|tranh)(?: (?:nen|duoc|bao gio|co|voi|mac muu|tin)){0,2}"
    rf"(?: [a-z]+)? {_PAY}"
)
# 'chuyển tiền cho bạn', 'học phí': somebody else's money, with which a clerk helps.
_FOR_OTHERS = re.compile(
    r"(?:chuyen|gui|tra|nop|dong)(?: tien| khoan| no)? (?:cho|giup|gium|dum|ho) "
    r"(?!cong an|toa|nha nuoc|ngan hang|ben|no\b)[a-z]+|hoc phi|vien phi|tien (?:hang|nha|tro)\b"
)
# 'Vietcombank bảo trì, chị chuyển qua ... nha': a shop or a friend.
_OUT_OF_ORDER = re.compile(r"bao tri|gian doan|tam ngung|ngung dung|doi tai khoan")
_LOOK_BACK = 200


class Demands:
    """The demands of one message."""

    def __init__(self, pasted: Pasted) -> None:
        self._bare = pasted.reading.bare
        self._known: dict[tuple[int, int, bool, bool], bool] = {}

    def lead_to(self, start: int, speaker: Speaker) -> bool:
        """Whether who speaks demands that money goes to the account that begins at `start`.

        What a resident tells of somebody who posed is read generously; what is pasted may be a
        real notice, and is read strictly.
        """
        since = max(0, start - _LOOK_BACK)
        if not speaker.posed:
            since = max(since, speaker.end)
        # Of many speakers and accounts, most see the same words.
        key = since, start, speaker.posed, speaker.sure
        if key not in self._known:
            self._known[key] = self._lead(self._bare[since:start], speaker)
        return self._known[key]

    def _lead(self, before: str, speaker: Speaker) -> bool:
        if speaker.posed:
            return _are_told(before)
        if self._reports:
            return False
        if _FOR_OTHERS.search(before) or (self._pays_out and not _FEE_FOR_IT.search(before)):
            return False
        return _found_in(before, at_once=speaker.sure)

    @cached_property
    def _reports(self) -> bool:
        return any(sign.search(self._bare) for sign in (_REPORT, _FORBIDDEN))

    @cached_property
    def _pays_out(self) -> bool:
        return any(sign.search(self._bare) for sign in (_PAYS_OUT, _OUT_OF_ORDER))


def _are_told(before: str) -> bool:
    if _found_in(before, at_once=True):
        return True
    return _PAID.search(before) is not None and not _ASKED_WHETHER.search(before)


def _found_in(before: str, *, at_once: bool) -> bool:
    demands = (*_DEMANDS, _AT_ONCE) if at_once else _DEMANDS
    return any(demand.search(before) for demand in demands)
