"""The rules of the house that import-linter cannot hold."""

import ast
import gettext
import re
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.settings import BotSettings
from trainer.settings import TrainerSettings

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "casework", "trainer", "alembic", "nlu/components")
BANNED_NAMES = {"utils", "common", "helpers", "core", "manager", "misc", "util", "helper"}
TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
).stdout.split()
MODULES = [p for p in TRACKED if p.endswith(".py") and (ROOT / p).is_file()]
SOURCES = [p for p in MODULES if p.startswith(ROOMS)]


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [p for p in MODULES if Path(p).stem in BANNED_NAMES]


def test_alembic_is_never_a_package() -> None:
    assert not list((ROOT / "alembic").rglob("__init__.py"))


@pytest.mark.parametrize("path", SOURCES)
def test_modules_and_functions_stay_small(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert text.count("\n") <= 300, "is there a second idea inside that wants its own name?"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            assert length <= 50, f"{node.name} does not fit on a screen"


@pytest.mark.parametrize("path", SOURCES)
def test_only_the_redactor_makes_redacted_text(path: str) -> None:
    makes = re.search(r"\bRedactedText\(", (ROOT / path).read_text(encoding="utf-8"))
    assert not makes or path == "casework/privacy/redactor.py"


@pytest.mark.parametrize("lock", ["uv.lock", "nlu/uv.lock"])
def test_locks_name_the_public_index_only(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    registries = set(re.findall(r'registry = "([^"]+)"', text))
    hosts = set(re.findall(r'url = "https?://([^/"]+)', text))
    assert registries == {"https://pypi.org/simple"}
    assert hosts <= {"files.pythonhosted.org"}


def test_rasa_is_pinned_to_the_version_that_was_measured() -> None:
    text = (ROOT / "nlu" / "uv.lock").read_text(encoding="utf-8")
    assert re.search(r'name = "rasa"\nversion = "3\.6\.21"', text)


@pytest.mark.parametrize("settings", [BotSettings, TrainerSettings])
def test_every_setting_is_documented(settings: type[BotSettings | TrainerSettings]) -> None:
    documented = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    missing = [
        name.upper() for name in settings.model_fields if f"`{name.upper()}`" not in documented
    ]
    assert not missing


def test_every_word_of_the_glossary_stands_in_the_code() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = re.findall(r"^\| \*\*([a-z ]+)\*\*", glossary, re.MULTILINE)
    code = "\n".join((ROOT / p).read_text(encoding="utf-8") for p in MODULES).lower()
    assert len(words) >= 15
    assert not [word for word in words if word not in code]


def test_nobody_imports_nlu() -> None:
    importing = re.compile(r"^\s*(?:from|import) nlu\b", re.MULTILINE)
    texts = {p: (ROOT / p).read_text(encoding="utf-8") for p in MODULES}
    assert not [p for p, text in texts.items() if importing.search(text)]


def test_the_command_lines_words_are_compiled() -> None:
    folder = ROOT / "locale" / "vi" / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as po, (folder / "messages.mo").open("rb") as mo:
        written = [message for message in read_po(po) if message.id]
        compiled = gettext.GNUTranslations(mo)
    assert len(written) > 20
    for message in written:
        if isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string
        else:
            one, many = message.id
            assert [compiled.ngettext(one, many, 1)] == list(message.string or ())
