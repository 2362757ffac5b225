"""Where anybody publishes under a good name, and sites that pass on to others."""

from pathlib import Path

import pytest

from casework.evidence.finding import Verdict
from casework.evidence.links.candidates import find_links
from casework.evidence.links.judge import LinkJudge
from casework.evidence.links.publishing import is_anybodys
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.watched import NobodyWatched
from tests.unit.casework.evidence.links.brands import TODAY, link

REAL = OfficialDomains.from_file(Path("data/official_domains.yml"))
JUDGE = LinkJudge(REAL, NobodyWatched(), lambda: TODAY)


@pytest.mark.parametrize(
    "address",
    [
        "google.com/amp/s/x",
        "www.google.com/url?q=x",
        "translate.google.com/translate?u=x",
        "lookerstudio.google.com/u/0/reporting/x",
        "colab.research.google.com/drive/x",
        "abc.viettelcloud.vn/x",
        "h5.zdn.vn/zapps/1",
        "zaloapp.com/qr/p/abc",
        "testflight.apple.com/join/x",
        "play.google.com/store/apps/details?id=x",
        "www.icloud.com/shortcuts/x",
        "paypal.me/x",
        "www.paypal.com/invoice/p/x",
        "outlook.office.com/bookwithme/user/x",
        "steamcommunity.com/id/x",
        "nhantien.momo.vn/x",
        "www.chotot.com/x.htm",
        "sites.google.com/view/lop-5a",
    ],
)
def test_where_anybody_publishes_is_not_told_as_the_brands(address: str) -> None:
    found = JUDGE.judge(link(address))
    assert found.verdict is Verdict.UNKNOWN
    assert "ai cũng tạo trang được" in found.reason


@pytest.mark.parametrize(
    "address",
    [
        "www.google.com/search",
        "accounts.google.com",
        "www.viettelcloud.vn/gia",
        "viettelcloud.vn",
        "www.paypal.com/signin",
        "www.icloud.com/find",
        "momo.vn/x",
        "support.apple.com",
    ],
)
def test_the_brands_own_part_of_such_a_site_stays_official(address: str) -> None:
    assert JUDGE.judge(link(address)).verdict is Verdict.OFFICIAL


def test_a_path_says_nothing_on_another_host() -> None:
    assert not is_anybodys("example.com", "/invoice/x")


@pytest.mark.parametrize(
    ("address", "brand"),
    [
        ("vcb.ladi.me", "vietcombank"),
        ("vietcombank.viettelcloud.vn", "vietcombank"),
        ("apk-vneid.s3.amazonaws.com/vneid.apk", "vneid"),
        ("sites.google.com/view/vietcombank-xacthuc", "vietcombank"),
        ("storage.googleapis.com/x/dichvucong.html", "dichvucong"),
    ],
)
def test_a_name_where_anybody_publishes_is_a_lookalike(address: str, brand: str) -> None:
    found = JUDGE.judge(link(address))
    assert (found.verdict, found.brand) == (Verdict.LOOKALIKE, brand)


@pytest.mark.parametrize(
    "address",
    [
        "facebook.com/vietcombank",
        "www.youtube.com/vietcombank",
        "sites.google.com/view/facebook-cho-nguoi-moi",
        "sites.google.com/view/acb-lop-5",
        "docs.google.com/forms/d/e/vietcombank",
    ],
)
def test_where_brands_are_at_home_their_name_in_a_path_proves_nothing(address: str) -> None:
    assert JUDGE.judge(link(address)).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("text", "outer", "host", "path"),
    [
        ("https://www.google.com/amp/s/qz-a.top/x", "/amp/s/", "qz-a.top", "/x"),
        ("https://google.com/amp/qz-a.top", "/amp/", "qz-a.top", ""),
        ("google.com/url?sa=t&q=qz-a.top/x&v=1", "/url?sa=t&q=", "qz-a.top", "/x&v=1"),
        (
            "https://translate.google.com/translate?sl=vi&u=qz-a.top/x",
            "/translate?sl=vi&u=",
            "qz-a.top",
            "/x",
        ),
        ("https://l.facebook.com/l.php?u=qz-a.top", "/l.php?u=", "qz-a.top", ""),
        ("https://www.youtube.com/redirect?q=qz-a.top", "/redirect?q=", "qz-a.top", ""),
    ],
)
def test_where_a_forwarder_leads_is_a_link_of_its_own(
    text: str, outer: str, host: str, path: str
) -> None:
    first, second = find_links(f"xem {text} nha")
    assert (first.path, second.host, second.path) == (outer, host, path)
    assert second.disguised
    assert first.end == second.start
    assert f"xem {text} nha"[second.start : second.end] == host + path


@pytest.mark.parametrize(
    "text",
    [
        "https://www.google.com/search?q=vietcombank.com.vn",
        "https://baomoi.vn/amp/s/qz-a.top",
        "https://google.com/amp/s/khong-co-duoi",
        "https://google.com/url?q=a@b.com",
    ],
)
def test_another_path_leads_nowhere_else(text: str) -> None:
    assert len(find_links(text)) == 1
