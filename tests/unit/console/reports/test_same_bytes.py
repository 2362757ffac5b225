"""The same report gives the same bytes: tomorrow, and in another process."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from casework.playbooks.help_channels import HelpChannels
from console.reports import bulletin, printed, word_document
from console.reports.content import report_content
from console.reports.heading import Letterhead
from tests.unit.console.reports import sample

ROOT = Path(__file__).resolve().parents[4]


def digests() -> list[str]:
    letterhead = Letterhead("Công an tỉnh Ví Dụ", "Phòng Ví Dụ", "Ví Dụ", "Trưởng phòng")
    channels = HelpChannels.from_file(sample.DATA / "help_channels.yml")
    report = sample.hidden()
    content = report_content(report)
    found = (
        word_document.render(content, letterhead, report),
        printed.render(content, letterhead, report),
        bulletin.render(report, sample.LIBRARY, channels, letterhead),
    )
    return [sha256(made).hexdigest() for made in found]


def elsewhere(seed: str) -> list[str]:
    """As another process makes them, with its own order of sets, zone and language."""
    zone = {"TZ": "Pacific/Auckland", "LANG": "de_DE.UTF-8"}
    surroundings = {**os.environ, **zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = "from tests.unit.console.reports.test_same_bytes import digests; print(*digests())"
    done = subprocess.run(
        [sys.executable, "-P", "-c", command],
        env=surroundings,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.split()


def test_the_same_report_gives_the_same_bytes_in_every_process() -> None:
    here = digests()
    assert here == digests() == elsewhere("1")
