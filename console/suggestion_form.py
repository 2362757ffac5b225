"""What is asked of the page of suggestions, and what stands in the form of one."""

from typing import Annotated

from pydantic import BaseModel, Field

from casework.learning.reasons import RefusedReason
from casework.stage import Stage

LONGEST_TYPED = 4_000
"""Letters: twice as many as an example may have, so that who writes too much is told of it."""


class NoReason(Exception):
    """Chưa chọn lý do không nhận."""


class AskedList(BaseModel):
    """Which suggestions: of which playbook, or those that a flood has held; and which page."""

    intent: Annotated[str, Field(pattern=r"^[a-z0-9_]{0,50}$")] = ""
    flood: bool = False
    page: Annotated[int, Field(ge=1, le=1_000)] = 1


class Typed(BaseModel):
    """What stands in the form of a suggestion. What can't be read is asked again, not refused.

    `note` is the sentence: under this name console/pages.py gives it back whatever goes wrong.
    """

    # A browser counts an end of line once and sends it as two letters.
    note: Annotated[str, Field(max_length=2 * LONGEST_TYPED)] = ""
    stage: Annotated[str, Field(max_length=16)] = ""
    intent: Annotated[str, Field(max_length=50)] = ""
    reason: Annotated[str, Field(max_length=24)] = ""

    @property
    def told_stage(self) -> Stage | None:
        """The stage, if one was chosen."""
        return Stage(self.stage) if self.stage in set(Stage) else None

    @property
    def why(self) -> RefusedReason:
        """Raises NoReason."""
        try:
            return RefusedReason(self.reason)
        except ValueError:
            raise NoReason from None
