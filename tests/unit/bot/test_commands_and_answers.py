import pytest

from bot.channels.rendering import as_plain_texts
from bot.conversation import after_loss
from bot.conversation.answers import chosen
from bot.conversation.chat import Awaiting
from bot.conversation.commands import Asked, Command, read_command, speaks_of_the_story
from bot.messages import Button, Reply

YES_NO = (Button("Đồng ý", "yes"), Button("Không", "no"))
MANY = tuple(Button(f"Câu {n}", str(n)) for n in range(1, 13))


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/start", Command.START),
        ("/HELP", Command.HELP),
        ("/xoa@canhgiac_bot", Command.DELETE),
        ("trợ giúp", Command.HELP),
        ("tro giup", Command.HELP),
        ("Xóa", Command.DELETE),
        ("quyền riêng tư", Command.PRIVACY),
        ("liên hệ", Command.CONTACTS),
        ("báo ở đâu?", Command.CONTACTS),
        ("kịch bản", Command.PLAYBOOKS),
        ("kichban", Command.PLAYBOOKS),
        ("/gopy", Command.OPINION),
        ("Góp ý.", Command.OPINION),
        ("tôi muốn góp ý", Command.OPINION),
        ("kiến nghị", Command.OPINION),
        ("/kiemtra", Command.CHECK),
        ("kiểm tra giúp tôi", Command.CHECK),
        ("/xacthuc", Command.GENUINE),
        ("xác thực", Command.GENUINE),
        ("có phải thật không?", Command.GENUINE),
        ("Bot thật hay giả?", Command.GENUINE),
    ],
)
def test_commands_as_slash_words_and_as_vietnamese(text: str, command: Command) -> None:
    assert read_command(text) == Asked(command)


@pytest.mark.parametrize(
    "text",
    [
        "xoá app rồi mà nó vẫn gọi",
        "/khongco",
        "/help tôi bị lừa rồi",
        "/xacthuc nó nói nó là công an",
        "kiểm tra hàng rồi mà nó đòi thêm phí",
        "giúp tui với",
        "góp ý với nó mà nó chửi tui",
        "",
    ],
)
def test_stories_are_no_commands(text: str) -> None:
    assert read_command(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "/xoa CG-AB2CD-3EF4G",
        "xoá CG-AB2CD-3EF4G",
        "xoa cg ab2cd 3ef4g",
        "CG-AB2CD-3EF4G",
        "/xoa mã CG-AB2CD-3EF4G",
        "/xoa [CG-AB2CD-3EF4G]",
        "xoa ma CG-AB2CD-3EF4G giup toi",
    ],
)
def test_a_receipt_deletes_however_it_is_written(text: str) -> None:
    assert read_command(text) == Asked(Command.DELETE, "CG-AB2CD-3EF4G")


@pytest.mark.parametrize("text", ["/gopy mở thêm loa", "/gopy\nmở thêm loa", "/GOPY@b mở thêm loa"])
def test_what_stands_behind_the_command_goes_with_it(text: str) -> None:
    assert read_command(text) == Asked(Command.OPINION, "mở thêm loa")


def test_a_message_to_look_at_stands_behind_the_command() -> None:
    asked = Asked(Command.CHECK, "Chúc mừng bạn\nđã trúng thưởng")
    assert read_command("/kiemtra@canhgiac_bot Chúc mừng bạn\nđã trúng thưởng") == asked


@pytest.mark.parametrize(
    ("text", "of_the_story"),
    [("Có phải thật không?", True), ("bot thật hay giả", False), ("/xacthuc", False)],
)
def test_what_may_ask_about_the_story_or_about_the_bot(text: str, *, of_the_story: bool) -> None:
    assert speaks_of_the_story(text) is of_the_story


def test_a_label_without_its_marks_stands_for_none_of_two() -> None:
    two = (Button("Xã Tân Thành", "a"), Button("Xã Tân Thạnh", "b"))
    assert chosen("xa tan thanh", two) is None
    assert chosen("Xã Tân Thạnh.", two) == two[1]


@pytest.mark.parametrize(
    "text", ["xóa tin nhắn của tôi đi", "đừng lưu chuyện của tôi", "xoá hết dữ liệu giùm em"]
)
def test_deleting_in_plain_words(text: str) -> None:
    assert read_command(text) == Asked(Command.DELETE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", "yes"),
        ("2.", "no"),
        ("hai", "no"),
        ("số 2", "no"),
        ("đồng ý", "yes"),
        ("dong y", "yes"),
        ("ok", "yes"),
        ("dạ có", "yes"),
        ("hông", "no"),
        ("thôi", "no"),
        ("Không.", "no"),
    ],
)
def test_typed_answers(text: str, value: str) -> None:
    button = chosen(text, YES_NO)
    assert button
    assert button.value == value


@pytest.mark.parametrize("text", ["3", "0", "không biết nữa, nó cứ gọi hoài", "", "có người gọi"])
def test_what_is_no_answer(text: str) -> None:
    assert chosen(text, YES_NO) is None


def test_numbers_above_ten() -> None:
    assert chosen("12", MANY) == MANY[11]


def test_without_buttons_only_the_last_choices_have_numbers() -> None:
    first, second = as_plain_texts([Reply("A", YES_NO), Reply("B", MANY[:2])])
    assert first == "A\n(Gõ thêm được: Đồng ý · Không)"
    assert second == "B\n\nGõ số để chọn:\n1. Câu 1\n2. Câu 2"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("/xác thực", Asked(Command.GENUINE)),
        ("/xac thuc @canhgiac_bot", Asked(Command.GENUINE)),
        ("/xacthuc@canhgiac_bot", Asked(Command.GENUINE)),
        ("/rút đồng ý", Asked(Command.WITHDRAW)),
        ("/xoá hết", Asked(Command.DELETE)),
        ("/góp ý mở thêm loa", Asked(Command.OPINION, "mở thêm loa")),
        ("/kiểm tra\nChúc mừng bạn", Asked(Command.CHECK, "Chúc mừng bạn")),
        ("/xác thực nó nói nó là công an", None),
    ],
)
def test_a_slash_word_may_be_written_as_it_is_spoken(text: str, asked: Asked | None) -> None:
    assert read_command(text) == asked


@pytest.mark.parametrize(
    ("text", "value"), [("1 ạ", "yes"), ("dạ 2", "no"), ("một nha", "yes"), ("hai ạ", "no")]
)
def test_a_number_may_be_polite(text: str, value: str) -> None:
    button = chosen(text, YES_NO)
    assert button
    assert button.value == value


@pytest.mark.parametrize(
    ("awaiting", "text", "fitting"),
    [
        *(
            (Awaiting.AMOUNT, said, True)
            for said in ("70tr", "5tr5", "500k", "2 củ", "3 trăm ngàn")
        ),
        *((Awaiting.WHEN, said, True) for said in ("9h", "9h sáng", "9h30", "thứ 2", "hồi nãy")),
        (Awaiting.WHEN, "bữa qua", True),
        (Awaiting.AMOUNT, "nó là ai vậy", False),
        (Awaiting.WHEN, "nó là ai vậy", False),
    ],
)
def test_answers_after_a_loss(awaiting: Awaiting, text: str, *, fitting: bool) -> None:
    assert after_loss.fits(awaiting, text) is fitting
