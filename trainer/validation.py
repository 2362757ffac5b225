"""Checks everything that trainers edit. Each check returns mistakes with file, line and mend."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from casework.playbooks.data_file import DataFileError, Lines, Mistake, load
from casework.playbooks.help_channels import HelpChannels, placeholders
from casework.playbooks.schema import Playbook, ScamPatterns
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from trainer.examples import NOT_PLAYBOOKS, Example, read_examples

FEWEST_EXAMPLES = 40
"""Examples that an intent needs before a model can be trained on it."""

GUESSED_KINDS = frozenset({"person_name", "address", "handle"})
"""Kinds of personal data that the redactor tells by wording: in an example only a warning."""

_PHONE_LIKE = re.compile(r"(?<![\w/.-])(?:\+?\d[\d .-]{6,}\d|1[89]00[ \d]{4,8})(?![\w/-])")


def validate(data_dir: Path, today: date) -> list[Mistake]:
    """All mistakes in data/; empty when all is well."""
    patterns_file, channels_file = data_dir / "scam_patterns.yml", data_dir / "help_channels.yml"
    mistakes: list[Mistake] = []
    try:
        patterns, lines = load(patterns_file, ScamPatterns)
    except DataFileError as error:
        return list(error.mistakes)
    try:
        channels, channel_lines = load(channels_file, HelpChannels)
    except DataFileError as error:
        return list(error.mistakes)
    mistakes += _check_ids(patterns, lines, patterns_file)
    mistakes += _check_neighbours(patterns, lines, patterns_file)
    mistakes += _check_advice(patterns, channels, lines, patterns_file)
    mistakes += _check_reported_cases(patterns, lines, patterns_file)
    mistakes += _check_channels(channels, channel_lines, channels_file, today)
    mistakes += _check_examples(patterns, data_dir / "examples")
    return mistakes


def _check_ids(patterns: ScamPatterns, lines: Lines, path: Path) -> Iterator[Mistake]:
    seen: set[str] = set()
    for i, playbook in enumerate(patterns.playbooks):
        if playbook.id in seen or playbook.id in NOT_PLAYBOOKS:
            mend = "đặt một mã khác, chưa ai dùng."
            line = lines.of(("playbooks", i, "id"))
            yield Mistake(str(path), line, playbook.id, "Mã này đã có.", mend)
        seen.add(playbook.id)


def _check_neighbours(patterns: ScamPatterns, lines: Lines, path: Path) -> Iterator[Mistake]:
    ids = {p.id for p in patterns.playbooks}
    pairs: set[frozenset[str]] = set()
    for i, playbook in enumerate(patterns.playbooks):
        for k, neighbour in enumerate(playbook.neighbours):
            line = lines.of(("playbooks", i, "neighbours", k))
            pair = frozenset((playbook.id, neighbour.id))
            if neighbour.id not in ids or len(pair) == 1:
                wrong = f"Không có kịch bản nào khác mang mã '{neighbour.id}'."
                yield Mistake(str(path), line, playbook.id, wrong, "sửa mã của kịch bản dễ nhầm.")
            elif pair in pairs:
                wrong = f"Cặp với '{neighbour.id}' đã có câu hỏi ở kịch bản kia."
                mend = "xoá một trong hai câu: mỗi cặp chỉ một câu hỏi."
                yield Mistake(str(path), line, playbook.id, wrong, mend)
            pairs.add(pair)


def _check_advice(
    patterns: ScamPatterns, channels: HelpChannels, lines: Lines, path: Path
) -> Iterator[Mistake]:
    known = {channel.id for channel in channels.channels}
    emergency = patterns.emergency
    rows: list[tuple[tuple[str | int, ...], str, Iterable[str]]] = [
        (
            ("emergency",),
            "emergency",
            (*emergency.paid, *emergency.info_given, emergency.second_scam),
        )
    ]
    rows += [
        (("playbooks", i, "advice"), p.id, _advice_lines(p))
        for i, p in enumerate(patterns.playbooks)
    ]
    for where, entry, texts in rows:
        for text in texts:
            for name in placeholders(text):
                if name not in known:
                    wrong = f"Không có nơi nào mang mã '{{{name}}}'."
                    mend = "dùng một mã trong data/help_channels.yml."
                    yield Mistake(str(path), lines.of(where), entry, wrong, mend)
            if _PHONE_LIKE.search(text):
                wrong = f"Có số điện thoại viết thẳng trong câu: «{text}»."
                mend = "ghi số vào data/help_channels.yml rồi dùng mã trong ngoặc {}."
                yield Mistake(str(path), lines.of(where), entry, wrong, mend)


def _advice_lines(playbook: Playbook) -> tuple[str, ...]:
    advice = playbook.advice
    urgent = (advice.urgent,) if advice.urgent else ()
    return (*urgent, *advice.approach, *advice.info_given, *advice.paid)


def _check_reported_cases(patterns: ScamPatterns, lines: Lines, path: Path) -> Iterator[Mistake]:
    for i, playbook in enumerate(patterns.playbooks):
        if playbook.reported_case is None and not playbook.reported_case_missing:
            line = lines.of(("playbooks", i))
            mend = "ghi reported_case (có nguồn), hoặc reported_case_missing: vì sao chưa có."
            yield Mistake(str(path), line, playbook.id, "Chưa có vụ việc có thật.", mend)


def _check_channels(
    channels: HelpChannels, lines: Lines, path: Path, today: date
) -> Iterator[Mistake]:
    ids = Counter(channel.id for channel in channels.channels)
    for i, channel in enumerate(channels.channels):
        line = lines.of(("channels", i))
        if ids[channel.id] > 1:
            yield Mistake(str(path), line, channel.id, "Mã này có hai lần.", "đổi một mã.")
        if channel.shown and not channel.sources and not channel.source_note:
            mend = "ghi sources hoặc source_note, hoặc để shown: false."
            yield Mistake(str(path), line, channel.id, "Đang bật mà không có nguồn.", mend)
        if channel.shown and channel.expires_on < today:
            mend = "kiểm tra lại rồi ghi checked_on và expires_on mới."
            yield Mistake(str(path), line, channel.id, "Đã quá hạn, không còn hiện ra.", mend)


def _check_examples(patterns: ScamPatterns, folder: Path) -> Iterator[Mistake]:
    wanted = {*(p.id for p in patterns.playbooks), *NOT_PLAYBOOKS}
    examples = read_examples(folder)
    counts = Counter(example.intent for example in examples)
    for intent in sorted(wanted | set(counts)):
        path = str(folder / f"{intent}.txt")
        if intent not in wanted:
            mend = "đổi tên tệp cho đúng mã kịch bản, hoặc xoá tệp."
            yield Mistake(path, 1, intent, "Không có kịch bản nào mang mã này.", mend)
        elif counts[intent] < FEWEST_EXAMPLES:
            wrong = f"Chỉ có {counts[intent]} câu ví dụ."
            mend = f"viết thêm cho đủ {FEWEST_EXAMPLES} câu, mỗi câu một dòng."
            yield Mistake(path, 1, intent, wrong, mend)
    yield from _check_example_texts(examples)


def _check_example_texts(examples: Iterable[Example]) -> Iterator[Mistake]:
    first: dict[str, Example] = {}
    for example in examples:
        place, line = str(example.path), example.line
        key = " ".join(example.text.lower().split())
        if key in first:
            other = first[key]
            wrong = f"Trùng với {other.path.name}:{other.line}."
            yield Mistake(place, line, example.intent, wrong, "xoá một trong hai câu.")
        first.setdefault(key, example)
        if found := redact(RawText(example.text)).found:
            seen = ", ".join(f"«{example.text[f.start : f.end]}»" for f in found)
            mend = "thay bằng <PHONE>, <ACCOUNT>, <NAME>, <ADDRESS>..."
            # Names and places are guessed from the wording; numbers are certain.
            guessed = all(f.kind in GUESSED_KINDS for f in found)
            wrong = f"Có vẻ có thông tin riêng: {seen}."
            yield Mistake(place, line, example.intent, wrong, mend, is_warning=guessed)
