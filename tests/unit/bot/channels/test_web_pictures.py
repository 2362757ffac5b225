"""Pictures posted by the web page: what is let in, how many at a time, and for how long."""

import asyncio
import base64
import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, ExitStack
from functools import partial

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels import rate_limit
from bot.channels.web import WebChannel, admission, picture_places
from bot.channels.web.posted import LARGEST_WITH_PICTURES
from bot.front import front_app
from bot.messages import Attachment, InboundMessage, PictureNotFetched, Reply
from bot.reception.packing import packed

JSON = {"content-type": "application/json"}
ID = "0123456789abcdef0123456789abcdef"
PICTURE = b"\xff\xd8 a picture"


def fill(text: str) -> str:
    return text.replace("{canh_sat_113}", "113").replace("{tong_dai_111}", "111")


def encoded(*pictures: bytes) -> list[str]:
    return [base64.b64encode(picture).decode() for picture in pictures]


class Looker:
    """Fetches the pictures of each message, if it may."""

    def __init__(self) -> None:
        self.heard: list[InboundMessage] = []
        self.seen: list[bytes] = []
        self.looks = True
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def __call__(self, message: InboundMessage) -> Sequence[Reply]:
        self.heard.append(message)
        await self.may_answer.wait()
        if message.text == "phần đầu":
            return ()
        if self.looks:
            self.seen += [await picture.fetch() for picture in message.pictures]
        return (Reply(f"thấy {len(message.pictures)} ảnh, nghe: {message.text}"),)


@pytest.fixture
def looker() -> Looker:
    return Looker()


@pytest.fixture
def app(looker: Looker) -> Starlette:
    return front_app(WebChannel(fill).routes(looker))


def browser_at(app: Starlette, address: str = "10.0.0.1") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, client=(address, 4711))
    return httpx.AsyncClient(transport=transport, base_url="http://chat.test")


