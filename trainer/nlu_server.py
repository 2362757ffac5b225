"""A running NLU server, as whoever promotes sees it: which model it serves, and another one."""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from casework.playbooks.library import Library
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.understanding.base import Interpretation, InterpreterUnavailable
from casework.understanding.rasa import RasaInterpreter
from trainer import registry

_PATIENCE = httpx.Timeout(60.0, connect=2.0)

_ELSEWHERE = "model_file must be"
"""How the server's 400 begins when the file is not in its folder (nlu/guarded_rasa.py)."""


class NotHealthy(Exception):
    """Máy hiểu câu chữ nhận bản mới nhưng trả lời không đúng, nên đã đưa bản trước trở lại."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{self.__doc__} ({what})")


class NotTakenBack(Exception):
    """Chưa đổi được bản, mà đưa bản trước trở lại cũng không được ở máy hiểu câu chữ nêu dưới đây.

    Khởi động lại máy ấy (./canhgiac nlu serve): nó sẽ chạy bản trước. Trong lúc đó máy trả lời vẫn
    giúp người dân bằng danh sách từ ngữ.
    """

    def __init__(self, servers: str) -> None:
        super().__init__(f"{' '.join((self.__doc__ or '').split())} ({servers})")


class NotLetIn(Exception):
    """Máy hiểu câu chữ không nhận NLU_TOKEN trong .env của máy này, nên chưa đổi gì."""

    def __init__(self, server: str) -> None:
        super().__init__(f"{self.__doc__} ({server})")


class NotTaken(Exception):
    """Máy hiểu câu chữ không nhận bản này; bản đang dùng vẫn chạy như cũ."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{' '.join((self.__doc__ or '').split())} ({what})")


class NotShared(NotTaken):
    """Máy hiểu câu chữ không thấy tệp của bản này; bản đang dùng vẫn chạy như cũ.

    Các máy hiểu câu chữ và máy huấn luyện phải dùng chung một thư mục nlu/models.
    """


class NluServer:
    """The server at one address. Close it at the end."""

    def __init__(self, url: str, token: str | None) -> None:
        params = {"token": token} if token else {}
        self._client = httpx.AsyncClient(base_url=url, params=params, timeout=_PATIENCE)
        self._interpreter = RasaInterpreter(url, token)
        self._url = urlsplit(url)

    @property
    def name(self) -> str:
        """Host, port and path, as they are shown: the rest of an address may hold a password."""
        host, port = self._url.hostname or "", self._url.port
        return (f"{host}:{port}" if port else host) + self._url.path.rstrip("/")

    async def serves(self) -> str | None:
        """The version that is loaded, "" if there is none; None if no server answers.

        Raises NotLetIn.
        """
        try:
            answer = await self._client.get("/status")
        except httpx.HTTPError:
            return None
        if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise NotLetIn(self.name)
        try:
            return str(Path(answer.json()["model_file"]).name).removesuffix(registry.SUFFIX)
        except (ValueError, KeyError, TypeError):
            return ""

    async def load(self, name: str) -> None:
        """Let the server take up another model; it answers without a gap.

        Raises NotTaken; of its kinds NotShared, if the archive is not in the server's nlu/models.
        """
        # From the server's own folder on: an image may have put it elsewhere than ours.
        file = f"models/{name}{registry.SUFFIX}"
        try:
            answer = await self._client.put("/model", json={"model_file": file})
        except httpx.HTTPError as error:
            raise NotTaken(f"{self.name}: {type(error).__name__}") from None
        if _says_elsewhere(answer):
            raise NotShared(self.name)
        if not answer.is_success:
            raise NotTaken(f"{self.name}: HTTP {answer.status_code}")

    async def check(self, name: str, library: Library, others: Collection[str]) -> None:
        """Let it interpret every playbook's name. Raises NotHealthy.

        Each answer must come from this version, in time, and know each playbook and intent.
        """
        if await self.serves() != name:
            raise NotHealthy(f"{self.name}: không phải bản vừa đưa vào")
        known = {*library.ids, *others}
        for playbook in library.playbooks:
            said = await self._said_of(redact(RawText(playbook.name)).text)
            if said.model != name:
                raise NotHealthy(f"{self.name}: câu trả lời mang tên bản khác")
            if {ranked.name for ranked in said.ranking} != known:
                raise NotHealthy(f"{self.name}: danh sách kịch bản không khớp")

    async def _said_of(self, utterance: RedactedText) -> Interpretation:
        try:
            return await self._interpreter.interpret(utterance)
        except InterpreterUnavailable:
            # Residents are answered meanwhile: that one answer comes late is no sickness.
            with suppress(InterpreterUnavailable):
                return await self._interpreter.interpret(utterance)
        raise NotHealthy(f"{self.name}: không trả lời trong một giây")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()
        await self._interpreter.aclose()


def _says_elsewhere(answer: httpx.Response) -> bool:
    if answer.status_code != httpx.codes.BAD_REQUEST:
        return False
    try:
        return str(answer.json()["message"]).startswith(_ELSEWHERE)
    except (ValueError, KeyError, TypeError):
        return False
