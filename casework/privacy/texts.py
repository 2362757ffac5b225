"""Two kinds of text that a type checker keeps apart.

Only `redactor.redact` makes a RedactedText. Cases, queues, logs, the model and the training data
accept nothing else.
"""

from typing import NewType

RawText = NewType("RawText", str)
"""What a resident typed. Never written anywhere: no database, no queue, no log."""

RedactedText = NewType("RedactedText", str)
"""Text without personal data. Made by the redactor only."""
