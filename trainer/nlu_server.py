"""The running NLU server, as whoever promotes sees it: which model it serves, and another one."""

from collections.abc import Collection
from pathlib import Path

import httpx

from casework.playbooks.library import Library
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.understanding.base import InterpreterUnavailable
from casework.understanding.rasa import RasaInterpreter
from trainer import registry
from trainer.settings import TrainerSettings

_PATIENCE = httpx.Timeout(60.0, connect=2.0)


class NotHealthy(Exception):
    """Máy hiểu câu chữ nhận bản mới nhưng trả lời không đúng, nên đã đưa bản trước trở lại."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{self.__doc__} ({what})")


class NotTakenBack(Exception):
    """Bản mới trả lời không đúng mà đưa bản trước trở lại cũng không được.

    Khởi động lại máy hiểu câu chữ (./canhgiac nlu serve): nó sẽ chạy bản trước. Trong lúc đó máy
    trả lời vẫn giúp người dân bằng danh sách từ ngữ.
    """


class NotLetIn(Exception):
    """Máy hiểu câu chữ không nhận NLU_TOKEN trong .env của máy này, nên chưa đổi gì."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class NotTaken(Exception):
    """Máy hiểu câu chữ không nhận bản này; bản đang dùng vẫn chạy như cũ."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{self.__doc__} ({what})")


class NluServer:
    """The server at NLU_URL. Close it at the end."""

    def __init__(
        self, settings: TrainerSettings, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        params = {"token": settings.token} if settings.token else {}
        self._client = httpx.AsyncClient(
            base_url=settings.nlu_url, params=params, timeout=_PATIENCE, transport=transport
        )
        self._interpreter = RasaInterpreter(settings.nlu_url, settings.token, transport)

    async def serves(self) -> str | None:
        """The version that is loaded, "" if there is none; None if no server answers.

        Raises NotLetIn.
        """
        try:
            answer = await self._client.get("/status")
        except httpx.HTTPError:
            return None
        if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise NotLetIn
        try:
            return str(Path(answer.json()["model_file"]).name).removesuffix(registry.SUFFIX)
        except (ValueError, KeyError, TypeError):
            return ""

    async def load(self, archive: Path) -> None:
        """Let the server take up another model; it answers without a gap. Raises NotTaken."""
        try:
            answer = await self._client.put("/model", json={"model_file": str(archive)})
        except httpx.HTTPError as error:
            raise NotTaken(type(error).__name__) from None
        if not answer.is_success:
            raise NotTaken(f"HTTP {answer.status_code}")

    async def check(self, name: str, library: Library, others: Collection[str]) -> None:
        """Let it interpret every playbook's name. Raises NotHealthy.

        Each answer must come from this version, in time, and know each playbook and intent.
        """
        if await self.serves() != name:
            raise NotHealthy("không phải bản vừa đưa vào")
        known = {*library.ids, *others}
        for playbook in library.playbooks:
            try:
                said = await self._interpreter.interpret(redact(RawText(playbook.name)).text)
            except InterpreterUnavailable:
                raise NotHealthy("không trả lời trong một giây") from None
            if said.model != name:
                raise NotHealthy("câu trả lời mang tên bản khác")
            if {ranked.name for ranked in said.ranking} != known:
                raise NotHealthy("danh sách kịch bản không khớp")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()
        await self._interpreter.aclose()
