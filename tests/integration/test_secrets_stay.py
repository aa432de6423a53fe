"""The canary: whatever is run, no secret is in any byte that was written or printed."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.memory_keyring import MemoryKeyring
from tests.sales import QUICK, export, fail_500, hang_up, on_posts, sales, show_html
from tests.shop_profile import ShopProfile
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.forms import Row
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

FRAGMENT = 8
PAGE, OVERLAP = 4096, 512


@dataclass
class Canary:
    """Collects every byte that was written, and finds secrets in it."""

    folders: list[Path]
    secrets: dict[str, str] = field(default_factory=dict)
    whole_only: dict[str, str] = field(default_factory=dict)
    known: set[tuple[str, int, int]] = field(default_factory=set)
    pages: dict[bytes, str] = field(default_factory=dict)

    def look(self) -> None:
        """Take in all files as they are now; journals and temporary files come and go."""
        for folder in self.folders:
            for path in folder.rglob("*"):
                try:
                    status = path.stat()
                    key = (str(path), status.st_mtime_ns, status.st_size)
                    if path.is_file() and key not in self.known:
                        self.known.add(key)
                        self._keep(str(path), path.read_bytes())
                except FileNotFoundError:
                    continue

    def take(self, name: str, text: str) -> None:
        self._keep(name, text.encode("utf-8"))

    def _keep(self, name: str, content: bytes) -> None:
        """Page by page, since most of a file is what it was a moment ago; names are bytes too."""
        content = name.encode() + b"\n" + content
        for start in range(0, len(content), PAGE):
            self.pages.setdefault(content[start : start + PAGE + OVERLAP], name)

    def found(self) -> list[str]:
        """Every place where a secret, or a piece of one, can be read; without the secret."""
        hits = []
        everywhere = {
            name: {*spellings(secret), *pieces(secret)} for name, secret in self.secrets.items()
        }
        everywhere |= {name: {*spellings(one)} for name, one in self.whole_only.items()}
        in_hex = {
            name: {*hexes(secret)} for name, secret in (self.secrets | self.whole_only).items()
        }
        for content, place in self.pages.items():
            low = content.lower()
            for name, forms in everywhere.items():
                hits += [f"{name} in {place}" for form in forms if form in content]
                hits += [f"{name} in {place}" for form in in_hex[name] if form in low]
        return sorted(set(hits))


def spellings(secret: str) -> Iterator[bytes]:
    """Plain, in UTF-16, and what is always the same of it inside longer base64."""
    for raw in (secret.encode(), secret.encode("utf-16-le"), secret.encode("utf-16-be")):
        yield raw
        for shift in range(3):
            inside = base64.b64encode(bytes(shift) + raw)[(0, 2, 3)[shift] : -4]
            yield inside
            yield inside.translate(bytes.maketrans(b"+/", b"-_"))


def hexes(secret: str) -> Iterator[bytes]:
    yield secret.encode().hex().encode()
    yield secret.encode("utf-16-le").hex().encode()


def pieces(secret: str) -> Iterator[bytes]:
    """Every run of eight signs; dashes do not count, since every id has them in these places."""
    for start in range(len(secret)):
        end = start
        while end < len(secret) and end - start - secret[start:end].count("-") < FRAGMENT:
            end += 1
        if end - start - secret[start:end].count("-") == FRAGMENT:
            yield secret[start:end].encode()
            yield secret[start:end].encode("utf-16-le")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        profile = ShopProfile(tmp_path / "shop", server)
        export(profile, *sales(12))
        yield profile


@pytest.fixture
def canary(shop: ShopProfile, own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Canary:
    """Looks at all folders at every call that PEAK gets, and learns every token PEAK gives."""
    one = Canary([shop.folder, own_folders])
    one.secrets = {name: shop.secrets[name] for name in ("connect_key", "user_token", "shop_key")}
    one.whole_only = {"connect_id": shop.secrets["connect_id"]}
    mint = shop.server.gate.mint

    def remember(asked: Row) -> str:
        token = mint(asked)
        one.secrets[f"client_token {len(one.secrets)}"] = token
        return token

    def look(_exchange: Exchange, _faults: Faults) -> None:
        one.look()

    monkeypatch.setattr(shop.server.gate, "mint", remember)
    shop.server.faults.add("before_handling", look)
    shop.server.faults.add("before_answer", look)
    return one


def run(shop: ShopProfile, canary: Canary, *words: str, secrets: bool = True) -> int:
    """A command in JSON, in Thai or in English, each in turn; the canary listens."""
    form = (["--json"], ["--lang", "th"], ["--lang", "en"])[len(canary.pages) % 3]
    code, text = shop.raw(*words, *form, secrets=secrets)
    canary.take(f"stdout of {words[0]}", text)
    canary.look()
    return code


def live_a_whole_life(shop: ShopProfile, canary: Canary, keyring: bool) -> list[int]:
    """Everything the program does, with everything going wrong; gives the exit codes."""
    server, given = shop.server, not keyring
    no_keyring = ["--no-keyring"] if given else []
    config = str(shop.write_config(**QUICK))
    wrong = dict(shop.secrets)
    exits = []

    def do(*words: str, secrets: bool = given) -> None:
        exits.append(run(shop, canary, *words, secrets=secrets))

    # Secrets that PEAK refuses are secrets all the same.
    for name in ("user_token", "connect_key", "connect_id"):
        shop.secrets = {**wrong, name: wrong[name][::-1]}
        kept = canary.whole_only if name == "connect_id" else canary.secrets
        kept[f"wrong {name}"] = shop.secrets[name]
        do("setup", "--config", config, *no_keyring, secrets=True)
    shop.secrets = wrong
    do("setup", "--config", config, *no_keyring, secrets=True)
    do("import", str(shop.exports / "sales.csv"))
    do("match")
    on_posts(shop, hang_up, 2, point="after_handling")
    on_posts(shop, fail_500, 3)
    on_posts(shop, show_html, 4)
    if keyring:
        # Without one, a process waits 65 s before it mints again.
        on_posts(shop, lambda _: server.gate.kill_client_token(), 5)
    for _ in range(4):
        do("sync")
    for name in ("html_200", "http_500_before", "answer_cut"):
        server.switches.set(f"{name}_rate", 1.0)
        do("sync")
        server.switches.set(f"{name}_rate", 0.0)
    server.gate.revoke_user_token()
    do("sync")
    do("doctor")
    server.gate.restore_user_token()
    server.stop()
    do("sync")
    server.start()
    for words in (("status",), ("compare", "--month", "2026-11"), ("doctor",), ("sync",)):
        do(*words)
    return exits


@pytest.mark.parametrize("keyring", [True, False], ids=["keyring", "no_keyring"])
def test_no_secret_is_in_any_byte_written_or_printed(
    shop: ShopProfile,
    canary: Canary,
    keyring: bool,
    memory_keyring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(keyring_secrets, "choose_backend", lambda: memory_keyring)
    exits = live_a_whole_life(shop, canary, keyring)
    shown = capfd.readouterr()
    canary.take("stderr", shown.out + shown.err)
    # It was a whole life: set up, all sorts of failures, and something sent.
    assert exits[:4] == [3, 3, 3, 0]
    assert exits.count(3) >= 6
    assert shop.live()
    assert len([name for name in canary.secrets if name.startswith("client_token")]) >= 2
    names = {Path(place).name for place in canary.pages.values()}
    assert {"ledger.sqlite3", "settings.json", "xpeak.log", "stdout of sync"} <= names
    assert "ledger.sqlite3-journal" in names or "ledger.sqlite3-wal" in names
    assert bool(memory_keyring.entries) is keyring
    assert canary.found() == []


@pytest.mark.parametrize(
    "written",
    [
        "{0}",
        '{{"User-Token": "{0}"}}',
        "{0:.12}",
        "...{1}",
        "{2}",
        "{3}",
    ],
)
def test_the_canary_finds_what_is_there(shop: ShopProfile, canary: Canary, written: str) -> None:
    for name, secret in canary.secrets.items():
        one = Canary([shop.folder], {name: secret})
        encoded = base64.b64encode(b"Basic x:" + secret.encode()).decode()
        hexed = secret.encode().hex().upper()
        text = written.format(secret, secret[-9:], encoded, hexed)
        path = shop.folder / "data" / "deep" / "ledger.sqlite3-wal"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\x00\xff" * 100 + text.encode() + b"\x00")
        one.look()
        assert one.found(), (name, written)
        path.write_bytes(text.encode("utf-16-le"))
        one = Canary([shop.folder], {name: secret})
        one.look()
        assert bool(one.found()) is ("{2}" not in written and "{3}" not in written)


def test_the_keyring_holds_what_the_disk_does_not(
    shop: ShopProfile, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring_secrets, "choose_backend", lambda: memory_keyring)
    code, _ = shop.command("setup", "--config", str(shop.write_config(**QUICK)))
    assert code == 0
    kept: Any = " ".join(memory_keyring.entries.values())
    for name in ("connect_id", "connect_key", "user_token"):
        assert shop.secrets[name] in kept
    # The client token is there with the time it was minted, for all processes of the profile.
    code, text = shop.raw("sync", "--json", secrets=False)
    assert (code, json.loads(text)["this_pass"]["sent"]) == (0, 12)
    assert shop.server.books.request_counts["POST /clienttoken"] == 1
