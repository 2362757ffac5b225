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
_MOST_HOMOGLYPHS = 300
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

MOST_FAKED = (
    "vietcombank.com.vn bidv.com.vn agribank.com.vn vietinbank.vn techcombank.com mbbank.com.vn "
    "acb.com.vn vpbank.com.vn tpb.vn sacombank.com.vn vib.com.vn shb.com.vn hdbank.com.vn "
    "ocb.com.vn msb.com.vn seabank.com.vn lpbank.com.vn eximbank.com.vn momo.vn zalopay.vn "
    "vnpay.vn shopee.vn lazada.vn tiki.vn sendo.vn chotot.com thegioididong.com dienmayxanh.com "
    "vnpost.vn "
    "viettelpost.com.vn ghn.vn ghtk.vn viettel.com.vn vinaphone.com.vn mobifone.vn fpt.vn "
    "evn.com.vn evnspc.vn dichvucong.gov.vn vneid.gov.vn bocongan.gov.vn gdt.gov.vn csgt.vn "
    "baohiemxahoi.gov.vn facebook.com zalo.me telegram.org tiktok.com vietnamairlines.com "
    "vietjetair.com"
).split()
"""Whom scammers in Việt Nam pose as most, by FACTS 1 and our own judgement."""


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


def of_most_faked() -> Iterator[Mutation]:
    """All that dnstwist makes of MOST_FAKED by itself, and its endings; 300 homoglyphs of each."""
    chance = random.Random(_SEED)  # noqa: S311  # a sample that is the same in every run
    for domain in MOST_FAKED:
        fuzzer = dnstwist.Fuzzer(domain, dictionary=[], tld_dictionary=list(_ENDINGS))
        fuzzer.generate()
        made = sorted((str(one["fuzzer"]), str(one["domain"])) for one in fuzzer.domains)
        drawn = [one for one in made if one[0] == "homoglyph"]
        few = chance.sample(drawn, min(len(drawn), _MOST_HOMOGLYPHS))
        rest = [one for one in made if one[0] not in ("homoglyph", "*original")]
        for kind, host in (*rest, *few):
            yield Mutation(kind, domain, ascii_form(host))


def realistic(path: Path = REALISTIC) -> tuple[Mutation, ...]:
    """Those of our own making."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(map(_read, (line for line in lines if line and not line.startswith("#"))))


def _read(line: str) -> Mutation:
    link, brand = line.split("\t")
    host, slash, rest = link.partition("/")
    return Mutation("realistic", brand, ascii_form(host.lower()), slash + rest)