@pytest.fixture
async def browser(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_at(app) as client:
        await client.get("/")
        yield client


async def test_pictures_come_with_their_words(browser: httpx.AsyncClient, looker: Looker) -> None:
    body = {"text": "thật không", "id": ID, "pictures": encoded(PICTURE, b"another")}
    answer = await browser.post("/chat/pictures", json=body)
    assert [reply["text"] for reply in answer.json()["replies"]] == ["thấy 2 ảnh, nghe: thật không"]
    assert looker.seen == [PICTURE, b"another"]
    assert looker.heard[0].attachments == (Attachment.PHOTO, Attachment.PHOTO)


async def test_a_message_posted_again_is_not_looked_at_again(
    browser: httpx.AsyncClient, looker: Looker
) -> None:
    body = {"id": ID, "pictures": encoded(PICTURE)}
    looker.may_answer.clear()
    first = asyncio.create_task(browser.post("/chat/pictures", json=body))
    again = asyncio.create_task(browser.post("/chat/pictures", json=body))
    await asyncio.sleep(0.05)
    looker.may_answer.set()
    answers = [await first, await again, await browser.post("/chat/pictures", json=body)]
    assert len({answer.text for answer in answers}) == 1
    assert all(answer.is_success for answer in answers)
    assert (len(looker.heard), looker.seen) == (1, [PICTURE])
    assert (await browser.get("/chat/last")).json()["replies"] == answers[0].json()["replies"]


async def test_a_picture_is_given_once_and_then_forgotten(
    browser: httpx.AsyncClient, looker: Looker
) -> None:
    await browser.post("/chat/pictures", json={"pictures": encoded(PICTURE)})
    with pytest.raises(PictureNotFetched):
        await looker.heard[0].pictures[0].fetch()


async def test_what_nobody_looked_at_is_forgotten_with_the_answer(
    browser: httpx.AsyncClient, looker: Looker
) -> None:
    looker.looks = False
    await browser.post("/chat/pictures", json={"pictures": encoded(PICTURE)})
    with pytest.raises(PictureNotFetched):
        await looker.heard[0].pictures[0].fetch()


async def test_what_a_later_message_answers_can_still_be_looked_at(
    browser: httpx.AsyncClient, looker: Looker
) -> None:
    await browser.post("/chat/pictures", json={"text": "phần đầu", "pictures": encoded(PICTURE)})
    assert await looker.heard[0].pictures[0].fetch() == PICTURE


async def test_no_bytes_are_left_in_memory(browser: httpx.AsyncClient, looker: Looker) -> None:
    looker.looks = False
    await browser.post("/chat/pictures", json={"id": ID, "pictures": encoded(PICTURE)})
    holder = getattr(looker.heard[0].pictures[0].fetch, "__self__", None)
    assert holder is not None
    assert PICTURE not in gc.get_referents(holder)


async def test_neither_a_picture_nor_its_fetching_is_shown_or_sealed(
    browser: httpx.AsyncClient, looker: Looker
) -> None:
    await browser.post("/chat/pictures", json={"pictures": encoded(PICTURE)})
    (message,) = looker.heard
    assert "picture" not in repr(message).lower().replace("pictures=", "")
    for envelope in (await packed(message), await packed(message, whole=True)):
        assert "pictures" not in repr(envelope)
        assert encoded(PICTURE)[0] not in envelope.model_dump_json()


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"pictures": ["QUJD"]}', {"origin": "http://evil.test"}, 403),
        (b'{"pictures": ["QUJD"]}', {"sec-fetch-site": "cross-site"}, 403),
        (b'{"pictures": ["QUJD"]}', {"cookie": "canhgiac_chat="}, 403),
        (b'{"pictures": ["QUJD"]}', {"content-type": "text/plain"}, 415),
        (b'{"pictures": ["QUJD"]}', {"content-type": "multipart/form-data; boundary=x"}, 415),
        (b'{"pictures": ["' + b"A" * LARGEST_WITH_PICTURES + b'"]}', {}, 413),
        (b'{"pictures": ["QUJD", "QUJD", "QUJD", "QUJD", "QUJD"]}', {}, 422),
        (b'{"pictures": []}', {}, 422),
        (b'{"pictures": "QUJD"}', {}, 422),
        (b'{"pictures": ["not base64!"]}', {}, 422),
        (b'{"pictures": ["QUI"]}', {}, 422),
        ('{"pictures": ["ảnh"]}'.encode(), {}, 422),
        (b'{"pictures": [5]}', {}, 422),
        (b'{"text": "x"}', {}, 422),
        (b'{"pictures": ["QUJD"], "id": "<short>"}', {}, 422),
        (b'{"pictures": ["QUJD"], "text": "' + b"x" * 20_001 + b'"}', {}, 422),
        (b"{not json", {}, 422),
        (b"\xff\xd8\xff\xe0", {}, 422),
    ],
)
async def test_bad_posts_get_a_kind_error(
    browser: httpx.AsyncClient, looker: Looker, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = await browser.post("/chat/pictures", content=body, headers={**JSON, **headers})
    assert answer.status_code == status
    assert "ạn" in answer.json()["error"]
    assert looker.heard == []


async def test_without_our_page_nothing_is_read(app: Starlette, looker: Looker) -> None:
    async with browser_at(app) as client:
        answer = await client.post("/chat/pictures", json={"pictures": encoded(PICTURE)})
    assert answer.status_code == 403
    assert looker.heard == []


async def test_words_still_have_their_own_smaller_limit(browser: httpx.AsyncClient) -> None:
    body = {"text": "x", "pictures": encoded(b"x" * 70_000)}
    assert (await browser.post("/chat/messages", json=body)).status_code == 413
    assert (await browser.post("/chat/pictures", json=body)).is_success


async def test_on_the_route_of_words_pictures_are_not_looked_at(
    browser: httpx.AsyncClient, looker: Looker
) -> None:
    body = {"text": "x", "pictures": encoded(PICTURE)}
    assert (await browser.post("/chat/messages", json=body)).is_success
    assert (looker.heard[0].pictures, looker.heard[0].attachments) == ((), ())


async def test_a_body_that_dribbles_is_cut_and_told_what_to_do(
    browser: httpx.AsyncClient, looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "SLOWEST_BODY", 0.05)

    async def dribble() -> AsyncIterator[bytes]:
        yield b'{"pictures": ["'
        await asyncio.sleep(0.2)
        yield b'QUJD"]}'

    answer = await browser.post("/chat/pictures", content=dribble(), headers=JSON)
    assert answer.status_code == 408
    assert "gọi 113" in answer.json()["error"]
    assert looker.heard == []


async def test_few_are_taken_in_at_a_time_and_words_get_through(
    app: Starlette, looker: Looker
) -> None:
    looker.may_answer.clear()
    clients = [browser_at(app, f"10.0.0.{number}") for number in range(4)]
    for client in clients:
        await client.get("/")
    posts = [
        partial(c.post, "/chat/pictures", json={"pictures": encoded(PICTURE)}) for c in clients
    ]
    waiting = [asyncio.create_task(post()) for post in posts[:3] for _ in range(2)]
    await asyncio.sleep(0.05)
    assert len(waiting) == picture_places.MOST_AT_ONCE
    answer = await posts[3]()
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "10"
    told = answer.json()["error"]
    assert all(step in told for step in ("dừng lại", "gọi ngay ngân hàng", "gọi 113"))
    words = asyncio.create_task(clients[3].post("/chat/messages", json={"text": "mất tiền rồi"}))
    await asyncio.sleep(0.05)
    looker.may_answer.set()
    assert (await words).is_success
    assert all(answer.is_success for answer in await asyncio.gather(*waiting))
    assert (await posts[3]()).is_success
    for client in clients:
        await client.aclose()


async def test_nobody_alone_takes_all_places(app: Starlette, looker: Looker) -> None:
    looker.may_answer.clear()
    async with browser_at(app) as greedy, browser_at(app, "10.0.0.2") as other:
        for client in (greedy, other):
            await client.get("/")
        body = {"pictures": encoded(PICTURE)}
        waiting = [asyncio.create_task(greedy.post("/chat/pictures", json=body)) for _ in range(2)]
        await asyncio.sleep(0.05)
        assert (await greedy.post("/chat/pictures", json=body)).status_code == 429
        waiting.append(asyncio.create_task(other.post("/chat/pictures", json=body)))
        await asyncio.sleep(0.05)
        looker.may_answer.set()
        assert all(answer.is_success for answer in await asyncio.gather(*waiting))


async def test_a_place_is_free_again_whatever_became_of_it(browser: httpx.AsyncClient) -> None:
    for _ in range(2 * picture_places.MOST_AT_ONCE):
        answer = await browser.post("/chat/pictures", content=b"{not json", headers=JSON)
        assert answer.status_code == 422
    body = {"pictures": encoded(PICTURE)}
    assert (await browser.post("/chat/pictures", json=body)).is_success


def taken(stack: ExitStack, sort: str, *addresses: str) -> list[bool]:
    """Which of them get a place; whoever does keeps it."""
    places = picture_places.PicturePlaces()
    got = []
    for address in addresses:
        try:
            stack.enter_context(getattr(places, sort)(address))
        except admission.Refused:
            got.append(False)
        else:
            got.append(True)
    return got


@pytest.mark.parametrize("sort", ["reading", "answering"])
@pytest.mark.parametrize(
    ("third", "gets"),
    [("2001:db8:1:2:ffff::1", False), ("2001:db8:1:2::1", False), ("2001:db8:1:3::1", True),
     ("10.0.0.1", True), ("", True)],
)  # fmt: skip
def test_a_household_of_ipv6_has_the_places_of_one_sender(
    sort: str, third: str, *, gets: bool
) -> None:
    with ExitStack() as stack:
        got = taken(stack, sort, "2001:db8:1:2::1", "2001:db8:1:2::2", third)
    assert got == [True, True, gets]


@pytest.mark.parametrize(
    ("sort", "most"),
    [("reading", picture_places.MOST_READING), ("answering", picture_places.MOST_AT_ONCE)],
)
def test_the_process_has_so_many_places_of_each_sort(sort: str, most: int) -> None:
    with ExitStack() as stack:
        got = taken(stack, sort, *(f"10.0.0.{number}" for number in range(most + 1)))
    assert got == [True] * most + [False]


def test_no_address_is_remembered_once_its_message_is_answered() -> None:
    places = picture_places.PicturePlaces()
    for place, kept in [(places.reading, places._reading), (places.answering, places._answering)]:  # noqa: SLF001
        with place("10.0.0.1"):
            assert kept._taken  # noqa: SLF001
        assert not kept._taken  # noqa: SLF001


async def test_who_sends_slowly_keeps_nobody_from_being_answered(
    app: Starlette, looker: Looker
) -> None:
    go_on = asyncio.Event()
    begun = []

    async def slowly() -> AsyncIterator[bytes]:
        begun.append(1)
        yield b'{"pictures": ["'
        await go_on.wait()
        yield b'QUJD"]}'

    async with AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(browser_at(app, f"2001:db8:0:{number}::1"))
            for number in range(picture_places.MOST_AT_ONCE + 1)
        ]
        for client in clients:
            await client.get("/")
        slow = [
            asyncio.create_task(client.post("/chat/pictures", content=slowly(), headers=JSON))
            for client in clients[1:]
        ]
        async with asyncio.timeout(5):
            while len(begun) < len(slow):  # noqa: ASYNC110  # a request tells nobody
                await asyncio.sleep(0.01)
            answer = await clients[0].post("/chat/pictures", json={"pictures": encoded(PICTURE)})
        assert answer.is_success
        assert looker.seen == [PICTURE]
        go_on.set()
        assert all(answer.is_success for answer in await asyncio.gather(*slow))


