"""What a payment code says: who gets how much, and with which note.

Sources: NAPAS, Technical specifications on NAPAS QR switching, part IV, 1.5.2 (January 2021, as
stored at scribd.com/document/739763909): tag 38 with the identifier A000000727; in it 01 holds
the bank's number (00) and the account or card (01), and 02 the service (QRIBFTTA to an account,
QRIBFTTC to a card, QRPUSH to a shop, QRCASH at a cash machine). The README of vietqr-pay (GitHub,
cuongjpitdnu) for VNPay's identifier A000000775 in tag 26. The README of ICU.Lib.VietQR and other
makers' for wallets: MoMo's and ZaloPay's accounts are 99MM... and 99ZP... at BVBank (970454).
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from casework.evidence.emvco import BrokenCode, Code, parse

_NAPAS, _VNPAY = "A000000727", "A000000775"
_NAPAS_TAG = "38"
_TEMPLATES = tuple(str(tag) for tag in range(26, 52))
_TO_CARD, _CASH = "QRIBFTTC", "QRCASH"
_DONG = "704"
_AMOUNT = re.compile(r"\d{1,13}(?:\.\d{0,2})?")
_BIN = re.compile(r"[0-9]{6}")
_WALLETS = {"99MM": "momo", "MOMO": "momo", "99ZP": "zalopay"}


@dataclass(frozen=True, slots=True)
class Payment:
    """What a payment code would do. All of it is the maker's word, except where the money goes.

    `bank`: the bank's number (BIN), None where the code names no bank. `wallet`: an id of
    data/official_domains.yml where the form tells it. `amount`: in đồng where `in_dong`.
    """

    bank: str | None
    account: str | None = field(repr=False)
    to_card: bool
    is_cash: bool
    amount: Decimal | None
    in_dong: bool
    name: str | None = field(repr=False)
    note: str | None = field(repr=False)
    wallet: str | None = None


def read_payment(content: str) -> Payment:
    """Read a payment code. Raises NotEmvco or BrokenCode."""
    code = parse(content)
    template = _template(code, _NAPAS)
    if template is not None:
        return _to_account(code, template)
    shop = _template(code, _VNPAY)
    return _payment(code, wallet=None if shop is None else "vnpay")


def _to_account(code: Code, template: dict[str, str]) -> Payment:
    receiver = code_values(template.get("01", ""))
    bank, account = receiver.get("00", ""), receiver.get("01", "")
    if not _BIN.fullmatch(bank) or not account:
        raise BrokenCode
    service = template.get("02", "")
    return _payment(
        code,
        bank=bank,
        account="".join(letter for letter in account.upper() if letter.isalnum()) or None,
        to_card=service == _TO_CARD,
        is_cash=service == _CASH,
        wallet=_WALLETS.get(account[:4].upper()),
    )


def code_values(text: str) -> dict[str, str]:
    """The values of a nested template. Raises BrokenCode."""
    return Code({"": text}).template("") or {}


def _template(code: Code, identifier: str) -> dict[str, str] | None:
    """The template of a scheme. NAPAS's own tag must be readable; of others, what is."""
    for tag in (_NAPAS_TAG, *_TEMPLATES):
        try:
            template = code.template(tag)
        except BrokenCode:
            if tag == _NAPAS_TAG:
                raise
            continue
        if template and template.get("00", "").upper() == identifier:
            return template
    return None


def _payment(
    code: Code,
    *,
    bank: str | None = None,
    account: str | None = None,
    to_card: bool = False,
    is_cash: bool = False,
    wallet: str | None = None,
) -> Payment:
    try:
        more = code.template("62") or {}
    except BrokenCode:
        more = {}
    return Payment(
        bank=bank,
        account=account,
        to_card=to_card,
        is_cash=is_cash,
        amount=_amount(code.values.get("54")),
        in_dong=code.values.get("53", _DONG) == _DONG,
        name=code.values.get("59") or None,
        note=more.get("08") or None,
        wallet=wallet,
    )


def _amount(written: str | None) -> Decimal | None:
    if written is None or not written.isascii() or not _AMOUNT.fullmatch(written):
        return None
    try:
        amount = Decimal(written)
    except InvalidOperation:
        return None
    return amount or None
