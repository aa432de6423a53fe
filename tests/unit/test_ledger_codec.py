import contextlib
import dataclasses
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledgers import document, receipt
from xpeak_desktop.domain.document import Document, DocumentLine, Sums, VatClass
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import Buyer, Line, Receipt
from xpeak_desktop.domain.rules import Decisions
from xpeak_desktop.ledger import codec
from xpeak_desktop.ledger.errors import Damaged

# Text of any script, Thai often; halves of surrogate pairs are no text.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.text(
    "กขคงจฉชซ่้๊๋ัาิีุู ", max_size=12
)
SATANG = st.integers(-(10**20), 10**20)
EXACT = st.decimals(allow_nan=False, allow_infinity=False)
BUYERS = st.builds(Buyer, TEXT, TEXT, TEXT, TEXT)
LINES = st.builds(Line, TEXT, TEXT, st.none() | EXACT, st.none() | EXACT, st.none() | SATANG)
RECEIPTS = st.builds(
    Receipt,
    number=TEXT,
    issued_on=st.none() | st.dates(),
    kind=TEXT,
    status=TEXT,
    channel=TEXT,
    vat_mode=TEXT,
    lines=st.lists(LINES, max_size=3).map(tuple),
    order_number=TEXT,
    issued_text=TEXT,
    paid_on=st.none() | st.dates(),
    buyer=BUYERS,
    discount=st.none() | SATANG,
    shipping=st.none() | SATANG,
    cod_fee=st.none() | SATANG,
    vat=st.none() | SATANG,
    total=st.none() | SATANG,
)
DOCUMENT_LINES = st.builds(
    DocumentLine, TEXT, TEXT, TEXT, EXACT, EXACT, st.sampled_from(list(VatClass))
)
DOCUMENTS = st.builds(
    Document,
    code=TEXT,
    reference=TEXT,
    issued_on=st.dates(),
    paid_on=st.dates(),
    tax_invoice=st.booleans(),
    prices_include_vat=st.booleans(),
    lines=st.lists(DOCUMENT_LINES, max_size=3).map(tuple),
    discount=SATANG,
    sums=st.builds(Sums, SATANG, SATANG, SATANG),
    method_id=TEXT,
    method_code=TEXT,
    tags=st.lists(TEXT, max_size=3).map(tuple),
    buyer=st.none() | BUYERS,
    contact_id=TEXT,
    remark=TEXT,
)
PARAMS = st.dictionaries(TEXT, TEXT, max_size=3)


@given(RECEIPTS)
def test_a_receipt_comes_back_as_it_was(one: Receipt) -> None:
    assert codec.receipt_from_json(codec.receipt_to_json(one)) == one


@given(DOCUMENTS)
def test_a_document_comes_back_as_it_was(one: Document) -> None:
    text, content_hash = codec.document_to_json(one)
    assert codec.document_from_json(text) == one
    assert content_hash == codec.document_hash(one)


def flips(text: str) -> Iterator[str]:
    """The text with each of its bits turned over, where that is still a text."""
    raw = text.encode()
    for place in range(len(raw)):
        for bit in range(8):
            with contextlib.suppress(UnicodeDecodeError):
                yield (raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :]).decode()


def test_no_flipped_bit_makes_another_receipt() -> None:
    one = receipt()
    for spoiled in flips(codec.receipt_to_json(one)):
        with pytest.raises(Damaged):
            codec.receipt_from_json(spoiled)
        with pytest.raises(Damaged):
            codec.check_receipt(spoiled)


def test_no_flipped_bit_makes_another_document() -> None:
    # Who bought is looked up when sending, and is not part of what the hash names.
    text, content_hash = codec.document_to_json(document())
    head, mark, content = text.partition(',"content":')
    assert codec.checked_document(text, content_hash) == document()
    for spoiled in flips(content[:-1]):
        with pytest.raises(Damaged):
            codec.checked_document(f"{head}{mark}{spoiled}}}", content_hash)


@pytest.mark.parametrize("contact", ['","content":', '\\","content":{', "ก"])
def test_a_contact_of_any_name_hides_no_document(contact: str) -> None:
    one = dataclasses.replace(document(), contact_id=contact)
    assert codec.checked_document(*codec.document_to_json(one)) == one


