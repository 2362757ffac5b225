"""Fetching pictures from a platform that may be anybody's, over made-up and over real HTTP."""

import asyncio
import logging
import socket
import ssl
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import downloading
from bot.channels.downloading import MOST_BYTES, Allowed, PictureSource, download
from bot.channels.zalo_pictures import DOMAINS
from bot.messages import PictureNotFetched, PictureTooLarge
from tests.unit.bot.channels.doubles import without_certificates

URL = "https://photo-stal-1.zdn.vn/a/b.jpg?token=of-whoever-has-it"
PLAYED = "http://127.0.0.1:8123"
Answer = Callable[[httpx.Request], httpx.Response]


async def in_one(body: bytes) -> AsyncIterator[bytes]:
    yield body


def image(body: bytes = b"pixels", kind: str = "image/jpeg", packed: str = "") -> httpx.Response:
    headers = {"content-type": kind, **({"content-encoding": packed} if packed else {})}
    return httpx.Response(200, content=in_one(body), headers=headers)


def source(answer: Answer, api_url: str = "https://openapi.zalo.me") -> PictureSource:
    client = httpx.AsyncClient(transport=httpx.MockTransport(answer), timeout=1)
    return PictureSource(Allowed.beside(api_url, DOMAINS), client)


async def fetched(
    answer: Answer, url: str = URL, api_url: str = "https://openapi.zalo.me"
) -> bytes:
    pictures = source(answer, api_url)
    try:
        return await pictures.at(url).fetch()
    finally:
        await pictures.aclose()


async def endless(asked: list[int]) -> AsyncIterator[bytes]:
    for _ in range(1_000):
        asked.append(65_536)
        yield b"x" * 65_536


async def test_a_picture_is_fetched_when_it_is_asked_for_and_not_before() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return image()

    pictures = source(answer)
    picture = pictures.at(URL)
    assert asked == []
    assert await picture.fetch() == b"pixels"
    assert [str(request.url) for request in asked] == [URL]
    # What is packed could grow without end once it is unpacked.
    assert asked[0].headers["accept-encoding"] == "identity"
    await pictures.aclose()


@pytest.mark.parametrize(
    "url",
    [
        "http://photo-stal-1.zdn.vn/a.jpg",
        "https://zdn.vn.evil.example/a.jpg",
        "https://evilzdn.vn/a.jpg",
        "https://evil.example/zdn.vn/a.jpg",
        "https://evil.example#.zdn.vn",
        "https://evil.example\\@zdn.vn/a.jpg",
        "https://zdn.vn@evil.example/a.jpg",
        "https://user:word@photo-stal-1.zdn.vn/a.jpg",
        "https://photo-stal-1.zdn.vn:8443/a.jpg",
        "https://photo-stal-1.zdn.vn./a.jpg",
        "https://127.0.0.1/a.jpg",
        "https://[::1]/a.jpg",
        "https://169.254.169.254/latest/meta-data",
        "https://2130706433/a.jpg",
        "https://localhost/a.jpg",
        "http://127.0.0.1:8123/a.jpg",
        "file:///etc/passwd",
        "ftp://zdn.vn/a.jpg",
        "//zdn.vn/a.jpg",
        "zdn.vn/a.jpg",
        "https://",
        "https://zdn.vn:99999999/",
        "https://\x00zdn.vn/",
        "",
        "ảnh",
        "https://zdn.vn/" + "a" * 70_000,
    ],
)
async def test_from_anywhere_else_nothing_is_asked_for(url: str) -> None:
    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError(request.url.host)

    with pytest.raises(PictureNotFetched):
        await fetched(never, url)


@given(st.text(max_size=60) | st.builds("https://{}/{}".format, st.text(max_size=30), st.text()))
def test_whatever_is_told_as_an_address_only_zalos_own_are_permitted(told: str) -> None:
    allowed = Allowed(DOMAINS)
    try:
        url = httpx.URL(told)
    except (httpx.InvalidURL, ValueError):
        return
    if allowed.permits(url):
        assert (url.scheme, url.port, url.userinfo) == ("https", None, b"")
        assert url.host.endswith(DOMAINS)


@pytest.mark.parametrize(
    ("api_url", "url", "permitted"),
    [
        (PLAYED, f"{PLAYED}/cdn/a.jpg", True),
        (PLAYED, "http://127.0.0.1:8124/cdn/a.jpg", False),
        (PLAYED, "https://127.0.0.1:8123/cdn/a.jpg", False),
        (PLAYED, "http://user@127.0.0.1:8123/cdn/a.jpg", False),
        ("http://10.0.0.7:8123", "http://10.0.0.7:8123/a.jpg", False),
        ("https://openapi.zalo.me", f"{PLAYED}/cdn/a.jpg", False),
    ],
)
def test_a_platform_played_on_this_machine_shows_its_own_pictures(
    api_url: str, url: str, *, permitted: bool
) -> None:
    assert Allowed.beside(api_url, DOMAINS).permits(httpx.URL(url)) is permitted


async def test_a_picture_that_is_said_to_be_too_large_is_not_read() -> None:
    asked: list[int] = []

    def answer(_request: httpx.Request) -> httpx.Response:
        headers = {"content-type": "image/png", "content-length": str(MOST_BYTES + 1)}
        return httpx.Response(200, content=endless(asked), headers=headers)

    with pytest.raises(PictureTooLarge):
        await fetched(answer)
    assert asked == []


