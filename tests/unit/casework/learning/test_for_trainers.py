"""What a trainer is told of a case."""

from dataclasses import fields
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from casework.cases.models import Case, CaseStatus, LossBucket
from casework.cases.review import DISMISSED
from casework.learning.for_trainers import TrainersCase, for_trainers
from casework.privacy.redactor import redacted_before
from casework.stage import Stage

CLEAN = "Có người đem máy lọc nước cho xài thử rồi đòi tiền góp."
LEFT_BEHIND = "Nó biểu gọi 0912 345 678 để nhận máy lọc nước."


def case(**columns: object) -> Case:
    told: dict[str, object] = {
        "id": uuid4(),
        "told_on": date(2026, 11, 30),
        "told_at": datetime(2026, 11, 30, 3, tzinfo=UTC),
        "channel": "telegram",
        "commune": "28249",
        "loss": LossBucket.FROM_50M,
        "stage": Stage.PAID,
        "status": CaseStatus.PENDING,
        "playbook_id": "shipper_gia",
        "label": "shipper_gia",
        "confidence": 0.4,
        "alternatives": [],
        "new_script": True,
        "narrative": redacted_before(CLEAN),
    }
    return Case(**{**told, **columns})


def test_nothing_but_words_labels_stage_and_day_is_told() -> None:
    assert {field.name for field in fields(TrainersCase)} == {
        *("id", "told_on", "stage", "new_script", "narrative", "is_kept_back"),
        *("model_said", "confidence", "alternatives", "officers_say"),
    }


def test_the_words_are_told_where_the_redactor_finds_nothing_in_them() -> None:
    (told,) = for_trainers([case()])
    assert (told.narrative, told.is_kept_back) == (CLEAN, False)


def test_words_in_which_todays_redactor_finds_something_are_kept_back_whole() -> None:
    (told,) = for_trainers([case(narrative=redacted_before(LEFT_BEHIND))])
    assert (told.narrative, told.is_kept_back) == (None, True)


def test_words_that_are_gone_are_not_called_kept_back() -> None:
    (told,) = for_trainers([case(narrative=None)])
    assert (told.narrative, told.is_kept_back) == (None, False)


@pytest.mark.parametrize(
    ("columns", "said", "label"),
    [
        ({}, None, "shipper_gia"),
        ({"status": CaseStatus.CONFIRMED}, "shipper_gia", "shipper_gia"),
        ({"status": CaseStatus.RELABELLED, "label": "vay_tien"}, "vay_tien", "vay_tien"),
        ({"status": CaseStatus.DISMISSED}, DISMISSED, DISMISSED),
    ],
)
def test_the_officers_word_is_told_once_there_is_one(
    columns: dict[str, object], said: str | None, label: str
) -> None:
    (told,) = for_trainers([case(**columns)])
    assert (told.officers_say, told.label, told.model_said) == (said, label, "shipper_gia")
