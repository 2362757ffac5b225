import idna
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.evidence.links.hosts import (
    Host,
    ascii_form,
    is_address,
    is_ending,
    numeric_address,
    shown,
    split_host,
)


@pytest.mark.parametrize(
    ("host", "registered", "label", "suffix", "subdomains"),
    [
        ("vietcombank.com.vn", "vietcombank.com.vn", "vietcombank", "com.vn", ()),
        ("a.b.vcb.com.vn", "vcb.com.vn", "vcb", "com.vn", ("a", "b")),
        ("vietcombank.vn-gll.top", "vn-gll.top", "vn-gll", "top", ("vietcombank",)),
        ("vietcombank.com.vn.abc.top", "abc.top", "abc", "top", ("vietcombank", "com", "vn")),
        ("dichvucong.gov.vn", "dichvucong.gov.vn", "dichvucong", "gov.vn", ()),
        ("x.hoantien.web.app", "hoantien.web.app", "hoantien", "web.app", ("x",)),
        ("hoantien.pages.dev", "hoantien.pages.dev", "hoantien", "pages.dev", ()),
        ("vcb.weebly.com", "vcb.weebly.com", "vcb", "weebly.com", ()),
        ("vcb.blogspot.com", "vcb.blogspot.com", "vcb", "blogspot.com", ()),
        ("weebly.com", "weebly.com", "weebly", "com", ()),
        ("www.weebly.com", "www.weebly.com", "www", "weebly.com", ()),
        ("blogspot.com", "blogspot.com", "blogspot", "com", ()),
        ("xn--vetcombank-x2i.com", "xn--vetcombank-x2i.com", "xn--vetcombank-x2i", "com", ()),
        ("com.vn", "", "", "com.vn", ()),
        ("vn", "", "", "vn", ()),
        ("a.khongcoduoi", "", "", "", ("a", "khongcoduoi")),
        ("", "", "", "", ()),
    ],
)
def test_a_host_is_split(
    host: str, registered: str, label: str, suffix: str, subdomains: tuple[str, ...]
) -> None:
    assert split_host(host) == Host(registered, label, suffix, subdomains, is_address=False)


@pytest.mark.parametrize("host", ["192.168.1.1", "2001:db8::1", "::1"])
def test_an_address_has_no_registered_domain(host: str) -> None:
    assert split_host(host) == Host("", "", "", (), is_address=True)


@pytest.mark.parametrize("host", ["1.2.3", "256.1.1.1", "01.2.3.4", "abc", "", "1.2.3.4.5"])
def test_other_numbers_are_no_address(host: str) -> None:
    assert not is_address(host)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("3232235777", "192.168.1.1"),
        ("0xc0a80101", "192.168.1.1"),
        ("0xc0.168.1.1", "192.168.1.1"),
        ("0300.0250.1.1", "192.168.1.1"),
        ("192.168.257", "192.168.1.1"),
        ("192.11010305", "192.168.1.1"),
        ("4294967295", "255.255.255.255"),
        ("4294967296", None),
        ("256.1.1.1", None),
        ("1.2.3.256", None),
        ("1.2.3.4.5", None),
        ("09.1.1.1", None),
        ("1..2", None),
        ("abc", None),
        ("", None),
    ],
)
def test_numbers_are_read_as_browsers_read_them(host: str, address: str | None) -> None:
    assert numeric_address(host) == address


@pytest.mark.parametrize("host", ["tiếngviệt.vn", "vіetcombank.com", "bücher.example", "例え.jp"])
def test_other_letters_are_written_as_the_standard_says(host: str) -> None:
    assert ascii_form(host) == idna.encode(host).decode("ascii")
    assert shown(ascii_form(host)) == host


@pytest.mark.parametrize("label", ["vn", "com", "top", "xn--p1ai", "рф"])
def test_an_ending_is_known(label: str) -> None:
    assert is_ending(label)


@pytest.mark.parametrize("label", ["", "anh", "hcm", "pdf", "000", "xn--"])
def test_a_word_is_no_ending(label: str) -> None:
    assert not is_ending(label)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_host_can_be_split_and_shown(host: str) -> None:
    split_host(host)
    split_host(ascii_form(host))
    assert ascii_form(host).isascii()
    shown(host)
    numeric_address(host)
