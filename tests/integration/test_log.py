"""The log file: private, bounded, and without secrets."""

import base64
import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from tests.small_disk import fill, small_disk
from xpeak_desktop import log as our_log
from xpeak_desktop.log import RedactingFormatter, Redactor, close, set_up
from xpeak_desktop.ports import Secret

TOKEN = "ฝ?/+9d1c-Ünïque&token=≠"
log = logging.getLogger("xpeak_desktop.example")


@pytest.fixture(autouse=True)
def _root_as_before() -> Iterator[None]:
    root = logging.getLogger()
    level = root.level
    yield
    close()
    root.setLevel(level)


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(our_log, "_LARGEST", 10_000)


@pytest.fixture
def redactor() -> Redactor:
    redactor = Redactor()
    redactor.protect(Secret(TOKEN))
    return redactor


def test_lines_go_to_a_file_in_the_folder(tmp_path: Path) -> None:
    path = set_up(tmp_path / "logs")
    log.info("sent %s", "RC2611-00017")
    assert path == tmp_path / "logs" / "xpeak.log"
    assert path.read_text("utf-8").endswith("INFO xpeak_desktop.example: sent RC2611-00017\n")


def test_debug_lines_are_not_kept_unless_asked_for(tmp_path: Path) -> None:
    path = set_up(tmp_path)
    log.debug("quiet")
    set_up(tmp_path, level=logging.DEBUG)
    log.debug("loud")
    assert "quiet" not in path.read_text("utf-8")
    assert "loud" in path.read_text("utf-8")


def test_setting_up_twice_writes_each_line_once(tmp_path: Path) -> None:
    set_up(tmp_path / "first")
    path = set_up(tmp_path / "second")
    log.info("once")
    assert path.read_text("utf-8").count("once") == 1
    assert "once" not in (tmp_path / "first" / "xpeak.log").read_text("utf-8")


def test_others_handlers_stay(tmp_path: Path) -> None:
    # A program that another test has started may have left its own.
    close()
    before = list(logging.getLogger().handlers)
    set_up(tmp_path)
    close()
    assert logging.getLogger().handlers == before


@pytest.mark.usefixtures("small_files")
@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
def test_folder_and_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir(mode=0o755)
    (folder / "xpeak.log").touch(mode=0o644)
    before = os.umask(0)
    try:
        set_up(folder)
        for _ in range(3):
            log.info("x" * 6_000)
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    modes = {one.name: oct(one.stat().st_mode & 0o777) for one in folder.iterdir()}
    assert len(modes) > 1
    assert set(modes.values()) == {"0o600"}


@pytest.mark.usefixtures("small_files")
def test_the_log_never_grows_beyond_six_full_files(tmp_path: Path) -> None:
    set_up(tmp_path)
    for _ in range(40):
        log.info("x" * 3_000)
    sizes = [one.stat().st_size for one in tmp_path.iterdir()]
    assert len(sizes) == 6
    assert max(sizes) <= 10_000


def test_warnings_reach_stderr_and_lesser_lines_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stderr = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stderr)
    set_up(tmp_path)
    with caplog.at_level(logging.WARNING, logger=log.name):
        log.warning("look: Bearer abcdef")
    log.info("quiet")
    assert stderr.getvalue() == "WARNING: look: Bearer ••••\n"


def test_a_windowed_program_without_stderr_logs_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    path = set_up(tmp_path)
    log.info("fine")
    assert "fine" in path.read_text("utf-8")


def test_a_full_disk_is_silent_and_stops_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(tmp_path) as disk:
        set_up(disk / "logs")
        fill(disk)
        for _ in range(100):
            log.info("Bearer abc %s", "x" * 1000)
        close()
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("small_files")
def test_a_line_survives_a_rollover_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = set_up(tmp_path)
    log.info("x" * 9_900)

    def refuse(*_: object) -> None:
        raise PermissionError("open elsewhere")

    monkeypatch.setattr(os, "rename", refuse)
    log.info("kept all the same")
    assert "kept all the same" in path.read_text("utf-8")


@pytest.mark.usefixtures("small_files")
def test_a_log_that_another_holds_pushes_no_older_one_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = set_up(tmp_path)
    for number in range(3):
        log.info("%d %s", number, "x" * 9_900)
    older = {one.name: one.read_text("utf-8") for one in tmp_path.glob("xpeak.log.*")}
    assert len(older) == 2
    real = os.rename

    def held(source: str, target: str) -> None:
        if Path(source) == path:
            raise PermissionError("open elsewhere")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", held)
        for number in range(8):
            log.info("kept %d", number)
    assert {one.name: one.read_text("utf-8") for one in tmp_path.glob("xpeak.log.*")} == older
    assert path.read_text("utf-8").count("kept") == 8
    # As soon as it is let go, it rolls over again.
    log.info("at last")
    assert path.read_text("utf-8").count("\n") == 1
    assert len(list(tmp_path.glob("xpeak.log.*"))) == 3


