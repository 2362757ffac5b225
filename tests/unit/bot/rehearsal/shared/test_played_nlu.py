"""The played NLU server keeps the contract that our own client relies on."""

import asyncio

import pytest

from bot.rehearsal.shared.played_nlu import TOKEN, PlayedNlu
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.understanding.base import InterpreterUnavailable
from casework.understanding.rasa import RasaInterpreter

STORY = redact(RawText("nó xưng công an kêu chuyển tiền")).text


async def test_our_client_understands_it_and_sees_when_it_fails() -> None:
    nlu = PlayedNlu()
    await nlu.start()
    client = RasaInterpreter(nlu.url, TOKEN)
    assert await client.ready()
    assert (await client.interpret(STORY)).ranking[0].name == "gia_danh_cong_an_toa_an"
    nlu.garbage = True
    with pytest.raises(InterpreterUnavailable):
        await client.interpret(STORY)
    await nlu.stop()
    with pytest.raises(InterpreterUnavailable):
        await client.interpret(STORY)
    await client.aclose()


async def test_answers_that_are_held_back_come_when_they_are_let_go() -> None:
    nlu = PlayedNlu()
    seen: list[str] = []
    nlu.seen = lambda text, _port: seen.append(text)
    await nlu.start()
    nlu.hold(answers=True)
    client = RasaInterpreter(nlu.url, TOKEN)
    asked = asyncio.ensure_future(client.interpret(STORY))
    while not seen:  # noqa: ASYNC110  # told by a callback
        await asyncio.sleep(0.01)
    assert not asked.done()
    nlu.hold(answers=False)
    assert (await asked).ranking
    await client.aclose()
    await nlu.stop()
