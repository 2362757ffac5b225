"""Numbers as they may be shown: enough for whoever pasted them to know which one is meant."""

_HEAD, _TAIL = 4, 2
_FEWEST_FOR_HEAD = 8
_TAIL_OF_LONG = 4
_LONG = 9
_FEWEST_FOR_TAIL = 5


def masked_phone(dialled: str) -> str:
    """'0903…21': the first four and the last two digits; of short numbers only the last two."""
    plus, digits = ("+", dialled[1:]) if dialled.startswith("+") else ("", dialled)
    if len(digits) < _FEWEST_FOR_HEAD:
        return plus + masked_account(digits)
    return f"{plus}{digits[:_HEAD]}…{digits[-_TAIL:]}"


def masked_account(account: str) -> str:
    """'…4567': the last four; of accounts with fewer than nine letters the last two."""
    if len(account) < _FEWEST_FOR_TAIL:
        return "…"
    return f"…{account[-_TAIL_OF_LONG:]}" if len(account) >= _LONG else f"…{account[-_TAIL:]}"
