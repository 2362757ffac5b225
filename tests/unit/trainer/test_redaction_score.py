import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from casework.json_lines import MessageLine
from trainer.redaction_score import (
    NotARedactionCase,
    NotRedacted,
    Score,
    as_text,
    read_gold,
    score,
)

Pii = Sequence[tuple[str, str]]


def scored(text: str, redacted: str, pii: Pii = (), keep: Sequence[str] = ()) -> Score:
    values = [{"kind": kind, "value": value} for kind, value in pii]
    gold = MessageLine("m1", text, {"pii": values, "keep": list(keep)}, 1)
    return score([gold], [MessageLine("m1", redacted, {}, 1)])


def leaks(text: str, redacted: str, pii: Pii) -> list[bool]:
    return [value.leaked for value in scored(text, redacted, pii).values]


def written(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


@pytest.mark.parametrize(
    ("redacted", "leaked"),
    [
        ("mk là Meo@2b nha", True),
        ("mk là MEO@2B nha", True),
        ("mk là Me\u200bo@2b nha", True),
        ("mk là <PASSWORD> nha", False),
        ("mk là xMeo@2b nha", False),
    ],
)
def test_a_value_that_can_still_be_read_leaks(redacted: str, *, leaked: bool) -> None:
    assert leaks("mk là Meo@2b nha", redacted, [("password", "Meo@2b")]) == [leaked]


@pytest.mark.parametrize(
    ("value", "left", "leaked"),
    [
        ("0905111222", "<NUMBER>11222", True),
        ("0905111222", "<NUMBER>1222", False),
        ("0905 111 222", "0905111<NUMBER>", True),
        ("1357", "x1357x", True),
        ("135", "x135x", False),
    ],
)
def test_five_digits_in_a_row_leak_or_all_four(value: str, left: str, *, leaked: bool) -> None:
    assert leaks(f"số {value} nha", f"số {left} nha", [("phone", value)]) == [leaked]


@pytest.mark.parametrize(
    ("kind", "value", "redacted", "leaked"),
    [
        ("person_name", "Lê Thị Lúa", "<NAME> Thị Lúa gọi", True),
        ("person_name", "Lê Thị Lúa", "<NAME> LÚA, THỊ gọi", True),
        ("person_name", "Lê Thị Lúa", "<NAME> Lúa gọi", False),
        ("person_name", "Lê Lúa", "<NAME> Lúa gọi", False),
        ("address", "ấp Mít Non", "<ADDRESS> Mít Non gọi", True),
        ("handle", "Tiệm Mít Non", "<PROFILE> Mít Non gọi", False),
    ],
)
def test_more_than_half_of_the_words_of_a_name_or_address_leak(
    kind: str, value: str, redacted: str, *, leaked: bool
) -> None:
    assert leaks(f"{value} gọi", redacted, [(kind, value)]) == [leaked]


def test_of_a_value_listed_twice_only_the_copies_that_are_left_leak() -> None:
    text, pii = "mk bonglua, pin bonglua", [("password", "bonglua"), ("password", "bonglua")]
    assert leaks(text, "mk bonglua, pin bonglua", pii) == [True, True]
    assert leaks(text, "mk <PASSWORD>, pin bonglua", pii) == [True, False]
    assert leaks(text, "mk <PASSWORD>, pin <PASSWORD>", pii) == [False, False]


def test_what_stands_outside_the_values_may_stay() -> None:
    text, pii, keep = "anh Lúa trồng Lúa", [("person_name", "Lúa")], ["trồng Lúa"]
    told = scored(text, "anh <NAME> trồng Lúa", pii, keep)
    assert not told.values[0].leaked
    assert told.kept[0].survived
    assert scored(text, "anh Lúa trồng Lúa", pii, keep).values[0].leaked


def test_digits_that_stand_outside_the_values_too_are_no_leak() -> None:
    text, pii = "số 1900545413, stk 190054", [("bank_account", "190054")]
    assert leaks(text, "số 1900545413, stk <ACCOUNT>", pii) == [False]


def test_a_string_that_must_survive_is_lost_with_any_letter() -> None:
    kept = scored(
        "mất 2tr5 ở xã Tân Thành", "mất <NUMBER> ở xã Tân Thành", keep=["2tr5", "Tân Thành"]
    )
    assert [(string.value, string.survived) for string in kept.kept] == [
        ("2tr5", False),
        ("Tân Thành", True),
    ]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, 'Thiếu "pii" hoặc "keep"'),
        ({"pii": []}, 'Thiếu "pii" hoặc "keep"'),
        ({"pii": {}, "keep": []}, 'Thiếu "pii" hoặc "keep"'),
        ({"pii": ["Lúa"], "keep": []}, 'cần "kind" và "value"'),
        ({"pii": [{"value": "Lúa"}], "keep": []}, 'cần "kind" và "value"'),
        ({"pii": [{"kind": "person_name", "value": "Mít"}], "keep": []}, "«Mít» không có"),
        ({"pii": [], "keep": ["Mít"]}, "«Mít» không có"),
    ],
)
def test_a_wrong_answer_is_told_with_its_line(
    tmp_path: Path, answers: dict[str, object], told: str
) -> None:
    good = {"id": 1, "text": "a", "pii": [], "keep": []}
    path = written(tmp_path, good, {"id": 2, "text": "anh Lúa", **answers})
    with pytest.raises(NotARedactionCase) as error:
        read_gold(path)
    assert f"{path}:2: " in str(error.value)
    assert told in str(error.value)


def test_right_answers_are_read(tmp_path: Path) -> None:
    name = {"kind": "person_name", "value": "Lúa"}
    path = written(tmp_path, {"id": 7, "text": "anh Lúa", "pii": [name], "keep": ["anh"]})
    assert [(case.id, case.text) for case in read_gold(path)] == [(7, "anh Lúa")]


def test_a_message_that_was_not_redacted_is_named() -> None:
    gold = MessageLine("m1", "anh Lúa", {"pii": [], "keep": []}, 1)
    with pytest.raises(NotRedacted, match=r"m1: .*Cách sửa"):
        score([gold], [MessageLine("m2", "anh <NAME>", {}, 1)])


def test_the_report_names_every_leak_and_every_loss() -> None:
    pii = [("phone", "0905111222"), ("person_name", "Lúa"), ("person_name", "Mít")]
    told = scored("Lúa, Mít 0905111222 mất 2tr5", "<NAME>, Mít <PHONE> mất <NUMBER>", pii, ["2tr5"])
    report = as_text(told)
    counts = [" ".join(line.split()) for line in report.splitlines()]
    assert counts[:7] == [
        "loại giá trị lọt tỉ lệ",
        "person_name 2 1 50.00%",
        "phone 1 0 0.00%",
        "số, mã, liên kết 1 0 0.00%",
        "tên, địa chỉ, ngày sinh 2 1 50.00%",
        "tất cả 3 1 33.33%",
        "",
    ]
    assert "phải giữ: 1, còn nguyên: 0 (0.00%)" in report
    assert "lọt:\nperson_name m1 «Mít»: <NAME>, Mít <PHONE> mất <NUMBER>\n" in report
    assert "che nhầm:\nm1 «2tr5»: <NAME>, Mít <PHONE> mất <NUMBER>" in report


def test_a_report_without_leaks_and_losses_says_so() -> None:
    report = as_text(scored("alo", "alo"))
    assert "phải giữ: 0, còn nguyên: 0 (100.00%)" in report
    assert report.endswith("lọt:\nkhông\n\nche nhầm:\nkhông")
