"""Syllables of names that stand side by side in ordinary sentences, without being a name there.

The two files are made by `./canhgiac trainer learn-pairs` from the project's own examples.
"""

from pathlib import Path

_HERE = Path(__file__).parent


def _read(name: str) -> frozenset[tuple[str, str]]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return frozenset(
        (first, second) for first, *others in map(str.split, lines) for second in others
    )


ORDINARY_BARE = _read("ordinary_pairs_bare.txt")
ORDINARY_MARKED = _read("ordinary_pairs_marked.txt")
