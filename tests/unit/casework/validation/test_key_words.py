from collections.abc import Callable
from pathlib import Path

from casework.playbooks.data_file import Mistake
from casework.validation.key_words import check_key_words
from casework.validation.wording import Worded

Written = Callable[..., list[Worded]]

WITH = "nó kêu vay tiền"
WITHOUT = "nó kêu đóng tiền"
OTHERS = ("má kêu gửi tiền", "nó kêu cài app", "nó kêu qua xã")


def check(*groups: list[Worded]) -> list[Mistake]:
    examples = [example for group in groups for example in group]
    return list(check_key_words(examples, Path("examples")))


def test_a_word_in_more_than_half(written: Written) -> None:
    (mistake,) = check(
        written("vay_tien_phi_truoc", *[WITH] * 30, *[WITHOUT] * 20),
        written("shipper_gia", *OTHERS * 20),
    )
    assert mistake.is_warning
    assert mistake.file == str(Path("examples") / "vay_tien_phi_truoc.txt")
    assert "30 trên 50 câu dùng chữ «vay»" in mistake.wrong
    assert "viết thêm 10 câu" in mistake.mend


def test_half_is_not_too_much(written: Written) -> None:
    half = written("vay_tien_phi_truoc", *[WITH] * 25, *[WITHOUT] * 25)
    assert check(half, written("shipper_gia", *OTHERS * 20)) == []


def test_a_word_of_every_story_is_no_key_word(written: Written) -> None:
    everywhere = written("shipper_gia", *["má kêu vay tiền"] * 10, *OTHERS * 15)
    assert check(written("vay_tien_phi_truoc", *[WITH] * 30, *[WITHOUT] * 20), everywhere) == []


def test_two_common_words_may_be_telling_together(written: Written) -> None:
    together = written("khoa_sim_nang_cap_sim", *["nhà mạng"] * 50)
    apart = written("off_topic", *["nhà em mất mạng", "mạng nhà chậm"] * 25)
    assert [m.wrong for m in check(together, apart)] == [
        "Có 50 trên 50 câu dùng chữ «nha mang» (tính cả có dấu)."
    ]


def test_other_intents_and_new_files_may_lean_on_a_word(written: Written) -> None:
    others = written("off_topic", *OTHERS * 20)
    assert check(written("thanks", *["cảm ơn"] * 50), others) == []
    assert check(written("vay_tien_phi_truoc", *[WITH] * 39), others) == []
