from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casework.playbooks.library import Library
from casework.validation import validate
from tests.unit.casework.validation import tiny_data
from trainer.__main__ import door
from trainer.new_playbook import NotADraft

Run = Callable[..., Result]
OPTIONS = (
    *("new", "tho_sua_gia", "--name", "Giả thợ sửa", "--short-name", "Thợ sửa giả"),
    *("--definition", "Kẻ gian xưng là thợ sửa máy lạnh, đòi tiền cọc rồi biến mất."),
    *("--family", "dich_vu_tien_ich", "--category", "thu_doan_khac"),
    *("--neighbour", "gia_shipper"),
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tiny_data.write(tmp_path / "data")


@pytest.fixture
def run(data: Path) -> Run:
    def run(*arguments: str, said: str = "") -> Result:
        return CliRunner().invoke(door, arguments, input=said, env={"DATA_DIR": str(data)})

    return run


def test_with_options_nothing_is_asked_and_the_next_steps_are_told(run: Run, data: Path) -> None:
    path = data / "scam_patterns.yml"
    before = path.read_bytes()
    done = run(*OPTIONS)
    assert done.exit_code == 0, done.output
    assert path.read_bytes().startswith(before)
    line = before.decode().count("\n") + 2
    assert f"{path}:{line}" in done.output
    for step in ("trainer validate", "trainer train", "tho_sua_gia.txt"):
        assert step in done.output
    assert Library.from_file(path).ids[-1] == "tho_sua_gia"
    entries = {m.entry for m in validate(data, tiny_data.TODAY) if not m.is_warning}
    assert entries == {"tho_sua_gia"}


def test_what_is_missing_is_asked_until_it_will_do(run: Run, data: Path) -> None:
    answers = [
        *("Thợ Sửa", "gia_shipper", "advert", "tho_sua_gia"),
        *("ab", "Giả thợ sửa"),
        "Thợ sửa giả",
        "Kẻ gian xưng là thợ sửa máy lạnh, đòi tiền cọc rồi biến mất.",
        *("dich_vu_tienich", "2"),
        "6",
        *("gia_shiper", "gia_shipper, gia_dien_luc"),
    ]
    done = run("new", said="\n".join(answers) + "\n")
    assert done.exit_code == 0, done.output
    assert "chỉ dùng chữ thường không dấu" in done.output
    assert done.output.count("đã có. Cách sửa: đặt mã khác") == 2
    assert "có phải ý là 'dich_vu_tien_ich'?" in done.output
    assert "Có phải ý là 'gia_shipper'?" in done.output
    made = Library.from_file(data / "scam_patterns.yml").get("tho_sua_gia")
    assert made.family == "dich_vu_tien_ich"
    assert made.statistics_category == "thu_doan_khac"
    assert [neighbour.id for neighbour in made.neighbours] == ["gia_shipper", "gia_dien_luc"]


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("new", "gia_shipper", "id: Mã 'gia_shipper' đã có."),
        ("new", "Thợ sửa", "id: 'id' viết sai khuôn."),
        ("--name", "ab", "name: Câu quá ngắn."),
        ("--short-name", "x" * 33, "short_name: Câu quá dài."),
        ("--family", "muaban", "family: Giá trị của 'family' lạ."),
        ("--neighbour", "gia_shiper", "Có phải ý là 'gia_shipper'?"),
        ("--source", "bao.vn", "source: Đường dẫn sai."),
    ],
)
def test_an_option_that_will_not_do_is_told_and_nothing_is_written(
    run: Run, data: Path, option: str, value: str, told: str
) -> None:
    before = (data / "scam_patterns.yml").read_bytes()
    given = [*OPTIONS]
    if option in given:
        given[given.index(option) + 1] = value
    else:
        given += [option, value]
    done = run(*given)
    assert isinstance(done.exception, NotADraft)
    assert told in str(done.exception)
    assert (data / "scam_patterns.yml").read_bytes() == before
    assert not (data / "examples" / "tho_sua_gia.txt").exists()


def test_examples_that_lie_there_already_are_kept(run: Run, data: Path) -> None:
    path = data / "examples" / "tho_sua_gia.txt"
    path.write_text("câu cũ\n", "utf-8")
    before = (data / "scam_patterns.yml").read_bytes()
    assert isinstance(run(*OPTIONS).exception, NotADraft)
    assert path.read_text("utf-8") == "câu cũ\n"
    assert (data / "scam_patterns.yml").read_bytes() == before
