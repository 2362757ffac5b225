from pathlib import Path

import pytest

from casework.evidence.official_domains import OfficialDomains
from tests.unit.casework.evidence.links.brands import TODAY
from trainer.evidence_bench.measuring import judge_of, judged, shares
from trainer.evidence_bench.mutations import by_dnstwist, realistic

OFFICIAL = OfficialDomains.from_file(Path("data/official_domains.yml"))
JUDGE = judge_of(OFFICIAL, TODAY)


@pytest.mark.parametrize("brand", ["vietcombank", "agribank", "shopee"])
def test_nineteen_of_twenty_mutations_of_much_faked_brands_are_flagged(brand: str) -> None:
    found = judged(JUDGE, by_dnstwist(OFFICIAL.by_id[brand]))
    share = shares(found, lambda one: one.brand)[brand]
    assert share.of > 250
    assert share.percent >= 95


def test_nineteen_of_twenty_realistic_lookalikes_are_flagged() -> None:
    share = shares(judged(JUDGE, realistic()), lambda one: one.fuzzer)["realistic"]
    assert share.of >= 150
    assert share.percent >= 95
