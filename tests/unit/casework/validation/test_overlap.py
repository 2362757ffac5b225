import json
from collections.abc import Callable
from pathlib import Path

import pytest

from casework.playbooks.data_file import DataFileError, Mistake
from casework.validation.overlap import check_overlap, read_measuring
from casework.validation.wording import Worded

Written = Callable[..., list[Worded]]

MESSAGE = (
    "Cô Thảo chủ nhiệm gọi nói bé té cầu thang phải mổ liền, kêu chuyển 15 triệu tạm ứng viện phí"
)


def measuring(folder: Path, *texts: str) -> Path:
    path = folder / "held.jsonl"
    rows = [json.dumps({"id": f"m-{i}", "text": text}) for i, text in enumerate(texts, start=1)]
    path.write_text("\n\n".join(rows), "utf-8-sig")
    return path


def check(examples: list[Worded], path: Path) -> list[Mistake]:
    return list(check_overlap(examples, read_measuring([path])))


def test_seven_words_in_a_row_are_taken(written: Written, tmp_path: Path) -> None:
    path = measuring(tmp_path, "chuyện khác hẳn", MESSAGE)
    texts = [
        "sáng nay ai đó goi noi be te cau thang phai lên trạm xá gấp, hù mất hồn mà tui không tin",
        "sáng nay ai đó nói bé té cầu thang phải lên trạm xá gấp, hù mất hồn mà tui không tin",
    ]
    (mistake,) = check(written("giao_vien_bac_si_cap_cuu", *texts), path)
    assert mistake.line == 1
    assert not mistake.is_warning
    assert "«goi noi be te cau thang phai»" in mistake.wrong
    assert "(held.jsonl, id m-2)" in mistake.wrong


@pytest.mark.parametrize(
    ("example", "message"),
    [
        ("bé té cầu thang, kêu chuyển tiền", "bé té cầu thang"),
        ("bé té cầu thang", "có người nói bé té cầu thang mà bé đang ngủ ở nhà"),
        ("kêu chuyển 15 triệu <NAME> hôm qua", "họ kêu chuyển 15 triệu hôm qua nha"),
    ],
)
def test_most_of_a_short_one_is_taken(
    written: Written, tmp_path: Path, example: str, message: str
) -> None:
    (mistake,) = check(written("faq", example), measuring(tmp_path, message))
    assert "hơn nửa lời" in mistake.wrong
    assert "id m-1" in mistake.wrong


def test_what_everybody_says_is_not_taken(written: Written, tmp_path: Path) -> None:
    texts = ["cô chủ nhiệm gọi nói con tui bị tai nạn kêu chuyển 15 triệu tiền mổ", "té cầu thang"]
    assert check(written("giao_vien_bac_si_cap_cuu", *texts), measuring(tmp_path, MESSAGE)) == []


def test_without_a_measuring_set_nothing_is_taken(written: Written) -> None:
    assert list(check_overlap(written("faq", MESSAGE), [])) == []


def test_a_file_that_is_no_measuring_set_is_told_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "held.jsonl"
    path.write_bytes(b'{"id": 1, "text": "a"}\nkh\xc3\xb4ng\n\n{"id": 2}\n\xff\n')
    with pytest.raises(DataFileError) as error:
        read_measuring([path])
    assert [mistake.line for mistake in error.value.mistakes] == [2, 4, 5]
    assert "UTF-8" in error.value.mistakes[2].wrong
