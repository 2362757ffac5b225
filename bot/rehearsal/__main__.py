"""`make rehearsal`: every messenger, against its played platform, with a kill -9 in the middle."""

import asyncio
import logging
import sys

import click

from bot.rehearsal.fake_telegram import FakeTelegram
from bot.rehearsal.fake_zalo_bot import FakeZaloBot
from bot.rehearsal.fake_zalo_oa import FakeZaloOa
from bot.rehearsal.run import Result, rehearse

PLATFORMS = {"telegram": FakeTelegram, "zalo_bot": FakeZaloBot, "zalo_oa": FakeZaloOa}
# The account's webhook is entered by hand on Zalo's page: there is no call for it.
REGISTERED = {"telegram", "zalo_bot"}

HEADS = (
    *("channel", "updates", "repeated", "forged", "lost", "twice", "accepted", "disorder"),
    *("notices", "back s", "together/s", "in a row/s", "ratio"),
)


@click.command()
@click.argument("channels", nargs=-1, type=click.Choice(list(PLATFORMS)))
def main(channels: tuple[str, ...]) -> None:
    """Rehearse channels, all if none is named; exit code 1 if anything was lost or doubled."""
    # The played platforms' server complains of the calls that break off when the bot is killed.
    logging.getLogger("uvicorn.error").disabled = True
    results = [
        asyncio.run(rehearse(PLATFORMS[name](), register=name in REGISTERED))
        for name in channels or PLATFORMS
    ]
    print("| " + " | ".join(HEADS) + " |")
    print("|" + "---|" * len(HEADS))
    for result in results:
        print(_row(result))
    for result in results:
        for strange in [*result.outcome.strange, *result.violations][:10]:
            print(f"{result.channel}: {strange}")
    good = all(r.outcome.is_good and not r.forged_accepted and not r.violations for r in results)
    sys.exit(0 if good else 1)


def _row(result: Result) -> str:
    outcome = result.outcome
    cells = (
        *(result.channel, outcome.updates, result.repeated, result.forged, outcome.lost),
        *(outcome.twice, result.forged_accepted, outcome.out_of_order, outcome.notices),
        f"{result.seconds_to_be_back:.1f}",
        *(f"{result.together:.1f}", f"{result.in_a_row:.1f}"),
        f"{result.together / result.in_a_row:.1f}",
    )
    return "| " + " | ".join(map(str, cells)) + " |"


if __name__ == "__main__":
    main()
