"""The plan for more machines than are here: arithmetic over what `make load` has measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rehearsal.shared.load.report import best_step, table
from bot.rehearsal.shared.load.simulation import Stage, simulate
from bot.rehearsal.shared.load.sweep import Curve

CORES = 2
"""Of each machine of the plan: as this one has."""

DATABASE_CORES = 16
"""Of a database machine, from 100 machines on."""

PLATFORM_A_BOT = 30
"""Messages a second that Telegram lets one bot send to all chats together. Its support says so of
bulk notifications (telegra.ph/Hitting-limits-bot-FAQ, read 2026-12-01); of answers it says nothing,
so they are taken to count the same."""

REPLIES = 1.5
"""Messages of the bot for one of a resident: counted in the scripts of the rehearsal."""

CONNECTIONS = 20
"""Of one process at most: SQLAlchemy's pool (5, and 10 more under load), procrastinate's (4), one
that listens."""

_TEXT = """# Growth, on paper

Written by `make load`, from the CPU that it has measured for a message ([load.md](load.md)). **Estimates, all of it: none of these machines exists here.** Do not edit: run it again.

Taken as measured, in CPU milliseconds for a message: intake {intake:.1f}, worker {worker:.1f}, NLU {nlu:.1f}, PostgreSQL {database:.1f}; together {all:.1f}. That is **{million:.1f} core-hours for a million messages**; times the price of a core-hour it is what they cost to work out (`make load LOAD="--price 0.05"` does the sum; no price is assumed here). What platforms charge for messages comes on top.

