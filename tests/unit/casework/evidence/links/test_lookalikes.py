from pathlib import Path

import pytest

from casework.evidence.finding import Verdict
from casework.evidence.links.judge import LinkJudge
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.watched import NobodyWatched
from tests.unit.casework.evidence.links.brands import OFFICIAL, TODAY, link

JUDGE = LinkJudge(OFFICIAL, NobodyWatched(), lambda: TODAY)
REAL = OfficialDomains.from_file(Path("data/official_domains.yml"))
REAL_JUDGE = LinkJudge(REAL, NobodyWatched(), lambda: TODAY)


@pytest.mark.parametrize(
    ("address", "brand"),
    [
        # letters changed
        ("sonhabannk.com.vn", "sonhabank"),
        ("sonhabnk.com", "sonhabank"),
        ("sonahbank.net", "sonhabank"),
        ("s0nhabank.vn", "sonhabank"),
        ("sonhabamk.org", "sonhabank"),
        ("tuvl.vn", "tuvi"),
        ("tuuvi.vn", "tuvi"),
        # letters of other alphabets, tone marks
        ("sơnhàbank.com", "sonhabank"),
        ("sonhabanк.com", "sonhabank"),
        ("túvi.com", "tuvi"),
        # hyphens and dots put in
        ("son-ha-bank.com", "sonhabank"),
        ("son.habank.com.vn", "sonhabank"),
        # words added
        ("sonhabank-uudai.com", "sonhabank"),
        ("hotrosonhabank.info", "sonhabank"),
        ("sonhabannk-xacthuc.com", "sonhabank"),
        ("tuvi-nhanqua.com", "tuvi"),
        ("tuvi247.vip", "tuvi"),
        ("snb-dangnhap.com", "sonhabank"),
        ("lemon-nhanqua.com", "lemon"),
        ("brunobook-login.com", "bruno"),
        # another ending
        ("sonhabank.vn", "sonhabank"),
        ("sonhabankcom.vn", "sonhabank"),
        ("wwwsonhabank.com", "sonhabank"),
        ("tuvi.top", "tuvi"),
        ("snb.vn", "sonhabank"),
        ("brunobook.vn", "bruno"),
        # in front of another domain
        ("sonhabank.com.vn.abc.top", "sonhabank"),
        ("sonhabank.abc.com", "sonhabank"),
        ("sonhabank.com-vn.net", "sonhabank"),
        ("hochieuso.gov.vn-nhanqua.com", "hochieu"),
        ("brunobook.com.qzjk.net", "bruno"),
        # the path, and that only under an ending that scammers rent
        ("qzjk.top/doidiemSNB", "sonhabank"),
        # poses as a state body
        ("x.govvn.net", None),
        ("trocap-gov.vn", None),
    ],
)
def test_a_lookalike_is_recognised(address: str, brand: str | None) -> None:
    found = JUDGE.judge(link(address))
    assert (found.verdict, found.brand) == (Verdict.LOOKALIKE, brand)
    assert found.is_damning


@pytest.mark.parametrize(
    "address",
    [
        "baomoi.vn/sonhabank-thong-bao-moi",
        "lemon.fr",
        "lemonade.com",
        "demon.com",
        "brunobook.fr",
        "brunobook.co.uk",
        "brunobookfans.org",
        "tuvison.com",
        "phongtuviet.com",
        "snbsports.com",
        "sonha.vn",
        "tulip.vn",
        "government.com",
        "egov.sg",
        "sonhabank.gov.sg",
        "sonhabanh.vn",
    ],
)
def test_what_only_happens_to_be_near_is_no_lookalike(address: str) -> None:
    assert JUDGE.judge(link(address)).verdict is Verdict.UNKNOWN


def _own() -> list[str]:
    owned = {domain for brand in REAL.brands for domain in brand.domains}
    return sorted(owned | {*REAL.well_known, *REAL.shorteners})


