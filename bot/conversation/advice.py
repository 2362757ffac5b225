"""The replies made from a playbook: what it is, why, what comes next, what to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.conversation import texts
from bot.conversation.fitting import Part, fit, numbered
from bot.messages import Button, Reply
from casework.playbooks.library import Library, Match
from casework.playbooks.schema import Playbook
from casework.stage import Stage

MORE_BUTTONS = (
    Button("Vì sao?", "why"),
    Button("Làm gì tiếp?", "todo"),
    Button("Báo ở đâu?", "contacts"),
)
PAID_AFTER_ALL = Button("Tôi đã chuyển tiền rồi", "stage:paid")
_MOST_QUOTES = 3
_REPORT_LINE = "Báo ở đâu: {cong_an_xa} hoặc {vneid}; nguy cấp gọi {canh_sat_113}. Thêm: /lienhe"
_REPORT_SHORT = "Nguy cấp: gọi {canh_sat_113}. Gọi ai, báo ở đâu: /lienhe"
_STOP = {
    Stage.APPROACH: "⚠️ DỪNG LẠI, khoan làm theo lời họ.",
    Stage.INFO_GIVEN: "🆘 Họ đã có thứ của bạn. Làm NGAY, theo thứ tự:",
    Stage.PAID: "🆘 Đã mất tiền: làm NGAY, theo thứ tự:",
}


@dataclass(frozen=True, slots=True)
class Advice:
    """Writes advice. `fill` puts help channels in place of {placeholders}: their length counts."""

    library: Library
    fill: Callable[[str], str]

    def first(
        self, match: Match, stage: Stage | None, found: Sequence[str] = (), *, less_sure: bool
    ) -> Reply:
        """The first reply about a named playbook: at most one screen.

        `found`: sentences on what was pasted, the gravest first.
        """
        if stage in (Stage.PAID, Stage.INFO_GIVEN):
            parts = self._after(match, stage, found)
        else:
            parts = self._before(match, found)
        if less_sure:
            parts.append(Part(texts.LESS_SURE))
        # The steps after a loss say already where to report.
        report = _REPORT_SHORT if stage is Stage.PAID else _REPORT_LINE
        parts += [Part(report, 3), Part(texts.NOT_POLICE)]
        # A stage read from words may be wrong: who has paid must be one tap from the steps.
        paid = (PAID_AFTER_ALL,) if stage is Stage.APPROACH else ()
        return Reply(self._fitted(parts), (*paid, *MORE_BUTTONS))

    def again(self, match: Match, stage: Stage | None, *, less_sure: bool) -> Reply:
        """When the same is told once more: not all of it again, only the most urgent."""
        paid = stage is Stage.PAID
        steps = self.library.emergency.paid if paid else match.playbook.advice.for_stage(stage)
        text = texts.STILL_THE_SAME.format(name=match.playbook.name, step=steps[0].rstrip("."))
        text = f"{text}\n{texts.LESS_SURE}" if less_sure else text
        return Reply(self.fill(text), (*(() if paid else (PAID_AFTER_ALL,)), *MORE_BUTTONS))

    def emergency(self, stage: Stage) -> Reply:
        """What to do when something is gone and no playbook is named yet."""
        steps = numbered(self._emergency_steps(stage))
        parts = [Part(_STOP[stage]), *steps, Part(_REPORT_SHORT), Part(texts.NOT_POLICE)]
        return Reply(self._fitted(parts))

    def why(self, match: Match, found: Sequence[str] = ()) -> Reply:
        """The definition, what was found in what was pasted, the words that gave it away, signs."""
        playbook = match.playbook
        quotes = [f"• “{q.words}” → {q.sign}" for q in match.quotes]
        seen = {q.sign for q in match.quotes}
        others = [f"• {s.sign}" for s in playbook.pattern.warning_signs if s.sign not in seen]
        told = ["Bạn kể:", *quotes, "", "Dấu hiệu khác của chiêu này:"] if quotes else ["Dấu hiệu:"]
        pasted = ["Trong thứ bạn dán:", *(f"• {line}" for line in found), ""] if found else []
        lines = [f"{playbook.name}: {playbook.definition}", "", *pasted, *told, *others]
        if playbook.reported_case:
            case = playbook.reported_case
            lines += [
                "",
                f"Chuyện có thật: {case.story} (Nguồn: {case.source.host}, {case.published})",
            ]
        return Reply("\n".join(lines), MORE_BUTTONS[1:])

    def todo(self, match: Match, stage: Stage | None) -> Reply:
        """All steps for the stage, and what the scammer will try next."""
        playbook = match.playbook
        general = self._emergency_steps(stage) if stage and stage is not Stage.APPROACH else ()
        steps = [*_urgent(playbook), *general, *playbook.advice.for_stage(stage)]
        lines = [part.text for part in numbered(steps)]
        if following := match.next_step(stage):
            lines += ["", f"Sắp tới chúng thường: {following}."]
        if stage is Stage.PAID:
            lines += ["", self.library.emergency.second_scam]
        return Reply("\n".join(lines), (MORE_BUTTONS[0], MORE_BUTTONS[2]))

    def _before(self, match: Match, found: Sequence[str]) -> list[Part]:
        playbook = match.playbook
        steps = [*_urgent(playbook), *playbook.advice.approach]
        return [
            Part(_STOP[Stage.APPROACH]),
            Part(f"Rất giống chiêu: {playbook.name}."),
            *_pointed_out(found),
            Part(_because(match), 1),
            Part(_next_line(match, Stage.APPROACH), 2),
            Part("Làm ngay:"),
            *numbered(steps),
        ]

    def _after(self, match: Match, stage: Stage, found: Sequence[str]) -> list[Part]:
        playbook = match.playbook
        steps = [*_urgent(playbook), *self._emergency_steps(stage)]
        if stage is Stage.INFO_GIVEN:
            steps = [*_urgent(playbook), *playbook.advice.info_given]
        return [
            Part(_STOP[stage]),
            *numbered(steps),
            Part(f"Rất giống chiêu: {playbook.name}."),
            *_pointed_out(found),
            Part(_because(match), 2),
            Part(_next_line(match, stage), 1),
        ]

    def _fitted(self, parts: Sequence[Part]) -> str:
        return fit([replace(part, text=self.fill(part.text)) for part in parts])

    def _emergency_steps(self, stage: Stage) -> tuple[str, ...]:
        emergency = self.library.emergency
        return emergency.paid if stage is Stage.PAID else emergency.info_given


def _urgent(playbook: Playbook) -> tuple[str, ...]:
    return (playbook.advice.urgent,) if playbook.advice.urgent else ()


def _pointed_out(found: Sequence[str]) -> list[Part]:
    """The gravest always stays."""
    return [Part(line, 0 if place == 0 else 2) for place, line in enumerate(found)]


def _because(match: Match) -> str:
    quotes = [f"“{quote.words}”" for quote in match.quotes[:_MOST_QUOTES]]
    return f"Vì bạn kể: {', '.join(quotes)}." if quotes else ""


def _next_line(match: Match, stage: Stage) -> str:
    following = match.next_step(stage)
    return f"Sắp tới chúng thường: {following}." if following else ""
