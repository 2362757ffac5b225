"""What a resident reads about a link: one or two short sentences, on a phone, perhaps in fright."""

import re
import unicodedata
from datetime import date

from casework.evidence.links.hosts import is_address
from casework.evidence.links.lookalikes import Resemblance, Trick
from casework.evidence.links.skeletons import plain
from casework.evidence.official_domains import Brand
from casework.evidence.shown_numbers import masked_phone
from casework.evidence.watched import Listed

# Characters of a host as it is told, brackets and all: a reason must fit a phone's screen.
_LONGEST = 50
_LONGEST_REGISTERED = 34
# What is put around a dot.
_BRACKETS = 2
_DIGITS = re.compile(r"\d(?:[-.]?\d){5,}")
_STILL = "Nhưng kẻ lừa vẫn hay kèm đường dẫn thật cho mình tin."
_TRICKS = {
    Trick.SLIP: "Nhìn thì giống, nhưng đã bị đổi vài chữ.",
    Trick.HYPHEN: "Tên bị chèn thêm dấu gạch ngang.",
    Trick.ADDED: "Tên thật bị ghép thêm chữ khác.",
    Trick.ENDING: "Giống tên nhưng sai đuôi.",
    Trick.BEFORE_AT: "Tên đứng trước dấu @ chỉ để đánh lừa.",
    Trick.NO_SLASH: "Dấu gạch chéo trong đó là dấu giả.",
}


def untappable(host: str, longest: int = _LONGEST) -> str:
    """A host whose dots are in brackets, so that no app makes a link of it; long ones cut.

    Of all dots: of 'bank.com.vn.abc.top' an app may make links to more than one site.
    """
    return _told(host, longest).replace(".", "[.]")


def _told(host: str, longest: int = _LONGEST) -> str:
    """A host without numbers that may be a person's; of a long one, its end."""
    if not is_address(host):
        host = _DIGITS.sub(lambda found: masked_phone(re.sub(r"\D", "", found.group())), host)
    told = host
    while len(told) + _BRACKETS * told.count(".") > longest:
        told = told[1:]
    return told if told == host else "…" + told.lstrip(".")


def official(host: str, brand: Brand) -> str:
    """It is the brand's own domain, which does not make the message true."""
    return f"{_told(host)} là tên miền của {brand.name}. {_STILL}"


def reserved(suffix: str, name: str) -> str:
    """It is beneath a suffix that only some bodies get."""
    return f"Đuôi {suffix} chỉ dành cho {name}. {_STILL}"


def listed(shown: str, entry: Listed) -> str:
    """It is on the officers' watch list."""
    return (
        f"Đường dẫn {shown} có trong danh sách cảnh báo (nguồn: {entry.source}). "
        "Đừng bấm, đừng nhập gì vào đó."
    )


def not_of(shown: str, brand: Brand) -> str:
    """It is no domain of a brand that the message names."""
    return f"{shown} không phải tên miền của {brand.name} (thật: {brand.domains[0]}). Đừng bấm."


def anybodys(shown: str) -> str:
    """It is beneath a site on which anybody can publish."""
    return (
        f"{shown} là nơi ai cũng tạo trang được, không biết ai đứng sau. "
        "Đừng nhập mật khẩu, OTP hay số thẻ."
    )


def shortener(shown: str) -> str:
    """It hides where it goes."""
    return (
        f"Đường dẫn {shown} là loại rút gọn, che nơi nó dẫn tới. "
        "Tôi không mở nó; bạn cũng đừng bấm."
    )


def address() -> str:
    """It has a number instead of a name."""
    return "Đường dẫn này dùng dãy số thay cho tên trang, không rõ của ai. Bạn đừng bấm."


def unknown(shown: str) -> str:
    """Nobody here knows it."""
    return f"Tôi không biết trang {shown}. Không biết không có nghĩa là tin được."


def lookalike(shown: str, registered: str, like: Resemblance, today: date) -> str:
    """Whom it passes for, what the genuine domain is (if confirmed), and by which trick."""
    if like.brand is None:
        return _state(shown, like)
    name = like.brand.name
    confirmed = like.brand.confirmed(today)
    if like.trick in (Trick.PATH, Trick.BESIDE):
        true = f" (thật: {like.brand.domains[0]})" if confirmed else ""
        does = "nhắc" if like.trick is Trick.PATH else "dùng"
        return f"Đường dẫn {shown} {does} tên {name} nhưng không phải tên miền của {name}{true}."
    if confirmed:
        first = f"Đường dẫn {shown} giả tên {name}: tên miền thật là {like.brand.domains[0]}."
    else:
        first = f"Đường dẫn {shown} trông như của {name}, rất có thể là giả."
    return f"{first} {_trick(shown, registered, like)}".rstrip()


def _state(shown: str, like: Resemblance) -> str:
    suffix = like.reserved.suffix if like.reserved else ""
    return (
        f"Đường dẫn {shown} làm như của {like.reserved.name if like.reserved else 'nhà nước'}: "
        f"tên miền thật phải kết thúc bằng .{suffix}."
    )


def _trick(shown: str, registered: str, like: Resemblance) -> str:
    if like.trick is Trick.IN_FRONT and registered:
        return f"Phần tên miền thật sự nằm ở cuối: {untappable(registered, _LONGEST_REGISTERED)}."
    if like.trick is Trick.FOREIGN:
        return _foreign(shown)
    return _TRICKS.get(like.trick, "")


def _foreign(shown: str) -> str:
    for letter in shown:
        twin = plain(letter)
        if not letter.isascii() and twin.isascii() and twin.isalnum():
            name = unicodedata.name(letter, "")
            marked = " WITH " in name and name.startswith("LATIN")
            said = "có thêm dấu" if marked else "là chữ nước ngoài"
            return f"Chữ “{letter}” {said}, trông giống “{twin}”."
    return "Trong đó có chữ nước ngoài trông giống chữ thường."
