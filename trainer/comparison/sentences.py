"""«Điều gì đổi với người dân»: what a comparison means, in plain sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence

from casework.learning.comparison import Comparison, PlaybookChange
from trainer.comparison.asking import Both, Measured, Told
from trainer.comparison.changes import GENUINE
from trainer.measures import NONE
from trainer.shown_figures import percent

Outcome = str

_SCAM_BEFORE = {
    "right": "gọi đúng tên trò",
    "asks": "máy phải hỏi lại",
    "wrong": "gọi nhầm tên trò",
    "missed": "máy bỏ qua",
}
_SCAM_NOW = {
    "right": "nay gọi đúng tên trò",
    "asks": "nay máy phải hỏi lại",
    "wrong": "nay gọi nhầm sang trò khác",
    "missed": "nay máy bỏ qua",
}
_HARMLESS = {"alone": "để yên", "asks": "bị hỏi lại", "alarm": "bị gọi là lừa đảo"}
_KINDS = {
    "scam": "tin lừa đảo",
    "genuine": "tin thật (không lừa đảo)",
    "harmless": "tin bình thường khác",
}
_ORDER = ("genuine", "harmless", "scam")
"""The harm to trust is told first: a false alarm on a genuine message."""


def sentences(comparison: Comparison, measured: Sequence[Measured]) -> list[str]:
    """All sentences, what residents notice first. `comparison` may still lack them."""
    if comparison.live is None:
        return list(_of_a_first_model(comparison))
    told = [*_moved(measured), *_playbooks(comparison.playbooks), *_without_tones(comparison)]
    return told or ["Không tin nào trong bộ đo đổi câu trả lời."]


def _of_a_first_model(comparison: Comparison) -> Iterator[str]:
    yield "Đây là bản đầu tiên: chưa có bản đang dùng để so."
    right = comparison.after["đúng"]
    yield f"Trên {comparison.messages} tin đã biết đáp án, máy trả lời đúng {percent(right)}."


def _moved(measured: Sequence[Measured]) -> Iterator[str]:
    """One sentence for each way in which messages moved from one kind of answer to another."""
    moves = Counter(_move(m.typed) for m in measured)
    del moves[None]
    found = [(move, times) for move, times in moves.items() if move is not None]
    for (kind, before, now), times in sorted(found, key=lambda f: (_ORDER.index(f[0][0]), -f[1])):
        was = _SCAM_BEFORE[before] if kind == "scam" else _HARMLESS[before]
        is_now = _SCAM_NOW[now] if kind == "scam" else f"nay {_HARMLESS[now]}"
        yield f"Có {times} {_KINDS[kind]} trước đây {was}, {is_now}."
    same_kind = sum(m.typed.changed and _move(m.typed) is None for m in measured)
    if same_kind:
        yield (
            f"Có {same_kind} tin khác đổi câu trả lời nhưng vẫn cùng một kiểu "
            "(vẫn hỏi lại, hoặc vẫn gọi nhầm)."
        )


def _move(both: Both) -> tuple[str, Outcome, Outcome] | None:
    """Kind of message, outcome before and now; None if the outcome is the same."""
    if both.before is None:
        return None
    before, now = _outcome(both.before), _outcome(both.after)
    if before == now:
        return None
    judged = both.after.judged
    kind = "scam" if judged.is_scam else "genuine" if judged.kind == GENUINE else "harmless"
    return kind, before, now


def _outcome(told: Told) -> Outcome:
    judged = told.judged
    asks = judged.decision in ("ask", "more")
    if not judged.is_scam:
        acceptable = judged.right and judged.decision == "name"
        alone = judged.decision == NONE or acceptable
        return "alone" if alone else "asks" if asks else "alarm"
    if asks:
        return "asks"
    if judged.right:
        return "right"
    return "wrong" if judged.decision == "name" else "missed"


def _playbooks(rows: Sequence[PlaybookChange]) -> Iterator[str]:
    for row in rows:
        if row.is_new:
            seen = round((row.recall_after or 0) * (row.examples_after or 0))
            yield (
                f"Kịch bản mới «{row.name}»: máy nhận ra {seen} trong {row.examples_after or 0} "
                "câu ví dụ chưa thấy (chấm chéo)."
            )
            if row.taken:
                yield f"«{row.name}» lấy mất {row.taken} tin trước đây gọi đúng trò khác."
        elif row.is_gone:
            yield f"Không còn kịch bản «{row.name}»: người gặp trò này không được gọi đúng tên nữa."
    for row in rows:
        if row.messages and row.right_before not in (None, row.right_after):
            of = row.messages
            yield f"{row.name}: đúng {row.right_before}/{of} → {row.right_after}/{of} tin."


def _without_tones(comparison: Comparison) -> Iterator[str]:
    before, after = comparison.stripped_before["đúng"], comparison.stripped_after["đúng"]
    if percent(before) != percent(after):
        yield f"Gõ không dấu: đúng {percent(before)} → {percent(after)} số tin."
