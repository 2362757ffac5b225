"""Links to persons, groups and places on a map, and handles.

Sources: FACTS 6 (facebook.com/…, fb.me, zalo.me/…, t.me/…, @handle are personal; the domain of
a scam site is not).
"""

import re
from collections.abc import Iterator

from casework.privacy.lexicon.brands import BANKS
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_HOSTS = (
    r"facebook\.com|fb\.com|fb\.me|fb\.watch|m\.me|messenger\.com|zalo\.me|zaloapp\.com|t\.me|"
    r"telegram\.(?:me|dog|org)|instagram\.com|ig\.me|instagr\.am|tiktok\.com|wa\.me|whatsapp\.com|"
    r"viber\.com|line\.me|lin\.ee|twitter\.com|x\.com|threads\.(?:net|com)|linkedin\.com|"
    r"discord\.gg|discord\.com|youtube\.com|youtu\.be|pinterest\.com|locket\.\w+|wechat\.com|"
    r"maps\.app\.goo\.gl|goo\.gl/maps|google\.com(?:\.vn)?/maps|maps\.google\.com(?:\.vn)?|"
    r"g\.page|g\.co|drive\.google\.com|docs\.google\.com|forms\.gle|photos\.app\.goo\.gl|"
    r"zoom\.us|meet\.google\.com|skype\.com"
)
_LINK = re.compile(
    rf"(?:(?:https?|hxxps?)\s?:\s?//\s?)?(?<![\w@\-])(?:[\w\-]{{1,30}}\.){{0,3}}(?:{_HOSTS})"
    r"\s?[/?]\s?[^\s<>\"'“”]{1,500}"
)
_PROTOCOL = re.compile(r"\b(?:tg|zalo|viber|fb|whatsapp)://[^\s<>\"']{1,500}")
_HANDLE = re.compile(r"(?<![\w.@])@\s?[a-z0-9_](?:[\w.]{1,38}\w)(?!\w)")
_NAMED = re.compile(
    r"\b(?:tele(?:gram|gam)?|tlg|zalo|ins(?:ta(?:gram)?)?|ig|tiktok|fb|facebook|skype|viber|line|wechat|"
    r"discord|user(?:name)?|nick|acc|tai khoan tele|id tele|id zalo)"
    r"(?:\s(?:la|id|cua no|no|ten|nick|acc|cua em|em|ghi|user|name|phu|chinh|moi|cu|game|ao|gia|"
    r"lua|ban hang|cua con|cua "
    r"tui)\b){0,5}\s{0,3}[:=]?\s{0,3}"
    r"((?=[a-z0-9.]*[\d_]|[a-z0-9]+\.)(?=[\d._]*[a-z])[a-z0-9][a-z0-9_.]{3,38}[a-z0-9])(?![\w@])"
)
# Only handles are written so: 'shopee.cskh_vn247', 'xXsoái_ca_miền_tâyXx'.
_UNDERSCORED = re.compile(
    r"(?<![\w.@/:\-])(?=[^\s<>]{0,40}_)(?!user_?name|pass_?word|file_?name)[^\W_][\w.]{1,38}_[\w.]{0,38}[^\W_](?![\w@])"
)
# Letters only, but no Vietnamese syllable: 'id tele phucbuoi', 'zalo: kimmit'.
_LETTERS_ONLY = re.compile(
    r"\b(?:id (?:tele|telegram|zalo|line|wechat|viber)|(?:tele|telegram|ig|insta|skype|wechat|"
    r"line|viber|zalo|fb|"
    r"facebook|tiktok)\s?:|ig|(?:wechat|line|viber) id:?|"
    r"skype)\s{0,2}(?:live:)?([a-z][a-z.]{4,30})(?![\w@])"
)
# Links that are written as they are said: 'fb/kimmit_shop', 't me/phucbuoi'.
_LOOSE_LINK = re.compile(
    r"(?<![\w.])(?:fb|facebook|tme|t me|zalo|tiktok|insta|ig|linktr\.ee|lnk\.bio|"
    r"facebook ?\. ?com)\s?/\s?"
    r"(?!\s)[a-z0-9_][a-z0-9_.]{3,40}"
)
_USER_NAME = re.compile(
    r"\b(?:ten dang nhap|ten (?:nguoi dung|user)|tai khoan dang nhap|id dang nhap|login|"
    r"user ?name|user)"
    r"(?:\s(?:la|cua|no|em|tui|toi|minh|cu|moi|app|web|vao|dang nhap|ngan hang|tk|zalo|fb)\b){0,5}"
    r"\s{0,3}[:=\-]?\s{0,3}[\"'“]?([a-z0-9][a-z0-9._\-]{3,38}[a-z0-9])(?![\w@])"
)
# One syllable is a word ("tên đăng nhập không đúng"), several without a gap are a user name.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|th|tr|ch|ph|kh|gh|gi|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?"
)
_WORDS_AFTER_USER = BANKS | frozenset(
    "name names password account admin agent login interface friendly telegram facebook zalo "
    "tiktok google gmail email viber youtube instagram messenger website online internet banking "
    "ibanking mobile digital iphone android shopee lazada username vneid vssid etax "
    "service support experience guide manual".split()
)
_NOT_A_HANDLE = re.compile(
    r"\d+(?:k|tr\d*|h\d*|d|ngay|trieu|usd|p)|.*\.(?:com|vn|net|org|top|vip|xyz|me|gg|apk|pdf|"
    r"exe|docx?|xlsx?|zip|rar|ipa|html?|jpe?g|png|mp[34])"
)


def _find(reading: Reading) -> Iterator[Span]:
    for form in (_LINK, _PROTOCOL):
        for found in form.finditer(reading.bare):
            start, end = found.span()
            while reading.text[end - 1] in ".,;:!?)”\"'":
                end -= 1
            yield start, end
    yield from _handles(reading)


def _handles(reading: Reading) -> Iterator[Span]:
    for found in _HANDLE.finditer(reading.bare):
        yield found.span()
    for form, group in ((_NAMED, 1), (_UNDERSCORED, 0)):
        for found in form.finditer(reading.bare):
            if not _NOT_A_HANDLE.fullmatch(found.group(group)):
                yield found.span(group)
    for form in (_USER_NAME, _LETTERS_ONLY):
        for found in form.finditer(reading.bare):
            if _is_user_name(reading, found):
                yield found.span(1)
    for found in _LOOSE_LINK.finditer(reading.bare):
        behind = found.group().rpartition("/")[2].strip()
        if not _SYLLABLE.fullmatch(behind) and behind not in _WORDS_AFTER_USER:
            yield found.span()


def _is_user_name(reading: Reading, found: re.Match[str]) -> bool:
    """Tell 'user hoanglongle' from 'user admin' and 'tên đăng nhập không đúng'."""
    name = found.group(1)
    if not reading.text[found.start(1) : found.end(1)].isascii() or _NOT_A_HANDLE.fullmatch(name):
        return False
    return not _SYLLABLE.fullmatch(name) and name not in _WORDS_AFTER_USER


PROFILE_LINK = Recognizer("url_profile", "<PROFILE>", _find)
