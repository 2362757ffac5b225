"""The bot as a process is stopped in order: what it has begun goes out, the rest comes after."""

from collections import Counter
from pathlib import Path

from bot.rehearsal.fake_telegram import FakeTelegram
from bot.rehearsal.process import BotProcess
from bot.rehearsal.serving import served

CHATS = [str(number) for number in range(40)]


async def test_a_service_manager_stops_it_and_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    fake = FakeTelegram()
    fake.latency = 0.1
    async with served(fake) as url:
        bot = BotProcess(tmp_path, fake.environment(url))
        await bot.command("webhook", "on")
        await bot.start()
        for chat in CHATS:
            assert await fake.deliver(fake.text(chat, "/help"), bot.url) == 200
        assert await bot.stop() == 0
        await bot.start()
        assert await bot.stop() == 0
    assert Counter(sent.chat for sent in fake.sent) == dict.fromkeys(CHATS, 1)
    await fake.aclose()
