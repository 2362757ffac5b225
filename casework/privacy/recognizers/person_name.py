"""Names of persons. The ways they show themselves are in the package `names`.

Sources: FACTS 6 (names), eval/README (a scammer's claimed name counts too; kin and roles stay).
"""

from collections.abc import Iterator

from casework.privacy.names.after_cue import after_cue
from casework.privacy.names.after_honorific import after_honorific
from casework.privacy.names.after_title import after_title
from casework.privacy.names.alone import alone
from casework.privacy.names.by_birth_order import by_birth_order
from casework.privacy.names.called import called
from casework.privacy.names.foreign import foreign
from casework.privacy.names.full_names import full_names
from casework.privacy.names.other_peoples import other_peoples
from casework.privacy.names.said_again import said_again
from casework.privacy.names.said_to_be import said_to_be
from casework.privacy.names.small_letters import small_letters
from casework.privacy.names.unusual import unusual
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_WAYS = (
    full_names,
    other_peoples,
    foreign,
    after_cue,
    said_to_be,
    small_letters,
    after_honorific,
    after_title,
    unusual,
    called,
    by_birth_order,
    alone,
)


def _find(reading: Reading) -> Iterator[Span]:
    found = [span for way in _WAYS for span in way(reading)]
    yield from found
    yield from said_again(reading, found)


PERSON_NAME = Recognizer("person_name", "<NAME>", _find)
