"""What our Rasa components share: training, storing and loading a linear model."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, ClassVar, Final

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import InvalidConfigException, RasaException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components import model_files, training
from components.linear_model import LinearModel  # noqa: TC001 - see below
from components.settings import Settings, SettingsError
from components.text_views import Views

if TYPE_CHECKING:
    from collections.abc import Collection

    from components.training import HeldOut

# The other imports must exist at run time, not only for type checkers: Rasa reads
# the annotations of create, load, train and process to check its graph.


_VIEWS: Final = "views"


class LinearComponent(IntentClassifier, GraphComponent):
    """A classifier of whole texts. A subclass says what it learns and answers."""

    # Settings of config.yml that are the subclass's own and do not shape the model.
    own_settings: ClassVar[dict[str, Any]] = {}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource
    ) -> None:
        """Make a component without a model: it is trained or loaded next."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model: LinearModel | None = None
        self._facts: dict[str, Any] = {}
        # Which model this belongs to; known only when it was loaded from one.
        self.model_id: str | None = None

    def examples(self, training_data: TrainingData) -> list[tuple[str, str]]:
        """Give the texts with their labels."""
        raise NotImplementedError  # pragma: no cover - every subclass has its own

    def harmless(self) -> Collection[str]:
        """Name the labels that are nothing to warn of."""
        return ()

    def found_out(self, held_out: HeldOut) -> dict[str, Any]:
        """Give what is to be stored of how the model does on texts it had not seen."""
        raise NotImplementedError  # pragma: no cover - every subclass has its own

    def answer(self, message: Message, ranking: list[dict[str, Any]]) -> None:
        """Set on the message what follows from the ranking."""
        raise NotImplementedError  # pragma: no cover - every subclass has its own

    @staticmethod
    def required_packages() -> list[str]:
        """Name the packages that must be importable."""
        return ["numpy", "scipy", "sklearn"]

    @classmethod
    def get_default_config(cls) -> dict[str, Any]:
        """Give the defaults; components/settings.py says what each one means."""
        return {**dataclasses.asdict(Settings()), **cls.own_settings}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Reject unknown or impossible settings before anything runs."""
        cls._settings(config)
        for name, default in cls.own_settings.items():
            value = config.get(name, default)
            if not isinstance(value, type(default)):
                wanted = type(default).__name__
                message = f"config.yml: {name} is {value!r}; allowed: {wanted}"
                raise InvalidConfigException(message)

    @classmethod
    def fingerprint_addon(
        cls,
        config: dict[str, Any],  # noqa: ARG003 - Rasa's signature
    ) -> str | None:
        """Make Rasa train anew when any of our modules changed."""
        return model_files.code_hash()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa's signature
    ) -> LinearComponent:
        """Make the untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,  # noqa: ANN401, ARG003 - Rasa's signature
    ) -> LinearComponent:
        """Make the trained component from the files that `train` wrote."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            try:
                component._model = model_files.load(folder)
            except model_files.ModelFormatError as error:
                raise RasaException(str(error)) from error
            component._facts = model_files.facts(folder)
        component.model_id = execution_context.model_id
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the examples; store the model and what was found out about it."""
        examples = self.examples(training_data)
        texts = [text for text, _ in examples]
        labels = [label for _, label in examples]
        settings = self._settings(self._config)
        try:
            trained = training.train(texts, labels, settings, self.harmless())
        except training.TrainingDataError as error:
            message = f"{type(self).__name__}: {error}"
            raise RasaException(message) from error
        self._model, held_out = trained
        self._facts = self.found_out(held_out)
        with self._storage.write_to(self._resource) as folder:
            model_files.save(self._model, self._facts, folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Answer on each message."""
        if self._model is None:
            message = f"{type(self).__name__} was asked before it was trained"
            raise RasaException(message)
        for message in messages:
            # Whichever component comes first leaves them for the next.
            views = message.get(_VIEWS) or Views.of(message.get(TEXT) or "")
            message.set(_VIEWS, views)
            ranking = [
                {"name": name, "confidence": confidence}
                for name, confidence in self._model.ranking(views)
            ]
            self.answer(message, ranking)
        return messages

    @classmethod
    def _settings(cls, config: dict[str, Any]) -> Settings:
        shaping = {
            name: value
            for name, value in config.items()
            if name not in cls.own_settings
        }
        try:
            return Settings.from_config(shaping)
        except SettingsError as error:
            raise InvalidConfigException(str(error)) from error
