"""Whether a chain of labels without a scheme is meant as a link, or two sentences met at a dot."""

import re
from dataclasses import dataclass, field

from casework.evidence.links.hosts import Host
from casework.evidence.links.speech import Ending, Read, ending, is_spoken, read, speaks_of_endings
from casework.evidence.links.spelling import HIDDEN, LATE, SPACED, WEAK

# Short hosts that read as words; everybody knows them.
KNOWN = frozenset(
    "bit.ly cutt.ly t.me m.me zalo.me fb.me is.gd v.gd goo.gl t.co t.ly ow.ly s.id wa.me fb.com"
    " g.co youtu.be bom.so line.me adf.ly tiny.cc da.gd u.to rb.gy shp.ee".split()
)
_USUAL = frozenset({"com", "net", "org", "vn"})
_WORDS = frozenset({Ending.WORD, Ending.SLIP})
_SHORTEST_NAME = 4
"""Letters that a name before an ending such as 'co' must have. A choice of ours."""
_LONG = {Ending.ENGLISH: 8, Ending.WORD: 10}
"""Letters from which on a name is rather made up for a host: 'homestay.co', but 'dangkyvneid.co'.

A choice of ours, after all texts of data/examples with the blanks behind their dots left out.
"""
_SHORTEST_KNOWN = 3
_LONGEST_ANSWER = 2
# Software that is named like a host: a name in a sentence, unless something more is said.
_SOFTWARE = frozenset("asp.net vb.net ado.net ml.net socket.io".split())
_CLASS = re.compile(r"(?:[6-9]|1[0-2])[a-h]\d{1,2}")  # at school: 10A1
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Chain:
    """What speaks for and against a chain of labels, as typed.

    `has_cue`: 'vào', 'link', 'trang' stand right before it. `is_alone`: its line ends behind it.
    `is_line`: its line also begins with it.
    """

    parts: Host = field(repr=False)
    typed: tuple[str, ...] = field(repr=False)
    dots: frozenset[str]
    path: str = field(repr=False)
    has_port: bool
    has_cue: bool
    is_alone: bool
    is_line: bool

    @property
    def kind(self) -> Ending:
        """How far its ending can be taken for something else; one of two parts hardly can."""
        first, dot, last = self.parts.suffix.partition(".")
        if not dot:
            return ending(first)
        is_speech = is_spoken(first) and ending(first) is not Ending.STRONG and len(last) == 2  # noqa: PLR2004  # of countries
        return Ending.WORD if is_speech else Ending.STRONG

    @property
    def reads_as(self) -> Read:
        """As what the label before the ending can be read: of 'bank.com.vip' that before 'com'."""
        label, before = self.parts.label, self.parts.subdomains
        is_inner_ending = before and label in _USUAL
        return read(before[-1] if is_inner_ending else label)

    @property
    def is_usual(self) -> bool:
        """Whether its ending is one of those that people say and write with blanks."""
        return self.parts.suffix in _USUAL or self.has_two_parts

    @property
    def has_two_parts(self) -> bool:
        """Whether another dot stands in its ending: com.vn."""
        return "." in self.parts.suffix

    @property
    def in_capitals(self) -> bool:
        """Whether its ending begins with a capital letter."""
        return self.typed[-1][0].isupper()

    @property
    def begins_anew(self) -> bool:
        """Whether only the ending has a capital letter: 'xong.No bao'."""
        return self.in_capitals and self.typed[-2].islower()

    @property
    def has_name(self) -> bool:
        """Whether another dot speaks for it: a label further left is no word."""
        return any(
            read(label) is Read.NAME and len(label) >= _SHORTEST_NAME
            for label in self.parts.subdomains
        )


def is_meant(chain: Chain) -> bool:
    """Whether it is a link rather than a slip of the keyboard."""
    if chain.typed[0].lower() == "www" or chain.has_port or _path_speaks(chain):
        return True
    if chain.dots & WEAK:
        return _meant_though_weak(chain)
    if HIDDEN in chain.dots or _is_well_known(chain):
        return chain.reads_as is not Read.NUMBER or chain.kind is Ending.STRONG
    if chain.reads_as is Read.NUMBER:
        return _number_is_meant(chain)
    reading = _name_is_meant if chain.reads_as is Read.NAME else _word_is_meant
    return reading(chain) and not _is_software(chain)


def _is_software(chain: Chain) -> bool:
    """'ASP.NET' and 'socket.io' in a sentence; 'vào socket.io' is a link."""
    is_whole = not (chain.parts.subdomains or chain.has_cue)
    return is_whole and chain.parts.registered in _SOFTWARE


