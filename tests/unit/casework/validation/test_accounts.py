import copy
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from casework.validation import validate

ROOT = Path(__file__).resolve().parents[4]
TODAY = date(2026, 11, 23)
ACCOUNT = {
    "id": "telegram_thu",
    "place": "telegram",
    "name": "Bot thử",
    "username": "ten_thu_bot",
    "link": "https://t.me/ten_thu_bot",
    "shown": True,
    "confirmed_by": "người viết bài thử",
    "checked_on": date(2026, 11, 1),
    "expires_on": date(2026, 12, 1),
}


def told(folder: Path, *accounts: dict[str, object]) -> str:
    data = Path(shutil.copytree(ROOT / "data", folder / "data"))
    shutil.rmtree(data / "examples")
    (data / "examples").mkdir()
    path = data / "official_accounts.yml"
    path.write_text(
        yaml.safe_dump(
            {"accounts": [copy.deepcopy(account) for account in accounts]}, sort_keys=False
        ),
        "utf-8",
    )
    mistakes = validate(data, TODAY)
    return "\n".join(str(m) for m in mistakes if m.file == str(path))


def test_what_is_confirmed_is_in_order(tmp_path: Path) -> None:
    assert told(tmp_path, ACCOUNT) == ""


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"confirmed_by": None}, ":7: [telegram_thu] Đang bật mà chưa ai xác nhận."),
        ({"expires_on": date(2026, 11, 20)}, "Đã quá hạn"),
        ({"expires_on": date(2027, 11, 1)}, "Hạn dài hơn 6 tháng"),
        ({"checked_on": date(2026, 11, 30)}, "còn ở tương lai"),
        ({"name": "Tin này an toàn"}, "bảo là an toàn"),
        ({"name": "Bot {khong_co}"}, ":4: [telegram_thu > name] Tên có ngoặc nhọn."),
        ({"name": "Công an tỉnh"}, ":4: [telegram_thu > name] Tên nói như thể bot là công an."),
        ({"confirmed_by": "   "}, ":8: [telegram_thu > confirmed_by] Câu quá ngắn."),
        ({"link": "https://t.me/ten_thu_bot?start=x"}, ":6: [telegram_thu > link] Đường dẫn có"),
        ({"link": "http://t.me/ten_thu_bot"}, ":6: [telegram_thu > link] Đường dẫn sai."),
    ],
)
def test_what_cannot_be_right(tmp_path: Path, change: dict[str, object], wrong: str) -> None:
    assert wrong in told(tmp_path, {**ACCOUNT, **change})


def test_an_id_used_twice(tmp_path: Path) -> None:
    assert "đã dùng ở dòng 2." in told(tmp_path, {**ACCOUNT}, {**ACCOUNT, "name": "Bot khác"})
