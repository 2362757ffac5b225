"""Payment codes as shops present them: tag, length, value; a checksum at the end.

Sources: EMV QR Code Specification for Payment Systems, Merchant-Presented Mode 1.1 (EMVCo, 2020;
as stored at studylib.net/doc/27190660): two digits of tag, two of length, the value; lengths count
characters and not bytes; the root begins with `000201` and ends with `6304` and the CRC, which is
taken over all that stands before it, tag and length of the CRC with it (ISO/IEC 13239, polynomial
1021, initial value FFFF). Templates are 26-51, 62, 64 and 80-99. The checksum was tried on five
codes that makers of such codes publish.
"""

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_BEGIN = "000201"
_CRC_TAG, _CRC_BEGIN = "63", "6304"
_CRC_DIGITS = 4
# Small letters are seen too, in codes that the apps of banks accept.
_CRC = re.compile(r"[0-9A-Fa-f]{4}")
_HEADER = re.compile(r"[0-9]{4}")
_HEADER_LENGTH = 4
_INITIAL = 0xFFFF


class NotEmvco(ValueError):
    """Không phải mã thanh toán."""


class BrokenCode(ValueError):
    """Mã thanh toán hỏng hoặc bị sửa."""


@dataclass(frozen=True, slots=True)
class Code:
    """The values of a payment code by their tags, the checksum left out."""

    values: Mapping[str, str] = field(repr=False)

    def template(self, tag: str) -> dict[str, str] | None:
        """What is nested in a tag; None if the tag is not there. Raises BrokenCode."""
        value = self.values.get(tag)
        return None if value is None else parse_values(value)


def is_emvco(content: str) -> bool:
    """Whether it begins like a payment code; it may still be broken."""
    return content.strip().startswith(_BEGIN)


def parse(content: str) -> Code:
    """Read a code. Raises NotEmvco, or BrokenCode if a length or the checksum is wrong.

    Unknown tags are kept. A tag that comes twice is refused: two readers could see two accounts.
    """
    stripped = content.strip()
    if not stripped.startswith(_BEGIN):
        raise NotEmvco
    body, crc = stripped[:-_CRC_DIGITS], stripped[-_CRC_DIGITS:]
    if not body.endswith(_CRC_BEGIN) or not _CRC.fullmatch(crc):
        raise BrokenCode
    if checksum(body) != crc.upper():
        raise BrokenCode
    values = parse_values(body.removesuffix(_CRC_BEGIN))
    if _CRC_TAG in values:
        raise BrokenCode
    return Code(values)


def checksum(body: str) -> str:
    """CRC-16/CCITT-FALSE of everything up to and with '6304', as four capital letters."""
    try:
        encoded = body.encode()
    except UnicodeEncodeError:
        raise BrokenCode from None
    return f"{binascii.crc_hqx(encoded, _INITIAL):04X}"


def parse_values(text: str) -> dict[str, str]:
    """The values of one level. Raises BrokenCode."""
    values: dict[str, str] = {}
    place = 0
    while place < len(text):
        if not _HEADER.match(text, place):
            raise BrokenCode
        tag, length = text[place : place + 2], int(text[place + 2 : place + _HEADER_LENGTH])
        start = place + _HEADER_LENGTH
        place = start + length
        # Some makers write empty values, against the letter of the specification.
        if place > len(text) or tag in values:
            raise BrokenCode
        values[tag] = text[start:place]
    return values
