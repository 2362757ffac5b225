"""Neighbours: one question for each pair of playbooks that are easily confused."""

from collections.abc import Iterator

from casework.playbooks.data_file import Mistake
from casework.playbooks.schema import ScamPatterns
from casework.validation.checked import Checked


def check_neighbours(patterns: Checked[ScamPatterns]) -> Iterator[Mistake]:
    """A neighbour exists, is another playbook, and is declared from one side only."""
    ids = {p.id for p in patterns.content.playbooks}
    pairs: set[frozenset[str]] = set()
    for i, playbook in enumerate(patterns.content.playbooks):
        for k, neighbour in enumerate(playbook.neighbours):
            where = ("playbooks", i, "neighbours", k)
            pair = frozenset((playbook.id, neighbour.id))
            if neighbour.id not in ids or len(pair) == 1:
                wrong = f"Không có kịch bản nào khác mang mã '{neighbour.id}'."
                mend = "sửa mã của kịch bản dễ nhầm."
                yield patterns.mistake(where, playbook.id, wrong, mend)
            elif pair in pairs:
                wrong = f"Cặp với '{neighbour.id}' đã có câu hỏi ở kịch bản kia."
                mend = "xoá một trong hai câu: mỗi cặp chỉ một câu hỏi."
                yield patterns.mistake(where, playbook.id, wrong, mend)
            pairs.add(pair)
