"""What every ``PeakGateway`` must do, shown on ours against the practice PEAK's many manners."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from tests.documents import DOCUMENT
from tests.peak_room import Room, peak_room
from xpeak_desktop.domain.document import Document, Service, Sums, VatClass, differences
from xpeak_desktop.domain.receipt import Buyer
from xpeak_desktop.ports import Outcome, PeakGateway

MANNERS: dict[str, dict[str, object]] = {
    "plain": {},
    "numbers as strings": {"numbers_as_strings": True},
    "odd key case": {"odd_key_case": True},
    "both": {"numbers_as_strings": True, "odd_key_case": True},
}


@dataclass
class Peak:
    room: Room
    gateway: PeakGateway

    def document(self, code: str = DOCUMENT.code, day: date = DOCUMENT.issued_on) -> Document:
        contact = self.gateway.contact("X-GENERAL") or self.gateway.create_contact(
            "X-GENERAL", "ลูกค้าทั่วไป (xCommerce)", None
        )
        product = next(self.gateway.products())
        method = next(one for one in self.gateway.payment_methods() if one.cash)
        line = replace(DOCUMENT.lines[0], item_id=product.peak_id, item_code=product.code)
        return replace(
            DOCUMENT,
            code=code,
            issued_on=day,
            paid_on=day,
            contact_id=contact.peak_id,
            method_id=method.peak_id,
            lines=(line,),
        )


@pytest.fixture(params=list(MANNERS.values()), ids=list(MANNERS))
def peak(request: pytest.FixtureRequest) -> Iterator[Peak]:
    with peak_room(**request.param) as room:
        yield Peak(room, room.another_gateway())


def test_the_business_has_an_id_and_a_name(peak: Peak) -> None:
    business = peak.gateway.business()
    assert business.business_id == peak.room.server.business.business_id
    assert business.name == peak.room.server.business.name


def test_products_are_listed_and_found_by_exact_code(peak: Peak) -> None:
    listed = list(peak.gateway.products())
    assert len({one.peak_id for one in listed}) == len(listed) > 20
    one = listed[3]
    assert peak.gateway.product(one.code) == (one,)
    assert peak.gateway.product(one.code.lower()) == ()
    assert peak.gateway.product("NO-SUCH") == ()
    assert one.vat_class is VatClass.SEVEN


def test_a_created_product_is_listed(peak: Peak) -> None:
    made = peak.gateway.create_product("NEW-1", "ของใหม่")
    assert made.peak_id
    assert (made.code, made.name) == ("NEW-1", "ของใหม่")
    assert [one.peak_id for one in peak.gateway.product("NEW-1")] == [made.peak_id]


def test_both_services_are_found_by_name(peak: Peak) -> None:
    found = peak.gateway.services()
    assert {service: len(items) for service, items in found.items()} == {
        Service.SHIPPING: 1,
        Service.COD_FEE: 1,
    }


def test_one_payment_method_at_least_is_cash(peak: Peak) -> None:
    methods = peak.gateway.payment_methods()
    assert len({one.peak_id for one in methods}) == len(methods)
    assert any(one.cash for one in methods)
    assert not all(one.cash for one in methods)


def test_a_contact_comes_back_as_it_was_made(peak: Peak) -> None:
    buyer = Buyer("บริษัท ตัวอย่าง จำกัด", "0105500000001", "สำนักงานใหญ่", "9 หมู่ 1")
    made = peak.gateway.create_contact("XABC", buyer.name, buyer)
    found = peak.gateway.contact("XABC")
    assert found is not None
    assert (found.peak_id, found.name) == (made.peak_id, buyer.name)
    assert (found.tax_id, found.branch) == ("0105500000001", "00000")
    assert peak.gateway.contact("xabc") is None
    assert made.peak_id in {one.peak_id for one in peak.gateway.contacts()}


def test_a_document_is_booked_once_and_read_back_with_its_journal(peak: Peak) -> None:
    document = peak.document()
    answer = peak.gateway.create_receipt(document)
    assert answer.outcome is Outcome.YES
    assert answer.document is not None
    assert differences(document, answer.document) == ()
    look_up = peak.gateway.receipt(document.code)
    assert look_up.live is not None
    assert look_up.live.peak_id == answer.document.peak_id
    assert look_up.live.journals == 1
    assert (look_up.live.base, look_up.live.vat, look_up.live.net) == (19_953, 1_397, 21_350)
    assert look_up.live.reference == document.reference
    assert look_up.session == peak.gateway.session()


def test_the_same_number_again_is_a_duplicate(peak: Peak) -> None:
    document = peak.document()
    peak.gateway.create_receipt(document)
    answer = peak.gateway.create_receipt(document)
    assert (answer.outcome, answer.duplicate) == (Outcome.NO, True)
    assert len(peak.room.server.books.live_receipts()) == 1


def test_a_document_whose_answer_was_lost_is_unknown_and_can_be_looked_up(peak: Peak) -> None:
    document = peak.document()
    peak.room.server.faults.plan("answer_lost_after_booking", 1)
    answer = peak.gateway.create_receipt(document)
    assert (answer.outcome, answer.everybody) == (Outcome.UNKNOWN, True)
    assert peak.gateway.receipt(document.code).live is not None
    assert len(peak.room.server.books.all_receipts()) == 1


@pytest.mark.parametrize("fault", ["http_500_after", "answer_cut", "html_200"])
def test_no_accident_is_taken_for_a_yes_or_a_no(peak: Peak, fault: str) -> None:
    document = peak.document()
    peak.room.server.faults.plan(fault, 1)
    answer = peak.gateway.create_receipt(document)
    assert (answer.outcome, answer.everybody) == (Outcome.UNKNOWN, True)


def test_an_absent_number_is_absent_in_a_session_that_has_a_name(peak: Peak) -> None:
    look_up = peak.gateway.receipt("NO-SUCH")
    assert look_up.documents == ()
    assert look_up.live is None
    assert look_up.session


def test_a_void_document_is_shown_as_void_and_its_number_is_free_again(peak: Peak) -> None:
    document = peak.document()
    booked = peak.gateway.create_receipt(document).document
    assert booked is not None
    assert peak.gateway.void_receipt(booked.peak_id, document.code).outcome is Outcome.YES
    look_up = peak.gateway.receipt(document.code)
    assert look_up.live is None
    assert [one.void for one in look_up.documents] == [True]
    assert peak.gateway.create_receipt(document).outcome is Outcome.YES
    after = peak.gateway.receipt(document.code)
    assert len(after.documents) == 2
    assert after.live is not None


def test_voiding_what_is_not_there_is_a_no(peak: Peak) -> None:
    assert peak.gateway.void_receipt("no-such-id", "NO-SUCH").outcome is Outcome.NO


def test_the_list_gives_the_documents_of_its_dates_void_ones_too(peak: Peak) -> None:
    days = [date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 3)]
    for place, day in enumerate(days):
        peak.gateway.create_receipt(peak.document(f"A-{place}", day))
    peak.room.server.books.void("A-1")
    listed = list(peak.gateway.receipts_of(days[0], days[1]))
    assert {one.code: one.void for one in listed} == {"A-0": False, "A-1": True}
    assert {one.issued_on for one in listed} == set(days[:2])
    assert list(peak.gateway.receipts_of(date(2026, 10, 1), date(2026, 10, 31))) == []


def test_a_long_list_comes_whole(peak: Peak) -> None:
    day = date(2026, 11, 5)
    document = peak.document(day=day)
    for place in range(130):
        peak.room.server.books.add_foreign_receipt(f"F-{place}", 10_700, "20261105")
    peak.gateway.create_receipt(document)
    assert len(list(peak.gateway.receipts_of(day, day))) == 131


def test_vat_modes_add_up_at_peak_as_they_do_here(peak: Peak) -> None:
    document = peak.document("A-EX")
    line = replace(document.lines[0], quantity=Decimal(1), unit_price=Decimal(100))
    excluding = replace(
        document,
        prices_include_vat=False,
        lines=(line,),
        discount=0,
        sums=Sums(10_000, 700, 10_700),
    )
    free = replace(
        excluding,
        code="A-NO",
        tax_invoice=False,
        lines=(replace(line, vat_class=VatClass.NONE),),
        sums=Sums(10_000, 0, 10_000),
    )
    for one in (excluding, free):
        answer = peak.gateway.create_receipt(one)
        assert answer.document is not None, answer
        assert differences(one, answer.document) == ()
