"""The report of an evaluation: measures, by playbook and by style, and the confusions."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from casework.json_lines import MessageLine
from casework.vietnamese import strip_tones
from trainer import measures
from trainer.classify import Classifier
from trainer.measures import Judged


async def judge(
    classifier: Classifier, cases: Iterable[MessageLine], *, without_tones: bool
) -> list[Judged]:
    """Classify every case and join it with its gold labels."""
    judged = []
    for case in cases:
        text = strip_tones(case.text) if without_tones else case.text
        answer = await classifier.classify(replace(case, text=text))
        judged.append(Judged.of(case.fields, answer))
    return judged


def report(judged: Sequence[Judged]) -> str:
    """The report as text, with fixed columns."""
    lines = [f"{len(judged)} tin", ""]
    lines += [f"{name:<26}{value:8.3f}" for name, value in measures.summary(judged).items()]
    by_playbook = measures.grouped(judged, lambda j: j.gold)
    scores = measures.f1_by_class(judged)
    lines += ["", f"{'kịch bản':<36}{'tin':>5}{'đúng':>8}{'F1':>8}"]
    lines += [_row(str(name), 36, group, scores[str(name)]) for name, group in by_playbook.items()]
    lines += ["", f"{'kiểu viết':<36}{'tin':>5}{'đúng':>8}"]
    by_style = measures.grouped(judged, lambda j: j.style)
    lines += [_row(str(name), 36, group) for name, group in by_style.items()]
    lines += ["", "nhầm (đúng ra → đã nói):"]
    lines += [f"  {n:>3}  {gold} → {said}" for gold, said, n in measures.confusions(judged)]
    return "\n".join(lines)


def _row(name: str, width: int, group: Sequence[Judged], *more: float) -> str:
    right = measures.share(group, lambda j: j.right)
    figures = "".join(f"{figure:8.3f}" for figure in (right, *more))
    return f"{name:<{width}}{len(group):>5}{figures}"
