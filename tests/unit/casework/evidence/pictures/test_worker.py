import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from casework.evidence.pictures import letters, worker
from casework.evidence.pictures.base import CannotReadNow, NotAPicture, PictureRead, TooLarge
from casework.evidence.pictures.frames import LENGTH, answer_of, framed, outcome_of
from casework.evidence.pictures.patience import OutOfPatience
from casework.evidence.pictures.worker import read_picture, serve
from casework.privacy.texts import RawText
from tests.unit.casework.evidence.pictures.made_up import code, drawn, png_promising, written

MOST = 1_000_000
LINK = "https://nhanqua.example/?ma=1"


def answers_to(said: bytes) -> list[bytes]:
    out = BytesIO()
    serve(BytesIO(said), out, MOST, None)
    answers, rest = [], out.getvalue()
    while rest:
        (length,) = LENGTH.unpack(rest[: LENGTH.size])
        answers.append(rest[LENGTH.size : LENGTH.size + length])
        rest = rest[LENGTH.size + length :]
    return answers


def test_picture_after_picture_is_answered() -> None:
    first, second, third = answers_to(
        framed(written(code(LINK))) + framed(b"x") + framed(png_promising(9999, 9999))
    )
    assert outcome_of(first) == PictureRead(None, (LINK,))
    with pytest.raises(NotAPicture):
        outcome_of(second)
    with pytest.raises(TooLarge):
        outcome_of(third)


@pytest.mark.parametrize("said", [b"", b"\0\0", framed(b"abc")[:-1]])
def test_a_parent_that_ends_in_the_middle_ends_the_worker(said: bytes) -> None:
    assert answers_to(said) == []


@pytest.mark.parametrize(
    "outcome",
    [
        PictureRead(RawText("Chào \U0001f44b\n\nbạn"), ("mã", "hai")),
        PictureRead(None),
        PictureRead(RawText("")),
    ],
)
def test_an_answer_comes_out_as_it_went_in(outcome: PictureRead) -> None:
    assert outcome_of(answer_of(outcome)) == outcome


@pytest.mark.parametrize("refusal", [TooLarge, NotAPicture, CannotReadNow])
def test_a_refusal_comes_out_as_it_went_in(refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        outcome_of(answer_of(refusal()))  # type: ignore[arg-type]


@pytest.mark.parametrize("answer", [b"", b"?", b"R", b"R{}", b"R[1]", b'R{"text":null,"codes":3}'])
def test_gibberish_is_no_answer(answer: bytes) -> None:
    with pytest.raises(CannotReadNow):
        outcome_of(answer)


@pytest.mark.parametrize("command", ["/nowhere/tesseract", "/bin/false"])
def test_codes_are_read_though_tesseract_fails(command: str) -> None:
    assert read_picture(page_with_code(), MOST, command) == PictureRead(None, (LINK,))


def page_with_code() -> bytes:
    page = drawn("Quét mã", "để nhận quà")
    page.paste(code(LINK, scale=2), (400, 0))
    return written(page)


def test_codes_are_told_though_looking_for_letters_takes_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def long(_grey: object) -> None:
        raise OutOfPatience

    monkeypatch.setattr(worker, "lay_out", long)
    read = read_picture(page_with_code(), MOST, "/nowhere/tesseract")
    assert read == PictureRead(RawText(""), (LINK,))


def test_codes_are_told_though_tesseract_takes_too_long(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(letters, "SECONDS", 0.05)
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 600\n", encoding="ascii")
    slow.chmod(0o755)
    assert read_picture(page_with_code(), MOST, str(slow)) == PictureRead(RawText(""), (LINK,))


WRITES = """
import os, resource, subprocess, sys
from casework.evidence.pictures.limits import confine
confine()
try:
    with open(sys.argv[1], "wb") as file:
        file.write(b"secret")
except OSError:
    print("refused")
done = subprocess.run(["sh", "-c", f"echo secret > {sys.argv[1]}"], stderr=subprocess.DEVNULL)
print(done.returncode != 0, os.path.getsize(sys.argv[1]))
print(resource.getrlimit(resource.RLIMIT_CORE))
try:
    bytearray(2_000_000_000)
except MemoryError:
    print("too much")
"""


def test_neither_a_confined_process_nor_its_child_can_write_or_take_all_memory(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-B", "-c", WRITES, tmp_path / "file"],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[5]), "PATH": "/usr/bin:/bin"},
    )
    assert done.stdout.split("\n")[:4] == ["refused", "True 0", "(0, 0)", "too much"], done.stderr
