"""The officers' watch list on the command line: in, out, appeals, and no value anywhere."""

import asyncio
import logging
import stat
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update

from casework.db import open_engine, open_sessions
from casework.evidence.examiner import Examiner
from casework.evidence.finding import Kind, Verdict
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.watched import Listed, WatchList
from casework.playbooks.data_file import DataFileError
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.library import Library
from casework.privacy.texts import RawText
from casework.watch_list.models import WatchedValue
from casework.watch_list.snapshot import Snapshot, load
from casework.watch_list.watch_key import WatchKey
from console import audit
from console.__main__ import door
from console.audit_models import AuditEntry
from console.desk import Desk
from console.settings import ConsoleSettings
from console.watch_list import upkeep
from console.watch_list.export_file import FileThere
from console.watch_list.list_file import MOST_TOLD
from console.watch_list.work import (
    CannotWrite,
    HeldAlready,
    Imported,
    NotHeld,
    NotListed,
    WatchListWork,
    expire,
)
from tests.conftest import NewDatabase
from tests.databases import everything_in
from tests.unit.console.conftest import KEY, Clock

# The clock's day in Việt Nam.
TODAY = date(2026, 11, 30)
WATCH_KEY = WatchKey(KEY)
LIST = """kind,value,source,playbook
phone,0912 345 678,"Phòng ANM, CV 123/2026",gia_danh_cong_an_toa_an
link,https://sao-bank-uu-dai.top/xac-thuc?id=1,CV 124,
account,0123456789012,CV 125,
"""
# Of each value above what would still tell it.
TELLTALE = ("912345678", "912 345 678", "sao-bank-uu-dai", "0123456789012")

Command = Callable[..., Result]


@pytest.fixture(scope="module")
def official_domains() -> OfficialDomains:
    return OfficialDomains.from_file(ConsoleSettings().data_dir / "official_domains.yml")


