import os
from pathlib import Path

import pytest

from bot.reception.departures import AnotherBotRuns, Departures


def test_the_last_note_of_each_delivery_counts(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "departures"
    departures = Departures(file)
    departures.begin({})
    for delivery, gone_out in ((1, 1), (2, 1), (1, 2), (2, 0)):
        departures.note(delivery, gone_out)
    assert Departures(file).read() == {1: 2, 2: 0}
    departures.begin({1: 2})
    departures.note(3, 1)
    departures.close()
    assert Departures(file).read() == {1: 2, 3: 1}


def test_a_torn_note_at_the_end_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "departures"
    departures = Departures(file)
    departures.begin({7: 1})
    departures.close()
    with file.open("ab") as opened:
        opened.write(b"\x01\x02\x03")
    assert Departures(file).read() == {7: 1}


def test_without_a_place_to_note_it_says_so_and_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    departures = Departures(tmp_path / "file" / "departures")
    assert departures.read() == {}
    departures.begin({})
    departures.note(1, 1)
    assert "cannot be noted" in caplog.text


def test_the_file_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.reception.departures.MOST_NOTES", 10)
    file = tmp_path / "departures"
    departures = Departures(file)
    departures.begin({})
    departures.note(1, 1)
    for delivery in range(2, 100):
        departures.note(delivery, 1)
        departures.finished(delivery)
    assert file.stat().st_size <= 12 * 11
    assert Departures(file).read()[1] == 1


def test_a_note_that_a_full_disk_has_torn_spoils_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "departures"
    departures = Departures(file)
    departures.begin({})
    departures.note(1, 1)
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, note: write(descriptor, note[:5]))
    departures.note(2, 1)
    monkeypatch.setattr(os, "write", write)
    monkeypatch.setattr("bot.reception.departures.TRY_AGAIN", 0)
    departures._try_at = 0  # noqa: SLF001  # the ten seconds are over
    departures.note(3, 1)
    departures.note(4, 2)
    assert Departures(file).read() == {1: 1, 2: 1, 3: 1, 4: 2}


def test_two_processes_do_not_note_in_one_file(tmp_path: Path) -> None:
    first, second = (Departures(tmp_path / "departures") for _ in range(2))
    first.hold()
    with pytest.raises(AnotherBotRuns, match="DEPARTURES_FILE"):
        second.hold()
    first.close()
    second.hold()
    second.close()
