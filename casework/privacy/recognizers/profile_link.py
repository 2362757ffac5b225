"""Links to persons, groups and places on a map, and handles.

Sources: FACTS 6 (facebook.com/…, fb.me, zalo.me/…, t.me/…, @handle are personal; the domain of
a scam site is not).
"""

import re
from collections.abc import Iterator

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
    r"(?:\s(?:la|id|cua no|no|ten|nick|acc|cua em|em|ghi|user|name|cua "
    r"tui)){0,5}\s{0,3}[:=]?\s{0,3}"
    r"((?=[a-z0-9.]*[\d_]|[a-z0-9]+\.)(?=[\d._]*[a-z])[a-z0-9][a-z0-9_.]{3,38}[a-z0-9])(?![\w@])"
)
_NOT_A_HANDLE = re.compile(
    r"\d+(?:k|tr\d*|h\d*|d|ngay|trieu|usd|p)|.*\.(?:com|vn|net|org|top|vip|xyz|me|gg)"
)


def _find(reading: Reading) -> Iterator[Span]:
    for form in (_LINK, _PROTOCOL):
        for found in form.finditer(reading.bare):
            start, end = found.span()
            while reading.text[end - 1] in ".,;:!?)”\"'":
                end -= 1
            yield start, end
    for found in _HANDLE.finditer(reading.bare):
        yield found.span()
    for found in _NAMED.finditer(reading.bare):
        if not _NOT_A_HANDLE.fullmatch(found.group(1)):
            yield found.span(1)


PROFILE_LINK = Recognizer("url_profile", "<PROFILE>", _find)
