"""The gate: what a candidate must keep before it may answer residents.

Each amount says why it is as it is. Counts are of a few hundred measured messages, so one message
is 0.2 to 0.3 of a percentage point, and of a playbook's own eleven nearly ten.
"""

from collections.abc import Iterator

from casework.learning.comparison import Calibration, Comparison, GateCheck, PlaybookChange
from trainer.shown_figures import decimal, percent

MOST_F1_LOST = 0.05
"""Out of fold a playbook has about 290 examples: fifteen of them are more than new folds move."""

MOST_MESSAGES_LOST = 2
MOST_SHARE_LOST = 0.20
"""A playbook has about eleven measured messages: one or two change sides by chance, so that a loss
counts from the third on; of a longer list of a trainer's own, from a fifth on."""

MOST_MORE_MISSED = 0.01
"""Of all scam messages. 'None' to a scam costs money; a point is three or four of our 350."""

MOST_GAP_GROWTH = 0.02
MOST_GAP = 0.05
"""Of macro-F1 between typed and stripped. 0.02 is the project's target for the whole gap, and was
just met (docs/understanding.md); more than 0.05 leaves those behind who type without tones."""

MOST_ECE_GROWTH = 0.03
"""The target for all of it is 0.05, measured was 0.034; bins of some ten messages move by 0.02."""

LEAST_NAMED = 50
"""Messages that must be named for that: five a bin. Of fewer the ECE is noise."""

MOST_SLOWER = 2.0
"""Answers take some milliseconds of the second that a resident waits; twice that is not noticed,
more hints that the model grew by accident. The ratio is a median, so noise can't reach it."""

LEAST_TIME = 1.0
"""Milliseconds: of shorter ones a ratio says nothing."""

LEAST_RECALL_OF_NEW = 0.3
"""A playbook of a few dozen first examples is hard: ours have 0.65 on 290 each. Below a third the
bot would name the new trick by luck only."""

MOST_TAKEN = 2
"""Messages that were right before and go to a new playbook; as for a loss, two may be chance."""

MOST_MACRO_F1_LOST = 0.02
"""Of all classes together, some ten of 560 messages: a little less everywhere is no chance."""

LEAST_MACRO_F1 = 0.80
MOST_MISSED = 0.04
MOST_ALARMS = 0.10
"""Twice as far from perfect as the project's targets (0.90, 0.02, 0.05): beyond, something broke.
A candidate that is no worse than the live model is let through all the same."""


def judge(comparison: Comparison) -> list[GateCheck]:
    """All demands on a candidate, met or not. Of a first model: schema and least quality only."""
    checks = [_schema(comparison), *_least_quality(comparison)]
    if comparison.live is None:
        return checks
    return [
        *checks,
        _losses(comparison),
        *_false_alarms(comparison),
        _missed(comparison),
        _stripped(comparison),
        _calibration(comparison),
        _speed(comparison),
        _new_playbooks(comparison),
    ]


def _check(key: str, faults: list[str], fine: str, mend: str) -> GateCheck:
    """Passed without faults; else they are told with the mend."""
    if not faults:
        return GateCheck(key=key, passed=True, says=fine)
    return GateCheck(key=key, passed=False, says=f"{' '.join(faults)} Cách sửa: {mend}")


def _schema(c: Comparison) -> GateCheck:
    faults = []
    if c.intents_missing:
        faults.append(f"Mô hình thiếu nhãn: {', '.join(c.intents_missing)}.")
    if c.intents_unknown:
        faults.append(f"Mô hình có nhãn lạ: {', '.join(c.intents_unknown)}.")
    return _check(
        "schema",
        faults,
        "Nhãn của mô hình khớp với các kịch bản của nó.",
        "mỗi kịch bản phải có tệp câu ví dụ cùng mã trong data/examples, và ngược lại; "
        "rồi huấn luyện lại.",
    )


def _least_quality(c: Comparison) -> Iterator[GateCheck]:
    """The floor, so that small losses cannot add up from version to version."""
    before = c.before or {"macro-F1": 1.0, "bỏ sót": 0.0, "báo nhầm": 0.0}
    faults = []
    if c.after["macro-F1"] < min(LEAST_MACRO_F1, before["macro-F1"]):
        faults.append(
            f"macro-F1 chỉ {decimal(c.after['macro-F1'], 3)} (ít nhất {decimal(LEAST_MACRO_F1)})."
        )
    if c.live is not None and c.after["macro-F1"] < before["macro-F1"] - MOST_MACRO_F1_LOST:
        change = f"{decimal(before['macro-F1'], 3)} → {decimal(c.after['macro-F1'], 3)}"
        faults.append(f"Tính chung mọi kịch bản thì kém đi: macro-F1 {change}.")
    for name, most in (("bỏ sót", MOST_MISSED), ("báo nhầm", MOST_ALARMS)):
        if c.after[name] > max(most, before[name]):
            faults.append(f"Tỷ lệ {name} {percent(c.after[name])} (nhiều nhất {percent(most)}).")
    yield _check(
        "quality",
        faults,
        f"Trên mức tối thiểu: macro-F1 {decimal(c.after['macro-F1'], 3)}.",
        "xem bảng từng kịch bản trong báo cáo; thêm câu ví dụ cho kịch bản kém nhất.",
    )


def _losses(c: Comparison) -> GateCheck:
    faults = [fault for row in c.playbooks for fault in _lost(row)]
    return _check(
        "playbooks",
        faults,
        "Không kịch bản nào kém đi quá mức cho phép.",
        "xem câu ví dụ mới thêm có lấn sang kịch bản này không; thêm câu ví dụ ở cả hai bên "
        "chỗ hay nhầm.",
    )


