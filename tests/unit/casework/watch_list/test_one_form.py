"""The one form of a value, and what nobody may list."""

from datetime import date

import pytest

from casework.evidence.finding import Kind
from casework.evidence.official_domains import Brand, BrandKind, OfficialDomains, Reserved
from casework.playbooks.help_channels import HelpChannel, HelpChannels, Purpose
from casework.watch_list.innocent_keys import InnocentKeys
from casework.watch_list.listable import Listable
from casework.watch_list.one_form import one_form
from casework.watch_list.refused import (
    GenuineHotline,
    NotALink,
    NotAnAccount,
    NotAPhone,
    NoValue,
    OfficialHere,
    OfService,
    OnlyForAuthorities,
    Refused,
    SharedEnding,
    TwoInOne,
)
from tests.unit.casework.watch_list.made_up import KEY

DAY = date(2026, 11, 30)
LINK, PHONE, ACCOUNT = Kind.LINK, Kind.PHONE, Kind.ACCOUNT


@pytest.fixture(scope="module")
def listable() -> Listable:
    bank = Brand(
        id="sao_bank",
        name="Sao Bank",
        kind=BrandKind.BANK,
        aliases=("saobank",),
        domains=("saobank.com.vn", "the.saobank.vn"),
        playbook="gia_danh_ngan_hang",
        checked_on=DAY,
        expires_on=DAY,
    )
    state = Reserved(suffix="gov.vn", name="cơ quan nhà nước", playbook="gia_danh_cong_an_toa_an")
    official = OfficialDomains(
        brands=(bank,), reserved=(state,), shorteners=("bit.ly",), well_known=("saobankers.net",)
    )
    contacts = {"a": "1900 0000 hoặc 1800 000 001", "b": "069.219.0000", "c": "113", "d": "ở xã"}
    channels = (
        HelpChannel(
            id=f"channel_{name}",
            name="Nơi giúp",
            purpose=Purpose.BANK,
            contact=contact,
            what_for="để thử",
            # Also one that residents are not shown today: it is no scammer's for that.
            shown=False,
            checked_on=DAY,
            expires_on=DAY,
        )
        for name, contact in contacts.items()
    )
    return Listable(official, HelpChannels(channels=tuple(channels)))


@pytest.fixture(scope="module")
def innocent(listable: Listable) -> InnocentKeys:
    return InnocentKeys(listable, KEY)


@pytest.mark.parametrize(
    ("kind", "written", "form"),
    [
        (LINK, "https://sao-bank.top/xac-thuc?id=1#a", "sao-bank.top"),
        (LINK, "  SAO-BANK.TOP ", "sao-bank.top"),
        (LINK, "http://www.sao-bank.top", "sao-bank.top"),
        (LINK, "sao-bank.top:8443/a", "sao-bank.top"),
        (LINK, "saobank.com.vn.top", "saobank.com.vn.top"),
        (LINK, "sáobank.top", "xn--sobank-pta.top"),
        (LINK, "xn--sobank-pta.top", "xn--sobank-pta.top"),
        (LINK, "ｓａｏ-ｂａｎｋ.top", "sao-bank.top"),
        (LINK, "sao-bank.web.app", "sao-bank.web.app"),
        (LINK, "hxxps://sao-bank[.]top/a", "sao-bank.top"),
        (LINK, "sao-bank chấm top", "sao-bank.top"),
        (LINK, "https://saobank.com.vn@sao-bank.top/", "sao-bank.top"),
        (LINK, "sao-bank.top/a?u=https://khac.top", "sao-bank.top"),
        (LINK, "http://1.2.3.4/a", "1.2.3.4"),
        (LINK, "http://16909060/", "1.2.3.4"),
        (LINK, "sao-bank.top/16909060", "sao-bank.top"),
        (LINK, "sao-bank.top/", "sao-bank.top"),
        (LINK, "sao-bank.top/a;id=1", "sao-bank.top"),
        (LINK, "https://sao-bank.top/saobank.com.vn", "sao-bank.top"),
        (LINK, "sao-bank.top/saobank.com.vn/the", "sao-bank.top"),
        (PHONE, "0912 345 678", "+84912345678"),
        (PHONE, "912345678", "+84912345678"),
        (PHONE, "84912345678", "+84912345678"),
        (PHONE, "+84 (0) 912.345.678", "+84912345678"),
        (PHONE, "0084-912-345-678", "+84912345678"),
        (PHONE, "０９１２３４５６７８", "+84912345678"),
        (PHONE, "(028) 3823 0000", "+842838230000"),
        (PHONE, "+870 773 000 000", "+870773000000"),
        (PHONE, "1900 9999", "19009999"),
        (PHONE, "8077", "8077"),
        (ACCOUNT, "0123 456 789", "0123456789"),
        (ACCOUNT, "0123.456-789", "0123456789"),
        (ACCOUNT, "sb0123456", "SB0123456"),
        (ACCOUNT, "１２３４５６", "123456"),
        (ACCOUNT, "9" * 19, "9" * 19),
    ],
)
def test_a_value_has_one_form_however_it_is_written(
    listable: Listable, kind: Kind, written: str, form: str
) -> None:
    assert listable.to_list(kind, written, allow_services=True) == form
    assert one_form(kind, form) == form


