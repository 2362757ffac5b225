from casework.evidence.base import ExaminesNothing
from casework.playbooks.library import Library
from tests.unit.trainer.comparison.invented import (
    LOAN,
    SHIPPER,
    ScriptedModel,
    case,
    file_of,
    measured,
)
from trainer.comparison.asking import Respondent, ask_all


async def test_both_models_hear_every_message_typed_and_stripped(library: Library) -> None:
    first, second = ScriptedModel({}), ScriptedModel({})
    before, after = (Respondent(m, library, ExaminesNothing()) for m in (first, second))
    files = [file_of(case(1, "chú gọi điện hỏi tiền"), case(2, "mai trời mưa không"))]
    found = await ask_all(files, before, after)
    typed_and_bare = ["chú gọi điện hỏi tiền", "chu goi dien hoi tien"]
    typed_and_bare += ["mai trời mưa không", "mai troi mua khong"]
    # The first message once more, to warm up.
    assert first.heard[1:] == second.heard[1:] == typed_and_bare
    assert [m.case.id for m in found] == ["m1", "m2"]


async def test_an_answer_changes_if_the_resident_would_notice(library: Library) -> None:
    message = file_of(case(1, "shipper nói tôi chuyển tiền hàng", SHIPPER))
    same = await measured(library, {"shipper": (SHIPPER,)}, {"shipper": (SHIPPER,)}, message)
    asks = await measured(library, {"shipper": (SHIPPER,)}, {"shipper": (SHIPPER, LOAN)}, message)
    other = await measured(
        library,
        {"shipper": (SHIPPER, "lay_lai_tien_bi_lua")},
        {"shipper": (SHIPPER, LOAN)},
        message,
    )
    assert not same[0].typed.changed
    assert asks[0].typed.changed
    assert asks[0].typed.after.candidates == (SHIPPER, LOAN)
    # The question names another playbook as the second one.
    assert other[0].typed.changed
