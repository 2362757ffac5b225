from collections.abc import Sequence

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import generate_latest

from bot.messages import InboundMessage, Reply
from bot.metrics import HEARD_LATELY, MOST_MODELS, BotMetrics, MeasuredIntake, MeasuredInterpreter
from casework.deliveries.figures import Figure, Figures
from casework.metering.labels import CHANNELS, KINDS, OTHER
from casework.metering.process_figures import registry_of
from casework.playbooks.library import Library
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.understanding.base import (
    BrokenInterpreter,
    FixedInterpreter,
    Interpretation,
    InterpreterUnavailable,
    RankedIntent,
)
from casework.understanding.phrases import InterpreterWithStandIn, PhraseInterpreter

SAID = RawText("tên tôi là Nguyễn Thị Hoa, 0912345678, nó kêu chuyển tiền chứng minh trong sạch")
MODEL, NEXT = "canhgiac-0123456789ab", "canhgiac-ba9876543210"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Model:
    """An NLU server that takes its time and names its version."""

    def __init__(self, clock: Clock, name: str | None = MODEL) -> None:
        self._clock = clock
        self.name = name

    async def interpret(self, utterance: RedactedText) -> Interpretation:
        assert utterance
        self._clock.now += 0.25
        return Interpretation((RankedIntent("gibberish", 0.9),), source="rasa", model=self.name)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def metrics(registry: CollectorRegistry, clock: Clock) -> BotMetrics:
    return BotMetrics(registry, clock)


def value(registry: CollectorRegistry, name: str, **labels: str) -> float | None:
    return registry.get_sample_value(name, labels)


async def test_the_time_of_an_answer_is_counted_on_its_channel(
    metrics: BotMetrics, registry: CollectorRegistry, clock: Clock
) -> None:
    async def answer(message: InboundMessage) -> Sequence[Reply]:
        clock.now += 0.4
        return (Reply(message.channel),)

    replies = await metrics.measured(answer)(InboundMessage("telegram", "7041", SAID))
    assert replies == (Reply("telegram"),)
    assert value(registry, "canhgiac_answer_seconds_sum", channel="telegram") == pytest.approx(0.4)
    within = {
        le: value(registry, "canhgiac_answer_seconds_bucket", channel="telegram", le=le)
        for le in ("0.3", "0.5", "1.0")
    }
    assert within == {"0.3": 0, "0.5": 1, "1.0": 1}
    assert value(registry, "canhgiac_answer_seconds_count", channel="web") == 0


async def test_an_answer_that_fails_is_counted_too(
    metrics: BotMetrics, registry: CollectorRegistry
) -> None:
    async def fails(_message: InboundMessage) -> Sequence[Reply]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await metrics.measured(fails)(InboundMessage("web", "1", SAID))
    metrics.emergency()
    assert value(registry, "canhgiac_answer_seconds_count", channel="web") == 1
    assert value(registry, "canhgiac_emergency_answers_total") == 1


async def test_the_servers_answers_are_timed_and_its_model_is_named(
    metrics: BotMetrics, registry: CollectorRegistry, clock: Clock
) -> None:
    measured = MeasuredInterpreter(Model(clock), metrics, clock)
    told = await measured.interpret(redact(SAID).text)
    assert told.model == MODEL
    assert value(registry, "canhgiac_interpret_seconds_sum") == pytest.approx(0.25)
    assert value(registry, "canhgiac_model_info", model=MODEL) == 1


async def test_a_server_that_fails_is_counted_and_still_fails(
    metrics: BotMetrics, registry: CollectorRegistry
) -> None:
    with pytest.raises(InterpreterUnavailable):
        await MeasuredInterpreter(BrokenInterpreter(), metrics).interpret(redact(SAID).text)
    assert value(registry, "canhgiac_interpret_failures_total") == 1
    assert value(registry, "canhgiac_interpret_seconds_count") == 0


async def test_a_story_read_by_phrases_is_a_fallback_and_one_read_by_the_model_is_none(
    metrics: BotMetrics, registry: CollectorRegistry, library: Library
) -> None:
    stand_in = PhraseInterpreter(library.score_by_phrases)
    for first, fallbacks in ((FixedInterpreter({}), 0), (BrokenInterpreter(), 1)):
        interpreter = InterpreterWithStandIn(MeasuredInterpreter(first, metrics), stand_in)
        intake = MeasuredIntake(interpreter, library, noticed=metrics.understood)
        told = await intake.understand(SAID)
        assert "Hoa" not in told.text
        assert value(registry, "canhgiac_fallbacks_total") == fallbacks


