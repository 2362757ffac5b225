"""Personal data in examples: none may stand there, whoever's it is."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from casework.playbooks.data_file import Mistake, read_text
from casework.privacy.redactor import Found
from casework.validation.found_before import FoundInText, found_in
from casework.validation.wording import Worded
from casework.vietnamese import fold

_AFTER = 40
"""Letters after a guess that may make other words of it."""

GUESSED_KINDS = frozenset({"person_name", "address", "handle"})
"""Kinds of personal data that the redactor tells by wording: in an example only a warning."""

Finds = Callable[[Sequence[str]], list[FoundInText]]
"""How the redactor is asked: with or without keeping what it has found (found_before.py)."""

_NAMES: Mapping[str, str] = {
    "email": "địa chỉ e-mail <EMAIL>",
    "url_profile": "trang cá nhân <PROFILE>",
    "handle": "tên trên mạng <PROFILE>",
    "password": "mật khẩu <PASSWORD>",
    "dob": "ngày sinh <DOB>",
    "cvv": "mã sau thẻ <CVV>",
    "card": "số thẻ <CARD>",
    "tax_code": "mã số thuế <TAX_CODE>",
    "social_insurance": "số bảo hiểm <SOCIAL_INSURANCE>",
    "cccd": "số căn cước <ID_NUMBER>",
    "passport": "số hộ chiếu <ID_NUMBER>",
    "plate": "biển số xe <PLATE>",
    "other_id": "mã riêng <OTHER_ID>",
    "phone": "số điện thoại <PHONE>",
    "otp": "mã OTP <OTP>",
    "bank_account": "số tài khoản <ACCOUNT>",
    "number": "dãy số <NUMBER>",
    "address": "địa chỉ <ADDRESS>",
    "person_name": "tên người <NAME>",
}
"""What each kind is called, and what stands for it in an example."""


def read_looked_at(path: Path) -> frozenset[str]:
    """Words that were guessed to be a name or a place, and that a trainer knows not to be.

    One a line, '# ...' is a remark; no file, no words. Raises DataFileError.
    """
    lines = read_text(path).splitlines() if path.is_file() else ()
    return frozenset(fold(line.strip()) for line in lines if line.strip() and line[0] != "#")


def check_personal_data(
    examples: Sequence[Worded], looked_at: Collection[str] = (), finds: Finds = found_in
) -> Iterator[Mistake]:
    """A mistake for each example in which the redactor finds something.

    A guess that stands among the words `looked_at` is none. The mend says of what kind it is and
    repeats none of it, so that it may be kept where the words may not.
    """
    texts = [example.example.text for example in examples]
    for example, text, everything in zip(examples, texts, finds(texts), strict=True):
        found = not_looked_at(text, everything, looked_at)
        if found:
            mend = f"thay bằng ký hiệu: {', '.join(kinds_of(found))}."
            guessed = only_guessed(found)
            yield example.mistake(quoted(text, found), mend, is_warning=guessed, is_personal=True)


def not_looked_at(text: str, found: Iterable[Found], looked_at: Collection[str]) -> list[Found]:
    """What is left when the guesses of which somebody knows that they are nobody's are gone."""
    return [
        f for f in found if f.kind not in GUESSED_KINDS or not _is_looked_at(text, f, looked_at)
    ]


def _is_looked_at(text: str, found: Found, looked_at: Collection[str]) -> bool:
    """Whether just these words are, or with those after them: 'Cẩm' is a name, 'Cẩm nang' none."""
    said = fold(text[found.start : found.end])
    if said in looked_at:
        return True
    after = fold(text[found.start : found.end + _AFTER])
    return any(
        len(words) > len(said) and re.match(rf"{re.escape(words)}\b", after) for words in looked_at
    )


def only_guessed(found: Iterable[Found]) -> bool:
    """Names and places are guessed from the wording; numbers are certain."""
    return all(f.kind in GUESSED_KINDS for f in found)


def quoted(text: str, found: Iterable[Found]) -> str:
    """What was found, in its words: for the screen of whoever has written them."""
    seen = ", ".join(dict.fromkeys(f"«{text[f.start : f.end]}»" for f in found))
    return f"Có vẻ có thông tin riêng: {seen}."


def kinds_of(found: Iterable[Found]) -> list[str]:
    """Of what kinds it is, with the token of each: 'số điện thoại <PHONE>'."""
    return list(dict.fromkeys(_NAMES.get(f.kind, "thông tin riêng") for f in found))
