"""Hears what comes before any advice on scams: a life in danger."""

import re

from casework.vietnamese import fold, strip_tones

# A phrase is written in slots: "a/b" is one or the other, "a?" may be left out.
_NO = "không/hông/hong/hổng/hok/hem/ko/k/kh/khg/hk/chẳng/chả/chưa/đâu"
_WANT = "muốn/mún/thiết/ham/thèm"
_SPEAKER = "tôi/tui/em/con/mình/cháu/bác/ông/bà/cô/chú/dì/anh/chị/cậu/mợ/má/mẹ/ba"

# Word by word a word without marks may stand for one with marks: "tôi khong muốn sống".
_LOOSE = (
    f"{_NO} còn? cần? {_WANT} sống",
    f"hết còn? {_WANT} sống",
    f"{_NO} còn? có? thể? sống nổi/được",
    "sống không/hông/hổng/ko/k/hết/chẳng nổi/được",
    "sao mà? sống nổi",
    "hết đường/cách sống",
    f"{_NO} còn đường/cách/lối sống",
    f"{_NO} còn? gì/lý/lí do? để? sống",
    "sống để? làm gì/chi nữa?",
    "sống chi nữa",
    "sống không bằng chết",
    "chán đời/sống",
    "chán cuộc đời/sống",
    f"{_SPEAKER} sẽ/tính/định/ra? đi chết",
    "chỉ muốn đi? chết",
    "muốn đi chết",
    "chết cho rồi/xong",
    "chết quách/phứt",
    "chết đi cho",
    "kết thúc/liễu cuộc? đời/sống",
    f"{_NO} muốn tồn tại",
    "ngủ luôn không dậy",
    f"{_NO} muốn thức? dậy nữa",
    "muốn biến mất",
)
# All words with their marks, or none of them: "tự tu" is not "tự tử", "nghĩ quan" not "nghĩ quẩn".
_STRICT = (
    *("tự tử", "tự sát", "quyên sinh", "tự kết liễu", "thà chết", "nghĩ quẩn", "treo cổ"),
    *("nhảy cầu tự/chết", "nhảy sông", "nhảy lầu", "cắt cổ tay", "rạch tay"),
    "uống thuốc sâu/rầy/ngủ/chuột/cỏ",
    "uống thuốc trừ/diệt sâu/cỏ",
)
_HARM = (
    *("doạ giết", "đòi giết/chém/đánh", "giết tôi/tui/em/con", "giết cả nhà", "chém tôi/tui"),
    *("đánh đập", "tới nhà đánh", "bị nhốt/giam/trói", "bị bắt cóc", "bắt cóc con"),
    *("đang bị giữ", "nó đánh em/tôi", "chích điện", "bị bán sang"),
)
# Ways of speaking, if they stand right before: "mệt muốn chết", "giá rẻ muốn chết".
_IDIOMS = frozenset(
    "mệt tức sợ đói nóng lạnh vui đau ngại lo rẻ mắc đắt thèm nhớ thương ghét ngán giận run "
    "khát đẹp ngon xa lâu nặng ngứa mừng cười nhột xui đông ồn hôi cay tiếc xót hộp "
    "chờ đợi cày".split()
)
_BARE_IDIOMS = frozenset(strip_tones(word) for word in _IDIOMS)
_NOT_THEIRS = frozenset({"mày", "mầy", "may", "mi", "bay", "bây"})
"""Whose wish to die is a scammer's threat: "mày muốn chết hả"."""
_NOT_WANTED = frozenset(word for word in _NO.split("/") if word != "đâu") | {"khong", "chua"}
_BETWEEN = r"(?: ,)* "


def _slot(slot: str, *, loose: bool) -> str:
    words = slot.removesuffix("?").split("/")
    either = {form for word in words for form in ((word, strip_tones(word)) if loose else (word,))}
    return "|".join(sorted(either, key=len, reverse=True))


def _pattern(phrase: str, *, loose: bool) -> str:
    found = ""
    for slot in phrase.split():
        between = _BETWEEN if found else ""
        one = f"{between}(?:{_slot(slot, loose=loose)})"
        found += f"(?:{one})?" if slot.endswith("?") else one
    return found


def _any_of(phrases: tuple[str, ...], *, loose: bool) -> re.Pattern[str]:
    patterns = [_pattern(phrase, loose=loose) for phrase in phrases]
    if not loose:
        patterns += [_pattern(strip_tones(phrase), loose=False) for phrase in phrases]
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


_NOT_LIVING = _any_of(_LOOSE, loose=True)
_OWN_HAND = re.compile(
    # "tự vẫn" only with its marks: "tu van" is "tư vấn". "cứ từ từ", "từ từ đã" without marks.
    rf"{_any_of(_STRICT, loose=False).pattern}|\btự vẫn\b"
)
_SLOWLY = re.compile(
    r"\b(?:cu|noi|lam|di|de|xem|hay|tra|ke) tu tu\b"
    r"|\btu tu (?:da|tinh|tra|nha|nhe|de|xem|cho|hoi|moi|lam|chuyen|gui|suy|nghi|noi|ma)\b"
)
_WANTS_TO_DIE = re.compile(r"\b(?:muốn|muon|mún|mun) (?:chết|chet)\b")
_LIVING_WITH = re.compile(r"\b(?:sống|song) (?:chung|cùng|cung)\b")
_DANGER = _any_of(_HARM, loose=False)


def hears_despair(text: str) -> bool:
    """Whether the text speaks of not wanting to live."""
    said = _flat(text)
    if any(_is_a_wish(said, found) for found in _WANTS_TO_DIE.finditer(said)):
        return True
    if _OWN_HAND.search(_SLOWLY.sub(" ", said)):
        return True
    return _NOT_LIVING.search(_LIVING_WITH.sub(" ", said)) is not None


def hears_danger(text: str) -> bool:
    """Whether the text speaks of somebody being hurt, held or threatened with death."""
    return _DANGER.search(_flat(text)) is not None


def _flat(text: str) -> str:
    """The words, with a comma where anything stood between them that ends a breath."""
    return " ".join(re.findall(r"\w+|,", re.sub(r"[.;:!?…\n]", ",", fold(text))))


def _is_a_wish(said: str, found: re.Match[str]) -> bool:
    """Whether it is as in "tôi muốn chết": neither "tức muốn chết" nor "không muốn chết"."""
    before = said[max(0, found.start() - 30) : found.start()].split()
    last = before[-1] if before else ""
    if last in _NOT_THEIRS or last in _NOT_WANTED or last in _IDIOMS:
        return False
    startled = before[-2:] in (["giật", "mình"], ["giat", "minh"])
    return not startled and last not in _BARE_IDIOMS
