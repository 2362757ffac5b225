"""What residents say where the bot is many processes, and by what each answer is known again.

Every line has an answer of its own within its conversation. So it can be told exactly which update
was answered, how often, and in which order.
"""

import random
from dataclasses import dataclass

from bot.conversation import after_loss, commune_question, texts
from bot.conversation.chat import Awaiting

NOTICE = texts.CUT_OFF[:25]
EMERGENCY = (texts.TOOK_TIME[:40], texts.TOO_MANY[:40], "🆘")
COMMUNE = "Phường Cao Lãnh"
"""Of data/communes.yml."""

_WHEN, _BANK, _AMOUNT, _ALSO = (
    after_loss.QUESTIONS[awaiting][0][:40]
    for awaiting in (Awaiting.WHEN, Awaiting.BANK, Awaiting.AMOUNT, Awaiting.ALSO_GIVEN)
)
BESIDE = (
    *(texts.STAGE_QUESTION, texts.CONSENT[:40], commune_question.ASK[:40], _WHEN, "⚠️ Coi chừng"),
    *(texts.LESS_SURE, texts.MASKED[:30]),
)
"""What is said beside the answers: questions after a story, warnings."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a resident does.

    `tap` is the button's value where the platform has buttons; elsewhere `says` is typed.
    `counts`: whether a story is told that the case book counts; `keeps`: whether it is kept. None
    of the answers depends on whether NLU or, for a while, the phrases have understood it.
    """

    says: str
    answer: str
    tap: str | None = None
    counts: bool = False
    keeps: bool = False

    def is_answered_by(self, text: str) -> bool:
        """Whether a text is the answer to it."""
        return self.answer in text


Talk = tuple[Line, ...]

POLICE = "nó xưng công an gọi kêu tui chuyển tiền để chứng minh trong sạch"
_NAMED = "Rất giống chiêu"
_HELP = Line("/help", texts.HELP[:30])
_CONTACTS = Line("/lienhe", "Gọi ai, báo ở đâu:")
_PRIVACY = Line("/quyenriengtu", texts.PRIVACY[:20])
_WITHDRAW = Line("/rutdongy", texts.NOTHING_TO_WITHDRAW[:40])
_PLAYBOOKS = Line("/kichban", "Bạn muốn xem nhóm chiêu lừa nào?")
_NOTHING_GIVEN = Line("Chưa đưa gì", texts.NOTHING_GIVEN[:20], tap="stage:approach")
_YES = Line("Đồng ý", "Mã biên nhận", tap="consent:yes", keeps=True)
_NO = Line("Không", texts.CONSENT_REFUSED[:25], tap="consent:no")
_WHERE = Line(COMMUNE, f"Đã ghi: {COMMUNE}")
_NOWHERE = Line("bỏ qua", commune_question.SKIPPED[:30], tap="commune:skip")

KEPT: Talk = (Line(POLICE, _NAMED, counts=True), _NOTHING_GIVEN, _YES, _WHERE, _PRIVACY)
NOT_KEPT: Talk = (Line(POLICE, _NAMED, counts=True), _NOTHING_GIVEN, _NO, _HELP)
PAID: Talk = (
    Line(f"{POLICE}, tui sợ quá chuyển 20 triệu rồi", _NAMED, counts=True),
    Line("hôm qua", _BANK),
    Line("vietcombank", _AMOUNT),
    Line("20 triệu", _ALSO),
    Line("không đưa gì thêm", "TÓM TẮT để đọc"),
)
ASKING: Talk = (_HELP, _CONTACTS, _PLAYBOOKS)
LOOKING: Talk = (_CONTACTS, _PRIVACY, Line(POLICE, _NAMED, counts=True), _NOTHING_GIVEN)
HASTY: Talk = (
    Line(f"{POLICE}, tui chưa chuyển", _NAMED, counts=True),
    *(_HELP, _CONTACTS, _PRIVACY, _WITHDRAW),
)
"""Said all at once, without waiting for an answer."""

MIX: tuple[tuple[Talk, float], ...] = (
    (KEPT, 0.30),
    (NOT_KEPT, 0.25),
    (PAID, 0.15),
    (ASKING, 0.20),
    (LOOKING, 0.10),
)
"""What the residents of a day talk about. No source: a guess, four messages each."""


def some_talk(dice: random.Random) -> Talk:
    """A conversation of the mix."""
    return dice.choices([talk for talk, _ in MIX], [share for _, share in MIX])[0]


LINES_EACH = sum(len(talk) * share for talk, share in MIX)
"""Messages of a conversation of the mix, on average."""
