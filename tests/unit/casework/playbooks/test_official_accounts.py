import copy
from datetime import date
from pathlib import Path

import pytest
import yaml

from casework.playbooks.data_file import DataFileError
from casework.playbooks.official_accounts import OfficialAccounts

TODAY = date(2026, 11, 23)
TELEGRAM = {
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
WEB = {**TELEGRAM, "id": "web_thu", "place": "web", "username": None}


def read(folder: Path, *accounts: dict[str, object], **more: object) -> OfficialAccounts:
    path = folder / "official_accounts.yml"
    # Each with parts of its own: what two share would be written as an alias.
    own = [copy.deepcopy(account) for account in accounts]
    path.write_text(yaml.safe_dump({"accounts": own, **more}, sort_keys=False), "utf-8")
    return OfficialAccounts.from_file(path)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({}, True),
        ({"shown": False}, False),
        ({"confirmed_by": None}, False),
        ({"expires_on": date(2026, 11, 22)}, False),
        ({"checked_on": date(2026, 11, 24)}, False),
        ({"link": "https://t.me/Ten_Thu_Bot"}, True),
    ],
)
def test_only_what_is_confirmed_and_in_date_is_shown(
    tmp_path: Path, change: dict[str, object], *, shown: bool
) -> None:
    accounts = read(tmp_path, {**TELEGRAM, **change})
    assert len(accounts.usable(TODAY)) == shown


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"link": "http://t.me/ten_thu_bot"}, "link", "bắt đầu bằng https://."),
        ({"link": "https://t-me.example/ten_thu_bot"}, "link", "https://t.me/"),
        ({"link": "https://t.me@evil.example/ten_thu_bot"}, "link", "https://t.me/"),
        ({"link": "https://ai@t.me/ten_thu_bot"}, "link", "https://t.me/"),
        ({"link": "https://t.me:8443/ten_thu_bot"}, "link", "https://t.me/"),
        ({"link": "https://t.me/ten_khac_bot"}, "link", "không khớp với username"),
        ({"username": "ten_thu"}, "username", "kết thúc bằng bot"),
        ({"username": None}, "username", "Thiếu username"),
        ({"place": "zalo_oa", "username": None}, "link", "https://oa.zalo.me/"),
        ({"place": "zalo_bot", "username": None}, "link", "https://zalo.me/"),
        ({"place": "web", "username": None}, "link", "phải ghi ở đầu tệp"),
        ({"place": "facebook"}, "place", "telegram"),
    ],
)
def test_what_is_not_of_its_place_is_told_with_its_line(
    tmp_path: Path, change: dict[str, object], field: str, told: str
) -> None:
    account = {**TELEGRAM, **change}
    with pytest.raises(DataFileError) as error:
        read(tmp_path, account)
    mistake = next(m for m in error.value.mistakes if told in str(m))
    lines = (tmp_path / "official_accounts.yml").read_text("utf-8").splitlines()
    assert lines[mistake.line - 1].strip().startswith(f"{field}:")
    assert "telegram_thu" in mistake.entry


NAMES = [
    ("Bot {khong_co}", "ngoặc nhọn. Cách sửa: bỏ dấu { và }."),
    ("Bot {canh_sat_113}", "ngoặc nhọn"),
    ("Bot thử\nhttps://evil.vn", "xuống dòng"),
    ("Bot thử\u2028dòng hai", "xuống dòng"),
    ("Bot \u202ethử", "không nhìn thấy"),
    ("Bot\u200b thử", "không nhìn thấy"),
    ("Bot thử https://evil.vn", "đường dẫn"),
    ("Bot thử evil.vn", "đường dẫn"),
    ("Bot thử evil。vn", "đường dẫn"),
    ("Bot thử ｅｖｉｌ．ｖｎ", "đường dẫn"),
    ("Bot thử @evil_bot", "đường dẫn"),
    ("Gọi 0912345678", "số dài"),
    ("Gọi 09 12.34-56", "số dài"),
    ("Gọi ٠٩١٢", "số dài"),
    ("Công an tỉnh Đồng Tháp", "công an"),
    ("CÔNG  AN xã", "công an"),
    ("C.ô.n.g a-n xã", "công an"),
    ("Cong an xa", "công an"),
    ("Cảnh sát", "công an"),
    ("Сông an xã", "bảng chữ khác"),  # its first letter is Cyrillic
    ("   ", "Câu quá ngắn"),
    ("⠀⠀⠀", "ít nhất 3 chữ cái"),
    ("  x  ", "Câu quá ngắn"),
]


