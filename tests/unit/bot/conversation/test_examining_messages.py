"""A message is examined while it is raw; what is handed on holds findings, and nothing raw."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.conversation.examining import MessageExaminer
from bot.examining import Examining
from bot.messages import InboundMessage
from bot.reception.packing import packed, unpacked
from casework.evidence.base import FixedFindings
from casework.evidence.examiner import Examiner
from casework.evidence.finding import Finding, Kind, Verdict
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.watched import NobodyWatched
from casework.playbooks.help_channels import HelpChannels
from casework.privacy.texts import RawText
from casework.understanding.base import BrokenInterpreter
from tests.conftest import DATA, ConversationMaker

PHONE, CODE, ACCOUNT, NAME = "0978341256", "482913", "1017283946551", "Nguyễn Thị Bích Ngọc"
PATH = "bi-mat-cua-tui?sdt=0978341256"
LISTED = Finding(Kind.PHONE, Verdict.LISTED, "097…256", "Số này công an đã ghi.")
PAYS = Finding(Kind.QR, Verdict.PAYMENT, "MB …51", "Mã QR này chuyển tiền tới MB …51.")
TOLD = InboundMessage(
    "telegram",
    "7",
    RawText(
        f"số {PHONE} xưng {NAME}, kêu chuyển vô {ACCOUNT} Vietcombank, mã OTP {CODE}, "
        f"bấm https://vietcombank-xacthuc.top/{PATH}"
    ),
    quoted=RawText(f"gọi lại số {PHONE} nha"),
    pictured=RawText(f"STK {ACCOUNT}, OTP {CODE}"),
    codes=(f"0002010102{ACCOUNT}",),
)
RAW = (PHONE, CODE, ACCOUNT, NAME, PATH, "bi-mat", "0002010102")


@pytest.fixture(scope="module")
def examiner(help_channels: HelpChannels) -> MessageExaminer:
    official = OfficialDomains.from_file(DATA / "official_domains.yml")
    return MessageExaminer(Examiner(official, help_channels, NobodyWatched()))


def by_word(**found: Finding) -> MessageExaminer:
    return MessageExaminer(FixedFindings(found))


@pytest.mark.parametrize("place", ["text", "quoted", "pictured", "codes"])
def test_all_that_came_with_a_message_is_examined(place: str) -> None:
    value: Any = (PHONE,) if place == "codes" else RawText(PHONE)
    message = replace(InboundMessage("telegram", "7"), **{place: value})
    found = MessageExaminer(FixedFindings({PHONE: LISTED})).examined(message).found
    assert found == (LISTED,)


def test_what_stands_twice_is_found_once_and_what_was_found_before_stays() -> None:
    message = replace(TOLD, found=(PAYS,))
    examined = MessageExaminer(FixedFindings({PHONE: LISTED})).examined(message)
    assert examined.found == (PAYS, LISTED)


def test_codes_are_gone_once_they_are_read() -> None:
    assert by_word().examined(TOLD).codes == ()


async def test_the_sealed_message_holds_nothing_raw(examiner: MessageExaminer) -> None:
    envelope = await packed(examiner.examined(TOLD), whole=True)
    sealed = envelope.model_dump_json()
    for secret in RAW:
        assert secret not in sealed
        assert secret not in json.dumps(json.loads(sealed))
    assert envelope.found, "but what is to be thought of it"
    assert any(found.kind is Kind.LINK for found in envelope.found)
    assert "chuyển" in str(envelope.words)


async def test_the_sealed_message_holds_no_part_of_a_number_that_leads_back_to_it(
    examiner: MessageExaminer,
) -> None:
    sealed = (await packed(examiner.examined(TOLD), whole=True)).model_dump_json()
    for number in (PHONE, ACCOUNT):
        assert not any(number[i : i + 6] in sealed for i in range(len(number) - 5))


async def test_the_kinds_that_were_taken_out_go_along(examiner: MessageExaminer) -> None:
    envelope = await packed(examiner.examined(TOLD), whole=True)
    assert {"phone", "otp"} <= set(envelope.redacted)
    message = unpacked("telegram", envelope)
    assert message is not None
    assert message.redacted == frozenset(envelope.redacted)
    assert message.found == envelope.found


async def test_a_single_process_seals_neither(examiner: MessageExaminer) -> None:
    envelope = await packed(examiner.examined(TOLD))
    assert (envelope.found, envelope.redacted, envelope.pictured) == ((), (), None)


@pytest.mark.parametrize("place", ["text", "quoted"])
async def test_what_was_found_is_told_by_another_process(
    converse: ConversationMaker, place: str
) -> None:
    """The intake has seen the raw words; the worker has only the redacted ones."""
    findings = FixedFindings({PHONE: LISTED})
    intake = converse(BrokenInterpreter(), Examining(findings, None))
    worker = converse(BrokenInterpreter(), Examining(findings, None))
    words = {"text": f"số {PHONE} gọi tui hoài"}
    if place == "quoted":
        words = {"text": "tin này thật không", "quoted": f"gọi lại {PHONE} nha"}
    raw = {name: RawText(text) for name, text in words.items()}
    came = InboundMessage("telegram", "7", **raw)  # type: ignore[arg-type]
    message = unpacked("telegram", await packed(await intake.examined(came), whole=True))
    assert message is not None
    assert PHONE not in message.text + message.quoted
    replies = "\n".join(reply.text for reply in await worker.reply_to(message))
    at_once = "\n".join(reply.text for reply in await intake.reply_to(came))
    assert LISTED.reason in replies
    assert replies == at_once


async def test_that_a_code_was_sent_is_told_by_another_process(converse: ConversationMaker) -> None:
    came = InboundMessage("telegram", "7", RawText(f"shipper kêu đọc, mã OTP của tui là {CODE}"))
    intake, worker = converse(BrokenInterpreter()), converse(BrokenInterpreter())
    message = unpacked("telegram", await packed(await intake.examined(came), whole=True))
    assert message is not None
    here, there = await intake.reply_to(came), await worker.reply_to(message)
    assert [reply.text for reply in there] == [reply.text for reply in here]