def _path_speaks(chain: Chain) -> bool:
    if len(chain.path) <= 1:
        return False
    if chain.parts.registered in KNOWN:
        return True
    if chain.kind not in _WORDS:
        return LATE not in chain.dots or chain.kind is Ending.STRONG
    if chain.reads_as is Read.NUMBER:
        return False
    # 'em.co/khong' is a question.
    words = _LETTERS.findall(chain.path.lower())
    is_speech = chain.path[1:].isalpha() and all(map(is_spoken, words))
    return chain.reads_as is Read.NAME or not is_speech


def _is_well_known(chain: Chain) -> bool:
    """bit.ly is known among words too; t.me and zalo.me need a path, or a line of their own."""
    is_long = len(chain.parts.label) >= _SHORTEST_KNOWN
    is_clear = chain.is_line or (is_long and chain.reads_as is not Read.BORROWED)
    return chain.parts.registered in KNOWN and is_clear


def _number_is_meant(chain: Chain) -> bool:
    """88.top and 24h.com are; 'ngày 2.9.vn' and '300k.vip' are not."""
    if chain.kind is not Ending.STRONG:
        return False
    label, suffix = chain.parts.label, chain.parts.suffix
    is_figure = label.isdigit() and len(label) > 1 and suffix != "vn"
    return chain.has_cue or is_figure or (chain.is_usual and suffix != "vn")


def _word_is_meant(chain: Chain) -> bool:
    is_borrowed = chain.reads_as is Read.BORROWED
    match chain.kind:
        case Ending.STRONG:
            is_short = len(chain.parts.label) == 1 and not chain.is_usual
            is_slip = is_short or (chain.begins_anew and not is_borrowed) or _is_answer(chain)
            return chain.has_cue or not is_slip
        case Ending.ENGLISH:
            return chain.has_cue or chain.has_name or (chain.is_line and is_borrowed)
        case Ending.WORD:
            has_place = chain.has_cue or chain.is_alone or chain.has_two_parts
            return chain.has_name or (has_place and is_borrowed and not chain.begins_anew)
        case Ending.SLIP:
            return chain.is_line and is_borrowed and not chain.begins_anew
        case Ending.FILE:
            return False


def _is_answer(chain: Chain) -> bool:
    """'ok.vn minh hop': a word of two letters, and the sentence goes on."""
    is_short = len(chain.parts.label) <= _LONGEST_ANSWER and chain.reads_as is Read.SYLLABLE
    return is_short and chain.parts.suffix == "vn" and not chain.is_alone


def _name_is_meant(chain: Chain) -> bool:
    label = chain.parts.label
    match chain.kind:
        case Ending.STRONG:
            return True
        case Ending.ENGLISH | Ending.WORD as kind:
            is_class = _CLASS.fullmatch(label)
            is_made_up = not (label.isalpha() or is_class) and len(label) >= _SHORTEST_NAME
            is_long = len(label) >= _LONG[kind]
            has_place = chain.has_cue or chain.is_alone or chain.has_two_parts
            return (has_place or chain.has_name or is_made_up or is_long) and not chain.begins_anew
        case Ending.SLIP:
            is_made_up = not (label.isalpha() or all(map(is_spoken, label.split("-"))))
            speaks = is_made_up or chain.has_name or chain.has_cue or chain.is_line
            return speaks and len(label) >= _SHORTEST_NAME and not chain.begins_anew
        case Ending.FILE:
            return False


def _meant_though_weak(chain: Chain) -> bool:
    if chain.reads_as is Read.NUMBER:
        return chain.has_two_parts or (chain.is_usual and chain.has_cue)
    if LATE in chain.dots:
        is_word = chain.reads_as is not Read.NAME and not chain.has_two_parts
        return chain.kind is Ending.STRONG and not (chain.in_capitals or is_word)
    if _is_well_known(chain):
        return True
    return _meant_with_blanks(chain) if SPACED in chain.dots else _meant_aloud(chain)


def _meant_with_blanks(chain: Chain) -> bool:
    """'vietcombank . com' is; 'xong . com' and 'về nước . VN' are not."""
    if speaks_of_endings(chain.parts.label):
        return False
    is_name = chain.reads_as is Read.NAME
    if chain.kind is Ending.STRONG:
        is_slip = chain.reads_as is Read.SYLLABLE or chain.in_capitals
        return is_name or not is_slip or (chain.is_usual and chain.has_cue)
    return is_name and chain.kind in {Ending.ENGLISH, Ending.WORD} and chain.has_cue


def _meant_aloud(chain: Chain) -> bool:
    """'vay chấm com' is; 'em chấm vn' and 'em chấm co' are not."""
    is_syllable = chain.reads_as is Read.SYLLABLE
    if chain.is_usual:
        return chain.has_cue or not (is_syllable and chain.parts.suffix == "vn")
    if chain.kind is Ending.STRONG:
        return chain.has_cue or not is_syllable
    return chain.reads_as is Read.NAME or (chain.kind is Ending.WORD and not is_syllable)
