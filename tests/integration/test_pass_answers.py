"""Odd, sparse and hasty answers of PEAK in a pass: understood where they can be, obeyed always."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.memory_keyring import MemoryKeyring
from tests.sales import (
    QUICK,
    codes,
    export,
    on_posts,
    sale,
    sales,
    standing,
)
from tests.shop_profile import ShopProfile
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

NUMBERS = [one.number for one in sales(12)]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        profile = ShopProfile(tmp_path, server)
        export(profile, *sales(12))
        profile.set_up(**QUICK)
        yield profile


def test_answers_that_show_id_and_number_only_are_read_back(shop: ShopProfile) -> None:
    shop.server.switches.sparse_answers = True
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 12}, [])
    assert sorted(shop.live()) == NUMBERS
    # Every one was looked at whole, since its own answer showed too little to be believed.
    assert shop.server.books.request_counts["GET /receipts"] >= 12


def test_a_sparse_answer_whose_document_says_something_else_opens_a_case(
    shop: ShopProfile,
) -> None:
    shop.server.switches.sparse_answers = True
    posted: list[str] = []

    def edit(_exchange: Exchange) -> None:
        shop.server.books.accountant_edit(posted[4], netAmount=999, vatAmount=0)

    on_posts(shop, edit, 5, point="after_handling", posted=posted)
    code, answer = shop.command("sync")
    assert code == 1
    assert codes(answer) == [(posted[4], "peak_total_differs")]
    assert answer["problems"][0]["params"] == {"field": "net", "ours": "107.00", "peak": "999.00"}
    assert standing(answer) == {"sent": 12}


def test_numbers_as_texts_and_keys_in_odd_case_are_understood(shop: ShopProfile) -> None:
    shop.server.switches.numbers_as_strings = True
    shop.server.switches.odd_key_case = True
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 12}, [])
    code, compared = shop.command("compare", "--month", "2026-11")
    assert (code, compared["difference"]) == (0, "0.00")
    assert sum(side["peak"]["receipts"] for side in compared["channels"]) == 12


def test_a_login_page_in_place_of_peak_ends_the_pass_and_loses_nothing(shop: ShopProfile) -> None:
    shop.server.switches.html_200_rate = 1.0
    code, answer = shop.command("sync")
    assert (code, answer["ok"]) == (3, False)
    assert codes(answer) == [(None, "peak_odd_answer")]
    assert standing(answer) == {"ready": 12}
    assert answer["next_try_seconds"] == 0
    assert shop.live() == {}
    code, answer = shop.command("status")
    assert codes(answer) == [(None, "peak_odd_answer")]
    shop.server.switches.html_200_rate = 0.0
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 12}, [])


# ---------------------------------------------------------------------- the client token


@pytest.fixture
def shop_with_keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, memory_keyring: MemoryKeyring
) -> Iterator[ShopProfile]:
    """Processes of this profile share the client token, so that each has one minting to spare."""
    monkeypatch.setattr(keyring_secrets, "choose_backend", lambda: memory_keyring)
    switches = Switches(mint_limit_seconds=0, post_delay_seconds=0.02, unique_codes=False)
    with PracticeServer(switches=switches) as server:
        shop = ShopProfile(tmp_path, server)
        code, _ = shop.command("setup", "--config", str(shop.write_config(**QUICK)))
        assert code == 0
        export(shop, *sales(12))
        yield shop


def test_a_token_that_dies_in_mid_pass_is_minted_once_more_by_all_senders_together(
    shop_with_keyring: ShopProfile,
) -> None:
    shop, server = shop_with_keyring, shop_with_keyring.server
    minted = server.books.request_counts["POST /clienttoken"]
    on_posts(shop, lambda _: server.gate.kill_client_token(), 4)
    code, text = shop.raw("sync", "--json", secrets=False)
    assert code == 0, text
    # The token of set-up came out of the keyring; after its death one new one served all.
    assert server.books.request_counts["POST /clienttoken"] == minted + 1
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (0, {"sent": 12})
    assert sorted(shop.live()) == NUMBERS


def test_two_early_deaths_of_the_token_mean_somebody_else_and_stop_the_passes(
    shop_with_keyring: ShopProfile,
) -> None:
    shop, server = shop_with_keyring, shop_with_keyring.server
    to_kill: list[int] = []

    def kill(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "GET /services/list" and to_kill:
            to_kill.pop()
            server.gate.kill_client_token()

    # Other calls of the same moment meet the dead token.
    server.faults.add("before_handling", kill)
    server.switches.delay_seconds = 0.02
    export(shop)
    for _ in range(2):
        to_kill.append(1)
        code, text = shop.raw("sync", "--json", secrets=False)
        assert code == 0, text
    minted = server.books.request_counts["POST /clienttoken"]
    code, text = shop.raw("sync", "--json", secrets=False)
    answer = json.loads(text)
    assert (code, answer["ok"], codes(answer)) == (3, False, [(None, "token_contested")])
    assert server.books.request_counts["POST /clienttoken"] == minted


# ---------------------------------------------------------------------- 429


def busy(kind: str, seconds: int | None) -> dict[str, object]:
    return {"type": kind, "retryAfterSeconds": seconds, "message": "RATE_LIMITED"}


@pytest.mark.parametrize("kind", ["rate", "concurrency"])
def test_a_429_is_waited_out_as_long_as_peak_says_and_the_pass_goes_on(
    shop: ShopProfile, kind: str
) -> None:
    came: list[float] = []
    answered: list[float] = []

    def refuse(exchange: Exchange) -> None:
        exchange.reply(busy(kind, 1), status=429)
        answered.append(time.monotonic())

    on_posts(shop, lambda _: came.append(time.monotonic()), *range(1, 20))
    on_posts(shop, refuse, 6)
    shop.server.switches.post_delay_seconds = 0.05
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 12}, [])
    # At most the four other senders had a call under way; whoever came later had waited.
    assert sum(answered[0] < one < answered[0] + 0.9 for one in came) <= 4
    assert sum(one >= answered[0] + 0.9 for one in came) >= 1
    assert sorted(shop.live()) == NUMBERS


def test_429s_end_no_pass_that_goes_on_between_them(shop: ShopProfile) -> None:
    """A limit per minute that slides lets a few calls through at a time, again and again."""
    accepted: list[float] = []
    waits: list[float] = []

    def limit(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name != "POST /receipts":
            return
        now = time.monotonic()
        if waits and now < waits[-1] + 0.9:
            exchange.reply(busy("rate", 1), status=429)
        elif len(accepted) >= 3 * (len(waits) + 1):
            waits.append(now)
            exchange.reply(busy("rate", 1), status=429)
        else:
            accepted.append(now)

    shop.server.faults.add("before_handling", limit)
    export(shop, *sales(30))
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 30}, [])
    assert len(waits) > 6


def test_a_429_that_asks_for_an_hour_ends_the_pass(shop: ShopProfile) -> None:
    def refuse(exchange: Exchange) -> None:
        exchange.reply(busy("rate", 3600), status=429)

    on_posts(shop, refuse, 6)
    began = time.monotonic()
    code, answer = shop.command("sync")
    assert time.monotonic() - began < 20
    assert (code, codes(answer)) == (3, [(None, "peak_busy")])
    assert answer["receipts"]["uncertain"] == 0
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"sent": 12})


def test_never_more_than_five_posts_are_under_way(shop: ShopProfile) -> None:
    export(shop, *sales(40))
    lock, now, most = threading.Lock(), [0], [0]

    def come(exchange: Exchange, _faults: Faults) -> None:
        if exchange.method == "POST":
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])

    def go(exchange: Exchange, _faults: Faults) -> None:
        if exchange.method == "POST":
            with lock:
                now[0] -= 1

    # Tax invoices to companies bring contacts, which count as POSTs too.
    shop.server.switches.answer_delay_seconds = 0.02
    shop.server.faults.add("before_handling", come)
    shop.server.faults.add("after_handling", go)
    code, answer = shop.command("sync")
    assert (code, answer["problems"]) == (0, [])
    assert most[0] == 5
    assert sale().number not in shop.live()
