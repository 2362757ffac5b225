"""Stories put together from what data/scam_patterns.yml says of a playbook. All are invented."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casework.playbooks.schema import Playbook
from casework.stage import Stage
from casework.vietnamese import strip_tones
from console.demo_data.voices import HOW_MANY, VOICES, Voice

MARK = "[Ví dụ] "
"""At the beginning of every invented text: the console and whoever reads it knows by this."""

# What is said for a loss in each bucket, and for one whose amount is not told.
AMOUNTS = (
    ("500 ngàn", "800k", "1 triệu 2", "một triệu rưỡi"),
    ("3 triệu", "7 triệu rưỡi", "12 triệu", "15 triệu", "28 triệu", "41 triệu"),
    ("60 triệu", "85 triệu", "120 triệu"),
    ("230 triệu", "hơn 300 triệu"),
    ("650 triệu", "1 tỷ 2"),
    ("gần hết tiền dành dụm", "một mớ tiền"),
)
_AMOUNT_WEIGHTS = (20, 42, 18, 6, 3, 11)
# What the redactor leaves of a number or a name: officers shall see how that looks.
_CALLED_FROM = ("Số gọi tới là <PHONE>.", "Số máy <PHONE>, gọi lại thì không ai nghe.")
_PAID_TO = ("Tài khoản nhận tiền là <ACCOUNT>, tên <NAME>.", "Tiền vô số <ACCOUNT>.")
_TELLS_NUMBERS = 0.3

_SAYS_WHO = 0.6
"""Share of further steps whose sentence says again who did it."""

_STAGES = (Stage.APPROACH, Stage.INFO_GIVEN, Stage.PAID)

# "bạn" alone is the resident; "kết bạn", "bạn bè" are friends.
_YOU = re.compile(r"(?<!kết )(?<!là )\bbạn\b(?! bè| học| thân| gái| trai)")


@dataclass(frozen=True, slots=True)
class Story:
    """An invented story, and what the bot should have understood of it."""

    sentences: tuple[str, ...]
    playbook_id: str | None
    stage: Stage | None
    bare: bool = False

    @property
    def text(self) -> str:
        """As it was told; without the mark that it is invented."""
        told = " ".join(self.sentences)
        return strip_tones(told) if self.bare else told


def voice_of(rng: random.Random) -> Voice:
    """One of the voices, by how often each is heard."""
    return rng.choices(VOICES, HOW_MANY)[0]


def compose(rng: random.Random, playbook: Playbook, voice: Voice | None = None) -> Story:
    """A story of a playbook: short, middling or long."""
    voice = voice or voice_of(rng)
    stage = rng.choices(_STAGES, (45, 20, 35))[0]
    length = rng.choices((0, 1, 2), (25, 45, 30))[0]
    whom = rng.choice(voice.whom)
    said = [_sentence(line) for line in _told(rng, playbook, (voice, whom), stage, length)]
    bare = rng.random() < (0.3 if length == 0 else 0.14)
    return Story(tuple(said), playbook.id, stage, bare)


def two_events(rng: random.Random, one: Playbook, other: Playbook) -> Story:
    """Two things that happened to one resident, told in one go: a case to be split."""
    voice = voice_of(rng)
    first, second = compose(rng, one, voice), compose(rng, other, voice)
    # Nobody greets twice.
    rest = [said for said in second.sentences if said not in voice.openings]
    bridge = rng.choice(
        (
            f"Còn một chuyện khác nữa {voice.me} kể luôn.",
            "Tuần trước đó thì bị một vụ hoàn toàn khác.",
            f"Sẵn đây {voice.me} hỏi thêm vụ thứ hai.",
        )
    )
    stages = {first.stage, second.stage}
    stage = next(s for s in reversed(_STAGES) if s in stages)
    return Story((*first.sentences, bridge, *rest), one.id, stage)


def told_again(rng: random.Random, story: Story) -> Story:
    """The same event from somebody else, or told once more: nearly the same words."""
    kept = list(story.sentences)
    if len(kept) > 3:  # noqa: PLR2004  # below it too little would be left in common
        kept.pop(rng.randrange(len(kept)))
    also = rng.choice(
        (
            "Hôm trước đã kể rồi mà chưa thấy trả lời.",
            "Kể lại lần nữa cho chắc.",
            "Người nhà có nhắn rồi, đây kể thêm cho rõ.",
        )
    )
    return Story((also, *kept), story.playbook_id, story.stage, story.bare)


def _told(
    rng: random.Random, playbook: Playbook, by: tuple[Voice, str], stage: Stage, length: int
) -> Iterator[str]:
    voice, whom = by
    steps = _steps(rng, playbook, stage, length)
    if length:
        yield rng.choice(voice.openings)
    if length > 1:
        yield rng.choice(voice.scenes)
    then = rng.sample(voice.then, len(voice.then))
    for number, step in enumerate(steps):
        begin = voice.they if not number else then[number % len(then)]
        if number and rng.random() < _SAYS_WHO:
            begin += f" {voice.they}"
        # A step may name two ways of doing it; one resident has met one of them.
        done = rng.choice(step.split(", hoặc "))
        yield f"{begin} {_about(done, whom)}."
    if length and (phrases := _phrases(rng, playbook)):
        one, two = phrases
        yield rng.choice(voice.quotes).format(one=one, two=two)
    if length > 1:
        sign = _about(rng.choice(playbook.pattern.warning_signs).sign, whom)
        first = sign if sign[:2].isupper() else sign[0].lower() + sign[1:]
        yield rng.choice(voice.doubts).format(sign=first)
    if length and rng.random() < _TELLS_NUMBERS:
        yield rng.choice(_PAID_TO if stage is Stage.PAID else _CALLED_FROM)
    yield _end(rng, voice, whom, stage)
    if not length:
        yield rng.choice(voice.asks)
    else:
        lost = voice.after_loss if stage is Stage.PAID else ()
        yield rng.choice((*voice.closings, *lost))


def _steps(rng: random.Random, playbook: Playbook, stage: Stage, length: int) -> Sequence[str]:
    """Some of the script's steps in order, none beyond the stage, the last one of the stage."""
    reached = [s for s in playbook.pattern.script if _STAGES.index(s.stage) <= _STAGES.index(stage)]
    if not reached:
        reached = list(playbook.pattern.script[:1])
    wanted = min(len(reached), 1 + length + (length > 1))
    last = max(i for i, s in enumerate(reached) if s.stage == reached[-1].stage)
    chosen = {last, *rng.sample(range(len(reached)), wanted)}
    return [step.step for i, step in enumerate(reached) if i in sorted(chosen)]


def _phrases(rng: random.Random, playbook: Playbook) -> tuple[str, str] | None:
    """Two phrases of the warning signs, none in the first person."""
    found = [
        phrase
        for sign in playbook.pattern.warning_signs
        for phrase in sign.phrases
        if "tôi" not in phrase.split()
    ]
    one, two = rng.sample(found, 2) if len(found) > 1 else (None, None)
    return (one, two) if one and two else None


def _end(rng: random.Random, voice: Voice, whom: str, stage: Stage) -> str:
    lines = {
        Stage.APPROACH: voice.nothing_given,
        Stage.INFO_GIVEN: voice.given,
        Stage.PAID: voice.lost,
    }
    amount = rng.choice(rng.choices(AMOUNTS, _AMOUNT_WEIGHTS)[0])
    return rng.choice(lines[stage]).format(whom=whom, me=voice.me, amount=amount)


def _about(line: str, whom: str) -> str:
    """A line about 'you' told of somebody."""
    return _YOU.sub(whom, line)


def _sentence(line: str) -> str:
    return line[0].upper() + line[1:]
