"""Asked once after consent, and never insisted on: in which commune it happened."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation import distress
from bot.conversation.answers import bare
from bot.conversation.chat import Awaiting, Chat
from bot.messages import Button, Reply
from casework.cases.case_book import CaseBook
from casework.communes import Commune, Communes
from casework.stage import Stage
from casework.understanding.stage_reader import read_stage

SKIP = Button("Bỏ qua", "commune:skip")
ASK = (
    "Hỏi thêm một câu, không trả lời cũng được: chuyện này xảy ra ở xã, phường nào của tỉnh "
    "{province}? Biết vậy, công an báo trước được cho bà con quanh đó. Bạn gõ tên xã, phường thôi, "
    "đừng gõ ấp, đường, số nhà; hoặc gõ «bỏ qua»."
)
WHICH = "Bạn nói xã, phường nào dưới đây? Không có thì chọn «Bỏ qua»."
NOTED = "Cảm ơn bạn. Đã ghi: {name}. Cần gì bạn cứ hỏi tiếp."
SKIPPED = "Dạ được, không ghi xã, phường. Cần gì bạn cứ hỏi tiếp."
UNKNOWN = (
    "Tôi không thấy tên đó trong các xã, phường của tỉnh {province} nên không ghi. "
    "Vậy cũng được, cần gì bạn cứ hỏi tiếp."
)
NOT_NOTED = "Sổ ghi đang không mở được nên xã, phường không được ghi. Bạn không cần làm gì thêm."

_MOST_CHOICES = 5
_MOST_WORDS = 8
_WORDS_OF_A_PLACE = 5
_FEW_WORDS = 3
_SKIPPING = re.compile(
    r"(?:thoi|khoi|khong|ko|k|hong|bo qua|da khong|khong can|khong noi|khong muon noi|khong nho|"
    r"khong biet|khong ro|toi khong muon noi|khong tra loi)(?: (?:nha|nhe|a|dau|nua))?"
)
# What speaks of a place although no commune of this province is named: "tui ở bến tre".
_PLACE = re.compile(r"\b(?:xa|phuong|thi tran|thi xa|huyen|tinh|thanh pho|tp|ap|khom|o|ben|mien)\b")
# What happens, wherever it does: "công an phường gọi nữa".
_NEWS = re.compile(r"\b(?:goi|nhan|keu|doi|doa|bat|lua|gat|tien|mat)\b")
# Few words that are no name of a place: "cảm ơn nha", "làm sao giờ".
_NO_PLACE = re.compile(
    r"\b(?:cam|on|chao|alo|da|vang|ok|oke|co|u|roi|nua|gi|sao|nao|ai|hoi|chi|lam|no|ho|toi|tui|em|"
    r"giup|duoc|dung|dong y|tot|hay|the|a|nha|nhe)\b"
)


@dataclass(frozen=True, slots=True)
class CommuneQuestion:
    """Asks, and understands the answer."""

    communes: Communes
    case_book: CaseBook

    def ask(self, chat: Chat) -> list[Reply]:
        """Ask, right after the case of this conversation was kept."""
        chat.awaiting = Awaiting.COMMUNE
        return [Reply(ASK.format(province=self.communes.province.name), (SKIP,))]

    async def answer(self, chat: Chat, said: str) -> list[Reply]:
        """Answer words that name a commune or none; nothing if they are about something else.

        Whatever they are, they are not asked for again.
        """
        if chat.awaiting is not Awaiting.COMMUNE:
            return []
        chat.awaiting = Awaiting.NOTHING
        if _SKIPPING.fullmatch(bare(said)):
            return [Reply(SKIPPED)]
        named = self.communes.named_in(said)
        if _is_story(said, names_one=bool(named.communes)):
            return []
        # A child may have said so in the same words: its case is gone.
        gone = chat.child or chat.case_id is None
        if named.sure or (named.communes and gone):
            return await self.choose(chat, named.communes[0].code)
        if named.communes:
            return [_which(chat, named.communes)]
        return [Reply(UNKNOWN.format(province=self.communes.province.name))]

    async def choose(self, chat: Chat, wanted: str) -> list[Reply]:
        """Note the commune of a tapped button, or none."""
        if chat.awaiting is Awaiting.COMMUNE:
            chat.awaiting = Awaiting.NOTHING
        commune = self.communes.get(wanted)
        # The case may be gone meanwhile: consent taken back, the conversation forgotten.
        if commune is None or chat.case_id is None or chat.child:
            return [Reply(SKIPPED)]
        if not await self.case_book.locate(chat.case_id, commune.code):
            return [Reply(NOT_NOTED)]
        return [Reply(NOTED.format(name=commune.name))]


def _which(chat: Chat, several: Sequence[Commune]) -> Reply:
    """Ask which of several is meant, or leave it where that was asked already."""
    if len([b for b in chat.offered if b.value.startswith("commune:")]) > 1:
        return Reply(SKIPPED)
    chat.awaiting = Awaiting.COMMUNE
    buttons = [Button(c.name, f"commune:{c.code}") for c in several[:_MOST_CHOICES]]
    return Reply(WHICH, (*buttons, SKIP))


def _is_story(said: str, *, names_one: bool) -> bool:
    """Whether these words go their usual way instead."""
    stage = read_stage(said)
    urgent = stage in (Stage.PAID, Stage.INFO_GIVEN)
    if urgent or distress.hears_despair(said) or distress.hears_danger(said):
        return True
    words = bare(said).split()
    if names_one:
        # "tui ở ấp 3 xã Mỹ Hiệp huyện Cao Lãnh" is long and still an answer.
        return len(words) > _MOST_WORDS and stage is not None
    flat = " ".join(words)
    if len(words) > _MOST_WORDS or _NEWS.search(flat):
        return True
    if _PLACE.search(flat) and (stage is None or len(words) <= _WORDS_OF_A_PLACE):
        # "cần" is a wish in a story, and a part of "tui ở Cần Thơ".
        return False
    unlike = len(words) > _FEW_WORDS or _NO_PLACE.search(flat) is not None
    return stage is not None or unlike
