import pytest

from casework.intake import Intake, facts_of
from casework.playbooks.library import Library
from casework.privacy.texts import RawText, RedactedText
from casework.understanding.base import Interpretation, RankedIntent
from tests.unit.casework.learning.promoted import NEW, POLICE, SHIPPER

STORY = RawText("nó nhắn tui đổi sim ảo, tui lỡ chuyển 3 triệu hôm qua")


class Newer:
    """A model that knows a playbook which no library here knows."""

    def __init__(self, shares: dict[str, float]) -> None:
        self._ranking = tuple(RankedIntent(name, share) for name, share in shares.items())

    async def interpret(self, utterance: RedactedText) -> Interpretation:
        assert utterance
        return Interpretation(self._ranking, source="rasa", model="newer")


async def test_a_case_of_an_unknown_intent_has_no_playbook_and_keeps_what_the_model_said(
    library: Library,
) -> None:
    newer = Newer({NEW: 0.9, SHIPPER: 0.06, POLICE: 0.04})
    told = await Intake(newer, library).understand(STORY)
    facts = facts_of(told, "web")
    assert (facts.decision, facts.playbook_id, facts.model) == ("more", None, "newer")
    assert [other.name for other in facts.alternatives] == [NEW, SHIPPER, POLICE]
    assert told.matches == ()
    assert facts.stage == "paid"


@pytest.mark.parametrize("known", [SHIPPER, POLICE])
async def test_of_two_only_the_known_playbook_can_be_named(library: Library, known: str) -> None:
    told = await Intake(Newer({known: 0.8, NEW: 0.2}), library).understand(STORY)
    assert facts_of(told, "web").playbook_id == known
    asked = await Intake(Newer({known: 0.5, NEW: 0.45, "faq": 0.05}), library).understand(STORY)
    assert [match.playbook.id for match in asked.matches] in ([], [known])
    assert NEW not in [ranked.name for ranked in asked.decision.playbooks]


async def test_a_flat_ranking_with_an_unknown_intent_says_nothing(library: Library) -> None:
    shares = dict.fromkeys((NEW, SHIPPER, POLICE, "faq"), 0.25)
    told = await Intake(Newer(shares), library).understand(RawText("👍"))
    assert facts_of(told, "web").decision == "none"
