import asyncio
from collections.abc import Sequence

from bot.conversation.gathering import Gatherer, Part
from bot.conversation.long_turns import LEFT_OUT, LONGEST_TURN, is_shortened
from bot.conversation.merging import merged
from bot.messages import Attachment, InboundMessage, Picture, Reply
from casework.privacy.texts import RawText

WINDOW = 0.05


class Listener:
    """Answers with what it heard; slow enough that a lack of order would show."""

    def __init__(self) -> None:
        self.heard: list[InboundMessage] = []

    async def __call__(self, message: InboundMessage) -> Sequence[Reply]:
        self.heard.append(message)
        await asyncio.sleep(0.01)
        return [Reply(message.text or message.choice or "")]


def said(text: str, chat: str = "a", choice: str | None = None) -> InboundMessage:
    return InboundMessage("web", chat, RawText(text), choice)


async def test_messages_in_a_row_are_one_story_answered_once() -> None:
    listener = Listener()
    gatherer = Gatherer(listener, WINDOW)
    answers = await asyncio.gather(
        *(gatherer.receive(said(t)) for t in ("nó gọi", "kêu chuyển", "rồi sao"))
    )
    assert [m.text for m in listener.heard] == ["nó gọi\nkêu chuyển\nrồi sao"]
    assert [len(a) for a in answers] == [0, 0, 1]


async def test_chats_do_not_wait_for_one_another() -> None:
    listener = Listener()
    gatherer = Gatherer(listener, WINDOW)
    answers = await asyncio.gather(*(gatherer.receive(said("alo", chat)) for chat in "abc"))
    assert [len(a) for a in answers] == [1, 1, 1]


async def test_a_tapped_button_is_answered_at_once_after_what_waits() -> None:
    listener = Listener()
    gatherer = Gatherer(listener, WINDOW)
    typed = asyncio.create_task(gatherer.receive(said("nó gọi")))
    await asyncio.sleep(0)
    answers = await gatherer.receive(said("", choice="stage:paid"))
    assert [r.text for r in answers] == ["nó gọi", "stage:paid"]
    assert await typed == ()


async def test_a_command_does_not_wait() -> None:
    gatherer = Gatherer(Listener(), window=60)
    async with asyncio.timeout(1):
        assert await gatherer.receive(said("/start"))


async def test_endless_messages_are_answered_before_they_end() -> None:
    listener = Listener()
    gatherer = Gatherer(listener, WINDOW)
    tasks = []
    for n in range(12):
        tasks.append(asyncio.create_task(gatherer.receive(said(str(n)))))
        await asyncio.sleep(WINDOW / 3)
    await asyncio.gather(*tasks)
    assert len(listener.heard) >= 2
    assert "\n".join(m.text for m in listener.heard).split("\n") == [str(n) for n in range(12)]


def written(text: str, order: int = 0, *, edited: bool = False) -> InboundMessage:
    return InboundMessage("telegram", "a", RawText(text), order=order, edited=edited)


def texts_of(parts: Sequence[Part]) -> list[str]:
    return [part.message.text for part in parts]


def test_a_batch_is_read_in_the_order_in_which_it_was_written() -> None:
    batch = [written("ba", 3), written("không rõ"), written("một", 1), written("hai", 2)]
    (part,) = merged(batch)
    assert part.message.text == "một\nkhông rõ\nhai\nba"
    assert {id(m) for m in part.covers} == {id(m) for m in batch}


def test_an_edit_takes_the_place_of_what_waits() -> None:
    wrong, after, right = (
        written("5 trieu", 1),
        written("rồi", 2),
        written("50 triệu", 1, edited=True),
    )
    (part,) = merged([wrong, after, right])
    assert part.message.text == "50 triệu\nrồi"
    # Nobody has answered the first wording.
    assert not part.message.edited
    assert part.covers == (wrong, right, after)


def test_an_edit_counts_whichever_was_brought_first() -> None:
    (part,) = merged([written("mới", 1, edited=True), written("cũ", 1)])
    assert part.message.text == "mới"


def test_an_edit_of_what_was_answered_before_stands_alone() -> None:
    first, second = merged([written("mới kể", 9), written("sửa lại", 4, edited=True)])
    assert (first.message.text, first.message.edited) == ("sửa lại", True)
    assert (second.message.text, second.message.edited) == ("mới kể", False)


def test_an_album_is_one_question() -> None:
    photo = InboundMessage("telegram", "a", attachments=(Attachment.PHOTO,), order=5)
    album = [InboundMessage("telegram", "a", RawText("coi giùm"), None, photo.attachments), photo]
    (part,) = merged(album)
    assert part.message.text == "coi giùm"
    assert part.message.attachments == (Attachment.PHOTO, Attachment.PHOTO)


