"""All examinations together, over the real data files: what is found, and what is never said."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.evidence.examiner import MOST_FINDINGS, Examiner
from casework.evidence.finding import Kind, Verdict
from casework.evidence.links.judge import LinkJudge
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.watched import Listed, NobodyWatched
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.promises import CALLED_SAFE, PROMISED_OR_ASKED
from casework.privacy.texts import RawText

DATA = Path(__file__).resolve().parents[4] / "data"
TODAY = date(2026, 12, 1)
OFFICIAL = OfficialDomains.from_file(DATA / "official_domains.yml")
CHANNELS = HelpChannels.from_file(DATA / "help_channels.yml")


class WatchedHere:
    """A list of some values in their one form."""

    def __init__(self, *values: str) -> None:
        self._values = values

    def find(self, kind: Kind, value: str) -> Listed | None:
        listed = (kind.value, value) in [tuple(v.split(" ", 1)) for v in self._values]
        return Listed("Đội thử", date(2026, 11, 1), "shipper_gia") if listed else None


EXAMINER = Examiner(OFFICIAL, CHANNELS, NobodyWatched(), lambda: TODAY)


def verdicts(text: str, codes: Sequence[str] = ()) -> list[tuple[Kind, Verdict]]:
    return [(found.kind, found.verdict) for found in EXAMINER.examine(RawText(text), codes)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mai mốt rảnh ghé nhà má ăn cơm nghen", []),
        ("VCB: vao vcb-xac-thuc.top de mo khoa", [(Kind.LINK, Verdict.LOOKALIKE)]),
        ("hxxps://vietcombank[.]com[.]vn.xac-minh[.]top", [(Kind.LINK, Verdict.LOOKALIKE)]),
        ("nó gửi bit . ly / abc", [(Kind.LINK, Verdict.SHORTENER)]),
        ("số +855 12 345 678 gọi hoài", [(Kind.PHONE, Verdict.FOREIGN)]),
        (
            "Ngân hàng Techcombank thông báo: chuyển vào stk 0123456789012 MB Bank NGUYEN VAN A",
            [(Kind.ACCOUNT, Verdict.OTHER_BANK)],
        ),
    ],
)
def test_what_was_pasted_is_found(text: str, expected: list[tuple[Kind, Verdict]]) -> None:
    assert verdicts(text) == expected


def test_a_web_code_is_judged_as_the_link_that_it_is() -> None:
    assert verdicts("", ["https://vcb-xac-thuc.top/qr"]) == [(Kind.LINK, Verdict.LOOKALIKE)]
    # The same link in the words and in the code is one thing.
    found = verdicts("vào vcb-xac-thuc.top", ["https://vcb-xac-thuc.top/qr"])
    assert found == [(Kind.LINK, Verdict.LOOKALIKE)]


@pytest.mark.parametrize("code", ["http://a", "https://localhost/x", "www.x", "abc"])
def test_of_every_code_something_is_said(code: str) -> None:
    assert verdicts("", [code]) == [(Kind.QR, Verdict.UNKNOWN)]


def test_what_officers_watch_is_found_in_all_kinds() -> None:
    watched = WatchedHere("link la-hoac.example.com", "phone +84912345678", "account 0123456789012")
    examiner = Examiner(OFFICIAL, CHANNELS, watched, lambda: TODAY)
    text = "vào la-hoac.example.com/x, gọi 0912 345 678, chuyển stk 0123456789012 ACB"
    found = examiner.examine(RawText(text))
    assert {f.kind for f in found if f.verdict is Verdict.LISTED} == {
        Kind.LINK,
        Kind.PHONE,
        Kind.ACCOUNT,
    }
    assert all(f.playbook == "shipper_gia" for f in found if f.verdict is Verdict.LISTED)


def test_a_phone_book_is_cut_short() -> None:
    text = " ".join(f"so {n} +8551234567{n:02d}" for n in range(10, 60))
    assert len(EXAMINER.examine(RawText(text))) == MOST_FINDINGS


def test_if_an_examination_fails_the_message_is_still_answered(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("vcb-xac-thuc.top")

    monkeypatch.setattr(LinkJudge, "judge", broken)
    assert EXAMINER.examine(RawText("vào vcb-xac-thuc.top")) == ()
    assert "ValueError" in caplog.text
    assert "vcb-xac-thuc" not in caplog.text


PIECES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "https://vcb-xac-thuc.top/a?b=0912345678",
            "+855 12 345 678",
            "0912.345.678",
            "stk 0123456789012 MB Bank NGUYEN VAN A",
            "Ngân hàng Techcombank thông báo",
            "bit[.]ly/x",
            "1900 545 414",
            "vietcombank chấm com",
        ]
    ),
)


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=5), st.lists(PIECES, max_size=2))
def test_no_reason_calls_anything_safe_or_holds_a_whole_number(
    pieces: list[str], codes: list[str]
) -> None:
    for found in EXAMINER.examine(RawText("\n".join(pieces)), codes):
        assert not CALLED_SAFE.search(found.reason)
        assert not PROMISED_OR_ASKED.search(found.reason)
        for secret in ("0912345678", "0912.345.678", "12 345 678", "0123456789012"):
            assert secret not in found.reason + found.shown
