"""Loads only the module of the command that was typed: all together take seconds to import."""

import importlib
from types import ModuleType

import click

MODULES: dict[str, str] = {
    "classify": "files",
    "compare": "comparing",
    "emerging": "emerging",
    "evaluate": "files",
    "examine": "files",
    "export": "data",
    "export-examples": "examples",
    "gather": "learning",
    "import-examples": "examples",
    "learn-pairs": "data",
    "models": "models",
    "new": "examples",
    "promote": "promoting",
    "rebuild": "models",
    "redact": "files",
    "rollback": "promoting",
    "score-redaction": "files",
    "scores": "models",
    "train": "models",
    "validate": "data",
    "work": "models",
}
"""Which module of this package holds a command (a test keeps it true)."""


class LazyGroup(click.Group):
    """The commands of MODULES; `told` are the errors that those loaded so far tell trainers."""

    told: tuple[type[Exception], ...] = ()

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """All commands, in alphabetical order."""
        return sorted(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, its module loaded; None if there is none of this name."""
        name = MODULES.get(cmd_name)
        if name is None:
            return None
        module = load(name)
        self.told = (*self.told, *module.TOLD)
        commands: tuple[click.Command, ...] = module.COMMANDS
        return next(command for command in commands if command.name == cmd_name)


def load(name: str) -> ModuleType:
    """A module of this package."""
    return importlib.import_module(f"trainer.commands.{name}")
