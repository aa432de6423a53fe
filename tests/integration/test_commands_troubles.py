"""What can stand in the way of a command: an exit code and a sentence, never a traceback."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers import old_ledger
from tests.raw_server import RawServer, free_port, http
from tests.sales import QUICK, codes, export, sale, sales, standing
from tests.shop_profile import ShopProfile
from tests.small_disk import fill, small_disk
from xpeak_desktop.cli import commands
from xpeak_desktop.desktop.profile_lock import FileLock
from xpeak_desktop.ledger.migrations import VERSION
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

TALKING: list[tuple[str, ...]] = [("match",), ("sync",), ("compare", "--month", "2026-11")]


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as one:
        yield one


@pytest.fixture
def shop(tmp_path: Path, server: PracticeServer) -> ShopProfile:
    profile = ShopProfile(tmp_path, server)
    export(profile, sale("RC-1"), sale("RC-2"))
    profile.set_up(**QUICK)
    return profile


@pytest.fixture(autouse=True)
def _no_traceback(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    shown = capfd.readouterr()
    assert "Traceback" not in shown.out + shown.err


def check_refused(
    shop: ShopProfile, words: tuple[str, ...], code: int, problem: str, *, said: str = ""
) -> dict[str, Any]:
    """The command ends with this exit code and problem, in JSON and in both languages."""
    ended, answer = shop.command(*words)
    assert (ended, answer["ok"]) == (code, False), answer
    assert (None, problem) in codes(answer)
    shown = next(one for one in answer["problems"] if one["code"] == problem)
    for lang in ("th", "en"):
        ended, text = shop.raw(*words, "--lang", lang)
        assert ended == code
        assert shown[lang].split("[")[0][:12] in text
        assert "  > " in text
        assert said in text
    return answer


# ---------------------------------------------------------------------- PEAK does not let us in


def test_a_revoked_user_token_is_exit_code_3(shop: ShopProfile) -> None:
    shop.server.gate.revoke_user_token()
    for words in TALKING:
        check_refused(shop, words, 3, "token_refused")
    assert shop.live() == {}


def test_a_token_taken_back_into_favour_lets_everything_go(shop: ShopProfile) -> None:
    shop.server.gate.revoke_user_token()
    shop.command("sync")
    _, answer = shop.command("status")
    assert codes(answer) == [(None, "token_refused")]
    shop.server.gate.restore_user_token()
    code, answer = shop.command("sync")
    assert (code, answer["problems"], standing(answer)) == (0, [], {"sent": 2})
    code, answer = shop.command("status")
    assert (code, answer["problems"]) == (0, [])


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("user_token", "00000000-0000-4000-8000-000000000000", "token_refused"),
        ("connect_key", "wrong-wrong-wrong", "keys_refused"),
        ("connect_id", "wrong_peakapi", "keys_refused"),
        ("user_token", "", "secrets_missing"),
        ("connect_key", "", "secrets_missing"),
        ("connect_id", "", "secrets_missing"),
        ("user_token", "ก" * 36, "token_refused"),
    ],
)
def test_wrong_and_missing_secrets_are_exit_code_3_and_change_nothing(
    shop: ShopProfile, name: str, value: str, problem: str
) -> None:
    shop.secrets[name] = value
    check_refused(shop, ("sync",), 3, problem)
    config = str(shop.write_config())
    check_refused(shop, ("setup", "--config", config, "--no-keyring"), 3, problem)
    assert shop.live() == {}


def test_a_later_command_without_secrets_is_exit_code_3(shop: ShopProfile) -> None:
    for words in (*TALKING, ("doctor",)):
        code, text = shop.raw(*words, "--json", secrets=False)
        answer = json.loads(text)
        assert (code, answer["ok"]) == (3, False), words
        assert (None, "secrets_missing") in codes(answer)


def test_a_server_that_is_away_is_exit_code_3(shop: ShopProfile) -> None:
    shop.server.stop()
    for words in TALKING:
        check_refused(shop, words, 3, "peak_unreachable")
    shop.server.start()
    for words in TALKING:
        assert shop.command(*words)[0] == 0, words


def test_a_server_that_is_away_leaves_what_is_known_in_the_answer(shop: ShopProfile) -> None:
    shop.server.stop()
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["this_pass"]["sent"]) == (3, {"ready": 2}, 0)
    assert answer["baht"]["ready"] == "214.00"
    code, answer = shop.command("status")
    assert (standing(answer), answer["next_try_seconds"]) == ({"ready": 2}, 0)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (http(b"<html>log in</html>", headers="Content-Type: text/html"), "peak_odd_answer"),
        (http(b"{}", status="503 Service Unavailable"), "peak_error"),
        (http(b"", status="302 Found", headers="Location: https://elsewhere/"), "peak_odd_answer"),
        (None, "peak_unreachable"),
    ],
)
def test_something_that_is_not_peak_is_exit_code_3(
    tmp_path: Path, server: PracticeServer, answer: bytes | None, problem: str
) -> None:
    shop = ShopProfile(tmp_path, server)
    with RawServer(answer) as other:
        config = shop.write_config(**{server.peak_url: other.url})
        code, said = shop.command("setup", "--config", str(config), "--no-keyring")
        assert (code, said["ok"], codes(said)) == (3, False, [(None, problem)])


def test_a_server_of_nobody_is_exit_code_3_in_a_real_process(shop: ShopProfile) -> None:
    config = shop.write_config(**{str(shop.server.port): str(free_port())})
    done = subprocess.run(
        [
            *(sys.executable, "-m", "xpeak_desktop", "setup", "--config", str(config)),
            *("--no-keyring", "--secrets-stdin", "--json", "--data-dir", str(shop.folder / "new")),
        ],
        input=json.dumps(shop.secrets),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (3, "")
    assert codes(json.loads(done.stdout)) == [(None, "peak_unreachable")]


def test_another_business_on_the_same_ledger_is_refused_by_name(shop: ShopProfile) -> None:
    with PracticeServer(seed=2, port=0, switches=Switches(mint_limit_seconds=0)) as other:
        stranger = ShopProfile(shop.folder, other)
        settings = shop.folder / "data" / "default" / "settings.json"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace(shop.server.peak_url, other.peak_url), encoding="utf-8")
        for words in (*TALKING, ("doctor",), ("setup", "--config", str(stranger.write_config()))):
            answer = check_refused(stranger, words, 2, "ledger_other_business")
            shown = next(o for o in answer["problems"] if o["code"] == "ledger_other_business")
            assert shown["params"]["ours"] == shop.server.business.name
        assert stranger.live() == {}
        # A profile of its own is the way.
        code, _ = stranger.command(
            *("setup", "--config", str(stranger.write_config()), "--no-keyring"),
            *("--profile", "second"),
        )
        assert code == 0


# ---------------------------------------------------------------------- the source


def test_a_missing_folder_is_exit_code_3_and_what_is_read_already_goes(shop: ShopProfile) -> None:
    shutil.rmtree(shop.exports)
    answer = check_refused(shop, ("sync",), 3, "folder_missing", said=str(shop.exports)[:20])
    assert standing(answer) == {"sent": 2}
    config = str(shop.write_config())
    check_refused(shop, ("setup", "--config", config, "--no-keyring"), 3, "folder_missing")


def test_an_unreadable_file_in_the_folder_stops_none_of_the_others(shop: ShopProfile) -> None:
    (shop.exports / "broken.xlsx").write_bytes(b"no workbook")
    (shop.exports / "notes.csv").write_text("a,b\r\n1,2\r\n", encoding="utf-8")
    code, answer = shop.command("sync")
    assert (code, answer["ok"], standing(answer)) == (1, True, {"sent": 2})
    assert sorted(codes(answer)) == [(None, "file_headings_unknown"), (None, "file_unreadable")]
    for problem in answer["problems"]:
        name = problem["params"]["file"]
        assert name in problem["th"]
        assert name in problem["en"]


# ---------------------------------------------------------------------- the ledger and the disk


def from_the_future(shop: ShopProfile) -> None:
    with sqlite3.connect(shop.ledger) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def another_programs(shop: ShopProfile) -> None:
    shop.ledger.unlink()
    with sqlite3.connect(shop.ledger) as connection:
        connection.execute("CREATE TABLE photos (id INTEGER)")
    connection.close()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (from_the_future, "ledger_newer"),
        (another_programs, "ledger_broken"),
    ],
)
def test_a_ledger_that_cannot_be_used_is_exit_code_4_and_is_not_touched(
    shop: ShopProfile, change: Callable[[ShopProfile], None], problem: str
) -> None:
    change(shop)
    before = shop.ledger.read_bytes()
    asked = dict(shop.server.books.request_counts)
    for words in (*TALKING, ("status",), ("import", str(shop.exports / "sales.csv"))):
        code, answer = shop.command(*words)
        assert (code, answer["ok"], codes(answer)) == (4, False, [(None, problem)]), words
        code, text = shop.raw(*words, "--lang", "en")
        assert (code, answer["problems"][0]["en"] in text) == (4, True), words
    assert shop.ledger.read_bytes() == before
    assert shop.server.books.request_counts == asked


def test_a_ledger_of_an_older_program_is_brought_up_to_date_and_kept(shop: ShopProfile) -> None:
    shutil.copy(old_ledger(1), shop.ledger)
    # What it wrote down: a receipt in every state, and that PEAK could not be reached.
    code, answer = shop.command("status")
    assert (code, min(answer["receipts"].values())) == (3, 1)
    assert codes(answer)[-1] == (None, "offline")
    [copy] = (shop.ledger.parent / "backups").iterdir()
    assert copy.name.startswith(f"before-v{VERSION}-")


def test_settings_of_a_newer_program_are_left_alone(shop: ShopProfile) -> None:
    settings = shop.folder / "data" / "default" / "settings.json"
    settings.write_text('{"version": 99}', encoding="utf-8")
    check_refused(shop, ("sync",), 4, "settings_broken")
    assert settings.read_text(encoding="utf-8") == '{"version": 99}'


def test_a_full_disk_is_exit_code_4_and_later_everything_goes(
    tmp_path: Path, server: PracticeServer
) -> None:
    with small_disk(tmp_path, "size=2m") as disk:
        shop = ShopProfile(disk, server)
        shop.set_up(**QUICK)
        export(shop, *sales(30))
        fill(disk)
        for words in (("sync",), ("import", str(shop.exports / "sales.csv")), ("match",)):
            check_refused(shop, words, 4, "disk_full")
        config = str(tmp_path / "setup.toml")
        shutil.copy(disk / "setup.toml", config)
        check_refused(shop, ("setup", "--config", config, "--no-keyring"), 4, "disk_full")
        assert shop.command("status")[0] == 0
        assert shop.live() == {}
        (disk / "fill").unlink()
        code, answer = shop.command("sync")
        assert (code, standing(answer)) == (0, {"sent": 30})


def test_a_disk_that_fills_up_in_mid_pass_loses_and_doubles_nothing(
    tmp_path: Path, server: PracticeServer
) -> None:
    with small_disk(tmp_path, "size=2m") as disk:
        shop = ShopProfile(disk, server)
        export(shop, *sales(30))
        shop.set_up(**QUICK)
        server.faults.add(
            "before_handling",
            lambda exchange, _faults: (
                fill(disk)
                if exchange.name == "POST /receipts" and not (disk / "fill").exists()
                else None
            ),
        )
        code, answer = shop.command("sync")
        assert (code, answer["ok"]) == (4, False)
        assert (None, "disk_full") in codes(answer)
        booked = len(shop.live())
        assert 1 <= booked < 30
        (disk / "fill").write_bytes(b"")
        for _ in range(60):
            code, answer = shop.command("sync")
            if answer["next_try_seconds"] is None:
                break
        assert (code, standing(answer)) == (0, {"sent": 30})
        assert len(shop.live()) == 30


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_exit_code_4(shop: ShopProfile) -> None:
    folder = shop.ledger.parent
    folder.chmod(0o500)
    try:
        check_refused(shop, ("sync",), 4, "ledger_read_only")
    finally:
        folder.chmod(0o700)


def test_a_data_folder_that_is_a_file_is_exit_code_4(shop: ShopProfile) -> None:
    shutil.rmtree(shop.folder / "data")
    (shop.folder / "data").write_text("in the way", encoding="utf-8")
    config = str(shop.write_config())
    check_refused(shop, ("setup", "--config", config, "--no-keyring"), 4, "ledger_read_only")
    code, answer = shop.command("import", config)
    assert (code, codes(answer)) == (4, [(None, "ledger_read_only")])


def test_demo_data_on_a_full_disk_is_exit_code_4(tmp_path: Path, server: PracticeServer) -> None:
    with small_disk(tmp_path) as disk:
        fill(disk)
        shop = ShopProfile(tmp_path, server)
        check_refused(shop, ("demo-data", "--out", str(disk / "out")), 4, "disk_full")


# ---------------------------------------------------------------------- a second one of us


def test_while_another_xpeak_works_on_the_profile_commands_are_exit_code_5(
    shop: ShopProfile,
) -> None:
    asked = dict(shop.server.books.request_counts)
    file, config = str(shop.exports / "sales.csv"), str(shop.folder / "setup.toml")
    with FileLock(shop.ledger.parent / "lock"):
        for words in (*TALKING, ("import", file), ("setup", "--config", config, "--no-keyring")):
            answer = check_refused(shop, words, 5, "profile_busy")
            assert answer["problems"][-1]["params"] == {"pid": str(os.getpid())}
        # What asks nobody and changes nothing needs no lock.
        assert shop.command("status")[0] == 0
        code, _ = shop.command("demo-data", "--out", str(shop.folder / "demo"), "--receipts", "3")
        assert code == 0
        # Another profile is another shop.
        assert shop.command("import", file, "--profile", "b")[0] == 1
    assert shop.server.books.request_counts == asked


def test_doctor_beside_another_xpeak_is_exit_code_5(shop: ShopProfile) -> None:
    with FileLock(shop.ledger.parent / "lock"):
        code, answer = shop.command("doctor")
    assert (code, codes(answer)) == (5, [(None, "profile_busy")])
    fine = {one["name"] for one in answer["checks"] if one["fine"]}
    assert {"settings", "ledger", "keyring", "source"} <= fine


# ---------------------------------------------------------------------- which code wins


def test_where_several_hold_2_wins_over_5_over_4_over_3_over_1(shop: ShopProfile) -> None:
    shutil.rmtree(shop.exports)
    export(shop, sale("RC-9", channel="ช่องทางใหม่"))
    assert shop.command("sync")[0] == 1
    shutil.rmtree(shop.exports)
    code, answer = shop.command("sync")
    assert (code, {one for _, one in codes(answer)}) == (3, {"channel_undecided", "folder_missing"})
    intact = shop.ledger.read_bytes()
    from_the_future(shop)
    assert shop.command("sync")[0] == 4
    with FileLock(shop.ledger.parent / "lock"):
        assert shop.command("sync")[0] == 5
        settings = shop.folder / "data" / "default" / "settings.json"
        settings.unlink()
        assert shop.command("sync")[0] == 2
    shop.ledger.write_bytes(intact)


# ---------------------------------------------------------------------- a bug of ours


@pytest.mark.parametrize("name", ["status", "sync"])
def test_a_bug_is_told_as_one_and_its_traceback_goes_to_the_log_alone(
    shop: ShopProfile,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Callable[..., None],
    capfd: pytest.CaptureFixture[str],
) -> None:
    def stumble(*_: object) -> None:
        raise RuntimeError("a pretend bug")

    expected_logs("ended by a bug")
    monkeypatch.setitem(commands.COMMANDS, name, stumble)
    code, answer = shop.command(name)
    assert (code, codes(answer)) == (1, [(None, "internal")])
    assert answer["ok"] is False
    assert sum(answer["receipts"].values()) == 2
    shown = capfd.readouterr()
    assert shown.out + shown.err in ("", f"ERROR: command {name} ended by a bug\n")
    log = (shop.ledger.parent / "logs" / "xpeak.log").read_text(encoding="utf-8")
    assert "a pretend bug" in log
