from casework.playbooks.data_file import Mistake
from trainer.training import MOST_TOLD, DataNotReady

PHONE = "0912345678"


def test_what_is_kept_with_a_job_tells_kind_and_line_and_no_word() -> None:
    wrong = f"Có vẻ có thông tin riêng: «{PHONE}»."
    mend = "thay bằng ký hiệu: số điện thoại <PHONE>."
    mistake = Mistake("/srv/data/examples/shipper_gia.txt", 41, f"anh Tèo {PHONE}", wrong, mend)
    said = str(DataNotReady([mistake]))
    assert "shipper_gia.txt:41: thay bằng ký hiệu: số điện thoại <PHONE>." in said
    assert "trainer validate" in said
    assert PHONE not in said
    assert "Tèo" not in said


def test_of_many_mistakes_the_first_are_told_and_how_many_there_are_more() -> None:
    mistakes = [Mistake("x.txt", n, "x", "sai", "sửa.") for n in range(1, MOST_TOLD + 6)]
    said = str(DataNotReady(mistakes)).splitlines()
    assert said[-1] == "Và 5 chỗ nữa."
    assert len(said) == MOST_TOLD + 2
