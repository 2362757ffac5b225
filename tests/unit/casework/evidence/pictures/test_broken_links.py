import pytest

from casework.evidence.pictures.broken_links import continues


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("tải tại https://vcb-", "xacminh.example/otp. Quá"),
        ("vào https://nhanqua.example/?", "id=09966"),
        ("ve tranh voi: buuchinh-", "vn.example"),
        ("http://dich-vu-", "cong.test/vneid.apk"),
        ("https://www.tra-cuu-phat.te", "st/bien-so"),
        ("xem https://www.", "tra-cuu.example"),
        ("nhanqua.example/", "ma-7/mo"),
    ],
)
def test_a_link_broken_over_two_lines_goes_on(line: str, following: str) -> None:
    assert continues(line, following)


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("tại https://vcb.example.", "Quá hạn"),
        ("tại https://vcb.example.", "De huy dich vu"),
        ("vào https://vcb.example/otp", "de cap lai"),
        ("https://vcb.example/otp", "trước 17:00"),
        ("https://vcb.example", "https://mb.example"),
        ("Xin chào -", "vcb.example"),
        ("công việc online-", "lương cao"),
        ("cộng tác viên", "vcb.example"),
        ("", "vcb.example"),
    ],
)
def test_what_is_no_broken_link_stays_on_its_lines(line: str, following: str) -> None:
    assert not continues(line, following)
