"""Whole passes with full tax invoices: each buyer is booked on a contact of his own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sales import QUICK, codes, export, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_people import Buyer
from xpeak_desktop.sandbox.shop_receipt import ShopReceipt
from xpeak_desktop.sandbox.switches import Switches

SOUND = "0105536112014"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        yield profile


def invoice(number: str, name: str, tax_id: str) -> ShopReceipt:
    return sale(number, kind="tax_invoice", buyer=Buyer(name, tax_id, "", "กรุงเทพฯ"))


def booked_for(shop: ShopProfile) -> dict[str, str]:
    """The name of the contact each document stands on."""
    books = shop.server.books
    names = {row["id"]: row["name"] for row in books.contacts}
    return {row["code"]: names[row["contactId"]] for row in books.live_receipts()}


@pytest.mark.parametrize("none", ["-", "ไม่มี", "0000000000000"])
def test_two_buyers_without_a_tax_number_are_two_contacts(shop: ShopProfile, none: str) -> None:
    export(shop, invoice("RC-1", "ร้านหนึ่ง", none), invoice("RC-2", "ร้านสอง", none))
    _, answer = shop.sync_until_nothing_rests()
    assert standing(answer) == {"sent": 2}
    assert booked_for(shop) == {"RC-1": "ร้านหนึ่ง", "RC-2": "ร้านสอง"}


@pytest.mark.parametrize("none", ["-", "ไม่มี", "0000000000000"])
def test_a_company_without_a_tax_number_waits_for_it(shop: ShopProfile, none: str) -> None:
    export(shop, invoice("RC-1", "บริษัท หนึ่ง จำกัด", none))
    _, answer = shop.sync_until_nothing_rests()
    assert codes(answer) == [("RC-1", "tax_invoice_incomplete")]


def test_two_companies_under_a_number_that_is_nobodys_are_two_contacts(shop: ShopProfile) -> None:
    unsound = "1234567890123"
    for number, name in (("RC-1", "บริษัท หนึ่ง จำกัด"), ("RC-2", "บริษัท สอง จำกัด")):
        # One after the other: PEAK's contacts, the first among them, are pulled in between.
        export(shop, invoice(number, name, unsound), name=f"{number}.csv")
        shop.sync_until_nothing_rests()
    assert booked_for(shop) == {"RC-1": "บริษัท หนึ่ง จำกัด", "RC-2": "บริษัท สอง จำกัด"}


def test_one_company_is_one_contact_however_its_name_is_written(shop: ShopProfile) -> None:
    export(
        shop,
        invoice("RC-1", "บริษัท หนึ่ง จำกัด", SOUND),
        invoice("RC-2", "บริษัท หนึ่ง  จำกัด (สำนักงานใหญ่)", SOUND),
    )
    shop.sync_until_nothing_rests()
    assert len(set(booked_for(shop).values())) == 1
