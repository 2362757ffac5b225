import pytest

from bot.channels.telegram.inbound import NAME as TELEGRAM
from bot.channels.web import WebChannel
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_oa import ZaloOaChannel
from casework.metering.labels import (
    CHANNELS,
    KINDS,
    OTHER,
    channel_label,
    kind_label,
    model_label,
)
from casework.metering.process_figures import registry_of
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from trainer.registry import Fingerprint

PERSONAL = ("tên tôi là Nguyễn Thị Hoa", "0912345678", "telegram 0912345678", "", "a" * 65)


def test_the_channels_of_the_labels_are_those_that_the_bot_has() -> None:
    names = {WebChannel.name, TELEGRAM, ZaloBotChannel.name, ZaloOaChannel.name}
    assert set(CHANNELS) == names
    assert [channel_label(name) for name in CHANNELS] == list(CHANNELS)


def test_whatever_kind_the_redactor_finds_is_on_the_list() -> None:
    found = redact(RawText("Tôi là Nguyễn Thị Hoa, 0912345678, OTP 482913, hoa@example.vn")).found
    kinds = {each.kind for each in found}
    assert len(kinds) >= 3
    assert kinds <= set(KINDS)
    assert [kind_label(kind) for kind in KINDS] == list(KINDS)


@pytest.mark.parametrize("said", PERSONAL)
def test_what_is_on_no_list_becomes_other(said: str) -> None:
    assert (channel_label(said), kind_label(said)) == (OTHER, OTHER)


@pytest.mark.parametrize("said", [*PERSONAL, "canhgiac-0123456789ab\n", "canhgiac-0123456789abc"])
def test_a_model_that_is_not_named_like_one_becomes_other(said: str) -> None:
    assert model_label(said) == OTHER


def test_the_name_that_the_bench_gives_a_version_is_known_as_one() -> None:
    name = Fingerprint("data", "code").name
    assert model_label(name) == name


def test_a_process_says_what_it_is_and_what_it_takes() -> None:
    registry = registry_of("worker")
    assert registry.get_sample_value("canhgiac_process_info", {"role": "worker"}) == 1
    memory = registry.get_sample_value("process_resident_memory_bytes")
    assert memory is not None
    assert memory > 1e6
    with pytest.raises(ValueError, match="Hoa"):
        registry_of("Hoa")
