"""What holds for every test: no network, no real secrets, nobody's own files, no quiet warnings."""

import gc
import itertools
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Before any test imports Qt: a screen must never be needed here.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import hypothesis
import keyring
import pytest

from tests.memory_keyring import MemoryKeyring

# Shared machines are slow at odd moments; a deadline would only measure that.
hypothesis.settings.register_profile("xpeak", deadline=None, print_blob=True)
hypothesis.settings.load_profile("xpeak")

# A search for unreachable objects on whichever thread a test has going would destroy windows that
# an earlier test left, and with them this process.
gc.disable()
FULL_SEARCH_EVERY = 25
_tests_over = itertools.count(1)


def pytest_runtest_logfinish() -> None:
    """After each test: search where pytest itself runs."""
    gc.collect(1 if next(_tests_over) % FULL_SEARCH_EVERY else 2)


FOREIGN_SETTINGS = (
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "SSL_CERT_FILE",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    # With a session bus, keyring and the tray would reach this person's desktop.
    "DBUS_SESSION_BUS_ADDRESS",
)
FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_RUNTIME_DIR": "run",
    "XPEAK_DATA_DIR": "data",
}


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fresh home, XDG and data folders; their common parent is the value."""
    base = tmp_path_factory.mktemp("own")
    for name, folder in FOLDERS.items():
        path = base / folder
        # Qt refuses a runtime folder that others may read.
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        monkeypatch.setenv(name, str(path))
    for name in FOREIGN_SETTINGS:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return base


@pytest.fixture(autouse=True)
def memory_keyring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """The keyring of this test, empty; a child process gets one that always fails."""
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    return backend


class _LogWatch(logging.Handler):
    """Remembers what was logged at WARNING or above and why it may have been."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        super().__init__(logging.WARNING)
        self._caplog = caplog
        self.lines: list[str] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # `with caplog.at_level(logging.WARNING)` around it says: this level is expected here.
        levels = (logging.getLogger(record.name).level, self._caplog.handler.level)
        if record.levelno not in levels:
            self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def unexpected(self) -> list[str]:
        return [line for line in self.lines if not any(re.search(e, line) for e in self.expected)]

    def missed(self) -> list[str]:
        return [e for e in self.expected if not any(re.search(e, line) for line in self.lines)]


@pytest.fixture(autouse=True)
def _log_watch(caplog: pytest.LogCaptureFixture) -> Iterator[_LogWatch]:
    watch = _LogWatch(caplog)
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    assert not watch.unexpected(), "logged, and no test expected it (see expected_logs)"
    assert not watch.missed(), "expected_logs was told of these, and they were not logged"


@pytest.fixture
def expected_logs(_log_watch: _LogWatch) -> Any:
    """Call it with patterns of the log lines that this test provokes: each must come."""

    def expect(*patterns: str) -> None:
        _log_watch.expected += patterns

    return expect
