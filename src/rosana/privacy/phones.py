"""Telephone numbers: what a Brazilian writes, checked by Google's numbering plan (`phonenumbers`)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

__all__ = ["is_foreign_phone", "is_local_phone", "is_phone", "is_phone_form"]

_FORMS = {
    (2, 5, 4), (2, 1, 4, 4), (2, 9), (2, 1, 8), (2, 4, 4), (2, 8), (2, 3, 3, 3), (2, 5, 2, 2), (2, 4, 5), (2, 3, 2, 4),
    (2, 1, 4, 2, 2), (7, 4), (6, 4), (11,),
}  # fmt: skip
"""Digits by group, the area code first; (7, 4) has it in front without a space."""


def is_phone_form(form: Sequence[int]) -> bool:
    """Return whether groups of digits look like a telephone number with area code; country and trunk may precede."""
    return tuple(form) in _FORMS


def is_phone(digits: str) -> bool:
    """Return whether digits with an area code are a person's number in Brazil; 55 or 0 may come first.

    Numbers that everybody may call free or at one price (0800, 4004, 3003) belong to no person. Mobile numbers
    of eight digits, as before 2016, count by the ninth they have got since.
    """
    national = digits.removeprefix("55") if len(digits) in (12, 13) else digits
    national = national.removeprefix("0")
    if len(national) == 10 and national[2] in "6789":
        national = f"{national[:2]}9{national[2:]}"
    if len(national) not in (10, 11):
        return False
    from phonenumbers import PhoneNumber

    return _is_personal(PhoneNumber(country_code=55, national_number=int(national)))


def is_local_phone(digits: str) -> bool:
    """Return whether digits without an area code are a person's number in Brazil."""
    from phonenumbers import PhoneNumber, PhoneNumberType, number_type

    if digits[0] not in "23456789" or (len(digits) == 9 and digits[0] != "9"):
        return False
    shared = number_type(PhoneNumber(country_code=55, national_number=int(digits)))
    return shared == PhoneNumberType.UNKNOWN and is_phone(f"11{digits}")


def is_foreign_phone(digits: str) -> bool:
    """Return whether digits after a plus sign are a person's number anywhere."""
    from phonenumbers import NumberParseException, parse

    try:
        return _is_personal(parse(f"+{digits}"))
    except NumberParseException:
        return False


def _is_personal(number: "PhoneNumber") -> bool:
    from phonenumbers import PhoneNumberType, number_type

    for_all = {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.UAN,
        PhoneNumberType.UNKNOWN,  # no number at all
    }
    return number_type(number) not in for_all
