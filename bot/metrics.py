"""The figures of the residents' door: how fast, how well, how much. Nothing names anybody."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily

from bot.channels.base import OnMessage
from bot.messages import InboundMessage, Reply
from casework.deliveries.figures import Figure
from casework.evidence.finding import Finding
from casework.intake import Intake, Understanding
from casework.metering.labels import CHANNELS, KINDS, channel_label, kind_label, model_label
from casework.privacy.texts import RawText, RedactedText
from casework.understanding.base import Interpretation, Interpreter, InterpreterUnavailable

SECONDS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
"""Between which the times are counted. A second is what is promised."""

HEARD_LATELY = 600.0
"""Seconds for which a model version is shown after its last answer."""

MOST_MODELS = 4
"""Shown at the same time: a server that names another one in each answer fills no memory."""


class BotMetrics:
    """All figures of a bot's process, in a registry of its own (casework/metering/)."""

    def __init__(
        self, registry: CollectorRegistry, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._answers = Histogram(
            "canhgiac_answer_seconds",
            "Working out the answer to a message: no waiting for more messages, no sending.",
            ["channel"],
            buckets=SECONDS,
            registry=registry,
        )
        self._interpreting = Histogram(
            "canhgiac_interpret_seconds",
            "Answers of the NLU server.",
            buckets=SECONDS,
            registry=registry,
        )
        self._failures = Counter(
            "canhgiac_interpret_failures", "NLU servers that did not answer.", registry=registry
        )
        self._fallbacks = Counter(
            "canhgiac_fallbacks", "Stories read by phrases, not by the model.", registry=registry
        )
        self._redactions = Counter(
            "canhgiac_redactions",
            "Stories in which this kind of personal data was destroyed.",
            ["kind"],
            registry=registry,
        )
        self._events = Counter(
            "canhgiac_channel_events",
            "What happens on the channels (casework/deliveries/figures.py).",
            ["channel", "figure"],
            registry=registry,
        )
        self._quota = Gauge(
            "canhgiac_quota_left",
            "Messages that the platform still allows.",
            ["channel"],
            registry=registry,
        )
        self._emergencies = Counter(
            "canhgiac_emergency_answers",
            "Answers that were the emergency advice because answering failed.",
            registry=registry,
        )
        self._models = _Models(clock)
        registry.register(self._models)
        self._begin_at_nought()

    def measured(self, answer: OnMessage) -> OnMessage:
        """The same, with its time counted."""

        async def timed(message: InboundMessage) -> Sequence[Reply]:
            began = self._clock()
            try:
                return await answer(message)
            finally:
                self.answered(message.channel, self._clock() - began)

        return timed

    def answered(self, channel: str, seconds: float) -> None:
        """An answer was worked out."""
        self._answers.labels(channel_label(channel)).observe(seconds)

    def interpreted(self, seconds: float, model: str | None) -> None:
        """The NLU server has answered, with this model version."""
        self._interpreting.observe(seconds)
        if model is not None:
            self._models.heard(model_label(model))

    def interpreting_failed(self) -> None:
        """The NLU server has not answered."""
        self._failures.inc()

    def understood(self, told: Understanding) -> None:
        """A story was read: by whom, and what was destroyed in it."""
        if told.interpretation.source == "phrases":
            self._fallbacks.inc()
        self.redacted(told.redacted_kinds)

    def redacted(self, kinds: "frozenset[str]") -> None:
        """Personal data of these kinds was destroyed in a text."""
        for kind in kinds:
            self._redactions.labels(kind_label(kind)).inc()

    def emergency(self) -> None:
        """Answering failed: the emergency advice went out in its place."""
        self._emergencies.inc()

    def happened(self, channel: str, figure: Figure) -> None:
        """Something was counted on a channel: this watches `Figures`."""
        self._events.labels(channel_label(channel), figure.value).inc()

    def has_quota_left(self, channel: str, messages: int) -> None:
        """A platform has said how many messages it still allows."""
        self._quota.labels(channel_label(channel)).set(messages)

    def _begin_at_nought(self) -> None:
        """What has not happened yet is 0, not missing: the first one would not be seen to rise."""
        for channel in CHANNELS:
            self._answers.labels(channel)
            for figure in Figure:
                if figure is not Figure.QUOTA_LEFT:
                    self._events.labels(channel, figure.value)
        for kind in KINDS:
            self._redactions.labels(kind)


class _Models:
    """The model versions that have answered lately: more than one while servers go over."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._heard_at: dict[str, float] = {}

    def heard(self, model: str) -> None:
        # Put behind: the one not heard of for longest is forgotten first.
        self._heard_at.pop(model, None)
        self._heard_at[model] = self._clock()
        while len(self._heard_at) > MOST_MODELS:
            del self._heard_at[next(iter(self._heard_at))]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        shown = GaugeMetricFamily(
            "canhgiac_model_info",
            "Model versions that have answered in the last ten minutes (value 1).",
            labels=["model"],
        )
        lately = self._clock() - HEARD_LATELY
        for model, at in self._heard_at.items():
            if at > lately:
                shown.add_metric([model], 1)
        yield shown


class MeasuredInterpreter:
    """Counts the time of the interpreter that it asks, what it fails, and which model answers."""

    def __init__(
        self,
        interpreter: Interpreter,
        metrics: BotMetrics,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._interpreter = interpreter
        self._metrics = metrics
        self._clock = clock

    async def interpret(self, utterance: RedactedText) -> Interpretation:
        """Rank the intents. Raises InterpreterUnavailable."""
        began = self._clock()
        try:
            told = await self._interpreter.interpret(utterance)
        except InterpreterUnavailable:
            self._metrics.interpreting_failed()
            raise
        self._metrics.interpreted(self._clock() - began, told.model)
        return told


@dataclass(frozen=True)
class MeasuredIntake(Intake):
    """An intake that shows each story that it has understood to `noticed`."""

    noticed: Callable[[Understanding], None] = field(default=lambda _told: None)

    async def understand(
        self,
        raw: RawText,
        *,
        codes: Sequence[str] = (),
        found_before: Sequence[Finding] = (),
    ) -> Understanding:
        """Examine, redact, interpret, decide, match. Keeps nothing."""
        told = await Intake.understand(self, raw, codes=codes, found_before=found_before)
        self.noticed(told)
        return told
