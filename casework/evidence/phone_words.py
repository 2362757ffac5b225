"""Sentences about telephone numbers, and the findings they belong to."""

from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumberType, carrier

from casework.evidence.calling_numbers import CallingNumber
from casework.evidence.calling_places import area_of, country_of
from casework.evidence.finding import Finding, Kind, Verdict
from casework.evidence.hotlines import Hotline
from casework.evidence.shown_numbers import masked_phone

# ITU-T E.164, as in the library phonenumbers: Inmarsat, satellite networks, shared networks.
_SATELLITE = ("+870", "+881", "+882", "+883")
_PAID = "1900"
FIXED_LINES = frozenset({PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE})


def finding(
    verdict: Verdict,
    number: CallingNumber,
    reason: str,
    brand: str | None = None,
    playbook: str | None = None,
) -> Finding:
    """A finding about a number, of which only a part is shown."""
    return Finding(Kind.PHONE, verdict, masked_phone(_dialled(number)), reason, brand, playbook)


def _dialled(number: CallingNumber) -> str:
    return f"+{number.digits}" if number.plus else number.digits


def poses(number: CallingNumber, hotline: Hotline) -> Finding:
    """It poses as a hotline."""
    verdict, playbook = Verdict.POSES_AS_HOTLINE, hotline.playbook
    if hotline.is_short:
        # '0113' is nobody's number: it may be shown whole.
        reason = f"Số này làm giống số {hotline.written} nhưng không phải. Đừng gọi lại."
        return Finding(Kind.PHONE, verdict, _dialled(number), reason, playbook=playbook)
    reason = (
        f"Số này gần giống tổng đài {hotline.name} ({hotline.written}) nhưng không phải. "
        "Đừng gọi lại."
    )
    return finding(verdict, number, reason, hotline.channel, playbook)


def genuine(number: CallingNumber, hotline: Hotline) -> Finding:
    """It is a hotline's number; that makes no call genuine."""
    reason = (
        f"Đúng số của {hotline.name} ({hotline.written}). Nhưng số hiện trên máy có thể bị giả: "
        "muốn hỏi thì tự bấm số mà gọi."
    )
    return finding(Verdict.UNKNOWN, number, reason)


def service(number: CallingNumber) -> Finding:
    """A 1900 or 1800 number of nobody we know."""
    if number.digits.startswith(_PAID):
        reason = "Tổng đài 1900: gọi tới phải trả cước. Tôi không biết tổng đài này của ai."
    else:
        reason = "Tổng đài 1800: gọi không mất cước. Tôi không biết tổng đài này của ai."
    return finding(Verdict.SERVICE, number, reason)


def of_phone(
    number: CallingNumber, parsed: phonenumbers.PhoneNumber, *, everything: bool
) -> Finding | None:
    """What its prefix tells; `everything`: also the operator of a mobile number."""
    international = number.international
    if international.startswith(_SATELLITE):
        reason = (
            f"Đầu số {international[:4]} là của mạng vệ tinh, mạng quốc tế, không phải máy ở Việt "
            "Nam. Đừng gọi lại: cước rất cao."
        )
        return finding(Verdict.SATELLITE, number, reason)
    if not international.startswith("+84"):
        return _foreign(number, parsed)
    return next(_at_home(number, parsed, everything=everything), None)


def _foreign(number: CallingNumber, parsed: phonenumbers.PhoneNumber) -> Finding | None:
    # Only a plus says for sure that a code of a country follows.
    if not number.plus and not phonenumbers.is_valid_number(parsed):
        return None
    country = country_of(parsed)
    where = f"+{parsed.country_code}, {country}" if country else f"+{parsed.country_code}"
    reason = (
        f"Đầu số nước ngoài ({where}). Ai gọi số này mà xưng công an, ngân hàng hay nhà mạng ở "
        "Việt Nam thì đừng tin; đừng gọi lại."
    )
    return finding(Verdict.FOREIGN, number, reason)


def _at_home(
    number: CallingNumber, parsed: phonenumbers.PhoneNumber, *, everything: bool
) -> Iterator[Finding]:
    kind = phonenumbers.number_type(parsed)
    if kind in FIXED_LINES and (area := area_of(str(parsed.national_number))):
        code, name = area
        reason = (
            f"Số cố định, mã vùng {code} ({name}). Kẻ lừa cũng gọi bằng số cố định; "
            "đừng vì vậy mà tin."
        )
        yield finding(Verdict.UNKNOWN, number, reason)
    elif kind == PhoneNumberType.MOBILE and everything:
        operator = carrier.name_for_number(parsed, "vi")
        of_whom = f"Đầu số của {operator}; chuyển mạng giữ số nên có thể khác. " if operator else ""
        yield finding(Verdict.UNKNOWN, number, f"{of_whom}Tôi không biết số này của ai.")
