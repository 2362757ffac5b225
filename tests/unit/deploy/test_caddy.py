import re
from pathlib import Path

import pytest

from bot.channels.telegram import webhook
from bot.channels.web.channel import WebChannel
from bot.channels.zalo_bot import channel as zalo_bot
from bot.channels.zalo_oa import channel as zalo_oa
from bot.messages import InboundMessage, Reply
from tests.unit.deploy.known import DEPLOY
from tests.unit.deploy.running_caddy import caddy, free_port, running, upstream

FRONT = (DEPLOY / "caddy" / "Caddyfile").read_text(encoding="utf-8")
NLU = (DEPLOY / "caddy" / "nlu.Caddyfile").read_text(encoding="utf-8")
TOKEN = "0123456789abcdef"  # noqa: S105  # made up


async def nothing(_message: InboundMessage) -> list[Reply]:
    return []


def let_through() -> list[str]:
    found = re.search(r"@open path (.*)", FRONT)
    assert found
    return found[1].split()


def passes(path: str) -> bool:
    patterns = let_through()
    return any(path.startswith(one[:-1]) if one.endswith("*") else path == one for one in patterns)


def test_all_that_residents_and_platforms_call_is_let_through() -> None:
    page = [str(getattr(route, "path", "")) for route in WebChannel(str).routes(nothing)]
    paths = [*page, "/healthz", webhook.PATH, zalo_bot.PATH, zalo_oa.PATH]
    assert len(paths) >= 10
    assert [path for path in paths if not passes(path if path != "/static" else "/static/x")] == []


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/model/parse", "/status", "/docs"])
def test_what_is_for_operators_and_for_nobody_is_not(path: str) -> None:
    assert not passes(path)


@pytest.mark.parametrize("text", [FRONT, NLU], ids=["front", "nlu"])
def test_no_log_names_who_asked_or_the_token_and_nobody_commands_the_proxy(text: str) -> None:
    assert "admin off" in text
    assert "exclude http.log.error http.handlers.reverse_proxy" in text
    assert not re.search(r"^\s*log\s*(\{|$)", text, re.MULTILINE)
    assert not {"9090", "ops"} & set(re.findall(r"\w+", text))


def front(intake: int, console: int, http_port: int) -> str:
    text = FRONT.replace("dynamic a intake 8080", f"dynamic a localhost {intake}")
    text = text.replace("console:8081", f"127.0.0.1:{console}")
    text = text.replace("http_port 8080", f"http_port {http_port}\n\tskip_install_trust")
    return text.replace("8443", str(free_port()))


def test_caddy_shows_each_host_what_is_for_it_and_tells_who_asked(tmp_path: Path) -> None:
    caddy()
    port = free_port()
    hosts = {"CHAT_HOST": "http://chat.test", "CONSOLE_HOST": "http://ban.test"}
    with upstream() as intake, upstream() as console:
        text = front(intake, console, port)
        with running(tmp_path, text, port, **hosts, CONSOLE_FROM="private_ranges") as ask:
            for path in ("/", "/static/x", "/chat/last", "/webhooks/telegram", "/healthz"):
                assert ask(path, "chat.test")[:2] == (200, f"GET {path} 127.0.0.1")
            for path in ("/metrics", "/readyz", "/status", "/queue"):
                assert ask(path, "chat.test")[0] == 404
            assert ask("/queue", "ban.test")[:2] == (200, "GET /queue 127.0.0.1")
            for path in ("/metrics", "/readyz"):
                assert ask(path, "ban.test")[0] == 404
            # Whoever writes that they come from elsewhere is not believed.
            assert ask("/", "chat.test", **{"X-Forwarded-For": "203.0.113.9"})[1].endswith(
                " 127.0.0.1"
            )


def test_caddy_keeps_the_console_from_those_who_come_from_elsewhere(tmp_path: Path) -> None:
    caddy()
    port = free_port()
    hosts = {"CHAT_HOST": "http://chat.test", "CONSOLE_HOST": "http://ban.test"}
    with upstream() as intake, upstream() as console:
        text = front(intake, console, port)
        with running(tmp_path, text, port, **hosts, CONSOLE_FROM="203.0.113.0/24") as ask:
            assert ask("/", "ban.test")[0] == 403
            assert ask("/", "chat.test")[0] == 200


def test_caddy_takes_who_comes_without_tls_to_the_address_that_is_published(tmp_path: Path) -> None:
    caddy()
    port = free_port()
    hosts = {"CHAT_HOST": "localhost", "CONSOLE_HOST": "ban.localhost"}
    with upstream() as intake, upstream() as console:
        text = front(intake, console, port)
        with running(tmp_path, text, port, **hosts, CONSOLE_FROM="private_ranges") as ask:
            assert ask("/chat/last")[::2] == (308, "https://localhost/chat/last")


def test_the_balancer_lets_workers_ask_and_not_change_the_model(tmp_path: Path) -> None:
    caddy()
    port = free_port()
    with upstream() as one, upstream() as two:
        text = NLU.replace("nlu-1:5005 nlu-2:5005", f"127.0.0.1:{one} 127.0.0.1:{two}")
        with running(tmp_path, text.replace("5005", str(port)), port) as ask:
            asked = f"/model/parse?token={TOKEN}"
            assert ask(asked, method="POST")[:2] == (200, f"POST {asked} 127.0.0.1")
            assert ask(f"/status?token={TOKEN}")[0] == 200
            assert ask(f"/model?token={TOKEN}", method="PUT")[0] == 404
            assert ask(asked)[0] == 404


def test_the_balancer_goes_round_a_replica_that_is_gone(tmp_path: Path) -> None:
    caddy()
    port, gone = free_port(), free_port()
    with upstream() as one:
        text = NLU.replace("nlu-1:5005 nlu-2:5005", f"127.0.0.1:{gone} 127.0.0.1:{one}")
        with running(tmp_path, text.replace("5005", str(port)), port) as ask:
            asked = f"/model/parse?token={TOKEN}"
            assert [ask(asked, method="POST")[0] for _ in range(20)] == [200] * 20


def logged_without_replicas(folder: Path, text: str) -> str:
    port = free_port()
    folder.mkdir()
    gone = text.replace("nlu-1:5005 nlu-2:5005", f"127.0.0.1:{free_port()}")
    with running(folder, gone.replace("5005", str(port)), port) as ask:
        assert ask(f"/model/parse?token={TOKEN}", method="POST")[0] == 502
    return (folder / "log").read_text(encoding="utf-8")


def test_the_balancer_logs_no_token_when_it_can_reach_nobody(tmp_path: Path) -> None:
    caddy()
    assert TOKEN not in logged_without_replicas(tmp_path / "ours", NLU)
    talkative = NLU.replace("exclude http.log.error http.handlers.reverse_proxy", "")
    assert TOKEN in logged_without_replicas(tmp_path / "talkative", talkative)
