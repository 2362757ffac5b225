"""After money is gone: four short questions, then a summary to read to the bank and the police."""

import re
from dataclasses import replace

from bot.conversation.chat import Awaiting, Chat, Loss
from bot.messages import Button, Reply
from casework.cases.loss import read_amount
from casework.playbooks.library import Match
from casework.stage import Stage
from casework.vietnamese import fold, strip_tones

SKIP = Button("Bỏ qua", "loss:skip")
NOT_PAID = Button("Tôi chưa mất tiền", "stage:approach")
NOTHING_SAID = Loss()
_ORDER = (Awaiting.WHEN, Awaiting.BANK, Awaiting.AMOUNT, Awaiting.ALSO_GIVEN)
_FIELDS = {
    Awaiting.WHEN: "when",
    Awaiting.BANK: "bank",
    Awaiting.AMOUNT: "amount",
    Awaiting.ALSO_GIVEN: "also_given",
}
QUESTIONS = {
    Awaiting.WHEN: (
        "Gọi ngân hàng xong, bạn trả lời vài câu để tôi soạn sẵn bản tóm tắt. Bạn chuyển tiền cách đây bao lâu?",
        ("Dưới 1 giờ", "Trong hôm nay", "Mấy ngày nay", "Lâu hơn"),
    ),
    Awaiting.BANK: (
        "Bạn chuyển từ ngân hàng hay ví nào? Gõ tên ngân hàng thôi, đừng gõ số tài khoản.",
        (),
    ),
    Awaiting.AMOUNT: ("Mất khoảng bao nhiêu? Ví dụ: 20 triệu.", ()),
    Awaiting.ALSO_GIVEN: (
        "Ngoài tiền, bạn có đưa gì nữa không?",
        ("Có đọc mã OTP", "Có cài app, bấm đường dẫn", "Có gửi ảnh giấy tờ", "Không đưa gì thêm"),
    ),
}
# What an answer to each question looks like, without tones. Anything else is the story going on.
_ANSWERS = {
    Awaiting.WHEN: re.compile(
        r"\b(?:hom|sang|trua|chieu|toi|dem|ngay|gio|tieng|phut|tuan|thang|nam|nay|hoi|moi|qua|lau|bua|roi)\b"
        r"|\b\d{1,2}\s?(?:h|g)(?:\d{1,2})?\b|\bthu (?:\d|hai|ba|tu|nam|sau|bay)\b|\bchu nhat\b|\bcn\b"
        r"|\b\d{1,2}[/:]\d{1,2}\b"
    ),
    Awaiting.BANK: re.compile(
        r"bank|\b(?:ngan hang|vcb|bidv|agri\w*|vietin\w*|tech\w*|tcb|mb|acb|vp|tp|sacom\w*|shb|hd|ocb|msb|vib|"
        r"lp\w*|scb|exim\w*|dong a|nam a|bac a|sea\w*|kien long|pvcom\w*|momo|zalopay|zalo pay|viettel|vi|cake|timo|"
        r"quay|tien mat)\b"
    ),
    Awaiting.AMOUNT: re.compile(
        r"\b\d[\d.,]*\s?(?:k|tr|trieu|ty|ti|cu|chai|ngan|nghin|d|vnd|dong)\d{0,3}\b"
        r"|\b(?:\d[\d.,]*|trieu|tr|ty|ti|ngan|nghin|k|cu|chai|tram|chuc|cay|chi|do|usd)\b"
    ),
    Awaiting.ALSO_GIVEN: re.compile(
        r"\b(?:khong|ko|hong|otp|ma|app|ung dung|link|duong dan|giay to|can cuoc|cccd|hinh|anh|mat khau|the|qr)\b"
    ),
}
_LONGEST_ANSWER = 60
_MOST_WORDS = 8


def asks_about_loss(awaiting: Awaiting) -> bool:
    """Whether the last question was one of these."""
    return awaiting in _ORDER


def is_running(chat: Chat) -> bool:
    """Whether a question about a loss is open and still makes sense."""
    return asks_about_loss(chat.awaiting) and chat.stage is Stage.PAID


def begin(chat: Chat) -> Reply:
    """Ask the first question."""
    chat.loss = Loss()
    return ask(chat, Awaiting.WHEN)


def fits(awaiting: Awaiting, said: str) -> bool:
    """Whether a few words answer the open question."""
    bare = strip_tones(fold(said))
    few = len(said) <= _LONGEST_ANSWER and len(bare.split()) <= _MOST_WORDS
    return few and _ANSWERS[awaiting].search(bare) is not None


def answer(chat: Chat, said: str | None) -> Reply | None:
    """Note an answer (None: skipped) and ask the next; None when all have been asked."""
    chat.loss = replace(chat.loss or Loss(), **{_FIELDS[chat.awaiting]: _short(said)})
    position = _ORDER.index(chat.awaiting) + 1
    return ask(chat, _ORDER[position]) if position < len(_ORDER) else None


def ask(chat: Chat, awaiting: Awaiting) -> Reply:
    """Ask one question; also to repeat the open one after an interruption."""
    chat.awaiting = awaiting
    question, choices = QUESTIONS[awaiting]
    buttons = [Button(choice, f"loss:{choice}") for choice in choices]
    if awaiting is Awaiting.AMOUNT and (told := _amount_told(chat)):
        buttons.append(Button(told, f"loss:{told}"))
    # A stage read from words may be wrong, and must be mended by one tap.
    not_paid = (NOT_PAID,) if awaiting is Awaiting.WHEN else ()
    return Reply(question, (*buttons, SKIP, *not_paid))


def summary(loss: Loss, match: Match | None) -> str:
    """The summary, for the resident to read out. It is not kept."""
    trick = f"có dấu hiệu của chiêu «{match.playbook.name}»" if match else "qua mạng, điện thoại"
    lines = [
        "TÓM TẮT để đọc cho ngân hàng và đưa công an:",
        f"“Tôi bị lừa chuyển tiền, {trick}.",
        f"• Lúc chuyển: {loss.when or '…'}",
        f"• Chuyển từ: {loss.bank or '…'}",
        f"• Số tiền: {loss.amount or '…'}",
        f"• Đã đưa thêm: {loss.also_given or '…'}",
        "Tôi đề nghị tra soát giao dịch và phối hợp phong toả tài khoản nhận.”",
        "",
        "Bạn tự đọc thêm (tôi không giữ): giờ chuyển, số tài khoản và tên người nhận, mã giao dịch, số máy của họ.",
    ]
    return "\n".join(lines)


def _amount_told(chat: Chat) -> str | None:
    amount = read_amount(chat.story or "")
    return f"Khoảng {amount:,} đồng".replace(",", ".") if amount else None


def _short(said: str | None) -> str | None:
    return said.strip()[:_LONGEST_ANSWER] if said and said.strip() else None
