"""Begins a new playbook: what the trainer must tell, and whether it will do."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import HttpUrl, TypeAdapter, ValidationError, create_model

from casework.learning.draft_lock import draft_alone
from casework.learning.new_playbook import Prepared
from casework.playbooks.data_file import load_text, read_text
from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.playbooks.nearest import nearest
from casework.playbooks.schema import Entry, Family, Playbook, ScamPatterns, StatisticsCategory
from casework.playbooks.skeleton import Draft, append_entry, examples_header, skeleton
from casework.playbooks.wording import in_vietnamese

_ASKED = ("id", "name", "short_name", "definition", "family", "statistics_category")
_FIELDS: dict[str, Any] = {
    name: (Playbook.model_fields[name].annotation, Playbook.model_fields[name]) for name in _ASKED
}
_Asked = create_model("_Asked", __base__=Entry, **_FIELDS)


class NotADraft(Exception):
    """Chưa tạo được kịch bản. Sửa các chỗ sau rồi chạy lại:"""  # noqa: D415

    def __init__(self, wrong: Iterable[str]) -> None:
        super().__init__("\n".join([self.__doc__ or "", *wrong]))


def read_patterns(data_dir: Path) -> ScamPatterns:
    """The playbooks that there are. Raises DataFileError."""
    path = data_dir / "scam_patterns.yml"
    return load_text(read_text(path), path, ScamPatterns)[0]


def wrong_with(field: str, said: str, patterns: ScamPatterns) -> str | None:
    """What is wrong with one answer and how to mend it; None if it will do."""
    try:
        _Asked.model_validate({field: said})
    except ValidationError as error:
        for detail in error.errors():
            if detail["loc"][0] == field and detail["type"] != "missing":
                wrong, mend = in_vietnamese(detail)
                return f"{wrong} Cách sửa: {mend}"
    return _wrong_id(said, patterns) if field == "id" else None


def wrong_neighbour(said: str, patterns: ScamPatterns) -> str | None:
    """The same of an id that is named as a neighbour."""
    ids = [playbook.id for playbook in patterns.playbooks]
    if said in ids:
        return None
    meant = nearest(said, ids)
    guess = f" Có phải ý là '{meant}'?" if meant else ""
    return f"Không có kịch bản nào mang mã '{said}'.{guess} Cách sửa: ghi mã đang có."


def wrong_source(said: str) -> str | None:
    """The same of a link."""
    try:
        TypeAdapter(HttpUrl).validate_python(said)
    except ValidationError as error:
        wrong, mend = in_vietnamese(error.errors()[0])
        return f"{wrong} Cách sửa: {mend}"
    return None


def draft_of(
    answers: Mapping[str, str], neighbours: Iterable[str], source: str | None, known: ScamPatterns
) -> Draft:
    """The draft that the answers make. Raises NotADraft with all that is wrong."""
    neighbours = tuple(dict.fromkeys(neighbours))
    told = [(name, wrong_with(name, answers[name], known)) for name in _ASKED]
    told += [("neighbour", wrong_neighbour(name, known)) for name in neighbours]
    told += [("source", wrong_source(source))] if source else []
    wrong = [f"{name}: {what}" for name, what in told if what]
    if wrong:
        raise NotADraft(wrong)
    return Draft(
        id=answers["id"],
        name=answers["name"],
        short_name=answers["short_name"],
        definition=answers["definition"],
        family=Family(answers["family"]),
        statistics_category=StatisticsCategory(answers["statistics_category"]),
        neighbours=neighbours,
        source=source,
    )


def begin(data_dir: Path, draft: Draft) -> tuple[Path, int, Path]:
    """Write the skeleton and the file for its examples: where, from which line on.

    Raises NotAppendable, DraftBusy, DraftChanged, NotWritable, NotADraft; then nothing was written.
    """
    path = data_dir / "scam_patterns.yml"
    examples = data_dir / "examples" / f"{draft.id}.txt"
    with draft_alone(data_dir) as held, held.all_or_nothing():
        if examples.exists():
            raise NotADraft([f"id: Đã có tệp {examples}. Cách sửa: đổi mã, hoặc dời tệp đó đi."])
        # Somebody else may have begun it while this one was asked for.
        if wrong := _wrong_id(draft.id, read_patterns(data_dir)):
            raise NotADraft([f"id: {wrong}"])
        # As the bytes are: what stands there already must stay so.
        before = path.read_bytes().decode("utf-8")
        after = append_entry(before, skeleton(draft))
        Prepared(path, before, after, examples, examples_header(draft)).write(held)
    return path, len(before.splitlines()) + 2, examples


def _wrong_id(said: str, patterns: ScamPatterns) -> str | None:
    ids = [playbook.id for playbook in patterns.playbooks]
    if said in ids or said in NOT_PLAYBOOKS:
        return f"Mã '{said}' đã có. Cách sửa: đặt mã khác, hoặc sửa kịch bản đang có."
    return None
