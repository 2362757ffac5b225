"""The verbs of a story: by which money goes, by which somebody reached the resident, and others.

Not casework/understanding/stage: that reads whether money has gone, this where in a clause it goes,
so that a time can be told to be that of the payment.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.cases.time_words import at, phrases
from casework.vietnamese import Word

_PAYS = phrases(
    """
    chuyển, chuyển khoản, chuyển tiền, ck, gửi, đưa, đóng, nạp, nộp, cọc, đặt cọc, trả, bank,
    banking, bắn, pay, paid, transfer, send, mất, bị trừ, bị rút, trừ, bay, hụt, bị lừa, bị gạt,
    bị dụ, quất, ứng, góp, thanh toán, đầu tư, donate, ủng hộ, cho nó mượn, cho mượn
    """
)
# Looks like paying, and no money goes.
_NO_PAYING = phrases(
    """
    ứng dụng, ứng tuyển, đóng cửa, đóng băng, đóng quân, gửi hình, gửi ảnh, gửi tin, gửi link,
    gửi xe, gửi clip, đưa tin, mất liên lạc, mất sóng, mất nick, mất ngủ, chuyển máy, trả lời,
    nộp dư, tiền nộp, tiền đóng, tiền cọc, tiền gửi, tiền mất
    """
)
_LOSES = phrases("mất")
# "Mất" is also to die and to lose a thing: of money something of this stands close behind it.
_OF_MONEY = phrases(
    """
    tiền, hết, sạch, trắng, đứt, toi, tr, triệu, tỷ, tỉ, ngàn, nghìn, k, trăm, chục, mớ, cọc,
    củ, chai, gần, hơn
    """
)
_PAYS_WITH_MARKS = phrases("gởi")
"""Without its marks it is "gọi" as well."""

# How somebody reached the resident, and what they made them do: money goes soon after.
_REACHES = phrases(
    """
    gọi, điện, nhắn, kêu, báo, xưng, đòi, nhờ, gạ, dụ, rủ, hù, doạ, bấm, nhập, quét, tới, hẹn,
    bắt, nói, ib, inbox, call
    """
)
# What else a time can belong to: met long before, found out long after.
_ELSE = phrases(
    """
    quen, kết bạn, làm, mở, mua, vay, mượn, chơi, vô nhóm, vào nhóm, tham gia, đăng ký, nhận,
    biết, hay, thấy, check, coi, nghe, chặn, khoá, block, nhớ, phát hiện, tra, giao, hỏi, rút,
    tải, dính, vô, vào
    """
)
_UNDONE = phrases(
    """
    chưa, không, ko, hông, hổng, hong, khỏi, đừng, định, tính, kêu, bắt, đòi, cầu, bảo, biểu,
    dụ, hẹn, hứa, phải, nhờ, sẽ, muốn, nếu, cần, rủ
    """
)
_LOOK_BACK = 2


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb and its place in a clause."""

    first: int
    after: int
    # Whether money goes by it, and whether it is how somebody reached the resident.
    pays: bool = False
    reaches: bool = False


def verbs_in(said: Sequence[Word]) -> list[Verb]:
    """The known verbs of a clause, in their order."""
    found: list[Verb] = []
    place = 0
    while place < len(said):
        verb = _verb_at(said, place)
        if verb is not None:
            found.append(verb)
        place = verb.after if verb else place + 1
    return found


def _verb_at(said: Sequence[Word], place: int) -> Verb | None:
    if length := at(said, place, _NO_PAYING):
        return Verb(place, place + length)
    pays = at(said, place, _PAYS)
    if pays and at(said, place, _LOSES) and not _of_money(said, place):
        return None
    if not pays and said[place].has_marks:
        pays = at(said, place, _PAYS_WITH_MARKS)
    if pays:
        before = range(max(0, place - _LOOK_BACK), place)
        undone = any(at(said, earlier, _UNDONE) for earlier in before)
        return Verb(place, place + pays, pays=not undone, reaches=undone)
    if length := at(said, place, _REACHES):
        return Verb(place, place + length, reaches=True)
    length = at(said, place, _ELSE)
    return Verb(place, place + length) if length else None


def _of_money(said: Sequence[Word], place: int) -> bool:
    behind = range(place + 1, min(place + 4, len(said)))
    return any(said[i].bare[0].isdigit() or at(said, i, _OF_MONEY) for i in behind)
