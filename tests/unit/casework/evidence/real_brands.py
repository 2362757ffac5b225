"""Accounts examined over the real data file, with banks, lenders and wallets of all kinds."""

from pathlib import Path

from casework.evidence.accounts import AccountExaminer
from casework.evidence.brand_names import BrandNames
from casework.evidence.finding import Finding
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.watched import NobodyWatched

DATA = Path(__file__).resolve().parents[4] / "data"
BRANDS = OfficialDomains.from_file(DATA / "official_domains.yml")
NAMES = BrandNames(BRANDS)
EXAMINER = AccountExaminer(BRANDS, NobodyWatched())


def examined(text: str) -> tuple[Finding, ...]:
    return EXAMINER.examine(text, NAMES.named_in(text))