@pytest.fixture(autouse=True)
def _read_once(
    official_domains: OfficialDomains, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data files are read once for all tests: it takes most of the time of a command."""
    monkeypatch.setattr(OfficialDomains, "from_file", lambda _path: official_domains)
    monkeypatch.setattr(Library, "from_file", lambda _path: library)


@pytest.fixture
def work(desk: Desk) -> WatchListWork:
    return WatchListWork(desk, WATCH_KEY)


@pytest.fixture
async def listed(work: WatchListWork, desk: Desk, tmp_path: Path, clock: Clock) -> Snapshot:
    await work.bring_in(a_file(tmp_path, LIST), "", dry_run=False)
    return await load(desk.sessions, WATCH_KEY, clock)


@pytest.fixture(scope="module")
def examining(
    official_domains: OfficialDomains, help_channels: HelpChannels
) -> Callable[[WatchList], Examiner]:
    return lambda watch_list: Examiner(official_domains, help_channels, watch_list, lambda: TODAY)


@pytest.fixture
async def elsewhere(desk: Desk, new_database: NewDatabase) -> AsyncIterator[Desk]:
    """The same desk over the book of another machine."""
    engine = open_engine(new_database("elsewhere.db"))
    yield replace(desk, sessions=open_sessions(engine))
    await engine.dispose()


def a_file(folder: Path, text: str, name: str = "list.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


async def entries(desk: Desk) -> list[WatchedValue]:
    async with desk.sessions() as session:
        return list(await session.scalars(select(WatchedValue).order_by(WatchedValue.id)))


async def acts(desk: Desk) -> list[tuple[str, dict[str, object]]]:
    async with desk.sessions() as session:
        found = await session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        return [(entry.act, dict(entry.details)) for entry in found]


async def test_what_an_officer_imports_is_what_the_bot_finds(
    desk: Desk, work: WatchListWork, tmp_path: Path, clock: Clock
) -> None:
    done = await work.bring_in(a_file(tmp_path, LIST), "", dry_run=False)
    assert done == Imported(new=3, renewed=0, passed_over=0, run_out=0)
    watched = await load(desk.sessions, WATCH_KEY, clock)
    expected = Listed("Phòng ANM, CV 123/2026", TODAY, "gia_danh_cong_an_toa_an")
    assert watched.find(Kind.PHONE, "+84912345678") == expected
    assert watched.find(Kind.LINK, "sao-bank-uu-dai.top") == Listed("CV 124", TODAY)
    assert watched.find(Kind.ACCOUNT, "0123456789012") == Listed("CV 125", TODAY)
    assert await acts(desk) == [
        ("watch_list.imported", {"added": 3, "renewed": 0, "by": "command line"})
    ]
    async with desk.sessions() as session:
        assert (await audit.verify(session, desk.keys)).broken_at is None


@pytest.mark.parametrize(
    "pasted",
    [
        "số 0912.345.678 gọi tui hoài",
        "nó kêu liên hệ +84 912 345 678",
        "gọi 84912345678 nha",
        "vào hxxps://www.sao-bank-uu-dai[.]top/xac-thuc",
        "bấm https://a.b.sao-bank-uu-dai.top/",
        "chuyển vào số tài khoản 0123 4567 89012 nha",
    ],
)
async def test_the_bot_warns_of_it_however_it_is_pasted(
    listed: Snapshot, examining: Callable[[WatchList], Examiner], pasted: str
) -> None:
    found = examining(listed).examine(RawText(pasted))
    assert [finding.verdict for finding in found if finding.is_damning] == [Verdict.LISTED]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("kind;value;source\nphone;0912345678;CV 1\n", "utf-8"),
        ("kind,value,source\r\nphone,0912345678,CV 1\r\n\r\n,,\r\n", "utf-8-sig"),
        ('KIND , Value\n PHONE ,"0912345678"\n', "utf-8"),
        ("value,kind,listed_on,expires_on\n912345678,phone,01/11/2026,1/12/2026", "utf-8"),
        ("value,kind,listed_on,expires_on\n912345678,phone,2026-11-01,2026-12-01", "utf-8"),
    ],
)
async def test_files_of_every_spreadsheet_are_read(
    desk: Desk, work: WatchListWork, tmp_path: Path, text: str, encoding: str
) -> None:
    path = a_file(tmp_path, text, encoding=encoding)
    assert (await work.bring_in(path, "CV 1", dry_run=False)).new == 1
    (one,) = await entries(desk)
    assert (one.key, one.source) == (WATCH_KEY.of(Kind.PHONE, "+84912345678").hex(), "CV 1")
    if "listed_on" in text:
        assert (one.listed_on, one.expires_on) == (date(2026, 11, 1), date(2026, 12, 1))


HEAD = "kind,value,source,listed_on,expires_on,playbook\n"


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        ("phone,0912 34x 678,CV,,,", "value", "Không phải một số điện thoại."),
        ("phone,,CV,,,", "value", "Ô này trống."),
        ("link,com.vn,CV,,,", "value", "đuôi tên miền"),
        ("link,vietcombank.com.vn,CV,,,", "value", "data/official_domains.yml"),
        ("phone,1900545413,CV,,,", "value", "data/help_channels.yml"),
        ("phone,0113,CV,,,", "value", "số khẩn cấp"),
        ("phone,19001234,CV,,,", "value", "số tổng đài"),
        ("phone,0912345678/0912345679,CV,,,", "value", "hai giá trị"),
        ('account,"09123\n45678",CV,,,', "value", "hai giá trị"),
        ("phone,0987654321,gọi 0912.34.56.78,,,", "source", "6 chữ số"),
        ("phone,0987654321,xem 0912x.top,,,", "source", "đường dẫn"),
        ("phone,0987654321,=CV 0912,,,", "source", "mở đầu"),
        ("phone,0987654321,số này an toàn 0912,,,", "source", "trấn an"),
        ("account,1.23E+11,CV,,,", "value", "Không phải một số tài khoản."),
        ("qr,0912345678,CV,,,", "kind", "Loại không đúng."),
        ("0912345678,,CV,,,", "kind", "Loại không đúng."),
        ("phone,0912345678,,,,", "source", "Chưa nói nguồn"),
        ("phone,0912345678,của 0912345678,,,", "source", "chính giá trị"),
        ("phone,0912345678,CV,30/11,,", "listed_on", "Không phải một ngày."),
        ("phone,0912345678,CV,2026-02-30,,", "listed_on", "Không phải một ngày."),
        ("phone,0912345678,CV,2027-01-01,,", "listed_on", "chưa tới"),
        ("phone,0912345678,CV,,2028-01-01,", "expires_on", "366 ngày"),
        ("phone,0912345678,CV,,2026-11-01,", "expires_on", "trước ngày"),
        ("phone,0912345678,CV,,,0912345678", "playbook", "Không có kịch bản này"),
        ("phone,0912345678,CV,,,,thừa", "dòng", "Thừa ô."),
        ('phone,"0912345678"x,CV,,,', "dòng", "Không đọc được dòng này."),
    ],
)
async def test_a_bad_line_is_told_by_its_place_and_nothing_is_imported(
    desk: Desk, work: WatchListWork, tmp_path: Path, *, line: str, column: str, why: str
) -> None:
    path = a_file(tmp_path, f"{HEAD}phone,0987654321,CV,,,\n\n{line}\n")
    with pytest.raises(DataFileError) as caught:
        await work.bring_in(path, "", dry_run=False)
    (mistake,) = caught.value.mistakes
    assert (mistake.line, mistake.entry) == (4, column)
    assert why in mistake.wrong
    assert mistake.mend
    told = str(caught.value)
    assert not [word for word in ("0912", "091234", "2026-02-30", "x,CV") if word in told]
    assert await entries(desk) == []
    assert await acts(desk) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Thiếu cột."),
        ("value,source\n", "Thiếu cột."),
        ("kind,source\n", "Thiếu cột."),
        ("kind,value,value\n", "hai lần"),
        ("phone,0912345678,CV 1\n", "Không biết cột thứ 1, 2, 3."),
    ],
)
async def test_a_file_without_its_columns_is_refused(
    work: WatchListWork, tmp_path: Path, text: str, why: str
) -> None:
    with pytest.raises(DataFileError) as caught:
        await work.bring_in(a_file(tmp_path, text), "", dry_run=False)
    assert why in str(caught.value)
    assert "0912345678" not in str(caught.value)


async def test_of_very_many_mistakes_the_first_are_told(
    work: WatchListWork, tmp_path: Path
) -> None:
    text = HEAD + "phone,x,CV,,,\n" * (MOST_TOLD + 7)
    with pytest.raises(DataFileError) as caught:
        await work.bring_in(a_file(tmp_path, text), "", dry_run=False)
    told = str(caught.value)
    assert len(told.splitlines()) == MOST_TOLD + 2
    assert told.startswith(f"Bị từ chối: {MOST_TOLD + 7} dòng. Không nhập dòng nào")
    assert told.endswith("Còn 7 dòng sai nữa.")


async def test_a_dry_run_counts_and_writes_nothing(
    desk: Desk, work: WatchListWork, tmp_path: Path
) -> None:
    path = a_file(tmp_path, LIST)
    assert (await work.bring_in(path, "", dry_run=True)).new == 3
    assert await entries(desk) == []
    assert await acts(desk) == []
    await work.bring_in(path, "", dry_run=False)
    again = await work.bring_in(path, "", dry_run=True)
    assert (again.new, again.renewed) == (0, 3)


async def test_a_list_goes_to_another_machine_with_the_same_key(
    desk: Desk, elsewhere: Desk, work: WatchListWork, tmp_path: Path, clock: Clock
) -> None:
    more = "phone,0987654321,CV 126,shipper_gia\n"
    await work.bring_in(a_file(tmp_path, LIST + more), "", dry_run=False)
    await work.hold(Kind.PHONE, "0912345678")
    exported = tmp_path / "out" / "list.csv"
    exported.parent.mkdir()
    assert await work.export(exported, force=False) == 4
    before = [_said(one) for one in await entries(desk)]
    other = WatchListWork(elsewhere, WATCH_KEY)
    assert (await other.bring_in(exported, "", dry_run=False)).new == 4
    assert sorted(_said(one) for one in await entries(elsewhere)) == sorted(before)
    watched = await load(elsewhere.sessions, WATCH_KEY, clock)
    assert watched.find(Kind.PHONE, "+84912345678") is None
    assert watched.find(Kind.PHONE, "+84987654321") == Listed("CV 126", TODAY, "shipper_gia")
    with pytest.raises(DataFileError, match="WATCH_LIST_KEY khác"):
        await WatchListWork(elsewhere, WatchKey(KEY + "!")).bring_in(exported, "", dry_run=False)


def _said(one: WatchedValue) -> tuple[str, ...]:
    days = one.listed_on, one.expires_on, one.held_since
    return (one.kind, one.key, one.source, one.playbook or "", *map(str, days))


async def test_an_exported_file_is_the_owners_and_replaces_none(
    desk: Desk, work: WatchListWork, tmp_path: Path
) -> None:
    await work.bring_in(a_file(tmp_path, LIST), "", dry_run=False)
    async with desk.sessions.begin() as session:
        # No import takes such a source any more; an older book may hold one.
        first = WatchedValue.kind == Kind.LINK.value
        await session.execute(update(WatchedValue).where(first).values(source="=1+1"))
    path = tmp_path / "out.csv"
    await work.export(path, force=False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b",'=1+1," in path.read_bytes()
    with pytest.raises(FileThere):
        await work.export(path, force=False)
    path.chmod(0o644)
    await work.export(path, force=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(CannotWrite):
        await work.export(tmp_path / "no folder" / "out.csv", force=False)
    # What was written beside it until it was whole is gone.
    assert not list(tmp_path.glob(".*"))  # noqa: ASYNC240  # a test has time
    assert (await acts(desk))[-1] == (
        "watch_list.exported",
        {"entries": 3, "by": "command line"},
    )


async def test_exported_lines_that_have_run_out_are_passed_over(
    elsewhere: Desk, work: WatchListWork, tmp_path: Path, clock: Clock
) -> None:
    await work.bring_in(a_file(tmp_path, LIST), "", dry_run=False)
    path = tmp_path / "out.csv"
    await work.export(path, force=False)
    clock.passes(days=181)
    other = WatchListWork(elsewhere, WATCH_KEY)
    assert await other.bring_in(path, "", dry_run=False) == Imported(0, 0, 0, run_out=3)
    assert await entries(elsewhere) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("0,", "z,"), "lệnh export"),
        (("kind,key", "kind,value"), "tài khoản"),
        (("kind,key,made_with", "kind,key,value"), "một trong hai"),
    ],
)
async def test_an_exported_file_that_was_changed_is_refused(
    work: WatchListWork, tmp_path: Path, change: tuple[str, str], why: str
) -> None:
    key = WATCH_KEY.of(Kind.ACCOUNT, "0123456789012").hex()[:-1] + "0"
    text = f"kind,key,made_with,source\naccount,{key},{WATCH_KEY.mark},CV 1\n"
    assert (await work.bring_in(a_file(tmp_path, text), "", dry_run=True)).new == 1
    with pytest.raises(DataFileError, match=why):
        await work.bring_in(a_file(tmp_path, text.replace(*change)), "", dry_run=True)


async def test_keys_of_official_domains_and_hotlines_are_refused(
    desk: Desk, work: WatchListWork, tmp_path: Path
) -> None:
    links = ("vietcombank.com.vn", "bit.ly", "vietnamnet.vn")
    phones = ("1900545413", "+84692194053", "113", "18001090")
    refused = [*((Kind.LINK, link) for link in links), *((Kind.PHONE, phone) for phone in phones)]
    values = [*((Kind.ACCOUNT, phone) for phone in phones), *refused]
    lines = (f"{kind.value},{WATCH_KEY.of(kind, form).hex().upper()}" for kind, form in values)
    text = "".join(f"{line},{WATCH_KEY.mark},CV 1\n" for line in lines)
    path = a_file(tmp_path, f"kind,key,made_with,source\n{text}")
    with pytest.raises(DataFileError) as caught:
        await work.bring_in(path, "", dry_run=False)
    first = 2 + len(phones)
    told = [(mistake.line, mistake.entry) for mistake in caught.value.mistakes]
    assert told == [(line, "key") for line in range(first, first + len(refused))]
    assert "của cơ quan, hãng, nhà mạng" in str(caught.value)
    assert await entries(desk) == []


async def test_a_source_that_leads_somewhere_is_refused_beside_a_key_too(
    work: WatchListWork, tmp_path: Path
) -> None:
    key = WATCH_KEY.of(Kind.ACCOUNT, "0123456789012").hex()
    text = f"kind,key,made_with,source\naccount,{key},{WATCH_KEY.mark},'=xem sao-bank.top\n"
    with pytest.raises(DataFileError, match="mở đầu bằng"):
        await work.bring_in(a_file(tmp_path, text), "", dry_run=True)
    with pytest.raises(DataFileError, match="tên miền"):
        await work.bring_in(a_file(tmp_path, text.replace("'=", "")), "", dry_run=True)


async def test_numbers_of_services_are_listed_by_leave_and_counted(
    desk: Desk, work: WatchListWork, tmp_path: Path
) -> None:
    text = "kind,value,source\n" + "".join(
        f"{kind},{value},CV 1\n"
        for kind, value in (
            *(("phone", "1900 1234"), ("phone", "028 3823 0000"), ("phone", "0912345678")),
            *(("link", "sao-bank.vn"), ("link", "sáo.com.vn"), ("link", "sao-bank.top")),
            ("account", "19001234"),
        )
    )
    path = a_file(tmp_path, text)
    with pytest.raises(DataFileError, match="2 dòng"):
        await work.bring_in(path, "", dry_run=False)
    done = await work.bring_in(path, "", dry_run=False, allow_services=True)
    assert done == Imported(new=7, renewed=0, passed_over=0, run_out=0, vn_links=2, services=2)
    counts = {"added": 7, "renewed": 0, "services": 2, "by": "command line"}
    assert await acts(desk) == [("watch_list.imported", counts)]


async def test_an_appeal_holds_an_entry_until_somebody_decides(
    desk: Desk, work: WatchListWork, tmp_path: Path, clock: Clock
) -> None:
    await work.bring_in(a_file(tmp_path, LIST), "", dry_run=False)
    phone = Kind.PHONE, "+84 912 345 678"

    async def in_force() -> bool:
        watched = await load(desk.sessions, WATCH_KEY, clock)
        return watched.find(Kind.PHONE, "+84912345678") is not None

    with pytest.raises(NotHeld):
        await work.release(*phone)
    await work.hold(*phone)
    assert not await in_force()
    with pytest.raises(HeldAlready):
        await work.hold(*phone)
    # Who imports the old file again does not end the appeal.
    await work.bring_in(tmp_path / "list.csv", "", dry_run=False)
    assert not await in_force()
    await work.release(*phone)
    assert await in_force()
    await work.remove(*phone)
    assert not await in_force()
    for act in (work.hold, work.release, work.remove):
        with pytest.raises(NotListed):
            await act(*phone)
    assert len(await entries(desk)) == 2
    done = [act for act, _ in await acts(desk) if act != "watch_list.imported"]
    assert done == ["watch_list.held", "watch_list.released", "watch_list.removed"]


async def test_a_value_is_looked_up_however_it_is_written(
    work: WatchListWork, tmp_path: Path
) -> None:
    await work.bring_in(a_file(tmp_path, LIST), "", dry_run=False)
    for kind, value in (
        (Kind.PHONE, "+84 912.345.678\n"),
        (Kind.LINK, "http://www.sao-bank-uu-dai.top/khac"),
        (Kind.ACCOUNT, "0123 4567 89012"),
    ):
        seen = await work.check(kind, value)
        assert seen is not None
        assert seen.entry.listed_on == TODAY
    assert await work.check(Kind.PHONE, "0912345679") is None


async def test_what_has_run_out_is_counted_then_deleted(
    desk: Desk, work: WatchListWork, tmp_path: Path, clock: Clock
) -> None:
    await work.bring_in(a_file(tmp_path, LIST), "", dry_run=False)
    assert await work.expire(dry_run=False) == {}
    clock.passes(days=181)
    due = {Kind.PHONE: 1, Kind.LINK: 1, Kind.ACCOUNT: 1}
    assert await work.expire(dry_run=True) == due
    assert len(await entries(desk)) == 3
    assert await work.expire(dry_run=False) == due
    assert await entries(desk) == []
    counts = {"phone": 1, "link": 1, "account": 1, "by": "command line"}
    assert (await acts(desk))[1:] == [("watch_list.expired", counts)]


@pytest.fixture
def book_url(tmp_path: Path, new_database: NewDatabase) -> str:
    """A database that, if it is a file, lies in a folder of its own."""
    (tmp_path / "book").mkdir()
    return new_database("book/cases.db")


@pytest.fixture
def command(book_url: str, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line over that database."""
    monkeypatch.setitem(ConsoleSettings.model_config, "env_file", None)
    settings = {
        "DATABASE_URL": book_url,
        "CONSOLE_KEY": KEY,
        "WATCH_LIST_KEY": KEY,
    }

    def run(*arguments: object, typed: str = "", **changed: str) -> Result:
        words = ["watchlist", *map(str, arguments)]
        return CliRunner().invoke(door, words, input=typed, env={**settings, **changed})

    return run


def test_no_value_stands_in_the_book_the_export_the_output_or_a_log(
    command: Command, tmp_path: Path, book_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = a_file(tmp_path, LIST)
    bad = a_file(tmp_path, LIST.replace("CV 125", ""), "bad.csv")
    done = [
        command("import", path),
        command("import", path, "--dry-run"),
        command("check", "phone", typed="0912345678\n"),
        command("hold", "link", typed="sao-bank-uu-dai.top\n"),
        command("check", "link", typed="sao-bank-uu-dai.top\n"),
        command("release", "link", typed="sao-bank-uu-dai.top"),
        command("export", tmp_path / "book" / "out.csv"),
        command("remove", "account", typed="0123456789012\n"),
        command("expire", "--dry-run"),
        command("expire"),
    ]
    refused = [
        command("import", bad),
        command("remove", "account", typed="0123456789012\n"),
        command("check", "phone", typed="0912345678x\n"),
    ]
    assert [one.exit_code for one in done] == [0] * len(done)
    assert all(one.exit_code or isinstance(one.exception, DataFileError) for one in refused)
    said = "\n".join(f"{one.output}{one.exception}" for one in (*done, *refused)) + caplog.text
    assert "Đã nhập: 3 mục mới, 0 mục gia hạn, 0 dòng bị từ chối." in said
    assert "Sẽ có 0 mục mới, 3 mục gia hạn" in said
    assert "Nguồn: Phòng ANM, CV 123/2026. Kịch bản: gia_danh_cong_an_toa_an." in said
    assert "Đang có hiệu lực." in said
    assert "Đang tạm ngưng từ" in said
    assert "Đã xoá: 0 đường dẫn, 0 số điện thoại, 0 số tài khoản." in said
    assert "Không có trong danh sách theo dõi." in said
    files = b"".join(one.read_bytes() for one in (tmp_path / "book").iterdir())
    written = everything_in(book_url) + files
    assert b"watch_list.imported" in written
    assert "Phòng ANM".encode() in written
    for word in TELLTALE:
        assert word not in said
        assert word.encode() not in written


def test_what_deserves_a_second_look_is_counted_without_a_value(
    command: Command, tmp_path: Path
) -> None:
    path = a_file(tmp_path, "kind,value\nphone,19001234\nlink,sao-bank-uu-dai.vn\n")
    refused = command("import", path, "--source", "CV 1")
    assert isinstance(refused.exception, DataFileError)
    assert "--allow-services" in str(refused.exception)
    done = command("import", path, "--source", "CV 1", "--allow-services")
    assert done.exit_code == 0, done.output
    assert "Xem lại: 1 dòng là số tổng đài, số ngắn hoặc số cố định." in done.output
    assert "Xem lại: 1 đường dẫn ở tên miền .vn." in done.output
    assert not [word for word in ("19001234", "sao-bank") if word in done.output]
    plain = a_file(tmp_path, LIST)
    assert "Xem lại" not in command("import", plain).output


def test_without_its_key_the_command_says_so(command: Command) -> None:
    done = command("expire", WATCH_LIST_KEY="")
    assert done.exit_code == 1
    assert "WATCH_LIST_KEY" in done.output
    assert done.output.count("\n") == 1


@pytest.mark.sqlite_only("of a file only it is known that it is not there")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "out.csv"), "chưa có danh sách theo dõi"),
        (("expire",), "chưa có danh sách theo dõi"),
        (("check", "phone"), "chưa có danh sách theo dõi"),
    ],
)
def test_where_there_is_no_book_none_is_made(
    command: Command, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = command(*words, typed="0912345678\n", DATABASE_URL=f"sqlite:///{tmp_path}/none/x.db")
    assert done.exit_code == 1
    assert said in done.output
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("words", [("check", "qr"), ("hold",), ("import",), ("export",)])
def test_what_is_missing_on_the_command_line_ends_with_code_2(
    command: Command, words: tuple[str, ...]
) -> None:
    assert command(*words).exit_code == 2


def test_a_value_is_never_an_argument(command: Command) -> None:
    assert command("check", "phone", "0912345678").exit_code == 2


def test_at_a_keyboard_the_value_is_asked_for(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Keyboard:
        def isatty(self) -> bool:
            return True

    asked = []

    def prompt(words: str, **_how: object) -> str:
        asked.append(words)
        return "0912345678"

    monkeypatch.setattr("click.prompt", prompt)
    monkeypatch.setattr("console.watch_list.command.sys", type(sys)("sys"))
    monkeypatch.setattr("console.watch_list.command.sys.stdin", Keyboard(), raising=False)
    done = command("check", "phone")
    assert done.exit_code == 0, done.output
    assert asked == ["Gõ số điện thoại"]


def test_an_empty_answer_is_told(command: Command) -> None:
    done = command("check", "phone", typed="")
    assert done.exit_code == 1
    assert "Ô này trống." in done.output


def test_a_listing_of_a_day_long_gone_is_not_in_force(command: Command, tmp_path: Path) -> None:
    day = date.today() - timedelta(days=1)  # noqa: DTZ011  # either side of midnight will do
    text = f"kind,value,source,expires_on,listed_on\nphone,0912345678,CV,{day},{day}\n"
    path = a_file(tmp_path, text.replace(str(day), str(day - timedelta(days=2))))
    assert "Bỏ qua 1 dòng đã hết hạn" in command("import", path).output


async def test_the_running_console_lets_entries_run_out_and_goes_on_after_a_failure(
    desk: Desk, listed: Snapshot, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert listed.find(Kind.PHONE, "+84912345678") is not None
    clock.passes(days=400)
    looks, looked_twice = 0, asyncio.Event()

    async def fails_first(desk: Desk, *, by: str) -> object:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise KeyError
        gone = await expire(desk, by=by)
        looked_twice.set()
        return gone

    monkeypatch.setattr(upkeep, "expire", fails_first)
    monkeypatch.setattr(upkeep, "HOUR", 0)
    looking = asyncio.create_task(upkeep.keep_up(desk))
    await asyncio.wait_for(looked_twice.wait(), timeout=30)
    looking.cancel()
    async with desk.sessions() as session:
        assert (await session.scalars(select(WatchedValue))).all() == []
