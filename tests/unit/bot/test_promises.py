"""What the bot must never say, read in every sentence that it can say."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation import (
    after_loss,
    attachments,
    commune_question,
    genuine,
    group_texts,
    opinion_texts,
    texts,
)
from bot.conversation.advice import Advice
from bot.conversation.commands import Command
from bot.messages import Attachment
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.library import Library, Match
from casework.playbooks.promises import CALLED_SAFE, PROMISED_OR_ASKED
from casework.stage import Stage

ROOT = Path(__file__).resolve().parents[3]
STAGES = (None, *Stage)


def explanations(library: Library) -> Iterator[str]:
    """What may quote a scammer's promises, to warn of them."""
    advice = Advice(library, lambda line: line)
    yield from (advice.why(Match(playbook, (), -1)).text for playbook in library.playbooks)


def everything(library: Library, help_channels: HelpChannels) -> Iterator[str]:
    for said in (texts, opinion_texts, commune_question, genuine, group_texts):
        yield from (
            value for name, value in vars(said).items() if name.isupper() and isinstance(value, str)
        )
    yield after_loss.summary(after_loss.NOTHING_SAID, None)
    for one in Attachment:
        yield from (attachments.answer_to((one, other)).text for other in Attachment)
        yield attachments.beside_words((one,))
    yield from (command.description for command in Command)
    advice = Advice(library, lambda line: line)
    for playbook in library.playbooks:
        match = Match(playbook, (), -1)
        for stage in STAGES:
            yield advice.first(match, stage, less_sure=True).text
            yield advice.todo(match, stage).text
    for stage in (Stage.INFO_GIVEN, Stage.PAID):
        yield advice.emergency(stage).text
    yield from (f"{c.name} {c.what_for}" for c in help_channels.channels if c.shown)


def test_nothing_is_called_safe_no_money_promised_no_secret_asked(
    library: Library, help_channels: HelpChannels
) -> None:
    said = list(everything(library, help_channels))
    assert len(said) > 300
    assert not [text for text in said if PROMISED_OR_ASKED.search(text)]
    assert not [text for text in (*said, *explanations(library)) if CALLED_SAFE.search(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tin này an toàn.",
        "Bạn yên tâm nhé",
        "Đây không phải lừa đảo",
        "sẽ lấy lại tiền cho bạn",
        "Đọc mã OTP cho tôi",
    ],
)
def test_the_check_itself_can_fail(sentence: str) -> None:
    assert CALLED_SAFE.search(sentence) or PROMISED_OR_ASKED.search(sentence)


def test_paid_advice_names_bank_evidence_and_police(library: Library) -> None:
    steps = " ".join(library.emergency.paid)
    assert [
        word for word in ("ngân hàng", "Giữ nguyên", "cong_an_xa", "vneid") if word in steps
    ] == [
        "ngân hàng",
        "Giữ nguyên",
        "cong_an_xa",
        "vneid",
    ]


def test_buttons_fit_telegrams_64_bytes(library: Library) -> None:
    values = [f"tell:{p.id}" for p in library.playbooks] + [
        f"show:{p.id}" for p in library.playbooks
    ]
    choices = [c for _, labels in after_loss.QUESTIONS.values() for c in labels]
    values += [f"loss:{choice}" for choice in choices] + ["loss:Khoảng 999.999.999.999 đồng"]
    values += ["opinion:anyway", "commune:28261"]
    assert not [value for value in values if len(value.encode()) > 64]
