"""The command that puts a copy back: all of it or nothing, whatever ends it half-way."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.shop_profile import ShopProfile
from xpeak_desktop.ledger.migrations import VERSION
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

SETTLE = 0.3


@pytest.fixture(params=[True, False], ids=["unique", "not_unique"])
def shop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[ShopProfile]:
    switches = Switches(mint_limit_seconds=0, unique_codes=request.param)
    with PracticeServer(receipts=25, seed=5, switches=switches) as server:
        profile = ShopProfile(tmp_path, server)
        server.shop.write_csv(profile.exports)
        profile.set_up(**{"settle_seconds = 300": f"settle_seconds = {SETTLE}"})
        profile.command("sync")
        yield profile


@pytest.fixture
def yesterday(shop: ShopProfile) -> Path:
    """A copy made before the last sales were sent."""
    copy = shop.folder / "yesterday.sqlite3"
    assert shop.command("backup", "--out", str(copy))[0] == 0
    shop.server.shop.more(10)
    shop.server.shop.write_csv(shop.exports)
    shop.command("sync")
    assert shop.live().keys() == shop.expected()
    return copy


def all_is_well(shop: ShopProfile) -> None:
    """Nothing twice, nothing lost, and the ledger knows it."""
    _, answer = shop.sync_until_nothing_rests()
    assert shop.live().keys() == shop.expected()
    assert answer["receipts"]["sent"] == len(shop.live())


def test_a_copy_put_back_sends_nothing_before_it_was_compared(
    shop: ShopProfile, yesterday: Path
) -> None:
    before, posts, present = shop.live(), shop.posts(), shop.ledger.read_bytes()
    code, answer = shop.command("restore", str(yesterday))
    assert code == 0
    assert answer["warnings"][0]["code"] == "ledger_restored"
    assert answer["receipts"]["sent"] < len(before)
    assert Path(answer["kept"]).read_bytes() == present
    assert Path(answer["kept"]).name.startswith("ledger.sqlite3.before-restore-")
    _, answer = shop.command("sync")
    assert (shop.live(), shop.posts()) == (before, posts)
    assert answer["receipts"]["sent"] == len(before)
    assert "comparing_first" in {one["code"] for one in answer["problems"]}
    all_is_well(shop)
    assert shop.posts() == posts


def test_the_answer_names_both_files_in_words(shop: ShopProfile, yesterday: Path) -> None:
    code, text = shop.raw("restore", str(yesterday), "--lang", "th")
    assert code == 0
    assert f"กู้สมุดบันทึกจาก: {yesterday}" in text
    assert "สมุดบันทึกเดิมเก็บไว้ที่: " in text
    assert "เทียบกับ PEAK ก่อนส่ง จึงไม่ส่งซ้ำ" in text


def test_the_one_that_was_replaced_can_be_put_back_again(
    shop: ShopProfile, yesterday: Path
) -> None:
    _, answer = shop.command("restore", str(yesterday))
    code, answer = shop.command("restore", answer["kept"])
    assert code == 0
    assert answer["receipts"]["sent"] == len(shop.live())
    all_is_well(shop)


def change(copy: Path, sql: str) -> None:
    connection = sqlite3.connect(copy)
    connection.execute(sql)
    connection.commit()
    connection.close()


def spoil(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[8192:12288] = bytes(4096)
    copy.write_bytes(content)


UNFIT: dict[str, tuple[Callable[[Path], Any], int, str]] = {
    "missing": (lambda copy: copy.unlink(), 4, "backup_unusable"),
    "empty": (lambda copy: copy.write_bytes(b""), 4, "backup_unusable"),
    "a letter": (lambda copy: copy.write_bytes(b"dear customer" * 99), 4, "backup_unusable"),
    "damaged": (spoil, 4, "backup_unusable"),
    "cut": (lambda copy: os.truncate(copy, 20480), 4, "backup_unusable"),
    "not ours": (lambda copy: change(copy, "PRAGMA application_id = 7"), 4, "backup_unusable"),
    "newer": (
        lambda copy: change(copy, f"PRAGMA user_version = {VERSION + 1}"),
        4,
        "ledger_newer",
    ),
    "other PEAK": (
        lambda copy: change(copy, "UPDATE meta SET value = 'x' WHERE name = 'environment'"),
        4,
        "backup_other_business",
    ),
    "other business": (
        lambda copy: change(copy, "UPDATE meta SET value = 'x' WHERE name LIKE 'business%'"),
        4,
        "backup_other_business",
    ),
}


def test_a_copy_that_is_not_fit_changes_nothing(shop: ShopProfile, yesterday: Path) -> None:
    before = contents(shop)
    for name, (unfit, exit_code, problem) in UNFIT.items():
        copy = shop.folder / "unfit.sqlite3"
        shutil.copy(yesterday, copy)
        unfit(copy)
        code, answer = shop.command("restore", str(copy))
        assert (name, code, answer["problems"][0]["code"]) == (name, exit_code, problem)
        assert answer["ok"] is False
        shop.command("status")
        assert contents(shop) == before, name


def contents(shop: ShopProfile) -> dict[str, bytes]:
    found = shop.ledger.parent.glob("ledger*")
    return {one.name: one.read_bytes() for one in found if not one.name.endswith(".part")}


# ------------------------------------------------------------------ ended half-way


class PulledPlug(BaseException):
    """The process ends here."""


def end_at(patch: pytest.MonkeyPatch, step: int) -> list[int]:
    """Let the process end before its ``step``-th change of the profile's files."""
    left = [step]

    def counted(real: Any) -> Any:
        def call(*args: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise PulledPlug
            return real(*args, **named)

        return call

    for name in ("rename", "replace", "fsync"):
        patch.setattr(os, name, counted(getattr(os, name)))
    patch.setattr(shutil, "copyfileobj", counted(shutil.copyfileobj))
    return left


@pytest.mark.timeout(180)
def test_a_restore_that_ends_at_any_step_loses_nothing_and_doubles_nothing(
    shop: ShopProfile, yesterday: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, present = shop.posts(), shop.ledger.read_bytes()
    for step in range(1, 40):
        with monkeypatch.context() as patch:
            left = end_at(patch, step)
            with contextlib.suppress(PulledPlug):
                shop.command("restore", str(yesterday))
        assert known_receipts(shop) in (25, 35), step
        if left[0] > 0:
            break
    assert step > 8
    aside = shop.ledger.parent.glob("ledger.sqlite3.before-restore-*")
    assert present in [one.read_bytes() for one in aside]
    all_is_well(shop)
    assert shop.posts() == posts


def known_receipts(shop: ShopProfile) -> int:
    _, answer = shop.command("status")
    return sum(answer["receipts"].values())


@pytest.mark.e2e
@pytest.mark.parametrize("step", [1, 4, 7, 8])
def test_a_process_killed_while_it_restores_leaves_one_ledger_or_the_other(
    shop: ShopProfile, yesterday: Path, step: int
) -> None:
    if not shop.server.switches.unique_codes:
        pytest.skip("once is enough")
    script = (
        "import os, signal, sys\n"
        "left = [int(sys.argv.pop(1))]\n"
        "def counted(real):\n"
        "    def call(*args, **named):\n"
        "        left[0] -= 1\n"
        "        if left[0] == 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        return real(*args, **named)\n"
        "    return call\n"
        "for name in ('rename', 'replace', 'fsync'):\n"
        "    setattr(os, name, counted(getattr(os, name)))\n"
        "from xpeak_desktop.__main__ import main\n"
        "main()\n"
    )
    data = str(shop.folder / "data")
    killed = subprocess.run(
        [sys.executable, "-c", script, str(step), "restore", str(yesterday), "--data-dir", data],
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    done = subprocess.run(
        [sys.executable, "-m", "xpeak_desktop", "status", "--json", "--data-dir", data],
        capture_output=True,
        check=False,
    )
    assert sum(json.loads(done.stdout)["receipts"].values()) in (25, 35)
    posts = shop.posts()
    all_is_well(shop)
    assert shop.posts() == posts