async def test_also_a_server_that_is_left_alone_makes_fallbacks(
    metrics: BotMetrics, registry: CollectorRegistry, library: Library, clock: Clock
) -> None:
    class Hanging(BrokenInterpreter):
        async def interpret(self, utterance: RedactedText) -> Interpretation:
            clock.now += 1
            return await super().interpret(utterance)

    first = MeasuredInterpreter(Hanging(), metrics, clock)
    stand_in = PhraseInterpreter(library.score_by_phrases)
    interpreter = InterpreterWithStandIn(first, stand_in, clock)
    intake = MeasuredIntake(interpreter, library, noticed=metrics.understood)
    for _ in range(3):
        await intake.understand(SAID)
    assert value(registry, "canhgiac_interpret_failures_total") == 1
    assert value(registry, "canhgiac_fallbacks_total") == 3


async def test_each_kind_that_was_destroyed_in_a_story_is_counted_once(
    metrics: BotMetrics, registry: CollectorRegistry, library: Library
) -> None:
    intake = MeasuredIntake(FixedInterpreter({}), library, noticed=metrics.understood)
    told = await intake.understand(RawText(f"{SAID}; số kia 0987654321"))
    assert {"phone", "person_name"} <= told.redacted_kinds
    # Redacted words read again, as when a story goes on: nothing was destroyed.
    await intake.understand(RawText(told.text))
    for kind in KINDS:
        expected = 1 if kind in told.redacted_kinds else 0
        assert value(registry, "canhgiac_redactions_total", kind=kind) == expected, kind


def test_what_the_channels_count_is_seen_at_once(
    metrics: BotMetrics, registry: CollectorRegistry
) -> None:
    figures = Figures()
    figures.count("telegram", Figure.TAKEN)
    figures.watched_by(metrics)
    for _ in range(2):
        figures.count("telegram", Figure.PUT_OFF)
    figures.set_quota_left("zalo_oa", 12)
    name = "canhgiac_channel_events_total"
    assert value(registry, name, channel="telegram", figure="taken") == 0, "before it watched"
    assert value(registry, name, channel="telegram", figure="put_off") == 2
    assert value(registry, name, channel="web", figure="put_off") == 0
    assert value(registry, name, channel="zalo_oa", figure="quota_left") is None
    assert value(registry, "canhgiac_quota_left", channel="zalo_oa") == 12


async def test_a_model_is_shown_for_as_long_as_it_answers_and_ten_minutes_more(
    metrics: BotMetrics, registry: CollectorRegistry, clock: Clock
) -> None:
    for model in (MODEL, NEXT):
        await MeasuredInterpreter(Model(clock, model), metrics, clock).interpret(redact(SAID).text)
    assert value(registry, "canhgiac_model_info", model=MODEL) == 1
    clock.now += HEARD_LATELY - 1
    await MeasuredInterpreter(Model(clock, NEXT), metrics, clock).interpret(redact(SAID).text)
    clock.now += 2
    assert value(registry, "canhgiac_model_info", model=MODEL) is None
    assert value(registry, "canhgiac_model_info", model=NEXT) == 1


def test_a_server_with_a_new_name_in_each_answer_fills_no_memory(
    metrics: BotMetrics, registry: CollectorRegistry
) -> None:
    for number in range(1_000):
        metrics.interpreted(0.1, f"canhgiac-{number:012x}")
    shown = generate_latest(registry).decode().count("canhgiac_model_info{")
    assert shown == MOST_MODELS
    assert value(registry, "canhgiac_model_info", model="canhgiac-0000000003e7") == 1


def test_no_label_holds_anything_but_words_of_closed_lists() -> None:
    registry = registry_of("run")
    metrics = BotMetrics(registry)
    for said in (SAID, "0912345678", "telegram 7041"):
        metrics.answered(said, 0.1)
        metrics.happened(said, Figure.TAKEN)
        metrics.has_quota_left(said, 5)
        metrics.redacted(frozenset({said}))
        metrics.interpreted(0.1, said)
    metrics.interpreted(0.1, MODEL)
    allowed = {
        "channel": {*CHANNELS, OTHER},
        "figure": {figure.value for figure in Figure},
        "kind": {*KINDS, OTHER},
        "model": {OTHER, MODEL},
        "role": {"run"},
    }
    seen = set()
    for family in registry.collect():
        for sample in family.samples:
            for label, written in sample.labels.items():
                if label != "le":
                    assert written in allowed[label], sample
                    seen.add(label)
    assert seen == set(allowed)
    assert "Hoa" not in generate_latest(registry).decode()
