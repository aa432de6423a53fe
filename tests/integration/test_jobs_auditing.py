"""An hour without a pass: what was sent is held against PEAK all the same, and nothing is sent."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desk import at_desk
from tests.sales import QUICK, export, line, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.domain.settings import ALWAYS
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_orders import BANGKOK
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.auditing import AuditNow


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    """One receipt of today was sent and audited, then voided in PEAK; another is ready to go."""
    today = datetime.now(BANGKOK).date()
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        export(profile, sale("RC-1", issued_on=today))
        assert standing(profile.command("sync")[1]) == {"sent": 1}
        server.books.void("RC-1")
        other = sale("RC-2", issued_on=today, lines=(line(price="214"),))
        export(profile, other, name="b.csv")
        profile.command("import", str(profile.exports / "b.csv"))
        server.books.request_counts.clear()
        yield profile


def audited_before(shop: ShopProfile, minutes: float) -> None:
    """The last audit of today was so long ago."""
    with at_desk(shop) as desk:
        plan = json.loads(desk.ledger.meta("audit") or "{}")
        plan["recent_at"] = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()
        desk.ledger.set_meta("audit", json.dumps(plan))


def audit(shop: ShopProfile, **changes: str) -> None:
    with at_desk(shop) as desk:
        desk.use_settings(replace(desk.settings, **changes))  # type: ignore[arg-type]
        AuditNow().do(desk)


def counts(shop: ShopProfile) -> dict[str, int]:
    return standing(shop.command("status")[1])


def asked(shop: ShopProfile) -> int:
    return sum(shop.server.books.request_counts.values())


def test_a_void_is_seen_without_a_pass_and_nothing_is_sent(shop: ShopProfile) -> None:
    audited_before(shop, 61)
    audit(shop)
    assert counts(shop) == {"voided": 1, "ready": 1}
    assert shop.posts() == 0
    # For the next hour there is nothing to ask.
    before = asked(shop)
    audit(shop)
    assert asked(shop) == before


def test_within_the_hour_peak_is_not_asked(shop: ShopProfile) -> None:
    audited_before(shop, 40)
    audit(shop)
    assert (counts(shop), asked(shop)) == ({"sent": 1, "ready": 1}, 0)


@pytest.mark.parametrize("until", [ALWAYS, "2999-01-01T00:00:00+00:00"])
def test_while_paused_peak_is_left_alone(shop: ShopProfile, until: str) -> None:
    audited_before(shop, 600)
    audit(shop, paused_until=until)
    assert asked(shop) == 0


@pytest.mark.parametrize("until", ["2001-01-01T00:00:00+00:00", "soon", "2999-01-01T00:00:00"])
def test_what_is_no_pause_or_over_pauses_nothing(shop: ShopProfile, until: str) -> None:
    audited_before(shop, 600)
    audit(shop, paused_until=until)
    assert counts(shop) == {"voided": 1, "ready": 1}


def test_a_shop_that_has_moved_away_asks_nothing(shop: ShopProfile) -> None:
    audited_before(shop, 600)
    with pytest.raises(Trouble) as caught:
        audit(shop, moved_out="2026-11-23T00:00:00+00:00")
    assert (caught.value.problem.code, asked(shop)) == (Code.MOVED_OUT, 0)


def test_nobody_fights_for_the_token_to_audit(shop: ShopProfile) -> None:
    audited_before(shop, 600)
    deaths = [datetime.now(UTC) - timedelta(minutes=20), datetime.now(UTC)]
    with at_desk(shop) as desk:
        desk.ledger.set_meta("early_deaths", json.dumps([one.isoformat() for one in deaths]))
    with pytest.raises(Trouble) as caught:
        audit(shop)
    assert (caught.value.problem.code, asked(shop)) == (Code.TOKEN_CONTESTED, 0)


def test_the_books_of_another_business_are_not_audited(shop: ShopProfile) -> None:
    audited_before(shop, 600)
    with at_desk(shop) as desk:
        desk.ledger.set_meta("business_id", "somebody else's")
        desk.ledger.set_meta("business_name", "somebody else's")
    with pytest.raises(Trouble) as caught:
        audit(shop)
    assert caught.value.problem.code is Code.LEDGER_OTHER_BUSINESS
    assert counts(shop) == {"sent": 1, "ready": 1}
