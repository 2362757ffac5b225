"""Which NLU servers there are: NLU_REPLICAS, and what its names stand for."""

import asyncio
import socket

import pytest

from trainer.rolling import servers_of
from trainer.settings import BadSettings, TrainerSettings, read_settings


async def _named(urls: str) -> list[str]:
    async with servers_of(TrainerSettings(nlu_replicas=urls)) as servers:
        return [server.name for server in servers]


async def test_a_name_with_several_addresses_is_several_servers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {
        "nlu-replicas": ["10.0.0.7", "10.0.0.5", "10.0.0.7"],
        "single": ["10.0.0.5"],
        "six": ["fd00::5", "fd00::7"],
        "both": ["fd00::5", "10.0.0.5"],
    }

    async def getaddrinfo(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        if host not in known:
            raise OSError
        kind = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(kind[":" in a], None, None, "", (a, port)) for a in known[host]]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo)
    for urls, names in {
        "http://nlu-replicas:5005": ["10.0.0.5:5005", "10.0.0.7:5005"],
        "http://nlu-replicas:5005 http://10.0.0.9:1": [
            *("10.0.0.5:5005", "10.0.0.7:5005", "10.0.0.9:1"),
        ],
        "http://single:5005 http://both:5005": ["single:5005", "both:5005"],
        "http://unknown:5005": ["unknown:5005"],
        "https://nlu-replicas:5005": ["nlu-replicas:5005"],
        "http://six:5005": ["fd00::5:5005", "fd00::7:5005"],
    }.items():
        assert await _named(urls) == names


@pytest.mark.parametrize(
    "wrong", ["10.0.0.1:5005", "http://a:5005 b", "http://a:1 http://a:1", "http://a:99999"]
)
def test_addresses_that_are_none_or_there_twice_are_told(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("NLU_REPLICAS", wrong)
    with pytest.raises(BadSettings, match="NLU_REPLICAS phải là các địa chỉ khác nhau"):
        read_settings()


def test_without_replicas_it_is_the_one_at_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NLU_REPLICAS", raising=False)
    assert TrainerSettings(nlu_url="http://nlu:5005").replicas == ("http://nlu:5005",)
    two = TrainerSettings(nlu_replicas=" http://a:5005\n http://b:5005 ")
    assert two.replicas == ("http://a:5005", "http://b:5005")
