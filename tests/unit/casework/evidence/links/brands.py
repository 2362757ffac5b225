"""A few invented owners of domains, for tests of the judge."""

from datetime import date

from casework.evidence.links.candidates import FoundLink
from casework.evidence.links.hosts import ascii_form, shown
from casework.evidence.official_domains import Brand, BrandKind, OfficialDomains, Reserved

TODAY = date(2026, 12, 1)
_SOURCE = ("https://example.org/",)


def brand(
    id_: str,
    kind: BrandKind,
    aliases: str,
    domains: str,
    *,
    is_word: bool = False,
    expires_on: date = date(2027, 1, 1),
    sources: tuple[str, ...] = _SOURCE,
) -> Brand:
    return Brand.model_validate(
        {
            "id": id_,
            "name": id_.title(),
            "kind": kind,
            "aliases": aliases.split(),
            "is_word": is_word,
            "domains": domains.split(),
            "playbook": "link_qr_gia_mao",
            "sources": sources,
            "checked_on": date(2026, 11, 1),
            "expires_on": expires_on,
        }
    )


OFFICIAL = OfficialDomains(
    brands=(
        brand("sonhabank", BrandKind.BANK, "sonhabank snb", "sonhabank.com.vn"),
        brand("tuvi", BrandKind.WALLET, "tuvi", "tuvi.vn"),
        brand("bruno", BrandKind.SOCIAL, "brunobook", "brunobook.com brn.me"),
        brand("lemon", BrandKind.TRAVEL, "lemon", "lemon.com lemon.vn", is_word=True),
        brand("hochieu", BrandKind.POLICE, "hochieuso", "hochieuso.gov.vn"),
        brand("cubank", BrandKind.BANK, "cubank", "cubank.vn", expires_on=date(2026, 11, 30)),
        brand("google", BrandKind.SOCIAL, "google", "google.com"),
    ),
    reserved=(Reserved(suffix="gov.vn", name="cơ quan nhà nước", playbook="vneid_dinh_danh_gia"),),
    shorteners=("bit.ly",),
    abused_suffixes=("top", "vip", "xyz"),
    well_known=("sonhabanh.vn",),
)


def link(address: str) -> FoundLink:
    host, slash, rest = address.partition("/")
    host = ascii_form(host)
    return FoundLink(0, len(address), host, slash + rest, disguised=False, shown_host=shown(host))
