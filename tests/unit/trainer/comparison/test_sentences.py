from casework.playbooks.library import Library
from tests.unit.trainer.comparison.invented import (
    LOAN,
    SHIPPER,
    TAX,
    case,
    compared,
    file_of,
    side,
    without,
)
from trainer.comparison.sides import LabelScore

SCAM = "shipper nói tôi chuyển tiền hàng"


async def test_what_residents_notice_is_told_in_plain_sentences(library: Library) -> None:
    messages = file_of(
        case(1, SCAM, SHIPPER),
        case(2, "thằng shipper kêu tôi trả tiền trước", SHIPPER),
        case(3, "ngân hàng nhắn về khoản vay của tôi", "none", kind="legit_message"),
        case(4, "thuế nhắn tôi nộp tờ khai hàng tháng", TAX),
    )
    before = {"shipper": (LOAN, SHIPPER), "thue": (TAX,), "thuế": (TAX,)}
    after = {"shipper": (SHIPPER,), "vay": (LOAN,)}
    sides = side("new", library), side("live", library)
    told = (await compared(*sides, before, after, messages)).sentences
    assert told[0] == "Có 1 tin thật (không lừa đảo) trước đây để yên, nay bị gọi là lừa đảo."
    assert "Có 2 tin lừa đảo trước đây máy phải hỏi lại, nay gọi đúng tên trò." in told
    assert "Có 1 tin lừa đảo trước đây gọi đúng tên trò, nay máy bỏ qua." in told
    assert f"{library.get(TAX).name}: đúng 1/1 → 0/1 tin." in told
    # Asking about the loan first was no right answer yet.
    assert f"{library.get(SHIPPER).name}: đúng 0/2 → 2/2 tin." in told


async def test_a_new_playbook_and_what_it_takes_are_told(library: Library) -> None:
    messages = file_of(case(1, SCAM, SHIPPER), case(2, "app kêu tôi đóng phí vay trước", LOAN))
    before, after = {"vay": (LOAN,)}, {"shipper": (SHIPPER,), "vay": (SHIPPER,)}
    live = side("live", without(library, SHIPPER))
    new = side("new", library, **{SHIPPER: LabelScore(180, 140 / 180, 0.8)})
    found = await compared(new, live, before, after, messages)
    name = library.get(SHIPPER).name
    seen = f"Kịch bản mới «{name}»: máy nhận ra 140 trong 180 câu ví dụ chưa thấy (chấm chéo)."
    assert seen in found.sentences
    assert f"«{name}» lấy mất 1 tin trước đây gọi đúng trò khác." in found.sentences


async def test_if_nothing_changes_that_is_said(library: Library) -> None:
    says = {"shipper": (SHIPPER,)}
    sides = side("new", library), side("live", library)
    told = (await compared(*sides, says, says, file_of(case(1, SCAM, SHIPPER)))).sentences
    assert told == ["Không tin nào trong bộ đo đổi câu trả lời."]


async def test_a_first_model_is_told_as_such(library: Library) -> None:
    says = {"shipper": (SHIPPER,)}
    found = await compared(side("new", library), None, {}, says, file_of(case(1, SCAM, SHIPPER)))
    assert found.sentences[0].startswith("Đây là bản đầu tiên")
    assert "đúng 100 %" in found.sentences[1]
