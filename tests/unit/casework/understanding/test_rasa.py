import json

import httpx
import pytest

from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.understanding.base import LONGEST_UTTERANCE, BrokenInterpreter, InterpreterUnavailable
from casework.understanding.phrases import InterpreterWithStandIn, PhraseInterpreter
from casework.understanding.rasa import RasaInterpreter

ANSWER = {
    "intent_ranking": [
        {"name": "shipper_gia", "confidence": 0.9},
        {"name": "faq", "confidence": 0.1},
    ],
    "model_id": "m1",
}


class FakeRasa:
    """Answers like /model/parse and remembers what it was asked."""

    def __init__(self, status: int = 200, body: object = ANSWER) -> None:
        self.status, self.body = status, body
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return httpx.Response(self.status, json=self.body)

    @property
    def texts(self) -> list[str]:
        return [json.loads(request.content)["text"] for request in self.asked]


def client(fake: FakeRasa) -> RasaInterpreter:
    return RasaInterpreter("http://nlu", "secret", transport=httpx.MockTransport(fake))


def said(text: str) -> RedactedText:
    return redact(RawText(text)).text


async def test_the_ranking_and_the_model_come_back() -> None:
    interpretation = await client(FakeRasa()).interpret(said("shipper gọi"))
    assert (interpretation.intent, interpretation.confidence) == ("shipper_gia", 0.9)
    assert (interpretation.source, interpretation.model) == ("rasa", "m1")


async def test_the_leading_slash_never_reaches_rasa() -> None:
    fake = FakeRasa()
    await client(fake).interpret(said('  / /greet{"x": "y"}'))
    assert not fake.texts[0].startswith("/")


async def test_empty_text_is_not_asked_about() -> None:
    fake = FakeRasa()
    assert (await client(fake).interpret(said(" / "))).ranking == ()
    assert fake.asked == []


async def test_long_text_is_capped_and_keeps_its_beginning_and_end() -> None:
    fake = FakeRasa()
    await client(fake).interpret(said("đầu " + "a " * 5_000 + "cuối"))
    assert len(fake.texts[0]) <= LONGEST_UTTERANCE
    assert fake.texts[0].startswith("đầu")
    assert fake.texts[0].endswith("cuối")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {}),
        (401, ANSWER),
        (200, {}),
        (200, {"intent_ranking": []}),
        (200, {"intent_ranking": [{"name": "x", "confidence": 7}]}),
        (200, "garbage"),
    ],
)
async def test_any_failure_is_unavailable_and_tells_neither_text_nor_token(
    status: int, body: object
) -> None:
    with pytest.raises(InterpreterUnavailable) as failure:
        await client(FakeRasa(status, body)).interpret(said("chuyện riêng"))
    assert "riêng" not in str(failure.value)
    assert "secret" not in str(failure.value)


async def test_the_stand_in_answers_and_the_first_is_asked_again() -> None:
    first = FakeRasa(status=503)
    stand_in = PhraseInterpreter(lambda _text: {"shipper_gia": 0.6})
    interpreter = InterpreterWithStandIn(client(first), stand_in)
    assert (await interpreter.interpret(said("một"))).source == "phrases"
    first.status = 200
    assert (await interpreter.interpret(said("hai"))).source == "rasa"


async def test_words_without_a_known_phrase_are_unclear_not_harmless() -> None:
    stand_in = PhraseInterpreter(lambda _text: {})
    interpreter = InterpreterWithStandIn(BrokenInterpreter(), stand_in)
    assert (await interpreter.interpret(said("có người lạ gọi hoài"))).intent == "scam_unclear"
    assert (await interpreter.interpret(said("alo"))).intent is None
