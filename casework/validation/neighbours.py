"""Neighbours: one question for each pair of playbooks that are easily confused."""

from collections import Counter
from collections.abc import Iterator

from casework.playbooks.data_file import Mistake
from casework.playbooks.nearest import did_you_mean
from casework.playbooks.schema import Playbook, ScamPatterns
from casework.validation.checked import Checked

WrongAndMend = tuple[str, str]
_ONE_QUESTION = "xoá một trong hai câu: mỗi cặp chỉ một câu hỏi."


def check_neighbours(patterns: Checked[ScamPatterns]) -> Iterator[Mistake]:
    """A neighbour exists, is another playbook, and is declared from one side only.

    That a playbook has none, though it has siblings, is a warning.
    """
    playbooks = patterns.content.playbooks
    ids = {p.id for p in playbooks}
    first: dict[frozenset[str], str] = {}
    for i, playbook in enumerate(playbooks):
        for k, neighbour in enumerate(playbook.neighbours):
            pair = frozenset((playbook.id, neighbour.id))
            told = _told(playbook, neighbour.id, ids, first.get(pair))
            if told is not None:
                yield patterns.mistake(("playbooks", i, "neighbours", k), playbook.id, *told)
            first.setdefault(pair, playbook.id)
    paired = {name for pair in first for name in pair}
    siblings = Counter(p.family for p in playbooks)
    for i, playbook in enumerate(playbooks):
        if playbook.id not in paired and siblings[playbook.family] > 1:
            yield patterns.warning(("playbooks", i, "neighbours"), playbook.id, *_alone(playbook))


def _told(
    playbook: Playbook, other: str, ids: set[str], declared_at: str | None
) -> WrongAndMend | None:
    if other == playbook.id:
        wrong = f"Kịch bản '{other}' tự ghi mình là kịch bản dễ nhầm."
        return wrong, "ghi mã của kịch bản kia, hoặc xoá câu hỏi này."
    if other not in ids:
        wrong = f"Không có kịch bản nào khác mang mã '{other}'."
        mend = f"{did_you_mean(other, ids - {playbook.id})}sửa mã của kịch bản dễ nhầm."
        return wrong, mend
    if declared_at == playbook.id:
        return f"Cặp với '{other}' đã có câu hỏi ngay trong kịch bản này.", _ONE_QUESTION
    if declared_at is not None:
        return f"Cặp với '{other}' đã có câu hỏi ở kịch bản kia.", _ONE_QUESTION
    return None


def _alone(playbook: Playbook) -> WrongAndMend:
    wrong = f"Chưa có kịch bản dễ nhầm nào, mà nhóm '{playbook.family}' còn kịch bản khác."
    mend = "thêm vào neighbours một kịch bản cùng nhóm và câu hỏi để phân biệt."
    return wrong, mend
