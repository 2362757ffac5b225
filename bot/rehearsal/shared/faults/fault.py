"""A fault: what is done to the house."""

from dataclasses import dataclass

from bot.rehearsal.shared.scene import Act


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of the table.

    `act` does the harm while residents talk. `kill`: it is a single kill -9 each time, after which
    the house must be back within ten seconds; else that is shown and not judged.
    """

    name: str
    done: str
    act: Act
    kill: bool = False
