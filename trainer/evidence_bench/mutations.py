"""Lookalikes by dnstwist, an independent tool, and those of our own making."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import dnstwist  # type: ignore[import-untyped]

from casework.evidence.links.hosts import ascii_form
from casework.evidence.official_domains import Brand

REALISTIC = Path(__file__).parent / "realistic.txt"
# dnstwist makes thousands of homoglyphs of a long name: as many as all the rest together would
# weigh more than they say.
MOST_A_FUZZER = 40
_SEED = 9
# dnstwist takes its words and endings from the caller. Many of these words are also bait to the
# judge, as they are common in such names.
_WORDS = (
    "account admin app auth billing bonus client confirm connect customer help hotro info "
    "khuyenmai login mail mobile my nhanqua online pay portal reward secure security service "
    "shop signin support tracuu uudai update user verify vietnam vn vnn vongquay web xacthuc"
).split()
_ENDINGS = (
    "app asia biz cc click club cn co com com.vn de dev icu info io live me net online org pro ru "
    "shop site store top us vip vn work xyz"
).split()
_FUZZERS = (
    "addition bitsquatting cyrillic dictionary homoglyph hyphenation insertion omission plural "
    "repetition replacement subdomain tld-swap transposition various vowel-swap"
).split()


@dataclass(frozen=True, slots=True)
class Mutation:
    """A host that passes for a brand, and how it was made."""

    fuzzer: str
    brand: str
    host: str = field(repr=False)
    path: str = field(default="", repr=False)


def by_dnstwist(brand: Brand) -> Iterator[Mutation]:
    """Some of each of dnstwist's kinds, of the main domain of a brand."""
    chance = random.Random(_SEED)  # noqa: S311  # a sample that is the same in every run
    for fuzzer in _FUZZERS:
        made = dnstwist.Fuzzer(brand.domains[0], dictionary=_WORDS, tld_dictionary=list(_ENDINGS))
        made.generate([fuzzer])
        hosts = sorted(str(one["domain"]) for one in made.domains)
        if len(hosts) > MOST_A_FUZZER:
            hosts = chance.sample(hosts, MOST_A_FUZZER)
        for host in hosts:
            yield Mutation(fuzzer, brand.id, host)


def realistic(path: Path = REALISTIC) -> tuple[Mutation, ...]:
    """Those of our own making."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(map(_read, (line for line in lines if line and not line.startswith("#"))))


def _read(line: str) -> Mutation:
    link, brand = line.split("\t")
    host, slash, rest = link.partition("/")
    return Mutation("realistic", brand, ascii_form(host.lower()), slash + rest)
