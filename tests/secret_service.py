"""A real Secret Service on a session bus of its own, and children that keep secrets in it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest

from tests.person import ME, Person

NEEDED = {"dbus-daemon": "dbus", "gnome-keyring-daemon": "gnome-keyring"}
NAME = "org.freedesktop.secrets"
LONGEST_WAIT = 20.0

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <auth>EXTERNAL</auth>
  {services}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def skip_without_parts() -> None:
    """Skip where a real Secret Service cannot be; where tests decide, its lack is a failure."""
    missing = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if not missing:
        return
    reason = f"needs a real Secret Service: apt-get install {' '.join(missing)}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


class Bus:
    """A session bus with nobody on it; use with ``with``.

    ``starts_services`` lets it start the computer's own keyring when somebody asks for it.
    All of it belongs to ``person``.
    """

    def __init__(self, home: Path, *, starts_services: bool = False, person: Person = ME) -> None:
        self.home, self.person = home, person
        self._services = "<standard_session_servicedirs/>" if starts_services else ""
        self._daemon: subprocess.Popen[bytes] | None = None
        # Short: a socket's path has 108 bytes.
        self._run = Path(tempfile.mkdtemp(prefix="xp"))
        self.environ = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / ".local" / "share"),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "XDG_RUNTIME_DIR": str(self._run),
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }

    def __enter__(self) -> Self:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            Path(self.environ[name]).mkdir(parents=True, exist_ok=True)
        config = self._run / "bus.conf"
        config.write_text(CONFIG.format(folder=self._run, services=self._services))
        self.person.takes(self._run)
        self.person.takes(self.home)
        self._bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"],
            **self.person.starts,
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._bus.stdout
        address = self._bus.stdout.readline().decode().strip()
        self.environ["DBUS_SESSION_BUS_ADDRESS"] = address
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop_keyring()
        self.stop_bus()
        shutil.rmtree(self._run, ignore_errors=True)

    def stop_bus(self) -> None:
        """As when the session ends under the program."""
        if self._bus.poll() is None:
            self._bus.terminate()
        self._bus.wait(LONGEST_WAIT)
        if self._bus.stdout:
            self._bus.stdout.close()

    def start_keyring(self, *, unlocked: bool = True) -> None:
        """Start the daemon, the login keyring open or as it is found; returns once it is there."""
        self.stop_keyring()
        with self._watching() as appeared:
            self._daemon = subprocess.Popen(
                [
                    "gnome-keyring-daemon",
                    "--foreground",
                    "--components=secrets",
                    *(["--unlock"] if unlocked else []),
                ],
                **self.person.starts,
                env=self.environ,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            assert self._daemon.stdin
            self._daemon.stdin.write(b"pw" if unlocked else b"")
            self._daemon.stdin.close()
            appeared()

    def stop_keyring(self) -> None:
        """End the daemon, as at the end of a session."""
        if self._daemon is not None:
            self._daemon.terminate()
            self._daemon.wait(LONGEST_WAIT)
            self._daemon = None

    @contextmanager
    def _watching(self) -> Iterator[Any]:
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import Proxy, open_dbus_connection

        with self.person.knocks():
            connection = open_dbus_connection(self.environ["DBUS_SESSION_BUS_ADDRESS"])
        with connection as bus:
            rule = MatchRule(
                type="signal",
                sender="org.freedesktop.DBus",
                interface="org.freedesktop.DBus",
                member="NameOwnerChanged",
                path="/org/freedesktop/DBus",
            )
            rule.add_arg_condition(0, NAME)
            Proxy(message_bus, bus).AddMatch(rule)
            with bus.filter(rule) as changes:

                def appeared() -> None:
                    while not bus.recv_until_filtered(changes, timeout=LONGEST_WAIT).body[2]:
                        pass

                yield appeared

    def child(self, **environ: str) -> "Child":
        """A new process of the program that keeps secrets."""
        return Child(self.environ | environ)


CHILD = """
import json, sys
from xpeak_desktop import wording
from xpeak_desktop.desktop.keyring_secrets import KeyringSecrets, choose_backend
from xpeak_desktop.domain.problems import Trouble
from xpeak_desktop.ports import Secret, SecretName

stores = {}
for line in sys.stdin:
    what, profile, name, value = json.loads(line)
    answer = {}
    try:
        if what == "backend":
            answer["value"] = type(choose_backend()).__module__
        elif what == "lock":
            import contextlib, secretstorage
            with contextlib.closing(secretstorage.dbus_init()) as bus:
                secretstorage.get_default_collection(bus).lock()
        else:
            store = stores.setdefault(profile, KeyringSecrets("uat", profile))
            if what == "get":
                found = store.get(SecretName(name))
                answer["value"] = found.reveal() if found else None
            elif what == "put":
                store.put(SecretName(name), Secret(value))
            elif what == "delete":
                store.delete(SecretName(name))
    except Trouble as trouble:
        answer["code"] = str(trouble.problem.code)
        answer["words"] = [wording.sentence(trouble.problem, lang) for lang in ("th", "en")]
    print(json.dumps(answer), flush=True)
"""


class Child:
    """A process that is asked to keep, give and forget secrets; use with ``with``."""

    def __init__(self, environ: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", CHILD],
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        assert self._process.wait(LONGEST_WAIT) == 0
        self._process.stdout.close()

    def ask(
        self, what: str, value: str = "", *, name: str = "user_token", profile: str = "default"
    ) -> dict[str, Any]:
        """What became of it: ``value`` of a get, ``code`` and ``words`` of a Trouble."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([what, profile, name, value]) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer
