"""The live link: from the practice shop's server into the ledger, and what a bad link does."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.fakes import FakeClock
from tests.ledgers import new_ledger, stored
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.domain.receipt import Kind, Status, VatMode
from xpeak_desktop.domain.words import Words
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.ports import LivePage, Records, Secret
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.services.importing import LIVE_SINCE, LONG_OVERLAP, OVERLAP, Importing
from xpeak_desktop.shop.live_link import LiveLink

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
KEY = "the-shop-key"
SENT: dict[str, Any] = {
    "number": " RC-1 ",
    "order_number": "SO-1",
    "issued_on": "2026-11-23",
    "kind": "tax_invoice",
    "status": "paid",
    "channel": "เงินสด",
    "paid_on": None,
    "buyer": {"name": "บริษัท ก จำกัด", "tax_id": "0105512345678", "branch": "00000"},
    "vat_mode": "include",
    "lines": [{"sku": "A", "name": "a", "quantity": "1.5", "unit_price": "71.333333"}],
    "discount": "0.00",
    "shipping": "40.00",
    "vat": "9.62",
    "total": "147.00",
    "changed_at": "2026-11-23T10:00:00+07:00",
    "something_new": {"x": 1},
}
Answer = tuple[int, Any]


class Shop:
    """A shop's server that answers what the test says, in turn; the last answer repeats.

    ``clock`` is its own: a moment, or what it says instead of one.
    """

    def __init__(self) -> None:
        self.clock: datetime | str = NOW
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, dict[str, list[str]], str]] = []
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                key = self.headers.get("Authorization", "")
                shop.asked.append((parts.path, parse_qs(parts.query), key))
                answers = shop.answers
                status, body = answers.pop(0) if len(answers) > 1 else answers[0]
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def date_time_string(self, timestamp: float | None = None) -> str:
                told = shop.clock
                return told if isinstance(told, str) else format_datetime(told, usegmt=True)

            def log_message(self, *_args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/shop/v1"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def shop() -> Iterator[Shop]:
    found = Shop()
    yield found
    found.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def link(shop: Shop, clock: FakeClock) -> Iterator[LiveLink]:
    found = LiveLink(shop.url, Secret(KEY), clock, threading.Event())
    yield found
    found.close()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    found = new_ledger(tmp_path)
    yield found
    found.close()


def no_files(path: Path) -> Records:
    raise AssertionError("no file is read here")


@pytest.fixture
def importing(ledger: SqliteLedger) -> Importing:
    return Importing(ledger, no_files, str)


def page(*receipts: Any, following: str | None = None) -> Answer:
    return 200, {"receipts": list(receipts), "next_cursor": following}


def code_of(call: Callable[[], Any]) -> Code:
    with pytest.raises(Trouble) as caught:
        call()
    assert KEY not in repr(caught.value.problem)
    return caught.value.problem.code


# --------------------------------------------------------------------------- the client


def test_a_receipt_is_read_whole(shop: Shop, link: LiveLink) -> None:
    shop.answers = [page(SENT)]
    (receipt,) = link.receipts(None, None).receipts
    assert (receipt.number, receipt.issued_on) == ("RC-1", date(2026, 11, 23))
    assert (receipt.shipping, receipt.cod_fee, receipt.vat, receipt.total) == (4000, 0, 962, 14700)
    assert receipt.lines[0].quantity == Decimal("1.5")
    assert receipt.lines[0].unit_price == Decimal("71.333333")
    assert (receipt.buyer.tax_id, receipt.buyer.address) == ("0105512345678", "")
    words = Words()
    assert words.kind(receipt.kind) is Kind.TAX_INVOICE
    assert words.status(receipt.status) is Status.PAID
    assert words.vat_mode(receipt.vat_mode) is VatMode.INCLUDE


def test_the_key_and_the_wishes_go_along(shop: Shop, link: LiveLink) -> None:
    shop.answers = [page(following="next page")]
    assert link.receipts(NOW, "a+b").next_cursor == "next page"
    ((path, query, key),) = shop.asked
    assert (path, key) == ("/shop/v1/receipts", f"Bearer {KEY}")
    since = datetime.fromisoformat(query.pop("changed_since")[0])
    assert (since, query) == (NOW, {"limit": ["200"], "cursor": ["a+b"]})


def test_what_one_receipt_has_wrong_holds_only_that_one(shop: Shop, link: LiveLink) -> None:
    odd = {"number": 7, "issued_on": "soon", "lines": [{"sku": "A"}], "shipping": "?", "total": 1.1}
    shop.answers = [page(odd, SENT)]
    broken, fine = link.receipts(None, None).receipts
    assert (broken.number, broken.issued_on, broken.issued_text) == ("7", None, "soon")
    assert (broken.shipping, broken.vat, broken.total) == (None, None, 110)
    assert (broken.lines[0].quantity, broken.buyer.name) == (None, "")
    assert fine.total == 14700


@pytest.mark.parametrize(
    "odd",
    [
        {"buyer": []},
        {"buyer": "x"},
        {"buyer": {"name": ["x"]}},
        {"lines": [None]},
        {"lines": {"0": {}}},
        {"lines": [{"sku": "A", "quantity": [1], "unit_price": "1"}]},
        {"number": {"a": 1}},
        {"total": ["147.00"]},
        {"shipping": {"a": 1}},
        {"channel": ["LINE"]},
        {"status": [{}]},
    ],
)
def test_a_receipt_of_an_odd_shape_comes_in_and_the_others_as_well(
    shop: Shop, link: LiveLink, odd: dict[str, Any]
) -> None:
    shop.answers = [page({**SENT, "number": "RC-2", **odd}, SENT)]
    broken, fine = link.receipts(None, None).receipts
    assert broken.number == ("" if "number" in odd else "RC-2")
    assert (fine.number, fine.total, fine.buyer.name) == ("RC-1", 14700, "บริษัท ก จำกัด")
    # What is odd holds it: nothing is made up in its place.
    assert broken != replace(fine, number="RC-2")
    [only] = {name for name in odd if name != "buyer"} or {""}
    if only == "lines":
        assert all(line.quantity is None for line in broken.lines)
    elif only in ("total", "shipping"):
        assert getattr(broken, only) is None
    elif only in ("channel", "status"):
        assert "[" in getattr(broken, only)


def test_a_vat_or_a_day_of_payment_that_cannot_be_read_holds_its_receipt(
    shop: Shop, link: LiveLink
) -> None:
    shop.answers = [page({**SENT, "vat": "9,6"}, {**SENT, "paid_on": "30/11/69"}, SENT)]
    vat, paid, fine = link.receipts(None, None).receipts
    assert (vat.total, vat.issued_on) == (None, fine.issued_on)
    assert (paid.issued_on, paid.issued_text, paid.total) == (None, "30/11/69", fine.total)


@pytest.mark.parametrize("row", [None, 7, "RC-1", []])
def test_what_is_no_receipt_at_all_is_one_without_a_number(
    shop: Shop, link: LiveLink, row: object
) -> None:
    shop.answers = [page(row, SENT)]
    broken, fine = link.receipts(None, None).receipts
    assert (broken.number, broken.lines, broken.total) == ("", (), None)
    assert fine.number == "RC-1"


@pytest.mark.parametrize(
    ("answer", "code", "asked"),
    [
        ((401, {}), Code.SOURCE_REFUSED, 1),
        ((403, {}), Code.SOURCE_REFUSED, 1),
        ((404, {}), Code.SOURCE_UNREACHABLE, 1),
        ((302, {}), Code.SOURCE_UNREACHABLE, 1),
        ((429, {}), Code.SOURCE_UNREACHABLE, 3),
        ((503, b"<html>"), Code.SOURCE_UNREACHABLE, 3),
        ((200, b"<html>log in</html>"), Code.SOURCE_UNREACHABLE, 1),
        ((200, {"receipts": {}}), Code.SOURCE_UNREACHABLE, 1),
        ((200, []), Code.SOURCE_UNREACHABLE, 1),
    ],
)
def test_every_bad_answer_has_a_name(
    shop: Shop, link: LiveLink, answer: Answer, code: Code, asked: int
) -> None:
    shop.answers = [answer]
    assert code_of(lambda: link.receipts(None, None)) is code
    assert len(shop.asked) == asked


def test_a_hiccup_is_tried_again_after_a_rest(shop: Shop, link: LiveLink, clock: FakeClock) -> None:
    shop.answers = [(503, {}), (429, {}), page(SENT)]
    assert len(link.receipts(None, None).receipts) == 1
    assert clock.waits == [1.0, 2.0]


def test_a_shop_that_is_not_there_is_unreachable_and_a_person_can_stop_the_tries(
    clock: FakeClock,
) -> None:
    cancel = threading.Event()
    link = LiveLink("http://127.0.0.1:9/shop", Secret(KEY), clock, cancel)
    assert code_of(link.channels) is Code.SOURCE_UNREACHABLE
    cancel.set()
    assert code_of(link.channels) is Code.STOPPED


def test_the_key_never_goes_over_an_open_line() -> None:
    call = lambda: LiveLink("http://shop.example", Secret(KEY), FakeClock(), threading.Event())  # noqa: E731
    assert code_of(call) is Code.INSECURE_ADDRESS


def test_products_and_channels_are_read_to_the_end(shop: Shop, link: LiveLink) -> None:
    shop.answers = [
        (200, {"products": [{"sku": "A", "name": "a"}], "next_cursor": "2"}),
        (200, {"products": [{"sku": 7, "name": None}], "next_cursor": None}),
        (200, {"channels": [{"name": "เงินสด"}, {"name": ""}]}),
    ]
    assert list(link.products()) == [("A", "a"), ("7", "")]
    assert link.channels() == ("เงินสด",)


def test_pages_that_never_end_are_cut_off(shop: Shop, link: LiveLink) -> None:
    shop.answers = [page(following="again")]
    assert link.receipts(None, None).next_cursor == "again"
    assert code_of(lambda: link.receipts(None, "again")) is Code.SOURCE_UNREACHABLE
    shop.answers = [
        (200, {"products": [], "next_cursor": "1"}),
        (200, {"products": [], "next_cursor": "2"}),
        (200, {"products": [], "next_cursor": "1"}),
    ]
    shop.asked.clear()
    assert code_of(lambda: list(link.products())) is Code.SOURCE_UNREACHABLE
    assert len(shop.asked) == 3


# --------------------------------------------------------------------------- into the ledger


def test_every_page_comes_in_and_the_next_reading_overlaps_by_an_hour(
    shop: Shop, link: LiveLink, importing: Importing, ledger: SqliteLedger
) -> None:
    shop.answers = [page(SENT, following="2"), page({**SENT, "number": "RC-2"})]
    (report,) = importing.import_live(link, NOW).files
    assert (report.new, report.receipts, report.products) == (2, 2, 2)
    assert [query.get("cursor") for _, query, _ in shop.asked] == [None, ["2"]]
    assert all("changed_since" not in query for _, query, _ in shop.asked)
    assert stored(ledger, "RC-2").receipt.buyer.name == "บริษัท ก จำกัด"
    shop.asked.clear()
    shop.answers = [page(SENT)]
    (report,) = importing.import_live(link, NOW + timedelta(minutes=15)).files
    assert (report.same, report.new) == (1, 0)
    since = datetime.fromisoformat(shop.asked[0][1]["changed_since"][0])
    assert since == NOW - timedelta(hours=1)


def test_a_reading_that_was_cut_short_keeps_its_pages_and_starts_over(
    shop: Shop, link: LiveLink, importing: Importing, ledger: SqliteLedger
) -> None:
    shop.answers = [page(SENT, following="2"), (500, {})]
    report = importing.import_live(link, NOW)
    assert report.problem
    assert report.problem.code is Code.SOURCE_UNREACHABLE
    assert report.files[0].new == 1
    assert ledger.meta(LIVE_SINCE) is None
    assert [found.code for found in report.problems()] == [Code.SOURCE_UNREACHABLE]


def since_of(shop: Shop, place: int) -> datetime | None:
    """From when on changes were asked for, in one of the requests."""
    told = shop.asked[place][1].get("changed_since")
    return datetime.fromisoformat(told[0]) if told else None


def test_a_clock_that_was_ahead_leaves_no_gap(
    shop: Shop, link: LiveLink, importing: Importing
) -> None:
    shop.answers = [page()]
    importing.import_live(link, NOW + timedelta(days=2))
    importing.import_live(link, NOW)
    since = datetime.fromisoformat(shop.asked[1][1]["changed_since"][0])
    assert since == NOW - timedelta(hours=1)


def test_a_clock_that_is_put_right_overnight_leaves_no_gap(
    shop: Shop, link: LiveLink, importing: Importing
) -> None:
    shop.answers = [page()]
    importing.import_live(link, NOW + timedelta(hours=7))
    shop.clock = NOW + timedelta(hours=12)
    importing.import_live(link, NOW + timedelta(hours=12))
    assert since_of(shop, 1) == NOW - OVERLAP


def test_a_clock_that_is_behind_reads_more_and_loses_nothing(
    shop: Shop, link: LiveLink, importing: Importing
) -> None:
    shop.answers = [page()]
    importing.import_live(link, NOW - timedelta(hours=7))
    importing.import_live(link, NOW)
    assert since_of(shop, 1) == NOW - timedelta(hours=7) - OVERLAP


def test_what_was_read_is_counted_from_the_first_page(
    shop: Shop, link: LiveLink, importing: Importing, ledger: SqliteLedger
) -> None:
    class Slow:
        """The same link; its second page takes hours."""

        channels, products = link.channels, link.products

        def receipts(self, changed_since: datetime | None, cursor: str | None) -> LivePage:
            shop.clock = NOW + timedelta(hours=5) if cursor else NOW
            return link.receipts(changed_since, cursor)

    shop.answers = [page(SENT, following="2"), page()]
    importing.import_live(Slow(), NOW + timedelta(hours=9))
    assert ledger.meta(LIVE_SINCE) == NOW.isoformat()


@pytest.mark.parametrize("told", ["", "soon", "Fri, 31 Dec 9999 23:00:00 -2300"])
def test_a_link_that_does_not_tell_its_time_is_read_from_the_same_moment_again(
    shop: Shop, link: LiveLink, importing: Importing, told: str
) -> None:
    shop.answers = [page()]
    importing.import_live(link, NOW - timedelta(hours=3))
    shop.clock = told
    for _ in range(2):
        importing.import_live(link, NOW)
    assert since_of(shop, 2) == NOW - timedelta(hours=3) - OVERLAP


def test_a_time_without_a_zone_is_greenwichs(shop: Shop, link: LiveLink) -> None:
    shop.answers, shop.clock = [page()], "Mon Nov 23 10:00:00 2026"
    assert link.receipts(None, None).read_at == NOW


def test_a_link_that_never_tells_its_time_is_read_whole_each_time(
    shop: Shop, link: LiveLink, importing: Importing, ledger: SqliteLedger
) -> None:
    shop.answers, shop.clock = [page()], ""
    for _ in range(2):
        importing.import_live(link, NOW)
    assert [since_of(shop, place) for place in range(2)] == [None, None]
    assert ledger.meta(LIVE_SINCE) is None


def test_a_note_from_the_future_makes_the_reading_go_further_back_once(
    shop: Shop, link: LiveLink, importing: Importing, ledger: SqliteLedger
) -> None:
    shop.answers = [page(SENT)]
    ledger.set_meta(LIVE_SINCE, (NOW + timedelta(hours=7)).isoformat())
    (report,) = importing.import_live(link, NOW).files
    assert (report.new, report.receipts) == (1, 1)
    importing.import_live(link, NOW)
    asked = [since_of(shop, place) for place in range(3)]
    assert asked == [NOW + timedelta(hours=6), NOW - LONG_OVERLAP, NOW - OVERLAP]


def test_a_note_from_the_future_is_seen_also_where_the_link_does_not_tell_its_time(
    shop: Shop, link: LiveLink, importing: Importing, ledger: SqliteLedger
) -> None:
    shop.answers, shop.clock = [page(SENT)], ""
    ledger.set_meta(LIVE_SINCE, (NOW + timedelta(hours=7)).isoformat())
    importing.import_live(link, NOW)
    assert since_of(shop, 1) == NOW - LONG_OVERLAP


def test_a_note_that_is_ahead_by_less_than_the_overlap_is_no_reason_to_read_further_back(
    shop: Shop, link: LiveLink, importing: Importing, ledger: SqliteLedger
) -> None:
    shop.answers = [page()]
    ledger.set_meta(LIVE_SINCE, (NOW + timedelta(minutes=5)).isoformat())
    importing.import_live(link, NOW)
    assert [since_of(shop, 0), len(shop.asked)] == [NOW - timedelta(minutes=55), 1]


class Circle:
    """A source whose cursors go round."""

    def __init__(self) -> None:
        self.asked = 0

    def receipts(self, changed_since: datetime | None, cursor: str | None) -> LivePage:
        self.asked += 1
        return LivePage((), str(self.asked % 3))

    def channels(self) -> tuple[str, ...]:
        return ()

    def products(self) -> Iterator[tuple[str, str]]:
        return iter(())


def test_cursors_that_go_round_end_the_reading(importing: Importing, ledger: SqliteLedger) -> None:
    source = Circle()
    problem = importing.import_live(source, NOW).problem
    assert problem
    assert problem.code is Code.SOURCE_UNREACHABLE
    assert source.asked == 4
    assert ledger.meta(LIVE_SINCE) is None


def test_a_stop_is_no_problem_of_the_source(
    shop: Shop, clock: FakeClock, importing: Importing
) -> None:
    cancel = threading.Event()
    cancel.set()
    link = LiveLink(shop.url, Secret(KEY), clock, cancel)
    assert code_of(lambda: importing.import_live(link, NOW)) is Code.STOPPED


def test_the_practice_shop_is_read_whole(
    importing: Importing, ledger: SqliteLedger, clock: FakeClock
) -> None:
    with PracticeServer(receipts=450) as server:
        key = Secret(server.credentials()["shop_key"])
        link = LiveLink(server.shop_url, key, clock, threading.Event())
        (report,) = importing.import_live(link, NOW).files
        assert (report.new, report.receipts) == (450, 450)
        assert len(link.channels()) > 1
        products = dict(link.products())
        sold = ledger.shop_products()
        assert any(sku in products for sku in sold)
        link.close()
    assert ledger.row_count() == 450
    assert all(found.receipt.total and found.receipt.issued_on for found in ledger.to_judge())
