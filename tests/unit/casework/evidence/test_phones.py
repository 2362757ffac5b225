from datetime import date, timedelta
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import geocoder

from casework.evidence.brand_names import BrandNames
from casework.evidence.calling_places import area_of, country_of
from casework.evidence.finding import Finding, Kind, Verdict
from casework.evidence.hotlines import Hotlines
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.phones import PhoneExaminer
from casework.evidence.watched import NobodyWatched
from casework.playbooks.help_channels import HelpChannels
from tests.unit.casework.evidence.some_brands import BRANDS, OneWatched, digits_said

TODAY = date(2026, 11, 30)
DATA = Path(__file__).resolve().parents[4] / "data"
CHANNELS = HelpChannels.from_file(DATA / "help_channels.yml")
NAMES = BrandNames(BRANDS)
EXAMINER = PhoneExaminer(NobodyWatched(), CHANNELS, lambda: TODAY)


def examined(text: str, *, everything: bool = False) -> tuple[Finding, ...]:
    named = {name.brand for name in NAMES.named_in(text)}
    return EXAMINER.examine(text, named, everything=everything)


@pytest.mark.parametrize(
    ("text", "shown", "brand"),
    [
        ("gọi từ +84 1900 545413 xưng ngân hàng", "+8419…13", "vietcombank"),
        ("số 00841900545413 gọi", "0084…13", "vietcombank"),
        ("00 1900 545413 gọi", "0019…13", "vietcombank"),
        ("+1900545413 gọi", "+1900…13", "vietcombank"),
        ("+1 900 545 413 gọi", "+1900…13", "vietcombank"),
        ("số 01900545413", "0190…13", "vietcombank"),
        ("số 1900545414 gọi xưng Vietcombank", "1900…14", "vietcombank"),
        ("số 1900545414 là của Vietcombank", "1900…14", "vietcombank"),
        ("1900545414 (Vietcombank) gọi hoài", "1900…14", "vietcombank"),
        ("VCB gọi từ số 1900 545431", "1900…31", "vietcombank"),
        ("số 1900 554413 gọi", "1900…13", "vietcombank"),
        ("số 19005454133 gọi", "1900…33", "vietcombank"),
        ("190054541 gọi hoài", "1900…41", "vietcombank"),
        ("số 19005454133 của Vietcombank", "1900…33", "vietcombank"),
        ("tổng đài Vietcombank 190054541", "1900…41", "vietcombank"),
        ("+84 1900 545414 xưng Vietcombank", "+8419…14", "vietcombank"),
        (
            "một chín không không năm bốn năm bốn một bốn gọi xưng Vietcombank",
            "1900…14",
            "vietcombank",
        ),
        ("số １９００ ５４５４１４ xưng Vietcombank", "1900…14", "vietcombank"),
        ("Vietcombank gọi số 1 9 0 0 5 4 5 4 1 4", "1900…14", "vietcombank"),
        ("tổng đài TPBank 1900 6035 gọi cho tui", "1900…35", "tpbank"),
        ("1900 6306 là của TPBank", "1900…06", "tpbank"),
        ("BIDV gọi từ số 1900 9274", "1900…74", "bidv"),
        ("Viettel gọi cho tui số 1900 8098 đòi khoá sim", "1900…98", "viettel"),
        ("số +113 gọi", "+113", None),
        ("số +84113 gọi", "+84113", None),
        ("số 0113 gọi xưng công an", "0113", None),
        ("số 00114 gọi", "00114", None),
    ],
)
def test_a_number_that_poses_as_a_hotline(text: str, shown: str, brand: str | None) -> None:
    (finding,) = examined(text)
    assert (finding.verdict, finding.shown) == (Verdict.POSES_AS_HOTLINE, shown)
    assert finding.brand == brand
    assert finding.is_damning


def test_the_reason_names_the_hotline_and_not_the_number() -> None:
    (finding,) = examined("tổng đài Vietcombank 1900 545431")
    assert "1900 545413" in finding.reason
    assert "545431" not in finding.reason.replace(" ", "")
    assert finding.playbook == "gia_danh_ngan_hang"


