"""The shop's records change between passes: the unsent follows, the sent becomes a case."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.ledgers import START
from tests.sales import (
    KBANK,
    NOT_NAMED,
    QUICK,
    codes,
    export,
    hang_up,
    line,
    on_posts,
    sale,
    standing,
)
from tests.shop_profile import ShopProfile
from xpeak_desktop.ledger.sqlite import open_ledger
from xpeak_desktop.sandbox.master_data import lower_keys
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.headings import keep_headings

DEARER = (line(price="214.00"),)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        yield profile


def test_a_product_made_in_peak_later_lets_its_receipt_go_by_itself(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"), sale("RC-2", lines=(line("NEW-1"),)))
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-2", "product_unmatched")])
    assert answer["problems"][0]["params"]["sku"] == "NEW-1"
    shop.server.books.products.create(lower_keys({"code": "NEW-1", "name": "ของใหม่"}))
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 2}, [])


def test_a_channel_decided_later_lets_its_receipts_go(shop: ShopProfile) -> None:
    export(shop, sale("RC-1", channel=NOT_NAMED), sale("RC-2"))
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-1", "channel_undecided")])
    text = (shop.folder / "setup.toml").read_text(encoding="utf-8")
    decided = f'[channels."{NOT_NAMED}"]\nsend = true\npay_into = "BSV002"\n\n[sync]'
    (shop.folder / "later.toml").write_text(text.replace("[sync]", decided), encoding="utf-8")
    code, answer = shop.command(
        "setup", "--config", str(shop.folder / "later.toml"), "--no-keyring"
    )
    assert (code, answer["problems"]) == (0, [])
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"sent": 2})
    assert shop.live()["RC-1"]["payment_method"] == "BSV002"


def test_a_channel_switched_off_later_keeps_what_is_not_sent_here(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"))
    shop.command("sync")
    shop.set_up(
        **QUICK,
        **{f'[channels."{KBANK}"]\nsend = true': f'[channels."{KBANK}"]\nsend = false'},
    )
    export(shop, sale("RC-1"), sale("RC-2"))
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"excluded": 1, "sent": 1})


# ---------------------------------------------------------------------- before it is sent


def test_a_receipt_changed_before_it_is_sent_goes_as_it_is_now(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"), name="first.csv")
    shop.command("import", str(shop.exports / "first.csv"))
    export(shop, sale("RC-1", lines=DEARER), name="second.csv")
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["baht"]["sent"]) == (0, {"sent": 1}, "214.00")
    assert shop.live()["RC-1"]["net"] == 21400


def test_a_receipt_cancelled_before_it_is_sent_stays_here(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"), name="first.csv")
    shop.command("import", str(shop.exports / "first.csv"))
    export(shop, sale("RC-1", cancelled=True), name="second.csv")
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"excluded": 1})
    assert shop.live() == {}


# ---------------------------------------------------------------------- after it was sent


@pytest.mark.parametrize(
    ("change", "case", "new"),
    [
        ({"lines": DEARER}, "changed_after_send", "214.00"),
        ({"cancelled": True}, "cancelled_after_send", "107.00"),
    ],
)
def test_a_receipt_changed_after_it_was_sent_opens_a_case_and_nothing_else(
    shop: ShopProfile, change: dict[str, object], case: str, new: str
) -> None:
    export(shop, sale("RC-1"), sale("RC-2"))
    shop.command("sync")
    before = shop.live()
    export(shop, sale("RC-1", **change), sale("RC-2"))
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-1", case)])
    params = answer["problems"][0]["params"]
    assert (params["old"], params["new"]) == ("107.00", new)
    # It stays sent, with the amount that PEAK has; others go on.
    assert (standing(answer), answer["baht"]["sent"]) == ({"sent": 2}, "214.00")
    assert shop.live() == before
    export(shop, sale("RC-3"), name="more.csv")
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (1, {"sent": 3})


def test_a_receipt_that_merely_disappears_from_a_file_means_nothing(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"), sale("RC-2"))
    shop.command("sync")
    export(shop, sale("RC-2"))
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 2}, [])


def test_a_receipt_changed_while_its_fate_is_open_becomes_a_case_once_it_is_found(
    shop: ShopProfile,
) -> None:
    export(shop, sale("RC-1"), sale("RC-2"))
    on_posts(shop, hang_up, 2, point="after_handling")
    shop.command("sync")
    export(shop, sale("RC-1"), sale("RC-2", lines=DEARER))
    code, answer = shop.sync_until_nothing_rests()
    assert (code, codes(answer)) == (1, [("RC-2", "changed_after_send")])
    assert shop.live()["RC-2"]["net"] == 10700


def test_a_receipt_changed_while_its_fate_is_open_goes_anew_when_it_was_not_booked(
    shop: ShopProfile,
) -> None:
    export(shop, sale("RC-1"), sale("RC-2"))
    on_posts(shop, hang_up, 2, point="before_handling")
    shop.command("sync")
    export(shop, sale("RC-1"), sale("RC-2", lines=DEARER))
    code, answer = shop.sync_until_nothing_rests()
    assert (code, codes(answer), standing(answer)) == (0, [], {"sent": 2})
    assert shop.live()["RC-2"]["net"] == 21400


# ---------------------------------------------------------------------- other words, same sale

ENGLISH = {
    "ชำระแล้ว": "Paid",
    "ยกเลิก": "Cancelled",
    "ใบเสร็จรับเงิน": "Receipt",
    "รวม VAT": "include VAT",
}


def reword(shop: ShopProfile, words: dict[str, str], name: str = "sales.csv") -> None:
    """Write these words in the place of others in an export file."""
    path = shop.exports / name
    text = path.read_text("utf-8-sig")
    for one, other in words.items():
        text = text.replace(one, other)
    path.write_text(text, "utf-8-sig")


@pytest.mark.parametrize("words", [{"ชำระแล้ว": "จัดส่งแล้ว"}, ENGLISH])
def test_another_word_for_the_same_thing_is_no_change_of_what_was_sent(
    shop: ShopProfile, words: dict[str, str]
) -> None:
    export(shop, sale("RC-1"), sale("RC-2"))
    shop.command("sync")
    reword(shop, words)
    code, answer = shop.command("sync")
    assert (code, answer["problems"], standing(answer)) == (0, [], {"sent": 2})


@pytest.mark.parametrize(
    ("change", "case"),
    [({"lines": DEARER}, "changed_after_send"), ({"cancelled": True}, "cancelled_after_send")],
)
def test_a_change_that_comes_in_other_words_is_still_a_case(
    shop: ShopProfile, change: dict[str, object], case: str
) -> None:
    export(shop, sale("RC-1"), sale("RC-2"))
    shop.command("sync")
    export(shop, sale("RC-1", **change), sale("RC-2"))
    reword(shop, ENGLISH)
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-1", case)])


def test_a_shop_that_changes_from_a_folder_to_the_live_link_is_told_of_no_change(
    tmp_path: Path,
) -> None:
    with PracticeServer(receipts=40, seed=3, switches=Switches(mint_limit_seconds=0)) as server:
        shop = ShopProfile(tmp_path, server)
        shop.set_up(**QUICK)
        export(shop, *server.shop.receipts())
        _, before = shop.command("sync")
        shop.set_up(**QUICK, **live_link(shop))
        _, answer = shop.command("sync")
        assert standing(answer) == standing(before)
        assert sorted(codes(answer)) == sorted(codes(before))


# ---------------------------------------------------------------------- taken back


def age(shop: ShopProfile, name: str, seconds: float) -> None:
    """Let an export file be from so much before now."""
    path = shop.exports / name
    when = path.stat().st_mtime - seconds
    os.utime(path, (when, when))


def later_versions(shop: ShopProfile) -> int:
    with closing(sqlite3.connect(shop.ledger)) as connection:
        question = "SELECT count(*) FROM receipt WHERE later_payload IS NOT NULL"
        return int(connection.execute(question).fetchone()[0])


@pytest.mark.parametrize("change", [{"lines": DEARER}, {"cancelled": True}])
def test_a_change_that_the_shop_takes_back_is_asked_about_no_more(
    shop: ShopProfile, change: dict[str, object]
) -> None:
    export(shop, sale("RC-1"))
    shop.command("sync")
    export(shop, sale("RC-1", **change), name="b.csv")
    code, answer = shop.command("sync")
    assert (code, len(answer["problems"])) == (1, 1)
    export(shop, sale("RC-1"), sale("RC-2"), name="c.csv")
    code, answer = shop.command("sync")
    assert (code, answer["problems"], standing(answer)) == (0, [], {"sent": 2})
    assert later_versions(shop) == 0
    # Changed once more, it is told once more.
    export(shop, sale("RC-1", **change), sale("RC-3"), name="d.csv")
    code, answer = shop.command("sync")
    assert (code, len(answer["problems"])) == (1, 1)


def test_an_old_export_that_comes_again_answers_no_question(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"))
    shop.command("sync")
    export(shop, sale("RC-1", lines=DEARER), name="b.csv")
    shop.command("sync")
    export(shop, sale("RC-1"), sale("RC-2"), name="c.csv")
    age(shop, "c.csv", 3600)
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-1", "changed_after_send")])
    assert answer["problems"][0]["params"]["new"] == "214.00"
    assert later_versions(shop) == 1


def test_of_several_files_that_come_at_once_the_newest_says_whether_it_was_taken_back(
    shop: ShopProfile,
) -> None:
    export(shop, sale("RC-1"), sale("RC-2"), sale("RC-3"))
    shop.command("sync")
    export(shop, sale("RC-1", lines=DEARER), sale("RC-2"), name="a.csv")
    export(shop, sale("RC-1"), sale("RC-2", lines=DEARER), name="b.csv")
    age(shop, "a.csv", 10)
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-2", "changed_after_send")])


def test_files_that_are_read_again_after_a_heading_was_explained_open_no_case(
    shop: ShopProfile,
) -> None:
    export(shop, sale("RC-1"), name="a.csv")
    age(shop, "a.csv", 3600)
    export(shop, sale("RC-1", lines=DEARER), name="b.csv")
    code, answer = shop.command("sync")
    assert (code, answer["baht"]["sent"]) == (0, "214.00")
    with closing(open_ledger(shop.ledger, FakeClock(START))) as ledger:
        keep_headings(ledger, {"หมายเหตุ": None})
    code, answer = shop.command("sync")
    assert (code, answer["problems"]) == (0, [])
    assert later_versions(shop) == 0


# ---------------------------------------------------------------------- the live link


def live_link(shop: ShopProfile) -> dict[str, str]:
    """Changes to the sample configuration that make the live link the source."""
    return {
        'kind = "folder"': f'kind = "live"\nurl = "{shop.server.shop_url}"',
        f'folder = "{shop.exports}"': "",
    }


@pytest.fixture
def live(tmp_path: Path) -> Iterator[ShopProfile]:
    """A shop whose source is the live link, with 40 sales of this month."""
    with PracticeServer(receipts=40, seed=3, switches=Switches(mint_limit_seconds=0)) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK, **live_link(profile))
        yield profile


def sendable(shop: ShopProfile) -> set[str]:
    off = {"ShopeePay", NOT_NAMED}
    return {one.number for one in shop.server.shop.sendable() if one.channel not in off}


def test_the_live_link_is_read_by_a_pass(live: ShopProfile) -> None:
    code, answer = live.command("sync")
    assert code == 1
    assert live.live().keys() == sendable(live)
    assert sum(answer["receipts"].values()) == 40
    month = live.server.shop.month
    code, compared = live.command("compare", "--month", month)
    assert (code, compared["difference"]) == (0, "0.00")
    assert sum(side["shop"]["receipts"] for side in compared["channels"]) == 40
    # Sales that come later, and one that the shop corrects after it was sent.
    more = live.server.shop.more(10)
    number = min(live.live())
    before = live.live()[number]
    live.server.shop.change_shipping(number, Decimal("77.00"))
    code, answer = live.command("sync")
    assert (number, "changed_after_send") in codes(answer)
    assert live.live().keys() == sendable(live)
    assert live.live()[number] == before
    assert sum(answer["receipts"].values()) == 40 + len(more)


def test_a_change_that_the_live_link_takes_back_is_asked_about_no_more(live: ShopProfile) -> None:
    _, before = live.command("sync")
    number = min(live.live())
    was = next(one.shipping for one in live.server.shop.receipts() if one.number == number)
    live.server.shop.change_shipping(number, Decimal("77.00"))
    _, answer = live.command("sync")
    assert (number, "changed_after_send") in codes(answer)
    live.server.shop.change_shipping(number, was)
    _, answer = live.command("sync")
    assert sorted(codes(answer)) == sorted(codes(before))
    assert later_versions(live) == 0


def test_a_receipt_cancelled_over_the_live_link_before_it_was_sent_stays_here(
    live: ShopProfile,
) -> None:
    number = min(sendable(live))
    live.server.shop.cancel(number)
    live.command("sync")
    assert number not in live.live()


@pytest.mark.parametrize(
    ("key", "problem"), [("wrong", "source_refused"), ("", "shop_key_missing")]
)
def test_a_live_link_that_refuses_the_key_is_told_and_what_is_read_already_goes(
    live: ShopProfile, key: str, problem: str
) -> None:
    live.server.gate.revoke_user_token()
    live.command("sync")
    live.server.gate.restore_user_token()
    assert live.live() == {}
    live.secrets["shop_key"] = key
    code, answer = live.command("sync")
    assert (code, answer["ok"]) == (3, False)
    assert (None, problem) in codes(answer)
    assert live.live().keys() == sendable(live)
