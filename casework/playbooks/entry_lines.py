"""Lines that a person wrote, changed only where what they say has changed."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

_COMMENT_BEHIND = re.compile(r"\s+#.*")
_HEAD = re.compile(r" *(?:- )*(?:[a-z_]+:)?")
"""What a line begins with: how deep it stands, its dash, and its name."""


def merged(ours: Sequence[str], before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Our lines, but for those that differ between `before` and `after`.

    `before` says what our lines say, in the machine's own way of writing. Where the two cannot be
    laid side by side, it is `after` as it is.
    """
    comments, said = _apart(ours)
    units = _units(before, said)
    if units is None:
        return with_remarks_of(ours, after)
    written: list[str] = []
    for kind, b1, b2, a1, a2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        new = list(after[a1:a2])
        for n in range(b1, b2):
            if kind == "equal":
                written += [line for k in units[n] for line in (*comments.get(k, ()), said[k])]
            else:
                written += [line for k in units[n] for line in comments.get(k, ())]
                written += _with_comment(new[:1], before[n], [said[k] for k in units[n]])
                new = new[1:]
        written += new if kind != "equal" else []
    return [*written, *comments.get(len(said), [])]


def with_remarks_of(ours: Sequence[str], canonical: Sequence[str]) -> list[str]:
    """An entry written anew, behind its first line all comments that stood on lines of their own.

    Where they belong cannot be told any more; what a person has noted is not lost for that.
    """
    noted = [line for line in ours if line.lstrip().startswith("#")]
    return [*canonical[:1], *noted, *canonical[1:]]


def _apart(lines: Sequence[str]) -> tuple[Mapping[int, list[str]], list[str]]:
    """Comments and blank lines by the number of the line that they stand before; and the rest."""
    comments: dict[int, list[str]] = {}
    said: list[str] = []
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            said.append(line)
        else:
            comments.setdefault(len(said), []).append(line)
    return comments, said


def _units(before: Sequence[str], said: Sequence[str]) -> list[range] | None:
    """For each line of the machine's, those that a person has written in its place."""
    if len(before) == len(said):
        return [range(n, n + 1) for n in range(len(said))]
    starts: list[int] = []
    for line in before:
        head = _HEAD.match(line)
        begin = starts[-1] + 1 if starts else 0
        found = (n for n in range(begin, len(said)) if head and said[n].startswith(head[0]))
        starts.append(next(found, -1))
        if starts[-1] < 0:
            return None
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(said)], strict=True)]


def _with_comment(new: list[str], before: str, there: Sequence[str]) -> list[str]:
    """What a person has noted behind a line stays behind it."""
    behind = there[0].removeprefix(before) if len(there) == 1 else ""
    return [line + behind if _COMMENT_BEHIND.fullmatch(behind) else line for line in new]
