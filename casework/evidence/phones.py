"""What is to be thought of the telephone numbers in a message.

An ordinary Vietnamese mobile number tells nothing, and nothing is said of it.
"""

import re
from collections.abc import Callable, Collection
from datetime import date

import phonenumbers
from phonenumbers import PhoneNumberType

from casework.evidence.calling_numbers import CallingNumber, calling_numbers
from casework.evidence.finding import Finding, Kind, Verdict
from casework.evidence.hotline_claims import says_it_calls, says_it_is
from casework.evidence.hotlines import Hotline, Hotlines, Slip
from casework.evidence.listed_reason import listed_reason
from casework.evidence.pasted import Pasted
from casework.evidence.phone_words import FIXED_LINES, finding, genuine, of_phone, poses, service
from casework.evidence.watched import WatchList
from casework.playbooks.help_channels import HelpChannels
from casework.privacy.recognizers.bank_account import BANK_ACCOUNT

_SERVICE = re.compile(r"1[89]00\d{4,6}")
_PRIVATE = FIXED_LINES | {PhoneNumberType.MOBILE}
_CALLS = re.compile(
    r"(?:\bso|goi|\bmay|hotline|tong dai|dien thoai|\bsdt|alo|nghe)\b[^\n\d]{0,20}$"
)
_NO_NUMBER = re.compile(
    r"(?:\bma\b|otp|\bpin|mat khau|\bnam\b|stk|tai khoan|hop dong|van don|ho so|\bthe\b)"
    r"[^\n\d]{0,12}$"
)
_LOOK_BACK = 30


class PhoneExaminer:
    """Examines the phones of messages against the watch list and the hotlines of today."""

    def __init__(
        self, watch_list: WatchList, help_channels: HelpChannels, today: Callable[[], date]
    ) -> None:
        self._watch_list = watch_list
        self._hotlines = Hotlines(help_channels, today)

    def examine(
        self, text: str | Pasted, named: Collection[str] = (), *, everything: bool = False
    ) -> tuple[Finding, ...]:
        """What is worth saying of the numbers in a text, each once, in order.

        `named`: ids of the brands that the text names; they tell whose disguise a number can be.
        `everything`: also say what little is known of ordinary numbers and genuine hotlines.
        """
        pasted = text if isinstance(text, Pasted) else Pasted.of(text)
        found: dict[str, Finding] = {}
        accounts: tuple[tuple[int, int], ...] | None = None
        for number in calling_numbers(pasted):
            if number.digits in found:
                continue
            if number.digits.startswith("00") and not number.plus:
                accounts = (
                    tuple(BANK_ACCOUNT.find(pasted.reading)) if accounts is None else accounts
                )
                if _is_inside(number, accounts):
                    continue
            if not number.is_phone and _NO_NUMBER.search(pasted.before(number.start, _LOOK_BACK)):
                continue
            if judged := self._judged(number, pasted, named, everything=everything):
                found[number.digits] = judged
        return tuple(found.values())

    def _judged(
        self, number: CallingNumber, pasted: Pasted, named: Collection[str], *, everything: bool
    ) -> Finding | None:
        is_service = _SERVICE.fullmatch(number.digits) is not None and not number.plus
        looked_up = number.digits if is_service else number.international
        if (is_service or number.is_phone) and (
            listed := self._watch_list.find(Kind.PHONE, looked_up)
        ):
            reason = listed_reason("Số này", listed)
            return finding(Verdict.LISTED, number, reason, playbook=listed.playbook)
        parsed = _parsed(number) if number.is_phone else None
        if parsed is None or not _is_private(parsed):
            if not number.plus and (hotline := self._hotlines.exact(number.digits)):
                return genuine(number, hotline) if everything else None
            if hotline := self._posed(number, pasted, named):
                return poses(number, hotline)
        if is_service:
            return service(number)
        return of_phone(number, parsed, everything=everything) if parsed else None

    def _posed(
        self, number: CallingNumber, pasted: Pasted, named: Collection[str]
    ) -> Hotline | None:
        before = pasted.before(number.start, _LOOK_BACK)
        if hotline := self._hotlines.dressed(number.digits, plus=number.plus):
            # '0113' in the middle of a text may be anything.
            if hotline.is_short and not number.plus and not _CALLS.search(before):
                return None
            return hotline
        for hotline, slip in self._hotlines.near(number.digits):
            if _is_disguise(hotline, slip, number, pasted, named):
                return hotline
        return None


def _is_disguise(
    hotline: Hotline, slip: Slip, number: CallingNumber, pasted: Pasted, named: Collection[str]
) -> bool:
    """Whether a near number poses; without a claim it may be anybody's."""
    if hotline.channel not in named:
        # A number that nobody has. If others are named, it is a slip in theirs.
        return slip is Slip.SHAPE and not named
    if slip is Slip.SHAPE:
        return True
    if not says_it_is(pasted, number, hotline):
        return False
    return slip is Slip.DIGIT or says_it_calls(pasted, number)


def _parsed(number: CallingNumber) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number.international)
    except phonenumbers.NumberParseException:
        return None


def _is_private(parsed: phonenumbers.PhoneNumber) -> bool:
    """Whether it is somebody's own line in Việt Nam, so that its digits prove no disguise."""
    return parsed.country_code == phonenumbers.country_code_for_region("VN") and (
        phonenumbers.number_type(parsed) in _PRIVATE
    )


def _is_inside(number: CallingNumber, accounts: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= number.start and number.end <= end for start, end in accounts)
