"""How many messages with pictures are taken in at the same time: each is megabytes in memory."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from bot.channels.web.admission import Refused

MOST_AT_ONCE = 6
"""At some 20 MB each while a body is being read: the text, the numbers in it, the pictures."""

MOST_OF_AN_ADDRESS = 2
"""So that nobody alone takes all places by sending slowly."""

_WAIT = 10
_FULL = (
    "Đang có nhiều ảnh gửi tới cùng lúc nên máy chưa nhận được ảnh này; bạn chờ một chút rồi gửi "
    "lại giúp, còn trong lúc chờ thì dừng lại, đừng chuyển tiền, đừng đọc mã OTP, đã chuyển rồi "
    "thì gọi ngay ngân hàng (số in sau thẻ), nguy hiểm tới người thì gọi {canh_sat_113} ngay."
)


class PicturePlaces:
    """The places of the whole process. An address is known only while its message is here."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    @contextmanager
    def one_of(self, address: str) -> Iterator[None]:
        """A place for the block's time. Raises Refused when there is none."""
        if self._taken.total() >= MOST_AT_ONCE or self._taken[address] >= MOST_OF_AN_ADDRESS:
            raise Refused(429, _FULL, {"Retry-After": str(_WAIT)})
        self._taken[address] += 1
        try:
            yield
        finally:
            self._taken[address] -= 1
            # Counter keeps what has come to nothing.
            self._taken += Counter()
