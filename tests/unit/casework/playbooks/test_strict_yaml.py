import pytest

from casework.playbooks import strict_yaml
from casework.playbooks.strict_yaml import DEEPEST, NotStrictYaml, Wrong

BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)


def refused(text: str) -> tuple[Wrong, ...]:
    with pytest.raises(NotStrictYaml) as error:
        strict_yaml.read(text)
    assert all("không rõ" not in wrong.wrong and wrong.mend for wrong in error.value.found)
    return error.value.found


@pytest.mark.parametrize(
    ("text", "line", "entry"),
    [
        ("a: 1\nb: 2\na: 1\n", 3, "a"),
        ('a: 1\n"a": 2\n', 2, "a"),
        ("x:\n  - id: one\n    in:\n      k: 1\n      k: 2\n", 5, "one > in > k"),
        ("x: {k: 1, k: 2}\n", 1, "x > k"),
        ("x:\n  - [{k: 1,\n      k: 2}]\n", 3, "x > 1 > 1 > k"),
    ],
)
def test_a_key_that_stands_twice_is_told_at_its_second_line(
    text: str, line: int, entry: str
) -> None:
    (wrong,) = refused(text)
    assert (wrong.line, wrong.entry) == (line, entry)
    assert "ghi hai lần: đã có ở dòng" in wrong.wrong


def test_all_keys_that_stand_twice_are_told_at_once() -> None:
    assert [wrong.line for wrong in refused("a: 1\na: 1\nb: {c: 1, c: 2}\n")] == [2, 3]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("0x_", "số này dài quá"),
        ("0b_", "số này dài quá"),
        ("9" * 5000, "số này dài quá"),
        ("1:" * 3000 + "1", "số này dài quá"),
        ("!!int abc", "dấu ! (!!int)"),
        ("!!float abc", "dấu ! (!!float)"),
        ("!!bool abc", "dấu ! (!!bool)"),
        ("!!timestamp abc", "dấu ! (!!timestamp)"),
        ("!!python/object/apply:os.system [id]", "dấu ! (!!python"),
        ("!!binary aGVsbG8=", "dấu ! (!!binary)"),
        ("!!set {a, b}", "dấu ! (!!set)"),
        ("!quan trọng", "dấu ! (!quan)"),
        ("!la!x y", "dấu !"),
        ("&ten Tên", "dấu & (&ten)"),
        ("*ten", "dấu * (*ten)"),
        ("*Lưu ý", "dấu * hoặc &"),
        ("@ai đó", "dấu @"),
        ("- một", "dấu '-'"),
        ("|x", "dấu | hoặc >"),
        ("]", "thừa dấu phẩy hoặc dấu ngoặc"),
        ("=", "câu chỉ có một dấu"),
        ("\x07", "U+0007"),
        ("\0", "U+0000"),
        ("\ufeffa", "U+FEFF"),
        ("\ud800", "U+D800"),
    ],
)
def test_a_value_that_is_none_is_told_with_its_line(value: str, told: str) -> None:
    (wrong,) = refused(f"a: b\nc: {value}\n")
    assert told in wrong.wrong
    assert wrong.line == 2


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: 1\n? [b]\n: c\n", 2, "không phải là chữ"),
        ("a: 1\n? {b: 1}\n: c\n", 2, "không phải là chữ"),
        ("a: 1\n5: c\n", 2, "'5' không phải là chữ"),
        ("a: 1\nyes: c\n", 2, "'yes' không phải là chữ"),
        ("a: 1\n<<: {b: c}\n", 2, "<<"),
        ("a: 1\n---\nb: 2\n", 2, "---"),
        ("%a\nb: 2\n", 1, "dấu %"),
    ],
)
def test_keys_and_documents_are_what_people_mean(text: str, line: int, told: str) -> None:
    (wrong,) = refused(text)
    assert (wrong.line, told in wrong.wrong) == (line, True)


@pytest.mark.parametrize(
    "text",
    [BOMB, "a: &a\n  - *a\n", "[" * 300_000, "- " * 300_000, "{a: " * 5000],
    ids=["aliases of aliases", "itself", "brackets", "dashes", "braces"],
)
def test_what_would_fill_the_memory_or_end_the_process_is_refused_before(text: str) -> None:
    assert 1 <= len(refused(text)) <= 20


def test_what_is_as_deep_as_allowed_is_read() -> None:
    depth = DEEPEST
    assert strict_yaml.read("[" * depth + "]" * depth)[0] is not None
    refused("[" * (depth + 1) + "]" * (depth + 1))


def test_what_people_write_is_read_as_before() -> None:
    text = 'a: Ai? Ủa! & rồi * sao\nb: "!x *y &z"\nc: 2026-13-45\nd: 14\ne: [!!x]'
    said, _ = strict_yaml.read(text.replace("[!!x]", "['!!x']"))
    assert said == {
        "a": "Ai? Ủa! & rồi * sao",
        "b": "!x *y &z",
        "c": "2026-13-45",
        "d": 14,
        "e": ["!!x"],
    }
