"""What a name, a site and a link of the genuine bot may look like: nothing that could be forged."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, HttpUrl, StringConstraints, UrlConstraints
from pydantic_core import PydanticCustomError

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_DIGITS = re.compile(r"\d(?:[\W_]*\d){3}")
_LINK = re.compile(r"://|www\.|\w[.。]\w{2}|[@/\\]", re.IGNORECASE)
# The bot is not the police, and a name that says so is what a forger would choose.
_POLICE = ("congan", "canhsat")

# Under these names strangers get their own hosts, so that no host below says whose it is.
_VN = (
    "com net org edu gov int ac biz info name pro health id io ai blogspot "
    "angiang bacgiang baclieu bacninh bentre binhdinh binhduong camau cantho danang dongnai "
    "dongthap haiphong hanoi hue khanhhoa kiengiang lamdong longan tayninh thanhphohochiminh "
    "tiengiang travinh vinhlong"
)
_SHARED = frozenset(f"{name}.vn" for name in _VN.split()) | frozenset(
    "com.au com.cn com.br com.sg com.hk com.tw co.uk co.jp co.kr co.in co.th "
    "blogspot.com web.app firebaseapp.com github.io gitlab.io vercel.app netlify.app pages.dev "
    "workers.dev herokuapp.com onrender.com azurewebsites.net cloudfront.net amazonaws.com "
    "s3.amazonaws.com appspot.com wordpress.com wixsite.com weebly.com weeblysite.com "
    "glitch.me surge.sh replit.app ngrok.io ngrok.app ngrok-free.app trycloudflare.com "
    "duckdns.org google.com sites.google.com docs.google.com facebook.com fb.com fb.me "
    "m.me telegram.me telegram.org telegram.dog t.me zalo.me oa.zalo.me zaloapp.com "
    "youtube.com tiktok.com bit.ly tinyurl.com".split()
)


def _name(name: str) -> str:
    if any(unicodedata.category(letter) in _UNSEEN for letter in name):
        raise PydanticCustomError("name_unseen", "unseen characters")
    if "{" in name or "}" in name:
        raise PydanticCustomError("name_braces", "braces")
    read = unicodedata.normalize("NFKC", name)
    if not all(unicodedata.name(c, "").startswith("LATIN") for c in read if c.isalpha()):
        raise PydanticCustomError("name_letters", "letters that only look like ours")
    if _DIGITS.search(read):
        raise PydanticCustomError("name_number", "a number")
    if _LINK.search(read):
        raise PydanticCustomError("name_link", "a link")
    return _says_something(_not_police(name))


def _not_police(name: str) -> str:
    # Tone marks fall away, and with them blanks, dots and whatever else stands in between.
    plain = unicodedata.normalize("NFKD", name.casefold())
    if any(word in "".join(filter(str.isalpha, plain)) for word in _POLICE):
        raise PydanticCustomError("name_police", "as if it were the police")
    return name


def _says_something(text: str) -> str:
    if sum(letter.isalpha() for letter in text) < 3:  # noqa: PLR2004  # zero-width ones are many
        raise PydanticCustomError("says_nothing", "no words")
    return text


def _site(site: str) -> str:
    if site in _SHARED:
        raise PydanticCustomError("site_shared", "of many")
    return site


def _bare(link: HttpUrl) -> HttpUrl:
    # '?start=…' and '#…' make the genuine bot do what somebody else has prepared.
    if "?" in str(link) or "#" in str(link):
        raise PydanticCustomError("link_more", "a query or a fragment")
    return link


Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=80),
    AfterValidator(_name),
]
Confirmed = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=120),
    AfterValidator(_says_something),
]
Host = Annotated[
    str, StringConstraints(pattern=r"^(?:[a-z0-9-]+\.)+[a-z]{2,}$"), AfterValidator(_site)
]
BareLink = Annotated[
    HttpUrl,
    UrlConstraints(allowed_schemes=["https"], host_required=True),
    AfterValidator(_bare),
]
# BotFather's rule for the names of bots, in any case.
BotName = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{1,28}[Bb][Oo][Tt]$"),
    AfterValidator(_not_police),
]
