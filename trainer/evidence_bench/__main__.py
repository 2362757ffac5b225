"""Lookalikes and honest domains, judged: python -m trainer.evidence_bench [--legitimate FILE].

For developers: dnstwist is in the development environment only. Writes
docs/benchmarks-evidence.md and prints the same.
"""

import argparse
import datetime as dt
from pathlib import Path

from casework.evidence.links.judge import LinkJudge
from casework.evidence.official_domains import OfficialDomains
from trainer.evidence_bench.measuring import (
    Share,
    flags,
    judge_of,
    judged,
    shares,
    speed_against_a_scan,
)
from trainer.evidence_bench.messages import pace
from trainer.evidence_bench.mutations import (
    MOST_A_FUZZER,
    MOST_FAKED,
    Mutation,
    by_dnstwist,
    of_most_faked,
    realistic,
)

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "data" / "official_domains.yml"
REPORT = ROOT / "docs" / "benchmarks-evidence.md"
_MOST_SHOWN = 12
_TARGETS = "Targets: at least 95 % of lookalikes, at most 0.5 % of honest domains."
_HEAD = "| {} | flagged | of | share |\n| --- | ---: | ---: | ---: |"
_HOW = f"""\
## How it was measured

- **dnstwist** (all its kinds, at most {MOST_A_FUZZER} of each and brand, a fixed sample) makes
  lookalikes of the main domain of every brand; words and endings are the bench's own. What is
  really official or well known is left out, and so is all beneath `gov.vn` but a near miss of a
  listed name. Brands count as confirmed, so that the judging is measured and not whether somebody
  has checked their domains this half-year.
- **Missed on purpose**: other endings of brands that the whole world knows (`amazon.fr` may be
  theirs), one letter changed in everyday words ("grab", "be") and in two or three letters before
  `.com` or `.vn`, where every combination of letters is somebody's honest domain.
- **Most faked**: `MOST_FAKED` in mutations.py, all that dnstwist makes by itself.
- **Realistic**: `trainer/evidence_bench/realistic.txt`, of our own making, by the people who wrote
  the rules: it is no blind test. At first 191 of 201 were flagged; then the rules were mended.
- **Common domains**: the list's misjudged names were looked at in one half when the rules were
  made, and `well_known` in the data holds names from such lists too: a blind list will do worse.
- **Speed** is a ratio against comparing the host with every name by rapidfuzz, in the same run."""


def main() -> None:
    """Measure, print, write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--legitimate", type=Path, help="honest domains, one a line")
    legitimate = parser.parse_args().legitimate
    official = OfficialDomains.from_file(DATA)
    judge = judge_of(official, dt.datetime.now(tz=dt.UTC).date())
    report = "\n\n".join((*_parts(judge, official), *_legitimate(judge, legitimate), _HOW))
    REPORT.write_text(report + "\n", encoding="utf-8")
    print(report)


def _parts(judge: LinkJudge, official: OfficialDomains) -> tuple[str, ...]:
    made = judged(judge, (one for brand in official.brands for one in by_dnstwist(brand)))
    kinds = {brand.id: brand.kind.value for brand in official.brands}
    by_brand = shares(made, lambda one: one.brand)
    own = sorted(
        {domain for brand in official.brands for domain in brand.domains}
        | {*official.well_known, *official.shorteners}
    )
    wrong = [domain for domain in own if flags(judge, domain)]
    when = f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d %H:%M} UTC"
    return (
        "# Benchmarks: lookalike links",
        "Written by `python -m trainer.evidence_bench`. Do not edit: run it again.",
        f"{when}, {len(official.brands)} brands. {_TARGETS}",
        "## Lookalikes by dnstwist: whom scammers pose as most",
        _most_faked(judge),
        "## Lookalikes by dnstwist: every brand",
        _table("kind of change", shares(made, lambda one: one.fuzzer)),
        _table("kind of brand", shares(made, lambda one: kinds[one.brand])),
        f"Mean over brands: {_mean(by_brand):.1f} %. Most missed: {_worst(by_brand)}.",
        "## Lookalikes of our own making",
        _realistic(judged(judge, realistic())),
        "## Honest domains",
        f"Domains of data/official_domains.yml flagged: {len(wrong)} of {len(own)}.",
        "## Speed",
        f"p50 of a judgement: {speed_against_a_scan(judge, own[::4]):.2f} of a plain scan's.",
        _pace(official),
    )


def _most_faked(judge: LinkJudge) -> str:
    made = judged(judge, of_most_faked())
    by_domain = shares(made, lambda one: one.brand)
    means = f"{len(MOST_FAKED)} domains; mean over them: {_mean(by_domain):.1f} %."
    table = _table("kind of change", shares(made, lambda one: one.fuzzer))
    return f"{table}\n\n{means} Most missed: {_worst(by_domain)}."


def _pace(official: OfficialDomains) -> str:
    took = pace(DATA.parent, official)
    return (
        f"All examinations of a message of text ({took.messages} examples): p50 {took.p50:.2f} ms, "
        f"p95 {took.p95:.2f} ms, {took.p50 / took.redacting_p50:.2f} of what redacting the same "
        f"messages takes ({took.redacting_p50:.2f} ms). Target: p50 at most 2 ms."
    )


def _table(title: str, found: dict[str, Share]) -> str:
    total = Share(sum(s.flagged for s in found.values()), sum(s.of for s in found.values()))
    rows = [*sorted(found.items()), ("**all**", total)]
    lines = [f"| {key} | {s.flagged} | {s.of} | {s.percent:.1f} % |" for key, s in rows]
    return "\n".join((_HEAD.format(title), *lines))


def _mean(by_brand: dict[str, Share]) -> float:
    return sum(share.percent for share in by_brand.values()) / len(by_brand)


def _worst(by_brand: dict[str, Share]) -> str:
    worst = sorted(by_brand.items(), key=lambda item: item[1].percent)[:_MOST_SHOWN]
    return ", ".join(f"{brand} {share.percent:.0f} %" for brand, share in worst)


def _realistic(made: list[tuple[Mutation, bool]]) -> str:
    share = shares(made, lambda one: one.fuzzer)["realistic"]
    missed = ", ".join(f"`{host}`" for host in share.missed) or "none"
    return f"{share.flagged} of {share.of} flagged. Missed: {missed}."


def _legitimate(judge: LinkJudge, path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    share = Share()
    for host in path.read_text(encoding="utf-8").split():
        share.add("", flagged=flags(judge, host))
    counted = f"{share.flagged} of {share.of} ({share.percent:.2f} %)"
    return (f"Common domains, of a list that is no part of the project, flagged: {counted}.",)


if __name__ == "__main__":
    main()