@pytest.mark.parametrize("length", [None, "5", "-1", "²", "9" * 5_000])
async def test_whatever_the_length_says_the_bytes_are_counted(length: str | None) -> None:
    asked: list[int] = []

    def answer(_request: httpx.Request) -> httpx.Response:
        headers = [(b"content-type", b"image/png")]
        headers += [] if length is None else [(b"content-length", length.encode())]
        return httpx.Response(200, content=endless(asked), headers=headers)

    with pytest.raises(PictureTooLarge):
        await fetched(answer)
    assert sum(asked) <= MOST_BYTES + 65_536


async def test_the_largest_picture_is_read() -> None:
    assert len(await fetched(lambda _request: image(b"x" * MOST_BYTES))) == MOST_BYTES


@pytest.mark.parametrize(
    "answer",
    [
        image(b""),
        image(packed="gzip"),
        image(kind="text/html"),
        image(kind=""),
        httpx.Response(200, content=b"pixels"),
        httpx.Response(204),
        httpx.Response(206, content=b"part", headers={"content-type": "image/png"}),
        httpx.Response(403, content=b"no", headers={"content-type": "image/png"}),
        httpx.Response(404),
        httpx.Response(500),
    ],
    ids=lambda answer: f"{answer.status_code} {answer.headers.get('content-type')}",
)
async def test_what_is_no_picture_is_not_taken_for_one(answer: httpx.Response) -> None:
    with pytest.raises(PictureNotFetched):
        await fetched(lambda _request: answer)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_nobody_is_followed_elsewhere(status: int) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(status, headers={"location": "http://169.254.169.254/"})

    with pytest.raises(PictureNotFetched):
        await fetched(answer)
    assert asked == ["photo-stal-1.zdn.vn"]


async def test_a_slow_picture_is_waited_for_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "SECONDS", 0.05)

    async def dripping() -> AsyncIterator[bytes]:
        while True:
            yield b"x"
            await asyncio.sleep(0.01)

    headers = {"content-type": "image/png"}
    async with asyncio.timeout(5):
        with pytest.raises(PictureNotFetched):
            await fetched(lambda _: httpx.Response(200, content=dripping(), headers=headers))


@pytest.mark.parametrize(
    "error", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError, httpx.ProxyError]
)
async def test_no_error_names_the_address(
    error: type[httpx.TransportError], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")

    def broken(request: httpx.Request) -> httpx.Response:
        raise error(f"at {request.url}", request=request)

    with pytest.raises(PictureNotFetched) as raised:
        await fetched(broken)
    assert "token" not in f"{raised.value!r} {raised.value}"
    # Nor would a traceback show the error that does.
    assert raised.value.__suppress_context__
    assert "token" not in repr(source(broken).at(URL))
    assert not [line for line in caplog.messages if "zdn.vn" in line]


async def resolved_to_this_machine(*_args: object, **_kwargs: object) -> list[tuple[object, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110  # what is waited for knows no events
            await asyncio.sleep(0.01)


@pytest.fixture
async def private_service() -> AsyncIterator[tuple[int, list[bytes]]]:
    """Something on this machine that must hear nothing; what it heard."""
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(1_000))
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1], heard
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize(
    "host", ["photo-stal-1.zdn.vn", "ảnh.zdn.vn", "xn--nh-8ja.zdn.vn", "ZDN.VN"]
)
async def test_a_name_that_leads_into_a_private_network_is_hung_up_on_unheard(
    private_service: tuple[int, list[bytes]], monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    port, heard = private_service
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolved_to_this_machine)
    without_certificates(monkeypatch)
    url = httpx.URL(f"https://{host}:{port}/a.jpg")
    async with httpx.AsyncClient(trust_env=False) as client:
        with pytest.raises(PictureNotFetched):
            await download(client, url, images_only=True, public_only=True)
        await until(lambda: bool(heard))
        # A connection was opened, and not even the greeting of TLS was said.
        assert heard == [b""]
        # The test can fail: without the watch something is said.
        with pytest.raises(PictureNotFetched):
            await download(client, url, images_only=True, public_only=False)
        await until(lambda: len(heard) > 1)
    assert heard[1]


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104  # an address to be refused
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("no address", False),
        ("118.102.1.1", True),
        ("2400:6540::1", True),
    ],
)
def test_only_addresses_of_the_public_internet_are_spoken_to(
    address: str, *, is_public: bool
) -> None:
    assert downloading._is_public((address, 443)) is is_public  # noqa: SLF001


def test_where_there_is_no_address_nobody_is_spoken_to() -> None:
    assert not downloading._is_public(None)  # noqa: SLF001


async def test_the_operators_proxy_may_stand_in_a_private_network() -> None:
    class Stream:
        closed = False

        def get_extra_info(self, _name: str) -> tuple[str, int]:
            return "10.0.0.3", 3128

        async def aclose(self) -> None:
            self.closed = True

    watch, stream = downloading._Watch(httpx.URL(URL)), Stream()  # noqa: SLF001
    await watch("connection.connect_tcp.started", {"host": "proxy.intern"})
    await watch("connection.connect_tcp.complete", {"return_value": stream})
    assert not stream.closed
    await watch("connection.connect_tcp.started", {"host": "photo-stal-1.zdn.vn"})
    with pytest.raises(PictureNotFetched):
        await watch("connection.connect_tcp.complete", {"return_value": stream})
    assert stream.closed


async def test_the_servers_certificate_is_checked() -> None:
    client = httpx.AsyncClient()
    pictures = PictureSource(Allowed(DOMAINS), client)
    context = client._transport._pool._ssl_context  # type: ignore[attr-defined]  # noqa: SLF001
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    await pictures.aclose()
