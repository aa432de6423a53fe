"""Is this copy of the program whole? Looks at each thing a packed program may have lost.

Nothing of a person is touched: all is written into a folder that is removed afterwards, and only
this computer is spoken to. What is said is for who builds or mends the program.
"""

import json
import platform
import socket
import sqlite3
import ssl
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Final, TextIO

from xpeak_desktop import __version__, cli, log, sandbox
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.bootstrap.windows import has_screen
from xpeak_desktop.cli.commands import practice_run
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.desktop.keyring_secrets import check_parts, choose_backend
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.ledger.sqlite import open_ledger, open_reader
from xpeak_desktop.transport import CA_FILE, Failure, Limits, Transport

_RECEIPTS: Final = 12
_FEWEST_AUTHORITIES: Final = 50
_WAIT: Final = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, whether it is fine, and what was seen."""

    name: str
    fine: bool
    detail: str


class NotWhole(Exception):  # noqa: N818  (it says what the program lacks)
    """Something is missing or does not do what it should; the text says what."""


def run_self_test(out: TextIO | None, *, as_json: bool) -> int:
    """Print a line for each check, or one JSON object; 0 if all is fine, else 1."""
    findings = []
    for one in _findings():
        findings.append(one)
        if not as_json:
            _write(out, f"{'fine' if one.fine else 'BAD '}  {one.name:<12} {one.detail}")
    fine = all(one.fine for one in findings)
    if as_json:
        told = {"ok": fine, "version": __version__, "checks": [asdict(one) for one in findings]}
        _write(out, json.dumps(told, ensure_ascii=False))
    return 0 if fine else 1


def _write(out: TextIO | None, line: str) -> None:
    # A windowed program on Windows has nowhere to print to; its exit code still tells.
    if out is not None:
        out.write(line + "\n")
        out.flush()


def _findings() -> Iterator[Finding]:
    for name, look in _CHECKS:
        yield _looked_at(name, look)
    # Last: a screen that cannot be reached makes Qt end the process, with a message of its own.
    with ExitStack() as stack:
        try:
            from xpeak_desktop.ui import self_test as qt

            app = stack.enter_context(qt.application(offscreen=not has_screen()))
        # Without its libraries or its fonts there is nothing to look at.
        except Exception as error:  # noqa: BLE001
            yield Finding("qt", fine=False, detail=_told(error))
            return
        for name, look_at in qt.CHECKS:
            yield _looked_at(name, lambda look_at=look_at: look_at(app))  # type: ignore[misc]


def _looked_at(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, fine=True, detail=look())
    except Trouble as error:
        return Finding(name, fine=False, detail=str(error.problem))
    # Whatever it is: the point is to name it and to go on with the next.
    except Exception as error:  # noqa: BLE001
        return Finding(name, fine=False, detail=_told(error))


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


# ---------------------------------------------------------------------- the engine


def _program() -> str:
    packed = "packed" if getattr(sys, "frozen", False) else "from its sources"
    python = platform.python_version()
    return f"XPEAK Desktop {__version__}, {packed}, Python {python}, {platform.platform()}"


def _tls() -> str:
    authorities = _authorities(Path(CA_FILE))
    with _self_signed_server() as port:
        transport = Transport(f"https://127.0.0.1:{port}", SystemClock(), Limits(connect=_WAIT))
        try:
            transport.call("GET", "/")
        except Failure as failure:
            if failure.code is not Code.TLS_UNTRUSTED:
                raise NotWhole(f"a stranger's certificate: {failure.code.value}") from failure
        else:
            raise NotWhole("a stranger's certificate was trusted")
        finally:
            transport.close()
    return f"{ssl.OPENSSL_VERSION}, {authorities} authorities, a self-signed server is refused"


def _authorities(file: Path) -> int:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cafile=file)
    found = context.cert_store_stats()["x509_ca"]
    if found < _FEWEST_AUTHORITIES:
        raise NotWhole(f"only {found} authorities in {file}")
    return found


@contextmanager
def _self_signed_server() -> Iterator[int]:
    """Serve one TLS handshake on this computer with a certificate nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with resources.as_file(resources.files(sandbox) / "self_signed.pem") as certificate:
        context.load_cert_chain(certificate)

    def shake_hands() -> None:
        try:
            taken, _address = listener.accept()
            taken.settimeout(_WAIT)
            context.wrap_socket(taken, server_side=True).close()
        except OSError:
            # The client has hung up, as it should.
            return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(_WAIT)
        server = threading.Thread(target=shake_hands, daemon=True)
        server.start()
        yield listener.getsockname()[1]
        server.join(_WAIT)


def _keyring() -> str:
    check_parts()
    if sys.platform.startswith("linux"):
        _cipher()
    try:
        backend = choose_backend()
    except Trouble as error:
        if error.problem.code is not Code.KEYRING_MISSING:
            raise
        return "its parts are here; this computer has no keyring open (no session bus?)"
    return f"{type(backend).__module__}.{type(backend).__name__}"


# NIST SP 800-38A, F.2.1.
_KEY: Final = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
_VECTOR: Final = bytes(range(16))
_PLAIN: Final = bytes.fromhex("6bc1bee22e409f96e93d7e117393172a")
_ENCRYPTED: Final = bytes.fromhex("7649abac8119b246cee98e9b12e9197d")


def _cipher() -> None:
    """Encrypt as secrets are on their way to a keyring; packed, another library does it."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    run = Cipher(algorithms.AES(_KEY), modes.CBC(_VECTOR)).encryptor()
    if run.update(_PLAIN) + run.finalize() != _ENCRYPTED:
        raise NotWhole("the keyring's cipher does not encrypt as it should")


def _ledger() -> str:
    with tempfile.TemporaryDirectory(prefix="xpeak-self-test-") as folder:
        path = Path(folder) / "ledger.sqlite3"
        ledger = open_ledger(path, SystemClock())
        ledger.bind("practice", "1", "ร้านทดสอบ")
        ledger.close()
        reader = open_reader(path)
        read = reader.meta("business_name")
        reader.close()
        with sqlite3.connect(path) as connection:
            mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
        connection.close()
    if read != "ร้านทดสอบ":
        raise NotWhole(f"written and not read back: {read!r}")
    return f"SQLite {sqlite3.sqlite_version}, journal {mode}, written and read back"


def _practice() -> str:
    """Send a few receipts to the practice PEAK inside, and compare both sides."""
    with tempfile.TemporaryDirectory(prefix="xpeak-self-test-") as folder:
        argv = ["practice-run", "--receipts", str(_RECEIPTS), "--data-dir", folder, "--lang", "en"]
        profile = Profile(find_places(folder, "self-test"))
        try:
            told = practice_run(cli.parse(argv), profile).data
        finally:
            # Windows removes no file that is open.
            log.close()
    sent, difference = told["receipts"]["sent"], told["difference"]
    if not sent or difference != "0.00":
        raise NotWhole(f"{sent} sent, difference {difference} baht")
    return f"{sent} of {_RECEIPTS} receipts sent, difference {difference} baht"


_CHECKS: Final[tuple[tuple[str, Callable[[], str]], ...]] = (
    ("program", _program),
    ("tls", _tls),
    ("keyring", _keyring),
    ("ledger", _ledger),
    ("practice", _practice),
)
