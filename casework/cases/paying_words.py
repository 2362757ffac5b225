"""The verbs of a story: by which money goes, by which somebody reached the resident, and others.

Not casework/understanding/stage: that reads whether money has gone, this where in a clause it goes,
so that a time can be told to be that of the payment.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.cases.time_phrases import at, phrases
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
    nộp dư, tiền nộp, tiền đóng, tiền cọc, tiền gửi, tiền mất, gửi đơn, gửi giấy, gửi sao kê,
    gửi số, gửi con, gửi cháu, gửi hồ sơ, gửi bằng chứng, nộp đơn, nộp hồ sơ, chuyển nhà,
    chuyển sang, chuyển trường, chuyển trọ, đóng bảo hiểm, đóng học phí, đóng tiền học,
    đóng tiền trường, trả tiền điện, trả tiền nước, trả tiền nhà, trả tiền trọ, trả nhà, trả phòng,
    trả góp, trả hết nợ, đưa con, đưa cháu, đưa hình, đưa ảnh, đưa đơn, mất điện thoại
    """
)
# Without their marks these are "chuyển cho", "trả nó", "gửi thử".
_NO_PAYING_WITH_MARKS = phrases("chuyển chỗ, trả nợ, gửi thư, gửi mã")
# What they pay me is no loss: "hôm qua nó trả lại 200 ngàn". What they take is one: "nó quất hết".
_GIVES = phrases(
    """
    chuyển, chuyển khoản, chuyển tiền, ck, gửi, đưa, đóng, nạp, nộp, cọc, trả, bank, bắn, pay,
    transfer, send, ứng, thanh toán, gởi
    """
)
_THEY = phrases(
    """
    nó, tụi nó, bọn nó, bên nó, họ, bọn họ, bên họ, thằng đó, thằng kia, thằng này, con đó, bên đó,
    bên kia, bên ấy, hắn
    """
)
_LONGEST_THEY = 2
_BY_THEM = phrases("bị")
_BETWEEN = phrases("có, đã, cũng, mới, vừa, mới vừa, lại, còn, rồi, liền, lỡ")
_LOSES = phrases("mất")
# "Mất" is also to die and to lose a thing: of money something of this stands close behind it.
_OF_MONEY = phrases(
    """
    tiền, hết, sạch, trắng, đứt, toi, tr, triệu, tỷ, tỉ, ngàn, nghìn, k, trăm, chục, mớ, cọc,
    củ, chai, gần, hơn
    """
)
_ABOUT = phrases("gần, hơn")
_YEARS = phrases("năm nay, năm rồi, tháng, tuần, năm trời")
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
# "Nó hẹn sáng nay trả".
_PROMISES = phrases("hẹn, hứa")
_FAR_BACK = 4


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb and its place in a clause."""

    first: int
    after: int
    # Whether money goes by it, and whether it is how somebody reached the resident.
    pays: bool = False
    reaches: bool = False
    # Whether the word itself says that it was a loss: "bị lừa", "mất", and not "chuyển".
    loses: bool = False


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
    marked = at(said, place, _NO_PAYING_WITH_MARKS)
    if marked and said[place + 1].has_marks:
        return Verb(place, place + marked)
    pays = at(said, place, _PAYS)
    if pays and at(said, place, _LOSES) and not _of_money(said, place):
        return None
    if not pays and said[place].has_marks:
        pays = at(said, place, _PAYS_WITH_MARKS)
    if pays:
        before = range(max(0, place - _LOOK_BACK), place)
        gives = at(said, place, _GIVES) > 0
        undone = any(at(said, earlier, _UNDONE) for earlier in before)
        undone = undone or any(
            at(said, earlier, _PROMISES) for earlier in range(max(0, place - _FAR_BACK), place)
        )
        gone = not undone and not _they_give(said, place)
        return Verb(place, place + pays, pays=gone, reaches=undone, loses=gone and not gives)
    if length := at(said, place, _REACHES):
        return Verb(place, place + length, reaches=True)
    length = at(said, place, _ELSE)
    return Verb(place, place + length) if length else None


def _they_give(said: Sequence[Word], place: int) -> bool:
    """Whether who pays is not the resident: "nó trả lại tui", and not "tui bị nó quất"."""
    if not at(said, place, _GIVES):
        return False
    while at(said, place - 1, _BETWEEN):
        place -= 1
    they = next(
        (n for n in range(_LONGEST_THEY, 0, -1) if at(said, place - n, _THEY) == n),
        0,
    )
    return they > 0 and not at(said, place - they - 1, _BY_THEM)


def _of_money(said: Sequence[Word], place: int) -> bool:
    if at(said, place + 1, _ABOUT) and at(said, place + 2, _YEARS):
        # "Chồng tui mất hơn năm nay".
        return False
    behind = range(place + 1, min(place + 4, len(said)))
    return any(said[i].bare[0].isdigit() or at(said, i, _OF_MONEY) for i in behind)
