"""The safety net of tests/conftest.py holds."""

import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from pytest_socket import SocketConnectBlockedError

from tests.memory_keyring import MemoryKeyring

log = logging.getLogger("xpeak_desktop.example")


def test_no_test_reaches_the_network() -> None:
    # Its warning comes first, and every warning is an error here.
    blocked = (SocketConnectBlockedError, UserWarning)
    with socket.socket() as sock, pytest.raises(blocked, match="A test tried"):
        sock.connect(("192.0.2.1", 443))


def test_secrets_go_to_memory(memory_keyring: MemoryKeyring) -> None:
    keyring.set_password("XPEAK", "token", "ฝอย")
    assert memory_keyring.entries == {("XPEAK", "token"): "ฝอย"}


def test_home_and_data_folders_are_this_tests_own(own_folders: Path) -> None:
    assert Path.home().is_relative_to(own_folders)
    assert Path(os.environ["XPEAK_DATA_DIR"]).is_relative_to(own_folders)
    assert "REQUESTS_CA_BUNDLE" not in os.environ


def test_an_expected_log_line_may_come(expected_logs: Callable[..., None]) -> None:
    expected_logs("WARNING .*pretend trouble")
    log.warning("pretend trouble")


def test_a_level_named_by_caplog_may_be_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        log.warning("pretend trouble")


def test_other_log_lines_fail_the_test_that_logs_them(
    pytester: pytest.Pytester, expected_logs: Callable[..., None]
) -> None:
    expected_logs("boo")  # the inner run shares this process's logging
    pytester.makeconftest((Path(__file__).parents[1] / "conftest.py").read_text("utf-8"))
    pytester.makepyfile(
        """
        import logging

        def test_unexpected(): logging.getLogger("a").warning("boo")
        def test_missed(expected_logs): expected_logs("never")
        """
    )
    result = pytester.runpytest_inprocess("-p", "no:randomly")
    result.assert_outcomes(passed=2, errors=2)
    result.stdout.fnmatch_lines(["*WARNING a: boo*", "*never*"])
