"""Origins: where a playbook's content comes from, and when somebody looked."""

from collections.abc import Iterator
from datetime import date

from casework.playbooks.data_file import Mistake
from casework.playbooks.schema import ScamPatterns
from casework.validation.checked import Checked


def check_origins(patterns: Checked[ScamPatterns], today: date) -> Iterator[Mistake]:
    """A real case or the reason why there is none; no source was read in the future."""
    for i, playbook in enumerate(patterns.content.playbooks):
        if playbook.reported_case is None and not playbook.reported_case_missing:
            mend = "ghi reported_case (có nguồn), hoặc reported_case_missing: vì sao chưa có."
            wrong = "Chưa có vụ việc có thật."
            yield patterns.mistake(("playbooks", i), playbook.id, wrong, mend)
        for k, source in enumerate(playbook.sources):
            if source.checked_on > today:
                where = ("playbooks", i, "sources", k, "checked_on")
                wrong = f"Ngày kiểm tra {source.checked_on} còn ở tương lai."
                yield patterns.mistake(where, playbook.id, wrong, "ghi ngày đã đọc trang này.")
