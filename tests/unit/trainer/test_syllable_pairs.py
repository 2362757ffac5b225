from pathlib import Path

import pytest

from trainer import syllable_pairs
from trainer.syllable_pairs import learn, relearn, write


def test_pairs_are_counted_with_marks_and_without() -> None:
    plain, marked = learn(["Thành công rồi, thành công!", "thanh cong roi"])
    assert plain["thanh", "cong"] == 3
    assert marked["thành", "công"] == 2


def test_only_syllables_of_names_make_a_pair() -> None:
    plain, marked = learn(["chuyển khoản qua bưởi"])
    assert not plain
    assert not +marked  # type: ignore[operator]


@pytest.mark.parametrize(
    "text", ["thành. công", "thành, công", "thành 3 công", "thành <NAME> công"]
)
def test_a_mark_or_number_between_them_parts_syllables(text: str) -> None:
    plain, _ = learn([text])
    assert ("thanh", "cong") not in plain


def test_old_and_new_tone_placement_are_one_pair() -> None:
    _, marked = learn(["hòa bình", "hoà bình"])
    assert marked["hoà", "bình"] == 2


def test_pairs_are_written_in_order_from_the_fewest_on(tmp_path: Path) -> None:
    pairs = {("mai", "lan"): 3, ("lan", "mai"): 5, ("lan", "anh"): 3, ("lan", "hoa"): 2}
    path = tmp_path / "pairs.txt"
    assert write(pairs, path, 3) == 3
    assert path.read_text("utf-8") == "lan anh mai\nmai lan\n"


def test_a_pair_that_was_never_seen_is_not_written(tmp_path: Path) -> None:
    assert write({("lan", "mai"): 0}, tmp_path / "pairs.txt", 1) == 0
    assert (tmp_path / "pairs.txt").read_text("utf-8") == ""


def test_both_files_are_learned_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syllable_pairs, "LEXICON", tmp_path)
    examples = tmp_path / "examples"
    examples.mkdir()
    (examples / "faq.txt").write_text("thành công\nthành công\nan toàn\n", "utf-8")
    (examples / "thanks.txt").write_text("[paid] thanh cong\n# an bình\n", "utf-8")
    assert relearn(tmp_path) == (1, 2)
    assert (tmp_path / "ordinary_pairs_bare.txt").read_text("utf-8") == "thanh cong\n"
    assert (tmp_path / "ordinary_pairs_marked.txt").read_text("utf-8") == "an toàn\nthành công\n"
