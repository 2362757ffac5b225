import json
from pathlib import Path

import pytest

from casework.json_lines import NotAMessage, NotUtf8, as_line, read_messages
from trainer.cases import NotACase, NothingToScore, read_cases
from trainer.settings import BadSettings, read_settings

KNOWN = ("shipper_gia",)


def written(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def test_good_cases_are_read_with_their_lines(tmp_path: Path) -> None:
    good = {"id": 1, "text": "a", "playbook": "shipper_gia", "also_ok": ["none"], "stage": "paid"}
    cases = read_cases(written(tmp_path, good, {"id": 2, "text": "b", "playbook": "none"}), KNOWN)
    assert [(case.id, case.line) for case in cases] == [(1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ({}, 'Thiếu "playbook"'),
        ({"playbook": "zzz"}, "mã 'zzz'"),
        ({"playbook": ["none"]}, "Không có kịch bản nào"),
        ({"playbook": "none", "also_ok": ["zzz"]}, "mã 'zzz' (ở also_ok)"),
        ({"playbook": "none", "also_ok": "zzz"}, "phải là một danh sách"),
        ({"playbook": "none", "stage": "xong"}, "Giai đoạn 'xong' lạ"),
    ],
)
def test_a_wrong_label_is_told_with_its_line(
    tmp_path: Path, labels: dict[str, object], told: str
) -> None:
    good = {"id": 1, "text": "a", "playbook": "none"}
    path = written(tmp_path, good, {"id": 2, "text": "b", **labels})
    with pytest.raises(NotACase) as error:
        read_cases(path, KNOWN)
    assert f"{path}:2: " in str(error.value)
    assert told in str(error.value)
    assert "Cách sửa" in str(error.value)


def test_an_empty_file_has_nothing_to_score(tmp_path: Path) -> None:
    with pytest.raises(NothingToScore, match="không có tin nào"):
        read_cases(written(tmp_path), KNOWN)


def test_a_byte_order_mark_is_accepted() -> None:
    lines = ['{"id": 1, "text": "à"}\n'.encode("utf-8-sig"), b"\n", b'{"id": 2, "text": ""}']
    assert [(m.id, m.text, m.line) for m in read_messages(lines)] == [(1, "à", 1), (2, "", 3)]


@pytest.mark.parametrize("line", ["à".encode("utf-16"), "ạ".encode("cp1258", "replace") + b"\xff"])
def test_another_encoding_is_told(line: bytes) -> None:
    with pytest.raises(NotUtf8, match=r"Dòng 2: .*UTF-8"):
        list(read_messages([b"\n", line]))


@pytest.mark.parametrize("line", [b"{oops", b"[]", b'{"id": 1}', b"[" * 100_000, b"1" * 5000])
def test_a_line_that_is_no_message_is_told(line: bytes) -> None:
    with pytest.raises(NotAMessage, match="Dòng 1"):
        list(read_messages([line]))


def test_half_an_emoji_can_be_written() -> None:
    assert json.loads(as_line({"id": "\ud83d"}).encode()) == {"id": "\ud83d"}
    assert as_line({"id": "à"}) == '{"id": "à"}'


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NLU_URL", "abc"),
        ("NLU_URL", "http://a:99999"),
        ("NLU_URL", "http://[x"),
        ("DATA_DIR", "/?"),
    ],
)
def test_a_bad_setting_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match=f"{name} phải là") as error:
        read_settings()
    assert "\n" not in str(error.value)
