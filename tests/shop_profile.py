"""A profile on disk and a practice server, driven through the real command line in this process."""

import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from xpeak_desktop.bootstrap import run
from xpeak_desktop.sandbox.server import PracticeServer

DATA = Path(__file__).parent / "data"
CHANNELS_OFF: Final = frozenset({"ShopeePay", "พร้อมเพย์"})
"""The sample configuration's channels that are not sent."""

_PASSES_AT_MOST: Final = 60


@dataclass
class ShopProfile:
    """One profile folder beside one practice server; every call is a whole command."""

    folder: Path
    server: PracticeServer
    secrets: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.secrets = self.secrets or self.server.credentials()
        self.exports = self.folder / "exports"
        self.exports.mkdir(parents=True, exist_ok=True)

    @property
    def ledger(self) -> Path:
        return self.folder / "data" / "default" / "ledger.sqlite3"

    def write_config(self, **changes: str) -> Path:
        """Write the sample configuration, pointed at this server and folder."""
        text = (DATA / "setup.toml").read_text(encoding="utf-8")
        text = text.replace("http://127.0.0.1:8765/api/v1", self.server.peak_url)
        text = text.replace('folder = "exports"', f'folder = "{self.exports}"')
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        path = self.folder / "setup.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def command(self, *words: str) -> tuple[int, dict[str, Any]]:
        """Run a command with ``--json``; the exit code and the answer."""
        code, text = self.raw(*words, "--json")
        answer: dict[str, Any] = json.loads(text)
        return code, answer

    def raw(self, *words: str, secrets: bool = True) -> tuple[int, str]:
        """Run a command; the exit code and what it printed."""
        argv = [*words, "--data-dir", str(self.folder / "data")]
        if secrets and words[0] in ("setup", "match", "sync", "compare", "doctor"):
            argv.append("--secrets-stdin")
        out = io.StringIO()
        with _stdin(json.dumps(self.secrets)):
            code = run(argv, out)
        return code, out.getvalue()

    def set_up(self, **changes: str) -> dict[str, Any]:
        """Set up from the sample configuration; fails the test when that fails."""
        code, answer = self.command(
            "setup", "--config", str(self.write_config(**changes)), "--no-keyring"
        )
        assert code == 0, answer
        return answer

    def expected(self) -> set[str]:
        """The numbers of all that was sold through the sample configuration's channels."""
        sendable = self.server.shop.sendable()
        return {one.number for one in sendable if one.channel not in CHANNELS_OFF}

    def sync_until_nothing_rests(self) -> tuple[int, dict[str, Any]]:
        """Pass after pass, as the schedule would; the last pass's exit code and answer."""
        for _ in range(_PASSES_AT_MOST):
            code, answer = self.command("sync")
            rests = answer["next_try_seconds"]
            if rests is None:
                return code, answer
            # PEAK tells its time in whole seconds, so that "now" there may be a little later.
            time.sleep(min(max(rests, 0.05), 1.0))
        raise AssertionError(f"still resting: {answer}")

    def posts(self) -> int:
        """How many documents the server was asked to make so far."""
        return int(self.server.books.request_counts.get("POST /receipts", 0))

    def live(self) -> dict[str, dict[str, Any]]:
        """The server's live receipts by number; fails on a number that stands twice."""
        found: dict[str, dict[str, Any]] = {}
        for document in self.server.books.snapshot()["receipts"]:
            assert document["code"] not in found, f"twice in PEAK: {document['code']}"
            found[document["code"]] = document
        return found


@contextmanager
def _stdin(text: str) -> Iterator[None]:
    before, sys.stdin = sys.stdin, io.StringIO(text)
    try:
        yield
    finally:
        sys.stdin = before


MakeShop = Callable[..., ShopProfile]
