"""Advice: every line that residents are told to act on."""

import re
from collections.abc import Iterator

from casework.playbooks.data_file import Mistake, Where
from casework.playbooks.help_channels import HelpChannels, placeholders
from casework.playbooks.nearest import did_you_mean
from casework.playbooks.promises import CALLED_SAFE, PROMISED_OR_ASKED
from casework.playbooks.schema import Advice, Emergency, ScamPatterns
from casework.validation.checked import Checked

_PHONE_LIKE = re.compile(r"(?<![\w/.-])(?:\+?\d[\d .-]{6,}\d|1[89]00[ \d]{4,8})(?![\w/-])")

WrongAndMend = tuple[str, str]


def check_advice(patterns: Checked[ScamPatterns], channels: HelpChannels) -> Iterator[Mistake]:
    """Lines name known channels, hold no number, and neither promise nor ask for a secret."""
    known = {channel.id for channel in channels.channels}
    for where, entry, text in _lines(patterns.content):
        for wrong, mend in (*_references(text, known), *promises(text)):
            yield patterns.mistake(where, entry, wrong, mend)


def promises(text: str) -> Iterator[WrongAndMend]:
    """What the bot must never say, whoever wrote it."""
    if CALLED_SAFE.search(text):
        wrong = f"Câu trấn an hoặc bảo là an toàn: «{text}»."
        yield wrong, "bỏ lời đó: chỉ nói dấu hiệu đã thấy và việc nên làm."
    if PROMISED_OR_ASKED.search(text):
        wrong = f"Câu hứa lấy lại được tiền hoặc hỏi mã, mật khẩu: «{text}»."
        yield wrong, "bỏ lời hứa; không bao giờ hỏi mã OTP, mật khẩu, số thẻ, số căn cước."


def _references(text: str, known: set[str]) -> Iterator[WrongAndMend]:
    rest = text
    for name in placeholders(text):
        rest = rest.replace(f"{{{name}}}", "")
        if name not in known:
            wrong = f"Không có nơi nào mang mã '{{{name}}}'."
            yield wrong, f"{did_you_mean(name, known)}dùng một mã trong data/help_channels.yml."
    if "{" in rest or "}" in rest:
        wrong = f"Ngoặc nhọn không đủ cặp hoặc mã trong ngoặc viết sai: «{text}»."
        yield wrong, "viết đúng kiểu {canh_sat_113}: chữ thường không dấu, số, gạch dưới."
    if _PHONE_LIKE.search(text):
        wrong = f"Có số điện thoại viết thẳng trong câu: «{text}»."
        yield wrong, "ghi số vào data/help_channels.yml rồi dùng mã trong ngoặc {}."


def _lines(patterns: ScamPatterns) -> Iterator[tuple[Where, str, str]]:
    for where, text in _parts(patterns.emergency):
        yield ("emergency", *where), "emergency", text
    for i, playbook in enumerate(patterns.playbooks):
        for where, text in _parts(playbook.advice):
            yield ("playbooks", i, "advice", *where), playbook.id, text


def _parts(told: Emergency | Advice) -> Iterator[tuple[Where, str]]:
    for name, value in told:
        if isinstance(value, str):
            yield (name,), value
        for k, text in enumerate(value if isinstance(value, tuple) else ()):
            yield (name, k), text
