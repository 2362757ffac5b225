"""What is to be thought of the bank accounts in a message.

A message that speaks as one bank and gives an account at another contradicts itself. So does one
that speaks as an office of the state and gives an account with a person's name.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from casework.evidence.brand_names import NamedBrand
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

# Money is asked for: '(chuyển|nộp|...) ... (vào) stk'.
_DEMAND = re.compile(
    r"(?:chuyen|\bnop|\bdong|thanh toan|\bgui|\bnap|\bck\b|xac nhan|xac minh|dat coc|hoan)"
    r"[^\n]{0,80}$"
)
# A clerk who holds somebody back or helps, a resident's own account, a bank's notice of a payment.
_HELD_BACK = re.compile(
    r"\bngan (?!hang)|chan lai|can lai|khong cho|khuyen|dung chuyen|giu lai|can ngan|nghi ngo|"
    r"\bgium|\bdum|\bgiup|ra ngan hang|toi ngan hang|\bquay\b|phong giao dich"
)
_ORDERED = re.compile(
    r"yeu cau|\bkeu\b|\bbao\b|\bbieu\b|\bdoi\b|\bbat\b|\bphai\b|vui long|huong dan|de nghi|"
    r"phi (?:ho so|bao hiem|duy tri|kich hoat|mo|xac)|thi moi|\bde (?:mo|huy|nhan|xac|hoan|giai)"
)
_OWN = re.compile(r"cua (?:tui|toi|minh|em|con|ma|me|ba|chong|vo|chau|nha)\b")
_NOTICE = re.compile(
    r"so du|\bsd\b ?:|bien dong|\bgd\b ?:|\bps\b ?:|ghi (?:co|no)|phat sinh|\bnd\b ?:"
    r"|[+\-]\d[\d.,]+ ?(?:vnd|d\b)"
)
_BESIDE_BEFORE = re.compile(
    r"[\s:,\-–.()]*(?:(?:bank|ngan hang|stk|so tai khoan|tk|so|la)[\s:.]*)*"
)
# As typed, in small letters: in capitals they are parts of the holder's name ('LE THI TU').
_BETWEEN = re.compile(
    r"\b(?:chuyển|chuyen|từ|tu|thông báo|thong bao|xưng|xung|gọi|goi|nhưng|rồi|roi|bảo|bao)\b"
    r"|\n\s*\n"
)
_CLOSE, _NEAR, _LOOK_BACK = 20, 45, 200

_OF_A_FIRM = re.compile(
    r"\b(?:cong ty|cty|tnhh|co phan|kho bac|nha nuoc|trung tam|cuc thue|truong|benh vien|bhxh)\b"
)
_UTILITY = "điện lực"


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
            if bank and (finding := _contradiction(pasted, (start, end), account, bank, speaking)):
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
        if brand is None or brand.kind not in {BrandKind.BANK, BrandKind.WALLET}:
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


def same_bank(one: Brand, other: Brand) -> bool:
    """Whether two names may stand for the same accounts: digital banks live at another bank."""
    if one.id == other.id or set(one.bins) & set(other.bins):
        return True
    return not one.bins or not other.bins


def contradicts(speaker: Speaker, bank: Brand) -> bool:
    """Whether a bank speaks that is not the one with the account."""
    return speaker.brand is not None and not same_bank(speaker.brand, bank)


def _contradiction(
    pasted: Pasted,
    span: tuple[int, int],
    account: str,
    bank: Brand,
    speaking: Sequence[Speaker],
) -> Finding | None:
    start, end = span
    before, after = pasted.before(start, _LOOK_BACK), pasted.after(end, _NEAR)
    if not _DEMAND.search(before) or _NOTICE.search(pasted.reading.bare):
        return None
    if _OWN.search(before[-_CLOSE:]) or _OWN.search(after):
        return None
    told = pasted.reading.bare
    doubtful = _HELD_BACK.search(told) is not None or not _ORDERED.search(told)
    for speaker in speaking:
        if speaker.start >= start or (doubtful and not speaker.sure):
            continue
        if contradicts(speaker, bank):
            reason = f"Xưng là {speaker.name} mà tài khoản nhận tiền lại ở {bank.name}."
            return _finding(Verdict.OTHER_BANK, account, reason, speaker.playbook, speaker.brand)
        if speaker.brand is None and _has_a_persons_name(pasted, start, end):
            return _finding(Verdict.OTHER_BANK, account, _office_reason(speaker), speaker.playbook)
    return None


def _office_reason(speaker: Speaker) -> str:
    claim = f"Xưng là {speaker.name} mà đưa tài khoản cá nhân."
    if speaker.name == _UTILITY:
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
