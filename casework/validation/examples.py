"""Examples: enough of them, none twice, all as residents' words come."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from casework.playbooks.data_file import Mistake
from casework.playbooks.examples import NOT_PLAYBOOKS, Example
from casework.playbooks.schema import ScamPatterns

FEWEST_EXAMPLES = 40
"""Examples that an intent needs before a model can be trained on it."""

LONGEST_EXAMPLE = 2000
"""Characters: a longer message is not read by the model either."""

TOKENS = frozenset(
    "PHONE ID_NUMBER TAX_CODE SOCIAL_INSURANCE ACCOUNT CARD CVV OTP PASSWORD PLATE EMAIL PROFILE "
    "OTHER_ID NAME ADDRESS DOB NUMBER".split()
)
"""What the redactor puts in place of personal data; the model knows no other token."""

_TOKEN = re.compile(r"<([A-Za-z][A-Za-z0-9_]*)>")


def check_examples(
    patterns: ScamPatterns, examples: Sequence[Example], folder: Path
) -> Iterator[Mistake]:
    """Each intent has its file with enough examples, and each example is in order."""
    wanted = {*(p.id for p in patterns.playbooks), *NOT_PLAYBOOKS}
    counts = Counter(example.intent for example in examples)
    for intent in sorted(wanted | {path.stem for path in folder.glob("*.txt")}):
        path = str(folder / f"{intent}.txt")
        if intent not in wanted:
            mend = "đổi tên tệp cho đúng mã kịch bản, hoặc xoá tệp."
            yield Mistake(path, 1, intent, "Không có kịch bản nào mang mã này.", mend)
        elif counts[intent] < FEWEST_EXAMPLES:
            wrong = f"Chỉ có {counts[intent]} câu ví dụ."
            mend = f"viết thêm cho đủ {FEWEST_EXAMPLES} câu, mỗi câu một dòng."
            yield Mistake(path, 1, intent, wrong, mend)
    yield from _repeated(examples)
    for example in examples:
        yield from _form(example)


def _repeated(examples: Iterable[Example]) -> Iterator[Mistake]:
    first: dict[str, Example] = {}
    for example in examples:
        other = first.setdefault(" ".join(example.text.lower().split()), example)
        if other is not example:
            wrong = f"Trùng với {other.path.name}:{other.line}."
            yield _mistake(example, wrong, "xoá một trong hai câu.")


def _form(example: Example) -> Iterator[Mistake]:
    if len(example.text) > LONGEST_EXAMPLE:
        wrong = f"Câu dài {len(example.text)} ký tự."
        yield _mistake(example, wrong, f"rút gọn còn tối đa {LONGEST_EXAMPLE} ký tự.")
    unknown = [name for name in _TOKEN.findall(example.text) if name not in TOKENS]
    if unknown:
        wrong = f"Không có ký hiệu nào tên {', '.join(f'<{name}>' for name in unknown)}."
        mend = f"dùng một trong: {', '.join(sorted(TOKENS))}; hoặc bỏ dấu < >."
        yield _mistake(example, wrong, mend)


def _mistake(example: Example, wrong: str, mend: str) -> Mistake:
    return Mistake(str(example.path), example.line, example.intent, wrong, mend)
