"""The light platforms and their callers speak HTTP as the bot does."""

import json

import httpx

from bot.channels.telegram.channel import TelegramChannel
from bot.messages import Reply
from bot.rehearsal.fake_telegram import FakeTelegram
from bot.rehearsal.serving import served
from bot.rehearsal.shared.light import Caller, LightPlatforms, content_length


async def test_both_platforms_take_a_message_and_tell_of_it() -> None:
    came: list[tuple[str, str, str]] = []
    light = LightPlatforms(lambda name, chat, text, _at: came.append((name, chat, text)), 0.0)
    await light.start()
    url = f"http://127.0.0.1:{light.port}"
    async with httpx.AsyncClient() as client:
        form = {"chat_id": "7", "text": "Chào bà & ông"}
        telegram = await client.post(f"{url}/telegram/bot1:x/sendMessage", data=form)
        zalo = await client.post(f"{url}/zalo_bot/bot1:x/sendMessage", json=form)
    await light.stop()
    assert telegram.json()["result"]["chat"]["id"] == 7
    assert zalo.json()["ok"] is True
    assert came == [("telegram", "7", "Chào bà & ông"), ("zalo_bot", "7", "Chào bà & ông")]


async def test_our_own_telegram_channel_is_content_with_it() -> None:
    came: list[str] = []
    light = LightPlatforms(lambda _name, _chat, text, _at: came.append(text), 0.0)
    await light.start()
    channel = TelegramChannel("1:x", f"http://127.0.0.1:{light.port}/telegram")

    async def leaving() -> None:
        pass

    await channel.send("7", Reply("Dừng lại"), leaving)
    await channel.aclose()
    await light.stop()
    assert came == ["Dừng lại"]


async def test_a_caller_brings_the_bytes_of_an_update_and_uses_its_connection_again() -> None:
    fake = FakeTelegram()
    async with served(fake) as url:
        caller = Caller(url)
        update = fake.text("7", "xin chào")
        path = f"/bot{fake.token}/getMe"
        assert [await caller.deliver(path, update) for _ in range(3)] == [200] * 3
        caller.close()
    await fake.aclose()
    assert json.loads(update.body)["message"]["text"] == "xin chào"


def test_a_length_is_read_whatever_its_letters() -> None:
    assert content_length(b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\nx: y") == 12
    assert content_length(b"HTTP/1.1 204 No Content") == 0
