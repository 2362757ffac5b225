"""Fetching a resident's picture from a platform: not more, not longer, and from nowhere else.

No error names the address: a token may be part of it, and whoever has a picture's address has the
picture.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from typing import Any

import httpx

from bot.messages import Picture, PictureNotFetched, PictureTooLarge

MOST_BYTES = 10 * 1024 * 1024
"""A photo that a messenger has made small is far below; a screenshot sent as a file too."""

SECONDS = 10.0
"""For one picture in all. The resident waits for the answer."""

_MOST_CONNECTIONS = 8
_OK = 200
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


async def download(
    client: httpx.AsyncClient, url: httpx.URL, *, images_only: bool, public_only: bool
) -> bytes:
    """The bytes at an address. Redirects are not followed.

    `images_only`: the server must call them an image. `public_only`: nothing is sent to an address
    that is not of the public Internet. Raises PictureNotFetched or PictureTooLarge.
    """
    extensions = {"trace": _Watch(url)} if public_only else {}
    # What is packed could grow without end once it is unpacked; a picture is packed already.
    headers = {"accept-encoding": "identity"}
    try:
        async with (
            asyncio.timeout(SECONDS),
            client.stream(
                "GET", url, headers=headers, follow_redirects=False, extensions=extensions
            ) as answer,
        ):
            _look_at(answer, images_only=images_only)
            return await _body_of(answer)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError):
        raise PictureNotFetched from None


def _look_at(answer: httpx.Response, *, images_only: bool) -> None:
    if answer.status_code != _OK or "content-encoding" in answer.headers:
        raise PictureNotFetched
    kind = answer.headers.get("content-type", "").strip().lower()
    if images_only and not kind.startswith("image/"):
        raise PictureNotFetched
    length = answer.headers.get("content-length", "")
    if length.isascii() and length.isdecimal() and int(length[:20]) > MOST_BYTES:
        raise PictureTooLarge


async def _body_of(answer: httpx.Response) -> bytes:
    """Counted, because Content-Length may lie or be missing."""
    body = bytearray()
    async for chunk in answer.aiter_raw():
        body += chunk
        if len(body) > MOST_BYTES:
            raise PictureTooLarge
    if not body:
        raise PictureNotFetched
    return bytes(body)


class _Watch:
    """Hangs up, before anything is said, on a host whose name leads into a private network."""

    def __init__(self, url: httpx.URL) -> None:
        # As the connection's host is told: in ASCII, which `url.host` is not.
        self._host = url.raw_host.decode("ascii")
        self._direct = False

    async def __call__(self, event: str, info: dict[str, Any]) -> None:
        if event == "connection.connect_tcp.started":
            # Otherwise it is the operator's proxy, which may be where it likes.
            self._direct = info["host"] == self._host
        elif event == "connection.connect_tcp.complete" and self._direct:
            stream = info["return_value"]
            if not _is_public(stream.get_extra_info("server_addr")):
                await stream.aclose()
                raise PictureNotFetched


def _is_public(address: object) -> bool:
    try:
        return isinstance(address, tuple) and ip_address(address[0].partition("%")[0]).is_global
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Allowed:
    """Where a platform's pictures may be: https, on these domains and all beneath them.

    `played`: the address of a platform played on this machine, which is allowed besides.
    """

    domains: Sequence[str]
    played: httpx.URL | None = None

    @classmethod
    def beside(cls, api_url: str, domains: Sequence[str]) -> "Allowed":
        """As the address of the platform's API has it: a real one, or one played on loopback."""
        api = httpx.URL(api_url)
        return cls(domains, api if api.host in _LOOPBACK else None)

    def permits(self, url: httpx.URL) -> bool:
        """Whether a picture may be fetched from there."""
        if url.userinfo:
            return False
        if self.is_played(url):
            return True
        host = url.raw_host.decode("ascii").lower()
        return (
            url.scheme == "https"
            and url.port is None
            and any(host == domain or host.endswith(f".{domain}") for domain in self.domains)
        )

    def is_played(self, url: httpx.URL) -> bool:
        """Whether it is the platform played on this machine."""
        return self.played is not None and _origin(url) == _origin(self.played)


def _origin(url: httpx.URL) -> tuple[str, bytes, int | None]:
    return url.scheme, url.raw_host, url.port


class PictureSource:
    """Pictures at addresses that a platform has told: believed in where they lead, not beyond."""

    def __init__(self, allowed: Allowed, client: httpx.AsyncClient | None = None) -> None:
        self._allowed = allowed
        self._client = client or httpx.AsyncClient(
            timeout=SECONDS, limits=httpx.Limits(max_connections=_MOST_CONNECTIONS)
        )

    def at(self, url: str) -> Picture:
        """The picture at an address, fetched only when it is asked for."""
        return Picture(partial(self._fetch, url), url)

    async def _fetch(self, told: str) -> bytes:
        try:
            url = httpx.URL(told)
        except (httpx.InvalidURL, ValueError):
            raise PictureNotFetched from None
        if not self._allowed.permits(url):
            raise PictureNotFetched
        public_only = not self._allowed.is_played(url)
        return await download(self._client, url, images_only=True, public_only=public_only)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()
