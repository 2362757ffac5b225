"""Asked once after consent, and never insisted on: in which commune or province it happened.

Districts and provinces of before July 2025 are understood; codes of today's units are kept.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation import distress
from bot.conversation.answers import bare
from bot.conversation.chat import Awaiting, Chat
from bot.messages import Button, Reply
from casework.cases.case_book import CaseBook
from casework.communes import Commune, Communes, Named
from casework.place_names import composed
from casework.provinces import NamedProvince, Provinces
from casework.stage import Stage
from casework.understanding.stage_reader import read_stage
from casework.vietnamese import strip_tones

SKIP = Button("Bỏ qua", "commune:skip")
# Offered where the province is noted already: who answers with one again is not asked a third time.
ENOUGH = Button("Bỏ qua", "commune:enough")
ASK = (
    "Hỏi thêm một câu, không trả lời cũng được: chuyện này xảy ra ở xã, phường nào của tỉnh "
    "{province}? Biết vậy, công an báo trước được cho bà con quanh đó. Bạn gõ tên xã, phường thôi, "
    "đừng gõ ấp, đường, số nhà. Ở tỉnh khác thì gõ tên tỉnh; hoặc gõ «bỏ qua»."
)
WHICH = "Bạn nói xã, phường nào dưới đây? Không có thì chọn «Bỏ qua»."
NOTED = "Cảm ơn bạn. Đã ghi: {name}. Cần gì bạn cứ hỏi tiếp."
NOTED_HOME = (
    "Cảm ơn bạn. Đã ghi: {name}. Nếu biết xã, phường mới thì bạn gõ thêm tên; không biết thì chọn "
    "«Bỏ qua», không sao cả."
)
DISTRICT = (
    "Từ 1-7-2025 không còn cấp huyện, thị xã nên tôi ghi là tỉnh {province}, chưa rõ xã. Nếu biết "
    "xã, phường mới thì bạn gõ tên; không biết thì chọn «Bỏ qua», không sao cả."
)
SKIPPED = "Dạ được, không ghi xã, phường. Cần gì bạn cứ hỏi tiếp."
UNKNOWN = (
    "Tôi không thấy tên đó trong các xã, phường của tỉnh {province} nên không ghi. "
    "Vậy cũng được, cần gì bạn cứ hỏi tiếp."
)
NOT_NOTED = "Sổ ghi đang không mở được nên nơi xảy ra không được ghi. Bạn không cần làm gì thêm."

# Provinces of old whose name a commune here bore as well: without "tỉnh" it may be either.
_COMMUNES_TOO = ("Hòa Bình",)
# What may stand between a commune and its province.
_ADDRESS = re.compile(r"\W*(?:(?:tinh|thanh pho|tp|cu)\b\W*)*")
# Behind the place where one lives: where one works, learns, goes.
_AWAY = re.compile(r"\b(?:làm|lam(?! [dđ]ong)|học|hoc|đi|di)\b")
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
    provinces: Provinces
    case_book: CaseBook

    def ask(self, chat: Chat) -> list[Reply]:
        """Ask, right after the case of this conversation was kept."""
        chat.awaiting = Awaiting.COMMUNE
        return [Reply(ASK.format(province=self.communes.province.name), (SKIP,))]

    async def answer(self, chat: Chat, said: str) -> list[Reply]:
        """Answer words that name a commune or none; nothing if they are about something else.

        They are not asked for again, but once where only the province could be noted.
        """
        if chat.awaiting is not Awaiting.COMMUNE:
            return []
        chat.awaiting = Awaiting.NOTHING
        if _SKIPPING.fullmatch(bare(said)):
            return [Reply(SKIPPED)]
        named = self.communes.named_in(said)
        province = self._province_in(said, named)
        if _is_story(said, names_one=bool(named.communes or named.districts), province=province):
            return []
        if province is None and self._is_torn(said, named):
            kept = named.communes and chat.case_id is not None and not chat.child
            return [_which(chat, named.communes) if kept else Reply(SKIPPED)]
        return [await self._locate(chat, named, province)]

    async def _locate(self, chat: Chat, named: Named, province: NamedProvince | None) -> Reply:
        """Note what was named, as far as it is sure."""
        if province is not None and province.province.code != self.communes.province.code:
            return await self._note(chat, NOTED.format(name=province.as_noted), province)
        # A child may have said so in the same words: its case is gone.
        gone = chat.child or chat.case_id is None
        if named.districts:
            return await self._note_home(chat, DISTRICT, named)
        if named.sure or (named.communes and gone):
            return (await self.choose(chat, named.communes[0].code))[0]
        if named.communes:
            return _which(chat, named.communes)
        if province is not None:
            return await self._note_home(chat, NOTED_HOME, named, province)
        return Reply(UNKNOWN.format(province=self.communes.province.name))

    def _province_in(self, said: str, named: Named) -> NamedProvince | None:
        """The province that is surely meant, unless its name is rather that of a commune."""
        found = self.provinces.named_in(said)
        if found is None or (found.formerly in _COMMUNES_TOO and not found.with_kind):
            return None
        rest = self.communes.named_in(found.rest)
        if found.province.code == self.communes.province.code:
            sure = found.with_kind or not named.communes or rest.communes
            return found if sure else None
        if not found.with_kind and self._is_commune_too(said, found):
            # "Phú Thọ", and also "Tam Nông, Phú Thọ", which both may be here.
            return None
        if not rest.communes and not rest.districts:
            return found
        # "Châu Thành, Bến Tre" is one place, "Cao Lãnh, làm ở Bình Dương" are two.
        between = composed(said)[named.until : found.first]
        one_place = named.until <= found.first and _ADDRESS.fullmatch(strip_tones(between.lower()))
        return found if one_place else None

    def _is_torn(self, said: str, named: Named) -> bool:
        """Whether a place here and another province are named, and nothing tells which it was."""
        if not (named.communes or named.districts) or not self._names_another(said, named):
            return False
        away = _AWAY.search(composed(said).lower())
        if away is None:
            return True
        # Who lives here and works elsewhere lives here: "Lấp Vò, đi làm Cần Thơ".
        first, behind = composed(said)[: away.start()], composed(said)[away.start() :]
        here = self.communes.named_in(first)
        lives_here = bool(here.communes or here.districts) and not self._names_another(first, here)
        return not lives_here or bool(self.communes.named_in(behind).communes)

    def _names_another(self, said: str, named: Named) -> bool:
        """Whether another province is spoken of, by a name that is none of these communes."""
        others = [
            set(self.communes.named_in(name).communes)
            for province, name in self.provinces.spoken_of(said)
            if province.code != self.communes.province.code
        ]
        return any(not bearers or not bearers <= set(named.communes) for bearers in others)

    def _is_commune_too(self, said: str, found: NamedProvince) -> bool:
        """Whether the name that the province was called by is that of a commune here as well."""
        return any(
            province is found.province and self.communes.named_in(name).communes
            for province, name in self.provinces.spoken_of(said)
        )

    async def _note_home(
        self, chat: Chat, wording: str, named: Named, province: NamedProvince | None = None
    ) -> Reply:
        """Note the province only, and leave the question open once more."""
        home = self.communes.province.name
        asked_before = ENOUGH in chat.offered
        name = province.as_noted if province else home
        thanks = NOTED if asked_before else wording
        reply = await self._note(chat, thanks.format(name=name, province=home), province)
        if asked_before or reply.text in (SKIPPED, NOT_NOTED):
            return reply
        chat.awaiting = Awaiting.COMMUNE
        likely = named.communes[:_MOST_CHOICES] if named.districts else ()
        return Reply(reply.text, (*_buttons(likely), ENOUGH))

    async def _note(self, chat: Chat, thanks: str, province: NamedProvince | None) -> Reply:
        """Note a province, that of the communes if none is given; commune unknown."""
        # The case may be gone meanwhile: consent taken back, the conversation forgotten.
        if chat.case_id is None or chat.child:
            return Reply(SKIPPED)
        code = province.province.code if province else self.communes.province.code
        noted = await self.case_book.locate(chat.case_id, commune=None, province=code)
        return Reply(thanks if noted else NOT_NOTED)

    async def choose(self, chat: Chat, wanted: str) -> list[Reply]:
        """Note the commune of a tapped button, or none."""
        if chat.awaiting is Awaiting.COMMUNE:
            chat.awaiting = Awaiting.NOTHING
        commune = self.communes.get(wanted)
        if commune is None or chat.case_id is None or chat.child:
            return [Reply(SKIPPED)]
        home = self.communes.province.code
        if not await self.case_book.locate(chat.case_id, commune=commune.code, province=home):
            return [Reply(NOT_NOTED)]
        return [Reply(NOTED.format(name=commune.name))]


def _which(chat: Chat, several: Sequence[Commune]) -> Reply:
    """Ask which of several is meant, or leave it where that was asked already."""
    if len([b for b in chat.offered if b.value.startswith("commune:")]) > 1:
        return Reply(SKIPPED)
    chat.awaiting = Awaiting.COMMUNE
    return Reply(WHICH, (*_buttons(several[:_MOST_CHOICES]), SKIP))


def _buttons(communes: Sequence[Commune]) -> list[Button]:
    return [Button(commune.name, f"commune:{commune.code}") for commune in communes]


def _is_story(said: str, *, names_one: bool, province: NamedProvince | None) -> bool:
    """Whether these words go their usual way instead."""
    stage = read_stage(said)
    urgent = stage in (Stage.PAID, Stage.INFO_GIVEN)
    if urgent or distress.hears_despair(said) or distress.hears_danger(said):
        return True
    words = bare(said).split()
    if names_one:
        # "tui ở ấp 3 xã Mỹ Hiệp huyện Cao Lãnh" is long and still an answer.
        return len(words) > _MOST_WORDS and stage is not None
    if province is not None:
        # Of the words beside the name: "Tiền Giang" speaks of no money.
        return len(words) > _MOST_WORDS or _NEWS.search(bare(province.rest)) is not None
    flat = " ".join(words)
    if len(words) > _MOST_WORDS or _NEWS.search(flat):
        return True
    if _PLACE.search(flat) and (stage is None or len(words) <= _WORDS_OF_A_PLACE):
        # "cần" is a wish in a story, and a part of "tui ở Cần Thơ".
        return False
    unlike = len(words) > _FEW_WORDS or _NO_PLACE.search(flat) is not None
    return stage is not None or unlike