@pytest.mark.parametrize(
    ("kind", "written", "why"),
    [
        (LINK, "", NoValue),
        (PHONE, " \t ", NoValue),
        (LINK, "localhost", NotALink),
        (LINK, "không có gì", NotALink),
        (LINK, "mot.top hai.top", NotALink),
        (LINK, "xem tại sao-bank.top nhé", NotALink),
        (LINK, "ai-do@sao-bank.top", NotALink),
        (LINK, "http://192.168.1.1/", NotALink),
        (LINK, "sao-bank-top", NotALink),
        (LINK, "com.vn", SharedEnding),
        (LINK, "https://web.app/", SharedEnding),
        (LINK, "gov.vn", OnlyForAuthorities),
        (LINK, "https://xa-nao-do.gov.vn/a", OnlyForAuthorities),
        (LINK, "https://www.saobank.com.vn/the", OfficialHere),
        (LINK, "moi.saobank.com.vn", OfficialHere),
        (LINK, "saobank.vn", OfficialHere),
        (LINK, "https://bit.ly/abc", OfficialHere),
        (LINK, "m.saobankers.net", OfficialHere),
        (PHONE, "abc", NotAPhone),
        (PHONE, "12", NotAPhone),
        (PHONE, "0912 345 678 hoặc 0912 345 679", NotAPhone),
        (PHONE, "9.12345678E+8", NotAPhone),
        (PHONE, "1" * 20, NotAPhone),
        (PHONE, "1900 0000", GenuineHotline),
        (PHONE, "19000000", GenuineHotline),
        (PHONE, "+84 1900 0000", GenuineHotline),
        (PHONE, "1800000001", GenuineHotline),
        (PHONE, "069 219 0000", GenuineHotline),
        (PHONE, "113", GenuineHotline),
        (PHONE, "115", GenuineHotline),
        *((PHONE, str(number), GenuineHotline) for number in range(112, 120)),
        *((PHONE, number, GenuineHotline) for number in ("111", "156", "198", "1080", "5656")),
        *((PHONE, number, GenuineHotline) for number in ("0113", "84113", "84 0 113", "841080")),
        *((PHONE, number, NotAPhone) for number in ("+84 113", "0084 113")),
        *((PHONE, number, GenuineHotline) for number in ("1800 1090", "+84 1800 1090", "01080")),
        (PHONE, "00113", GenuineHotline),
        (PHONE, "0692190000", GenuineHotline),
        (PHONE, "01900 0000", GenuineHotline),
        (PHONE, "1900 9999", OfService),
        (PHONE, "1800 9999", OfService),
        (PHONE, "+84 1900 9999", OfService),
        (PHONE, "(028) 3823 0000", OfService),
        (PHONE, "069 219 0001", OfService),
        (PHONE, "8077", OfService),
        (LINK, "mot.top;hai.top", TwoInOne),
        (LINK, "mot.top ; hai.top", TwoInOne),
        (LINK, "mot.top；hai.top", TwoInOne),
        (LINK, "mot.top/hai.top", TwoInOne),
        (LINK, "mot.top / hai.top", TwoInOne),
        (LINK, "https://mot.top/a / https://hai.top/b", TwoInOne),
        (LINK, "https://mot.top/https://hai.top", TwoInOne),
        (LINK, "mot.top\nhai.top", TwoInOne),
        (PHONE, "0912345678;0912345679", TwoInOne),
        (PHONE, "0912345678/0912345679", TwoInOne),
        (PHONE, "0912 345 678 / 0912 345 679", TwoInOne),
        (PHONE, "09123\n45678", TwoInOne),
        (ACCOUNT, "12345\n67890", TwoInOne),
        (ACCOUNT, "12345\r\n67890", TwoInOne),
        (ACCOUNT, "12345\t67890", TwoInOne),
        (ACCOUNT, "12345\u202867890", TwoInOne),
        (ACCOUNT, "12345\x0067890", TwoInOne),
        (ACCOUNT, "0123456;0123457", TwoInOne),
        (ACCOUNT, "0123456/0123457", TwoInOne),
        (ACCOUNT, "0123456, 0123457", TwoInOne),
        (ACCOUNT, "0123456/07", NotAnAccount),
        (ACCOUNT, "12345", NotAnAccount),
        (ACCOUNT, "9" * 20, NotAnAccount),
        (ACCOUNT, "1.23457E+11", NotAnAccount),
        (ACCOUNT, "SAOBANK", NotAnAccount),
        (ACCOUNT, "số 0123456", NotAnAccount),
    ],
)
def test_what_is_no_value_or_not_a_scammers_is_refused(
    listable: Listable, kind: Kind, written: str, why: type[Refused]
) -> None:
    with pytest.raises(why) as caught:
        listable.to_list(kind, written)
    assert str(caught.value) == ""
    assert caught.value.wrong
    assert caught.value.mend


