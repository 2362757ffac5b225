"""Who says so, as residents read it: a unit and its paper, and no way to anybody."""

import pytest

from casework.watch_list.refused import (
    NoSource,
    Refused,
    SourceLeads,
    SourceMarks,
    SourceReassures,
    SourceTells,
    SourceTooLong,
)
from casework.watch_list.source_line import checked_source


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("Phòng ANM, CV 123/2026", "+84912345678"),
        ("Công an xã, 30.11.2026", "+84912345678"),
        ("  Phòng ANM ", None),
        ("Ngân hàng báo ngày 30/11/2026", "sao-bank.top"),
        ("P.PA05, số 45/TB-ANM ngày 12.3.2026", None),
        ("số 45/TB-ANM, ngày 12/3/2026", None),
        ("CV 12345/2026, 12346/2026 và 7/2026", None),
        ("45/2026/TB-ANM ngày 2026-11-30", None),
        ("Danh sách 12/3 - 15/3/2026", None),
        ("Danh sách 12-15/3/2026", None),
        ("Kế hoạch 2025-2026, đợt 2", None),
        ("CA TP.Mỹ Tho, Đội 2. TB.45/2026 (lần 3)", None),
        ("Phòng An toàn thông tin, tháng 11/2026", None),
        ("Công an xã Ea H'leo", None),
    ],
)
def test_a_unit_and_its_paper_are_a_source(source: str, value: str | None) -> None:
    assert checked_source(source, value) == source.strip()


@pytest.mark.parametrize(
    ("source", "value", "why"),
    [
        ("", None, NoSource),
        ("  ", None, NoSource),
        ("a" * 121, None, SourceTooLong),
        ("Phòng ANM\nCV 1", None, SourceTooLong),
        ("Phòng\u202eANM", None, SourceTooLong),
        ("trang SAO-BANK.top", "sao-bank.top", SourceLeads),
        ("đuôi 45678", "+84912345678", None),
        ("đuôi 345/678", "+84912345678", SourceTells),
        ("mã SB12 của họ", "SB12", SourceTells),
        ("stk 12345/2026", "12345/2026", SourceTells),
    ],
)
def test_a_source_does_not_tell_what_is_listed(
    source: str, value: str | None, why: type[Refused] | None
) -> None:
    if why is None:
        assert checked_source(source, value)
        return
    with pytest.raises(why):
        checked_source(source, value)


@pytest.mark.parametrize(
    "written",
    [
        *("0912345678", "0912 345 678", "0912.345.678", "0912,345,678", "0912/345/678"),
        *("0912-345-678", "0912–345—678", "0912 − 345 ‑ 678", "0912 . 345 . 678", "(0912) 345 678"),
        *("0912  345   678", "0 9 1 2 3 4 5 6 7 8", "0912_345_678", "0912·345·678", "0912|345|678"),
        *("０９１２３４５６７８", "٠٩١٢٣٤٥٦٧٨", "1900 5454", "123 456", "stk: 0123-456"),
        *(
            "0912/2026 345 678",
            "0912/2034 567",
            "0912/2034/567",
            "091/2034.567",
            "912 345/2034 678",
        ),
        "CV 123456/2026",
    ],
)
def test_no_number_that_could_be_called_or_paid_stands_in_a_source(written: str) -> None:
    for source in (written, f"Phòng ANM, {written}", f"liên hệ {written} để gỡ, CV 1/2026"):
        with pytest.raises(SourceTells):
            checked_source(source, None)


@pytest.mark.parametrize(
    "written",
    [
        *("https://sao-bank.top/go", "hxxp://sao-bank[.]top", "sao-bank.top", "sao-bank chấm top"),
        *("ｓａｏ-ｂａｎｋ.top", "ai-do@sao-bank.top", "kênh @anm_dongthap", "1.2.3.4/go"),
    ],
)
def test_no_way_to_anybody_stands_in_a_source(written: str) -> None:
    with pytest.raises(SourceLeads):
        checked_source(f"Phòng ANM, {written}", None)


@pytest.mark.parametrize(
    "written",
    [
        *("=1+1", "+CV 1", "-CV 1", "@SUM(A1)", "＝1+1", " =1"),
        *("CV {canh_sat_113}", "CV } 1", "<b>CV 1</b>", "CV > 1", "＜b＞"),
        *(
            'theo "Phòng ANM"',
            "theo “Phòng ANM”",
            "theo 'Phòng ANM'",
            "theo ‘Phòng’",
            "«ANM»",
            "`x`",
        ),
    ],
)
def test_a_source_is_no_formula_and_holds_no_marks(written: str) -> None:
    with pytest.raises(SourceMarks):
        checked_source(written, None)


@pytest.mark.parametrize("written", ["số này an toàn", "CV 1, cứ yên tâm", "bạn sẽ được lấy lại"])
def test_a_source_calls_nothing_safe_and_promises_nothing(written: str) -> None:
    with pytest.raises(SourceReassures):
        checked_source(written, None)


@pytest.mark.parametrize("why", [SourceTells, SourceLeads, SourceMarks, SourceReassures])
def test_what_is_refused_tells_what_to_write_instead(why: type[Refused]) -> None:
    assert "ví dụ: Phòng ANM, CV 123/2026" in why.mend
    # The example itself is taken.
    assert checked_source("Phòng ANM, CV 123/2026", None)
