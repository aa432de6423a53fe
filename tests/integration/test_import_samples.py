"""The three sample exports are read as their truth files say."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.exports import DATA
from xpeak_desktop.domain.document import add_up
from xpeak_desktop.domain.money import baht_text
from xpeak_desktop.domain.receipt import Receipt
from xpeak_desktop.domain.words import Words
from xpeak_desktop.shop.export_file import read_export

SAMPLES = [
    ("xcommerce-2026-11.xlsx", 600),
    ("xcommerce-2026-10-tis620.csv", 200),
    ("xcommerce-2026-11-dirty.xlsx", 80),
]


def as_told(receipt: Receipt) -> dict[str, Any]:
    """What a truth file says of a receipt, computed from what was read; fees count as lines."""
    mode = Words().vat_mode(receipt.vat_mode)
    assert mode is not None
    assert receipt.issued_on is not None
    sums = add_up(receipt, mode, receipt.issued_on)
    assert sums is not None
    fees = sum(1 for fee in (receipt.shipping, receipt.cod_fee) if fee)
    return {
        "net": baht_text(sums.total),
        "vat": baht_text(sums.vat),
        "date": f"{receipt.issued_on:%Y%m%d}",
        "channel": receipt.channel,
        "lines": len(receipt.lines) + fees,
        "quantity": sum((line.quantity or Decimal(0) for line in receipt.lines), Decimal(fees)),
        "reference": receipt.order_number,
    }


@pytest.mark.parametrize(("name", "count"), SAMPLES)
def test_every_receipt_of_a_sample_is_read_as_its_truth_says(name: str, count: int) -> None:
    records = read_export(DATA / name)
    truth = json.loads((DATA / name).with_suffix(".truth.json").read_text("utf-8"))
    assert [one.number for one in records.receipts] == list(truth)
    assert len(records.receipts) == count
    for receipt in records.receipts:
        told = truth[receipt.number]
        assert as_told(receipt) == {key: told[key] for key in as_told(receipt)}, receipt.number
    assert (records.complaints, records.unknown_headings) == ((), ())


@pytest.mark.parametrize(("name", "count"), SAMPLES)
def test_the_source_s_own_sums_differ_only_where_the_truth_says_so(name: str, count: int) -> None:
    truth = json.loads((DATA / name).with_suffix(".truth.json").read_text("utf-8"))
    odd = {
        one.number
        for one in read_export(DATA / name).receipts
        if baht_text(one.total or 0) != truth[one.number]["net"]
    }
    told = {number for number, one in truth.items() if one["fate"] == "blocked:total_mismatch"}
    assert odd == told


def test_phone_numbers_are_not_read_at_all() -> None:
    records = read_export(DATA / "xcommerce-2026-11.xlsx")
    assert any(one.buyer.tax_id for one in records.receipts)
    assert "0812345678" not in repr(records)


def test_paid_dates_are_read_as_dates() -> None:
    records = read_export(DATA / "xcommerce-2026-10-tis620.csv")
    assert all(one.paid_on and not isinstance(one.paid_on, datetime) for one in records.receipts)
