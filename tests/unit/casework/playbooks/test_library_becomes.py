import pytest

from casework.playbooks.data_file import DataFileError
from casework.playbooks.library import Library
from tests.unit.casework.learning.promoted import NEW, NEW_NAME, SHIPPER, new_text, old_text

STORY = "nó biểu tui đổi sim ảo lấy thưởng liền"


@pytest.fixture
def old(library: Library) -> Library:
    return Library.from_text(old_text(library), "patterns.yml", "old")


@pytest.fixture
def new(library: Library) -> Library:
    return Library.from_text(new_text(library), "patterns.yml", "new")


def test_a_library_becomes_another_one_for_whoever_holds_it(old: Library, new: Library) -> None:
    score, ids = old.score_by_phrases, old.ids
    old.become(new)
    assert NEW in score(STORY)
    assert old.ids == (*ids, NEW)
    assert (old.version, old.emergency) == (new.version, new.emergency)


def test_a_retired_playbook_is_known_but_neither_listed_nor_found(
    old: Library, new: Library
) -> None:
    new.become(old)
    assert NEW not in new.ids
    assert NEW not in [playbook.id for playbook in new.playbooks]
    assert NEW not in new.score_by_phrases(STORY)
    assert NEW in new
    assert new.get(NEW).name == NEW_NAME
    assert [quote.words for quote in new.match(NEW, STORY).quotes] == ["sim ảo lấy thưởng"]
    for one, other in ((NEW, SHIPPER), (SHIPPER, NEW)):
        asked = new.telling_question(one, other)
        assert asked
        assert set(asked.answers) == {NEW, SHIPPER}


def test_a_playbook_that_comes_back_is_as_it_is_now(
    library: Library, old: Library, new: Library
) -> None:
    shown = new.as_it_is()
    shown.become(old)
    renamed = [
        p.model_copy(update={"name": "Tên sửa lại"}) if p.id == NEW else p for p in new.playbooks
    ]
    shown.become(Library(renamed, library.emergency))
    assert (NEW in shown.ids, shown.get(NEW).name) == (True, "Tên sửa lại")


def test_what_never_was_a_playbook_is_not_known(old: Library, new: Library) -> None:
    old.become(new)
    assert "no_such" not in old
    with pytest.raises(KeyError):
        old.get("no_such")
    with pytest.raises(KeyError):
        old.match("no_such", STORY)


def test_one_as_it_is_stays_so(old: Library, new: Library) -> None:
    kept = old.as_it_is()
    old.become(new)
    assert NEW in old.ids
    assert NEW not in kept
    assert kept.version == "old"


def test_a_text_is_read_as_the_file_is(library: Library, new: Library) -> None:
    assert new.get(SHIPPER) == library.get(SHIPPER)
    assert (library.version, new.version) == (None, "new")
    with pytest.raises(DataFileError, match=r"v1/patterns\.yml:2"):
        Library.from_text("playbooks: [", "v1/patterns.yml")
