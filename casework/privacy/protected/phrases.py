"""Places, brands and roles that stay, although their words could be read as names.

Sources: eval/README (what stays), FACTS 4 (communes, old districts and provinces).
"""

from collections import defaultdict
from collections.abc import Iterator

from casework.privacy.lexicon.brands import BANKS, BRANDS
from casework.privacy.lexicon.given_names import (
    GIVEN_NAMES,
    GIVEN_NAMES_BARE,
    NEVER_BARE,
    one_spelling,
)
from casework.privacy.lexicon.honorifics import CLEAR_HONORIFICS, HONORIFICS
from casework.privacy.lexicon.letters import bare
from casework.privacy.lexicon.places import COMMUNES, FAMOUS, PROVINCES, TOWNS
from casework.privacy.lexicon.roles import ROLES
from casework.privacy.lexicon.surnames import CLEAR_SURNAMES, SURNAMES, SURNAMES_BARE
from casework.privacy.words import Word


def _entries(*lists: str) -> Iterator[str]:
    entries = (" ".join(entry.split()) for text in lists for entry in text.split("|"))
    return (entry for entry in entries if entry)


def _phrases(*lists: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(bare(entry).split()) for entry in _entries(*lists))


def _as_marked(*lists: str) -> dict[tuple[str, ...], frozenset[tuple[str, ...]]]:
    """The marked spellings of phrases by their bare ones; those that the lists write with marks."""
    spelled: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for entry in _entries(*lists):
        spelled[tuple(bare(entry).split())].add(tuple(map(one_spelling, entry.split())))
    return {phrase: frozenset(forms) for phrase, forms in spelled.items()}


_PHRASES = _phrases(BRANDS, ROLES, COMMUNES, PROVINCES, TOWNS, FAMOUS) | {(bank,) for bank in BANKS}
_SPELLINGS = _as_marked(BRANDS, ROLES, COMMUNES, PROVINCES, TOWNS, FAMOUS)
_FIRST = frozenset(phrase[0] for phrase in _PHRASES)
_PLACES = _phrases(COMMUNES, PROVINCES, TOWNS)
_FAMOUS = _phrases(FAMOUS)
_BRAND_WORDS = frozenset(p[0] for p in _phrases(BRANDS) if len(p) == 1) | BANKS
_LONGEST = max(map(len, _PHRASES))

_LEVELS = frozenset("xã phường quận huyện tỉnh tx tp ttr p q h xa phuong quan huyen tinh".split())
_TWO_WORD_LEVELS = frozenset({("thi", "tran"), ("thanh", "pho"), ("thi", "xa"), ("dac", "khu")})
# "trường Lê Lợi", "bệnh viện Nguyễn Tri Phương", "công ty Minh Phát", "sàn Binance"
_HOUSES = frozenset(
    "nghiep truong thpt thcs kcn pha th hospital cty tnhh app san phim game web trang "
    "hang bv vien".split()
)
_MARKED_HOUSES = frozenset("phà cảng trường sàn hãng viện đh".split())
_TWO_WORD_HOUSES = frozenset(
    tuple(pair.split())
    for pair in "benh vien|cong ty|tap doan|sieu thi|dai hoc|cao dang|tieu hoc|mam non|mau giao|"
    "trung hoc|nha thuoc|khach san|nha hang|phong kham|thuong hieu|ung dung|trung tam|bao hiem|"
    "nha khoa|cua khau|san bay|khu cong|ben pha|nha xe|hang xe|khu du|khu cong|hoc vien|to chuc|"
    "quy tu".split("|")
)
_BEGINS = (
    _FIRST
    | _HOUSES
    | frozenset(map(bare, _LEVELS | _MARKED_HOUSES))
    | frozenset(pair[0] for pair in _TWO_WORD_LEVELS | _TWO_WORD_HOUSES)
)
_CLEAR = CLEAR_HONORIFICS | {"em", "be"}
_BEFORE_A_PERSON = frozenset("la ten gui chao".split())
# Typed without marks and in small letters they are no other word.
_ONLY_SURNAMES = frozenset("nguyen pham huynh tran".split())
_NAME_CUES = frozenset("tên ten tk ctk nhận nhan hưởng huong".split())
# Nobody is called so: they stay after an honorific too.
_NEVER_PERSONS = _phrases(
    "canh giac|ho so|quy nhon|dai loan|ha dong|nong son|nha trang|da lat|da nang|can tho|vung tau|"
    "soc trang|ca mau|dong thap|tien giang|viet nam|han quoc|trung quoc|nhat ban|thai lan"
)
_LONGEST_NAME = 4
_PERSON_MIDDLES = frozenset({"thi", "van", "huu"})


