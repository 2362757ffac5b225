from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.evidence.finding import Kind, Verdict
from casework.evidence.links.candidates import FoundLink
from casework.evidence.links.judge import LinkJudge
from casework.evidence.watched import Listed, NobodyWatched
from tests.unit.casework.evidence.links.brands import OFFICIAL, TODAY, link


@dataclass(frozen=True)
class Watched:
    hosts: frozenset[str]

    def find(self, kind: Kind, value: str) -> Listed | None:
        found = kind is Kind.LINK and value in self.hosts
        return Listed("NCSC", date(2026, 11, 20), "phat_nguoi_gia") if found else None


JUDGE = LinkJudge(OFFICIAL, NobodyWatched(), lambda: TODAY)


@pytest.mark.parametrize(
    ("address", "verdict"),
    [
        ("sonhabank.com.vn", Verdict.OFFICIAL),
        ("ibank.sonhabank.com.vn/login", Verdict.OFFICIAL),
        ("hanoi.gov.vn", Verdict.OFFICIAL),
        ("gov.vn", Verdict.UNKNOWN),
        ("cubank.vn", Verdict.UNKNOWN),
        ("login.cubank.vn", Verdict.UNKNOWN),
        ("sonhabanh.vn", Verdict.UNKNOWN),
        ("bit.ly/sonhabank", Verdict.SHORTENER),
        ("sonhabank.top", Verdict.LOOKALIKE),
        ("cubank-uudai.com", Verdict.LOOKALIKE),
        ("docs.google.com/forms/d/x", Verdict.UNKNOWN),
        ("accounts.google.com", Verdict.OFFICIAL),
        ("192.168.1.4", Verdict.UNKNOWN),
        # One letter from a listed name of the state: nobody can hold it, so it is invented.
        ("hochieus.gov.vn", Verdict.LOOKALIKE),
        ("thitruong.example.com", Verdict.UNKNOWN),
    ],
)
def test_each_kind_of_host_has_its_verdict(address: str, verdict: Verdict) -> None:
    assert JUDGE.judge(link(address)).verdict is verdict


@pytest.mark.parametrize("address", ["a.b.xau.top", "sonhabank.com.vn", "b.xau.top", "xau.top"])
def test_the_watch_list_comes_first_and_knows_parents(address: str) -> None:
    judge = LinkJudge(OFFICIAL, Watched(frozenset({"xau.top", "sonhabank.com.vn"})), lambda: TODAY)

    found = judge.judge(link(address))

    assert found.verdict is Verdict.LISTED
    assert found.playbook == "phat_nguoi_gia"
    assert "NCSC" in found.reason


def test_a_listed_suffix_lists_nobody() -> None:
    judge = LinkJudge(OFFICIAL, Watched(frozenset({"top", "com.vn"})), lambda: TODAY)
    assert judge.judge(link("la.top")).verdict is Verdict.UNKNOWN


def test_a_lookalike_is_told_with_the_genuine_domain_and_is_not_tappable() -> None:
    found = JUDGE.judge(link("sonhabank.vn-qua.top"))

    assert found.shown == "sonhabank[.]vn-qua[.]top"
    assert "giả tên Sonhabank" in found.reason
    assert "sonhabank.com.vn" in found.reason
    assert "vn-qua[.]top" in found.reason
    assert found.domain == "vn-qua.top"
    assert (found.brand, found.playbook) == ("sonhabank", "link_qr_gia_mao")


def test_a_domain_that_is_confirmed_no_more_is_never_shown_as_genuine() -> None:
    found = JUDGE.judge(link("cubank-uudai.com"))
    assert "cubank.vn" not in found.reason
    assert found.verdict is Verdict.LOOKALIKE


def test_a_foreign_letter_is_pointed_at() -> None:
    found = JUDGE.judge(link("sоnhabank.com"))  # Cyrillic о
    assert found.verdict is Verdict.LOOKALIKE
    assert "chữ nước ngoài" in found.reason


def test_an_official_domain_is_not_called_trustworthy() -> None:
    reason = JUDGE.judge(link("sonhabank.com.vn")).reason
    assert "Sonhabank" in reason
    assert "kẻ lừa" in reason


def test_what_a_message_names_and_a_link_does_not_belong_to_is_said() -> None:
    found = JUDGE.judge(link("qzjk.com"), named={"sonhabank"})
    assert found.verdict is Verdict.UNKNOWN
    assert "qzjk[.]com không phải tên miền của Sonhabank" in found.reason


def test_a_short_name_counts_when_the_message_names_the_brand() -> None:
    assert JUDGE.judge(link("snb-vui.com")).verdict is Verdict.UNKNOWN
    assert JUDGE.judge(link("snb-vui.com"), named=("sonhabank",)).verdict is Verdict.LOOKALIKE


def test_only_lookalikes_and_listed_leave_their_domain() -> None:
    assert JUDGE.judge(link("qzjk.com")).domain is None
    assert JUDGE.judge(link("sonhabank.com.vn")).domain is None


def test_a_domain_that_holds_a_number_of_a_person_is_not_kept() -> None:
    found = JUDGE.judge(link("sonhabank-0912345678.top"))
    assert found.verdict is Verdict.LOOKALIKE
    assert found.domain is None


@given(st.text(max_size=300), st.text(max_size=300))
def test_judging_never_raises(host: str, path: str) -> None:
    found = JUDGE.judge(FoundLink(0, 1, host, path, disguised=False, shown_host=host))
    assert found.kind is Kind.LINK


@given(st.text(alphabet="sonhabk-tuvi.comgxyz0123456789ốй", max_size=80))
def test_judging_never_raises_for_what_is_nearly_a_host(host: str) -> None:
    assert JUDGE.judge(link(host)).reason
