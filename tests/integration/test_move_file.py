"""The file for another computer: no secret in it, and no file of anybody else's is believed."""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_moving import contents
from tests.integration.test_secrets_stay import Canary
from tests.sales import codes
from tests.shop_profile import DATA, ShopProfile
from xpeak_desktop.desktop.move_file import MoveFile, opened
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.ledger.migrations import VERSION
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

NAMES = ["manifest.json", "settings.json", "ledger.sqlite3"]
Parts = dict[str, bytes]


@pytest.fixture
def old(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(receipts=5, seed=5, switches=Switches(mint_limit_seconds=0)) as server:
        shop = ShopProfile(tmp_path / "old", server)
        server.shop.write_csv(shop.exports)
        shop.set_up()
        shop.command("sync")
        yield shop


@pytest.fixture
def file(old: ShopProfile, tmp_path: Path) -> Path:
    path = tmp_path / "shop.zip"
    assert old.command("move-out", str(path))[0] == 0
    return path


@pytest.fixture
def new(old: ShopProfile, tmp_path: Path) -> ShopProfile:
    return ShopProfile(tmp_path / "new", old.server)


def parts_of(file: Path) -> Parts:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(file: Path, parts: Parts, **manifest: Any) -> None:
    """Write the file anew with these parts; its manifest tells their true sizes and digests."""
    told = json.loads(parts["manifest.json"])
    for name in told["parts"]:
        if name in parts:
            digest = hashlib.sha256(parts[name]).hexdigest()
            told["parts"][name] = {"bytes": len(parts[name]), "sha256": digest}
    text = json.dumps(told | manifest).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | {"manifest.json": text}).items():
            archive.writestr(name, content)


def with_settings(file: Path, **changes: Any) -> None:
    parts = parts_of(file)
    settings = json.loads(parts["settings.json"]) | changes
    packed(file, parts | {"settings.json": json.dumps(settings).encode()})


def with_ledger(file: Path, change: Callable[[bytes], bytes]) -> None:
    parts = parts_of(file)
    packed(file, parts | {"ledger.sqlite3": change(parts["ledger.sqlite3"])})


def spoiled(ledger: bytes) -> bytes:
    return ledger[:8192] + bytes(4096) + ledger[12288:]


def newer(ledger: bytes) -> bytes:
    return ledger[:60] + struct.pack(">I", VERSION + 1) + ledger[64:]


def renamed(file: Path, old: str, new: str) -> None:
    """Another name of the same length, in the list of parts and before the part."""
    assert len(old) == len(new)
    file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))


def linked(file: Path) -> None:
    parts = parts_of(file)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            if name == "ledger.sqlite3":
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
                content = b"/etc/passwd"
            archive.writestr(entry, content)


def doubled(file: Path) -> None:
    parts = parts_of(file)
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("manifest.json", "ledger.sqlite3"):
            archive.writestr(name, parts[name])
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("ledger.sqlite3", b"x")


def bomb(file: Path) -> None:
    """A ledger that says it is small, and is not."""
    parts = parts_of(file)
    told = json.loads(parts["manifest.json"])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(told))
        archive.writestr("settings.json", parts["settings.json"])
        archive.writestr("ledger.sqlite3", bytes(50_000_000))


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def long_list(file: Path) -> None:
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(2000):
            archive.writestr(f"{number}", b"")


UNFIT: dict[str, tuple[Callable[[Path], Any], str]] = {
    "missing": (lambda file: file.unlink(), "unusable"),
    "empty": (lambda file: file.write_bytes(b""), "unusable"),
    "a letter": (lambda file: file.write_bytes(b"dear customer" * 99), "unusable"),
    "cut": (lambda file: file.write_bytes(file.read_bytes()[:-100]), "unusable"),
    "a bit flipped": (flipped, "unusable"),
    "a part missing": (
        lambda file: packed(
            file, {name: one for name, one in parts_of(file).items() if name != "settings.json"}
        ),
        "unusable",
    ),
    "a part more": (lambda file: packed(file, parts_of(file) | {"x": b"x"}), "unusable"),
    "out of its folder": (
        lambda file: renamed(file, "ledger.sqlite3", "../../x.sqlite"),
        "unusable",
    ),
    "a link": (linked, "unusable"),
    "a name twice": (doubled, "unusable"),
    "a bomb": (bomb, "unusable"),
    "a long list": (long_list, "unusable"),
    "no manifest": (lambda file: packed_text(file, "manifest.json", b"[]"), "unusable"),
    "deep": (lambda file: packed_text(file, "manifest.json", b"[" * 90_000), "unusable"),
    "a digest": (lambda file: packed_text(file, "settings.json", b"{}"), "unusable"),
    "settings": (lambda file: with_settings(file, rules=None), "unusable"),
    "another PEAK": (lambda file: with_settings(file, base_url="https://peak.example"), "unusable"),
    "no ledger": (lambda file: with_ledger(file, lambda _: b"x" * 9000), "unusable"),
    "a damaged ledger": (lambda file: with_ledger(file, spoiled), "unusable"),
    "newer": (lambda file: packed(file, parts_of(file), format=2), "newer"),
    "newer settings": (lambda file: with_settings(file, version=99), "newer"),
    "a newer ledger": (lambda file: with_ledger(file, newer), "newer"),
}


