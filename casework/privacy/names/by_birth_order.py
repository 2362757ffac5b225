"""How people are called in the south: the number of their birth and a name, 'Sáu Mít', 'Út Bưởi'.

Source: FACTS 6 ('chị Hai' alone is kin and stays), common knowledge.
"""

from collections.abc import Iterator

from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span

_NUMBERS = frozenset("hai ba tư năm sáu bảy bẩy tám chín mười út".split())
# Places and other things that are called so: Ba Đình, Ba Tri, Bảy Núi, thứ Hai Đen.
_NOT_AFTER = frozenset(
    "đình vì tri tơ núi căn sao bà ngã vạn ngàn nghìn trăm triệu mươi tháng châu lan tư chúc ngòi "
    "học mặt vàng miệt tốt đồn động bể hòn na tàu phi thá chẽ đông tây nam bắc giồng ngon láng "
    "làng "
    "dừa".split()
)
# Places, and shops that bear their owner's name as everybody knows it.
_BEFORE = frozenset(
    "thứ tháng số ngày lần xã phường huyện quận tỉnh ấp chợ cầu khóm chùa quán tiệm hiệu xe mì "
    "bón tô "
    "canh lò hoa bánh phở cơm bún trà kẹo chè".split()
)


def by_birth_order(reading: Reading) -> Iterator[Span]:
    """Yield a number of birth and the name behind it, both with capitals."""
    if reading.shouted:
        return
    for index, word in enumerate(reading.words[:-1]):
        after = reading.words[index + 1]
        if word.lower not in _NUMBERS or not word.title or len(after.typed) == 1:
            continue
        if not after.title or not after.joined or not after.typed.isalpha():
            continue
        kept = (
            after.lower in _NUMBERS
            or index in reading.kept
            or index + 1 in reading.kept
            or after.lower in _NOT_AFTER
        )
        before = reading.words[index - 1].lower if index and word.joined else ""
        if not kept and before not in _BEFORE:
            yield word.start, after.end