@pytest.mark.parametrize(
    ("length", "at_once", "status"),
    [(60, 20, 200), (60, 19, 408), (None, 20, 408), (6_000_000, 59, 408)],
)
async def test_a_body_of_which_too_little_is_in_is_cut_early(
    browser: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    length: int | None,
    at_once: int,
    status: int,
) -> None:
    monkeypatch.setattr(admission, "SLOWEST_BODY", 60.0)
    monkeypatch.setattr(admission, "DUE_AFTER", 0.1 / 60)
    body = b'{"pictures": ["QUJD"]}'.ljust(60)

    async def dribble() -> AsyncIterator[bytes]:
        yield body[:at_once]
        await asyncio.sleep(0.3)
        yield body[at_once:]

    told = {} if length is None else {"content-length": str(length)}
    headers = {**JSON, **told}
    answer = await browser.post("/chat/pictures", content=dribble(), headers=headers)
    assert answer.status_code == status
    if status != 200:
        assert answer.headers["connection"] == "close"
        assert "gọi 113" in answer.json()["error"]


async def test_pictures_count_as_messages_and_despair_over_the_limit_is_heard(
    looker: Looker,
) -> None:
    def comfort(message: InboundMessage) -> Sequence[Reply]:
        return [Reply("Tôi ở đây với bạn.")] if message.text == "không muốn sống nữa" else []

    limit = rate_limit.RateLimit(in_all=1)
    app = front_app(WebChannel(fill, limit=limit, urgent=comfort).routes(looker))
    async with browser_at(app) as client:
        await client.get("/")
        body = {"text": "không muốn sống nữa", "pictures": encoded(PICTURE)}
        assert (await client.post("/chat/pictures", json={"pictures": body["pictures"]})).is_success
        answer = await client.post("/chat/pictures", json=body)
        assert answer.json()["replies"] == [{"text": "Tôi ở đây với bạn.", "buttons": []}]
        answer = await client.post("/chat/pictures", json={"pictures": body["pictures"]})
        assert answer.status_code == 429
        assert "không muốn sống nữa: gọi ngay người thân" in answer.json()["error"]
    assert len(looker.heard) == 1


async def test_the_policy_still_lets_no_picture_in_from_anywhere(
    browser: httpx.AsyncClient,
) -> None:
    policy = (await browser.get("/")).headers["content-security-policy"]
    assert "img-src 'self';" in policy
    assert not [word for word in ("blob:", "data:", "unsafe") if word in policy]