@pytest.mark.parametrize(
    "spelling",
    [
        TOKEN,
        quote(TOKEN),
        quote(TOKEN, safe=""),
        quote_plus(TOKEN),
        TOKEN.encode().hex(),
        TOKEN.encode().hex().upper(),
        base64.b64encode(TOKEN.encode()).decode().rstrip("="),
        base64.urlsafe_b64encode(TOKEN.encode()).decode().rstrip("="),
        json.dumps(TOKEN),
        repr({"value": TOKEN}),
    ],
)
def test_a_live_secret_is_masked_in_every_spelling(spelling: str, redactor: Redactor) -> None:
    shown = redactor.redact(f"before {spelling} after")
    assert shown.startswith("before ")
    assert shown.endswith(" after")
    assert "••••" in shown
    for size in (len(spelling), 12):
        parts = (spelling[at : at + size] for at in range(len(spelling) - size + 1))
        assert not any(part in shown for part in parts)


@pytest.mark.parametrize("before", ["", "u", "us", "user"])
@pytest.mark.parametrize("after", ["", "k", "ke", "key"])
def test_a_secret_inside_other_base64_is_masked(
    before: str, after: str, redactor: Redactor
) -> None:
    encoded = base64.b64encode(f"{before}{TOKEN}{after}".encode()).decode()
    shown = redactor.redact(f"credential {encoded}")
    assert len(shown.replace("••••", "")) < len("credential ") + 16


def test_a_short_word_is_no_secret_and_an_empty_one_masks_nothing() -> None:
    redactor = Redactor()
    redactor.protect(Secret(""))
    redactor.protect(Secret("abc"))
    assert redactor.redact("abcdef") == "abcdef"


def test_one_secret_inside_another_leaves_nothing_of_the_longer_one() -> None:
    redactor = Redactor()
    redactor.protect(Secret("inside-it"))
    redactor.protect(Secret("the-long-one-has-inside-it-and-more"))
    assert redactor.redact("=the-long-one-has-inside-it-and-more=") == "=••••="


UUID = "1b4e28ba-2fa1-11d2-883f-0016d3cca427"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Authorization: Basic dXNlcjpwYXNz\nnext", "Authorization: ••••\nnext"),
        ("authorization=Bearer abc.def", "authorization=••••"),
        ("sent Bearer abc.def-123", "sent Bearer ••••"),
        ("Client-Token: abc", "Client-Token: ••••"),
        ("{'User-Token': 'a b', 'x': 1}", "{'User-Token': '•••• b', 'x': 1}"),
        ('"userToken": "abc", "x": 1', '"userToken": "••••", "x": 1'),
        ("user_token=abc&x=1", "user_token=••••&x=1"),
        ("Time-Signature: 0a1b2c", "Time-Signature: ••••"),
        ("connectId=abc connect_key=def", "connectId=•••• connect_key=••••"),
        ("https://x/connect?token=abcdefgh&y=1", "https://x/connect?token=••••&y=1"),
        (f"the token of the shop is {UUID}", "the token of the shop is ••••"),
        (f"token {UUID.replace('-', '')}", "token ••••"),
        ("buyer 0105551234567 came", "buyer •••• came"),
        ("buyer 0-1055-51234-56-7 came", "buyer •••• came"),
        ("เลข ๐๑๐๕๕๕๑๒๓๔๕๖๗", "เลข ••••"),
        # These are what support needs.
        (f"receipt {UUID}", f"receipt {UUID}"),
        ("sent RC2611-00017 200 in 0.31 s", "sent RC2611-00017 200 in 0.31 s"),
        ("12 digits 123456789012, 14 12345678901234", "12 digits 123456789012, 14 12345678901234"),
        ("token: refused", "token: refused"),
    ],
)
def test_what_looks_like_a_secret_is_masked_and_the_rest_is_not(text: str, shown: str) -> None:
    assert Redactor().redact(text) == shown


def test_the_traceback_is_redacted_too(tmp_path: Path) -> None:
    our_log.protect(Secret("canary-5f2e9c"))
    path = set_up(tmp_path)
    try:
        raise ValueError("canary-5f2e9c")
    except ValueError:
        log.info("it broke with %s", Secret("canary-5f2e9c"), exc_info=True)
    text = path.read_text("utf-8")
    assert "canary" not in text
    assert "ValueError: ••••" in text
    assert "it broke with ••••" in text


def test_redaction_is_fast_enough_for_long_lines() -> None:
    shape = RedactingFormatter()
    record = logging.LogRecord("x", 20, "x", 1, "token " * 20_000 + "9" * 20_000, None, None)
    assert "token" in shape.format(record)


def run(script: str, folder: Path) -> tuple[str, str]:
    """Run a script as its own process, without pytest's own log handlers."""
    begin = (
        "import logging, sys; from pathlib import Path; from xpeak_desktop.log import set_up\n"
        "set_up(Path(sys.argv[1])); log = logging.getLogger('x')\n"
    )
    command = [sys.executable, "-c", begin + script, str(folder)]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def test_a_command_writes_nothing_but_warnings_to_stderr(tmp_path: Path) -> None:
    script = "log.debug('d'); log.info('i'); log.warning('w 0105551234567')"
    assert run(script, tmp_path) == ("", "WARNING: w ••••\n")


def test_a_message_that_cannot_be_made_is_not_printed_anywhere(tmp_path: Path) -> None:
    assert run("log.error('canary %d', 'canary-77')", tmp_path) == ("", "")
    assert "canary" not in (tmp_path / "xpeak.log").read_text("utf-8")
