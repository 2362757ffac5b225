"""All recognizers, in order of precedence: an earlier one keeps what it has claimed."""

from casework.privacy.recognizers.address import ADDRESS
from casework.privacy.recognizers.bank_account import BANK_ACCOUNT
from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.birth_date import BIRTH_DATE
from casework.privacy.recognizers.card import CARD
from casework.privacy.recognizers.coordinates import COORDINATES
from casework.privacy.recognizers.cvv import CVV
from casework.privacy.recognizers.display_name import DISPLAY_NAME
from casework.privacy.recognizers.email import EMAIL
from casework.privacy.recognizers.id_number import ID_NUMBER
from casework.privacy.recognizers.leftover_digits import LEFTOVER_DIGITS
from casework.privacy.recognizers.link_path import LINK_PATH
from casework.privacy.recognizers.masked_number import MASKED_NUMBER
from casework.privacy.recognizers.other_id import OTHER_ID
from casework.privacy.recognizers.otp import OTP
from casework.privacy.recognizers.passport import PASSPORT
from casework.privacy.recognizers.password import PASSWORD
from casework.privacy.recognizers.person_name import PERSON_NAME
from casework.privacy.recognizers.phone import PHONE
from casework.privacy.recognizers.plate import PLATE
from casework.privacy.recognizers.profile_link import PROFILE_LINK
from casework.privacy.recognizers.social_insurance import SOCIAL_INSURANCE
from casework.privacy.recognizers.tax_code import TAX_CODE

RECOGNIZERS: tuple[Recognizer, ...] = (
    EMAIL,
    PROFILE_LINK,
    LINK_PATH,
    PASSWORD,
    COORDINATES,
    BIRTH_DATE,
    CVV,
    CARD,
    TAX_CODE,
    SOCIAL_INSURANCE,
    ID_NUMBER,
    PASSPORT,
    PLATE,
    OTHER_ID,
    PHONE,
    OTP,
    BANK_ACCOUNT,
    MASKED_NUMBER,
    DISPLAY_NAME,
    ADDRESS,
    PERSON_NAME,
)

LAST: Recognizer = LEFTOVER_DIGITS
"""Runs when all others have spoken, on what they left."""
