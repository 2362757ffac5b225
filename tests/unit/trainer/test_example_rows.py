from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.stage import Stage
from trainer.example_rows import Row, merge, rows_of

TEXT = "# nhóm A\n[paid] tui ck rồi\n\n  có lề hai bên  \n[QC] hàng về\r\nkhông xuống dòng cuối"
ODD = (
    *("", "\n", "\r\n", "\ufeff# đầu tệp\nmột", "\n\n\n", " \t \n", "[paid] \n", "[paid]\n"),
    *("[paid]  hai dấu cách\n", "#\n", " # không phải ghi chú\n", "a\x00b\x07c\n", "a\x0cb\u2028c"),
    *("=1+1\n+2\n-3\n@a\n", "[paid] [paid] x\n", "trùng\ntrùng\ntrùng\n", "\r", "a\rb\r"),
)


def test_a_line_is_shown_by_its_stage_and_its_words() -> None:
    assert rows_of(TEXT) == [
        Row(None, "# nhóm A"),
        Row(Stage.PAID, "tui ck rồi"),
        Row(None, ""),
        Row(None, "có lề hai bên"),
        Row(None, "[QC] hàng về"),
        Row(None, "không xuống dòng cuối"),
    ]
    assert [row.is_example for row in rows_of(TEXT)] == [False, True, False, True, True, True]


@pytest.mark.parametrize("text", [TEXT, *ODD])
def test_what_nobody_touched_stays_byte_for_byte(text: str) -> None:
    assert merge(text, rows_of(text), whole=True).text == text
    assert merge(text, rows_of(text), whole=False).text == text


@given(st.text(alphabet=st.sampled_from("a#[]paid \t\n\r\x0b\x1c\u2028\ufeff\x00đ"), max_size=60))
def test_whatever_stands_there_stays(text: str) -> None:
    assert merge(text, rows_of(text), whole=True).text == text


@given(st.lists(st.sampled_from(["a", "b", "# c", "", "[paid] d"]), max_size=9), st.data())
def test_what_comes_back_is_what_the_file_then_says(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    rows = data.draw(st.permutations(rows_of(text)))
    kept = data.draw(st.integers(0, len(rows)))
    rows = [*rows[:kept], Row(Stage.PAID, "mới")]
    assert rows_of(merge(text, rows, whole=True).text) == rows


def test_lines_are_added_removed_and_changed_and_the_rest_keeps_its_bytes() -> None:
    rows = rows_of(TEXT)
    changed = [
        *rows[:1],
        Row(Stage.PAID, "tui mất tiền rồi"),
        *rows[2:4],
        rows[5],
        Row(None, "mới"),
    ]
    merged = merge(TEXT, changed, whole=True)
    assert merged.text == (
        "# nhóm A\n[paid] tui mất tiền rồi\r\n\n  có lề hai bên  \nkhông xuống dòng cuối\r\nmới\r\n"
    )
    assert (merged.changed, merged.added, merged.removed) == (1, ("mới",), ("[QC] hàng về",))


def test_rows_of_elsewhere_are_added_at_the_end_and_none_twice() -> None:
    rows = [Row(None, "mới"), Row(Stage.PAID, "tui ck rồi"), Row(None, ""), Row(None, "mới")]
    merged = merge(TEXT, rows, whole=False)
    assert merged.text == TEXT + "\r\nmới\r\n"
    assert (merged.added, merged.removed, merged.changed) == (("mới",), (), 0)
    assert merge("", rows, whole=False).text == "mới\n[paid] tui ck rồi\n"


def test_a_row_with_marks_is_a_line_as_the_model_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(merge("", [Row(Stage.INFO_GIVEN, "đọc mã rồi")], whole=True).text, "utf-8")
    assert path.read_text("utf-8") == "[info_given] đọc mã rồi\n"