def test_a_receipt_of_an_earlier_version_has_no_seal_and_is_read() -> None:
    sealed = json.loads(codec.receipt_to_json(receipt()))
    del sealed["seal"]
    old = json.dumps(sealed, ensure_ascii=False, separators=(",", ":"))
    assert codec.receipt_from_json(old) == receipt()
    codec.check_receipt(old)
    for spoiled in ("{}", "[]", "null", old[:-1], old.replace('"lines":[', '"lines":7,"x":[')):
        with pytest.raises(Damaged):
            codec.receipt_from_json(spoiled)


def test_a_decimal_keeps_every_digit_it_was_written_with() -> None:
    line = Line("A", "", Decimal("1.50"), Decimal("0.100000"))
    back = codec.receipt_from_json(codec.receipt_to_json(receipt(lines=(line,)))).lines[0]
    assert (str(back.quantity), str(back.unit_price)) == ("1.50", "0.100000")


def test_nobody_and_the_general_customer_stay_two_things_in_a_document() -> None:
    for buyer in (None, Buyer()):
        text, _ = codec.document_to_json(document(buyer=buyer))
        assert codec.document_from_json(text).buyer == buyer


def test_the_contact_does_not_change_what_a_document_is() -> None:
    assert codec.document_hash(document(contact_id="")) == codec.document_hash(document())


def test_every_other_field_changes_what_a_document_is() -> None:
    line = dataclasses.replace(document().lines[0], unit_price=Decimal("53.51"))
    changes: dict[str, Any] = {
        "code": "RC-2",
        "reference": "other",
        "issued_on": date(2026, 1, 1),
        "paid_on": date(2026, 1, 1),
        "tax_invoice": False,
        "prices_include_vat": False,
        "lines": (line,),
        "discount": 1,
        "sums": Sums(1, 2, 3),
        "method_id": "m2",
        "method_code": "BSV001",
        "tags": ("xCommerce",),
        "buyer": None,
        "remark": "note",
    }
    names = {field.name for field in dataclasses.fields(Document)}
    assert names == {*changes, "contact_id"}
    hashes = {codec.document_hash(document(**{name: new})) for name, new in changes.items()}
    assert len({codec.document_hash(document()), *hashes}) == len(changes) + 1


@given(PARAMS)
def test_values_of_a_sentence_come_back_and_their_order_does_not_matter(
    params: dict[str, str],
) -> None:
    text = codec.params_to_json(params)
    assert codec.params_from_json(text) == params
    assert codec.params_to_json(dict(reversed(params.items()))) == text


@given(st.sampled_from(list(Code)), PARAMS, st.none() | TEXT)
def test_a_problem_comes_back_as_it_was(
    code: Code, params: dict[str, str], number: str | None
) -> None:
    problem = Problem(code, params, number)
    assert codec.problem_from_json(codec.problem_to_json(problem)) == problem


def test_warnings_come_back_with_the_number_of_their_receipt() -> None:
    text = codec.warnings_to_json([Problem(Code.TAX_ID_CHECK_DIGIT, {"tax_id": "1"})])
    assert codec.warnings_from_json(text, "RC-7") == (
        Problem(Code.TAX_ID_CHECK_DIGIT, {"tax_id": "1"}, "RC-7"),
    )


@given(st.builds(Decisions, st.booleans(), st.booleans(), st.booleans()))
def test_decisions_come_back_as_they_were(decisions: Decisions) -> None:
    assert codec.decisions_from_json(codec.decisions_to_json(decisions)) == decisions


ZONES = st.builds(timezone, st.timedeltas(timedelta(hours=-12), timedelta(hours=12)))
MOMENTS = st.builds(
    datetime.combine, st.dates(date(2000, 1, 1), date(2200, 1, 1)), st.times(timezones=ZONES)
)


@given(MOMENTS, MOMENTS)
def test_moments_compare_as_text_as_they_do_as_time(one: datetime, other: datetime) -> None:
    assert (codec.stamp(one) < codec.stamp(other)) == (one < other)
    assert codec.moment(codec.stamp(one)) == one


def test_a_moment_is_written_in_utc() -> None:
    assert codec.stamp(datetime(2026, 11, 2, 3, 4, 5, tzinfo=UTC)) == "2026-11-02T03:04:05.000000Z"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        codec.stamp(datetime(2026, 11, 2))  # noqa: DTZ001