def test_no_domain_of_the_data_is_a_lookalike() -> None:
    judged = ((host, REAL_JUDGE.judge(link(f"www.{host}")).verdict) for host in _own())
    assert [host for host, verdict in judged if verdict is Verdict.LOOKALIKE] == []


@pytest.mark.parametrize(
    ("address", "brand"),
    [
        ("vietcombank.vn-gll.top", "vietcombank"),
        ("vcb-uudai.com", "vietcombank"),
        ("bidv247.com", "bidv"),
        ("dichvucong.gov.vn-nhanqua.com", "dichvucong"),
        ("vneid-gov-vn.com", "vneid"),
        ("hotrovietcombank.com", "vietcombank"),
        ("j8sk.vip/doidiemVCB", "vietcombank"),
        ("shopee-tuyendung.com", "shopee"),
        # what an adversary found
        ("evn-tiendien.com", "evn"),
        ("dienluc-evn.cc", "evn"),
        ("bhxh-vssid.com", "bhxh"),
        ("ghtk-doisoat.com", "ghtk"),
        ("vneid2.com", "vneid"),
        ("dvcqg.cc", "dichvucong"),
        ("conganvn.net", "bocongan"),
        ("cuccsgt.com", "csgt"),
        ("tracuuphatnguoi-gov.com", None),
        ("thuevietnam.top", "etax"),
        ("chicucthue-dt.com", "thue"),
        ("tiki-sale.vip", "tiki"),
        ("shbank-uudai.com", "shb"),
        ("etax-capnhat.com", "etax"),
        ("acbbank.vip", "acb"),
        ("vnetraffic.vip", "csgt"),
        ("dinhdanhmuc2.com", "vneid"),
        ("dichvucong-hotro.com", "dichvucong"),
        ("dichvucong24h.com", "dichvucong"),
        ("vinfast-khuyenmai.vn", "vinfast"),
        ("vnpt-hcm-uudai.vn", "vnpt"),
    ],
)
def test_lookalikes_of_the_real_brands_are_recognised(address: str, brand: str | None) -> None:
    found = REAL_JUDGE.judge(link(address))
    assert (found.verdict, found.brand) == (Verdict.LOOKALIKE, brand)


@pytest.mark.parametrize(
    ("address", "brand"),
    [
        ("vcbonline.info", "vietcombank"),
        ("vcbdigi-login.vip", "vietcombank"),
        ("etaxgov.com", "thue"),
        ("tikishop.top", "tiki"),
    ],
)
def test_a_lookalike_of_a_brand_that_the_message_names_is_recognised(
    address: str, brand: str
) -> None:
    assert REAL_JUDGE.judge(link(address), {brand}).verdict is Verdict.LOOKALIKE


@pytest.mark.parametrize(
    "address",
    [
        # of the brand itself, or of others: well known
        "viettel-ca.vn",
        "sacombankcareer.com",
        "viettelhightech.vn",
        "topbank.vn",
        # words that go on behind "dịch vụ công", "hải quân"
        "dichvucongchung.vn",
        "dichvucongtrinh.vn",
        "dichvucongtacxahoi.vn",
        "dichvuconghung.com",
        "haiquanvietnamconghoa.com",
        # dealers
        "vinfastdongthap.vn",
        "vinfast-hanoi.com.vn",
        "viettelinternet.vn",
        "vnpt-hcm.vn",
        "lapmangfpthanoi.vn",
        "mobifonehanoi.com.vn",
    ],
)
def test_an_honest_name_is_no_lookalike(address: str) -> None:
    assert REAL_JUDGE.judge(link(address)).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "address",
    ["cafef.vn/vietcombank-thong-bao", "vietnamnet.vn", "vnexpress.net", "wikipedia.org"],
)
def test_the_press_is_no_lookalike(address: str) -> None:
    assert REAL_JUDGE.judge(link(address)).verdict is not Verdict.LOOKALIKE