def packed_text(file: Path, name: str, text: bytes) -> None:
    """Write one part anew and leave what the manifest says of it."""
    parts = parts_of(file) | {name: text}
    with zipfile.ZipFile(file, "w") as archive:
        for one, content in parts.items():
            archive.writestr(one, content)


def test_a_file_that_is_not_fit_changes_nothing(file: Path, new: ShopProfile) -> None:
    new.command("status")
    good = file.read_bytes()
    for name, (unfit, problem) in UNFIT.items():
        file.write_bytes(good)
        unfit(file)
        code, answer = new.command("move-in", str(file))
        assert (name, code, codes(answer)) == (name, 4, [(None, f"move_file_{problem}")])
        assert answer["problems"][0]["params"]["file"] == str(file)
        folder = new.ledger.parent
        assert not (folder / "settings.json").exists(), name
        assert not list(folder.glob("moving*")), name
        assert new.command("status")[1]["receipts"]["sent"] == 0, name
        assert not list(folder.parent.parent.rglob("x.sqlite*")), name
    file.write_bytes(good)
    assert new.command("move-in", str(file))[0] == 0


def test_a_file_that_is_not_fit_leaves_a_shop_that_went_away_as_it_was(
    file: Path, old: ShopProfile
) -> None:
    with_ledger(file, spoiled)
    before = contents(old)
    assert old.command("move-in", str(file))[0] == 4
    assert contents(old) == before


def test_a_computer_whose_clock_is_behind_brings_the_shop_back_by_its_passes(
    file: Path, old: ShopProfile, new: ShopProfile, tmp_path: Path
) -> None:
    assert new.command("move-in", str(file))[0] == 0
    back = tmp_path / "back.zip"
    assert new.command("move-out", str(back))[0] == 0
    parts = parts_of(back)
    epoch = json.loads(parts["manifest.json"])["epoch"]
    behind = {"made": "2020-01-01T00:00:00+00:00"}
    for passes, code in ((0, 4), (1, 0)):
        packed(back, parts, **behind, epoch=epoch + passes)
        assert old.command("move-in", str(back))[0] == code


def test_what_a_killed_process_left_beside_the_file_goes_with_the_next_one(
    old: ShopProfile, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    name = "ร้าน [1].zip"
    left = stick / f".{name}.k3d9x_2a.part"
    others = [stick / ".other.zip.k3d9x_2a.part", stick / f"{name}.part"]
    for one in (left, *others):
        one.write_bytes(b"x")
    assert old.command("move-out", str(stick / name))[0] == 0
    assert sorted(stick.iterdir()) == sorted([stick / name, *others])


def test_a_quota_that_shows_when_the_ledger_is_closed_is_the_disks_fault(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last of what is written may be refused only then."""
    monkeypatch.setattr(MoveFile, "ledger", lambda _self: iter([b"the last of it"]))
    full = os.open("/dev/full", os.O_WRONLY)
    with opened(file) as packed_file, monkeypatch.context() as patch:
        patch.setattr(os, "open", lambda *_args: full)
        with pytest.raises(Trouble) as caught:
            packed_file.unpack_ledger(tmp_path / "ledger")
    assert caught.value.problem.code is Code.DISK_FULL


def test_the_file_is_for_this_persons_eyes_only(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_no_secret_is_in_the_file(old: ShopProfile, file: Path, tmp_path: Path) -> None:
    secrets = dict(old.secrets)
    # Pieces of it are words that stand in a business's id too.
    canary = Canary([], whole_only={"connect_id": secrets.pop("connect_id")})
    canary.secrets = secrets
    canary.take("packed", file.read_bytes().decode("latin-1"))
    for name, content in parts_of(file).items():
        canary._keep(name, content)
    assert canary.found() == []
    # It would have been seen.
    canary._keep("seen", b"x" + old.secrets["user_token"].encode())
    assert canary.found()
    parts = parts_of(file)
    assert list(parts) == NAMES
    assert json.loads(parts["manifest.json"])["epoch"] == 1
    assert json.loads(parts["settings.json"])["moved_out"] == ""


def test_an_older_programs_ledger_is_brought_up_to_date(
    file: Path, new: ShopProfile, tmp_path: Path
) -> None:
    first = tmp_path / "first.sqlite3"
    shutil.copy(DATA / "ledger-v1.sqlite3", first)
    with contextlib.closing(sqlite3.connect(first)) as ledger:
        ledger.execute("UPDATE meta SET value = 'practice' WHERE name = 'environment'")
        ledger.commit()
    with_ledger(file, lambda _: first.read_bytes())
    code, answer = new.command("move-in", str(file))
    assert code == 0, answer
    assert sum(answer["receipts"].values())
