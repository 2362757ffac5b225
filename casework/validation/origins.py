"""Origins: where a playbook's content comes from, and when somebody looked."""

from collections.abc import Iterator
from datetime import date, timedelta

from casework.playbooks.data_file import Mistake
from casework.playbooks.schema import Playbook, ScamPatterns
from casework.validation.checked import Checked

LONGEST_UNREAD = timedelta(days=365)
"""A year: tricks change, and pages move. What is older is a warning."""


def check_origins(patterns: Checked[ScamPatterns], today: date) -> Iterator[Mistake]:
    """A real case or the reason why there is none; sources read lately, not in the future."""
    for i, playbook in enumerate(patterns.content.playbooks):
        if playbook.reported_case is None and not playbook.reported_case_missing:
            mend = "ghi reported_case (có nguồn), hoặc reported_case_missing: vì sao chưa có."
            wrong = "Chưa có vụ việc có thật."
            yield patterns.mistake(("playbooks", i), playbook.id, wrong, mend)
        if playbook.reported_case is not None:
            where = ("playbooks", i, "reported_case", "published")
            for wrong in _wrong_day(playbook.reported_case.published, today):
                mend = "ghi ngày đăng của bài báo: năm, năm-tháng hoặc năm-tháng-ngày."
                yield patterns.mistake(where, playbook.id, wrong, mend)
        yield from _sources(patterns, i, playbook, today)


def _sources(
    patterns: Checked[ScamPatterns], i: int, playbook: Playbook, today: date
) -> Iterator[Mistake]:
    for k, source in enumerate(playbook.sources):
        if source.checked_on > today:
            where = ("playbooks", i, "sources", k, "checked_on")
            wrong = f"Ngày kiểm tra {source.checked_on} còn ở tương lai."
            yield patterns.mistake(where, playbook.id, wrong, "ghi ngày đã đọc trang này.")
    days = [source.checked_on for source in playbook.sources]
    old = [day for day in days if day + LONGEST_UNREAD < today]
    if old:
        where = ("playbooks", i, "sources", days.index(min(old)), "checked_on")
        wrong = (
            f"{len(old)} trên {len(days)} nguồn đã hơn một năm chưa ai đọc lại "
            f"(cũ nhất: {min(old)})."
        )
        mend = "mở lại từng trang, xem còn đúng không, rồi ghi checked_on mới."
        yield patterns.warning(where, playbook.id, wrong, mend)


def _wrong_day(published: str, today: date) -> Iterator[str]:
    """What is wrong with '2025', '2025-10' or '2025-10-04'."""
    year, month, day = (*map(int, published.split("-")), 1, 1)[:3]
    try:
        if date(year, month, day) > today:
            yield f"Ngày đăng {published} còn ở tương lai."
    except ValueError:
        yield f"Không có ngày {published}."
