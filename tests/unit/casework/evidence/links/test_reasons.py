"""What a resident reads about a link: short, and without a number that may be somebody's."""

from pathlib import Path

import pytest

from casework.evidence.links.judge import LinkJudge
from casework.evidence.links.lookalikes import Resemblance, Trick
from casework.evidence.links.reasons import lookalike, untappable
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.watched import NobodyWatched
from tests.unit.casework.evidence.links.brands import OFFICIAL, TODAY, link

REAL = OfficialDomains.from_file(Path("data/official_domains.yml"))
JUDGE = LinkJudge(OFFICIAL, NobodyWatched(), lambda: TODAY)


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("0912345678.abc.top", "0912…78[.]abc[.]top"),
        ("vcb-0912345678.top", "vcb-0912…78[.]top"),
        ("0912-345-678.abc.top", "0912…78[.]abc[.]top"),
        ("0912.345.678.abc.top", "0912…78[.]abc[.]top"),
        ("a123456.top", "a…56[.]top"),
        ("vcb24h.top", "vcb24h[.]top"),
        ("tet2026.top", "tet2026[.]top"),
        ("103.45.67.89", "103[.]45[.]67[.]89"),
    ],
)
def test_a_long_number_in_a_host_is_not_shown_whole(host: str, shown: str) -> None:
    assert untappable(host) == shown


@pytest.mark.parametrize(
    "address",
    ["0912345678.sonhabank.com.vn", "0912345678.qzjk.com", "sonhabank-0912345678.top",
     "x.sonhabank.vn-0912345678.top"],
)  # fmt: skip
def test_no_finding_tells_a_long_number(address: str) -> None:
    found = JUDGE.judge(link(address))
    assert "12345678" not in found.shown + found.reason + (found.domain or "")


@pytest.mark.parametrize("host", ["a." * 100 + "top", "b" * 63 + "." + "c" * 63 + ".top"])
@pytest.mark.parametrize("trick", Trick)
def test_a_reason_fits_a_screen_however_long_the_host(host: str, trick: Trick) -> None:
    longest = max(
        len(lookalike(untappable(host), host, Resemblance(trick, brand), TODAY))
        for brand in REAL.brands
    )
    assert longest < 220


def test_of_a_long_host_the_end_is_shown() -> None:
    shown = untappable("a." * 100 + "nhanqua.top")
    assert shown.endswith("nhanqua[.]top")
    assert len(shown) <= 51


def test_a_name_without_bait_is_accused_of_less() -> None:
    mild = JUDGE.judge(link("sonhabankvui.com")).reason
    assert "dùng tên Sonhabank nhưng không phải tên miền của Sonhabank" in mild
    assert "(thật: sonhabank.com.vn)" in mild
    assert "giả" not in mild
    assert "giả tên Sonhabank" in JUDGE.judge(link("sonhabank-uudai.com")).reason


def test_what_is_not_confirmed_is_not_given_as_genuine() -> None:
    assert "cubank.vn" not in JUDGE.judge(link("cubankvui.com")).reason
