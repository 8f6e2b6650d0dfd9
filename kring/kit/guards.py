"""What a text may hold that is better not shared: personal numbers, lists of numbers and addresses."""

import re
from enum import StrEnum

MANY = 4  # so many different numbers or addresses make a list
_NINE = re.compile(r"(?<![\w+./-])(\d{9}|\d{4}[. ]\d{2}[. ]\d{3}|\d{3}[. ]\d{3}[. ]\d{3})(?![\w/-]|[.]\d)")
_ABROAD = re.compile(r"(\+|00)\d{2}[ -]?(\(0\))?$")
_ACCOUNT = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_PHONE = re.compile(r"(?<![\w.])(?:(?:\+|00)\d{2}[ -]?(?:\(0\))?[ -]?|0)(?:\d[ -]?){8}\d(?!\w)")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
LENGTHS = {"NL": 18, "BE": 16, "DE": 22, "FR": 27, "GB": 22, "LU": 20}


class Worry(StrEnum):
    """A reason to look again before a text is placed."""

    BSN = "bsn"
    IBAN = "iban"
    PHONES = "phones"
    ADDRESSES = "addresses"


def worries_in(text: str) -> tuple[Worry, ...]:
    """Reasons to look again at `text`, each once; says only the sort, never the number that was found."""
    found = {
        Worry.BSN: any(_is_bsn(match, text) for match in _NINE.finditer(text)),
        Worry.IBAN: any(is_iban(match[0]) for match in _ACCOUNT.finditer(text)),
        Worry.PHONES: _different(_PHONE, text) >= MANY,
        Worry.ADDRESSES: _different(_ADDRESS, text) >= MANY,
    }
    return tuple(worry for worry, is_there in found.items() if is_there)


def is_bsn(number: str) -> bool:
    """Whether nine digits pass the test of a citizen service number, which is that of eleven."""
    digits = [int(sign) for sign in number if sign.isdigit()]
    if len(digits) != 9 or len(set(digits)) == 1:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def is_iban(number: str) -> bool:
    """Whether a bank account number has the length of its country and passes the test of 97."""
    plain = number.replace(" ", "")
    if len(plain) != LENGTHS.get(plain[:2], len(plain)) or not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def _is_bsn(match: re.Match[str], text: str) -> bool:
    """Nine digits behind a country's code are a phone number."""
    before = text[max(0, match.start() - 8) : match.start()]
    return is_bsn(match[0]) and _ABROAD.search(before.rstrip()) is None


def _different(pattern: re.Pattern[str], text: str) -> int:
    return len({re.sub(r"[ -]", "", match[0]).lower() for match in pattern.finditer(text)})
