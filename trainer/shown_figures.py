"""Figures as people in Việt Nam write them: a comma before decimals, a space before %."""


def percent(share: float) -> str:
    """A share as 91,5 %; without decimals where there are none."""
    return f"{100 * share:.1f}".replace(".", ",").removesuffix(",0") + " %"


def decimal(value: float, places: int = 2) -> str:
    """A number as 0,92."""
    return f"{value:.{places}f}".replace(".", ",")
