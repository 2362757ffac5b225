"""The patterns file by itself: everything in it but its examples."""

from collections.abc import Iterator
from datetime import date

from casework.playbooks.data_file import Mistake
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.schema import ScamPatterns
from casework.validation.advice import check_advice
from casework.validation.checked import Checked
from casework.validation.neighbours import check_neighbours
from casework.validation.origins import check_origins
from casework.validation.pen import check_pen
from casework.validation.phrases import check_phrases
from casework.validation.unwritten import check_unwritten


def check_content(
    patterns: Checked[ScamPatterns], text: str, channels: HelpChannels, today: date
) -> Iterator[Mistake]:
    """All mistakes in data/scam_patterns.yml once its ids are known to be right."""
    yield from check_pen(patterns, text)
    yield from check_unwritten(patterns, text)
    yield from check_neighbours(patterns)
    yield from check_phrases(patterns)
    yield from check_advice(patterns, channels)
    yield from check_origins(patterns, today)
