"""The first secrets of an installation, made at random, in files that only their owner can read.

`first_secrets.py compose deploy/.env` writes the one file from which compose.yaml takes values.
`first_secrets.py apart FOLDER` writes a file for each program, for systemd and for Kubernetes;
`first_secrets.py single FOLDER` the same for a machine with SQLite: nothing of PostgreSQL.

What stands in a file already stays as it is. Standard library only.
"""  # noqa: INP001  # a script, no package

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

MADE = ("POSTGRES_PASSWORD", "NLU_TOKEN", "BOT_KEY", "CONSOLE_KEY", "WATCH_LIST_KEY", "BACKUP_KEY")
"""Random here; what others give out (a platform's token) is written in by hand."""

BY_HAND = (
    *("TELEGRAM_TOKEN", "ZALO_BOT_TOKEN", "ZALO_OA_APP_ID", "ZALO_OA_APP_SECRET"),
    *("ZALO_OA_WEBHOOK_SECRET", "ZALO_OA_REFRESH_TOKEN"),
)
ADDRESSES = ("CHAT_HOST", "CONSOLE_HOST", "CONSOLE_FROM")

APART: Mapping[str, tuple[str, ...]] = {
    "bot": ("BOT_KEY", *BY_HAND),
    "console": ("CONSOLE_KEY", "OIDC_CLIENT_SECRET"),
    "watch-list": ("WATCH_LIST_KEY",),
    "nlu": ("NLU_TOKEN",),
    "backup": ("BACKUP_KEY",),
    "postgres": ("POSTGRES_PASSWORD",),
    "database": ("DATABASE_URL",),
}
"""Which file holds what: nobody is given more than they need."""

TOLD = "# Không đưa tệp này cho ai. Ý nghĩa từng dòng: docs/settings.md, docs/deploying.md."


def written(path: Path) -> dict[str, str]:
    """The NAME=value lines of a file; none if it is not there."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name: value for name, _, value in pairs}


def complete(path: Path, names: tuple[str, ...], given: Mapping[str, str]) -> list[str]:
    """Add the lines that a file lacks, with `given` values or empty; the names that were added."""
    missing = [name for name in names if name not in written(path)]
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    begin = f"{TOLD}\n" if not text else "" if text.endswith("\n") else "\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(begin if missing else "")
        file.writelines(f"{name}={given.get(name, '')}\n" for name in missing)
    path.chmod(0o600)
    return missing


def main(arguments: list[str]) -> int:
    """0 when the files are complete."""
    files: dict[Path, tuple[str, ...]]
    match arguments:
        case ["compose", file]:
            files = {Path(file): (*ADDRESSES, *MADE, *BY_HAND)}
        case ["apart" | "single" as way, folder]:
            Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
            left_out = () if way == "apart" else ("postgres", "database")
            wanted = {file: names for file, names in APART.items() if file not in left_out}
            files = {Path(folder, f"{file}.env"): names for file, names in wanted.items()}
        case _:
            print(__doc__)
            return 2
    given = {name: secrets.token_urlsafe(32) for name in MADE} | {"CONSOLE_FROM": "private_ranges"}
    before = {name: value for path in files for name, value in written(path).items() if value}
    password = before.get("POSTGRES_PASSWORD", given["POSTGRES_PASSWORD"])
    given["DATABASE_URL"] = f"postgresql://canhgiac:{password}@postgres:5432/canhgiac"
    for path, names in files.items():
        added = complete(path, names, given)
        print(f"{path}: {len(added)} dòng mới")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
