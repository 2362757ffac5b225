"""Official domains: each belongs to one brand, none to everybody, and all were looked at."""

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from tldextract import TLDExtract

from casework.evidence.official_domains import Brand, OfficialDomains
from casework.playbooks.data_file import Mistake, Where
from casework.playbooks.nearest import did_you_mean
from casework.validation.checked import Checked
from casework.validation.dates import FieldWrongAndMend, dates

SHORTEST_ALIAS = 3
"""Letters: two letters stand in so many names that they count only as an everyday word."""

_OTHERS = ("shorteners", "well_known")
_ONE_PLACE = "để ở một chỗ thôi."

_Domains = Checked[OfficialDomains]
_Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Looked:
    """A brand for dates.dates, which calls what is over a mistake; here it is a warning."""

    checked_on: date
    expires_on: date
    shown: bool = False


def check_domains(
    domains: Checked[OfficialDomains], playbooks: Collection[str], today: date
) -> Iterator[Mistake]:
    """All mistakes in data/official_domains.yml; that an entry is over is a warning."""
    for field, called in (("aliases", "Tên"), ("domains", "Tên miền"), ("bins", "Số ngân hàng")):
        yield from _repeated(domains, _in_brands(domains.content, field), called)
    brands = domains.content.brands
    ids: dict[_Place, str] = {("brands", i, "id"): brand.id for i, brand in enumerate(brands)}
    yield from _repeated(domains, ids, "Mã")
    yield from _lists(domains)
    for i, brand in enumerate(brands):
        looked = _Looked(brand.checked_on, brand.expires_on)
        for field, wrong, mend in (*_entry(brand, playbooks), *dates(looked, today)):
            yield domains.mistake(("brands", i, field), brand.id, wrong, mend)
        if brand.sources and brand.expires_on < today:
            yield _over(domains, i, brand)
    for i, reserved in enumerate(domains.content.reserved):
        if reserved.playbook not in playbooks:
            where = ("reserved", i, "playbook")
            told = _no_playbook(reserved.playbook, playbooks)
            yield domains.mistake(where, reserved.suffix, *told)


def _entry(brand: Brand, playbooks: Collection[str]) -> Iterator[FieldWrongAndMend]:
    if brand.playbook not in playbooks:
        yield "playbook", *_no_playbook(brand.playbook, playbooks)
    if not brand.sources and not brand.source_note:
        mend = 'ghi sources, hoặc source_note: "chưa có nguồn".'
        yield "sources", "Không có nguồn mà cũng không ghi chú.", mend
    for alias in brand.aliases:
        if len(alias) < SHORTEST_ALIAS and not brand.is_word:
            mend = "ghi is_word: true, hoặc bỏ tên này."
            yield "aliases", f"Tên '{alias}' quá ngắn, chữ nào cũng có.", mend


def _lists(domains: _Domains) -> Iterator[Mistake]:
    """Shorteners and well-known ones are no brand's; no list has one twice or a public suffix."""
    owners = {d: brand.id for brand in domains.content.brands for d in brand.domains}
    listed = _in_others(domains.content)
    yield from _repeated(domains, listed, "Tên miền")
    for where, domain in {**_in_brands(domains.content, "domains"), **listed}.items():
        # Where anybody publishes (googleapis.com) is nobody's, but may be well known.
        if _is_public_suffix(domain, private=where[0] == "brands"):
            wrong = f"'{domain}' là đuôi chung, ai cũng đăng ký dưới nó được."
            yield domains.mistake(where, _entry_of(domains, where), wrong, "ghi tên miền đầy đủ.")
    for where, domain in listed.items():
        if owner := _owner(domain, owners):
            wrong = f"Tên miền '{domain}' đã thuộc về '{owner}'."
            yield domains.mistake(where, str(where[0]), wrong, _ONE_PLACE)


def _repeated(
    domains: _Domains, found: Mapping[_Place, Hashable], called: str
) -> Iterator[Mistake]:
    first: dict[Hashable, Where] = {}
    for where, value in found.items():
        if value in first:
            wrong = f"{called} '{value}' đã dùng ở dòng {domains.lines.of(first[value])}."
            yield domains.mistake(where, _entry_of(domains, where), wrong, _ONE_PLACE)
        first.setdefault(value, where)


def _in_brands(content: OfficialDomains, field: str) -> dict[_Place, str]:
    return {
        ("brands", i, field, k): value
        for i, brand in enumerate(content.brands)
        for k, value in enumerate(getattr(brand, field))
    }


def _in_others(content: OfficialDomains) -> dict[_Place, str]:
    return {(name, k): d for name in _OTHERS for k, d in enumerate(getattr(content, name))}


def _entry_of(domains: _Domains, where: Where) -> str:
    is_brand = where[0] == "brands" and isinstance(where[1], int)
    return domains.content.brands[int(where[1])].id if is_brand else str(where[0])


def _owner(domain: str, owners: Mapping[str, str]) -> str | None:
    """The brand that has it, or a domain above it."""
    labels = domain.split(".")
    above = (".".join(labels[k:]) for k in range(len(labels)))
    return next((owners[name] for name in above if name in owners), None)


def _over(domains: _Domains, i: int, brand: Brand) -> Mistake:
    told = domains.mistake(
        ("brands", i, "expires_on"),
        brand.id,
        "Đã quá hạn: tên miền thật của nơi này không còn được đưa ra.",
        "kiểm tra lại rồi ghi checked_on và expires_on mới.",
    )
    return Mistake(told.file, told.line, told.entry, told.wrong, told.mend, is_warning=True)


def _no_playbook(name: str, playbooks: Collection[str]) -> tuple[str, str]:
    mend = f"{did_you_mean(name, playbooks)}dùng một mã trong data/scam_patterns.yml."
    return f"Không có kịch bản nào mang mã '{name}'.", mend


def _is_public_suffix(domain: str, *, private: bool) -> bool:
    return not _suffixes()(domain, include_psl_private_domains=private).domain


@cache
def _suffixes() -> TLDExtract:
    """The Public Suffix List as tldextract brings it: nothing is fetched, nothing written."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
