"""What is to be thought of the bank accounts in a message.

A message that speaks as one bank and gives an account at another contradicts itself. So does one
that speaks as an office of the state, or as a lender, and gives an account with a person's name.
Only if it demands money for that account: `casework.evidence.demands`.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from casework.evidence.bank_families import same_bank
from casework.evidence.brand_names import NamedBrand
from casework.evidence.demands import Demands
from casework.evidence.finding import Finding, Kind, Verdict
from casework.evidence.listed_reason import listed_reason
from casework.evidence.official_domains import Brand, BrandKind, OfficialDomains
from casework.evidence.pasted import Pasted
from casework.evidence.shown_numbers import masked_account
from casework.evidence.speakers import Speaker, speakers
from casework.evidence.watched import WatchList
from casework.privacy.lexicon.surnames import SURNAMES_BARE
from casework.privacy.recognizers.bank_account import BANK_ACCOUNT

_LETTERS = re.compile(r"[^0-9A-Z]")
_FEWEST, _MOST = 4, 25

# A clerk who holds somebody back or helps.
_HELD_BACK = re.compile(
    r"\bngan (?!hang)|chan lai|can lai|khong cho|khuyen|dung chuyen|giu lai|can ngan|nghi ngo|"
    r"\bgium|\bdum|\bgiup|ra ngan hang|toi ngan hang|\bquay\b|phong giao dich"
)
_OWN = re.compile(r"cua (?:tui|toi|minh|em|con|ma|me|ba|chong|vo|chau|nha)\b|k (?:tui|toi|minh)\b")
# A bank's notice of a payment, whoever pasted it.
_NOTICE = re.compile(
    r"(?<!toan bo )(?<!het )(?<!chuyen )so du|\bsd\b ?:|bien dong|\bgd\b ?:|\bps\b ?:|"
    r"\bghi (?:co|no)\b|phat sinh|\bnd\b ?:|[+\-]\d[\d.,]+ ?(?:vnd|d\b)"
)
_BESIDE_BEFORE = re.compile(
    r"[\s:,\-–.()]*(?:(?:bank|ngan hang|stk|so tai khoan|tk|so|la)[\s:.]*)*"
)
# As typed, in small letters: in capitals they are parts of the holder's name ('LE THI TU').
_BETWEEN = re.compile(
    r"\b(?:chuyển|chuyen|từ|tu|thông báo|thong bao|xưng|xung|gọi|goi|nhưng|rồi|roi|bảo|bao)\b"
    r"|\n\s*\n"
)
_CLOSE, _NEAR = 20, 45

_OF_A_FIRM = re.compile(
    r"\b(?:cong ty|cty|tnhh|co phan|kho bac|nha nuoc|trung tam|cuc thue|truong|benh vien|bhxh)\b"
)
_UTILITY = "điện lực"
_KEEP_MONEY = frozenset({BrandKind.BANK, BrandKind.WALLET})


class AccountExaminer:
    """Examines the accounts of messages against the watch list and who speaks."""

    def __init__(self, official: OfficialDomains, watch_list: WatchList) -> None:
        self._official = official
        self._watch_list = watch_list

    def examine(self, text: str | Pasted, named: Sequence[NamedBrand]) -> tuple[Finding, ...]:
        """What is worth saying of the accounts in a text, each once, in order.

        `named`: the brands that the text names (`BrandNames.named_in` of the same text).
        """
        pasted = text if isinstance(text, Pasted) else Pasted.of(text)
        if not pasted.reading.has_numbers and not pasted.reading.speaks_of_accounts:
            return ()
        found: dict[str, Finding] = {}
        speaking: tuple[Speaker, ...] | None = None
        demands = Demands(pasted)
        done = -1
        for start, end in sorted(BANK_ACCOUNT.find(pasted.reading), key=lambda s: (s[0], -s[1])):
            account = account_at(pasted, start, end)
            if start < done or account in found or not _FEWEST <= len(account) <= _MOST:
                continue
            done = end
            if listed := self._watch_list.find(Kind.ACCOUNT, account):
                reason = listed_reason("Tài khoản này", listed)
                found[account] = _finding(Verdict.LISTED, account, reason, listed.playbook)
                continue
            if speaking is None:
                speaking = speakers(pasted, named, self._official)
            bank = self._bank_beside(pasted, start, end, named)
            if bank is None or not (claims := _claims(pasted, (start, end), speaking, demands)):
                continue
            if finding := _contradiction(pasted, (start, end), account, bank, claims):
                found[account] = finding
        return tuple(found.values())

    def _bank_beside(
        self, pasted: Pasted, start: int, end: int, named: Sequence[NamedBrand]
    ) -> Brand | None:
        bare = pasted.reading.bare
        for name in reversed([each for each in named if each.end <= start]):
            if _BESIDE_BEFORE.fullmatch(bare, name.end, start):
                return self._bank(name)
            break
        for name in (each for each in named if end <= each.start <= end + _NEAR):
            if _BETWEEN.search(pasted.reading.text, end, name.start):
                return None
            if bank := self._bank(name):
                return bank
        return None

    def _bank(self, name: NamedBrand) -> Brand | None:
        brand = self._official.by_id.get(name.brand)
        if brand is None or brand.kind not in _KEEP_MONEY:
            return None
        return brand


def account_at(pasted: Pasted, start: int, end: int) -> str:
    """An account in its one form: digits and capital letters without gaps."""
    starts, places = pasted.reading.chunks
    within = places[bisect_left(starts, start) : bisect_left(starts, end)]
    chunks = [run[index] for run, index in within]
    if any(chunk.spelled for chunk in chunks):
        return "".join(chunk.digits for chunk in chunks)
    typed = pasted.reading.text[start:end]
    if not any(letter.isalpha() for letter in typed):
        return _LETTERS.sub("", typed)
    # 'o' and 'l' typed for digits are read as digits where the rest are digits.
    digits = _LETTERS.sub("", pasted.reading.digits[start:end].upper())
    return digits if digits.isdigit() else _LETTERS.sub("", typed.upper())


def contradicts(speaker: Speaker, bank: Brand) -> bool:
    """Whether a bank or a wallet speaks that is not the one with the account.

    Lenders, brokers and insurers have their accounts at banks: for them a bank is no contradiction.
    """
    brand = speaker.brand
    return brand is not None and brand.kind in _KEEP_MONEY and not same_bank(brand, bank)


def _claims(
    pasted: Pasted, span: tuple[int, int], speaking: Sequence[Speaker], demands: Demands
) -> tuple[Speaker, ...]:
    """Those of the speakers who demand money for the account."""
    start, end = span
    told = pasted.reading.bare
    own = _OWN.search(pasted.before(start, _CLOSE)) or _OWN.search(pasted.after(end, _NEAR))
    if not speaking or own or _NOTICE.search(told):
        return ()
    held_back = _HELD_BACK.search(told) is not None
    return tuple(
        speaker
        for speaker in speaking
        if speaker.start < start
        and (speaker.sure or not held_back)
        and demands.lead_to(start, speaker)
    )


def _contradiction(
    pasted: Pasted,
    span: tuple[int, int],
    account: str,
    bank: Brand,
    claims: Sequence[Speaker],
) -> Finding | None:
    for speaker in claims:
        # Wallets are filled through accounts at banks, and tell so in real notices.
        if contradicts(speaker, bank) and (speaker.posed or _is_a_bank(speaker)):
            reason = f"Xưng là {speaker.name} mà tài khoản nhận tiền lại ở {bank.name}."
            return _finding(Verdict.OTHER_BANK, account, reason, speaker.playbook, speaker.brand)
        if not _is_a_bank(speaker) and _has_a_persons_name(pasted, *span):
            reason = _personal_reason(speaker)
            return _finding(Verdict.OTHER_BANK, account, reason, speaker.playbook, speaker.brand)
    return None


def _is_a_bank(speaker: Speaker) -> bool:
    return speaker.brand is not None and speaker.brand.kind is BrandKind.BANK


def _personal_reason(speaker: Speaker) -> str:
    claim = f"Xưng là {speaker.name} mà đưa tài khoản cá nhân."
    if speaker.brand is not None or speaker.name == _UTILITY:
        return claim
    return f"{claim} Cơ quan nhà nước không nhận tiền vào tài khoản cá nhân."


def _has_a_persons_name(pasted: Pasted, start: int, end: int) -> bool:
    """'LE VAN TAM' beside the account, and no firm's or treasury's name."""
    reading = pasted.reading
    if reading.shouted:
        return False
    if _OF_A_FIRM.search(pasted.before(start, _CLOSE) + pasted.after(end, _NEAR)):
        return False
    near = [word for word in reading.words if start - _NEAR <= word.start <= end + _NEAR]
    return any(
        one.upper and two.upper and two.joined and one.bare in SURNAMES_BARE
        for one, two in pairwise(near)
    )


def _finding(
    verdict: Verdict,
    account: str,
    reason: str,
    playbook: str | None,
    brand: Brand | None = None,
) -> Finding:
    shown = masked_account(account)
    return Finding(
        Kind.ACCOUNT, verdict, shown, reason, None if brand is None else brand.id, playbook
    )
