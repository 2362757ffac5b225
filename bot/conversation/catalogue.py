"""/kichban: the playbooks to look at, family by family."""

from bot.conversation.answers import bare
from bot.messages import Button, Reply
from casework.playbooks.library import Library, Match
from casework.playbooks.schema import Family, Playbook


def families() -> Reply:
    """The families, as buttons."""
    buttons = tuple(Button(family.label, f"family:{family.value}") for family in Family)
    return Reply("Bạn muốn xem nhóm chiêu lừa nào?", buttons)


def family(library: Library, name: str) -> Reply:
    """The playbooks of one family, as buttons."""
    members = [p for p in library.playbooks if p.family.value == name]
    buttons = tuple(Button(p.short_name, f"show:{p.id}") for p in members)
    return Reply("Chọn một chiêu để xem:", (*buttons, Button("Nhóm khác", "families")))


def find(library: Library, wanted: str) -> Match | None:
    """The playbook whose id, name or short name contains the words, without a story."""
    sought = bare(wanted.replace("_", " "))
    found = next((p for p in library.playbooks if sought and sought in _names(p)), None)
    return Match(found, (), -1) if found else None


def _names(playbook: Playbook) -> str:
    return bare(f"{playbook.id.replace('_', ' ')} {playbook.name} {playbook.short_name}")
