"""The table of faults, for the terminal and for docs/faults.md."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.rehearsal.shared.faults.trying import LONGEST_BACK, SIZE, Tried
from bot.rehearsal.shared.machine import this_machine

HEADS = (
    *("fault", "what is done", "updates", "lost", "told instead", "twice", "out of order"),
    *("lines «ngắt»", "emergency lines", "called again", "usual (s)", "back after (s)", "promise"),
)

_TEXT = """# Faults, tried

Written by `make faults`. Do not edit: run it again.

{machine}

Really run on this machine: {intakes} `bot intake`, {workers} `bot worker` and PostgreSQL, each a process of its own; Telegram and Zalo's Bot Platform and NLU played ({latency} ms for each message of the bot). What dies is started again after a second, as systemd would. While harm is done residents talk on both platforms: two thirds wait for each answer, a third send five messages at once; the platforms bring a tenth of the updates twice, and again whatever nobody has taken.

- **lost**: neither answered nor told anything. **told instead**: not answered, but the resident got the line that asks to send again, or the emergency advice. **twice**: answers that came more than once. Each answer is known again by its words.
- **usual**: within so many seconds 19 of 20 answers came before the harm began. **back after**: after a kill, seconds until the last answer had come that took longer than two (or twice the usual, if that is more); else the same from the end of the outage. After a single kill less than {longest:.0f} are promised; where all workers are killed at once they have to start first, which is shown and not judged.
- **called again**: calls of the platforms that no intake took: they come again, as the real ones do.
- **promise**: kept, or what was not kept.

{table}

**{verdict}**
"""  # noqa: E501  # paragraphs of Markdown


def row(tried: Tried) -> tuple[str, ...]:
    """One line of the table."""
    counts, shown = tried.shown.counts, tried.shown
    notes = "; ".join([*tried.complaints, *shown.trouble.notes])
    return (
        *(tried.fault.name, tried.fault.done, str(counts.updates), str(counts.lost)),
        *(str(counts.told_instead), str(counts.twice), str(counts.out_of_order)),
        *(str(counts.notices), str(counts.emergencies), str(shown.refused)),
        *(
            f"{shown.usual:.1f}",
            f"{shown.back:.1f}",
            notes if tried.complaints else f"kept{notes and ': ' + notes}",
        ),
    )


def line(cells: Sequence[str]) -> str:
    """A row as Markdown has it."""
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def table(all_tried: Sequence[Tried]) -> str:
    """The whole table."""
    rule = "|" + "---|" * len(HEADS)
    return "\n".join([line(HEADS), rule, *(line(row(tried)) for tried in all_tried)])


def document(all_tried: Sequence[Tried], latency: float) -> str:
    """The page."""
    return _TEXT.format(
        machine=this_machine(datetime.now(UTC)),
        intakes=SIZE.intakes,
        workers=SIZE.workers,
        latency=round(latency * 1000),
        longest=LONGEST_BACK,
        table=table(all_tried),
        verdict=verdict(all_tried),
    )


def verdict(all_tried: Sequence[Tried]) -> str:
    """In a sentence."""
    updates = sum(tried.shown.counts.updates for tried in all_tried)
    lost = sum(tried.shown.counts.lost for tried in all_tried)
    twice = sum(tried.shown.counts.twice for tried in all_tried)
    kills = [tried.shown.back for tried in all_tried if tried.fault.kill]
    broken = [tried.fault.name for tried in all_tried if tried.complaints]
    slowest = f"slowest recovery after a kill {max(kills):.1f} s; " if kills else ""
    kept = f"not kept: {', '.join(broken)}" if broken else "every promise kept"
    return f"{updates} updates, {lost} lost, {twice} answered twice; {slowest}{kept}."
