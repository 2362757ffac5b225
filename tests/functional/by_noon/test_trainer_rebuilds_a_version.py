"""A model version is made again from its commit, with the real Rasa on a few invented examples."""

import re
from pathlib import Path

from tests.functional.bench_world import BenchWorld

NAME = re.compile(r"canhgiac-[0-9a-f]{12}")


def test_a_version_is_made_again_from_its_commit_byte_for_byte(tmp_path: Path) -> None:
    world = BenchWorld.made_in(tmp_path, tiny=True)
    # From data that nobody has committed: the version has a commit of its own all the same.
    with (world.data / "examples" / "faq.txt").open("a", encoding="utf-8") as faq:
        faq.write("câu này chưa ai lưu vào git\n")
    name = NAME.findall(world.door("trainer", "train", "--by", "lan"))[0]
    status, branch = world.git("status", "--porcelain"), world.git("rev-parse", "HEAD")
    assert "data/examples/faq.txt" in status
    archive = world.root / "nlu" / "models" / f"{name}.tar.gz"
    before = archive.read_bytes()
    archive.write_bytes(before + b"damaged")
    (world.data / "examples" / "faq.txt").write_text("", "utf-8")
    world.git("checkout", "--quiet", "--", "data")
    assert "Giống nhau từng byte." in world.door("trainer", "rebuild", name)
    assert archive.read_bytes() == before
    assert (world.git("status", "--porcelain"), world.git("rev-parse", "HEAD")) == ("", branch)
