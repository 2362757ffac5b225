"""The Rasa component: hands Rasa's objects to the plain modules and back."""

from __future__ import annotations

import dataclasses
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import InvalidConfigException, RasaException
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components import model_files, training
from components.linear_model import LinearModel  # noqa: TC001 - see below
from components.settings import Settings, SettingsError

# These imports must exist at run time, not only for type checkers: Rasa reads
# the annotations of create, load, train and process to check its graph.


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class VietnameseIntentClassifier(IntentClassifier, GraphComponent):
    """Linear intent classifier for Vietnamese typed with, without or with odd tones."""

    def __init__(
        self,
        settings: Settings,
        storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        """Make a component; `model` is None until it was trained or loaded."""
        self._settings = settings
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def required_packages() -> list[str]:
        """Name the packages that must be importable."""
        return ["numpy", "scipy", "sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the defaults; components/settings.py says what each one means."""
        return dataclasses.asdict(Settings())

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Reject unknown or impossible settings before anything runs."""
        _settings(config)

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
    ) -> VietnameseIntentClassifier:
        """Make the untrained component."""
        return cls(_settings(config), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa's signature
        **kwargs: Any,  # noqa: ANN401, ARG003 - Rasa's signature
    ) -> VietnameseIntentClassifier:
        """Make the trained component from the files that `train` wrote."""
        with model_storage.read_from(resource) as folder:
            try:
                model = model_files.load(folder)
            except model_files.ModelFormatError as error:
                raise RasaException(str(error)) from error
        return cls(_settings(config), model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Train on every example that has a text and an intent; store the model."""
        examples = [
            (example.get(TEXT), example.get(INTENT))
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT)
        ]
        texts = [text for text, _ in examples]
        intents = [intent for _, intent in examples]
        try:
            self._model, report = training.train(texts, intents, self._settings)
        except training.TrainingDataError as error:
            raise RasaException(str(error)) from error
        with self._storage.write_to(self._resource) as folder:
            model_files.save(self._model, report, folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and intent_ranking, with all intents, on each message."""
        if self._model is None:
            message = "the intent classifier was asked before it was trained"
            raise RasaException(message)
        for message in messages:
            ranking = [
                {"name": name, "confidence": confidence}
                for name, confidence in self._model.ranking(message.get(TEXT) or "")
            ]
            message.set(INTENT, dict(ranking[0]), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages


def _settings(config: dict[str, Any]) -> Settings:
    try:
        return Settings.from_config(config)
    except SettingsError as error:
        raise InvalidConfigException(str(error)) from error