@pytest.mark.parametrize(
    "text",
    [
        "gọi 1900 545413",
        "Vietcombank 1900545413",
        "gọi 1800 1091 hoặc 1800.8098",
        "1900 6036 hoặc 1900 585885",
        "gọi 113, 114, 115, 111, 156 hay 5656, 198",
        "mã 0113 của bạn",
        "ngày 0113",
        "năm 1900-1975",
        "stk 1900545411 BIDV",
        "mã otp 19005454",
        "số hợp đồng 19005454",
        "0903111222 gọi hoài",
        "không chín không ba một một một hai hai hai",
        "+84 903 111 222",
        "0903***222",
        "mất 19.000.000 đồng",
        "stk 0011000022233 Vietcombank",
        "cccd 001099000111",
        "",
    ],
)
def test_genuine_hotlines_and_ordinary_numbers_are_not_mentioned(text: str) -> None:
    assert examined(text) == ()


@pytest.mark.parametrize(
    ("text", "verdict", "part"),
    [
        ("sàn gọi 1900 6035", Verdict.SERVICE, "trả cước"),
        ("số 1900545414 gọi", Verdict.SERVICE, "trả cước"),
        ("nhà mạng gọi số 1900 8098 khoá sim", Verdict.SERVICE, "trả cước"),
        ("tổng đài TPBank 1900 6035", Verdict.SERVICE, "trả cước"),
        ("BIDV hotline 1900 9248 hỗ trợ doanh nghiệp", Verdict.SERVICE, "trả cước"),
        ("BIDV gọi từ 1900 9248 tự xưng", Verdict.SERVICE, "trả cước"),
        ("Mobi 18001090 hỏi thuê bao", Verdict.SERVICE, "không mất cước"),
        ("VinaPhone gọi từ 18001090", Verdict.SERVICE, "không mất cước"),
        ("Ngân hàng Bắc Á tổng đài 1800588828", Verdict.SERVICE, "không mất cước"),
        ("1800588828, Techcombank thì số khác", Verdict.SERVICE, "không mất cước"),
        ("taxi 1900 6066, thanh toán qua thẻ tín dụng", Verdict.SERVICE, "trả cước"),
        ("Tổng đài 1900 6035", Verdict.SERVICE, "trả cước"),
        ("bác sĩ hotline 1900 6035 bệnh viện, tài khoản", Verdict.SERVICE, "trả cước"),
        ("Vinasun 19006037, quẹt thẻ tín dụng được", Verdict.SERVICE, "trả cước"),
        ("thẻ TPBank quẹt taxi gọi 1900 6066", Verdict.SERVICE, "trả cước"),
        ("tui xài TPBank, bệnh viện 1900 6035 gọi", Verdict.SERVICE, "trả cước"),
        ("Tổng đài dược ngân hàng máu 1900545483", Verdict.SERVICE, "trả cước"),
        ("xài VCB, gọi 1900 545483 bệnh viện", Verdict.SERVICE, "trả cước"),
        ("tổng đài Viettel 1800 8198", Verdict.SERVICE, "không mất cước"),
        ("tổng đài BIDV 1900 545411", Verdict.SERVICE, "trả cước"),
        ("ngân hàng VPBank 1900 545415", Verdict.SERVICE, "trả cước"),
        ("gọi 1800 6035", Verdict.SERVICE, "không mất cước"),
        ("gọi 1900 558 818", Verdict.SERVICE, "trả cước"),
        ("số +224 62 11 11 11 gọi", Verdict.FOREIGN, "Ghi-nê"),
        ("00855 12 345 678 gọi", Verdict.FOREIGN, "Campuchia"),
        ("+852 6123 4567 nhắn", Verdict.FOREIGN, "Hồng Kông"),
        ("＋８５５ １２ ３４５ ６７８", Verdict.FOREIGN, "Campuchia"),
        ("+44 7911 123456 nhắn", Verdict.FOREIGN, "+44, Vương quốc Anh"),
        ("+870 776 123 456 nhá máy", Verdict.SATELLITE, "+870"),
        ("+881 6 2345 6789 nhá máy", Verdict.SATELLITE, "+881"),
        ("số +84 24 3800 0000 gọi xưng công an", Verdict.UNKNOWN, "Hà Nội"),
        ("02835550101 gọi", Verdict.UNKNOWN, "Hồ Chí Minh"),
        ("(0273) 3 555 010 gọi", Verdict.UNKNOWN, "0273"),
    ],
)
def test_what_a_prefix_tells(text: str, verdict: Verdict, part: str) -> None:
    (finding,) = examined(text)
    assert finding.verdict is verdict
    assert part in finding.reason
    assert not finding.is_damning


def test_a_hotline_that_is_not_usable_is_neither_shown_nor_anybodys_disguise() -> None:
    """Agribank's number has no source: it stands in no sentence."""
    (finding,) = examined("Agribank 1900558817")
    assert finding.verdict is Verdict.SERVICE
    assert "Agribank" not in finding.reason


