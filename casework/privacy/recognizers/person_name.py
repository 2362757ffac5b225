"""Names of persons. The ways they show themselves are in the package `names`.

Sources: FACTS 6 (names), eval/README (a scammer's claimed name counts too; kin and roles stay).
"""

from collections.abc import Iterator

from casework.privacy.names.after_cue import after_cue
from casework.privacy.names.after_honorific import after_honorific
from casework.privacy.names.after_title import after_title
from casework.privacy.names.alone import alone
from casework.privacy.names.foreign import foreign
from casework.privacy.names.full_names import full_names
from casework.privacy.names.other_peoples import other_peoples
from casework.privacy.names.small_letters import small_letters
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_WAYS = (
    full_names,
    other_peoples,
    foreign,
    after_cue,
    small_letters,
    after_honorific,
    after_title,
    alone,
)


def _find(reading: Reading) -> Iterator[Span]:
    for way in _WAYS:
        yield from way(reading)


PERSON_NAME = Recognizer("person_name", "<NAME>", _find)
