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
    path.write_text(yaml.safe_dump({"accounts": list(accounts), **more}, sort_keys=False), "utf-8")
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
