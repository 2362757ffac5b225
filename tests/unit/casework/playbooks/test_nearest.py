import pytest

from casework.playbooks.nearest import did_you_mean, nearest

IDS = ("shipper_gia", "mua_hang_online", "paid", "thu_doan_khac")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("shiper_gia", "shipper_gia"),
        ("payed", "paid"),
        ("Mua_Hang_Online", "mua_hang_online"),
        ("xyz", None),
        ("", None),
    ],
)
def test_the_name_that_was_meant(said: str, meant: str | None) -> None:
    assert nearest(said, IDS) == meant


def test_a_mend_begins_with_the_guess_or_with_nothing() -> None:
    assert did_you_mean("shiper_gia", IDS) == "có phải ý là 'shipper_gia'? "
    assert did_you_mean("xyz", IDS) == did_you_mean("paid", []) == ""
