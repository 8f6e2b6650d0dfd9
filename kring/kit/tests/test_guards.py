"""What is better not shared is found; what only looks like it is not."""

import time

import pytest

from kring.kit.guards import Worry, is_bsn, is_iban, worries_in


@pytest.mark.parametrize("text", ["Het is 111222333.", "bsn 1112.22.333", "111 222 333"])
def test_citizen_service_number_is_found(text):
    assert worries_in(text) == (Worry.BSN,)


@pytest.mark.parametrize(
    "text",
    [
        "111222334",  # fails the test of eleven
        "zaak 1112223330",  # ten digits
        "+31 111222333",
        "0031111222333",
        "https://example.nl/111222333/",
        "AB111222333",
        "000000000",
    ],
)
def test_other_numbers_are_no_citizen_service_number(text):
    assert Worry.BSN not in worries_in(text)


@pytest.mark.parametrize("text", ["NL91ABNA0417164300", "Rekening NL91 ABNA 0417 1643 00, graag."])
def test_bank_account_is_found(text):
    assert worries_in(text) == (Worry.IBAN,)


@pytest.mark.parametrize("number", ["NL91ABNA0417164301", "NL91ABNA041716430", "XX00"])
def test_wrong_bank_account_is_none(number):
    assert not is_iban(number)
    assert worries_in(number) == ()


def test_eleven_test_needs_nine_digits():
    assert is_bsn("111222333")
    assert not is_bsn("11122233")


def test_four_different_numbers_are_a_list_and_three_are_not():
    numbers = ["06-12345678", "0612345679", "+31 6 12345670", "030 1234567"]
    assert worries_in(", ".join(numbers)) == (Worry.PHONES,)
    assert worries_in(", ".join(numbers[:3])) == ()
    assert worries_in(", ".join([numbers[0]] * 6)) == ()


def test_four_different_addresses_are_a_list_and_three_are_not():
    addresses = [f"naam{n}@waterrijk.example" for n in range(4)]
    assert worries_in("; ".join(addresses)) == (Worry.ADDRESSES,)
    assert worries_in("; ".join(addresses[:3])) == ()


@pytest.mark.parametrize("sign", ["0", "1 ", "a.", "NL91", "@", "0-", "AB12 ", "a@a."])
def test_long_texts_are_read_quickly(sign):
    began = time.process_time()
    worries_in(sign * (40_000 // len(sign)))
    assert time.process_time() - began < 1