def kept_words(words: tuple[Word, ...]) -> frozenset[int]:
    """Return the indexes of words that no rule for names or addresses may touch."""
    kept: set[int] = set()
    index = 0
    while index < len(words):
        if words[index].bare not in _BEGINS:
            index += 1  # most words begin nothing that is kept
            continue
        length = _after_level(words, index) or _phrase(words, index)
        kept.update(range(index, index + length))
        index += max(length, 1)
    return frozenset(kept)


def is_level(words: tuple[Word, ...], index: int) -> bool:
    """Whether a word says commune, ward, district or province."""
    return _level_length(words, index) > 0


def is_brand(word: Word) -> bool:
    """Whether a word alone is a brand: 'kênh Youtube' is no canal."""
    return word.bare in _BRAND_WORDS


def is_place(words: tuple[Word, ...]) -> bool:
    """Whether these words are the name of a commune, an old district, a town or a province."""
    return tuple(word.bare for word in words) in _PLACES


def is_famous(words: tuple[Word, ...], index: int) -> bool:
    """Whether a landmark begins here that the whole country knows."""
    return any(_spelled(words, index, n) in _FAMOUS for n in range(2, _LONGEST + 1))


def _level_length(words: tuple[Word, ...], index: int) -> int:
    word = words[index]
    if _pair(words, index) in _TWO_WORD_LEVELS:
        return 2
    single = word.lower in _LEVELS and not (index and _calls_a_person(words[index - 1], word))
    return 1 if single and (len(word.lower) > 1 or word.typed.isupper()) else 0


def _calls_a_person(before: Word, word: Word) -> bool:
    """'chi Phuong Thao', 'la Phuong Thao': without marks 'Phuong' is a name here, no ward."""
    if before.lower in HONORIFICS:
        return True
    return word.lower == "phuong" and word.title and before.bare in _BEFORE_A_PERSON


def _pair(words: tuple[Word, ...], index: int) -> tuple[str, ...]:
    return tuple(word.bare for word in words[index : index + 2])


def _after_level(words: tuple[Word, ...], index: int) -> int:
    """Count the words of 'xã Tân Phước 1', or of 'trường THCS Mỹ Trà'."""
    level = _level_length(words, index)
    house = 0 if level else _house_length(words, index)
    if not level and not house:
        return 0
    start = index + (level or house)
    while start < len(words) and words[start].bare in _HOUSES:
        start += 1
    if start < len(words):
        start += _level_length(words, start)
    place = max(
        (
            n
            for n in range(1, min(_LONGEST, len(words) - start) + 1)
            if _spelled(words, start, n) in _PLACES
        ),
        default=0,
    )
    if place > 1:
        return start + place - index
    return start - index + max(place, _capitals(words, start, of_a_level=bool(level)))


def _house_length(words: tuple[Word, ...], index: int) -> int:
    if _pair(words, index) in _TWO_WORD_HOUSES:
        return 2
    word = words[index]
    after = words[index + 1].bare if index + 1 < len(words) else ""
    if (word.title and index and words[index - 1].lower in HONORIFICS) or after == "truong":
        return 0  # 'cô Trang', 'viện trưởng'
    if word.marked:
        return 1 if word.lower in _MARKED_HOUSES else 0
    return (
        1 if word.bare in _HOUSES and not (word.typed[0].isupper() and word.bare == "truong") else 0
    )


