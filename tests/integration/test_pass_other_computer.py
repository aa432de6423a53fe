"""Another computer sends for the same business: PEAK's list is read before each pass that sends."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sales import QUICK, export, line, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.money import satang
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

NewComputer = Callable[[str], ShopProfile]

# Two sales of one price to nobody in particular would look like one sale.
DEARER = (line(price="214.00"),)


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[NewComputer]:
    """Computers of one shop over one PEAK that takes a number twice."""
    switches = Switches(mint_limit_seconds=0, unique_codes=False)
    with PracticeServer(switches=switches, receipts=0) as server:

        def new(name: str) -> ShopProfile:
            profile = ShopProfile(tmp_path / name, server)
            profile.set_up(**QUICK)
            return profile

        yield new


def test_what_another_computer_sent_since_the_last_pass_is_taken_over(
    computer: NewComputer,
) -> None:
    here, there = computer("here"), computer("there")
    export(here, sale("RC-1"))
    assert standing(here.command("sync")[1]) == {"sent": 1}
    export(there, sale("RC-2", lines=DEARER))
    assert there.command("sync")[1]["this_pass"]["sent"] == 1
    export(here, sale("RC-2", lines=DEARER), name="later.csv")
    answer = here.command("sync")[1]
    assert (standing(answer), answer["this_pass"]["adopted"]) == ({"sent": 2}, 1)
    assert sorted(here.live()) == ["RC-1", "RC-2"]


def test_what_was_voided_on_another_computer_is_not_made_again(computer: NewComputer) -> None:
    here, there = computer("here"), computer("there")
    export(here, sale("RC-1"))
    assert standing(here.command("sync")[1]) == {"sent": 1}
    export(there, sale("RC-2", lines=DEARER))
    there.command("sync")
    here.server.books.void("RC-2")
    export(here, sale("RC-2", lines=DEARER), name="later.csv")
    posts = here.posts()
    answer = here.command("sync")[1]
    assert (standing(answer), here.posts()) == ({"sent": 1, "voided": 1}, posts)


def test_a_day_is_read_once_in_a_pass_however_many_receipts_it_has(
    computer: NewComputer,
) -> None:
    here = computer("here")
    export(here, *(sale(f"RC-{number}") for number in range(150)))
    before = here.server.books.request_counts["GET /receipts"]
    assert standing(here.command("sync")[1]) == {"sent": 150}
    # One list, the read-back of the first document, and the audit's look-ups by number.
    assert here.server.books.request_counts["GET /receipts"] - before < 30


# A new client token may be asked for a minute after the last.
@pytest.mark.timeout(400)
def test_what_another_computer_sends_in_the_middle_of_a_pass_is_not_sent_again(
    computer: NewComputer,
) -> None:
    """It mints a client token of its own, which ends ours: that is how we know."""
    here = computer("here")
    sales = [sale(f"RC-{price}", lines=(line(price=f"{price}.00"),)) for price in range(110, 130)]
    export(here, *sales)
    books, posts = here.server.books, 0

    def let_in(exchange: Exchange, _faults: Faults) -> None:
        nonlocal posts
        posts += exchange.name == "POST /receipts"
        if posts == 3 and exchange.name == "POST /receipts":
            here.server.gate.kill_client_token()
            # None of those that are under way from here at this moment: five may be.
            for one in sales[10:]:
                day, vat = f"{one.issued_on:%Y%m%d}", satang(one.vat)
                books.add_foreign_receipt(one.number, satang(one.total), day, vat=vat)

    here.server.faults.add("before_handling", let_in)
    code, answer = here.sync_until_nothing_rests()
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 20}, [])
    assert sorted(here.live()) == [one.number for one in sales]
