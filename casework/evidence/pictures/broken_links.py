"""Joins a link that a narrow bubble broke over two lines: its host would be judged by a half."""

import re
from typing import Final

_BEGUN: Final = re.compile(r"(?:https?:/|www\.)\S*|\S+\.\w{2,}/\S*", re.IGNORECASE)
_ASCII: Final = re.compile(r"[\w.~/?=&%#+:@-]+", re.ASCII)
_INSIDE: Final = re.compile(r"\d|\w[./?=&-]\w", re.ASCII)
_DOMAIN: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?", re.IGNORECASE)
# After these no sentence ends and no word begins; after a stop or a slash one may.
_GOES_ON: Final = ("-", "?", "=", "&", "_")
_MAY_GO_ON: Final = (".", "/")


def continues(line: str, following: str) -> bool:
    """Whether a link at the end of a line goes on at the beginning of the following one."""
    before, _, last = line.rpartition(" ")
    first = following.partition(" ")[0]
    if not last or not _ASCII.fullmatch(first):
        return False
    if not _BEGUN.fullmatch(last):
        # "buuchinh-" and "vn.example"
        return len(last) > 1 and last.endswith("-") and _DOMAIN.fullmatch(first) is not None
    if last.endswith(_GOES_ON):
        return True
    # Elsewhere a link is broken only where it has a line for itself, and is longer than that.
    alone = not before or last.endswith(_MAY_GO_ON)
    return alone and _INSIDE.search(first) is not None and not _BEGUN.match(first)