def _capitals(words: tuple[Word, ...], start: int, *, of_a_level: bool) -> int:
    """Count capital words of an unknown place; none if they are rather a person's name.

    Communes bear persons' names too: 'xã Hồ Thị Kỷ'.
    """
    count = 0
    for word in words[start : start + _LONGEST_NAME]:
        if not (word.title or word.upper or (count and word.typed.isdigit())):
            break
        if not word.joined:
            break
        count += 1
    if (
        count > 1
        and not of_a_level
        and words[start].bare in SURNAMES_BARE
        and words[start + 1].bare in _PERSON_MIDDLES
    ):
        return 0
    return count


def _phrase(words: tuple[Word, ...], index: int) -> int:
    if words[index].bare not in _FIRST:
        return 0
    for length in range(min(_LONGEST, len(words) - index), 0, -1):
        if _spelled(words, index, length) in _PHRASES and _as_typed(words, index, length):
            return 0 if _belongs_to_person(words, index, length) else length
    return 0


def _as_typed(words: tuple[Word, ...], start: int, length: int) -> bool:
    """Whether the marks are those of the phrase: 'cô Đỗ' is no Cờ Đỏ, 'Bảo mình' no Bảo Minh.

    A phrase that the lists hold without marks may be typed with any.
    """
    part = words[start : start + length]
    called = part[0].lower in HONORIFICS and part[0].typed[0].islower()
    if called and len(part) > 1 and part[1].title:
        return False  # 'anh Dương' is no Ánh Dương
    forms = _SPELLINGS.get(tuple(word.bare for word in part))
    return forms is None or any(
        "".join(form).isascii()
        or all(not w.marked or one_spelling(w.lower) == f for w, f in zip(part, form, strict=True))
        for form in forms
    )


def _spelled(words: tuple[Word, ...], start: int, length: int) -> tuple[str, ...]:
    return tuple(word.bare for word in words[start : start + length])


def _is_surname(word: Word) -> bool:
    known = word.lower in SURNAMES if word.marked else word.bare in SURNAMES_BARE
    return known and word.typed[0].isupper()


def _belongs_to_person(words: tuple[Word, ...], index: int, length: int) -> bool:
    """'chị Kim Sơn', 'Nguyễn Thanh Bình': the place's name is a part of a person's."""
    if index == 0 or not words[index].joined or _spelled(words, index, length) in _NEVER_PERSONS:
        return False
    before = words[index - 1]
    if _spelled(words, index, length) in _ROLE_PHRASES:
        return before.bare in CLEAR_SURNAMES and words[index + length - 1].title
    told = index > 1 and words[index - 2].lower in _NAME_CUES
    sure = before.lower in _ONLY_SURNAMES or (told and before.bare in SURNAMES_BARE)
    if sure or (_is_surname(before) and words[index].typed[0].isupper()):
        return True
    if before.title and words[index].title and _begins_a_name(before, length):
        return True
    announced = before.lower in _NAME_CUES or before.typed == "<ACCOUNT>"
    if length == 1 or not words[index].typed[0].isupper():
        return announced and _given_behind(words, index + length)
    honorific = before.lower in HONORIFICS if before.marked else before.bare in _CLEAR
    return honorific or before.lower in _NAME_CUES or _goes_on_as_a_person(words, index, length)


def _given_behind(words: tuple[Word, ...], index: int) -> bool:
    """'chu tk nguyen kim tuan': a given name follows the brand."""
    after = words[index : index + 1]
    return bool(after) and after[0].joined and after[0].bare in GIVEN_NAMES_BARE - NEVER_BARE


def _goes_on_as_a_person(words: tuple[Word, ...], index: int, length: int) -> bool:
    """'NGUYEN KIM TUAN': a brand that is a surname and a middle name, and then a given name."""
    after = words[index + length : index + length + 1]
    if not after or not after[0].joined or words[index].bare not in CLEAR_SURNAMES:
        return False
    alike = after[0].upper == words[index].upper and after[0].typed[0].isupper()
    return alike and after[0].bare in GIVEN_NAMES_BARE


def _begins_a_name(before: Word, length: int) -> bool:
    """'Vưu Thị Thanh Bình', 'Thế Vinh': behind thị or văn, or one word behind a given name."""
    return before.lower in {"thị", "văn"} or (length == 1 and before.lower in GIVEN_NAMES)


_ROLE_PHRASES = _phrases(ROLES)
