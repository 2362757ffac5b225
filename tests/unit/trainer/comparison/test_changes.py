import pytest

from casework.learning.comparison import AnswerChange
from casework.playbooks.library import Library
from tests.unit.trainer.comparison.invented import (
    LOAN,
    SHIPPER,
    TAX,
    case,
    compared,
    file_of,
    measured,
    side,
    without,
)
from trainer.comparison.changes import verdict

RIGHT, WRONG = (SHIPPER,), (LOAN,)
ASKS_RIGHT, ASKS_WRONG = (LOAN, SHIPPER), (LOAN, TAX)
SAYS_NONE, ASKS_MORE = ("off_topic",), ("scam_unclear",)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (ASKS_RIGHT, RIGHT, "better"),
        (RIGHT, ASKS_RIGHT, "worse"),
        (ASKS_WRONG, ASKS_RIGHT, "better"),
        (WRONG, ASKS_MORE, "better"),
        (ASKS_MORE, SAYS_NONE, "worse"),
        # A wrong warning still makes careful; 'none' to a scam costs money.
        (WRONG, SAYS_NONE, "worse"),
        (WRONG, (TAX,), "neither"),
    ],
)
async def test_of_a_scam_the_answer_that_helps_more_is_better(
    library: Library, before: tuple[str, ...], after: tuple[str, ...], said: str
) -> None:
    message = file_of(case(1, "shipper nói tôi chuyển tiền hàng", SHIPPER))
    found = await measured(library, {"shipper": before}, {"shipper": after}, message)
    assert verdict(found[0].typed) == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (SAYS_NONE, WRONG, "worse"),
        (SAYS_NONE, ASKS_MORE, "worse"),
        (ASKS_MORE, ASKS_RIGHT, "worse"),
        (ASKS_RIGHT, WRONG, "worse"),
        (WRONG, SAYS_NONE, "better"),
    ],
)
async def test_of_a_harmless_message_the_quieter_answer_is_better(
    library: Library, before: tuple[str, ...], after: tuple[str, ...], said: str
) -> None:
    message = file_of(case(1, "mai shipper có giao hàng không", "none"))
    found = await measured(library, {"shipper": before}, {"shipper": after}, message)
    assert verdict(found[0].typed) == said


async def changes(library: Library, *, shown: bool) -> list[AnswerChange]:
    files = file_of(
        case(1, "shipper nói tôi chuyển tiền hàng", SHIPPER),
        case(2, "ngân hàng nhắn về khoản vay của tôi", "none", kind="legit_message"),
        name="messages_2.jsonl",
        shown=shown,
    )
    before, after = {"shipper": SAYS_NONE}, {"shipper": ASKS_RIGHT, "vay": WRONG}
    live = side("live", without(library, SHIPPER))
    return (await compared(side("new", library), live, before, after, files)).changes


async def test_changes_are_told_in_plain_words_the_worse_ones_first(library: Library) -> None:
    worse, better = await changes(library, shown=True)
    loan, shipper = library.get(LOAN).name, library.get(SHIPPER).name
    assert (worse.id, worse.gold, worse.verdict) == ("m2", "tin thật, không phải lừa đảo", "worse")
    assert worse.before == "không thấy giống trò nào"
    assert worse.after == f"nói chắc: {loan}"
    assert better.before == "không thấy giống trò nào (chưa có kịch bản này)"
    assert better.after == f"hỏi lại: {loan} hay {shipper}?"
    assert better.gold == shipper


async def test_of_a_file_that_may_not_be_read_no_message_is_told(library: Library) -> None:
    assert await changes(library, shown=False) == []
