"""The canary for support: after a whole life no secret is in a crash trace or in a report."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.integration.test_secrets_stay import Canary, canary, live_a_whole_life, shop
from tests.memory_keyring import MemoryKeyring
from tests.shop_profile import ShopProfile
from xpeak_desktop import log as our_log
from xpeak_desktop.bootstrap import Profile
from xpeak_desktop.bootstrap.support import save_report
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.desktop.crash_file import watching
from xpeak_desktop.desktop.paths import find_places

__all__ = ["canary", "shop"]

CRASH = """
import json, pathlib, sys
from xpeak_desktop.desktop import crash_file
from xpeak_desktop.ports import Secret
import os

def send(user_token, headers):
    os.abort()

given = json.load(sys.stdin)
with crash_file.watching(pathlib.Path(sys.argv[1])):
    send(given["user_token"], {"User-Token": given["user_token"], "connect": given["connect_key"]})
"""


def crash(path: Path, secrets: dict[str, str]) -> None:
    """A process that holds the secrets dies hard."""
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(path)],
        input=json.dumps(secrets),
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert path.stat().st_size


def test_no_secret_is_in_a_trace_or_in_a_report(
    shop: ShopProfile,
    canary: Canary,
    memory_keyring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keyring_secrets, "choose_backend", lambda: memory_keyring)
    exits = live_a_whole_life(shop, canary, keyring=True)
    assert 0 in exits
    profile = Profile(find_places(shop.folder / "data"))
    crash(profile.places.crash_log, shop.secrets)
    canary.look()
    with watching(profile.places.crash_log) as crashed:
        assert crashed
    report = shop.folder / "report.zip"
    save_report(profile, report)
    canary.look()
    members = set()
    with zipfile.ZipFile(report) as packed:
        for name in packed.namelist():
            members.add(name)
            # Packed bytes show nothing: each part is looked at by itself.
            text = packed.read(name).decode("utf-8")
            canary.take(f"report {name}", text)
            # Customers, products and channels of this shop are Thai.
            assert not re.search("[ก-๛]", text)
    assert {"facts.json", "xpeak.log", "crash.log.1"} <= members
    names = {Path(place).name for place in canary.pages.values()}
    assert {"crash.log", "crash.log.1", "report.zip", "report facts.json"} <= names
    assert canary.found() == []


def test_the_canary_finds_a_secret_in_a_report(shop: ShopProfile, canary: Canary) -> None:
    """A report that took the logs as they are would be found out."""
    profile = Profile(find_places(shop.folder / "data"))
    profile.places.create()
    secret = shop.secrets["user_token"]
    profile.places.log.write_text(f"unknown to the log: {secret[:12]}\n", "utf-8")
    report = shop.folder / "report.zip"
    save_report(profile, report)
    with zipfile.ZipFile(report) as packed:
        canary.take("report", packed.read("xpeak.log").decode("utf-8"))
    assert canary.found()
    our_log.close()
