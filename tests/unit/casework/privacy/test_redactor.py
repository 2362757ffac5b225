import dataclasses
from itertools import pairwise

import pytest

from casework.privacy.recognizers import LAST, RECOGNIZERS
from casework.privacy.redactor import Found, redact
from casework.privacy.texts import RawText

STORY = (
    "Chị Hai tui tên Lê Thị Lúa, sn 1961, ở ấp Bình Lúa xã Tân Thành, bị 0905 111 222 xưng công an "
    "gạt 2tr5, chuyển vô Vietcombank 0011000022233, mã OTP 445566, link etax-hotro.top/087199000111"
)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("gọi 0905111222 mất 2tr5", "gọi <PHONE> mất 2tr5"),
        ("căn cước 087199000111", "căn cước <ID_NUMBER>"),
        ("MST 0905111222", "MST <TAX_CODE>"),
        ("BHXH 8700000111", "BHXH <SOCIAL_INSURANCE>"),
        ("stk 100200", "stk <ACCOUNT>"),
        ("thẻ 4111 1111 1111 1111 cvv 123", "thẻ <CARD> cvv <CVV>"),
        ("mã OTP 112233", "mã OTP <OTP>"),
        ("mk zalo là Meo@2b", "mk zalo là <PASSWORD>"),
        ("xe 66-B1 000.11", "xe <PLATE>"),
        ("mail a.b@example.com", "mail <EMAIL>"),
        ("zalo.me/0905111222", "<PROFILE>"),
        ("mã GD FT00011122233344", "mã GD <OTHER_ID>"),
        ("anh Tuấn gọi", "anh <NAME> gọi"),
        ("số nhà 12A", "<ADDRESS>"),
        ("sinh năm 1959", "sinh năm <DOB>"),
        ("dãy 7700001112223", "dãy <NUMBER>"),
        ("etax-hotro.top/087199000111", "etax-hotro.top/<OTHER_ID>"),
    ],
)
def test_writes_the_token_of_the_kind(text: str, redacted: str) -> None:
    assert redact(RawText(text)).text == redacted


def test_citizen_number_is_not_cut_like_a_mobile_number() -> None:
    assert redact(RawText("tui đọc 087199000111 rồi")).text == "tui đọc <ID_NUMBER> rồi"


def test_fails_closed_on_digits_that_nobody_explains() -> None:
    assert redact(RawText("nó gửi 77-00.01 1122")).text == "nó gửi <NUMBER>"


def test_story_keeps_what_tells_the_scam_and_loses_the_persons() -> None:
    text = redact(RawText(STORY)).text
    for kept in ("Chị Hai", "xã Tân Thành", "công an", "2tr5", "Vietcombank", "etax-hotro.top"):
        assert kept in text
    for lost in ("Lúa", "1961", "111 222", "00002", "445566", "08719"):
        assert lost not in text


def test_places_lead_back_to_the_original() -> None:
    raw = "số ０９０５\u200b111222 của Lê Thi\u0323 Lúa"
    found = redact(RawText(raw)).found
    assert [(f.kind, raw[f.start : f.end]) for f in found] == [
        ("phone", "０９０５\u200b111222"),
        ("person_name", "Lê Thi\u0323 Lúa"),
    ]


def test_found_is_in_order_and_does_not_overlap() -> None:
    found = redact(RawText(STORY)).found
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_found_holds_no_values() -> None:
    assert [field.name for field in dataclasses.fields(Found)] == ["kind", "start", "end"]


def test_tokens_stay_as_they_are() -> None:
    text = "stk <ACCOUNT> otp <OTP> gọi 113"
    assert redact(RawText(text)).text == text


def test_a_mark_behind_a_value_does_not_eat_the_bracket() -> None:
    once = redact(RawText("0905111222\u0338 nha")).text
    assert once == "<PHONE> nha"


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("tui tên Lê Thị Lúa, 1957", "tui tên <NAME>, <DOB>"),
        ("4111 1111 1111 1111 hết hạn tháng 9/2029", "<CARD> hết hạn <CARD>"),
    ],
)
def test_what_stands_behind_a_token_is_found_in_the_next_pass(text: str, redacted: str) -> None:
    assert redact(RawText(text)).text == redacted


def test_every_recognizer_is_registered_once() -> None:
    assert LAST not in RECOGNIZERS
    assert len({id(recognizer) for recognizer in RECOGNIZERS}) == len(RECOGNIZERS)
