"""What in front of a dot and behind it can be ordinary Vietnamese: 'xong.co gi', 'ok.cam on'.

Without tone marks many endings of hosts are syllables (co, me, no, ma, so, to, vi) or the short
forms of chats (ck, tk, mn). A host without a scheme is believed only if it cannot be read so.
"""

import re
from enum import Enum, auto


class Ending(Enum):
    """How far the last label of a host can be taken for something else."""

    STRONG = auto()  # hardly ever anything else than the end of a host
    WORD = auto()  # a syllable or a short form, but also one of links: co, me
    SLIP = auto()  # one that hardly any link has: no, ma, ong
    ENGLISH = auto()  # an English word that Vietnamese chats use too: app, link, live
    FILE = auto()  # also the ending of a file's name


class Read(Enum):
    """As what a label can be read."""

    NAME = auto()  # no word: vietcombank, vcb247
    NUMBER = auto()  # an amount, a time, a date
    SYLLABLE = auto()  # a Vietnamese syllable, a short form, a single letter
    BORROWED = auto()  # a word, name or initials that stand in sentences: facebook, app, vcb


# Not a list of what scammers use: that is data/official_domains.yml. Endings that are no word.
_STRONG = frozenset(
    "com net org vn edu gov info biz xyz top vip club site online store icu asia mobi website"
    " tech space cyou sbs cfd lol buzz bond monster quest wang bet casino poker loan loans finance"
    " fun ink io cn jp kr uk eu sg tw eg ws gg pw".split()
)
# Files and code: main.py, doc.md, bai.zip.
_FILES = frozenset("zip mov py sh md pl rs ps java data name cab ms bat pub map id is in".split())
# Endings of countries that are known from links; any other syllable or short form is rather one.
_OF_LINKS = frozenset(
    "co me ai la so to ly im cc tk ml ga cf gq gl ee st gd us tv am fm be cx".split()
)

_SYLLABLE = re.compile(
    r"(?:ngh?|nh?|ch?|gh|gi|g|kh?|ph?|qu?|th?|tr|b|dz?|h|l|m|r|s|v|x|z|w|j|f)?"
    r"(?:uye|uya|uyu|uay|uoi|uou|oai|oay|oeo|oao|ieu|yeu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo"
    r"|ua|ue|ui|uo|uu|uy|ye|a|e|i|o|u|y)"
    r"(?:ngh?|nh|ch|k|[cmnpt])?"
)
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE.pattern})+")
_SHORT_FORM = re.compile(r"[a-z]{1,2}|oke|okie?")
_INITIALS = re.compile(r"[bcdfghjklmnpqrstvwxz]{3,4}")  # ntn, vcb
_AMOUNT = re.compile(
    r"[\d-]+|\d+(?:k|tr|t|ty|ti|trieu|ngan|nghin|cu|chai|d|vnd|usd|h|g|p|ph|m|s|ngay|thang|nam|lan"
    r"|nguoi|cai|so|kg|km|dong|gio|phut)\d{0,3}"
)
# English and brand names that stand at the end of Vietnamese sentences. Only for telling a
# sentence from a host: a brand that is missing here costs a link that is found for nothing.
_BORROWED = frozenset(
    "facebook zalo telegram viber messenger tiktok youtube google gmail email mail instagram fb ig"
    " shopee lazada tiki sendo grab momo viettel vinaphone mobifone vietcombank vietinbank bidv"
    " agribank techcombank sacombank vpbank mbbank tpbank acb vneid viettelpay zalopay iphone"
    " samsung oppo android windows apple app apps link web website online admin shipper sale sales"
    " shop bank banking internet video livestream live stream chat call sms otp code pass password"
    " pin page group add block spam report check inbox comment like share follow story reel ship"
    " order deal voucher game team leader acc account nick user username file self this data obj"
    " event document window user request response item list string str dict math sys console"
    " super config test main index doctor visa card atm world hello yes please bye thanks money"
    " cod case camera laptop wifi sim free vip top hot new ai bot clip photo crypto usdt bitcoin"
    " internet marketing review idol fan fans show sex gay style teen domain".split()
)
# Behind these an ending is spoken of: 'tên miền .xyz', 'web .com'.
_OF_ENDINGS = frozenset("domain mien duoi web website link trang url ten".split())


def ending(label: str) -> Ending:
    """How far an ending in small ASCII letters can be taken for something else."""
    if label in _STRONG:
        return Ending.STRONG
    if label in _FILES:
        return Ending.FILE
    if label in _OF_LINKS:
        return Ending.WORD
    # Words with these letters are English, whatever chats do with them: win, fan.
    is_syllable = _SYLLABLE.fullmatch(label) and label[0] not in "fjwz"
    if is_syllable or len(label) == 2:  # noqa: PLR2004  # all of countries
        return Ending.SLIP
    return Ending.STRONG if label.startswith("xn--") else Ending.ENGLISH


def read(label: str) -> Read:
    """As what a label in small ASCII letters can be read."""
    if _AMOUNT.fullmatch(label):
        return Read.NUMBER
    if _SYLLABLE.fullmatch(label) or _SHORT_FORM.fullmatch(label):
        return Read.SYLLABLE
    is_borrowed = label in _BORROWED or _INITIALS.fullmatch(label)
    return Read.BORROWED if is_borrowed else Read.NAME


def are_syllables(letters: str) -> bool:
    """Whether small ASCII letters are Vietnamese syllables, one behind the other."""
    return _SYLLABLES.fullmatch(letters) is not None


def speaks_of_endings(label: str) -> bool:
    """Whether an ending behind this word is no host: 'tên miền .xyz'."""
    return label in _OF_ENDINGS


def is_spoken(word: str) -> bool:
    """Whether a word in small ASCII letters is a Vietnamese syllable or a short form."""
    return read(word) is Read.SYLLABLE
