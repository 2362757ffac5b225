"""Cases: messages of which the right answer is known, as a file of JSON lines."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from casework.json_lines import MessageLine, read_messages
from casework.stage import Stage
from trainer.measures import NONE

STAGES = (*(stage.value for stage in Stage), "unclear")


class NotACase(Exception):
    """Tệp chấm điểm có dòng sai nhãn; sửa theo từng dòng dưới đây rồi chạy lại."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join([self.__doc__ or "", *mistakes]))


class NothingToScore(Exception):
    """Tệp chấm điểm không có tin nào. Cách sửa: ghi mỗi tin một dòng JSON có nhãn đúng."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: {self.__doc__}")


def read_cases(path: Path, playbooks: Collection[str]) -> list[MessageLine]:
    """Read and check a file of cases.

    Raises NotACase with every wrong label, NothingToScore, NotAMessage or NotUtf8.
    """
    with path.open("rb") as lines:
        cases = list(read_messages(lines))
    if not cases:
        raise NothingToScore(path)
    known = {*playbooks, NONE}
    wrong = [f"{path}:{case.line}: {w}" for case in cases for w in _wrong(case.fields, known)]
    if wrong:
        raise NotACase(wrong)
    return cases


def _wrong(fields: dict[str, Any], known: Collection[str]) -> Iterator[str]:
    """What is wrong with the labels of one case, and how to mend it."""
    mend = 'Cách sửa: ghi mã kịch bản trong data/scam_patterns.yml, hoặc "none".'
    also_ok = fields.get("also_ok") or []
    if "playbook" not in fields:
        yield f'Thiếu "playbook". {mend}'
    elif fields["playbook"] not in tuple(known):
        yield f"Không có kịch bản nào mang mã '{fields['playbook']}'. {mend}"
    if not isinstance(also_ok, list):
        yield '"also_ok" phải là một danh sách. Cách sửa: viết ["mã", "mã"] hoặc [].'
    else:
        for name in also_ok:
            if name not in tuple(known):
                yield f"Không có kịch bản nào mang mã '{name}' (ở also_ok). {mend}"
    if fields.get("stage", "unclear") not in STAGES:
        yield f"Giai đoạn '{fields['stage']}' lạ. Cách sửa: dùng một trong: {', '.join(STAGES)}."
