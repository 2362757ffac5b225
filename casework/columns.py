"""Column types: closed choices, and texts that only the redactor can have made."""

from enum import StrEnum

from sqlalchemy import Enum, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from casework.privacy.redactor import redacted_before
from casework.privacy.texts import RedactedText, require_redacted
from casework.vietnamese import fold, strip_tones


def choice(enum: type[StrEnum], name: str) -> Enum:
    """A column that holds the values of an enum, checked by the database."""
    return Enum(
        enum,
        name=name,
        native_enum=False,
        length=16,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )


class Narrative(TypeDecorator[RedactedText]):
    """A text column that takes what came from the redactor, and refuses all else."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write a redacted text. Raises NotRedacted."""
        return None if value is None else str(require_redacted(value))

    def process_result_value(
        self,
        value: str | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> RedactedText | None:
        """Read back what was redacted before it was written."""
        return None if value is None else redacted_before(value)


class SearchableNarrative(TypeDecorator[str]):
    """A narrative without tone marks and capitals, to be searched in. Takes redacted texts only.

    It stands in the narrative's own row, and no index holds its words: where the narrative is
    deleted, this is deleted with it, by the same statement.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write the bare view of a redacted text. Raises NotRedacted."""
        return None if value is None else searchable(require_redacted(value))

    def coerce_compared_value(self, op: object, value: object) -> Text:  # noqa: ARG002
        """Compare with what an officer typed as it is: a search is no narrative."""
        return Text()


def searchable(text: str) -> str:
    """The view in which words are searched: 'Chuyển khoản' and 'chuyen khoan' are the same."""
    return strip_tones(fold(text))
