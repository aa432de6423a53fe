"""A ledger that has to be compared first, and PEAK's list of one day that cannot be read."""

import json
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.sales import DAY, codes, export, fail_500, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services import reconciling

SETTLE = 2
# PEAK's clock is read to the second: the rest must be longer than that.
PACE = {
    "settle_seconds = 300": f"settle_seconds = {SETTLE}",
    "retry_seconds = 30": "retry_seconds = 0.1",
}
BAD = DAY + timedelta(days=1)
DAYS = (DAY, BAD, DAY + timedelta(days=2))


@dataclass
class Lists:
    """What PEAK was asked for, and which of it has no answer."""

    bad: set[date] = field(default_factory=set)
    read: list[tuple[date, float]] = field(default_factory=list)
    posted: dict[str, float] = field(default_factory=dict)

    def meet(self, exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "POST /receipts":
            [row] = json.loads(exchange.raw)["PeakReceipts"]["receipts"]
            self.posted[row["code"]] = time.monotonic()
        if exchange.name != "GET /receipts/list":
            return
        text = exchange.query["datestart"]
        day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
        if day in self.bad:
            fail_500(exchange)
        else:
            self.read.append((day, time.monotonic()))

    def times_of(self, day: date, before: str = "") -> list[float]:
        """When a day was shown, be it only before a receipt left."""
        ends = self.posted.get(before, time.monotonic())
        return [when for one, when in self.read if one == day and when < ends]

    def were_two_apart(self, day: date, before: str) -> bool:
        """Whether it was shown twice, a settle window apart, before the pass's own reading."""
        first, *_, second, _sending = self.times_of(day, before)
        return second - first >= SETTLE - 1


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    switches = Switches(mint_limit_seconds=0, unique_codes=False)
    with PracticeServer(switches=switches, receipts=0) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**PACE)
        export(profile, sale("RC-0"))
        assert standing(profile.command("sync")[1]) == {"sent": 1}
        yield profile


@pytest.fixture
def lists(shop: ShopProfile) -> Lists:
    found = Lists()
    shop.server.faults.add("before_handling", found.meet)
    return found


def write_meta(shop: ShopProfile, name: str, value: str) -> None:
    connection = sqlite3.connect(shop.ledger)
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
    connection.commit()
    connection.close()


def to_be_compared(shop: ShopProfile) -> None:
    """As after a copy was put back: three days' sales wait, one of them stands in PEAK."""
    days = {f"RC-{place}": day for place, day in enumerate(DAYS, 1)}
    export(shop, *(sale(number, issued_on=day) for number, day in days.items()), name="b.csv")
    write_meta(shop, "reconcile", "new")


def pass_until(shop: ShopProfile, **wanted: int) -> int:
    """Pass after pass until so many stand so; the last exit code."""
    for _ in range(20):
        code, answer = shop.command("sync")
        if standing(answer) == wanted:
            return code
        time.sleep(0.5)
    raise AssertionError(f"never so: {standing(answer)} {answer['problems']}")


def test_a_list_that_cannot_be_read_keeps_only_its_own_day_from_going(
    shop: ShopProfile, lists: Lists
) -> None:
    to_be_compared(shop)
    lists.bad = {BAD}
    pass_until(shop, sent=3, ready=1)
    # Told after a while: nobody would know otherwise what it waits for.
    for _ in range(3):
        code, answer = shop.command("sync")
        time.sleep(SETTLE)
    assert (code, codes(answer)) == (1, [("RC-2", "peak_error")])
    assert sorted(shop.live()) == ["RC-0", "RC-1", "RC-3"]


def test_its_receipts_go_once_it_was_read_twice_a_settle_window_apart(
    shop: ShopProfile, lists: Lists
) -> None:
    to_be_compared(shop)
    lists.bad = {BAD}
    pass_until(shop, sent=3, ready=1)
    lists.bad = set()
    assert lists.times_of(BAD) == []
    assert pass_until(shop, sent=4) == 0
    assert lists.were_two_apart(BAD, "RC-2")
    assert sorted(shop.live()) == ["RC-0", "RC-1", "RC-2", "RC-3"]


def test_what_peak_had_all_along_is_taken_over_when_it_shows_it(
    shop: ShopProfile, lists: Lists
) -> None:
    twin = Path(f"{shop.ledger}.before")
    twin.write_bytes(shop.ledger.read_bytes())
    export(shop, sale("RC-2", issued_on=BAD), name="b.csv")
    assert pass_until(shop, sent=2) == 0
    twin.replace(shop.ledger)
    posted = shop.posts()
    to_be_compared(shop)
    lists.bad = {BAD}
    pass_until(shop, sent=3, ready=1)
    lists.bad = set()
    assert pass_until(shop, sent=4) == 0
    assert shop.posts() == posted + 2
    assert sorted(shop.live()) == ["RC-0", "RC-1", "RC-2", "RC-3"]


def test_the_oldest_days_that_cannot_be_read_hold_themselves_alone(
    shop: ShopProfile, lists: Lists
) -> None:
    days = [DAY - timedelta(days=before) for before in range(8, 0, -1)]
    export(shop, *(sale(f"RC-{day:%d}", issued_on=day) for day in days), name="b.csv")
    write_meta(shop, "reconcile", "new")
    lists.bad = set(days[:6])
    pass_until(shop, sent=3, ready=6)
    assert sorted(shop.live()) == sorted(["RC-0", *(f"RC-{day:%d}" for day in days[6:])])


def test_when_no_list_can_be_read_nothing_is_compared_and_nothing_goes(
    shop: ShopProfile, lists: Lists
) -> None:
    to_be_compared(shop)
    lists.bad = set(DAYS)
    code, answer = shop.command("sync")
    assert (code, codes(answer)[-1]) == (3, (None, "peak_error"))
    assert standing(answer) == {"sent": 1, "ready": 3}


def test_an_earlier_start_date_has_its_days_compared_first(
    shop: ShopProfile, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The latest days are compared in any case, and a shop of a few days has no others.
    monkeypatch.setattr(reconciling, "_KNOWN_DAYS", 0)
    shop.set_up(**PACE, **{"start_date = 2026-10-01": "start_date = 2026-11-01"})
    october = date(2026, 10, 20)
    export(shop, sale("RC-1", issued_on=october), name="b.csv")
    write_meta(shop, "reconcile", "new")
    pass_until(shop, sent=1, excluded=1)
    shop.command("sync")
    time.sleep(SETTLE + 1)
    assert shop.command("sync")[0] == 0
    assert lists.times_of(october) == []
    settings = shop.folder / "data" / "default" / "settings.json"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("2026-11-01", "2026-10-01"), encoding="utf-8")
    answer = shop.command("sync")[1]
    assert (None, "comparing_first") in codes(answer)
    assert standing(answer) == {"sent": 1, "ready": 1}
    assert pass_until(shop, sent=2) == 0
    assert lists.were_two_apart(october, "RC-1")
