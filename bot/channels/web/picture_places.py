"""How many messages with pictures are taken in at the same time: each is megabytes in memory."""

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

# Whoever has a network of IPv6 has 2^64 addresses: counted as there, they are one sender.
from bot.channels.rate_limit import one_sender
from bot.channels.web.admission import Refused

MOST_READING = 24
"""Bodies that are coming in: at most 6 MB each, slowly or not. Slow ones must not keep others
from being answered."""

MOST_AT_ONCE = 6
"""Messages that are being answered, their bodies in: at some 20 MB each while it is unpacked."""

MOST_OF_A_SENDER = 2
"""Of each sort, so that nobody alone takes all places."""

_WAIT = 10
_FULL = (
    "Đang có nhiều ảnh gửi tới cùng lúc nên máy chưa nhận được ảnh này; bạn chờ một chút rồi gửi "
    "lại giúp, còn trong lúc chờ thì dừng lại, đừng chuyển tiền, đừng đọc mã OTP, đã chuyển rồi "
    "thì gọi ngay ngân hàng (số in sau thẻ), nguy hiểm tới người thì gọi {canh_sat_113} ngay."
)


class PicturePlaces:
    """The places of the whole process. A sender is known only while their message is here."""

    def __init__(self) -> None:
        self._reading = _Places(MOST_READING)
        self._answering = _Places(MOST_AT_ONCE)

    def reading(self, address: str) -> AbstractContextManager[None]:
        """A place for the time that a body takes to come in. Raises Refused when there is none."""
        return self._reading.one_of(address)

    def answering(self, address: str) -> AbstractContextManager[None]:
        """A place for answering what has come in whole. Raises Refused when there is none."""
        return self._answering.one_of(address)


class _Places:
    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()

    @contextmanager
    def one_of(self, address: str) -> Iterator[None]:
        sender = one_sender(address)
        if self._taken.total() >= self._most or self._taken[sender] >= MOST_OF_A_SENDER:
            raise Refused(429, _FULL, {"Retry-After": str(_WAIT)})
        self._taken[sender] += 1
        try:
            yield
        finally:
            self._taken[sender] -= 1
            # Counter keeps what has come to nothing.
            self._taken += Counter()
