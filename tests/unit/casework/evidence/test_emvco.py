import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.evidence.emvco import BrokenCode, NotEmvco, is_emvco, parse
from casework.evidence.vietqr import read_payment
from tests.unit.casework.evidence.some_brands import sealed, values, vietqr

# The example of NAPAS's specification.
PUBLISHED = (
    "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
)


def test_the_published_example_is_read() -> None:
    assert parse(PUBLISHED).values["58"] == "VN"
    assert parse(f" {PUBLISHED}\n").values == parse(PUBLISHED).values
    payment = read_payment(PUBLISHED)
    assert (payment.bank, payment.account) == ("970403", "0011012345678")


_TAG = st.integers(1, 99).map("{:02}".format).filter(lambda tag: tag != "63")
_VALUE = st.text(st.characters(exclude_categories=("Cs", "Zs", "Cc")), max_size=99)


@settings(deadline=None, max_examples=80)
@given(st.dictionaries(_TAG, _VALUE, max_size=8))
def test_what_was_built_is_read_again(parts: dict[str, str]) -> None:
    parts = {"00": "01", **parts}
    assert parse(sealed(values(parts))).values == parts


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_one_changed_character_is_noticed(data: st.DataObject) -> None:
    code = vietqr(amount="5000000", note="chuyen tien")
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126))
    changed = code[:place] + other + code[place + 1 :]
    if changed.upper() == code.upper() and changed[:-4] == code[:-4]:
        return
    with pytest.raises((NotEmvco, BrokenCode)):
        read_payment(changed)


@settings(deadline=None, max_examples=100)
@given(st.one_of(st.text(max_size=200), st.text("0123456789", max_size=80).map("000201{}".format)))
def test_nothing_else_is_ever_raised(content: str) -> None:
    for sealed_too in (content, _sealed_anyhow(content)):
        try:
            read_payment(sealed_too)
        except (NotEmvco, BrokenCode):
            continue


def _sealed_anyhow(content: str) -> str:
    return sealed("000201" + content.encode(errors="ignore").decode())


def test_a_lone_surrogate_is_a_broken_code() -> None:
    with pytest.raises(BrokenCode):
        parse("000201\ud80063041234")


@pytest.mark.parametrize(
    "content",
    [
        "000201",
        vietqr()[:-1],
        vietqr() + "0",
        vietqr()[:-8] + "63041234",
        vietqr().replace("6304", "6303"),
        sealed("0002015303704530370"),
        sealed("00020158"),
        sealed("0002015805VN"),
        sealed("0002015802VN5802VN"),
        sealed("00020158AAVN"),
        sealed("000201630412345802VN"),
        sealed("000201²²02VN"),
    ],
)
def test_wrong_lengths_and_checksums_are_a_broken_code(content: str) -> None:
    assert is_emvco(content)
    with pytest.raises(BrokenCode):
        parse(content)


@pytest.mark.parametrize("content", ["", "https://a.vn", "0002", "010212", "WIFI:S:a;;"])
def test_other_codes_are_none(content: str) -> None:
    assert not is_emvco(content)
    with pytest.raises(NotEmvco):
        parse(content)


def test_a_template_that_is_none_is_only_broken_when_asked_for() -> None:
    code = parse(sealed(values({"00": "01", "80": "046"})))
    assert code.values["80"] == "046"
    assert code.template("62") is None
    with pytest.raises(BrokenCode):
        code.template("80")


def test_an_error_and_a_repr_quote_nothing() -> None:
    with pytest.raises(BrokenCode) as broken:
        parse("000201540412346304FFFF")
    assert str(broken.value) == ""
    assert "0123456784567" not in repr(parse(vietqr()))
    assert "0123456784567" not in repr(read_payment(vietqr()))
