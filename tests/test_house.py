"""The rules of the house that import-linter cannot hold."""

import ast
import gettext
import re
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.settings import BotSettings
from console.settings import ConsoleSettings
from trainer.settings import TrainerSettings

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "casework", "console", "trainer", "alembic", "nlu/components")
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


REDACTOR = "casework/privacy/redactor.py"
# Reads back what was redacted before it was written: the only one that may say so of a text.
# The last two open what was sealed as it was redacted, and nobody else can have sealed.
READS_BACK = {
    "casework/columns.py",
    REDACTOR,
    "bot/conversation/chat_codec.py",
    "casework/deliveries/envelope.py",
}
# Whatever is given to these rooms is written or sent: no raw text may even be named there.
WRITES = (
    *("casework/cases/", "casework/opinions/", "casework/statistics/", "casework/columns.py"),
    *("casework/understanding/", "casework/db.py", "casework/logs.py"),
    *("casework/deliveries/models.py", "casework/deliveries/delivery_book.py"),
    *("casework/deliveries/shared_book.py", "casework/running_chats/", "casework/sender_limits/"),
    *("casework/deliveries/group_commit.py", "casework/channel_tokens/"),
)


def tree_of(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def called(node: ast.AST) -> str:
    """The name of what a call calls: 'redact', 'cast'."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@pytest.mark.parametrize("path", SOURCES)
def test_only_the_redactor_makes_redacted_text(path: str) -> None:
    """Neither by calling the type, nor by a cast, a subclass or a silenced type error."""
    text = (ROOT / path).read_text(encoding="utf-8")
    for node in ast.walk(tree_of(path)):
        assert called(node) != "RedactedText" or path == REDACTOR
        assert called(node) != "redacted_before" or path in READS_BACK
        if called(node) == "cast":
            assert "RedactedText" not in ast.unparse(node)
        if isinstance(node, ast.ClassDef):
            assert "RedactedText" not in map(ast.unparse, node.bases)
    silenced = [line for line in text.splitlines() if "type: ignore" in line]
    assert not [line for line in silenced if "Redacted" in line or "narrative" in line]


@pytest.mark.parametrize("path", [p for p in SOURCES if p.startswith(WRITES)])
def test_no_raw_text_reaches_a_room_that_writes(path: str) -> None:
    names = {node.id for node in ast.walk(tree_of(path)) if isinstance(node, ast.Name)}
    assert "RawText" not in names


LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
# What may be put into a log line: a class, a channel, a number of things, a place in the code.
HARMLESS = re.compile(
    r"type\(\w+\)\.__name__|channel\.name|runner\.name|self\.name|purged\.narratives|purged|kind|erased"
    r"|error_and_place\(kind, trace\)"
)
# Sentences of ours for the operator: why a channel cannot run, which class of error the NLU server
# failed with, at which address the page is.
OURS = {
    ("bot/running.py", "error"),
    ("bot/service.py", "problem"),
    ("casework/understanding/phrases.py", "error"),
    ("bot/front.py", "shown"),
    ("bot/front.py", "self._port"),
    ("bot/workers/queue.py", "taken"),
    ("bot/workers/service.py", "problem"),
    ("bot/workers/turns.py", "reason"),
    ("bot/workers/turns.py", "len(ids)"),
    ("casework/db_clock.py", "seconds_apart"),
}


@pytest.mark.parametrize("path", SOURCES)
def test_log_lines_hold_constants_and_what_names_nobody(path: str) -> None:
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.Call) or called(node) not in LEVELS:
            continue
        if not ast.unparse(node.func).startswith(("logger.", "logging.")):
            continue
        sentence, *put_in = node.args
        assert isinstance(sentence, ast.Constant), ast.unparse(node)
        assert not node.keywords, ast.unparse(node)
        for argument in map(ast.unparse, put_in):
            assert HARMLESS.fullmatch(argument) or (path, argument) in OURS, argument


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


@pytest.mark.parametrize("settings", [BotSettings, ConsoleSettings, TrainerSettings])
def test_every_setting_is_documented(
    settings: type[BotSettings | ConsoleSettings | TrainerSettings],
) -> None:
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
