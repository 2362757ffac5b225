"""After money is gone: four short questions, then a summary to read to the bank and the police."""

from dataclasses import replace

from bot.conversation.chat import Awaiting, Chat, Loss
from bot.messages import Button, Reply
from casework.cases.loss import read_amount
from casework.playbooks.library import Match

SKIP = Button("Bỏ qua", "loss:skip")
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
_LONGEST_ANSWER = 60
NOTHING_SAID = Loss()


def asks_about_loss(awaiting: Awaiting) -> bool:
    """Whether the last question was one of these."""
    return awaiting in _ORDER


def begin(chat: Chat) -> Reply:
    """Ask the first question."""
    chat.loss = Loss()
    return _ask(chat, Awaiting.WHEN)


def answer(chat: Chat, said: str | None) -> Reply | None:
    """Note an answer (None: skipped) and ask the next; None when all have been asked."""
    chat.loss = replace(chat.loss or Loss(), **{_FIELDS[chat.awaiting]: _short(said)})
    position = _ORDER.index(chat.awaiting) + 1
    return _ask(chat, _ORDER[position]) if position < len(_ORDER) else None


def is_answer(said: str) -> bool:
    """A few words are an answer; more is the story going on."""
    return len(said) <= _LONGEST_ANSWER and "\n" not in said


def summary(loss: Loss, match: Match | None) -> str:
    """The summary, for the resident to read out. It is not kept."""
    trick = f"theo chiêu «{match.playbook.name}»" if match else "qua mạng, điện thoại"
    lines = [
        "TÓM TẮT để đọc cho ngân hàng và đưa công an:",
        f"“Tôi bị lừa chuyển tiền {trick}.",
        f"• Lúc chuyển: {loss.when or '…'}",
        f"• Chuyển từ: {loss.bank or '…'}",
        f"• Số tiền: {loss.amount or '…'}",
        f"• Đã đưa thêm: {loss.also_given or '…'}",
        "Tôi đề nghị tra soát giao dịch và phối hợp phong toả tài khoản nhận.”",
        "",
        "Bạn tự đọc thêm (tôi không giữ): giờ chuyển, số tài khoản và tên người nhận, mã giao dịch, số máy của họ.",
    ]
    return "\n".join(lines)


def _ask(chat: Chat, awaiting: Awaiting) -> Reply:
    chat.awaiting = awaiting
    question, choices = QUESTIONS[awaiting]
    buttons = [Button(choice, f"loss:{choice}") for choice in choices]
    if awaiting is Awaiting.AMOUNT and (told := _amount_told(chat)):
        buttons.append(Button(told, f"loss:{told}"))
    return Reply(question, (*buttons, SKIP))


def _amount_told(chat: Chat) -> str | None:
    amount = read_amount(chat.story or "")
    return f"Khoảng {amount:,} đồng".replace(",", ".") if amount else None


def _short(said: str | None) -> str | None:
    return said.strip()[:_LONGEST_ANSWER] if said and said.strip() else None
