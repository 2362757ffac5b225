"""/xacthuc: how to tell the genuine bot from its copies, of which there will be some."""

from collections.abc import Sequence

from bot.messages import Reply
from casework.playbooks.official_accounts import OfficialAccount

PUBLISHED = (
    "Tên và đường dẫn chính thức của tôi, do {operator} xác nhận:\n"
    "{accounts}\n"
    "Chỗ nào không có ở trên thì đừng tin. Bot giả cũng có thể tự bày ra một danh sách, "
    "nên muốn chắc thì hỏi {{cong_an_xa}}."
)
NOT_PUBLISHED = (
    "Nói thật với bạn: {operator} chưa công bố tên và đường dẫn chính thức của tôi, "
    "nên tôi chưa có gì để bạn so. Muốn chắc thì hỏi {{cong_an_xa}}."
)
NEVER = (
    "Tôi không bao giờ hỏi tiền, mã OTP, mật khẩu, không gửi đường dẫn bắt đăng nhập, "
    "không tự nhắn làm quen. Ai mang tên tôi mà làm vậy là giả: báo {cong_an_xa}."
)
SIGNS = (
    "Cảnh Giác thật không bao giờ:\n"
    "• hỏi tiền, mã OTP, mật khẩu, số thẻ;\n"
    "• gửi đường dẫn bắt đăng nhập, hay tệp bắt cài;\n"
    "• tự nhắn làm quen trước;\n"
    "• nhận đòi lại tiền giùm.\n"
    "Ai mang tên tôi mà làm một trong các việc đó là giả: đừng trả lời, chặn lại, báo {cong_an_xa}."
)

_NOT_OURS = str.maketrans("{}", "()")


def answer(accounts: Sequence[OfficialAccount], operator: str) -> Reply:
    """What is confirmed today, or honestly nothing; and how to check anyway."""
    return Reply(f"{_told(accounts, operator)}\n\n{SIGNS}")


def short_answer(accounts: Sequence[OfficialAccount], operator: str) -> Reply:
    """The same where many read along."""
    return Reply(f"{_told(accounts, operator)}\n{NEVER}")


def _told(accounts: Sequence[OfficialAccount], operator: str) -> str:
    told_by = _as_words(operator)
    if not accounts:
        return NOT_PUBLISHED.format(operator=told_by)
    listed = "\n".join(f"• {_as_words(account.line)}" for account in accounts)
    return PUBLISHED.format(operator=told_by, accounts=listed)


def _as_words(given: str) -> str:
    """On one line, and without a bracket that would be taken for a help channel of ours."""
    return " ".join(given.translate(_NOT_OURS).split())
