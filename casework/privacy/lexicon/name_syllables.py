"""All syllables that Vietnamese names are made of, as typed with tone marks and without."""

from casework.privacy.lexicon.given_names import GIVEN_NAMES, GIVEN_NAMES_BARE, one_spelling
from casework.privacy.lexicon.surnames import MIDDLE_NAMES, SURNAMES, SURNAMES_BARE

MARKED = frozenset(map(one_spelling, GIVEN_NAMES | SURNAMES | {"thị", "hữu"}))
BARE = GIVEN_NAMES_BARE | SURNAMES_BARE | MIDDLE_NAMES
