"""Model versions for tests: small ones, one of which knows a playbook that the others do not."""

from collections.abc import Iterable
from datetime import UTC, datetime

import yaml

from casework.db import Sessions
from casework.learning import versions
from casework.learning.models import ModelVersion, VersionState
from casework.playbooks.library import Library
from casework.playbooks.schema import Neighbour, Playbook, WarningSign

NOW = datetime(2026, 11, 30, 3, 20, tzinfo=UTC)
NEW = "doi_sim_ao"
NEW_NAME = "Đổi SIM ảo lấy thưởng giả"
SHIPPER = "shipper_gia"
POLICE = "gia_danh_cong_an_toa_an"


def new_playbook(library: Library) -> Playbook:
    """A trick of this morning: beside the shippers', with two phrases and a question of its own."""
    like = library.get(SHIPPER)
    own = (
        WarningSign(sign="Biểu đổi SIM ảo để lấy thưởng", phrases=("sim ảo lấy thưởng",)),
        WarningSign(sign="Hẹn giờ tặng SIM số đẹp", phrases=("tặng sim số đẹp",)),
    )
    asks = Neighbour(
        id=SHIPPER,
        question="Người ta nói về SIM ảo hay về một đơn hàng?",
        mine="Về SIM ảo",
        theirs="Về đơn hàng",
    )
    signs = (*own, *like.pattern.warning_signs[2:])
    return like.model_copy(
        update={
            "id": NEW,
            "name": NEW_NAME,
            "short_name": "Đổi SIM ảo",
            "pattern": like.pattern.model_copy(update={"warning_signs": signs}),
            "neighbours": (asks,),
        }
    )


def text_of(library: Library, playbooks: Iterable[Playbook]) -> str:
    """Patterns as they stand with a version."""
    whole = {
        "emergency": library.emergency.model_dump(mode="json"),
        "playbooks": [playbook.model_dump(mode="json") for playbook in playbooks],
    }
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)


def old_text(library: Library) -> str:
    """Two playbooks."""
    return text_of(library, [library.get(POLICE), library.get(SHIPPER)])


def new_text(library: Library) -> str:
    """The two, and the new one."""
    return text_of(library, [library.get(POLICE), library.get(SHIPPER), new_playbook(library)])


async def put(sessions: Sessions, name: str, patterns: str) -> None:
    """A version in the database, trained and no more."""
    async with sessions.begin() as session:
        session.add(
            ModelVersion(
                name=name,
                state=VersionState.CANDIDATE,
                data_hash="d" * 64,
                code_hash="c" * 64,
                archive_hash="a" * 64,
                scores={},
                patterns=patterns,
                trained_at=NOW,
                trained_by="test",
            )
        )


async def make_live(sessions: Sessions, name: str) -> None:
    """Promote it, as far as the database knows."""
    async with sessions.begin() as session:
        await versions.make_live(session, name, "test", NOW)
