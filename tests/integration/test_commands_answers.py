"""What every command answers: one JSON object of a fixed shape, or sentences; and its exit code."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.sales import DAY, NOT_NAMED, QUICK, codes, export, line, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.domain.journey import State
from xpeak_desktop.sandbox.master_data import fill
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_receipt import ShopReceipt
from xpeak_desktop.sandbox.switches import Switches

STATES = {state.value for state in State}
BAHT = re.compile(r"-?\d+\.\d\d")
THAI = re.compile("[\u0e01-\u0e5b]")


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as one:
        yield one


@pytest.fixture
def shop(tmp_path: Path, server: PracticeServer) -> ShopProfile:
    return ShopProfile(tmp_path, server)


def check_overview(answer: dict[str, Any], *more: str) -> None:
    """The object that status and sync print, with nothing missing and nothing of another kind."""
    keys = {"ok", "profile", "receipts", "baht", "next_try_seconds", "problems", "warnings"}
    assert answer.keys() == keys | set(more)
    assert answer["profile"] == "default"
    assert answer["receipts"].keys() == answer["baht"].keys() == STATES
    assert all(type(count) is int for count in answer["receipts"].values())
    assert all(BAHT.fullmatch(baht) for baht in answer["baht"].values())
    for problem in (*answer["problems"], *answer["warnings"]):
        check_problem(problem)


def check_problem(problem: dict[str, Any]) -> None:
    assert problem.keys() - {"receipt"} == {"code", "params", "th", "en"}
    assert re.fullmatch("[a-z_]+", problem["code"])
    assert all(isinstance(value, str) for value in problem["params"].values())
    assert THAI.search(problem["th"])
    assert problem["en"]
    assert not problem["en"].startswith(problem["code"])


def mixed_sales(shop: ShopProfile) -> None:
    """One that goes, one cancelled, one of an undecided channel, one with an unknown product."""
    export(
        shop,
        sale("RC-1"),
        sale("RC-2", cancelled=True),
        sale("RC-3", channel=NOT_NAMED, lines=(line(price="1290.00"),)),
        sale("RC-4", lines=(line("NOPE-1", "50.05"),)),
    )


def spoil(shop: ShopProfile, *receipts: ShopReceipt) -> Path:
    """An export whose third row has a price that nobody can read."""
    export(shop, *receipts)
    path = shop.exports / "sales.csv"
    text = path.read_text(encoding="utf-8-sig").splitlines()
    text[2] = text[2].replace("107.00", "หนึ่งร้อย", 1)
    path.write_text("\r\n".join(text), encoding="utf-8-sig")
    return path


# ---------------------------------------------------------------------- setup


def test_setup_tells_what_it_found_and_what_it_made(tmp_path: Path) -> None:
    with PracticeServer(scenario="no-services", switches=Switches(mint_limit_seconds=0)) as server:
        shop = ShopProfile(tmp_path, server)
        code, answer = shop.command("setup", "--config", str(shop.write_config()), "--no-keyring")
        assert (code, answer["ok"], answer["profile"]) == (0, True, "default")
        assert answer["business"]["name"] == server.business.name
        assert answer["services"]["created"] == ["ค่าขนส่ง", "ค่าบริการ COD"]
        assert [one["code"] for one in answer["payment_methods"]] == ["CSH001", "BSV001", "BSV002"]
        assert answer["problems"] == []
        assert server.books.snapshot()["services"] == 2
        # The same once more makes nothing twice.
        code, answer = shop.command("setup", "--config", str(shop.write_config()), "--no-keyring")
        assert (code, answer["services"]["created"]) == (0, [])
        assert server.books.snapshot()["services"] == 2


@pytest.mark.parametrize(
    ("vat_types", "registered", "made"),
    [
        ((1, 1, 3), "true", 1),
        ((2, 2), "true", 1),
        ((1, 3, 3), "true", 3),
        ((1, 3), "true", 3),
        ((), "true", 3),
        ((3, 3), "false", 1),
    ],
)
def test_setup_makes_the_services_with_the_vat_of_the_goods_as_the_wizard_does(
    tmp_path: Path, vat_types: tuple[int, ...], registered: str, made: int
) -> None:
    with PracticeServer(scenario="no-services", switches=Switches(mint_limit_seconds=0)) as server:
        for row in server.books.products:
            server.books.products.remove(row["code"])
        fill(server.books.products, [{"name": "ถ้วย", "sellVatType": one} for one in vat_types])
        shop = ShopProfile(tmp_path, server)
        shop.set_up(**{"vat_registered = true": f"vat_registered = {registered}"})
        assert [row["sellVatType"] for row in server.books.services] == [made, made]


def test_setup_that_may_not_create_what_is_missing_lets_no_sync_start(tmp_path: Path) -> None:
    with PracticeServer(scenario="no-services", switches=Switches(mint_limit_seconds=0)) as server:
        shop = ShopProfile(tmp_path, server)
        config = shop.write_config(**{"create_services = true": "create_services = false"})
        code, answer = shop.command("setup", "--config", str(config), "--no-keyring")
        assert (code, answer["ok"]) == (1, False)
        assert codes(answer) == [(None, "service_missing")] * 2
        assert server.books.snapshot()["services"] == 0
        code, answer = shop.command("sync")
        assert (code, codes(answer)) == (2, [(None, "not_set_up")])


def test_setup_names_an_account_that_peak_does_not_have(shop: ShopProfile) -> None:
    config = shop.write_config(BSV002="BSV999")
    code, answer = shop.command("setup", "--config", str(config), "--no-keyring")
    assert (code, answer["ok"], codes(answer)) == (1, False, [(None, "method_missing")])
    assert answer["problems"][0]["params"]["method"] == "BSV999"


def test_setup_makes_products_only_when_the_file_says_so(shop: ShopProfile) -> None:
    export(shop, sale("RC-1", lines=(line("NEW-1"),)))
    answer = shop.set_up()
    assert answer["created_products"] == []
    assert answer["products"]["unmatched"] == 1
    answer = shop.set_up(**{"create_products = false": "create_products = true"})
    assert answer["created_products"] == ["NEW-1"]
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"sent": 1})


def test_bad_rows_in_the_folder_are_told_by_setup_and_stop_no_sync(shop: ShopProfile) -> None:
    spoil(shop, sale("RC-1"), sale("RC-2"))
    (shop.exports / "broken.xlsx").write_bytes(b"no workbook")
    code, answer = shop.command("setup", "--config", str(shop.write_config()), "--no-keyring")
    assert (code, answer["ok"]) == (1, True)
    assert {code for _, code in codes(answer)} == {"row_unreadable", "file_unreadable"}
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (1, {"sent": 1, "blocked": 1})


# ---------------------------------------------------------------------- import and match


def test_import_tells_of_every_file_what_came_of_it(shop: ShopProfile) -> None:
    shop.set_up()
    mixed_sales(shop)
    file = str(shop.exports / "sales.csv")
    code, answer = shop.command("import", file)
    check_overview(answer, "files")
    assert (code, answer["ok"]) == (1, True)
    [one] = answer["files"]
    assert one == {
        "file": "sales.csv",
        "known": False,
        "receipts": 4,
        "new": 4,
        "same": 0,
        "replaced": 0,
        "cases": 0,
        "complaints": [],
    }
    code, answer = shop.command("import", file)
    assert answer["files"][0]["known"] is True


def test_import_names_file_row_column_and_value_of_a_bad_row(shop: ShopProfile) -> None:
    shop.set_up()
    path = spoil(shop, sale("RC-1"), sale("RC-2"))
    code, answer = shop.command("import", str(path))
    assert (code, answer["ok"]) == (1, True)
    [complaint] = answer["files"][0]["complaints"]
    assert complaint["file"] == "sales.csv"
    assert complaint["row"] == 3
    assert complaint["value"] == "หนึ่งร้อย"
    assert sum(answer["receipts"].values()) == 2


def test_import_of_files_that_cannot_be_read_says_why_and_is_not_ok(shop: ShopProfile) -> None:
    shop.set_up()
    gone, odd = shop.folder / "gone.xlsx", shop.folder / "odd.xlsx"
    odd.write_bytes(b"PK\x03\x04 no workbook")
    code, answer = shop.command("import", str(gone), str(odd))
    assert (code, answer["ok"]) == (1, False)
    assert codes(answer) == [(None, "file_unreadable")] * 2
    assert [one["params"]["file"] for one in answer["problems"]] == ["gone.xlsx", "odd.xlsx"]
    # One that can be read is read beside them.
    export(shop, sale("RC-1"))
    code, answer = shop.command("import", str(odd), str(shop.exports / "sales.csv"))
    assert (code, answer["ok"], sum(answer["receipts"].values())) == (1, True, 1)
    for lang, word in (("th", "อ่านไฟล์ odd.xlsx ไม่ได้"), ("en", "The file odd.xlsx cannot be read")):
        code, text = shop.raw("import", str(odd), "--lang", lang)
        assert code == 1
        assert word in text


def test_match_tells_matched_unmatched_ambiguous_and_near_misses(shop: ShopProfile) -> None:
    shop.set_up()
    skus = ("SKU-0001", "sku-0002", "NOPE-1")
    export(shop, *(sale(f"RC-{sku}", lines=(line(sku),)) for sku in skus))
    shop.command("import", str(shop.exports / "sales.csv"))
    code, answer = shop.command("match")
    assert (code, answer["ok"], answer["profile"]) == (1, True, "default")
    assert answer["counts"] == {"matched": 1, "unmatched": 2, "ambiguous": 0, "near_misses": 1}
    assert answer["matched"] == {"SKU-0001": "SKU-0001"}
    assert {one["sku"] for one in answer["unmatched"]} == {"sku-0002", "NOPE-1"}
    [miss] = answer["near_misses"]
    assert (miss["sku"], miss["peak_code"], miss["cause"]) == (
        "sku-0002",
        "SKU-0002",
        "letter_case",
    )
    for problem in answer["problems"]:
        check_problem(problem)


# ---------------------------------------------------------------------- sync, status, compare


def test_sync_and_status_print_the_same_object(shop: ShopProfile) -> None:
    shop.set_up()
    mixed_sales(shop)
    code, answer = shop.command("sync")
    check_overview(answer, "this_pass")
    assert (code, answer["ok"]) == (1, True)
    assert standing(answer) == {"sent": 1, "excluded": 1, "blocked": 2}
    assert answer["baht"]["sent"] == answer["baht"]["excluded"] == "107.00"
    assert answer["baht"]["blocked"] == "1340.05"
    assert answer["baht"]["ready"] == "0.00"
    assert sorted(codes(answer)) == [("RC-3", "channel_undecided"), ("RC-4", "product_unmatched")]
    assert answer["next_try_seconds"] is None
    one_pass = answer["this_pass"]
    assert one_pass.keys() >= {"sent", "uncertain", "adopted", "requests", "seconds"}
    assert (one_pass["sent"], one_pass["uncertain"], one_pass["adopted"]) == (1, 0, 0)
    assert one_pass["requests"] == sum(shop.server.books.request_counts.values()) - asked_by_setup(
        shop
    )
    assert isinstance(one_pass["seconds"], float)
    code, status = shop.command("status")
    check_overview(status)
    assert code == 1
    shared = status.keys() - {"warnings"}
    assert {key: status[key] for key in shared} == {key: answer[key] for key in shared}


def asked_by_setup(shop: ShopProfile) -> int:
    """What a second set-up asks: the first found and made nothing else."""
    counts = shop.server.books.request_counts
    before = sum(counts.values())
    shop.set_up()
    return sum(counts.values()) - before


def test_everything_sent_is_exit_code_0_and_nothing_to_do(shop: ShopProfile) -> None:
    shop.set_up()
    export(shop, sale("RC-1"), sale("RC-2"))
    assert shop.command("sync")[0] == 0
    code, answer = shop.command("status")
    assert (code, answer["problems"], answer["baht"]["sent"]) == (0, [], "214.00")


def test_compare_shows_channels_sums_and_lists(shop: ShopProfile) -> None:
    shop.set_up()
    mixed_sales(shop)
    shop.command("sync")
    for period in (("--month", "2026-11"), ("--day", DAY.isoformat())):
        code, answer = shop.command("compare", *period)
        assert (code, answer["ok"], answer["difference"]) == (0, True, "0.00")
        channels = {one["channel"]: one for one in answer["channels"]}
        sums = [sum(one["shop"]["receipts"] for one in channels.values())]
        sums.append(sum(one["peak"]["receipts"] for one in channels.values()))
        assert sums == [4, 1]
        [held] = channels[NOT_NAMED]["held"]
        assert held == {
            "state": "blocked",
            "code": "channel_undecided",
            "receipts": 1,
            "baht": "1290.00",
        }
        for name in ("not_in_peak", "not_in_shop", "not_sent_here", "other_amount"):
            assert answer[name] == []
    code, answer = shop.command("compare", "--day", "2026-11-06")
    assert (code, answer["channels"]) == (0, [])
    assert (answer["first"], answer["last"]) == ("2026-11-06", "2026-11-06")


def test_compare_names_what_differs_in_peak_by_number(shop: ShopProfile) -> None:
    shop.set_up()
    export(shop, *(sale(f"RC-{number}") for number in range(1, 6)))
    shop.command("sync")
    books = shop.server.books
    books.void("RC-1")
    books.accountant_edit("RC-5", code="ELSE-5")
    books.accountant_edit("RC-2", netAmount=Decimal("200.00"))
    books.accountant_edit("RC-3", issuedDate="20261107")
    books.add_foreign_receipt("IV-1", 5000, "20261105")
    code, answer = shop.command("compare", "--month", "2026-11")
    assert (code, answer["ok"]) == (1, True)
    assert answer["not_in_peak"] == ["RC-1", "RC-5"]
    assert answer["voided_in_peak"] == ["RC-1"]
    assert answer["other_amount"] == ["RC-2"]
    assert answer["other_date"] == ["RC-3"]
    assert answer["not_in_shop"] == ["ELSE-5", "IV-1"]
    changed = [(f"RC-{number}", "peak_changed") for number in (1, 2, 3)]
    assert codes(answer) == [("RC-5", "missing_in_peak"), *changed]
    _, told = shop.raw("compare", "--month", "2026-11", "--lang", "en")
    assert "In PEAK, but not from the shop 2: ELSE-5, IV-1" in told


def test_what_peak_holds_under_a_number_that_is_not_sent_is_a_named_difference(
    shop: ShopProfile,
) -> None:
    shop.set_up()
    shop.server.books.add_foreign_receipt("RC-1", 50000, "20261105")
    export(shop, sale("RC-1"), sale("RC-2"))
    assert shop.command("sync")[0] == 1
    code, answer = shop.command("compare", "--month", "2026-11")
    assert (code, answer["difference"]) == (1, "-500.00")
    assert (answer["not_sent_here"], answer["not_in_shop"]) == (["RC-1"], [])
    assert codes(answer) == [("RC-1", "number_clash")]
    assert sum(one["peak"]["receipts"] for one in answer["channels"]) == 2


# ---------------------------------------------------------------------- doctor and practice


def test_doctor_has_a_line_for_each_thing(shop: ShopProfile) -> None:
    shop.set_up()
    code, answer = shop.command("doctor")
    assert (code, answer["ok"], answer["problems"]) == (0, True, [])
    names = {one["name"] for one in answer["checks"]}
    assert {"connection", "clock", "keyring", "ledger", "fonts", "tray"} <= names
    assert all(one["fine"] for one in answer["checks"])
    code, text = shop.raw("doctor", "--lang", "en")
    assert (code, len(text.splitlines())) == (0, len(names))


def test_doctor_says_what_is_wrong_and_what_to_do(shop: ShopProfile) -> None:
    shop.set_up()
    shop.exports.rmdir()
    shop.server.switches.clock_shift_seconds = 2000
    code, answer = shop.command("doctor")
    assert (code, answer["ok"]) == (3, False)
    assert {one["name"] for one in answer["checks"] if not one["fine"]} == {"clock", "source"}
    assert {code for _, code in codes(answer)} == {"clock_wrong", "folder_missing"}
    code, text = shop.raw("doctor", "--lang", "en")
    assert "33 min" in text
    assert "  > " in text


def test_doctor_of_a_profile_that_is_not_set_up_makes_no_call_and_no_ledger(
    shop: ShopProfile,
) -> None:
    code, answer = shop.command("doctor")
    assert (code, answer["ok"]) == (2, False)
    assert codes(answer) == [(None, "not_set_up")]
    assert not shop.server.books.request_counts
    assert not shop.ledger.exists()


def test_demo_data_writes_files_that_import_reads(shop: ShopProfile) -> None:
    out = shop.folder / "demo"
    code, answer = shop.command("demo-data", "--out", str(out), "--receipts", "30", "--seed", "7")
    assert (code, answer["ok"]) == (0, True)
    assert [Path(file) for file in answer["files"]] == list(out.iterdir())
    _, again = shop.command(
        "demo-data", "--out", str(shop.folder / "two"), "--receipts", "30", "--seed", "7"
    )
    assert Path(again["files"][0]).read_bytes() == Path(answer["files"][0]).read_bytes()
    shop.set_up()
    _, imported = shop.command("import", *answer["files"])
    assert imported["files"][0]["receipts"] == 30
    code, answer = shop.command("demo-data", "--out", str(out), "--month", "2026-10")
    assert answer["files"][0].endswith("2026-10.csv")


def test_sandbox_announces_itself_in_its_first_line_and_ends_when_told() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "xpeak_desktop", "sandbox", "--scenario", "no-services"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = json.loads(process.stdout.readline())
    assert said.keys() == {
        "peak_url",
        "shop_url",
        "connect_id",
        "connect_key",
        "user_token",
        "shop_key",
    }
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (0, "", "")


# ---------------------------------------------------------------------- two languages


def test_what_a_person_reads_is_thai_or_english(shop: ShopProfile) -> None:
    shop.set_up()
    assert shop.raw("status", "--lang", "en") == (0, "No receipts yet\n")
    mixed_sales(shop)
    commands: list[tuple[str, ...]] = [("import", str(shop.exports / "sales.csv"))]
    commands += [("match",), ("sync",), ("status",), ("compare", "--month", "2026-11")]
    for words in (*commands, ("doctor",)):
        for lang in ("th", "en"):
            code, text = shop.raw(*words, "--lang", lang)
            assert code in (0, 1)
            assert text.strip()
            with pytest.raises(ValueError, match="Expecting value"):
                json.loads(text)
            said = [line for line in text.splitlines() if line.startswith(("! ", "  > "))]
            # Names of channels stay as they are; our own sentences are in one language.
            for sentence in said:
                assert bool(THAI.search(sentence.replace(NOT_NAMED, ""))) is (lang == "th")
            assert said or words[0] in ("compare", "doctor")


def test_options_may_stand_before_or_after_the_command(shop: ShopProfile) -> None:
    shop.set_up()
    _, text = shop.raw("--json", "status")
    assert json.loads(text)["ok"] is True
    _, text = shop.raw("--lang", "en", "status", "--profile", "other", "--json")
    assert json.loads(text)["profile"] == "other"


def test_json_is_alone_on_stdout_and_stderr_is_empty_in_a_real_process(shop: ShopProfile) -> None:
    shop.set_up(**QUICK)
    mixed_sales(shop)
    done = subprocess.run(
        [sys.executable, "-m", "xpeak_desktop", "sync", "--json", "--secrets-stdin"],
        input=json.dumps(shop.secrets),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"XPEAK_DATA_DIR": str(shop.folder / "data")},
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert len(done.stdout.splitlines()) == 1
    check_overview(json.loads(done.stdout), "this_pass")
