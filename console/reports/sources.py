"""What a report needs besides the case book: names, the plan, contacts, the letterhead."""

from dataclasses import dataclass

from casework.db import Sessions
from casework.playbooks.help_channels import HelpChannels
from casework.statistics.baseline import Baseline
from casework.statistics.names import Names
from casework.statistics.reporting import Reporter
from console.desk import Desk
from console.reports.heading import Letterhead


class NotClosedYet(Exception):
    """Tháng này chưa chốt, số còn đổi: người không xem vụ chỉ xem được khi tháng đã chốt."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Read anew for each report: trainers change the files while the console runs."""

    names: Names
    baseline: Baseline
    help_channels: HelpChannels
    letterhead: Letterhead

    @classmethod
    def of(cls, desk: Desk) -> "Sources":
        """Raises DataFileError."""
        settings = desk.settings
        return cls(
            # Its tables must hang together, whatever is promoted while they are counted.
            names=Names(desk.library.as_it_is(), desk.communes, desk.provinces, desk.home),
            baseline=Baseline.from_file(settings.data_dir / "baseline.yml"),
            help_channels=HelpChannels.from_file(settings.data_dir / "help_channels.yml"),
            letterhead=Letterhead(
                parent=settings.report_parent,
                office=settings.report_office,
                place=settings.report_place or desk.provinces.get(desk.home, ""),
                signed_as=settings.report_signed_as,
            ),
        )

    def reporter(self, sessions: Sessions) -> Reporter:
        """What makes the reports of a case book."""
        return Reporter(sessions, self.names, self.baseline)
