"""What may stand in a figure's label: words of closed lists, so that none can name anybody.

A label that is not on its list becomes `other`: neither a chat, nor a text, nor a new figure for
each of a thousand strange words gets through.
"""

import re

from casework.privacy.recognizers import LAST, RECOGNIZERS

CHANNELS = ("web", "telegram", "zalo_bot", "zalo_oa")
"""Those on which residents write to a bot that runs as a service."""

KINDS = tuple(sorted({recognizer.kind for recognizer in (*RECOGNIZERS, LAST)}))
"""Of personal data."""

ROLES = ("run", "intake", "worker", "console")
"""Of processes."""

OTHER = "other"

# As the trainers' bench names its versions (trainer/registry.py): by what they are made from.
_MODEL = re.compile(r"canhgiac-[0-9a-f]{12}")


def channel_label(channel: str) -> str:
    """A channel's name."""
    return channel if channel in CHANNELS else OTHER


def kind_label(kind: str) -> str:
    """A kind of personal data."""
    return kind if kind in KINDS else OTHER


def model_label(model: str) -> str:
    """The name of a model version, if what the NLU server says looks like one."""
    return model if _MODEL.fullmatch(model) else OTHER
