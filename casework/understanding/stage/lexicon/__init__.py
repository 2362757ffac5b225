"""The word tables: Vietnamese phrases, grouped by the part they play."""

from casework.understanding.stage.lexicon.acts import ACTS
from casework.understanding.stage.lexicon.misleading import MISLEADING
from casework.understanding.stage.lexicon.moods import MOODS
from casework.understanding.stage.lexicon.outcomes import OUTCOMES
from casework.understanding.stage.lexicon.people import PEOPLE
from casework.understanding.stage.lexicon.things import THINGS
from casework.understanding.stage.signs import Kind

# Earlier tables win where two phrases of the same length could be meant.
TABLES: tuple[tuple[Kind, str], ...] = (
    *MISLEADING,
    *OUTCOMES,
    *MOODS,
    *ACTS,
    *THINGS,
    *PEOPLE,
)
