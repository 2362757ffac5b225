"""Hosts that a hurried reader takes for another: an ending behind, an '@', a sign like a slash."""

from pathlib import Path

import pytest

from casework.evidence.finding import Finding, Verdict
from casework.evidence.links.candidates import find_links
from casework.evidence.links.judge import LinkJudge
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.watched import NobodyWatched
from tests.unit.casework.evidence.links.brands import OFFICIAL, TODAY

REAL = OfficialDomains.from_file(Path("data/official_domains.yml"))
REAL_JUDGE = LinkJudge(REAL, NobodyWatched(), lambda: TODAY)
JUDGE = LinkJudge(OFFICIAL, NobodyWatched(), lambda: TODAY)


def only(text: str, judge: LinkJudge = REAL_JUDGE) -> Finding:
    (link,) = find_links(text)
    return judge.judge(link)


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("https://vietcombank.com.vn.co", "vietcombank"),
        ("https://dichvucong.gov.vn.co", "dichvucong"),
        ("https://vneid.gov.vn.ai", "vneid"),
        ("https://www.bidv.com.vn.cc", "bidv"),
        ("vietcombank.com.vn.cc", "vietcombank"),
        ("acb.com.vn.cc", "acb"),
        ("vào vietcombank.com.vn.la nha", "vietcombank"),
        ("vào vietcombank.com.vn.co.", "vietcombank"),
        *((f"https://vietcombank.com.vn.{end}", "vietcombank") for end in (
            "me", "la", "tk", "ml", "co.", "no",
        )),
        ("https://vietcombank.com.vn．me", "vietcombank"),
        ("https://momo.vn.cc", "momo"),
        ("https://shopee.vn.ga", "shopee"),
        ("https://techcombank.com.cc", "techcombank"),
        ("https://vneid.gov.vn.apk", "vneid"),
        ("https://vietcombank.com.vn.login/a", "vietcombank"),
    ],
)  # fmt: skip
def test_an_ending_behind_a_genuine_host_makes_another_host(text: str, brand: str) -> None:
    found = only(text)
    assert (found.verdict, found.brand) == (Verdict.LOOKALIKE, brand)
    assert found.domain not in {domain for known in REAL.brands for domain in known.domains}


@pytest.mark.parametrize(
    "text",
    [
        "vo vietcombank.com.vn.no keu nap tien",
        "vao vietcombank.com.vn. co nguoi goi",
        "Vào vietcombank.com.vn.Nó kêu nạp tiền",
        "https://vietcombank.com.vn.Em chuyển rồi",
        "https://vietcombank.com.vn.",
    ],
)
def test_a_sentence_behind_a_genuine_host_leaves_it_what_it_is(text: str) -> None:
    assert only(text).verdict is Verdict.OFFICIAL


@pytest.mark.parametrize(
    ("text", "shown", "domain"),
    [
        ("https://bidv.com.vn@evil-qz.top/abc", "evil-qz[.]top", "evil-qz.top"),
        ("https://bidv.com.vn:443@evil-qz.top/login", "evil-qz[.]top", "evil-qz.top"),
        ("bidv.com.vn:443@evil-qz.top/login", "evil-qz[.]top", "evil-qz.top"),
        ("bidv.com.vn@evil-qz.top/login", "evil-qz[.]top", "evil-qz.top"),
        ("https://bidv.com.vn%40evil-qz.top/login", "evil-qz[.]top", "evil-qz.top"),
        ("https://bidv-login.com@evil-qz.top/login", "evil-qz[.]top", "evil-qz.top"),
        ("https://vietcombank@evil-qz.top/login", "evil-qz[.]top", "evil-qz.top"),
        ("https://bidv.com.vn@103.4.5.6/login", "103[.]4[.]5[.]6", None),
        ("https://a.gov.vn@evil-qz.com", "evil-qz[.]com", "evil-qz.com"),
        ("https://bidv.com.vn⁄x@evil-qz.top/login", "evil-qz[.]top", "evil-qz.top"),
    ],
)
def test_a_name_before_an_at_is_told_with_the_host_that_is_really_opened(
    text: str, shown: str, domain: str | None
) -> None:
    found = only(text)
    assert (found.verdict, found.shown, found.domain) == (Verdict.LOOKALIKE, shown, domain)


def test_the_reason_points_at_the_at() -> None:
    assert "trước dấu @" in only("https://bidv.com.vn@evil-qz.top/abc").reason


def test_what_stands_before_the_at_is_in_no_repr() -> None:
    (link,) = find_links("https://matkhau:bimat@nhanqua.top/")
    assert link.in_front == "matkhau:bimat"
    assert "matkhau" not in repr(link)


@pytest.mark.parametrize(
    "text", ["https://lan@sonhabank.com.vn/x", "https://a.gov.vn@sonhabank.com.vn/x"]
)
def test_what_leads_to_a_genuine_host_is_not_false_for_what_stands_in_front(text: str) -> None:
    assert only(text, JUDGE).verdict is Verdict.OFFICIAL


@pytest.mark.parametrize("text", ["https://lan@qzjk.com/x", "https://qz.vn@qzjk.com/x"])
def test_anything_else_before_an_at_poses_as_nobody(text: str) -> None:
    assert only(text, JUDGE).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("sign", ["⁄", "∕", "⧸"])
@pytest.mark.parametrize("rest", ["evil.top/a", "a/b", "login", ""])
@pytest.mark.parametrize("scheme", ["https://", ""])
def test_a_sign_like_a_slash_ends_no_host(sign: str, rest: str, scheme: str) -> None:
    found = only(f"{scheme}dichvucong.gov.vn{sign}{rest}")
    assert (found.verdict, found.brand) == (Verdict.LOOKALIKE, "dichvucong")
    assert "dấu giả" in found.reason
    assert found.domain != "dichvucong.gov.vn"


def test_a_shortener_with_a_sign_like_a_slash_stays_one() -> None:
    assert only("bit.ly⁄abc").verdict is Verdict.SHORTENER


@pytest.mark.parametrize(
    "host",
    ["vneld.gov.vn", "vneíd.gov.vn", "xn--vned-xpa.gov.vn", "vne1d.gov.vn", "dìchvucong.gov.vn"],
)
def test_a_name_of_the_state_that_only_looks_the_same_is_invented(host: str) -> None:
    assert only(f"https://{host}").verdict is Verdict.LOOKALIKE
