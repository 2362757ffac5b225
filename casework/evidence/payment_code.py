"""What is to be thought of a code in a picture: above all, where its money would go."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from enum import StrEnum

from casework.evidence.accounts import contradicts
from casework.evidence.brand_names import BrandNames
from casework.evidence.emvco import BrokenCode, NotEmvco, is_emvco
from casework.evidence.finding import Finding, Kind, Verdict
from casework.evidence.links.candidates import find_links
from casework.evidence.listed_reason import listed_reason
from casework.evidence.official_domains import Brand, OfficialDomains
from casework.evidence.other_codes import examine_other
from casework.evidence.pasted import Pasted
from casework.evidence.shown_numbers import masked_account
from casework.evidence.speakers import Speaker, speakers
from casework.evidence.vietqr import Payment, read_payment
from casework.evidence.watched import WatchList
from casework.privacy.reading import TOKEN
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.vietnamese import strip_tones

_WEB = re.compile(
    r"\s*(?:(?:https?|hxxps?|ftp|url)\s*:|www\.|[\w\-]+(?:\.[\w\-]+)*\.[a-z]{2,18}(?:[:/?#]|\s*$))",
    re.IGNORECASE,
)
_LONGEST_NOTE = 40
_CALMS = re.compile(r"an toan|uy tin|tin duoc|yen tam|dung lo|chinh hang|da xac (?:minh|thuc)")
_NUMBERS = re.compile(r"\d[\d .,\-]{4,}\d")
_NOT_TO_QUOTE = str.maketrans(dict.fromkeys("{}<>[]\"'“”‘’«»„", " "))
_FEWEST_IN_COMMON = 4
_BROKEN = "Mã QR này hỏng hoặc bị sửa; đừng quét lại."
_LOSS = "Quét mã rồi bấm là mất tiền thật."


class CodeKind(StrEnum):
    """What a code holds. The addresses of WEB are for the examination of links."""

    PAYMENT = "payment"
    WEB = "web"
    TEXT = "text"


def kind_of(content: str) -> CodeKind:
    """What a code holds; a broken payment code is one too."""
    if is_emvco(content):
        return CodeKind.PAYMENT
    return CodeKind.WEB if _WEB.match(content) else CodeKind.TEXT


class CodeExaminer:
    """Examines codes that hold no web address."""

    def __init__(self, official: OfficialDomains, watch_list: WatchList) -> None:
        self._official = official
        self._watch_list = watch_list
        self._names = BrandNames(official)

    def examine(
        self, code: str, named: Collection[str] = (), text: str | Pasted = ""
    ) -> tuple[Finding, ...]:
        """What a code would do, as one finding.

        `text`: the words that came with the code; who speaks in them (a bank, an office) is held
        against where the money would go. `named`: ids of the brands that these words name; a bank
        that is not among them speaks for nothing.
        """
        try:
            payment = read_payment(code)
        except NotEmvco:
            return (examine_other(code),)
        except BrokenCode:
            return (Finding(Kind.QR, Verdict.BROKEN, "mã QR thanh toán", _BROKEN),)
        return (self._judged(payment, self._speaking(text, named)),)

    def _speaking(self, text: str | Pasted, named: Collection[str]) -> Sequence[Speaker]:
        if not text:
            return ()
        pasted = text if isinstance(text, Pasted) else Pasted.of(text)
        names = [name for name in self._names.named_in(pasted) if name.brand in named]
        return speakers(pasted, names, self._official)

    def _judged(self, payment: Payment, speaking: Sequence[Speaker]) -> Finding:
        bank = self._receiver(payment)
        shown = _shown(payment, bank)
        would = _would(payment, bank)
        if payment.account and (listed := self._watch_list.find(Kind.ACCOUNT, payment.account)):
            reason = f"{listed_reason('Tài khoản trong mã QR này', listed)} {would}"
            return Finding(Kind.QR, Verdict.LISTED, shown, reason, _id(bank), listed.playbook)
        for speaker in speaking:
            if speaker.sure and (against := _against(speaker, payment, bank)):
                reason = f"{against} {would}"
                return Finding(
                    Kind.QR, Verdict.OTHER_BANK, shown, reason, _id(speaker.brand), speaker.playbook
                )
        return Finding(Kind.QR, Verdict.PAYMENT, shown, would, _id(bank))

    def _receiver(self, payment: Payment) -> Brand | None:
        """The wallet, or else the bank, that gets the money; None if the data do not know it."""
        if payment.wallet and (wallet := self._official.by_id.get(payment.wallet)):
            return wallet
        return self._official.by_bin.get(payment.bank or "")


def _id(brand: Brand | None) -> str | None:
    return None if brand is None else brand.id


def _against(speaker: Speaker, payment: Payment, bank: Brand | None) -> str | None:
    if speaker.brand is None:
        where = f" ở {bank.name}" if bank else ""
        return f"Xưng là {speaker.name} mà mã QR lại chuyển tiền tới một tài khoản{where}."
    if payment.account and bank and contradicts(speaker, bank):
        return f"Xưng là {speaker.name} mà mã QR lại chuyển tiền tới tài khoản ở {bank.name}."
    return None


def _shown(payment: Payment, bank: Brand | None) -> str:
    what = masked_account(payment.account) if payment.account else "mã QR thanh toán"
    return f"{what} ({bank.name})" if bank else what


def _would(payment: Payment, bank: Brand | None) -> str:
    return " ".join(
        part for part in (_movement(payment, bank), _note(payment), _LOSS) if part is not None
    )


def _movement(payment: Payment, bank: Brand | None) -> str:
    amount = _in_words(payment.amount, in_dong=payment.in_dong)
    if payment.is_cash:
        return f"Mã QR này để rút{amount or ' tiền'} ở máy ATM."
    if payment.account is None:
        of = f" qua {bank.name}" if bank else ""
        to = _harmless(payment.name, payment)
        return f"Mã QR này trả{amount or ' tiền (bạn tự gõ số tiền)'} cho cửa hàng{to}{of}."
    receiver = "thẻ" if payment.to_card else "ví" if payment.wallet else "tài khoản"
    at = f" ở {bank.name}" if bank else f" ở ngân hàng mã số {payment.bank} (tôi không biết của ai)"
    return (
        f"Mã QR này chuyển{amount or ' tiền (bạn tự gõ số tiền)'} tới {receiver} "
        f"{masked_account(payment.account)}{at}."
    )


def _in_words(amount: Decimal | None, *, in_dong: bool) -> str | None:
    """' 5.000.000đ': as people write it."""
    if amount is None:
        return None
    whole = f"{amount.quantize(Decimal(1)):,}".replace(",", ".")
    return f" {whole}đ" if in_dong else f" {amount.normalize():f} (không phải tiền Việt)"


def _note(payment: Payment) -> str | None:
    note = _harmless(payment.note, payment)
    return f"Lời ghi sẵn trong mã:{note}." if note else None


def _harmless(words: str | None, payment: Payment) -> str:
    """The maker's words without personal data, in quotation marks; '' if nothing is left.

    Whoever made the code can write there whatever residents then read in our name: no address, no
    number to call, no word that calms.
    """
    if not words or find_links(words) or _CALMS.search(strip_tones(words).lower()):
        return ""
    kept = TOKEN.sub("…", redact(RawText(words)).text)
    kept = _NUMBERS.sub("…", kept).translate(_NOT_TO_QUOTE)
    kept = " ".join(kept.split())[:_LONGEST_NOTE].strip()
    letters = "".join(filter(str.isalnum, kept)).upper()
    account = payment.account or ""
    # An account that is a name would stand in the note too.
    if not letters or (len(account) >= _FEWEST_IN_COMMON and account in letters):
        return ""
    return f" “{kept}”"
