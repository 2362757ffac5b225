"""The keys of what nobody may list: an exported list holds no value that could be looked at."""

from functools import cached_property

from casework.evidence.finding import Kind
from casework.watch_list.listable import Listable
from casework.watch_list.watch_key import WatchKey


class InnocentKeys:
    """Official and shared domains and known numbers under one key.

    What lies beneath such a domain is not among them: there is no end of that.
    """

    def __init__(self, listable: Listable, key: WatchKey) -> None:
        self._listable = listable
        self._key = key

    def holds(self, kind: Kind, key: str) -> bool:
        """Whether a key (hexadecimal) is of one of them."""
        return bytes.fromhex(key) in self._keys[kind]

    # Thousands of hashes, of which most imports need none.
    @cached_property
    def _keys(self) -> dict[Kind, frozenset[bytes]]:
        forms = frozenset(self._listable.innocent())
        return {
            kind: frozenset(
                key for of, form in forms if of is kind for key in self._key.all_of(kind, form)
            )
            for kind in Kind
        }
