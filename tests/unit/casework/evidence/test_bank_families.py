from pathlib import Path

import pytest

from casework.evidence.bank_families import FAMILIES, same_bank
from casework.evidence.official_domains import OfficialDomains

DATA = Path(__file__).resolve().parents[4] / "data"
BRANDS = OfficialDomains.from_file(DATA / "official_domains.yml").by_id


def test_the_families_are_brands_of_the_data() -> None:
    assert frozenset().union(*FAMILIES) <= BRANDS.keys()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("vpbank", "cake", True),
        ("timo", "bvbank", True),
        ("vpbank", "timo", False),
        ("vietcombank", "bidv", False),
        ("agribank", "agribank", True),
        ("momo", "bidv", False),
        # Without numbers of its own in the data nothing is known of where its accounts are.
        ("zalopay", "bidv", True),
    ],
)
def test_names_that_may_stand_for_the_same_accounts(one: str, other: str, *, same: bool) -> None:
    assert same_bank(BRANDS[one], BRANDS[other]) is same
    assert same_bank(BRANDS[other], BRANDS[one]) is same