def pictured(number: int, count: int, *, edited: bool = False) -> InboundMessage:
    async def fetch() -> bytes:
        return b"%d" % number

    return InboundMessage(
        "telegram",
        "a",
        attachments=(Attachment.PHOTO,) * count,
        pictures=tuple(Picture(fetch) for _ in range(count)),
        order=number,
        edited=edited,
    )


async def numbers_in(message: InboundMessage) -> list[int]:
    return [int(await picture.fetch()) for picture in message.pictures]


async def test_pictures_of_several_messages_are_joined_in_their_order_and_four_are_kept() -> None:
    (part,) = merged([pictured(2, 1), written("coi giùm", 3), pictured(1, 2), pictured(4, 3)])
    assert await numbers_in(part.message) == [1, 1, 2, 4]
    # How many came is still to be seen.
    assert len(part.message.attachments) == 6


async def test_one_message_with_too_many_pictures_keeps_four() -> None:
    (part,) = merged([pictured(1, 6)])
    assert await numbers_in(part.message) == [1] * 4


async def test_an_edit_keeps_its_own_pictures() -> None:
    (part,) = merged([pictured(1, 2), pictured(1, 1, edited=True)])
    assert len(part.message.pictures) == 1
    alone, other = merged([pictured(1, 1, edited=True), pictured(5, 2)])
    assert await numbers_in(alone.message) == [1]
    assert await numbers_in(other.message) == [5, 5]


def test_a_button_and_a_command_stay_alone_between_stories() -> None:
    batch = [written("nó gọi", 1), written("/lienhe", 2), written("kêu chuyển", 3)]
    assert texts_of(merged(batch)) == ["nó gọi", "/lienhe", "kêu chuyển"]


def test_two_people_in_a_group_are_not_one() -> None:
    batch = [InboundMessage("telegram", "g", RawText(t), in_group=True) for t in ("một", "hai")]
    assert texts_of(merged(batch)) == ["một", "hai"]


def test_of_a_very_long_turn_the_beginning_and_the_end_are_read() -> None:
    pages = [written(f"trang {n}: " + "nó gọi hoài số 0912345678 " * 400, n) for n in range(1, 7)]
    (part,) = merged(pages)
    text = part.message.text
    assert len(text) <= LONGEST_TURN
    assert is_shortened(text)
    assert text.startswith("trang 1:")
    beginning, end = text.split(LEFT_OUT)
    # No number is cut in two: half a number is redacted no more.
    assert all(
        word in "trang 1: 2: 3: 4: 5: 6: nó gọi hoài số 0912345678".split()
        for word in text.replace(LEFT_OUT, " ").split()
    )
    assert abs(len(beginning) - len(end)) < 1_000
    assert len(part.covers) == 6


def test_what_is_short_enough_is_left_as_it_is() -> None:
    (part,) = merged([written("a" * LONGEST_TURN)])
    assert part.message.text == "a" * LONGEST_TURN
    assert not is_shortened(part.message.text)


async def test_who_is_gone_is_not_waited_for() -> None:
    gatherer = Gatherer(Listener(), window=60)
    async with asyncio.timeout(1):
        await gatherer.receive(InboundMessage("telegram", "a", gone=True))


async def test_what_comes_while_an_answer_is_made_is_the_next_turn() -> None:
    gatherer = Gatherer(Listener(), 0)
    seen: list[list[str]] = []

    async def turn(text: str) -> None:
        async with gatherer.turn(said(text)) as parts:
            seen.append(texts_of(parts))
            await asyncio.sleep(0.03)

    first = asyncio.create_task(turn("một"))
    await asyncio.sleep(0.01)
    await asyncio.gather(turn("hai"), turn("ba"), first)
    assert [parts for parts in seen if parts] == [["một"], ["hai\nba"]]


async def test_turns_of_a_conversation_never_overlap_and_come_in_order() -> None:
    gatherer = Gatherer(Listener(), 0)
    inside: list[str] = []
    order: list[str] = []

    async def turn(text: str) -> None:
        parts = await gatherer.next_batch(said(text))
        if parts is None:
            return
        async with gatherer.in_turn(("web", "a")):
            inside.append(text)
            assert inside == [text]
            await asyncio.sleep(0.002)
            inside.remove(text)
            order.extend(texts_of(parts))

    tasks = []
    for n in range(30):
        tasks.append(asyncio.create_task(turn(f"/kichban {n}" if n % 3 else f"tin {n}")))
        await asyncio.sleep(0 if n % 4 else 0.003)
    await asyncio.gather(*tasks)
    told = "\n".join(order).split("\n")
    assert told == [f"/kichban {n}" if n % 3 else f"tin {n}" for n in range(30)]
