"""Whether the console's editor finds each playbook in the file as it stands."""

from collections.abc import Iterator

from casework.playbooks.data_file import Mistake
from casework.playbooks.patterns_file import entry_texts
from casework.playbooks.schema import ScamPatterns
from casework.validation.checked import Checked

_MEND = (
    "viết như các kịch bản kia: dòng 'playbooks:' sát lề, mỗi kịch bản bắt đầu bằng dòng "
    "'- id: mã', các mục thẳng hàng với chữ id, không gom trong ngoặc."
)


def check_pen(patterns: Checked[ScamPatterns], text: str) -> Iterator[Mistake]:
    """A mistake for each playbook that YAML reads and the editor would not find."""
    found = entry_texts(text)
    for number, playbook in enumerate(patterns.content.playbooks):
        if playbook.id not in found:
            wrong = "Kịch bản này viết lạ khuôn nên bàn làm việc không sửa được."
            yield patterns.mistake(("playbooks", number), playbook.id, wrong, _MEND)
