"""Which names may stand for the same accounts: digital banks live at another bank."""

from casework.evidence.official_domains import Brand

# A digital bank and the bank that it belongs to (the names say so: 'Cake by VPBank'), and banks
# that another one has taken over. A wrong line here only makes the examination say less.
FAMILIES = (
    frozenset({"vpbank", "cake", "ubank", "gpbank"}),
    frozenset({"bvbank", "timo"}),
    frozenset({"msb", "tnex"}),
    frozenset({"ocb", "liobank"}),
    frozenset({"mbbank", "mbv"}),
    frozenset({"vietcombank", "vcbneo"}),
    frozenset({"hdbank", "vikkibank"}),
)


def same_bank(one: Brand, other: Brand) -> bool:
    """Whether two names may stand for the same accounts; so too where the data do not tell."""
    if one.id == other.id or set(one.bins) & set(other.bins):
        return True
    if any(one.id in family and other.id in family for family in FAMILIES):
        return True
    return not one.bins or not other.bins
