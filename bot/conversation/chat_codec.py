"""A running conversation as text, for whoever keeps it between two turns, and back again.

By cattrs, from the types of the fields. Three things are not as they stand there: of a playbook
that was matched only its id is kept, a text counts as redacted because it was when it was sealed,
and a conversation that this version cannot read begins anew: better than to answer out of place.
"""

import logging
from uuid import UUID

from cattrs.preconf.json import JsonConverter, make_converter

from bot.conversation.chat import Awaiting, Chat, Consent
from casework.playbooks.library import Library, Match, Quote
from casework.privacy.redactor import redacted_before
from casework.privacy.texts import RedactedText

logger = logging.getLogger(__name__)


class UnknownPlaybook(Exception):
    """Kịch bản này không còn trong bộ kịch bản đang dùng."""


class ChatCodec:
    """Writes and reads conversations; `library` knows the playbooks."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._converter = self._converter_made()

    def dump(self, chat: Chat) -> str:
        """The conversation as JSON. Its words are redacted."""
        return self._converter.dumps(chat, ensure_ascii=False)

    def load(self, kept: str) -> Chat | None:
        """The conversation; None if it was written by a version that this one does not read."""
        try:
            return self._converter.loads(kept, Chat)
        except Exception as error:  # noqa: BLE001  # whatever another version has written
            logger.warning("a running chat begins anew: %s", type(error).__name__)
            return None

    def _converter_made(self) -> JsonConverter:
        converter = make_converter(detailed_validation=False, forbid_extra_keys=True)
        converter.register_structure_hook(RedactedText, lambda text, _: redacted_before(str(text)))
        converter.register_unstructure_hook(RedactedText, str)
        for choice in (Awaiting, Consent):
            # By name: numbers move when a choice is added, and another version may read it.
            converter.register_unstructure_hook(choice, lambda chosen: chosen.name)
            converter.register_structure_hook(choice, lambda name, kind: kind[name])
        converter.register_unstructure_hook(UUID, str)
        converter.register_structure_hook(UUID, lambda text, _: UUID(text))
        converter.register_unstructure_hook(Match, self._match_kept)
        converter.register_structure_hook(Match, self._match_read)
        return converter

    def _match_kept(self, match: Match) -> dict[str, object]:
        return {
            "playbook": match.playbook.id,
            "quotes": [[quote.words, quote.sign] for quote in match.quotes],
            "reached": match.reached,
        }

    def _match_read(self, kept: dict[str, object], _: object) -> Match:
        playbook, quotes, reached = str(kept["playbook"]), kept["quotes"], kept["reached"]
        if playbook not in self._library:
            raise UnknownPlaybook
        if not isinstance(quotes, list) or not isinstance(reached, int):
            raise TypeError
        told = tuple(Quote(str(words), str(sign)) for words, sign in quotes)
        return Match(self._library.get(playbook), told, reached)
