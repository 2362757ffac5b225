"""What a province's day has shown, in words, and whether it was as promised."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from bot.rehearsal.shared.day.curve import BURST_AT, BURST_LASTS, BURST_TIMES
from bot.rehearsal.shared.day.memory import GROWTH_ALLOWED
from bot.rehearsal.shared.day.replay import Day
from bot.rehearsal.shared.load.report import table
from bot.rehearsal.shared.load.step import quantile
from bot.rehearsal.shared.machine import this_machine

_TEXT = """# A province's day

Written by `make province-day`. Do not edit: run it again.

{machine}

{conversations} conversations of one day, replayed {speed:.0f} times as fast ({minutes:.0f} minutes), through {intakes} `bot intake`, {workers} `bot worker`, the real NLU server, PostgreSQL and the console, where an officer reads a page every two seconds. Played: Telegram, Zalo's Bot Platform and the residents. `GATHER_SECONDS={gather}`. The curve of the day is a guess: quiet nights, an evening peak, and from {burst} h on for {lasts} minutes {times} times as many. Residents think {thinks} s on average and wait for each answer: they are not sped up, so the burst comes as fast as the replay is, and what cannot be answered at once waits in the queue.

{summary}

## Memory

In MB, what processes share counted once for all. Flat: in the last quarter not more than {allowed:.0%} above the quarter after warming up. PostgreSQL is shown and not judged: it fills the shared buffers that it was given (128 MB), as pages are read for the first time.

{memory}
"""  # noqa: E501  # paragraphs of Markdown

_SUMMARY = """- {updates} updates, {busiest:.0f} a second in the busiest minute; {lost} lost, {twice} answered twice, {notices} lines «ngắt giữa chừng», {emergencies} emergency lines ({advised_twice} of them again into the same chat), {phrases} answered by phrases because NLU was too slow.
- Answers after {half:.2f} s (median), {most:.2f} s (19 of 20), {nearly:.2f} s (99 of 100); at most {waited} waited at a time.
- Told: {told} stories, {kept} of them with consent. In the book: {cases} cases, and {counted} counted without.
- The officer read {pages} pages: {page:.2f} s at the median, {slow:.2f} s for the slowest of a hundred.
- {found}."""  # noqa: E501  # lines of Markdown


def complaints(day: Day) -> list[str]:
    """What was not as promised."""
    visitors, book = day.visitors, day.book
    wrong = {
        f"lost: {day.lost}": day.lost,
        f"answered twice: {visitors.twice} ({_most_often(visitors.doubled)})": visitors.twice,
        f"dead letters: {book['dead letters']}": book["dead letters"],
        f"sealed still: {book['sealed still']}": book["sealed still"],
        f"jobs left: {book['jobs']}": book["jobs"],
        f"pages that did not come: {day.officer.failed[:3]}": day.officer.failed,
        f"memory grew: {', '.join(day.memory.grown())}": day.memory.grown(),
        f"deliveries {book['deliveries']}, updates {len(visitors.updates)}": (
            book["deliveries"] != len(visitors.updates)
        ),
        f"cases {book['cases']}, agreed {visitors.kept}": book["cases"] != visitors.kept,
        f"counted {book['counted']} and kept {book['cases']}, told {visitors.told}": (
            book["counted"] + book["cases"] != visitors.told
        ),
    }
    return [said for said, is_wrong in wrong.items() if is_wrong]


def _most_often(texts: Mapping[str, int]) -> str:
    return "; ".join(sorted(texts, key=lambda text: -texts[text])[:3])


def busiest_minute(moments: Iterable[float]) -> float:
    """How many a second there were in the minute with the most; moments in seconds."""
    minutes = Counter(int(moment // 60) for moment in moments)
    return max(minutes.values(), default=0) / 60


def summary(day: Day) -> str:
    """What came of it."""
    visitors, book = day.visitors, day.book
    pages = sorted(day.officer.seconds)
    found = complaints(day)
    return _SUMMARY.format(
        updates=len(visitors.updates),
        busiest=busiest_minute([u.sent for u in visitors.updates]),
        lost=day.lost,
        twice=visitors.twice,
        notices=visitors.notices,
        emergencies=visitors.emergencies,
        advised_twice=visitors.advised_twice,
        phrases=visitors.by_phrases,
        half=day.quantile(0.5),
        most=day.quantile(0.95),
        nearly=day.quantile(0.99),
        waited=max(day.queue, default=0),
        told=visitors.told,
        kept=visitors.kept,
        cases=book["cases"],
        counted=book["counted"],
        pages=len(pages),
        page=quantile(pages, 0.5),
        slow=quantile(pages, 0.99),
        found="Not as promised: " + "; ".join(found) if found else "All as promised",
    )


def document(day: Day) -> str:
    """The page."""
    rows = [
        [name, f"{early:.0f}", f"{late:.0f}", f"{share:+.1%}"]
        for name, (early, late, share) in sorted(day.memory.growth().items())
    ]
    return _TEXT.format(
        machine=this_machine(datetime.now(UTC)),
        conversations=f"{day.conversations:,}",
        speed=day.speed,
        minutes=day.seconds / 60,
        intakes=day.size.intakes,
        workers=day.size.workers,
        gather=day.gather,
        burst=BURST_AT // 3600,
        lasts=BURST_LASTS // 60,
        times=BURST_TIMES,
        thinks=1.5,
        allowed=GROWTH_ALLOWED,
        summary=summary(day),
        memory=table(["process", "after warming up", "at the end", "growth"], rows),
    )
