"""Who issues a document and who signs it, in the form of Decree 30/2020/NĐ-CP.

What only the clerk and the signer know (number, day, name) is left blank: nothing is invented.
"""

from dataclasses import dataclass

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER = "Số: ……/BC-……"
RECIPIENTS = "Nơi nhận:"
RECIPIENT_LINES = ("- ……………………;", "- ……………………;", "- Lưu: VT, ………")
BLANK = "……………………"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office above, the issuing office, the place, and as what somebody signs.

    Whatever is empty is printed as dots, to be filled in by hand.
    """

    parent: str = ""
    office: str = ""
    place: str = ""
    signed_as: str = ""

    @property
    def parent_line(self) -> str:
        """The office above, in capitals."""
        return _or_dots(self.parent).upper()

    @property
    def office_line(self) -> str:
        """The issuing office, in capitals."""
        return _or_dots(self.office).upper()

    @property
    def place_line(self) -> str:
        """Place and day; the day is the clerk's."""
        return f"{self.place.strip() or '………'}, ngày …… tháng …… năm ………"

    @property
    def signer_line(self) -> str:
        """As what somebody signs, in capitals."""
        return _or_dots(self.signed_as).upper()


def _or_dots(text: str) -> str:
    return text.strip() or BLANK
