"""The stage of a scam: the word that advice, understanding and statistics share."""

from enum import StrEnum


class Stage(StrEnum):
    """How far the scam has come with this resident."""

    APPROACH = "approach"
    INFO_GIVEN = "info_given"
    PAID = "paid"
