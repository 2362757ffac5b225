"""What the programs themselves know: commands, settings, addresses."""

import re
from pathlib import Path

import click
from click.exceptions import Exit

from bot.__main__ import door as bot_door
from bot.settings import BotSettings
from console.__main__ import door as console_door
from console.settings import ConsoleSettings
from trainer.__main__ import door as trainer_door
from trainer.settings import TrainerSettings

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"

_DOORS: dict[str, click.Group] = {
    "bot": bot_door,
    "console": console_door,
    "trainer": trainer_door,
}
# Read from the environment by uvicorn, not by our settings; docs/settings.md tells of it.
_PROXIED = {"FORWARDED_ALLOW_IPS"}
_NLU = set(re.findall(r'"(NLU_[A-Z]+)"', (ROOT / "nlu" / "serve.py").read_text(encoding="utf-8")))
_PROCESS = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "LANG", "HOME"}
_PROCESS |= {"MPLCONFIGDIR"}
_POSTGRES = {"POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB", "PGDATA"}


def settings_of(program: str) -> set[str]:
    """The names in the environment that a program reads: 'bot', 'console', 'nlu', ..."""
    caddy = "".join(file.read_text(encoding="utf-8") for file in (DEPLOY / "caddy").iterdir())
    models: dict[str, type[BotSettings | ConsoleSettings | TrainerSettings]]
    models = {"bot": BotSettings, "console": ConsoleSettings, "trainer": TrainerSettings}
    of_doors = {
        door: {name.upper() for name in model.model_fields} for door, model in models.items()
    }
    return {
        **of_doors,
        "bot": of_doors["bot"] | _PROXIED,
        "console": of_doors["console"] | _PROXIED,
        "nlu": _NLU,
        "migrate": {"DATABASE_URL"},
        "postgres": _POSTGRES,
        "proxy": set(re.findall(r"\{\$([A-Z_]+)", caddy)),
        "cp": set(),
    }[program] | _PROCESS


def cannot_be_typed(command: list[str]) -> str | None:
    """Why `python -m` would not take these words; None if it would. Nothing is run."""
    door, *words = command
    try:
        group = _DOORS[door]
        with group.make_context(door, list(words)) as context:
            name, found, rest = group.resolve_command(context, list(words))
            if found is not None:
                found.make_context(name, rest, parent=context)
    except KeyError:
        return f"no door {door}"
    except (click.ClickException, Exit) as error:
        return f"{command}: {error}"
    return None
