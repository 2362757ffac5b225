"""Quotation marks around a text where the loader by which the bot reads would read it otherwise."""

from typing import Any

import yaml
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

from casework.playbooks.strict_yaml import Loader

_TEXT = "tag:yaml.org,2002:str"
_OLDER_YAML: Any = yaml.SafeLoader("")


def quoted_if_needed(said: str, *, flow: bool) -> str:
    """The text for ruamel.yaml to write, in brackets (`flow`) or alone on its line.

    The loader is asked itself: it is of older YAML than ruamel.yaml, and takes more for numbers,
    for yes or no, for the end of a line or for the beginning of a key.
    """
    # "no" and "20:30" are no text for it; a day that stands for a text is none for ruamel.yaml.
    tag = _OLDER_YAML.resolve(yaml.ScalarNode, said, (True, False))
    if tag != _TEXT or not said.isprintable():
        quoted: str = DoubleQuotedScalarString(said)
    elif _is_read_as_it_is(said, flow=flow):
        return said
    else:
        quoted = SingleQuotedScalarString(said)
    return quoted


def _is_read_as_it_is(said: str, *, flow: bool) -> bool:
    alone, expected = (f"- [{said}, b]", [[said, "b"]]) if flow else (f"- a: {said}", [{"a": said}])
    try:
        return bool(yaml.load(alone, Loader) == expected)  # noqa: S506  # a SafeLoader
    except (yaml.YAMLError, ValueError):
        return False
