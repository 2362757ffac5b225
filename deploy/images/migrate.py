"""Brings the database of DATABASE_URL to the newest schema; run before the doors start.

Any number of these may run at once (a lock in the database); with nothing to do it does nothing.
"""  # noqa: INP001  # a script in an image, no package

import os
import sys

from casework.migrations import migrate


def main() -> int:
    """0 when the schema is the newest one."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgresql://"):
        print("migrate: DATABASE_URL must be postgresql://...", file=sys.stderr)
        return 2
    try:
        migrate(url)
    except Exception as error:  # noqa: BLE001  # whatever it was, it is tried again by who runs us
        # Only the class: the message may quote the address with its password.
        print(f"migrate: {type(error).__name__}", file=sys.stderr)
        return 1
    print("migrate: the schema is the newest one")
    return 0


if __name__ == "__main__":
    sys.exit(main())