Taken as given: machines of {cores} cores, three quarters of them used at most, so that a burst finds room; a worker is one core; a Telegram bot may send about {platform} messages a second to all chats together (its support says [«30 messages per second or so»](https://telegra.ph/Hitting-limits-bot-FAQ) of bulk notifications; for answers no number is published, so the same is taken), and one message of a resident is answered by {replies} of ours.

{table}

## 10 machines: the platform, before anything of ours

One Telegram bot is used up at about {bot_messages:.0f} messages of residents a second. What is sent beyond that is answered 429 and put off, in order and without loss, so nobody is left out but everybody waits. What is done: other channels beside it (web, Zalo); a bot for each province, each with its own token and `bot intake`; asking Telegram for paid broadcasts is no help, since these are answers. Zalo's quotas are by contract; `./canhgiac bot status` shows what is left of them.

Of our own parts PostgreSQL's fetching of jobs comes first: with the index on (lock, id) that revision 0009 adds, 284 jobs a second were measured on two cores with procrastinate 3.10 and 3,000 jobs waiting, against 50 without it. The {ten:.0f} messages a second of ten machines are more than that: the database gets a machine of its own with {ten_cores:.0f} or more cores. Connections: up to {few}, so `max_connections` has to be raised to that; no pooler needed.

## 100 machines: one database

At {hundred:,.0f} messages a second the one PostgreSQL is asked for {hundred_cores:.0f} cores, more than {database_cores}. In this order:

1. Commits. A message is some seven transactions: taken, fetched, claimed, answered, one before each reply leaves, erased, the end of its job. A disk that flushes in under a millisecond and `commit_delay`, so that several commits share a flush; `casework/deliveries/group_commit.py` does the same within each process already.
2. Connections: {many} processes with up to {each} each. PgBouncer in transaction mode for all but the connection that listens (LISTEN needs a session of its own), in the intake and in procrastinate.
3. The queue: jobs are fetched one by one under a lock of their row. **Split by conversation**: the first digits of the conversation's key choose one of several databases with a queue, deliveries and running chats of its own. The key is a hash already, nothing else is shared between conversations, and an intake can work out the place by itself. Not built. Cases and counts stay in one database.
4. NLU: {nlu_hundred:.0f} replicas of one core, about half a gigabyte each, behind the balancer. They share nothing, so this is only a number.

## 1,000 machines: the country as provinces

At {thousand:,.0f} messages a second no part that all share can stay. The house is repeated: one of about 100 machines for each region, with its own database, bots and keys, as a commune runs its own today. What has to be common is small and goes one way: model versions (files), the watch list (hashes), the monthly statistics (counts without persons). First bottleneck then: whoever operates them. LISTEN/NOTIFY for the web page is the next: every intake hears of every answer on the page in its database; of up to {page:,.0f} answers a second in a region those on the page wake all of them, so that each intake needs a channel of its own instead. Not built.

## How far the model can be believed

{model}
"""  # noqa: E501  # paragraphs of Markdown

MACHINES = (1, 10, 100, 1000)
USED = 0.75


@dataclass(frozen=True, slots=True)
class Plan:
    """For so many machines: messages a second, and what each part then needs in cores."""

    machines: int
    rate: float
    cores: dict[str, float]


def plans(each: dict[str, float]) -> list[Plan]:
    """`each`: CPU seconds of a message by part."""
    all_ = sum(each.values())
    found = []
    for machines in MACHINES:
        rate = machines * CORES * USED / all_
        found.append(Plan(machines, rate, {part: rate * cpu for part, cpu in each.items()}))
    return found


def parts_of(curve: Curve) -> dict[str, float]:
    """CPU seconds of a message by part. Only of an arrangement with intakes and workers."""
    each = best_step(curve).cpu_each
    return {part: each[part] for part in ("intakes", "workers", "NLU", "PostgreSQL")}


def document(curves: Sequence[Curve]) -> str:
    """The page, by the arrangement that answered most."""
    shared = [c for c in curves if c.arrangement.size.shared and "workers" in best_step(c).cores]
    each = parts_of(max(shared, key=lambda c: c.most))
    made = plans(each)
    one, ten, hundred, thousand = made
    processes = [_processes(plan) for plan in made]
    return _TEXT.format(
        intake=each["intakes"] * 1000,
        worker=each["workers"] * 1000,
        nlu=each["NLU"] * 1000,
        database=each["PostgreSQL"] * 1000,
        all=sum(each.values()) * 1000,
        million=sum(each.values()) * 1e6 / 3600,
        cores=CORES,
        platform=PLATFORM_A_BOT,
        replies=REPLIES,
        table=_table(made),
        bot_messages=PLATFORM_A_BOT / REPLIES,
        few=processes[1] * CONNECTIONS,
        ten=ten.rate,
        ten_cores=max(4, ten.cores["PostgreSQL"] / USED),
        hundred=hundred.rate,
        hundred_cores=hundred.cores["PostgreSQL"],
        database_cores=DATABASE_CORES,
        many=processes[2],
        each=CONNECTIONS,
        nlu_hundred=hundred.cores["NLU"] / USED,
        thousand=thousand.rate,
        page=hundred.rate,
        model=_model(each, one, ten),
    )


def _processes(plan: Plan) -> int:
    """Intakes and workers, a core each."""
    return round((plan.cores["intakes"] + plan.cores["workers"]) / USED) + 1


def _table(made: Sequence[Plan]) -> str:
    heads = ["machines", "messages/s", "intakes (cores)", "workers", "NLU", "PostgreSQL", "bots"]
    rows = [
        [
            *(f"{plan.machines:,}", f"{plan.rate:,.0f}"),
            *(f"{plan.cores[part]:,.1f}" for part in ("intakes", "workers", "NLU", "PostgreSQL")),
            f"{plan.rate * REPLIES / PLATFORM_A_BOT:,.0f}",
        ]
        for plan in made
    ]
    return table(heads, rows)


def _model(each: dict[str, float], *made: Plan) -> str:
    """What the simulation says of plans, beside what it says of this machine in load.md."""
    lines = []
    for plan in made:
        stages = {
            part: Stage(cpu, max(1, round(plan.cores[part] / USED))) for part, cpu in each.items()
        }
        said = simulate(stages, plan.machines * CORES, plan.rate)
        lines.append(
            f"For {plan.machines} of these machines and {plan.rate:.0f} messages a second it says "
            f"{said.p50:.3f} s at the median and {said.p99:.3f} s for 99 of 100, with "
            f"{said.used:.0%} of the cores used, before network and commits."
        )
    lines.append(
        "Beside the measured curve (the last tables of load.md) it tells where saturation begins; "
        "it knows of no lock, no flush and no network, so what it says of 100 machines and more "
        "would be the arithmetic of the table again, and is left out."
    )
    return " ".join(lines)
