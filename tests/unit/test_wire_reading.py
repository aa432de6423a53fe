"""PEAK's answers, as they were seen and as they might come, read into the domain."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xpeak_desktop.domain.document import Service, VatClass
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.peak import wire
from xpeak_desktop.peak.wire import Kind
from xpeak_desktop.transport import Failure


def parsed(text: str) -> Any:
    return msgspec.json.Decoder(float_hook=Decimal).decode(text)


SHOWN = """{"PeakReceipts":{"resCode":"200","resDesc":"Success","totalReceipt":"1","receipts":[{
  "id":"e3b8","code":"POS-0002","issuedDate":"20260801","contactId":"7a64","contactCode":"C1",
  "reference":"o-1","status":"Draft","isTaxInvoice":1,"preTaxAmount":100,"vatAmount":7.0,
  "netAmount":107.00,"isVoid":false,"documentLink":"https://example.invalid/v",
  "journals":[{"id":"aa","code":"JV-1"}],"resCode":"200"}]}}"""


def one_receipt(**changes: Any) -> wire.Row:
    row = dict(wire.open_envelope(parsed(SHOWN), Kind.RECEIPTS).rows[0])
    return {**row, **{name.lower(): value for name, value in changes.items()}}


def test_a_receipt_is_read_with_every_field() -> None:
    shown = wire.document(one_receipt())
    assert (shown.peak_id, shown.code, shown.issued_on) == ("e3b8", "POS-0002", date(2026, 8, 1))
    assert (shown.base, shown.vat, shown.net) == (10_000, 700, 10_700)
    assert (shown.contact_id, shown.contact_code, shown.reference) == ("7a64", "C1", "o-1")
    assert (shown.void, shown.tax_invoice, shown.journals) == (False, True, 1)
    assert shown.link == "https://example.invalid/v"


@pytest.mark.parametrize("change", [str.lower, str.upper, str.swapcase])
def test_letter_case_of_keys_does_not_matter(change: Any) -> None:
    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {change(key): renamed(inner) for key, inner in value.items()}
        return [renamed(inner) for inner in value] if isinstance(value, list) else value

    envelope = wire.open_envelope(renamed(parsed(SHOWN)), Kind.RECEIPTS)
    assert envelope.res_code == "200"
    assert envelope.total == 1
    assert wire.document(envelope.rows[0]) == wire.document(one_receipt())


def test_numbers_may_be_strings_and_flags_may_be_words_or_numbers() -> None:
    row = one_receipt(
        netAmount="107.00", vatAmount="7", preTaxAmount=100, issuedDate=20260801, isVoid="true"
    )
    shown = wire.document(row)
    assert (shown.net, shown.vat, shown.base) == (10_700, 700, 10_000)
    assert shown.issued_on == date(2026, 8, 1)
    assert shown.void
    assert wire.document(one_receipt(isVoid=1)).void
    assert not wire.document(one_receipt(isVoid="0")).void


def test_what_peak_does_not_show_is_none_and_never_zero() -> None:
    shown = wire.document({"id": "1", "code": "A"})
    assert (shown.base, shown.vat, shown.net, shown.issued_on) == (None, None, None, None)
    assert (shown.journals, shown.tax_invoice, shown.void) == (None, None, False)
    assert wire.document(one_receipt(journals=[])).journals == 0


def test_the_older_link_serves_where_the_newer_is_missing() -> None:
    row = one_receipt(documentLink=None, onlineViewLink="https://example.invalid/old")
    assert wire.document(row).link == "https://example.invalid/old"


@given(st.integers(min_value=-(10**11), max_value=10**11))
def test_float_noise_of_the_other_side_never_changes_an_amount(amount: int) -> None:
    noisy = Decimal(repr(amount / 100 * (1 + 1e-16)))
    assert wire.document(one_receipt(netAmount=noisy)).net == amount


def test_half_a_satang_computed_in_floats_is_still_half_a_satang() -> None:
    assert wire.document(one_receipt(vatAmount=Decimal("1.0049999999999999"))).vat == 101


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("netAmount", "abc"),
        ("netAmount", ""),
        ("netAmount", "NaN"),
        ("netAmount", Decimal("1E+400")),
        ("netAmount", [1]),
        ("vatAmount", "Infinity"),
        ("issuedDate", "2026-08-01"),
        ("issuedDate", "20260832"),
        ("issuedDate", "๒๐๒๖๐๘๐๑"),
        ("isVoid", "perhaps"),
        ("journals", "none"),
        ("code", {"a": 1}),
    ],
)
def test_an_unreadable_field_is_an_odd_answer_that_names_it(field: str, value: Any) -> None:
    with pytest.raises(Failure) as caught:
        wire.document(one_receipt(**{field: value}))
    assert caught.value.code is Code.PEAK_ODD_ANSWER
    assert field.lower() in caught.value.params["path"].lower()


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "1",
        "null",
        '"PeakReceipts"',
        "{}",
        '{"PeakContacts":{"resCode":"200","contacts":[]}}',
        '{"PeakReceipts":[]}',
        '{"PeakReceipts":{"resCode":"200","receipts":{"id":1}}}',
        '{"PeakReceipts":{"resCode":"200","receipts":[null]}}',
    ],
)
def test_a_body_without_peaks_wrapper_or_rows_is_odd(body: str) -> None:
    with pytest.raises(Failure) as caught:
        wire.open_envelope(parsed(body), Kind.RECEIPTS)
    assert caught.value.code is Code.PEAK_ODD_ANSWER


def test_a_body_nested_without_end_is_odd() -> None:
    deep: Any = {}
    for _ in range(100_000):
        deep = {"a": deep}
    with pytest.raises(Failure):
        wire.open_envelope(deep, Kind.RECEIPTS)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('{"PeakReceipts":{"resCode":600,"receipts":[]}}', "600"),
        ('{"resCode":"600","PeakReceipts":{"receipts":[]}}', "600"),
        ('{"resCode":"600"}', "600"),
        ('{"resCode":"200","PeakReceipts":{"resCode":"600"}}', "600"),
        ('{"resCode":"600","PeakReceipts":{"resCode":"200"}}', "600"),
        ('{"PeakReceipts":{"resCode":" 200 "}}', "200"),
        ('{"PeakReceipts":{"receipts":[]}}', ""),
    ],
)
def test_bad_news_is_found_in_the_wrapper_and_above_it(body: str, code: str) -> None:
    assert wire.open_envelope(parsed(body), Kind.RECEIPTS).res_code == code


def test_peaks_words_are_made_harmless_and_short() -> None:
    words = wire.shown("ok\N{RIGHT-TO-LEFT OVERRIDE}\x1b[31m\nred" + "x" * 1000)
    assert words.startswith("ok[31m red")
    assert len(words) == 300


def test_products_payment_methods_and_contacts_are_read() -> None:
    item = wire.item({"id": 7, "code": " A-1 ", "name": "ก", "sellvattype": "3"})
    assert (item.peak_id, item.code, item.vat_class) == ("7", "A-1", VatClass.SEVEN)
    assert wire.item({"id": "7", "sellvattype": 1}).vat_class is VatClass.NONE
    assert wire.item({"id": "7", "sellvattype": None}).vat_class is None
    assert wire.item({"id": "7", "sellvattype": 9}).vat_class is None
    assert wire.method({"id": "m", "code": "X", "type": "1"}).cash
    assert wire.method({"id": "m", "code": "CSH001"}).cash
    assert not wire.method({"id": "m", "code": "CSH001", "type": 2}).cash
    contact = wire.contact({"id": "c", "code": "X1", "taxnumber": 1101700000011, "branchcode": "0"})
    assert (contact.tax_id, contact.branch) == ("1101700000011", "0")


def test_services_are_told_apart_by_exact_trimmed_name() -> None:
    named = [" ค่าขนส่ง ", "ค่าขนส่ง ด่วน", "ค่าบริการ cod", "ค่าขนส่ง"]
    items = [wire.item({"id": str(place), "name": name}) for place, name in enumerate(named)]
    found = wire.services_among(items)
    assert [one.peak_id for one in found[Service.SHIPPING]] == ["0", "3"]
    assert found[Service.COD_FEE] == ()


@pytest.mark.parametrize(
    ("body", "business"),
    [
        ('{"PeakUser":{"resCode":"200","users":[{"id":"u","merchantId":"m","name":"n"}]}}', "m"),
        ('{"PeakUser":{"resCode":"200","id":"u"}}', "u"),
        ('{"merchant":{"businessId":12}}', "12"),
        ('{"PeakUser":{"resCode":"200"}}', ""),
        ("{}", ""),
    ],
)
def test_the_business_is_looked_for_wherever_user_may_hide_it(body: str, business: str) -> None:
    assert wire.business(wire.open_envelope(parsed(body), Kind.USER)).business_id == business


@pytest.mark.parametrize(
    ("body", "limit"),
    [
        ('{"type":"concurrency","retryAfterSeconds":null}', ("concurrency", None)),
        ('{"Type":"rate","RetryAfterSeconds":"60"}', ("rate", 60.0)),
        ('{"error":{"type":"rate","retryAfterSeconds":12}}', ("rate", 12.0)),
        ('{"type":"rate","retryAfterSeconds":"soon"}', ("rate", None)),
        ('{"type":"rate","retryAfterSeconds":-1}', ("rate", None)),
        ("[]", ("", None)),
    ],
)
def test_a_limit_is_read_from_wherever_it_stands(
    body: str, limit: tuple[str, float | None]
) -> None:
    assert wire.limit_said(parsed(body)) == limit
