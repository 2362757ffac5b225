"""Everything that a resident pasted, examined in one go. Nothing is opened, nothing is fetched."""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from casework.evidence.accounts import AccountExaminer
from casework.evidence.base import once
from casework.evidence.brand_names import BrandNames
from casework.evidence.finding import Finding
from casework.evidence.links.candidates import find_links
from casework.evidence.links.judge import LinkJudge
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.pasted import Pasted
from casework.evidence.payment_code import CodeExaminer, CodeKind, kind_of
from casework.evidence.phones import PhoneExaminer
from casework.evidence.watched import WatchList
from casework.playbooks.help_channels import HelpChannels, today
from casework.privacy.texts import RawText

logger = logging.getLogger(__name__)

MOST_FINDINGS = 20
"""Of one message: nobody reads more, and whoever pastes a phone book is looking somebody up."""


class Examiner:
    """Implements `casework.evidence.base.Examines` over the data files and the watch list."""

    def __init__(
        self,
        official: OfficialDomains,
        help_channels: HelpChannels,
        watch_list: WatchList,
        today: Callable[[], date] = today,
    ) -> None:
        self._names = BrandNames(official)
        self._links = LinkJudge(official, watch_list, today)
        self._phones = PhoneExaminer(watch_list, help_channels, today)
        self._accounts = AccountExaminer(official, watch_list)
        self._codes = CodeExaminer(official, watch_list)

    def examine(self, text: RawText, codes: Sequence[str] = ()) -> tuple[Finding, ...]:
        """Examine a text and codes. What fails is left out: help must not wait for it."""
        try:
            return once(self._found(text, codes))[:MOST_FINDINGS]
        except Exception as error:  # noqa: BLE001  # without findings the words are still answered
            # Only the class: the message of an exception may quote the resident.
            logger.error("examining failed: %s", type(error).__name__)  # noqa: TRY400
            return ()

    def _found(self, text: RawText, codes: Sequence[str]) -> Iterator[Finding]:
        pasted = Pasted.of(text)
        links = find_links(text)
        named = self._names.named_in(pasted, [(link.start, link.end) for link in links])
        brands = frozenset(name.brand for name in named)
        for link in links:
            yield self._links.judge(link, brands)
        for code in codes:
            in_code = find_links(code) if kind_of(code) is CodeKind.WEB else ()
            for link in in_code:
                yield self._links.judge(link, brands)
            if not in_code:
                yield from self._codes.examine(code, brands, pasted)
        yield from self._phones.examine(pasted, brands)
        yield from self._accounts.examine(pasted, named)
