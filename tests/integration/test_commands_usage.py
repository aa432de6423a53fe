"""Wrong usage and wrong configuration: exit code 2, the key by its name, nothing changed."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sales import codes
from tests.shop_profile import ShopProfile
from xpeak_desktop.bootstrap import run
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        yield ShopProfile(tmp_path, server)


def said(*argv: str) -> tuple[int, str]:
    out = io.StringIO()
    code = run(list(argv), out)
    return code, out.getvalue()


# ---------------------------------------------------------------------- wrong usage


@pytest.mark.parametrize(
    "argv",
    [
        ["no-such-command"],
        ["sync", "--no-such-option"],
        ["sync", "surplus"],
        ["setup"],
        ["import"],
        ["compare"],
        ["compare", "--month", "2026-11", "--day", "2026-11-23"],
        ["demo-data"],
        ["demo-data", "--out", "x", "--receipts", "0"],
        ["demo-data", "--out", "x", "--receipts", "-5"],
        ["demo-data", "--out", "x", "--receipts", "many"],
        ["sandbox", "--port", "web"],
        ["sandbox", "--scenario", "other"],
        ["status", "--lang", "fr"],
        ["sync", "--prof", "abbreviated"],
        ["setup", "--config", "x", "--user-token", "no secret is an argument"],
    ],
)
def test_wrong_usage_is_exit_code_2_in_every_form(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = said(*argv, "--json")
    answer = json.loads(text)
    assert (code, answer["ok"], codes(answer)) == (2, False, [(None, "config_invalid")])
    code, thai = said(*argv)
    assert (code, thai[:2]) == (2, "! ")
    code, english = said("--lang", "en", *argv)
    assert code == 2
    assert "cannot be used" in english or "usage" in english
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "usage: xpeak-desktop" in shown.err
    assert "Traceback" not in shown.err


@pytest.mark.parametrize(
    ("argv", "key"),
    [
        (["compare", "--month", "2026-13"], "--month"),
        (["compare", "--month", "November"], "--month"),
        (["compare", "--day", "2026-02-30"], "--day"),
        (["demo-data", "--out", "x", "--month", "2026-00"], "--month"),
        (["demo-data", "--out", "x", "--month", "2999-01"], "--month"),
        (["sandbox", "--port", "70000"], "--port"),
        (["status", "--profile", "../elsewhere"], "--profile"),
        (["status", "--profile", ""], "--profile"),
    ],
)
def test_a_wrong_value_is_named_with_its_key(argv: list[str], key: str) -> None:
    code, text = said(*argv, "--json")
    answer = json.loads(text)
    assert (code, answer["ok"]) == (2, False)
    assert answer["problems"][0]["params"]["key"] == key
    for lang in ("th", "en"):
        assert key in answer["problems"][0][lang]
    assert not Path("x").exists()


def test_a_taken_port_is_no_crash(shop: ShopProfile, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said("sandbox", "--port", str(shop.server.port), "--json")
    answer = json.loads(text)
    assert (code, codes(answer)) == (2, [(None, "config_invalid")])
    assert answer["problems"][0]["params"]["value"] == str(shop.server.port)
    assert capsys.readouterr() == ("", "")


def test_help_and_version_are_fine(capsys: pytest.CaptureFixture[str]) -> None:
    for argv in (["--help"], ["sync", "--help"], ["--version"]):
        with pytest.raises(SystemExit) as ended:
            said(*argv)
        assert ended.value.code == 0
    assert "usage: xpeak-desktop" in capsys.readouterr().out


@pytest.mark.parametrize("words", [("sync",), ("match",), ("compare", "--month", "2026-11")])
def test_what_needs_a_set_up_says_so_and_asks_nobody(
    shop: ShopProfile, words: tuple[str, ...]
) -> None:
    code, answer = shop.command(*words)
    assert (code, answer["ok"], codes(answer)) == (2, False, [(None, "not_set_up")])
    for lang, word in (("th", "ยังตั้งค่าไม่ครบ"), ("en", "Set-up is not complete")):
        code, text = shop.raw(*words, "--lang", lang)
        assert (code, word in text) == (2, True)
    assert not shop.server.books.request_counts
    assert not shop.ledger.exists()


def test_status_of_a_profile_nobody_has_used_is_empty_and_leaves_nothing_behind(
    shop: ShopProfile,
) -> None:
    code, answer = shop.command("status")
    assert (code, answer["ok"], sum(answer["receipts"].values())) == (0, True, 0)
    assert list(shop.folder.iterdir()) == [shop.exports]


# As Windows starts a program that has a window.
WITHOUT_OUTPUT = """
import sys
sys.stdout = sys.stderr = None
from xpeak_desktop.__main__ import main
main()
"""


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("status",), 0),
        (("status", "--json"), 0),
        (("sync",), 2),
        (("no-such-command",), 2),
        (("--version",), 0),
        (("status", "--help"), 0),
    ],
)
def test_where_nothing_can_be_printed_the_exit_code_tells(argv: tuple[str, ...], code: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_OUTPUT, *argv], capture_output=True, timeout=30, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (code, b"", b"")


# ---------------------------------------------------------------------- the configuration file


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('base_url = "http', 'base_adress = "http', "peak.base_adress"),
        ("[shop]", "[shops]", "shops"),
        ("create_services = true", 'create_services = "yes"', "peak.create_services"),
        ('kind = "folder"', 'kind = "ftp"', "source.kind"),
        ('kind = "folder"', 'kind = "live"', "source.url"),
        ("vat_registered = true", "vat_registered = 1", "shop.vat_registered"),
        ("start_date = 2026-10-01", 'start_date = "2026-10-01"', "shop.start_date"),
        ("start_date = 2026-10-01", "", "shop.start_date"),
        ('numbering = "shop"', 'numbering = "peak"', "shop.numbering"),
        ("send = false", "sends = false", 'channels."ShopeePay".send'),
        ("send = false", 'send = false\npay_in = "x"', 'channels."ShopeePay".pay_in'),
        ("settle_seconds = 300", "settle_seconds = -1", "sync.settle_seconds"),
        ("settle_seconds = 300", 'settle_seconds = "5"', "sync.settle_seconds"),
        ("every_minutes = 15", "every_minutes = 0", "sync.every_minutes"),
        ("retry_seconds = 30", "retry_secs = 30", "sync.retry_secs"),
    ],
)
def test_a_wrong_key_or_value_of_the_file_is_named(
    shop: ShopProfile, old: str, new: str, key: str
) -> None:
    config = shop.write_config()
    text = config.read_text(encoding="utf-8")
    assert old in text
    config.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, answer = shop.command("setup", "--config", str(config), "--no-keyring")
    assert (code, answer["ok"], codes(answer)) == (2, False, [(None, "config_invalid")])
    assert answer["problems"][0]["params"]["key"] == key
    assert key in answer["problems"][0]["en"]
    assert not shop.server.books.request_counts
    assert not shop.ledger.exists()


def test_a_file_that_is_no_toml_or_is_not_there_is_named(shop: ShopProfile) -> None:
    broken = shop.folder / "broken.toml"
    broken.write_text("[peak\n", encoding="utf-8")
    for path in (broken, shop.folder / "gone.toml", shop.folder):
        code, answer = shop.command("setup", "--config", str(path), "--no-keyring")
        assert (code, codes(answer)) == (2, [(None, "config_invalid")])
        assert path.name in json.dumps(answer, ensure_ascii=False)


@pytest.mark.parametrize(
    "address", ["http://peak.example/api/v1", "ftp://127.0.0.1/", "https://u:p@peak.example/", "?"]
)
def test_an_address_that_is_not_safe_is_never_called(shop: ShopProfile, address: str) -> None:
    config = shop.write_config(**{shop.server.peak_url: address})
    code, answer = shop.command("setup", "--config", str(config), "--no-keyring")
    assert (code, answer["ok"], codes(answer)) == (2, False, [(None, "insecure_address")])
    assert not shop.server.books.request_counts


def test_a_wrong_second_set_up_leaves_the_first_as_it_was(shop: ShopProfile) -> None:
    shop.set_up()
    settings = shop.folder / "data" / "default" / "settings.json"
    before = settings.read_bytes()
    for old, new in (("2026-10-01", "2026"), ("BSV002", "BSV999")):
        config = shop.write_config(**{old: new})
        assert shop.command("setup", "--config", str(config), "--no-keyring")[0] in (1, 2)
    assert settings.read_bytes() == before
    assert shop.command("sync")[0] == 0


# ---------------------------------------------------------------------- secrets on stdin


@pytest.mark.parametrize(
    "stdin", ["", "no json", "[]", '"text"', '{"user_token": 5}', '{"token": "marked-value"}']
)
def test_secrets_that_cannot_be_read_are_refused_without_being_shown(
    shop: ShopProfile, stdin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.set_up()
    monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
    code, text = said("sync", "--json", "--secrets-stdin", "--data-dir", str(shop.folder / "data"))
    answer = json.loads(text)
    assert (code, answer["ok"], codes(answer)) == (2, False, [(None, "config_invalid")])
    assert "marked-value" not in text


def test_an_environment_variable_names_the_folder_and_the_option_wins(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.set_up()
    monkeypatch.setenv("XPEAK_DATA_DIR", str(shop.folder / "data"))
    code, text = said("status", "--json")
    assert (code, json.loads(text)["ok"]) == (0, True)
    elsewhere = shop.folder / "elsewhere"
    (elsewhere / "default").mkdir(parents=True)
    (elsewhere / "default" / "ledger.sqlite3").write_bytes(os.urandom(5000))
    answer: dict[str, Any]
    code, text = said("status", "--json", "--data-dir", str(elsewhere))
    answer = json.loads(text)
    assert (code, codes(answer)) == (4, [(None, "ledger_broken")])