def test_after_its_date_a_hotline_is_compared_with_no_more() -> None:
    late = max(channel.expires_on for channel in CHANNELS.channels) + timedelta(days=1)
    examiner = PhoneExaminer(NobodyWatched(), CHANNELS, lambda: late)
    text = "số 1900545414 là của Vietcombank"
    (finding,) = examiner.examine(text, {"vietcombank"})
    assert finding.verdict is Verdict.SERVICE
    (finding,) = EXAMINER.examine(text, {"vietcombank"})
    assert finding.verdict is Verdict.POSES_AS_HOTLINE


def test_asked_for_everything_it_also_tells_what_is_known_of_ordinary_numbers() -> None:
    mobile, hotline = examined("0903111222, rồi 1900 545413", everything=True)
    assert (mobile.verdict, mobile.shown) == (Verdict.UNKNOWN, "0903…22")
    assert "MobiFone" in mobile.reason
    assert "chuyển mạng giữ số" in mobile.reason
    assert hotline.verdict is Verdict.UNKNOWN
    assert "bị giả" in hotline.reason


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("+84903111222", "số 0903 111 222"),
        ("+84903111222", "zalo 903111222"),
        ("+84903111222", "84903111222"),
        ("+84903111222", "+84 0903 111 222"),
        ("+84903111222", "không chín không ba một một một hai hai hai"),
        ("+84903111222", "0903 rồi tới 111 cuối là 222"),
        ("+842835550101", "028 3555 0101"),
        ("+85512345678", "00855 12345678"),
        ("19006035", "1900 6035"),
    ],
)
def test_a_watched_number_is_found_in_each_of_its_forms(value: str, text: str) -> None:
    examiner = PhoneExaminer(OneWatched(Kind.PHONE, value), CHANNELS, lambda: TODAY)
    (finding,) = examiner.examine(text)
    assert finding.verdict is Verdict.LISTED
    assert finding.playbook == "gia_danh_ngan_hang"
    assert "05/11/2026" in finding.reason


def test_a_number_twice_is_one_finding() -> None:
    assert len(examined("+85512345678 rồi +855 12 345 678")) == 1


_DIGITS = st.text("0123456789", min_size=8, max_size=9)
_NUMBERS = st.builds(
    "{}{}".format, st.sampled_from(["0", "+84", "+855", "+870", "00", "02", "1900", "+1"]), _DIGITS
)


@settings(deadline=None, max_examples=120)
@given(_NUMBERS, st.sampled_from(["gọi {} nha", "{}", "số {} xưng Vietcombank"]))
def test_no_finding_holds_a_whole_number(number: str, around: str) -> None:
    digits = number.removeprefix("+")
    for finding in examined(around.format(number), everything=True):
        if not Hotlines(CHANNELS, lambda: TODAY).knows(digits):
            assert digits not in digits_said(finding)
            assert digits not in repr(finding)


@settings(deadline=None, max_examples=60)
@given(st.text(st.sampled_from("0123456789+84. -()xgọi số"), max_size=120))
def test_no_text_is_too_odd(text: str) -> None:
    EXAMINER.examine(text, everything=True)


def test_the_names_of_countries_and_areas_are_those_of_phonenumbers() -> None:
    compared = 0
    for region in phonenumbers.SUPPORTED_REGIONS - {"VN", "HK", "MO"}:
        number = phonenumbers.example_number(region)
        # Of territories that share a code, only the first has a Vietnamese name there.
        if number is None or region != phonenumbers.region_code_for_country_code(
            number.country_code or 0
        ):
            continue
        ours, theirs = country_of(number), geocoder.country_name_for_number(number, "vi")
        assert ours == theirs or ours is None, region
        compared += ours is not None
    assert compared > 150
    for national in ("2438000000", "2835550101", "2733555010"):
        area = area_of(national)
        number = phonenumbers.parse(f"+84{national}")
        assert area is not None
        assert geocoder.description_for_number(number, "vi").endswith(area[1].removeprefix("TP. "))


def test_each_hotline_of_a_bank_or_operator_has_its_brand() -> None:
    """A finding's brand is an id of data/official_domains.yml."""
    ids = OfficialDomains.from_file(DATA / "official_domains.yml").by_id
    used = {"bank", "sim"}
    channels = [c.id for c in CHANNELS.channels if c.purpose in used and c.usable(TODAY)]
    assert channels
    assert not [channel for channel in channels if channel not in ids]
