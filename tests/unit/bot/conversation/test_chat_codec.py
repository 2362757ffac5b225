"""A conversation as text: it comes back as it was, or begins anew and breaks nothing."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from bot.conversation.chat import Awaiting, Before, Chat, Consent, Draft, Loss
from bot.conversation.chat_codec import ChatCodec
from bot.conversation.story_parts import StoryPart
from bot.messages import Button
from casework.evidence.finding import Finding, Kind, Verdict
from casework.playbooks.library import Library, Quote
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.stage import Stage

LINK = Finding(
    Kind.LINK,
    Verdict.LOOKALIKE,
    "vcb-xac-thuc[.]top",
    "Đường dẫn vcb-xac-thuc[.]top giả tên Vietcombank.",
    brand="vietcombank",
    playbook="link_qr_gia_mao",
    domain="vcb-xac-thuc.top",
)
WHEN = datetime(2026, 11, 23, 8, 30, 15, 123_456, tzinfo=UTC)


def words(text: str) -> RedactedText:
    return redact(RawText(text)).text


def full_chat(library: Library) -> Chat:
    """Every field that has a type of its own holds something."""
    playbook = next(iter(library.ids))
    match = library.match(playbook, words("nó kêu tui chuyển tiền"))
    chat = Chat("telegram", WHEN, introduced=True, story=words("nó kêu"), match=match)
    part = StoryPart(1, 2, words("nó kêu"), words("của người khác"), (LINK,))
    chat.parts.parts, chat.parts.newest, chat.parts.turn = [part], 2, part
    chat.stage, chat.ruled_out, chat.offered = Stage.PAID, {"a", "b"}, (Button("Có", "x:1"),)
    chat.loss = Loss("hôm qua", None, "5 triệu")
    chat.consent, chat.advised = Consent.GIVEN, (playbook, Stage.PAID)
    chat.pointed_out = {("link", "lookalike", "x[.]top"), ("phone", "listed", "09…21")}
    chat.opinion, chat.not_sent = Draft(words("góp ý")), words("chưa gửi")
    chat.before = Before(1, (Button("Có", "x:1"),), Awaiting.BANK, writing=True, draft=None)
    return chat


@pytest.mark.parametrize("awaiting", Awaiting)
def test_each_open_question_comes_back(library: Library, awaiting: Awaiting) -> None:
    codec, chat = ChatCodec(library), full_chat(library)
    chat.awaiting = awaiting
    assert codec.load(codec.dump(chat)) == chat


def test_the_number_of_its_case_comes_back(library: Library) -> None:
    codec, chat = ChatCodec(library), full_chat(library)
    chat.case_id = uuid4()
    assert codec.load(codec.dump(chat)) == chat


@pytest.mark.parametrize("consent", Consent)
def test_consent_comes_back_as_it_was_given(library: Library, consent: Consent) -> None:
    codec, chat = ChatCodec(library), full_chat(library)
    chat.consent = consent
    again = codec.load(codec.dump(chat))
    assert again is not None
    assert again.consent is consent


def test_words_come_back_as_redacted_ones(library: Library) -> None:
    codec = ChatCodec(library)
    again = codec.load(codec.dump(full_chat(library)))
    assert again is not None
    assert isinstance(again.story, RedactedText)
    assert isinstance(again.parts.parts[0].text, RedactedText)
    assert again.match is not None
    assert all(isinstance(quote, Quote) for quote in again.match.quotes)


def test_the_numbers_of_the_choices_are_not_kept(library: Library) -> None:
    """They move when a choice is added."""
    chat = full_chat(library)
    chat.awaiting = Awaiting.COMMUNE
    kept = json.loads(ChatCodec(library).dump(chat))
    assert (kept["awaiting"], kept["consent"]) == ("COMMUNE", "GIVEN")


def changed(library: Library, **values: Any) -> str:  # noqa: ANN401  # whatever another version writes
    return json.dumps(json.loads(ChatCodec(library).dump(full_chat(library))) | values)


def test_a_playbook_that_is_not_known_here_begins_anew(library: Library) -> None:
    unknown = {"playbook": "của_phiên_bản_khác", "quotes": [], "reached": -1}
    assert ChatCodec(library).load(changed(library, match=unknown)) is None


@pytest.mark.parametrize("kept", ["", "{", "{}"])
def test_what_is_no_conversation_begins_anew(library: Library, kept: str) -> None:
    assert ChatCodec(library).load(kept) is None


@pytest.mark.parametrize("kept", ["null", "[]", "7", '"chat"'])
def test_what_is_json_but_no_conversation_begins_anew(library: Library, kept: str) -> None:
    assert ChatCodec(library).load(kept) is None


@pytest.mark.parametrize(
    "values",
    [
        {"awaiting": "LATER_QUESTION"},
        {"awaiting": None},
        {"consent": 2},
        {"stage": "later_stage"},
        {"last_seen": "hôm qua"},
        {"match": {"playbook": "x"}},
        {"match": {"playbook": None, "quotes": None, "reached": None}},
        {"advised": "x"},
        {"advised": ["x"]},
        {"pointed_out": [["link"]]},
        {"before": {}},
        {"told": {"text": "nó kêu"}},
        {"questions_asked": "nhiều"},
        {"offered": [{"label": "Có"}]},
    ],
    ids=str,
)
def test_what_another_version_has_written_begins_anew(
    library: Library, values: dict[str, object]
) -> None:
    assert ChatCodec(library).load(changed(library, **values)) is None


@pytest.mark.parametrize(
    "values",
    [
        {"mood": "của phiên bản sau"},
        {"parts": {"parts": [], "newest": 0, "turn": None, "extra": 1}},
        {"loss": {"when": None, "colour": "đỏ"}},
        {"last_seen": None},
        {"parts": None},
        {"parts": [1, 2]},
        {"loss": "mất rồi"},
        {"offered": "Có"},
        {"offered": 7},
        {"match": []},
        {"case_id": "không phải"},
        {"case_id": 7},
        {"told": 7},
        {"questions_asked": None},
        {"ruled_out": 7},
        {"opinion": []},
    ],
    ids=str,
)
def test_what_another_version_has_written_breaks_nothing(
    library: Library, values: dict[str, object]
) -> None:
    assert ChatCodec(library).load(changed(library, **values)) is None


def test_quotes_of_another_shape_begin_anew_and_break_nothing(library: Library) -> None:
    playbook = next(iter(library.ids))
    shapes: list[tuple[object, object]] = [([["a"]], 0), ([7], 0), ("ab", 0), ([], "1"), ({}, 0)]
    for quotes, reached in shapes:
        match = {"playbook": playbook, "quotes": quotes, "reached": reached}
        assert ChatCodec(library).load(changed(library, match=match)) is None
