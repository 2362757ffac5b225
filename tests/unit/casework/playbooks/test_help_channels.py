from datetime import date, timedelta
from pathlib import Path

from casework.playbooks.help_channels import HelpChannels

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parents[4]


def test_only_confirmed_channels_in_date_are_shown(help_channels: HelpChannels) -> None:
    shown = {c.id for c in help_channels.usable(TODAY)}
    assert {"canh_sat_113", "tong_dai_111", "phan_anh_156", "cong_an_xa", "vneid"} <= shown
    assert not shown & {"a05", "c02", "dong_thap_anm", "agribank", "mb", "acb", "mobifone"}


def test_an_expired_channel_gives_its_stand_in(help_channels: HelpChannels) -> None:
    channel = next(c for c in help_channels.channels if c.id == "tong_dai_111")
    line = "Gọi {tong_dai_111} ngay"
    assert help_channels.fill(line, TODAY) == "Gọi 111 ngay"
    late = channel.expires_on + timedelta(days=1)
    assert help_channels.fill(line, late) == f"Gọi {channel.when_off} ngay"
    assert "tong_dai_111" not in {c.id for c in help_channels.usable(late)}


def test_every_channel_has_a_date_and_an_off_one_a_reason(help_channels: HelpChannels) -> None:
    for channel in help_channels.channels:
        assert channel.checked_on <= TODAY < channel.expires_on
        assert channel.shown or channel.why_off
        assert not channel.shown or channel.sources or channel.source_note


def test_no_phone_number_stands_in_code_or_playbooks(help_channels: HelpChannels) -> None:
    contacts = ["".join(c.contact.split()) for c in help_channels.channels]
    numbers = [c for c in contacts if c.isdigit() and len(c) >= 6]
    assert len(numbers) >= 8
    files = [ROOT / "data" / "scam_patterns.yml", *ROOT.glob("bot/**/*.py")]
    text = "".join("".join(f.read_text(encoding="utf-8").split()) for f in files)
    assert not [number for number in numbers if number in text]
