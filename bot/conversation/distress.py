"""Hears what comes before any advice on scams: a life in danger, or a child alone with this."""

import re

from casework.vietnamese import Word, fold, strip_tones, words

# Compared word by word: a word typed with marks must have these marks, so that "tư vấn" is not
# "tự vẫn". "tức muốn chết", "sợ muốn chết" are only ways of speaking and do not stand here.
_DESPAIR = tuple(
    words(phrase)
    for phrase in (
        "tự tử;tự vẫn;tự sát;quyên sinh;tự kết liễu;kết liễu đời;không muốn sống;ko muốn sống;"
        "k muốn sống;hông muốn sống;không mún sống;ko mun song;hết muốn sống;không thiết sống;"
        "không còn muốn sống;chẳng muốn sống;chán sống;tôi muốn chết;tui muốn chết;em muốn chết;"
        "con muốn chết;mình muốn chết;cháu muốn chết;chỉ muốn chết;muốn chết quá;muốn chết cho xong;"
        "muốn chết cho rồi;tôi đi chết;tui đi chết;em đi chết;chết cho rồi;chết cho xong;chết quách;"
        "chết phứt;thà chết;chết đi cho;sống làm gì nữa;sống chi nữa;sống không bằng chết;"
        "nhảy cầu tự;nhảy cầu chết;nhảy sông;nhảy lầu;treo cổ;cắt cổ tay;rạch tay;uống thuốc sâu;"
        "uống thuốc trừ sâu;uống thuốc rầy;uống thuốc ngủ;uống thuốc chuột;uống thuốc cỏ;nghĩ quẩn;"
        "ngủ luôn không dậy;muốn biến mất;không muốn tồn tại"
    ).split(";")
)
_HARM = tuple(
    words(phrase)
    for phrase in (
        "doạ giết;dọa giết;đòi giết;giết tôi;giết tui;giết em;giết con;giết cả nhà;chém tôi;chém tui;"
        "đòi chém;đòi đánh;đánh đập;tới nhà đánh;đang bị nhốt;bị nhốt;bị giam;bị bắt cóc;bắt cóc con;"
        "bị trói;đang bị giữ;nó đánh em;nó đánh tôi;chích điện;bị bán sang"
    ).split(";")
)
_YOUNG = re.compile(
    # "con tôi 6 tuổi", "con gái em học lớp 5" speak of the writer's child.
    r"(?<!con )(?<!em )(?<!chau )(?<!gai )(?<!trai )(?<!nha )(?<!cua )(?<!be )"
    r"\b(?:con|em|chau|minh|tui|toi)\s+(?:(?:moi|nay|dang|chi|la|duoc)\s+){0,2}"
    r"(?:(?P<age>\d{1,2})\s*tuoi|hoc\s+lop\s+(?P<grade>\d{1,2})\b)"
)
_ADULT_IN_CARE = 16
_LAST_GRADE_BELOW = 9


def hears_despair(text: str) -> bool:
    """Whether the text speaks of not wanting to live."""
    return _says_any(text, _DESPAIR)


def hears_danger(text: str) -> bool:
    """Whether the text speaks of somebody being hurt, held or threatened with death."""
    return _says_any(text, _HARM)


def sounds_like_a_child(text: str) -> bool:
    """Whether the text says of its writer an age under 16, or a grade up to 9."""
    found = _YOUNG.search(strip_tones(fold(text)))
    if found is None:
        return False
    if found.group("age"):
        return int(found.group("age")) < _ADULT_IN_CARE
    return int(found.group("grade")) <= _LAST_GRADE_BELOW


def _says_any(text: str, phrases: tuple[tuple[Word, ...], ...]) -> bool:
    said = words(text)
    return any(
        _says(said[i : i + len(phrase)], phrase)
        for phrase in phrases
        for i in range(len(said) - len(phrase) + 1)
    )


def _says(said: tuple[Word, ...], phrase: tuple[Word, ...]) -> bool:
    """Exactly, or without any marks at all: "tự tu" is typed with marks and is not "tự tử"."""
    if [word.typed for word in said] == [word.typed for word in phrase]:
        return True
    bare = [word.bare for word in said] == [word.bare for word in phrase]
    return bare and not any(word.has_marks for word in said)
