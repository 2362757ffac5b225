"""What the residents of a rehearsal say, and by what the answer to each is known again.

A story and four commands, because each of these has an answer of its own: so it can be told
exactly which update was answered, how often, and in which order.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.conversation import texts
from bot.rehearsal.platform import FakePlatform, Sent, Update

STORY = "nó xưng công an gọi kêu tui chuyển tiền để chứng minh trong sạch, tui chưa chuyển"
SAID = {
    STORY: "Giả danh công an",
    "/help": texts.HELP[:30],
    "/lienhe": "Gọi ai, báo ở đâu:",
    "/quyenriengtu": texts.PRIVACY[:20],
    "/rutdongy": texts.NOTHING_TO_WITHDRAW[:40],
}
# What is said beside the answers: questions after a story.
BESIDE = (texts.STAGE_QUESTION, texts.CONSENT[:20])
NOTICE = texts.CUT_OFF[:25]

REPEATED = 0.10
FORGED = 0.05


@dataclass(frozen=True, slots=True)
class Step:
    """One call of the platform: an update, once more perhaps, or forged."""

    update: Update
    forged: bool = False


def steps_of(platform: FakePlatform, chats: int) -> dict[str, list[Step]]:
    """For each chat what comes, in its order: everything once, a tenth twice, and forgeries."""
    dice = random.Random(20261130)  # noqa: S311  # the same rehearsal every time
    told = {}
    for number in range(chats):
        chat = str(700_000 + number)
        steps: list[Step] = []
        late: list[Step] = []
        for said in SAID:
            steps.append(step := Step(platform.text(chat, said)))
            if dice.random() < REPEATED:
                # At once, as when an answer got lost, or long after.
                dice.choice((steps, late)).append(step)
            if dice.random() < FORGED:
                steps.append(Step(platform.forged(platform.text(chat, said)), forged=True))
        told[chat] = steps + late
    return told


@dataclass(slots=True)
class Outcome:
    """What came of a rehearsal."""

    updates: int
    lost: int = 0
    twice: int = 0
    out_of_order: int = 0
    notices: int = 0
    strange: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether everything was answered once and in order."""
        return not (self.lost or self.twice or self.out_of_order or self.strange)


def outcome_of(chats: Iterable[str], sent: Sequence[Sent]) -> Outcome:
    """Count the answers of each chat against what was said there."""
    chats = list(chats)
    outcome = Outcome(updates=len(chats) * len(SAID))
    for chat in chats:
        texts_sent = [message.text for message in sent if message.chat == chat]
        answers = [said for text in texts_sent if (said := _answers(text))]
        outcome.notices += sum(NOTICE in text for text in texts_sent)
        known = (NOTICE, *BESIDE)
        outcome.strange += [
            text[:40]
            for text in texts_sent
            if not _answers(text) and not any(words in text for words in known)
        ]
        times = Counter(answers)
        outcome.lost += sum(times[said] == 0 for said in SAID)
        outcome.twice += sum(max(0, times[said] - 1) for said in SAID)
        expected = [said for said in SAID if said in times]
        outcome.out_of_order += list(dict.fromkeys(answers)) != expected
    return outcome


def _answers(text: str) -> str | None:
    return next((said for said, answer in SAID.items() if answer in text), None)