def _lost(row: PlaybookChange) -> Iterator[str]:
    lost = (row.right_before or 0) - row.right_after
    if row.is_gone:
        if row.messages:
            yield (
                f"«{row.name}» không còn trong bản thử mà bộ đo vẫn có {row.messages} tin của nó: "
                "trả kịch bản lại, hoặc sửa nhãn những tin đó."
            )
        return
    if row.f1_before is not None and row.f1_after is not None:
        fallen = row.f1_before - row.f1_after
        if fallen > MOST_F1_LOST:
            yield f"«{row.name}»: F1 chấm chéo {decimal(row.f1_before)} → {decimal(row.f1_after)}."
    if lost > MOST_MESSAGES_LOST and lost > MOST_SHARE_LOST * row.messages:
        of = row.messages
        yield f"«{row.name}»: đúng {row.right_before}/{of} → {row.right_after}/{of} tin."


def _false_alarms(c: Comparison) -> Iterator[GateCheck]:
    """Counts, not shares: one more false alarm is one more person warned of nothing."""
    before, after = c.alarms_before, c.alarms_after
    if before is None:
        return
    mend = (
        "thêm câu ví dụ lành gần giống vào data/examples/{file}.txt, để máy thấy cả hai bên ranh."
    )
    yield _check(
        "false_alarms",
        [f"Tin không lừa đảo bị gọi là lừa đảo: {before.harmless} → {after.harmless} tin."]
        if after.harmless > before.harmless
        else [],
        f"Báo nhầm không tăng: {before.harmless} → {after.harmless} trong {c.harmless} tin.",
        mend.format(file="<loại tin>"),
    )
    yield _check(
        "false_alarms_genuine",
        [f"Tin thật bị gọi là lừa đảo: {before.genuine} → {after.genuine} tin."]
        if after.genuine > before.genuine
        else [],
        f"Báo nhầm tin thật không tăng: {before.genuine} → {after.genuine} trong {c.genuine} tin.",
        mend.format(file="legit_message"),
    )


def _missed(c: Comparison) -> GateCheck:
    before = c.missed_before or 0
    more = c.missed_after - before
    counts = f"{before} → {c.missed_after} trong {c.scams} tin"
    return _check(
        "missed",
        [f"Tin lừa đảo bị bỏ qua tăng: {counts}."] if more > MOST_MORE_MISSED * c.scams else [],
        f"Bỏ sót không tăng đáng kể: {counts}.",
        "xem câu ví dụ lành mới thêm có giống lời kể của người bị lừa không.",
    )


def _stripped(c: Comparison) -> GateCheck:
    before = c.before["macro-F1"] - c.stripped_before["macro-F1"]
    after = c.after["macro-F1"] - c.stripped_after["macro-F1"]
    faults = []
    if after > before + MOST_GAP_GROWTH:
        faults.append(
            f"Gõ không dấu thua xa hơn trước: kém {decimal(before, 3)} → {decimal(after, 3)}."
        )
    # A live model that is beyond the limit already must not keep better ones out.
    if after > max(MOST_GAP, before):
        faults.append(f"Gõ không dấu kém {decimal(after, 3)} (nhiều nhất {decimal(MOST_GAP)}).")
    return _check(
        "stripped",
        faults,
        f"Gõ không dấu vẫn được hiểu: kém có dấu {decimal(max(after, 0), 3)}.",
        "thêm câu ví dụ gõ không dấu cho những kịch bản đã sửa.",
    )


def _calibration(c: Comparison) -> GateCheck:
    before, after = c.calibration_before, c.calibration_after
    if before is None or min(_named(before), _named(after)) < LEAST_NAMED:
        few = "Quá ít tin được nói chắc để đo độ chắc của máy; bỏ qua."
        return _check("calibration", [], few, "")
    change = f"sai lệch (ECE) {decimal(before.error, 3)} → {decimal(after.error, 3)}"
    return _check(
        "calibration",
        [f"Độ chắc của máy lệch với thực tế hơn trước: {change}."]
        if after.error - before.error > MOST_ECE_GROWTH
        else [],
        f"Độ chắc của máy vẫn đáng tin: {change}.",
        "kiểm tra câu ví dụ mới có bị trùng hay gần trùng nhau nhiều không (lệnh validate).",
    )


def _named(calibration: Calibration) -> int:
    return sum(held.messages for held in calibration.bins)


def _speed(c: Comparison) -> GateCheck:
    ratio = c.speed.ratio or 1.0
    shown = decimal(ratio)
    return _check(
        "speed",
        [f"Máy trả lời chậm gấp {shown} lần."]
        if ratio > MOST_SLOWER and c.speed.after.p50 >= LEAST_TIME
        else [],
        f"Thời gian trả lời bằng {shown} lần bản đang dùng.",
        "báo người phụ trách kỹ thuật: mô hình lớn lên bất thường.",
    )


def _new_playbooks(c: Comparison) -> GateCheck:
    faults = []
    for row in c.playbooks:
        if not row.is_new:
            continue
        recall = row.recall_after or 0.0
        if recall < LEAST_RECALL_OF_NEW:
            faults.append(f"Kịch bản mới «{row.name}» mới nhận ra {percent(recall)} câu chưa thấy.")
        if row.taken > MOST_TAKEN:
            faults.append(f"«{row.name}» lấy mất {row.taken} tin trước đây gọi đúng trò khác.")
    return _check(
        "new_playbooks",
        faults,
        "Kịch bản mới (nếu có) được nhận ra và không lấn kịch bản khác.",
        "thêm câu ví dụ cho kịch bản mới, và cho kịch bản gần nó để thấy cả hai bên ranh.",
    )