@pytest.mark.parametrize(
    ("kind", "written"), [(LINK, "saobank.com.vn"), (LINK, "com.vn"), (PHONE, "1900 0000")]
)
def test_what_may_no_longer_be_listed_can_still_be_looked_for(kind: Kind, written: str) -> None:
    assert one_form(kind, written)


@pytest.mark.parametrize(
    "phone", ["0912345678", "+84 912 345 678", "+870 773 000 000", "+1 8005550100"]
)
def test_somebodys_own_number_needs_no_leave(listable: Listable, phone: str) -> None:
    assert listable.to_list(PHONE, phone)


@pytest.mark.parametrize("phone", ["113", "1900 0000", "069 219 0000", "5656"])
def test_no_leave_lists_a_known_number(listable: Listable, phone: str) -> None:
    with pytest.raises(GenuineHotline):
        listable.to_list(PHONE, phone, allow_services=True)


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        *((LINK, host) for host in ("saobank.com.vn", "the.saobank.vn", "saobank.vn", "bit.ly")),
        *((LINK, host) for host in ("saobankers.net", "gov.vn")),
        *((PHONE, phone) for phone in ("113", "0113", "84113", "+84113", "1080", "5656", "198")),
        *((PHONE, phone) for phone in ("19000000", "+8419000000", "1800000001", "+84692190000")),
        *((PHONE, phone) for phone in ("18001090", "+8418001090")),
    ],
)
def test_a_key_of_what_nobody_may_list_is_known(
    innocent: InnocentKeys, kind: Kind, form: str
) -> None:
    assert innocent.holds(kind, KEY.of(kind, form).hex())


@pytest.mark.parametrize(
    ("kind", "form"),
    [(LINK, "sao-bank.top"), (PHONE, "+84912345678"), (PHONE, "19009999"), (ACCOUNT, "19000000")],
)
def test_other_keys_may_be_listed(innocent: InnocentKeys, kind: Kind, form: str) -> None:
    assert not innocent.holds(kind, KEY.of(kind, form).hex())
