"""What is checked while somebody types takes turns: the newest of each, a few in all."""

import asyncio
from uuid import UUID, uuid4

import pytest

from console.live_checks import AT_ONCE, LiveChecks, Overtaken


class Desk:
    """Checks that run until they are let go."""

    def __init__(self) -> None:
        self.checks = LiveChecks()
        self.running: list[str] = []
        self.go_on = asyncio.Event()

    async def type(self, who: UUID, said: str) -> str:
        async with self.checks.newest_of(who):
            self.running.append(said)
            await self.go_on.wait()
            return said

    async def open_page(self) -> str:
        async with self.checks.turn():
            self.running.append("page")
            await self.go_on.wait()
            return "page"


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_of_what_one_person_types_the_newest_follows_what_runs() -> None:
    desk, who = Desk(), uuid4()
    typed = [asyncio.create_task(desk.type(who, said)) for said in ("m", "má", "máy")]
    await settled()
    assert desk.running == ["m"]
    desk.go_on.set()
    answers = await asyncio.gather(*typed, return_exceptions=True)
    assert [answers[0], answers[2]] == ["m", "máy"]
    assert isinstance(answers[1], Overtaken)
    assert desk.running == ["m", "máy"]


async def test_of_many_trainers_a_few_check_at_once_and_all_get_their_turn() -> None:
    desk = Desk()
    typed = [asyncio.create_task(desk.type(uuid4(), str(i))) for i in range(9)]
    typed.append(asyncio.create_task(desk.open_page()))
    await settled()
    assert len(desk.running) == AT_ONCE
    desk.go_on.set()
    assert len(await asyncio.gather(*typed)) == 10


async def test_a_check_that_fails_leaves_the_turn_to_the_next() -> None:
    checks, who = LiveChecks(), uuid4()
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ValueError, match="hỏng"):
            async with checks.newest_of(who):
                raise ValueError("hỏng")
    async with checks.newest_of(who), checks.turn():
        pass
