"""The main job, whole: a shop's export becomes receipts in PEAK, once, to the satang."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk import at_desk
from tests.shop_profile import DATA, ShopProfile
from xpeak_desktop.domain.journey import State
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.progress import Progress

NOVEMBER, OCTOBER = "xcommerce-2026-11.xlsx", "xcommerce-2026-10-tis620.csv"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        yield ShopProfile(tmp_path, server)


def truth() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name in (NOVEMBER, OCTOBER):
        text = (DATA / Path(name).with_suffix(".truth.json")).read_text(encoding="utf-8")
        found |= json.loads(text)
    return found


def states(shop: ShopProfile) -> dict[str, str]:
    """Every held or excluded receipt as the truth files write it."""
    from xpeak_desktop.ledger.sqlite import open_reader

    reader = open_reader(shop.ledger)
    found = {}
    for row in reader.rows(0, 10_000):
        fate = {"sent": "send", "excluded": "excluded"}.get(row.state.value, row.state.value)
        found[row.number] = f"blocked:{row.code}" if fate == "blocked" else fate
    reader.close()
    return found


def send_both(shop: ShopProfile) -> dict[str, Any]:
    shop.set_up()
    code, answer = shop.command("import", str(DATA / NOVEMBER), str(DATA / OCTOBER))
    assert (code, answer["receipts"]["sent"]) == (1, 0)
    code, answer = shop.command("sync")
    assert code == 1  # held receipts need a person
    return answer


def test_both_sample_files_end_exactly_as_their_truth_says(shop: ShopProfile) -> None:
    answer = send_both(shop)
    expected = truth()
    assert states(shop) == {number: entry["fate"] for number, entry in expected.items()}
    sends = {number: entry for number, entry in expected.items() if entry["fate"] == "send"}
    live = shop.live()
    assert live.keys() == sends.keys()
    cash = "CSH001"
    for number, entry in sends.items():
        shown = live[number]
        assert shown["net"] == as_satang(entry["net"]), number
        assert shown["vat"] == as_satang(entry["vat"]), number
        assert shown["date"] == entry["date"], number
        assert shown["lines"] == entry["lines"], number
        assert shown["is_tax_invoice"] == entry["tax_invoice"], number
        pay_into = cash if entry["pay_into"] == "cash" else entry["pay_into"]
        assert shown["payment_method"] == pay_into, number
        assert shown["reference"] == entry["reference"], number
    assert answer["receipts"]["sent"] == len(sends) == answer["this_pass"]["sent"]
    total = sum(as_satang(entry["net"]) for entry in sends.values())
    assert as_satang(answer["baht"]["sent"]) == total


def as_satang(baht: str) -> int:
    whole, part = baht.split(".")
    return int(whole) * 100 + int(part)


def test_the_same_run_again_sends_nothing(shop: ShopProfile) -> None:
    send_both(shop)
    before = shop.live()
    _, again = shop.command("import", str(DATA / NOVEMBER), str(DATA / OCTOBER))
    assert all(file["known"] for file in again["files"])
    _, answer = shop.command("sync")
    assert answer["this_pass"]["sent"] == 0
    assert shop.live() == before


def test_the_same_data_in_a_renamed_file_changes_nothing(shop: ShopProfile) -> None:
    send_both(shop)
    before, stood = shop.live(), states(shop)
    shutil.copy(DATA / NOVEMBER, shop.exports / "another name.xlsx")
    changed = DATA / OCTOBER
    # One byte more, so that only the receipts in it tell that nothing is new.
    (shop.exports / "october again.csv").write_bytes(changed.read_bytes() + b"\r\n")
    _, answer = shop.command("sync")
    assert answer["this_pass"]["sent"] == 0
    assert (shop.live(), states(shop)) == (before, stood)


def test_the_watched_folder_is_read_by_a_pass(shop: ShopProfile) -> None:
    shop.set_up()
    shutil.copy(DATA / OCTOBER, shop.exports)
    _, answer = shop.command("sync")
    assert answer["this_pass"]["sent"] == 188
    assert len(shop.live()) == 188


def test_how_far_the_sending_is_is_told_as_the_ledger_counts_it(shop: ShopProfile) -> None:
    shop.set_up()
    shutil.copy(DATA / OCTOBER, shop.exports)
    shop.command("sync")
    shutil.copy(DATA / NOVEMBER, shop.exports)
    seen: list[tuple[int, int]] = []

    def report(told: Progress) -> None:
        if told.sent_before is not None:
            held = desk.ledger.counts()[State.SENT].receipts
            seen.append((told.sent_before + told.done, held))

    with at_desk(shop) as desk:
        assert desk.sync(report).sent
    assert seen[0] == (188, 188)
    assert [told for told, held in seen if told != held] == []


def test_compare_shows_no_difference_after_sending(shop: ShopProfile) -> None:
    send_both(shop)
    code, answer = shop.command("compare", "--month", "2026-11")
    assert (code, answer["difference"]) == (0, "0.00")
    assert sum(side["peak"]["receipts"] for side in answer["channels"]) == 508
    assert answer["not_in_peak"] == answer["not_in_shop"] == []


def test_compare_names_what_a_person_voided_or_made_in_peak(shop: ShopProfile) -> None:
    send_both(shop)
    number = min(number for number in shop.live() if number.startswith("RC2610"))
    shop.server.books.void(number)
    code, answer = shop.command("compare", "--month", "2026-10")
    assert code == 1
    assert answer["not_in_peak"] == answer["voided_in_peak"] == [number]
    assert answer["difference"] == truth()[number]["net"]


def test_a_second_computer_with_an_empty_ledger_adopts_instead_of_doubling(
    shop: ShopProfile, tmp_path: Path
) -> None:
    send_both(shop)
    before = shop.live()
    other = ShopProfile(tmp_path / "other", shop.server)
    answer = send_both(other)
    assert shop.live() == before
    assert answer["this_pass"]["sent"] == 0
    assert answer["this_pass"]["adopted"] == len(before)
    assert states(other) == states(shop)


def test_what_a_person_voided_is_not_sent_by_a_fresh_ledger(
    shop: ShopProfile, tmp_path: Path
) -> None:
    send_both(shop)
    number = min(shop.live())
    shop.server.books.void(number)
    other = ShopProfile(tmp_path / "other", shop.server)
    answer = send_both(other)
    assert answer["receipts"]["voided"] == 1
    assert number not in shop.live()