@pytest.mark.parametrize(("name", "told"), NAMES)
def test_a_name_is_a_name_and_nothing_else(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(DataFileError) as error:
        read(tmp_path, {**TELEGRAM, "name": name})
    (mistake,) = error.value.mistakes
    assert told in str(mistake)
    assert f"official_accounts.yml:{mistake.line}: [telegram_thu > name]" in str(mistake)
    lines = (tmp_path / "official_accounts.yml").read_text("utf-8").splitlines()
    assert lines[mistake.line - 1].strip().startswith("name:")


@pytest.mark.parametrize("name", ["Cảnh Giác 113", "Cảnh Giác – Đồng Tháp 👮", " Hỏi Cảnh Giác! "])
def test_what_bots_are_really_called_is_a_name(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, {**TELEGRAM, "name": name}).accounts[0].name == name.strip()


@pytest.mark.parametrize("nobody", ["   ", "\u200b\u200b\u200b", "---"])
def test_nobody_has_confirmed_nothing(tmp_path: Path, nobody: str) -> None:
    with pytest.raises(DataFileError, match="confirmed_by"):
        read(tmp_path, {**TELEGRAM, "confirmed_by": nobody})


def test_a_username_of_the_police_is_refused_too(tmp_path: Path) -> None:
    names = {"username": "cong_an_bot", "link": "https://t.me/cong_an_bot"}
    with pytest.raises(DataFileError, match="không phải công an"):
        read(tmp_path, {**TELEGRAM, **names})


@pytest.mark.parametrize(
    "site", ["com.vn", "gov.vn", "edu.vn", "org.vn", "net.vn", "github.io", "zalo.me", "t.me"]
)
def test_a_site_is_the_operators_alone(tmp_path: Path, site: str) -> None:
    with pytest.raises(DataFileError, match=r"official_accounts.yml:\d+: \[site\].*dùng chung"):
        read(tmp_path, {**WEB, "link": f"https://evil.{site}/"}, site=site)


def test_a_site_has_a_dot(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="viết tên miền"):
        read(tmp_path, {**WEB, "link": "https://evil.vn/"}, site="vn")


@pytest.mark.parametrize(
    ("place", "link", "told"),
    [
        ("telegram", "https://t.me/ten_thu_bot?start=x", "dấu ?"),
        ("telegram", "https://t.me/ten_thu_bot?", "dấu ?"),
        ("telegram", "https://t.me/ten_thu_bot#x", "dấu #"),
        ("telegram", "https://t.me/ten_thu_bot/", "không khớp với username"),
        ("telegram", "https://t.me/ten_thu_bot/5", "không khớp với username"),
        ("zalo_oa", "https://zalo.me/0912345678", "sai khuôn"),
        ("zalo_oa", "https://zalo.me/84912345678", "sai khuôn"),
        ("zalo_oa", "https://zalo.me/g/abcdef123", "sai khuôn"),
        ("zalo_oa", "https://zalo.me/", "sai khuôn"),
        ("zalo_oa", "https://zalo.me/123456789012345?x=1", "dấu ?"),
        ("zalo_bot", "https://zalo.me/0912345678", "sai khuôn"),
        ("zalo_bot", "https://zalo.me/123456789012345", "sai khuôn"),
        ("web", "https://don-vi.example/chat?next=https://evil.vn", "dấu ?"),
        ("web", "https://don-vi.example//evil.vn", "sai khuôn"),
        ("web", "https://don-vi.example/a%20b", "sai khuôn"),
    ],
)
def test_a_link_leads_to_the_bot_and_nowhere_else(
    tmp_path: Path, place: str, link: str, told: str
) -> None:
    username = TELEGRAM["username"] if place == "telegram" else None
    account = {**TELEGRAM, "place": place, "link": link, "username": username}
    with pytest.raises(DataFileError) as error:
        read(tmp_path, account, site="don-vi.example")
    (mistake,) = error.value.mistakes
    assert told in str(mistake)
    assert "[telegram_thu > link]" in str(mistake)


@pytest.mark.parametrize(
    ("place", "link"),
    [
        ("zalo_oa", "https://zalo.me/1234567890123456789"),
        ("zalo_oa", "https://oa.zalo.me/canhgiac"),
        ("zalo_bot", "https://zalo.me/canhgiac.bot"),
        ("web", "https://don-vi.example"),
        ("web", "https://chat.don-vi.example/hoi/canh-giac/"),
    ],
)
def test_the_forms_that_links_have(tmp_path: Path, place: str, link: str) -> None:
    account = {**WEB, "place": place, "link": link}
    assert read(tmp_path, account, site="don-vi.example").usable(TODAY)


@pytest.mark.parametrize(
    ("link", "fits"),
    [
        ("https://don-vi.example/chat", True),
        ("https://chat.don-vi.example/", True),
        ("https://don-vi.example.evil.example/", False),
        ("https://xdon-vi.example/", False),
    ],
)
def test_a_web_page_is_of_the_operators_site(tmp_path: Path, link: str, *, fits: bool) -> None:
    if fits:
        assert read(tmp_path, {**WEB, "link": link}, site="don-vi.example").usable(TODAY)
    else:
        with pytest.raises(DataFileError):
            read(tmp_path, {**WEB, "link": link}, site="don-vi.example")


@pytest.mark.parametrize("site", ["https://don-vi.example", "don-vi.example/chat", "don vi"])
def test_a_site_is_a_host(tmp_path: Path, site: str) -> None:
    with pytest.raises(DataFileError, match="viết tên miền"):
        read(tmp_path, site=site)


def test_apps_come_in_their_order(tmp_path: Path) -> None:
    web = {**WEB, "link": "https://don-vi.example/"}
    accounts = read(tmp_path, web, TELEGRAM, site="don-vi.example")
    assert [a.id for a in accounts.usable(TODAY)] == ["telegram_thu", "web_thu"]
    assert accounts.accounts[1].line.startswith("Telegram: Bot thử (@ten_thu_bot) – https://t.me/")
