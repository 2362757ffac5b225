"""The three digits on the back of a card.

Source: FACTS 6 (after 'cvv'); residents call them 'ba số sau lưng thẻ'.
"""

import re
from collections.abc import Iterator

from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_CVV = re.compile(
    r"(?:\bcvv2?|\bcvc2?|\bcv2|\bcsc|(?:3|ba) (?:chu )?so (?:o )?(?:mat |phia |dang "
    r")?(?:sau|cuoi|bao mat|bi mat)"
    r"(?: (?:lung|the|cua|cai)){0,4})[^<>\d]{0,25}?(?<![\d.,])(\d{3,4})(?![\d.,]\d|\d|k|tr| "
    r"?%| ?(?:trieu|ngan|dong|ngay|phut)\b)"
)


def _find(reading: Reading) -> Iterator[Span]:
    for found in _CVV.finditer(reading.digits):
        yield found.span(1)


CVV = Recognizer("cvv", "<CVV>", _find)
