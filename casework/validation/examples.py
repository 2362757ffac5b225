"""Examples: enough of them, none twice, all as residents' words come, stages spelt right."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from casework.playbooks.data_file import Mistake
from casework.playbooks.examples import NOT_PLAYBOOKS, Example, example_files, is_left_over
from casework.playbooks.nearest import did_you_mean, nearest
from casework.stage import Stage

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
# "[QC]", "[Shopee]" belong to a message; stages are in small letters without marks.
_BRACKET = re.compile(r"\[([^\[\]]{1,30})\]\s*")
_LIKE_A_STAGE = re.compile(r"[a-z_ ]+")


def check_examples(
    playbooks: Iterable[str], examples: Sequence[Example], folder: Path
) -> Iterator[Mistake]:
    """Each intent has its file with enough examples, and each example is in order."""
    wanted = {*playbooks, *NOT_PLAYBOOKS}
    counts = Counter(example.intent for example in examples)
    there = {path.stem for path in example_files(folder)}
    for intent in sorted(wanted | there):
        yield from check_file(intent, counts[intent], wanted, there, folder)
    yield from check_repeated(examples)
    for example in examples:
        yield from check_form(example)


def check_file(
    intent: str, count: int, wanted: Collection[str], there: Collection[str], folder: Path
) -> Iterator[Mistake]:
    """A mistake if the file of an intent is nobody's, is missing, or holds too few."""
    path = str(folder / f"{intent}.txt")
    if intent not in wanted:
        # Most often it is the file of an intent that seems to have none.
        meant = did_you_mean(intent, set(wanted) - set(there)) or did_you_mean(intent, wanted)
        mend = f"{meant}đổi tên tệp cho đúng mã kịch bản, hoặc xoá tệp."
        yield Mistake(path, 1, intent, "Không có kịch bản nào mang mã này.", mend)
    elif intent not in there:
        mend = f"tạo tệp này, viết ít nhất {FEWEST_EXAMPLES} câu, mỗi câu một dòng."
        yield Mistake(path, 1, intent, "Chưa có tệp câu ví dụ.", mend)
    elif count < FEWEST_EXAMPLES:
        wrong = f"Chỉ có {count} câu ví dụ."
        mend = f"viết thêm cho đủ {FEWEST_EXAMPLES} câu, mỗi câu một dòng."
        yield Mistake(path, 1, intent, wrong, mend)


def check_names(folder: Path) -> Iterator[Mistake]:
    """A warning for each file that is not read because of its name: 'x.txt.txt', 'x.docx'."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        is_read = path.suffix == ".txt" and "." not in path.stem
        if path.is_file() and is_left_over(path):
            wrong = "Tệp ẩn hoặc tệp tạm do chương trình khác để lại; máy bỏ qua."
            mend = "đóng chương trình đang mở thư mục này rồi xoá tệp; câu ví dụ để ở tệp mã.txt."
            yield Mistake(str(path), 1, path.name, wrong, mend, is_warning=True)
        elif path.is_file() and not is_read:
            mend = "lưu thành tệp chữ, tên là mã kịch bản và đuôi .txt, như shipper_gia.txt."
            wrong = "Tên tệp này máy không đọc được."
            yield Mistake(str(path), 1, path.name, wrong, mend, is_warning=True)


def check_repeated(examples: Iterable[Example]) -> Iterator[Mistake]:
    """A mistake for each example that stands before it already, word for word."""
    first: dict[str, Example] = {}
    for example in examples:
        other = first.setdefault(" ".join(example.text.lower().split()), example)
        if other is not example:
            wrong = f"Trùng với {other.path.name}:{other.line}."
            yield _mistake(example, wrong, "xoá một trong hai câu.")


def check_form(example: Example) -> Iterator[Mistake]:
    """Whether one example is as examples are: not too long, its marks and tokens known."""
    if len(example.text) > LONGEST_EXAMPLE:
        wrong = f"Câu dài {len(example.text)} ký tự."
        yield _mistake(example, wrong, f"rút gọn còn tối đa {LONGEST_EXAMPLE} ký tự.")
    unknown = [name for name in _TOKEN.findall(example.text) if name not in TOKENS]
    if unknown:
        wrong = f"Không có ký hiệu nào tên {', '.join(f'<{name}>' for name in unknown)}."
        mend = f"dùng một trong: {', '.join(sorted(TOKENS))}; hoặc bỏ dấu < >."
        yield _mistake(example, wrong, mend)
    yield from _stage(example)


def _stage(example: Example) -> Iterator[Mistake]:
    """What stands in brackets at the beginning and was meant to be a stage."""
    stages = ", ".join(f"[{stage}]" for stage in Stage)
    if not _BRACKET.sub("", example.text, count=1):
        yield _mistake(example, "Dòng này không có câu nào.", "viết câu sau giai đoạn, hoặc xoá.")
        return
    found = _BRACKET.match(example.text)
    if found is None:
        return
    said = found[1].strip()
    if said.casefold() in set(Stage):
        wrong = f"Giai đoạn «{found[0].strip()}» viết chưa đúng kiểu hoặc ghi hai lần."
        mend = f"viết [{said.casefold()}] một lần, sát đầu dòng, rồi một dấu cách."
        yield _mistake(example, wrong, mend)
    elif _LIKE_A_STAGE.fullmatch(said) or nearest(said, Stage):
        wrong = f"Không có giai đoạn nào tên [{said}]."
        meant = did_you_mean(said, Stage)
        yield _mistake(example, wrong, f"{meant}dùng {stages}; không rõ thì bỏ ngoặc vuông.")


def _mistake(example: Example, wrong: str, mend: str) -> Mistake:
    return Mistake(str(example.path), example.line, example.intent, wrong, mend)
