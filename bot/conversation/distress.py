"""Hears when somebody says that they do not want to live on: that comes before any advice."""

import re

from casework.vietnamese import fold, strip_tones

WORDS_OF_COMFORT = (
    "Bạn ơi, khoan đã. Tiền mất không phải lỗi của bạn, và không đáng bằng mạng sống của bạn. "
    "Gọi ngay cho một người thân, hàng xóm tới ở cạnh bạn, hoặc gọi {canh_sat_113}. "
    "Chuyện tiền bạc mình tính từng bước sau."
)

# "tức muốn chết", "sợ muốn chết" are only ways of speaking; these are not.
_SAID = re.compile(
    r"\b(?:tu tu|tu van|tu sat|quyen sinh|"
    r"(?:khong|ko|k|hong|hok|chang|cha) (?:con )?(?:muon|thiet|thiet tha) (?:song|song nua)|"
    r"(?:chi|toi|tui|em|con|minh|chau|t) (?:chi )?muon chet|"
    r"chet (?:di )?cho (?:roi|xong|nhe|khoe)|song (?:lam gi|chi) nua|"
    r"(?:nhay|tram) (?:cau|song|lau)|uong thuoc (?:sau|ray|ngu|chuot|co))\b"
)


def hears_distress(text: str) -> bool:
    """Whether the text speaks of not wanting to live."""
    return bool(_SAID.search(strip_tones(fold(text))))
